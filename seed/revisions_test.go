package seed_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/seed"
)

// Each case of testdata/revisions is a file of steps, one after the other: files to apply (1/a.yaml; 1 strict/a.yaml where
// removals are not allowed), or a command (2 rekey OLD NEW; 3 rollback REVISION [DATASET]). It ends with what the steps print and
// what is stored in the end (want), on every engine.
func TestRevisions(t *testing.T) {
	cat := testVocabulary(t)
	for _, path := range revisionCases(t) {
		t.Run(caseName(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c := testCase{path: path, archive: archive}
			c.compare(t, runSteps(t, cat, memory.New(cat), stepsOf(archive)))
			if got := runSteps(t, cat, openSQLite(t, cat), stepsOf(archive)); !*update {
				c.compare(t, got)
			}
		})
	}
}

func TestRevisionsOnNeo4j(t *testing.T) {
	server := neo4jtest.Start(t)
	cat := testVocabulary(t)
	for _, path := range revisionCases(t) {
		// A new database for each takes its time.
		if os.Getenv("CI") != "true" && !slices.Contains([]string{"rekey", "rollback-renamed", "tombstones"}, caseName(path)) {
			continue
		}
		t.Run(caseName(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			testCase{path: path, archive: archive}.compare(t, runSteps(t, cat, openNeo4j(t, server, cat), stepsOf(archive)))
		})
	}
}

func revisionCases(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "revisions", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return paths
}

func caseName(path string) string { return strings.TrimSuffix(filepath.Base(path), ".txtar") }

// step is files to apply, or a command.
type step struct {
	name  string
	files []seed.Source
}

func stepsOf(archive *txtar.Archive) []step {
	var steps []step
	for _, f := range archive.Files {
		name, file, applies := strings.Cut(f.Name, "/")
		if f.Name == "want" {
			continue
		}
		if !slices.ContainsFunc(steps, func(s step) bool { return s.name == name }) {
			steps = append(steps, step{name: name})
		}
		if last := &steps[len(steps)-1]; applies {
			last.files = append(last.files, seed.Source{Name: file, Text: f.Data})
		}
	}
	return steps
}

func runSteps(t *testing.T, cat *catalog.Catalog, st store.Store, steps []step) string {
	t.Helper()
	var out bytes.Buffer
	for i, s := range steps {
		fmt.Fprintf(&out, "== %s\n", s.name)
		before := dump(t, st)
		err := s.run(t.Context(), cat, st, &out)
		if err != nil {
			fmt.Fprintln(&out, err)
			if dump(t, st) != before {
				t.Errorf("step %d failed, and something was written", i+1)
			}
		}
		checkStored(t, st)
	}
	out.WriteString("== history\n")
	writeHistory(t, st, &out)
	out.WriteString("== stored\n")
	writeRecords(t, st, &out)
	return out.String()
}

func (s step) run(ctx context.Context, cat *catalog.Catalog, st store.Store, out *bytes.Buffer) error {
	words := strings.Fields(s.name)
	opts := seed.Options{Now: noon, Author: "ann", AllowRemovals: !slices.Contains(words, "strict")}
	switch cmp.Or(strings.Join(words[1:], " "), "apply") {
	case "apply", "strict":
		_, err := seed.Run(ctx, st, cat, s.files, opts, out)
		return err
	}
	switch words[1] {
	case "rekey":
		result, err := seed.Rekey(ctx, st, cat, words[2], words[3], opts)
		if err == nil {
			fmt.Fprintf(out, "%+v\n", result)
		}
		return err
	case "rollback":
		revision, err := strconv.ParseInt(words[2], 10, 64)
		if err != nil {
			return err
		}
		planned, err := seed.PlanRollback(ctx, st, cat, revision, words[3:])
		if err != nil {
			return err
		}
		opts.Agreed = &planned.Change
		result, err := seed.Rollback(ctx, st, cat, revision, words[3:], opts)
		if err != nil {
			return err
		}
		if err := sameAsAt(ctx, st, result, revision); err != nil {
			return err
		}
		return result.Print(out, seed.DefaultLines)
	}
	return fmt.Errorf("no such step: %s", s.name)
}

