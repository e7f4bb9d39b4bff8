//go:build unix

package neo4jtest

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestJarsOfAnInterruptedDownloadAreFetchedAgain(t *testing.T) {
	c, err := newCache(t.TempDir())
	check(t, err)
	for _, dir := range []string{"neo4j-" + neo4jVersion, "neo4j-" + neo4jVersion + ".part"} {
		check(t, os.Mkdir(c.path(dir), 0o700))
		check(t, os.WriteFile(filepath.Join(c.path(dir), "half.jar"), nil, 0o600))
	}
	program(t, "mvn", "test -f pom.xml && echo jar > whole.jar")
	dir, err := c.jars(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if jars, _ := filepath.Glob(filepath.Join(dir, "*.jar")); len(jars) != 1 || filepath.Base(jars[0]) != "whole.jar" {
		t.Errorf("jars %q", jars)
	}
	program(t, "mvn", "exit 1")
	if again, err := c.jars(t.Context()); err != nil || again != dir {
		t.Errorf("jars that are there are fetched again: %q, %v", again, err)
	}
}

func TestAFailedDownloadIsNotTakenForJars(t *testing.T) {
	c, err := newCache(t.TempDir())
	check(t, err)
	program(t, "mvn", "echo jar > some.jar; exit 1")
	for range 2 {
		if _, err := c.jars(t.Context()); !errors.Is(err, errUnavailable) {
			t.Errorf("error %v", err)
		}
	}
}

func TestOnlyAnEngineThatAnswersIsUsed(t *testing.T) {
	program(t, "docker", "exit 1")
	program(t, "podman", "exit 0")
	if found, ok := findContainer(t.Context()); !ok || found.engine != "podman" {
		t.Errorf("found %q, %v", found.engine, ok)
	}
	program(t, "podman", "exit 1")
	if found, ok := findContainer(t.Context()); ok {
		t.Errorf("found %q", found.engine)
	}
}

func TestWhereAnEngineRunsNoServerJavaDoes(t *testing.T) {
	cache := emptyCache(t)
	program(t, "docker", `test "$1" = info`)
	if err := startShared(t, cache, time.Second).answers(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestJavaSaysItsVersion(t *testing.T) {
	for _, c := range []struct {
		says string
		want int
	}{
		{`openjdk version "17.0.15" 2025-04-15`, 17},
		{`java version "1.8.0_402"`, 1},
		{`openjdk version "21" 2023-09-19`, 21},
	} {
		program(t, "java", "echo '"+c.says+"' >&2")
		if got, err := javaVersion(t.Context(), "java"); err != nil || got != c.want {
			t.Errorf("%s: %d, %v", c.says, got, err)
		}
	}
}

// program puts a shell script before all programs of its name.
func program(t *testing.T, name, script string) {
	t.Helper()
	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700))
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}
