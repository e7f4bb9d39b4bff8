package seed_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/seed"
)

var errCut = errors.New("the connection was cut")

// faulty is a store whose first write breaks off at its very end.
type faulty struct {
	store.Store
	retry  bool // the engine tries again by itself, as it may
	writes int
}

func (s *faulty) Write(ctx context.Context, f func(store.Writer) error) error {
	s.writes++
	err := s.Store.Write(ctx, func(w store.Writer) error {
		if err := f(w); err != nil {
			return err
		}
		if s.writes == 1 {
			return errCut
		}
		return nil
	})
	if s.retry && errors.Is(err, errCut) {
		return s.Write(ctx, f)
	}
	return err
}

func TestAWriteThatBreaksOffLeavesWhatWasThere(t *testing.T) {
	cat := projectVocabulary(t)
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		result, err := seed.Run(t.Context(), &faulty{Store: st}, cat, builtin(t), seed.Options{}, &bytes.Buffer{})
		if !errors.Is(err, errCut) || result.Wrote || result.Datasets != nil {
			t.Fatalf("%+v, %v", result, err)
		}
		if held := dump(t, st); strings.Contains(held, "ID") {
			t.Errorf("it holds %.200s", held)
		}
		if result, err := seed.Run(t.Context(), st, cat, builtin(t), seed.Options{}, &bytes.Buffer{}); err != nil || !result.Wrote {
			t.Errorf("the next run: %v, %v", result.Wrote, err)
		}
	})
}

func TestAWriteThatTheEngineTriesAgainIsDoneOnce(t *testing.T) {
	cat := projectVocabulary(t)
	plain, retried := memory.New(cat), memory.New(cat)
	var first, second bytes.Buffer
	for st, out := range map[store.Store]*bytes.Buffer{plain: &first, &faulty{Store: retried, retry: true}: &second} {
		if _, err := seed.Run(t.Context(), st, cat, builtin(t), seed.Options{Now: noon, AllowRemovals: true}, out); err != nil {
			t.Fatal(err)
		}
	}
	if dump(t, plain) != dump(t, retried) || first.String() != second.String() {
		t.Errorf("it differs; printed:\n%s", &second)
	}
}

func TestOfTwoRunsAtOnceOneFindsNothingToDo(t *testing.T) {
	cat := projectVocabulary(t)
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		results := make(chan seed.Result, 2)
		for range 2 {
			go func() {
				result, err := seed.Run(t.Context(), st, cat, builtin(t), seed.Options{}, &bytes.Buffer{})
				if err != nil {
					t.Error(err)
				}
				results <- result
			}()
		}
		if a, b := <-results, <-results; a.Wrote == b.Wrote {
			t.Errorf("both wrote: %v", a.Wrote)
		}
	})
}

func TestAFormerIDThatAFileNoLongerListsStaysAndASecondRunWritesNothing(t *testing.T) {
	cat := testVocabulary(t)
	const text = "dataset: one\nDocument:\n  text: {name: Text, sources: [text]}\n"
	file := func(text string) []seed.Source { return []seed.Source{{Name: "a.yaml", Text: []byte(text)}} }
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		listed := strings.Replace(text, "]}", "], formerIds: [doc, txt]}", 1)
		for _, sources := range [][]seed.Source{file(listed), file(text)} {
			if _, err := seed.Run(t.Context(), st, cat, sources, seed.Options{Now: noon, AllowRemovals: true}, &bytes.Buffer{}); err != nil {
				t.Fatal(err)
			}
		}
		if held := dump(t, st); !strings.Contains(held, `"doc"`) || !strings.Contains(held, `"txt"`) {
			t.Errorf("a former id is gone: %s", held)
		}
		result, err := seed.Run(t.Context(), readOnly{st, t}, cat, file(text), seed.Options{}, &bytes.Buffer{})
		if err != nil || result.Wrote {
			t.Errorf("the next run: %v, %v", result.Wrote, err)
		}
	})
}
