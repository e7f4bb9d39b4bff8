//go:build unix

package neo4jtest

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

const image = "neo4j:5.26-community"

// container is the recipe of a container engine, by its command line. testcontainers-go would bring some fifty modules
// into the product's go.mod to do what one `docker run` does; what else it has, a reaper, supervise has too.
type container struct{ engine string }

// findContainer is the recipe if there is an engine that answers: a client without its daemon is none.
func findContainer(ctx context.Context) (container, bool) {
	for _, engine := range []string{"docker", "podman"} {
		if answersAsEngine(ctx, engine) {
			return container{engine: engine}, true
		}
	}
	return container{}, false
}

func answersAsEngine(ctx context.Context, engine string) bool {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return exec.CommandContext(ctx, engine, "info").Run() == nil
}

// prepare answers how to run the container: in the foreground, so that the client hands the supervisor's signal on to
// it and ends with it.
func (c container) prepare(_ context.Context, _ *directory, port int, password string) ([]string, error) {
	return []string{c.engine, "run", "--rm",
		"--publish", fmt.Sprintf("127.0.0.1:%d:7687", port),
		"--env", "NEO4J_AUTH=neo4j/" + password,
		"--env", "NEO4J_server_bolt_advertised__address=" + fmt.Sprintf("127.0.0.1:%d", port),
		"--env", "NEO4J_server_memory_heap_max__size=" + heap(),
		"--env", "NEO4J_server_memory_pagecache_size=128m",
		"--env", "NEO4J_dbms_security_auth__max__failed__attempts=0",
		"--env", "NEO4J_dbms_usage__report_enabled=false",
		image}, nil
}
