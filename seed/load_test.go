package seed_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/synthetic"
	"github.com/dealgraph/dealgraph/seed"
)

// loadedAt is the time that is written down.
var loadedAt = time.Date(2026, 11, 25, 1, 2, 3, 0, time.UTC)

// linesOf gives records as lines of JSON.
func linesOf(t testing.TB, records []store.Record) string {
	t.Helper()
	var b strings.Builder
	for _, r := range records {
		line := maps.Clone(r.Props)
		line["type"] = r.Type
		if r.IsRel() {
			line["from"], line["to"] = r.From, r.To
			if parts := strings.Split(r.ID, ":"); len(parts) == 4 {
				line["key"] = parts[3]
			}
		} else {
			line["id"] = r.ID
		}
		if len(r.FormerIDs) > 0 {
			line["formerIds"] = r.FormerIDs
		}
		text, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(text, '\n'))
	}
	return b.String()
}

// folder writes files and gives their folder.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// byFile gives records as a file for each type.
func byFile(t testing.TB, records []store.Record) map[string]string {
	of := map[string][]store.Record{}
	for _, r := range records {
		of[r.Type] = append(of[r.Type], r)
	}
	files := map[string]string{}
	for typ, some := range of {
		files[typ+".jsonl"] = linesOf(t, some)
	}
	return files
}

func datasetsOf(t testing.TB, st store.Store) (all []store.Dataset) {
	t.Helper()
	err := st.Read(t.Context(), func(r store.Reader) (err error) {
		all, err = r.Datasets(t.Context())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i].AppliedAt = all[i].AppliedAt.UTC()
	}
	return all
}

