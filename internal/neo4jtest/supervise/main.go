//go:build unix

// Command supervise runs one Neo4j for tests and sees to it that it ends.
//
//	supervise -dir DIR                                        COMMAND...    until its standard input ends
//	supervise -dir DIR -lease FILE -state FILE -idle DURATION COMMAND...    until nobody has held the lease for so long
//
// A test that runs into its time limit, or is killed, cleans nothing up; so this is a process of its own, which needs
// nobody to tell it. It never starts the server a second time.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// stopGrace is how long a server that was asked to stop may take.
const stopGrace = 20 * time.Second

func main() {
	// The kernel ends the child when the thread that started it ends: keep that thread.
	runtime.LockOSThread()
	if err := run(os.Args[1:], os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "supervise:", err)
		os.Exit(1)
	}
}

func run(args []string, stdin io.Reader) error {
	flags := flag.NewFlagSet("supervise", flag.ContinueOnError)
	dir := flags.String("dir", "", "the server's directory; its console goes to console.log")
	var lease lease
	flags.StringVar(&lease.path, "lease", "", "the lock that users of the server hold")
	flags.StringVar(&lease.state, "state", "", "the file that leads users to the server")
	flags.DurationVar(&lease.idle, "idle", time.Minute, "how long the lease may be free")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	server, err := start(*dir, flags.Args())
	if err != nil {
		return err
	}
	if lease.path == "" {
		return server.obey(ctx, stdin)
	}
	err = lease.keep(ctx, *dir, server)
	// Others find the server through the state file alone, so its data is nobody's now.
	return errors.Join(err, os.RemoveAll(*dir))
}

type server struct {
	process *os.Process
	exited  chan struct{}
}

func start(dir string, command []string) (*server, error) {
	if len(command) == 0 {
		return nil, errors.New("no command")
	}
	console, err := os.OpenFile(dir+"/console.log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open console: %w", err)
	}
	defer console.Close()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, console, console
	cmd.SysProcAttr = childAttr()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start server: %w", err)
	}
	s := &server{process: cmd.Process, exited: make(chan struct{})}
	go func() {
		defer close(s.exited)
		_ = cmd.Wait() // how it ended is in its own log
	}()
	return s, nil
}

// obey runs the server until a signal asks for its end, or its user lets go of the pipe. It kills it then: a test that
// wants an orderly stop sends the signal, and what one that ended has left is of no use.
func (s *server) obey(ctx context.Context, stdin io.Reader) error {
	letGo := make(chan struct{})
	go func() { // ends with the process: a read of standard input can't be called off
		defer close(letGo)
		_, _ = io.Copy(io.Discard, stdin)
	}()
	select {
	case <-s.exited:
		return nil
	case <-ctx.Done():
		return s.stop()
	case <-letGo:
		return s.kill()
	}
}

func (s *server) stop() error {
	if err := s.process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop server: %w", err)
	}
	grace := time.NewTimer(stopGrace)
	defer grace.Stop()
	select {
	case <-s.exited:
		return nil
	case <-grace.C:
		return s.kill()
	}
}

func (s *server) kill() error {
	if err := s.process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("kill server: %w", err)
	}
	<-s.exited
	return nil
}
