//go:build unix

package neo4jtest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestChild is no test but what other tests run in a process of its own: NEO4JTEST_CHILD says what to do.
func TestChild(t *testing.T) {
	switch os.Getenv("NEO4JTEST_CHILD") {
	case "":
		t.Skip("only for tests that start other processes")
	case "share":
		for range 3 {
			t.Run("turn", takeTurn)
		}
	case "hold":
		tell("%s", Start(t).URI)
		awaitParent(t)
	case "own":
		tell("%s", Own(t).URI)
		awaitParent(t)
	case "start":
		write(t, Start(t), "CREATE (:Child)")
	}
}

// takeTurn fails if another process uses the server at the same time.
func takeTurn(t *testing.T) {
	server := Start(t)
	tell("%s", server.URI)
	for n := range int64(20) {
		write(t, server, "CREATE (:Turn)")
		if got := count(t, server); got != n+1 {
			t.Fatalf("%d nodes, %d of which are this process's", got, n+1)
		}
	}
}

const told = "told: "

// tell says something to the parent.
func tell(format string, args ...any) { fmt.Printf(told+format+"\n", args...) }

// awaitParent waits for the parent to let go, or to kill.
func awaitParent(t *testing.T) {
	t.Helper()
	if _, err := io.ReadAll(os.Stdin); err != nil {
		t.Error(err)
	}
}

// child is the command that runs TestChild.
func child(t *testing.T, mode string, env ...string) *exec.Cmd {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), binary, "-test.run=^TestChild$", "-test.v")
	cmd.Env = append(os.Environ(), append([]string{"NEO4JTEST_CHILD=" + mode}, env...)...)
	return cmd
}

// startAndHear starts a child that waits, and answers what it told first.
func startAndHear(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var heard strings.Builder
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), told); ok {
			return text
		}
		fmt.Fprintln(&heard, lines.Text())
	}
	t.Fatalf("the child told nothing:\n%s", heard.String())
	return ""
}

// killHard leaves the child no time to clean up.
func killHard(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // "signal: killed"
}