// madeUp is a graph of some thousand records, as JSON Lines and as it is stored.
func madeUp(t testing.TB, opts synthetic.Options) []store.Record {
	t.Helper()
	g, err := synthetic.New(projectVocabulary(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(g.Records())
}

func TestALoadStoresWhatApplyDoes(t *testing.T) {
	cat := projectVocabulary(t)
	own := contentOf(t, cat, builtin(t)).Records
	for name, records := range map[string][]store.Record{"the project's own": own, "made up": madeUp(t, synthetic.Options{Nodes: 150, Relationships: 600})} {
		want := memory.New(cat)
		if _, err := seed.Run(t.Context(), want, cat, []seed.Source{{Name: "all.jsonl", Text: []byte(linesOf(t, records))}}, seed.Options{Now: loadedAt}, &bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
		for form, files := range map[string]map[string]string{
			"one file": {"all.jsonl": linesOf(t, records)}, "a file for each type": byFile(t, records),
			"packed": {"all.jsonl.gz": string(gzipped(t, linesOf(t, records)))},
		} {
			for _, batched := range []bool{false, true} {
				t.Run(strings.Join([]string{name, form, map[bool]string{true: "in parts", false: "whole"}[batched]}, ", "), func(t *testing.T) {
					onEachEngine(t, cat, func(t *testing.T, st store.Store) {
						opts := seed.LoadOptions{Batched: batched, Batch: 100, Now: loadedAt}
						result, err := seed.LoadFiles(t.Context(), st, cat, []string{folder(t, files)}, opts)
						if err != nil || !result.Wrote {
							t.Fatalf("%+v, %v", result, err)
						}
						if got, want := datasetsOf(t, st), datasetsOf(t, want); !slices.Equal(got, want) {
							t.Errorf("datasets %v, want %v", got, want)
						}
						if got, want := dump(t, st), dump(t, want); got != want {
							t.Errorf("it holds other records")
						}
						if err := st.Check(t.Context()); err != nil {
							t.Error(err)
						}
						if _, err := seed.LoadFiles(t.Context(), st, cat, []string{folder(t, files)}, opts); !errors.Is(err, seed.ErrStored) {
							t.Errorf("a second load: %v", err)
						}
					})
				})
			}
		}
	}
}

const someLines = `{"dataset":"d","type":"Document","id":"doc","name":"Doc","sources":["doc"]}
{"dataset":"d","type":"Person","id":"a","name":"A","sources":["doc"]}
{"dataset":"d","type":"Person","id":"b","name":"B","sources":["doc"],"formerIds":["old"]}
`

func TestALoadTellsAllMistakesAndWritesNothing(t *testing.T) {
	cat := projectVocabulary(t)
	people, deal := strings.SplitAfterN(someLines, "\n", 2)[1], `{"dataset":"d","type":"Deal","id":"c","name":"C","sources":["doc"]}`+"\n"
	doc := strings.SplitAfter(someLines, "\n")[0]
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"several in several files": {map[string]string{
			"1.jsonl": people, "2.jsonl": doc,
			"3.jsonl": `{"dataset":"d","type":"SIGNED","from":"a","to":"nowhere","sources":["doc"],"dat":"2025"}` + "\n\n" + `{"dataset":"d","type":"SIGNED","from":"doc","to":"b","sources":["nodoc"],"date":"2025-02-30"}`},
			[]string{`3.jsonl:1:48: to is nowhere, which is no record`, `3.jsonl:1:76: SIGNED has no property "dat"`, `3.jsonl:3:39: from is doc, which is of type Document`,
				`3.jsonl:3:65: an entry of sources is nodoc, which is no record`, `date is the text "2025-02-30"`}},
		"an id twice":             {map[string]string{"1.jsonl": people, "2.jsonl": people, "3.jsonl": doc}, []string{"2.jsonl:1:37: there is a second a, first at ", "there is a second b"}},
		"two datasets":            {map[string]string{"1.jsonl": people, "2.jsonl": strings.ReplaceAll(doc, `"d"`, `"e"`)}, []string{"2.jsonl:1:39: doc is of dataset e, and others before it of d"}},
		"no JSON":                 {map[string]string{"1.jsonl": people + "{,\n", "2.jsonl": doc}, []string{"1.jsonl:3:2: no valid JSON"}},
		"a former id in use":      {map[string]string{"1.jsonl": people, "2.jsonl": doc, "3.jsonl": strings.ReplaceAll(deal, `"c"`, `"old"`)}, []string{"1.jsonl:2:83: the former id old is the id of a record"}},
		"a former id of two":      {map[string]string{"1.jsonl": people, "2.jsonl": doc, "3.jsonl": strings.ReplaceAll(deal, `"name"`, `"formerIds":["old"],"name"`)}, []string{"the former id old is one of "}},
		"nothing":                 {map[string]string{"1.jsonl": "\n\n"}, []string{"there are no records"}},
		"a control character":     {map[string]string{"1.jsonl": people + strings.Replace(deal, "C", "C\x01", 1), "2.jsonl": doc}, []string{"1.jsonl:3:", "the control character U+0001"}},
		"a line without an end":   {map[string]string{"1.jsonl": people + deal[:30], "2.jsonl": doc}, []string{"1.jsonl:3:31: no valid JSON"}},
		"a line that is too long": {map[string]string{"1.jsonl": people + strings.Repeat("x", 2<<20)}, []string{"1.jsonl:3:1: the line is longer than 1 MiB"}},
	} {
		t.Run(name, func(t *testing.T) {
			st := memory.New(cat)
			_, err := seed.LoadFiles(t.Context(), st, cat, []string{folder(t, c.files)}, seed.LoadOptions{Batched: true})
			var problems seed.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("no problems: %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(problems.Error(), want) {
					t.Errorf("no %q in:\n%s", want, problems)
				}
			}
			if dump(t, st) != dump(t, memory.New(cat)) || st.Check(t.Context()) != nil {
				t.Error("something was written")
			}
		})
	}
}

func TestALoadTakesNoIDsOfOthersAndMayNameTheirRecords(t *testing.T) {
	cat := projectVocabulary(t)
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		if _, err := seed.Run(t.Context(), st, cat, builtin(t), seed.Options{}, &bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
		before := dump(t, st)
		taken := `{"dataset":"d","type":"Person","id":"michael-kratsios","name":"A","sources":["us-korea-tpd-text"]}`
		_, err := seed.LoadFiles(t.Context(), st, cat, []string{folder(t, map[string]string{"1.jsonl": taken})}, seed.LoadOptions{})
		if err == nil || !strings.Contains(err.Error(), "1.jsonl:1:37: michael-kratsios is a record of dataset technology-prosperity-deals") || dump(t, st) != before {
			t.Errorf("%v", err)
		}
		own := `{"dataset":"d","type":"Person","id":"a","name":"A","sources":["us-korea-tpd-text"]}` + "\n" +
			`{"dataset":"d","type":"SIGNED","from":"a","to":"us-korea-tpd","sources":["us-korea-tpd-text"]}`
		if _, err := seed.LoadFiles(t.Context(), st, cat, []string{folder(t, map[string]string{"1.jsonl": own})}, seed.LoadOptions{Batched: true}); err != nil {
			t.Error(err)
		}
	})
}

