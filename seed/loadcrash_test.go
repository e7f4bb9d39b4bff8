package seed_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/synthetic"
	"github.com/dealgraph/dealgraph/seed"
)

// TestLoadingChild is what another one runs in a process of its own: it loads a made-up dataset into a new file, CRASH_FILE, and
// says "statement" before each statement. By itself it loads one, too.
func TestLoadingChild(t *testing.T) {
	path := os.Getenv("CRASH_FILE")
	if path == "" {
		path = filepath.Join(t.TempDir(), "graph.db")
	}
	st, err := sqlite.Open(t.Context(), path, projectVocabulary(t), sqlite.Options{Observe: func(context.Context, store.Statement) { fmt.Println("statement") }})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close(context.Background())
	if err := st.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	loadMadeUp(t, st)
}

func loadMadeUp(t *testing.T, st store.Store) {
	t.Helper()
	cat := projectVocabulary(t)
	graph, err := synthetic.New(cat, synthetic.Options{Nodes: 300, Relationships: 1500})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seed.LoadRecords(t.Context(), st, cat, graph.Records(), seed.LoadOptions{Now: loadedAt}); err != nil {
		t.Fatal(err)
	}
}

// loading lets a process load into a file, ends it by kill before so many statements, and tells how many there were.
func loading(t *testing.T, path string, statements int) (n int) {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), binary, "-test.run=^TestLoadingChild$", "-test.v")
	cmd.Env = append(os.Environ(), "CRASH_FILE="+path)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() != "statement" {
			continue
		}
		if n++; n == statements {
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait() // "signal: killed", most often
	return n
}

func TestACrashOfALoadLeavesNothingOfItOrAll(t *testing.T) {
	cat := projectVocabulary(t)
	nothing, all := memory.New(cat), memory.New(cat)
	loadMadeUp(t, all)
	statements := loading(t, filepath.Join(t.TempDir(), "graph.db"), 0)
	random := rand.New(rand.NewPCG(rand.Uint64(), 1))
	times, whole := crashes(t, 3), 0
	for range times {
		path := filepath.Join(t.TempDir(), "graph.db")
		n := 1 + random.IntN(statements)
		loading(t, path, n)
		st, err := sqlite.Open(t.Context(), path, cat, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Prepare(t.Context()); err != nil {
			t.Fatalf("killed before statement %d: %v", n, err)
		}
		switch dump(t, st) {
		case dump(t, nothing):
			loadMadeUp(t, st)
			if dump(t, st) != dump(t, all) {
				t.Errorf("killed before statement %d: loaded again, it holds something else", n)
			}
		case dump(t, all):
			whole++
		default:
			t.Errorf("killed before statement %d: a part is there", n)
		}
		if err := st.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	t.Logf("killed %d times before one of %d statements: %d loads stored", times, statements, whole)
}