// sameAsAt tells whether a rollback has left datasets with the hashes that they had when a revision had been stored.
func sameAsAt(ctx context.Context, st store.Store, result seed.Result, revision int64) error {
	return st.Read(ctx, func(r store.Reader) error {
		for _, d := range result.Datasets {
			last, err := r.Revisions(ctx, d.Name, revision+1, 1)
			if err != nil {
				return err
			}
			if len(last) != 1 || !slices.ContainsFunc(last[0].Datasets, func(u store.Touched) bool { return u.After.Name == d.Name && u.After.Hash == d.Hash }) {
				return fmt.Errorf("dataset %s has the hash %s; at revision %d: %+v", d.Name, d.Hash, revision, last)
			}
		}
		return nil
	})
}

// checkStored checks what must hold whatever was done: each dataset's line is that of its records and, where a revision touched
// it, the one that the last such revision left; and no id means two records.
func checkStored(t *testing.T, st store.Store) {
	t.Helper()
	err := st.Read(t.Context(), func(r store.Reader) error {
		var records []store.Record
		ids := map[string]string{}
		err := r.Records(t.Context(), "", func(rec store.Record) error {
			records = append(records, rec)
			for _, id := range append([]string{rec.ID}, rec.FormerIDs...) {
				if ids[id] != "" {
					t.Errorf("%s is an id of %s and of %s", id, ids[id], rec.ID)
				}
				ids[id] = rec.ID
			}
			return nil
		})
		if err != nil {
			return err
		}
		datasets, err := r.Datasets(t.Context())
		if err != nil {
			return err
		}
		for _, d := range datasets {
			if hash := seed.Hash(d.Name, records); hash != d.Hash {
				t.Errorf("the hash of dataset %s is %s, that of its records %s", d.Name, d.Hash, hash)
			}
			last, err := r.Revisions(t.Context(), d.Name, 0, 1)
			if err != nil {
				return err
			}
			if len(last) != 1 || !slices.ContainsFunc(last[0].Datasets, func(u store.Touched) bool { return u.After == d }) {
				t.Errorf("the line of dataset %s is %+v; its last revision: %+v", d.Name, d, last)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func writeHistory(t *testing.T, st store.Store, out *bytes.Buffer) {
	t.Helper()
	err := st.Read(t.Context(), func(r store.Reader) error {
		all, err := r.Revisions(t.Context(), "", 0, 100)
		for _, rev := range all {
			fmt.Fprintf(out, "%d %s %q +%d ~%d -%d", rev.Number, rev.Author, rev.Message, rev.Added, rev.Changed, rev.Removed)
			for _, d := range rev.Datasets {
				fmt.Fprintf(out, " %s %d+%d → %d+%d", d.Name(), d.Before.Nodes, d.Before.Relationships, d.After.Nodes, d.After.Relationships)
			}
			out.WriteString("\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func writeRecords(t *testing.T, st store.Store, out *bytes.Buffer) {
	t.Helper()
	err := st.Read(t.Context(), func(r store.Reader) error {
		return r.Records(t.Context(), "", func(rec store.Record) error {
			name := rec.Type + " " + rec.ID
			if rec.IsRel() {
				name = rec.ID
			}
			fmt.Fprintf(out, "%s of %v, sources %v", name, rec.Props["dataset"], rec.Props["sources"])
			for _, p := range []string{"name", "onBehalfOf", "keepers"} {
				if v, ok := rec.Props[p]; ok {
					fmt.Fprintf(out, ", %s %v", p, v)
				}
			}
			if len(rec.FormerIDs) > 0 {
				fmt.Fprintf(out, ", formerly %v", slices.Sorted(slices.Values(rec.FormerIDs)))
			}
			out.WriteString("\n")
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