func TestOnlyJSONLinesAreLoaded(t *testing.T) {
	cat := projectVocabulary(t)
	for name, want := range map[string]string{"a.yaml": "is yaml", "Person.csv": "is csv", "a.txt": "no file of JSON Lines"} {
		_, err := seed.LoadFiles(t.Context(), memory.New(cat), cat, []string{folder(t, map[string]string{name: "x"})}, seed.LoadOptions{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// breaking is a store of which the n-th Load fails, with what it did undone.
type breaking struct {
	store.Store
	left int
	puts int
}

func (s *breaking) Load(ctx context.Context, f func(store.Loader) error) error {
	return s.Store.Load(ctx, func(l store.Loader) error {
		if err := f(countingLoader{l, &s.puts}); err != nil {
			return err
		}
		if s.left--; s.left == 0 {
			return errCut
		}
		return nil
	})
}

type countingLoader struct {
	store.Loader
	puts *int
}

func (l countingLoader) Create(ctx context.Context, records []store.Record) error {
	*l.puts += len(records)
	return l.Loader.Create(ctx, records)
}

func TestALoadInPartsThatBreaksOffGoesOnOrIsTakenBack(t *testing.T) {
	cat := projectVocabulary(t)
	records := madeUp(t, synthetic.Options{Nodes: 200, Relationships: 800})
	files := folder(t, map[string]string{"all.jsonl": linesOf(t, records)})
	other := folder(t, map[string]string{"all.jsonl": linesOf(t, madeUp(t, synthetic.Options{Nodes: 200, Relationships: 800, Seed: 1}))})
	want := memory.New(cat)
	opts := seed.LoadOptions{Batched: true, Batch: 100, Now: loadedAt}
	if _, err := seed.LoadFiles(t.Context(), want, cat, []string{files}, opts); err != nil {
		t.Fatal(err)
	}
	transactions := 2 + (len(records)+99)/100
	for _, broken := range []int{1, 2, 5, transactions} {
		onEachEngine(t, cat, func(t *testing.T, st store.Store) {
			if _, err := seed.LoadFiles(t.Context(), &breaking{Store: st, left: broken}, cat, []string{files}, opts); !errors.Is(err, errCut) {
				t.Fatalf("transaction %d: %v", broken, err)
			}
			if loading := errors.Is(st.Check(t.Context()), store.ErrLoading); loading != (broken > 1) {
				t.Fatalf("transaction %d: it is loading: %t", broken, loading)
			}
			switch broken {
			case 5: // other content in its place
				if _, err := seed.LoadFiles(t.Context(), st, cat, []string{other}, opts); err != nil {
					t.Fatal(err)
				}
				return
			case transactions:
				dataset, err := seed.Discard(t.Context(), st)
				if err != nil || dataset != "synthetic" || dump(t, st) != dump(t, memory.New(cat)) {
					t.Fatalf("discarded %q, %v; it holds %.300s", dataset, err, dump(t, st))
				}
			}
			again := &breaking{Store: st}
			if _, err := seed.LoadFiles(t.Context(), again, cat, []string{files}, opts); err != nil {
				t.Fatal(err)
			}
			if done := max(0, broken-2) * 100; broken < transactions && again.puts != len(records)-min(done, len(records)) {
				t.Errorf("transaction %d: %d records were put again, of %d", broken, again.puts, len(records))
			}
			if dump(t, st) != dump(t, want) || !slices.Equal(datasetsOf(t, st), datasetsOf(t, want)) {
				t.Errorf("transaction %d: it holds something else", broken)
			}
		})
	}
}

func TestALoadIsRefusedWhileAnotherIsUnderWay(t *testing.T) {
	cat := projectVocabulary(t)
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		a := folder(t, map[string]string{"all.jsonl": linesOf(t, madeUp(t, synthetic.Options{Nodes: 50, Dataset: "a"}))})
		b := folder(t, map[string]string{"all.jsonl": linesOf(t, madeUp(t, synthetic.Options{Nodes: 50, Dataset: "b"}))})
		_, err := seed.LoadFiles(t.Context(), &breaking{Store: st, left: 2}, cat, []string{a}, seed.LoadOptions{Batched: true})
		if !errors.Is(err, errCut) {
			t.Fatal(err)
		}
		for _, batched := range []bool{true, false} {
			if _, err := seed.LoadFiles(t.Context(), st, cat, []string{b}, seed.LoadOptions{Batched: batched}); !errors.Is(err, seed.ErrOtherLoad) || !strings.Contains(err.Error(), "dataset a") {
				t.Errorf("in parts: %t: %v", batched, err)
			}
		}
		if _, err := seed.Run(t.Context(), st, cat, builtin(t), seed.Options{}, &bytes.Buffer{}); !errors.Is(err, store.ErrLoading) {
			t.Errorf("an apply meanwhile: %v", err)
		}
	})
}

func TestALoadThatIsInterruptedLeavesNothingHalf(t *testing.T) {
	cat := projectVocabulary(t)
	records := madeUp(t, synthetic.Options{Nodes: 6000})
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		opts := seed.LoadOptions{Now: loadedAt, Progress: func(p seed.Progress) {
			if p.Stage == "stored" {
				cancel()
			}
		}}
		if _, err := seed.LoadRecords(ctx, st, cat, slices.Values(records), opts); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if dump(t, st) != dump(t, memory.New(cat)) || st.Check(t.Context()) != nil {
			t.Error("something was written")
		}
	})
}

