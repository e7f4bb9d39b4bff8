package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

func TestAFileThatIsNoDatabaseOfOursIsRefusedAndLeftAlone(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		want error
		says string
	}{
		{"a text", func(t *testing.T, path string) {
			writeFile(t, path, strings.Repeat("This is no database. ", 100))
		}, store.ErrUnavailable, "no SQLite database"},
		{"another program's database", func(t *testing.T, path string) {
			execute(t, path, "CREATE TABLE node (id TEXT)")
		}, store.ErrVocabulary, "of another program"},
		{"a directory", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, store.ErrUnavailable, "a directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "some file?.db")
			c.make(t, path)
			before, _ := os.ReadFile(path)
			_, err := sqlite.Open(t.Context(), path, ours(t), sqlite.Options{})
			if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("got error %v, want one that is %q and says %q", err, c.want, c.says)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestAFileInNoDirectoryIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gone", "graph.db")
	if _, err := sqlite.Open(t.Context(), path, ours(t), sqlite.Options{}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got error %v", err)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// execute runs a statement on a file as another program would.
func execute(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(path, "?", "%3f"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFileIsJustMadeUntilSomethingWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	for i, want := range []bool{true, true, false} {
		s := openFile(t, path)
		if s.Created() != want {
			t.Errorf("opening %d: Created is %v", i+1, s.Created())
		}
		if err := s.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			put(t, s, "Thing a")
		}
		closeStore(t, s)
	}
}

func openFile(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, storetest.Catalog(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeStore(t testing.TB, s *sqlite.Store) {
	t.Helper()
	if err := s.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// put stores a graph as storetest writes it.
func put(t testing.TB, s *sqlite.Store, graph string) {
	t.Helper()
	records, err := storetest.ParseGraph(storetest.Catalog(t), graph)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), func(w store.Writer) error { return w.Put(t.Context(), records) }); err != nil {
		t.Fatal(err)
	}
}

func TestATemporaryStoreLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := openFile(t, ":memory:")
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	put(t, s, "Thing a")
	closeStore(t, s)
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (error %v)", left, err)
	}
}

// heldDir names the environment variable that makes the test binary a process which holds a temporary store until it is killed.
const heldDir = "DEALGRAPH_TEST_TEMPORARY"

func TestATemporaryStoreRemovesWhatKilledProcessesLeft(t *testing.T) {
	if os.Getenv(heldDir) != "" {
		openFile(t, ":memory:")
		fmt.Println("opened")
		select {}
	}
	if runtime.GOOS == "windows" {
		t.Skip("nobody can tell there what a killed process has left")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), heldDir+"=yes")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "opened\n" {
		t.Fatalf("the other process says %q (error %v)", line, err)
	}
	other := openFile(t, ":memory:")
	if n := entries(t, dir); n != 2 {
		t.Errorf("%d directories while two processes live", n)
	}
	if err := child.Process.Kill(); err != nil { // SIGKILL
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed, and says so
	closeStore(t, openFile(t, ":memory:"))
	if n := entries(t, dir); n != 1 {
		t.Errorf("%d directories when one was killed", n)
	}
	closeStore(t, other)
}

func entries(t *testing.T, dir string) int {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// crashPath names the environment variable that makes the test binary a process which writes until it is killed.
const crashPath = "DEALGRAPH_TEST_CRASH"

func TestAnAcknowledgedWriteSurvivesAKill(t *testing.T) {
	if path := os.Getenv(crashPath); path != "" {
		writeUntilKilled(t, path)
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), crashPath+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := ""
	for lines := bufio.NewScanner(out); acknowledged != "written thing-20" && lines.Scan(); {
		acknowledged = lines.Text()
	}
	if err := child.Process.Kill(); err != nil { // SIGKILL
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed, and says so
	s := openFile(t, path)
	defer closeStore(t, s)
	if s.Created() {
		t.Error("the file counts as just made")
	}
	q, err := storetest.ParsePlan(storetest.Catalog(t), "-> list\n  Seek node [\"thing-0\", \"thing-20\"]\n  -> node.id")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(run(t, s, q)); got != "[[[thing-0] [thing-20]]]" {
		t.Errorf("after the last line, %q, the file holds %s", acknowledged, got)
	}
}

func writeUntilKilled(t *testing.T, path string) {
	s := openFile(t, path)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := 0; ; i++ {
		put(t, s, fmt.Sprintf("Thing thing-%d", i))
		fmt.Printf("written thing-%d\n", i)
	}
}

func TestAWriteGivesUpOnAnotherProcessThatWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := openFile(t, path)
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	impatient, err := sqlite.Open(t.Context(), path, storetest.Catalog(t), sqlite.Options{Wait: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, impatient)
	err = s.Write(t.Context(), func(store.Writer) error {
		return impatient.Write(t.Context(), func(store.Writer) error { return nil })
	})
	if !errors.Is(err, store.ErrOverloaded) {
		t.Errorf("got error %v", err)
	}
}

func TestAReadGivesUpWhenAllConnectionsAreInUse(t *testing.T) {
	s, err := sqlite.Open(t.Context(), ":memory:", storetest.Catalog(t), sqlite.Options{Readers: 1, Wait: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	err = s.Read(t.Context(), func(store.Reader) error {
		return s.Read(t.Context(), func(store.Reader) error { return nil })
	})
	if !errors.Is(err, store.ErrOverloaded) {
		t.Errorf("got error %v", err)
	}
}

func TestAPanicLeavesTheStoreUsable(t *testing.T) {
	s := openFile(t, ":memory:")
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 6 { // more than there are connections
		panics(t, func() error { return s.Read(t.Context(), func(store.Reader) error { panic("at reading") }) })
		panics(t, func() error { return s.Write(t.Context(), func(store.Writer) error { panic("at writing") }) })
	}
	put(t, s, "Thing a")
}

func panics(t *testing.T, f func() error) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("the panic was lost")
		}
	}()
	t.Error(f())
}
