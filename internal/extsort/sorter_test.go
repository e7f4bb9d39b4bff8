package extsort_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/extsort"
)

func sorted(t interface{ Fatal(...any) }, s *extsort.Sorter) (all [][]byte) {
	if err := s.Each(func(item []byte) error {
		all = append(all, bytes.Clone(item))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestItemsComeInOrderHoweverManyRunsTheyFill(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	rapid.Check(t, func(t *rapid.T) {
		s := extsort.New(rapid.IntRange(1, 300).Draw(t, "bytes of a run"))
		defer s.Close()
		for range 2 { // Reset forgets the first ones
			items := rapid.SliceOf(rapid.SliceOfN(rapid.Byte(), 0, 20)).Draw(t, "items")
			for _, item := range items {
				if err := s.Add(item); err != nil {
					t.Fatal(err)
				}
			}
			slices.SortFunc(items, bytes.Compare)
			for range 2 {
				if got := sorted(t, s); !slices.EqualFunc(got, items, bytes.Equal) {
					t.Fatalf("got %q, want %q", got, items)
				}
			}
			if err := s.Reset(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestAnErrorOfTheCallersEndsTheWalk(t *testing.T) {
	own := errors.New("own")
	s := extsort.New(1)
	defer s.Close()
	for range 3 {
		if err := s.Add([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	calls := 0
	err := s.Each(func([]byte) error {
		calls++
		return own
	})
	if !errors.Is(err, own) || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
}

func TestTheFileGoesWithTheSorter(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	files := func() int {
		found, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	s := extsort.New(10)
	for _, item := range []string{"a run by itself", "another one", "a third"} {
		if err := s.Add([]byte(item)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil || files() != 0 {
		t.Error(err, files())
	}
	t.Setenv("TMPDIR", filepath.Join(dir, "missing"))
	s = extsort.New(10)
	_ = s.Add([]byte("x"))
	if err := s.Add([]byte("a second run")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a folder: %v", err)
	}
}
