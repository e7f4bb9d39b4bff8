//go:build unix

package neo4jtest

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	// readyWithin bounds a start: some five seconds, but on a busy machine, and an image may have to be pulled.
	readyWithin = 4 * time.Minute
	startTries  = 3
)

// recipe is a way to run a server.
type recipe interface {
	prepare(ctx context.Context, dir *directory, port int, password string) (command []string, err error)
}

// instance is a server that runs, or ran, in a directory and on a port of its own.
type instance struct {
	Server
	dir       *directory
	arguments []string
	process   *process
}

// launch starts a server. lease is what the supervisor is told of those who use it.
func (c cache) launch(ctx context.Context, r recipe, lease ...string) (*instance, error) {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	var tried error
	for range startTries { // another program may take the port that was free a moment ago
		i, err := c.tryLaunch(ctx, r, lease)
		if err == nil || ctx.Err() != nil {
			return i, err
		}
		tried = err
	}
	return nil, tried
}

func (c cache) tryLaunch(ctx context.Context, r recipe, lease []string) (*instance, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	dir, err := c.newDirectory(ctx)
	if err != nil {
		return nil, err
	}
	i := &instance{dir: dir, Server: Server{
		URI:      fmt.Sprintf("bolt://127.0.0.1:%d", port),
		Username: "neo4j", Password: rand.Text(), Database: "neo4j",
	}}
	command, err := r.prepare(ctx, dir, port, i.Password)
	if err != nil {
		return nil, errors.Join(err, dir.remove())
	}
	i.arguments = append(lease, command...)
	if err := i.run(ctx); err != nil {
		return nil, errors.Join(err, i.discard(ctx, (*process).stop))
	}
	return i, nil
}

// run starts the server in its directory, for the first time or again, and waits until its database answers.
func (i *instance) run(ctx context.Context) (err error) {
	if i.process, err = supervise(ctx, i.dir, i.arguments); err != nil {
		return err
	}
	var last error
	err = poll(ctx, func() (bool, error) {
		if i.process.exited() {
			return false, errors.New("the server ended")
		}
		last = i.answers(ctx)
		return last == nil, nil
	})
	if err != nil {
		return fmt.Errorf("start Neo4j: %w (%w)\n%s", err, last, i.logs())
	}
	return nil
}

// discard ends the server by end, and removes what it left.
func (i *instance) discard(ctx context.Context, end func(*process, context.Context) error) error {
	if i.process == nil {
		return i.dir.remove()
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	return errors.Join(end(i.process, ctx), i.dir.remove())
}

// logs is the end of what the server and its supervisor said.
func (i *instance) logs() string {
	var all strings.Builder
	for _, name := range []string{"supervise.log", "console.log", filepath.Join("logs", "neo4j.log")} {
		text, err := os.ReadFile(i.dir.file(name))
		if err == nil && len(text) > 0 {
			fmt.Fprintf(&all, "--- %s\n%s", name, text[max(0, len(text)-2000):])
		}
	}
	return all.String()
}

// freePort is a port below those that systems lend to clients: a client that keeps trying to reach a killed server
// could be lent its very port, and then the server could not come back.
func freePort() (int, error) {
	const from, to, tries = 20000, 32000, 100
	var last error
	for range tries {
		offset, err := rand.Int(rand.Reader, big.NewInt(to-from))
		if err != nil {
			return 0, fmt.Errorf("choose a port: %w", err)
		}
		port := from + int(offset.Int64())
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			return port, listener.Close()
		}
		last = err
	}
	return 0, fmt.Errorf("find a free port: %w", last)
}

// state is what leads a process to the server that another one started.
type state struct {
	Server
	Dir  string
	Kind string // a server of another version or size is as good as none
}

func kind() string { return neo4jVersion + " " + heap() }

// sharedServer is the server that runs already, or one that it starts. The caller holds the lease.
func (c cache) sharedServer(ctx context.Context, logf func(string, ...any), idle time.Duration) (*Server, error) {
	if running, err := c.readState(); err == nil && running.Kind == kind() && running.answers(ctx) == nil {
		return &running.Server, nil
	}
	lease := []string{"-lease", c.lease(), "-state", c.state(), "-idle", idle.String()}
	i, err := c.launchAny(ctx, logf, lease)
	if err != nil {
		return nil, err
	}
	if err := c.writeState(state{Server: i.Server, Dir: i.dir.path, Kind: kind()}); err != nil {
		return nil, err
	}
	// The supervisor holds the directory from here on; it removes it at its end.
	return &i.Server, errors.Join(i.process.stdin.Close(), i.dir.alive.Close())
}

// launchAny starts a server by the first recipe that works here.
func (c cache) launchAny(ctx context.Context, logf func(string, ...any), lease []string) (*instance, error) {
	if engine, ok := findContainer(ctx); ok {
		i, err := c.launch(ctx, engine, lease...)
		if err == nil {
			return i, nil
		}
		logf("neo4jtest: %s answers, but runs no Neo4j; trying Java: %v", engine.engine, err)
	}
	j, err := findJava(ctx, c)
	if err != nil {
		return nil, err
	}
	return c.launch(ctx, j, lease...)
}

func (c cache) readState() (s state, err error) {
	text, err := os.ReadFile(c.state())
	if err != nil {
		return s, fmt.Errorf("read state: %w", err)
	}
	return s, json.Unmarshal(text, &s)
}

// writeState replaces the file in one step: what is killed halfway leaves no half of a state.
func (c cache) writeState(s state) error {
	text, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode state: %w", err)
	}
	if err := os.WriteFile(c.state()+".part", text, 0o600); err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	return os.Rename(c.state()+".part", c.state())
}
