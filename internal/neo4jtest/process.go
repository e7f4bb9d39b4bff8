//go:build unix

package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// supervisor is the package of the program that runs a server.
const supervisor = "github.com/dealgraph/dealgraph/internal/neo4jtest/supervise"

// pollEvery is how often a condition is looked at again.
const pollEvery = 50 * time.Millisecond

// process is a supervisor that runs a server.
type process struct {
	pid   int
	stdin io.WriteCloser
	ended bool
}

// supervise starts a supervisor in dir, with arguments that end in the server's command.
//
// It is a program of its own, compiled on the spot, because a test binary can serve as one only if every package that
// starts a server gives it a TestMain.
func supervise(ctx context.Context, dir *directory, arguments []string) (_ *process, err error) {
	binary := dir.file("supervise")
	if output, err := exec.CommandContext(ctx, "go", "build", "-o", binary, supervisor).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compile the supervisor: %w\n%s", err, output)
	}
	log, err := os.OpenFile(dir.file("supervise.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the supervisor's log: %w", err)
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	// Not CommandContext: the server outlives this call, and `go test` would wait for a child that kept its output.
	cmd := exec.Command(binary, append([]string{"-dir", dir.path}, arguments...)...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{dir.alive.File()}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // an interrupt from the keyboard is for the tests
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("make the supervisor's input: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the supervisor: %w", errors.Join(err, stdin.Close()))
	}
	p := &process{pid: cmd.Process.Pid, stdin: stdin}
	return p, cmd.Process.Release()
}

// exited asks without waiting, so that no goroutine has to outlive the test that starts a shared server.
func (p *process) exited() bool {
	if p.ended {
		return true
	}
	pid, err := syscall.Wait4(p.pid, nil, syscall.WNOHANG, nil)
	p.ended = pid == p.pid || errors.Is(err, syscall.ECHILD)
	return p.ended
}

func (p *process) awaitExit(ctx context.Context) error {
	return poll(ctx, func() (bool, error) { return p.exited(), nil })
}

// stop asks the supervisor to end, and so its server.
func (p *process) stop(ctx context.Context) error {
	if p.exited() {
		return nil
	}
	if err := syscall.Kill(p.pid, syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop the supervisor: %w", err)
	}
	return errors.Join(p.awaitExit(ctx), p.stdin.Close())
}

// kill lets go of the supervisor, which kills its server, as if the power had failed.
func (p *process) kill(ctx context.Context) error {
	if p.exited() {
		return nil
	}
	if err := p.stdin.Close(); err != nil {
		return fmt.Errorf("let go of the supervisor: %w", err)
	}
	return p.awaitExit(ctx)
}

// poll asks until done says so, fails, or ctx ends.
func poll(ctx context.Context, done func() (bool, error)) error {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-ticker.C:
		}
	}
}
