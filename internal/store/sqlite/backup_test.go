package sqlite_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
)

func TestABackupIsAStateOfAGraphThatIsWrittenMeanwhile(t *testing.T) {
	dir := t.TempDir()
	s := openFile(t, filepath.Join(dir, "live.db"))
	defer closeStore(t, s)
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	const pairs = 40
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := range pairs { // two in each transaction
			put(t, s, fmt.Sprintf("Thing a%d\nThing b%d", i, i))
		}
	})
	var copies []string
	for i := range 5 {
		copies = append(copies, filepath.Join(dir, fmt.Sprintf("copy%d.db", i)))
		if err := s.Backup(t.Context(), copies[i]); err != nil {
			t.Fatal(err)
		}
	}
	writing.Wait()
	last := filepath.Join(dir, "last.db")
	if err := s.Backup(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	for _, path := range append(copies, last) {
		c := openFile(t, path)
		if err := c.Check(t.Context()); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		a, b := 0, 0
		err := c.Read(t.Context(), func(r store.Reader) error {
			return r.Records(t.Context(), "", func(rec store.Record) error {
				a += strings.Count(rec.ID, "a")
				b += strings.Count(rec.ID, "b")
				return nil
			})
		})
		if err != nil || a != b || path == last && a != pairs {
			t.Errorf("%s has %d and %d: %v", path, a, b, err)
		}
		closeStore(t, c)
	}
}

func TestABackupTouchesNoFileThatIsThereAndLeavesNoPart(t *testing.T) {
	dir := t.TempDir()
	s := openFile(t, filepath.Join(dir, "live.db"))
	defer closeStore(t, s)
	there := filepath.Join(dir, "there.db")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), there); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	if text, err := os.ReadFile(there); string(text) != "mine" {
		t.Errorf("the file is %q, %v", text, err)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "missing", "copy.db")); err == nil {
		t.Error("into a folder that is not there: no error")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".backup-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
