//go:build unix

package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/dealgraph/dealgraph/internal/neo4jtest/filelock"
)

const neo4jVersion = "5.26.12"

// pom names the parts of the server that community needs: database and Bolt, without the browser.
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dealgraph</groupId><artifactId>neo4jtest</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>` + neo4jVersion + `</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j-bolt</artifactId><version>` + neo4jVersion + `</version></dependency>
  </dependencies>
</project>
`

// jars is the directory that holds the server's jars, fetched now if this machine has none yet.
func (c cache) jars(ctx context.Context) (dir string, err error) {
	dir = c.path("neo4j-" + neo4jVersion)
	if complete(dir) {
		return dir, nil
	}
	lock, err := filelock.Wait(ctx, dir+".lock")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if complete(dir) { // by whom we waited for
		return dir, nil
	}
	return dir, c.fetch(ctx, dir)
}

func complete(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "complete"))
	return err == nil
}

// fetch has Maven copy the jars beside dir, and only then puts them in its place, marked as complete.
func (c cache) fetch(ctx context.Context, dir string) error {
	part := dir + ".part"
	for _, old := range []string{part, dir} {
		if err := os.RemoveAll(old); err != nil {
			return fmt.Errorf("clear the way for the jars: %w", err)
		}
	}
	if err := os.Mkdir(part, 0o700); err != nil {
		return fmt.Errorf("make a directory for the jars: %w", err)
	}
	if err := os.WriteFile(filepath.Join(part, "pom.xml"), []byte(pom), 0o600); err != nil {
		return fmt.Errorf("write what to fetch: %w", err)
	}
	if err := runMaven(ctx, part); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(part, "complete"), nil, 0o600); err != nil {
		return fmt.Errorf("mark the jars as complete: %w", err)
	}
	return os.Rename(part, dir)
}

func runMaven(ctx context.Context, dir string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return fmt.Errorf("%w: install Maven (mvn), or start Docker or Podman, or set NEO4J_URI", errUnavailable)
	}
	cmd := exec.CommandContext(ctx, mvn, "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=.")
	cmd.Dir = dir
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: Maven could not fetch the server's jars: %w\n%s", errUnavailable, err, output)
	}
	return nil
}
