package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// runRevisions judges what an engine keeps of revisions. Each case begins without one.
func runRevisions(t *testing.T, open Open) {
	for _, c := range []writeCase{
		{"revisions are numbered, and come the newest first", numberedRevisions},
		{"a revision that is given up leaves nothing", abandonedRevision},
		{"what a revision replaced comes back as it was", undoOfARevision},
		{"what a large revision replaced comes back whole and in order", undoOfALargeRevision},
		{"a dataset's line can be removed", droppedDataset},
	} {
		t.Run(c.name, func(t *testing.T) {
			cat := Catalog(t)
			c.run(&writeTest{T: t, store: prepared(t, open, cat, ignore), cat: cat})
		})
	}
}

func touched(names ...string) []store.Touched {
	var all []store.Touched
	for i, name := range names {
		before := store.Dataset{Name: name, Hash: "h" + name, Nodes: int64(i), Relationships: 2, AppliedAt: time.Date(2025, 10, 29, 12, 0, 0, 0, time.UTC)}
		after := before
		after.Hash, after.Nodes = "i"+name, 7
		all = append(all, []store.Touched{{Before: before, After: after}, {After: after}, {Before: before}}[i%3])
	}
	return all
}

func (w *writeTest) addRevision(r store.Revision, before ...store.Before) int64 {
	w.Helper()
	var number int64
	w.write(func(ctx context.Context, x store.Writer) (err error) {
		number, err = x.AddRevision(ctx, r, slices.Values(before))
		return err
	})
	return number
}

func (w *writeTest) revisions(dataset string, before int64, limit int) string {
	w.Helper()
	var b strings.Builder
	err := w.store.Read(w.Context(), func(r store.Reader) error {
		all, err := r.Revisions(w.Context(), dataset, before, limit)
		b.Reset()
		for _, rev := range all {
			fmt.Fprintf(&b, "%+v\n", rev)
		}
		return err
	})
	wantNil(w, err, "Revisions")
	return b.String()
}

func numberedRevisions(w *writeTest) {
	same(w, "no revisions", w.revisions("", 0, 10), "")
	var all []store.Revision
	for i, datasets := range [][]string{{"a"}, {"b", "c", "d"}, {"a", "b"}, {"c"}} {
		r := store.Revision{At: time.Date(2026, 2, 28, 23, 59, 58+i%2, 0, time.UTC), Author: []string{"", "Ann"}[i%2], Message: "it's \"said\" – 한국",
			Datasets: touched(datasets...), Added: int64(i), Changed: 5_000_000_000, Removed: 3}
		r.Number = w.addRevision(r)
		if r.Number != int64(i+1) {
			w.Errorf("revision %d has the number %d", i+1, r.Number)
		}
		all = append(all, r)
	}
	for _, c := range []struct {
		dataset string
		before  int64
		limit   int
		want    []int
	}{
		{"", 0, 10, []int{4, 3, 2, 1}}, {"", 0, 2, []int{4, 3}}, {"", 3, 10, []int{2, 1}}, {"", 1, 10, nil}, {"", 0, 0, nil},
		{"a", 0, 10, []int{3, 1}}, {"b", 0, 1, []int{3}}, {"c", 4, 10, []int{2}}, {"d", 0, 10, []int{2}}, {"gone", 0, 10, nil},
	} {
		var want strings.Builder
		for _, n := range c.want {
			fmt.Fprintf(&want, "%+v\n", all[n-1])
		}
		same(w, fmt.Sprintf("dataset %q before %d, limit %d", c.dataset, c.before, c.limit), w.revisions(c.dataset, c.before, c.limit), want.String())
	}
}

func abandonedRevision(w *writeTest) {
	err := w.store.Write(w.Context(), func(x store.Writer) error {
		_, err := x.AddRevision(w.Context(), store.Revision{Datasets: touched("a")}, slices.Values([]store.Before{{ID: "a"}}))
		return errors.Join(err, errOwn)
	})
	if !errors.Is(err, errOwn) {
		w.Errorf("Write gave %v", err)
	}
	same(w, "revisions", w.revisions("", 0, 10)+w.revisions("a", 0, 10)+w.undo(1), "")
	if n := w.addRevision(store.Revision{Datasets: touched("b")}); n != 1 {
		w.Errorf("the next revision has the number %d", n)
	}
}

// undo gives what a revision replaced, as a text.
func (w *writeTest) undo(revision int64) string {
	w.Helper()
	var b strings.Builder
	err := w.store.Read(w.Context(), func(r store.Reader) error {
		b.Reset()
		return r.Undo(w.Context(), revision, func(before store.Before) error {
			b.WriteString(beforeText(before))
			return nil
		})
	})
	wantNil(w, err, "Undo")
	return b.String()
}

func beforeText(b store.Before) string {
	if b.Record == nil {
		return b.ID + " was not there\n"
	}
	return b.ID + " was " + exact(*b.Record)
}

func undoOfARevision(w *writeTest) {
	graph := w.graph(
		`Thing a {"text": "A \"b\"\n", "int": 3, "float": 3.0, "formerIds": ["x", "y"], "texts": [], "sources": ["d#1"]}`,
		`Thing b {"float": -1e300, "big": 9007199254740993, "floats": [1.0, 0.1], "ints": [1, 2], "flag": false, "flags": [true]}`,
		`LIKES a -> b again {"int": -1, "formerIds": ["LIKES:x:b"]}`)
	before := []store.Before{{ID: "LIKES:a:b:again", Record: &graph[2]}, {ID: "new"}, {ID: "a", Record: &graph[0]}, {ID: "b", Record: &graph[1]}}
	w.addRevision(store.Revision{Datasets: touched("a")})
	w.addRevision(store.Revision{Datasets: touched("a")}, before...)
	var want strings.Builder
	for _, b := range before {
		want.WriteString(beforeText(b))
	}
	same(w, "undo of 2", w.undo(2), want.String())
	same(w, "undo of 1, which touched nothing, and of 3, which is not there", w.undo(1)+w.undo(3), "")
	err := w.store.Read(w.Context(), func(r store.Reader) error {
		return r.Undo(w.Context(), 2, func(store.Before) error { return errOwn })
	})
	if !errors.Is(err, errOwn) {
		w.Errorf("an error of yield came back as %v", err)
	}
}

func undoOfALargeRevision(w *writeTest) {
	record := w.graph(fmt.Sprintf(`Thing a {"text": %q}`, strings.Repeat("long ", 100)))[0]
	var before []store.Before
	for i := range 3_000 {
		b := store.Before{ID: fmt.Sprintf("n%d", i)}
		if i%2 == 0 {
			r := record
			r.ID = b.ID
			b.Record = &r
		}
		before = append(before, b)
	}
	w.addRevision(store.Revision{Datasets: touched("a")}, before...)
	var want strings.Builder
	for _, b := range before {
		want.WriteString(beforeText(b))
	}
	if w.undo(1) != want.String() {
		w.Error("it is another")
	}
}

func droppedDataset(w *writeTest) {
	w.write(func(ctx context.Context, x store.Writer) error {
		return errors.Join(x.SetDataset(ctx, store.Dataset{Name: "a"}), x.SetDataset(ctx, store.Dataset{Name: "b"}), x.DropDataset(ctx, "a"), x.DropDataset(ctx, "none"))
	})
	if all := w.datasets(); len(all) != 1 || all[0].Name != "b" {
		w.Errorf("there are %+v", all)
	}
}
