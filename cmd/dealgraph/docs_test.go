package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// fence is a block of a document: a file, where its first line names one behind the language, or what a console shows.
type fence struct{ language, file, text string }

var fenced = regexp.MustCompile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```$")

func fences(t *testing.T, path string) []fence {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []fence
	for _, m := range fenced.FindAllStringSubmatch(string(text), -1) {
		all = append(all, fence{m[1], m[2], m[3]})
	}
	return all
}

// The examples of a guide are run one after the other, in one folder, and print what stands there. … stands for anything
// in a line or, by itself, for any lines, HASH for any hash. The server that a guide asks has the project's own data.
func TestTheExamplesOfTheGuidesAreTrue(t *testing.T) {
	for guide, atLeast := range map[string]int{
		"README.md": 3, "docs/seeding.md": 10, "docs/analysts.md": 5, "docs/operators.md": 6, "docs/scripts.md": 5, "docs/search.md": 2,
		"docs/vocabulary.md": 3, "docs/front-end.md": 5, "docs/how-it-works.md": 2,
	} {
		t.Run(guide, func(t *testing.T) {
			if commands := follow(t, filepath.Join("..", "..", guide)); commands < atLeast {
				t.Errorf("only %d examples were run", commands)
			}
		})
	}
}

// theServer is the address that guides give a server.
const theServer = "http://127.0.0.1:8080"

// follow does what a guide says, and tells how many commands that were.
func follow(t *testing.T, guide string) (commands int) {
	dir, bin := t.TempDir(), t.TempDir()
	server := sync.OnceValue(func() string { return serves(t, t.TempDir(), nil, "--db", ":memory:").site() })
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, filepath.Join(bin, "dealgraph"))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fences(t, guide) {
		switch {
		case f.file != "":
			path := filepath.Join(dir, filepath.FromSlash(f.file))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(f.text), 0o600); err != nil {
				t.Fatal(err)
			}
		case f.language == "console":
			for _, example := range strings.Split("\n"+f.text, "\n$ ")[1:] {
				commands++
				command, want := cutCommand(example)
				command = strings.ReplaceAll(command, "go run ./cmd/dealgraph", "dealgraph")
				if strings.Contains(command, theServer) {
					needsCurl(t)
					command = strings.ReplaceAll(command, theServer, server())
				}
				if got := shell(t, dir, bin, command); !printsAs(got, want) {
					t.Errorf("$ %s\n%s\nthe guide has:\n%s", command, got, want)
				}
			}
		}
	}
	return commands
}

// cutCommand parts a command from what it prints. It goes on in the next line while a quotation mark is open.
func cutCommand(example string) (command, want string) {
	lines := strings.SplitAfter(strings.TrimRight(example, "\n")+"\n", "\n")
	n := 1
	for n < len(lines) && strings.Count(strings.Join(lines[:n], ""), "'")%2 == 1 {
		n++
	}
	return strings.Join(lines[:n], ""), strings.Join(lines[n:], "")
}

// needsCurl skips on a newcomer's machine without it, and fails where requests are owed.
func needsCurl(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("the guides' requests must be sent in CI: curl is not installed")
	}
	t.Skip("THE GUIDES' REQUESTS WERE NOT SENT: curl is not installed")
}

// shell runs a command line, in which dealgraph is the program under test, and gives all that it prints.
func shell(t *testing.T, dir, bin, line string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.Dir = dir
	cmd.Env = []string{"DEALGRAPH_TEST_MAIN=1", "HOME=" + dir, "PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")}
	out, _ := cmd.CombinedOutput() // the exit code is for the example to show
	return string(out)
}

func printsAs(got, want string) bool {
	pattern := regexp.QuoteMeta(want)
	pattern = strings.ReplaceAll(pattern, "…", ".*")
	pattern = regexp.MustCompile(`(?m)^\.\*\n`).ReplaceAllString(pattern, "(?:.*\n)*")
	pattern = strings.ReplaceAll(pattern, "HASH", "[0-9a-f]{64}")
	return regexp.MustCompile(`\A` + pattern + `\z`).MatchString(got)
}
