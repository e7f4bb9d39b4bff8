//go:build unix

package neo4jtest

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
)

const (
	javaAtLeast      = 17 // what Neo4j 5 is compiled for
	defaultHeap      = "1g"
	defaultPageCache = "128m"
)

// heap is the most memory a server's Java heap takes; pageCache is what it keeps of its files.
func heap() string { return cmp.Or(os.Getenv("DEALGRAPH_TEST_NEO4J_HEAP"), defaultHeap) }

func pageCache() string { return cmp.Or(os.Getenv("DEALGRAPH_TEST_NEO4J_PAGECACHE"), defaultPageCache) }

// java is the recipe that needs no containers: Java runs the server straight from its jars.
type java struct{ binary, jars string }

// findJava is the recipe if this machine has what it takes.
func findJava(ctx context.Context, c cache) (java, error) {
	binary := "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		binary = filepath.Join(home, "bin", "java")
	}
	version, err := javaVersion(ctx, binary)
	if err != nil || version < javaAtLeast {
		return java{}, fmt.Errorf("%w: install Java %d or later (found: %d, %v) and Maven, or start Docker or Podman, or set NEO4J_URI",
			errUnavailable, javaAtLeast, version, err)
	}
	jars, err := c.jars(ctx)
	return java{binary: binary, jars: jars}, err
}

var versionLine = regexp.MustCompile(`version "(\d+)`)

func javaVersion(ctx context.Context, binary string) (int, error) {
	output, err := exec.CommandContext(ctx, binary, "-version").CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("ask Java for its version: %w", err)
	}
	found := versionLine.FindSubmatch(output)
	if found == nil {
		return 0, fmt.Errorf("no version in what Java says: %q", output)
	}
	return strconv.Atoi(string(found[1]))
}

// prepare gives the server its directory, its configuration and its password, and answers how to run it.
func (j java) prepare(ctx context.Context, dir *directory, port int, password string) ([]string, error) {
	command, err := j.configure(dir, port)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, j.binary, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", j.classPath(),
		"org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password)
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+dir.path, "NEO4J_CONF="+dir.file("conf"))
	if output, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("set the password: %w\n%s", err, output)
	}
	return command, nil
}

// configure is prepare for a server that has its password.
func (j java) configure(dir *directory, port int) ([]string, error) {
	conf := dir.file("conf")
	if err := os.MkdirAll(conf, 0o700); err != nil {
		return nil, fmt.Errorf("make the configuration's directory: %w", err)
	}
	if err := os.WriteFile(filepath.Join(conf, "neo4j.conf"), []byte(configuration(port)), 0o600); err != nil {
		return nil, fmt.Errorf("write the configuration: %w", err)
	}
	return j.command(dir.path, conf), nil
}

func (j java) classPath() string { return filepath.Join(j.jars, "*") }

func (j java) command(home, conf string) []string {
	command := []string{j.binary,
		"-Xmx" + heap(),
		"-XX:+UseSerialGC", // a quarter off the start and off the memory, on a machine of two cores
		"-Dio.netty.tryReflectionSetAccessible=true",
	}
	for _, opened := range []string{"java.nio", "java.io", "sun.nio.ch", "java.util.concurrent"} {
		command = append(command, "--add-opens=java.base/"+opened+"=ALL-UNNAMED")
	}
	return append(command, "-cp", j.classPath(), "org.neo4j.server.CommunityEntryPoint", "--home-dir="+home, "--config-dir="+conf)
}

func configuration(port int) string {
	// The advertised address lets tests use neo4j:// as well as bolt://. Failed log-ins are unlimited since the test of
	// a wrong password would otherwise lock out the next test. Logs aren't allocated ahead: 256 MB for each server. The
	// quiet period is what a stop waits, twice, after the last connection was closed: five seconds if nobody says else.
	return fmt.Sprintf(`server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:%[1]d
server.bolt.advertised_address=127.0.0.1:%[1]d
server.http.enabled=false
server.memory.pagecache.size=%[2]s
dbms.security.auth_max_failed_attempts=0
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
`, port, pageCache())
}
