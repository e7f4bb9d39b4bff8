package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
)

// tombstones gives those of ids, as a text.
func (w *writeTest) tombstones(ids ...string) string {
	w.Helper()
	var b strings.Builder
	err := w.store.Read(w.Context(), func(r store.Reader) error {
		all, err := r.Tombstones(w.Context(), ids)
		b.Reset()
		for _, t := range all {
			fmt.Fprintf(&b, "%s %s was %s\n", t.Type, t.ID, t.Was)
		}
		return err
	})
	wantNil(w, err, "Tombstones")
	return b.String()
}

// former gives all former ids, as a text in order.
func (w *writeTest) former() string {
	w.Helper()
	var lines []string
	err := w.store.Read(w.Context(), func(r store.Reader) error {
		lines = nil
		return r.FormerIDs(w.Context(), func(id, now string) error {
			lines = append(lines, id+" is "+now+"\n")
			return nil
		})
	})
	wantNil(w, err, "FormerIDs")
	slices.Sort(lines)
	return strings.Join(lines, "")
}

var tombstoneCases = []writeCase{
	{"the ids of a removed record are kept for it", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old"]}`, `LIKES a -> a {"formerIds": ["LIKES:old:old"]}`)
		same(w, "before", w.tombstones("a", "old", "LIKES:a:a", "LIKES:old:old"), "")
		w.delete("LIKES:a:a", "a")
		same(w, "by its id", w.tombstones("a"), "Thing a was a\nThing old was a\n")
		same(w, "by its former id", w.tombstones("old", "none"), "Thing old was a\n")
		same(w, "of a relationship", w.tombstones("LIKES:a:a"), "LIKES LIKES:old:old was LIKES:a:a\n")
		w.refused(w.tryPut(`Place a`))
		w.refused(w.tryPut(`Place old`))
		w.refused(w.tryPut(`Place b {"formerIds": ["a"]}`))
		w.put(`Thing a {"formerIds": ["old"]}`)
		same(w, "when it is back", w.tombstones("a", "old"), "")
		w.holds(`Thing a {"formerIds": ["old"]}`)
	}},
	{"a record that takes the place of a removed one takes its ids over", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old"]}`)
		w.delete("a")
		w.put(`Thing b {"formerIds": ["a"]}`)
		same(w, "tombstones", w.tombstones("a", "b", "old"), "Thing old was a\n")
	}},
	{"a former id that a record is put without is kept for it", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old", "older"]}`)
		w.put(`Thing a {"formerIds": ["old"]}`)
		same(w, "tombstones", w.tombstones("a"), "Thing older was a\n")
		w.refused(w.tryPut(`Place older`), `Thing a {"formerIds": ["old"]}`)
	}},
	{"ids that are freed may be another record's", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old"]}`)
		w.write(func(ctx context.Context, x store.Writer) error {
			if err := x.Delete(ctx, []string{"a"}); err != nil {
				return err
			}
			if err := x.Free(ctx, []string{"a", "old", "none"}); err != nil {
				return err
			}
			return x.Put(ctx, w.graph(`Place a {"formerIds": ["old"]}`))
		})
		w.holds(`Place a {"formerIds": ["old"]}`)
		w.write(func(ctx context.Context, x store.Writer) error { return x.Free(ctx, nil) })
	}},
	{"former ids are told with what they are now", func(w *writeTest) {
		same(w, "none", w.former(), "")
		w.put(`Thing a {"formerIds": ["old", "older"]}`, `LIKES a -> a {"formerIds": ["LIKES:old:old"]}`, `Thing b`)
		same(w, "former ids", w.former(), "LIKES:old:old is LIKES:a:a\nold is a\nolder is a\n")
	}},
}