func TestALoadTakesRecordsInAnyOrder(t *testing.T) {
	cat := projectVocabulary(t)
	records := madeUp(t, synthetic.Options{Nodes: 300, Relationships: 900})
	want := memory.New(cat)
	if _, err := seed.LoadRecords(t.Context(), want, cat, slices.Values(records), seed.LoadOptions{Now: loadedAt}); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(records) // relationships before nodes, too
	onEachEngine(t, cat, func(t *testing.T, st store.Store) {
		_, err := seed.LoadFiles(t.Context(), st, cat, []string{folder(t, map[string]string{"all.jsonl": linesOf(t, records)})}, seed.LoadOptions{Now: loadedAt})
		if err != nil {
			t.Fatal(err)
		}
		if dump(t, st) != dump(t, want) || !slices.Equal(datasetsOf(t, st), datasetsOf(t, want)) {
			t.Error("it holds something else")
		}
	})
}

func TestALoadInPartsOnNeo4j(t *testing.T) {
	cat := projectVocabulary(t)
	st := openNeo4j(t, neo4jtest.Start(t), cat)
	records := madeUp(t, synthetic.Options{Nodes: 60, Relationships: 240})
	opts := seed.LoadOptions{Batched: true, Batch: 30, Now: loadedAt}
	want := memory.New(cat)
	if _, err := seed.LoadRecords(t.Context(), want, cat, slices.Values(records), opts); err != nil {
		t.Fatal(err)
	}
	load := func(st store.Store) error {
		_, err := seed.LoadRecords(t.Context(), st, cat, slices.Values(records), opts)
		return err
	}
	if err := load(&breaking{Store: st, left: 5}); !errors.Is(err, errCut) || !errors.Is(st.Check(t.Context()), store.ErrLoading) {
		t.Fatalf("broken off: %v", err)
	}
	if dataset, err := seed.Discard(t.Context(), st); err != nil || dataset != "synthetic" || dump(t, st) != dump(t, memory.New(cat)) {
		t.Fatalf("discarded %q, %v", dataset, err)
	}
	if err := load(&breaking{Store: st, left: 7}); !errors.Is(err, errCut) {
		t.Fatalf("broken off again: %v", err)
	}
	again := &breaking{Store: st}
	if err := load(again); err != nil || again.puts != len(records)-150 {
		t.Fatalf("%d records were put, %v", again.puts, err)
	}
	if dump(t, st) != dump(t, want) || !slices.Equal(datasetsOf(t, st), datasetsOf(t, want)) {
		t.Error("it holds something else")
	}
}
