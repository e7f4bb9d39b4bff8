package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// ours is the project's vocabulary.
func ours(t testing.TB) *catalog.Catalog {
	t.Helper()
	text, err := os.ReadFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Parse("schema.graphqls", string(text))
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// large gives a store on a new file that holds a graph of our vocabulary: some n nodes and five times as many
// relationships, of skewed degrees (Technology-0 is covered by every deal), the same on each call.
func large(t testing.TB, path string, n int) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, ours(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), func(w store.Writer) error { return newSample(n).put(t.Context(), w) })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sample makes records.
type sample struct {
	random  *rand.Rand
	counts  map[string]int
	pending []store.Record
}

func newSample(n int) *sample {
	return &sample{
		random: rand.New(rand.NewPCG(1, 2)),
		counts: map[string]int{
			"Document": n / 10, "Country": 50, "Person": n * 4 / 10, "Agency": n / 20, "Technology": n / 20, "Event": n / 10,
			"Program": n / 20, "Deal": n / 4,
		},
	}
}

func (s *sample) put(ctx context.Context, w store.Writer) error {
	for _, kind := range []string{"Document", "Country", "Person", "Agency", "Technology", "Event", "Program", "Deal"} {
		for i := range s.counts[kind] {
			if err := s.add(ctx, w, s.node(kind, i)); err != nil {
				return err
			}
		}
	}
	for i := range s.counts["Deal"] {
		if err := s.deal(ctx, w, id("Deal", i)); err != nil {
			return err
		}
	}
	return s.flush(ctx, w)
}

func id(kind string, i int) string { return fmt.Sprintf("%s-%d", kind, i) }

func (s *sample) node(kind string, i int) store.Record {
	props := s.common()
	props["name"] = fmt.Sprintf("%s number %d of some renown", kind, s.random.IntN(1_000_000))
	props["aliases"] = []any{fmt.Sprintf("alias %d", i)}
	props["summary"] = "A short text of our own that says in a sentence or two what the thing is, who takes part in it, and why it matters."
	if key := map[string]string{"Deal": "date", "Event": "date", "Document": "published"}[kind]; key != "" && i%5 > 0 {
		props[key] = fmt.Sprintf("%d-%02d-%02d", 2000+s.random.IntN(26), 1+s.random.IntN(12), 1+s.random.IntN(28))
	}
	return store.Record{ID: id(kind, i), Type: kind, Props: props}
}

func (s *sample) common() map[string]any {
	return map[string]any{
		"sources": []any{fmt.Sprintf("%s#II.%d", s.skewed("Document"), s.random.IntN(9)), fmt.Sprintf("%s#I", s.skewed("Document"))},
		"dataset": "sample",
	}
}

// skewed picks a node of a type: half the time one of the first few.
func (s *sample) skewed(kind string) string {
	n := s.counts[kind]
	for n > 4 && s.random.IntN(8) > 0 {
		n /= 2
	}
	return id(kind, s.random.IntN(n))
}

func (s *sample) deal(ctx context.Context, w store.Writer, deal string) error {
	edges := [][3]string{{"COVERS", deal, "Technology-0"}, {"PARTY_TO", s.skewed("Country"), deal}, {"SIGNED_AT", deal, s.skewed("Event")}}
	for range 6 {
		edges = append(edges, [3]string{"SIGNED", s.uniform("Person"), deal})
	}
	for range 6 {
		edges = append(edges, [3]string{"COVERS", deal, s.skewed("Technology")})
	}
	for range 3 {
		edges = append(edges, [3]string{"INVOLVES", deal, s.skewed("Agency")}, [3]string{"ATTENDED", s.uniform("Person"), s.skewed("Event")})
	}
	for i, e := range edges {
		if err := s.add(ctx, w, s.rel(e, i)); err != nil {
			return err
		}
	}
	return nil
}

func (s *sample) uniform(kind string) string { return id(kind, s.random.IntN(s.counts[kind])) }

func (s *sample) rel(e [3]string, i int) store.Record {
	props := s.common()
	props["rank"] = "NORMAL"
	switch e[0] {
	case "SIGNED":
		props["capacity"] = "Minister"
		if i%3 > 0 {
			props["date"] = fmt.Sprintf("%d-%02d", 2000+s.random.IntN(26), 1+s.random.IntN(12))
		}
	case "COVERS":
		props["area"] = fmt.Sprintf("area %d", s.random.IntN(100))
	}
	return store.Record{ID: fmt.Sprintf("%s:%s:%s:%d", e[0], e[1], e[2], s.random.Uint64()), Type: e[0], From: e[1], To: e[2], Props: props}
}

func (s *sample) add(ctx context.Context, w store.Writer, r store.Record) error {
	s.pending = append(s.pending, r)
	if len(s.pending) < 1000 {
		return nil
	}
	return s.flush(ctx, w)
}

func (s *sample) flush(ctx context.Context, w store.Writer) error {
	err := w.Put(ctx, s.pending)
	s.pending = s.pending[:0]
	return err
}
