package sqlite_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
)

// What a scan is driven from, and how its order is cut, must not change what it gives, wherever a page begins.
func TestAScanGivesTheSameWhateverDrivesIt(t *testing.T) {
	const n = 80
	s := large(t, filepath.Join(t.TempDir(), "graph.db"), n)
	reference := memory.New(ours(t))
	if err := reference.Write(t.Context(), func(w store.Writer) error { return newSample(n).put(t.Context(), w) }); err != nil {
		t.Fatal(err)
	}
	names := ask(t, reference, parse(t, ours(t), "-> first\n  Seek node [\"Deal-3\"]\n  -> node.name\n-> first\n  Seek node [\"Technology-0\"]\n  -> node.name"))
	named := fmt.Sprintf("node.name in [%q, %q]", names[0].([]any)[0], names[1].([]any)[0])
	found := 0
	for _, scan := range drivenScans(named) {
		t.Run(scan.of+" of "+scan.types+" "+scan.filter, func(t *testing.T) {
			text := "Scan " + scan.of + " " + scan.types + "\n  | Filter " + scan.filter
			all := ask(t, reference, parse(t, ours(t), listOf(scan.of, text, "")))[0].([]any)
			found += len(all)
			for _, after := range append([]any{nil}, every(all, 7)...) {
				for _, direction := range []string{"", " DESC"} {
					sort := direction
					if after != nil {
						sort += fmt.Sprintf(" after [%q]", after.([]any)[0])
					}
					q := parse(t, ours(t), listOf(scan.of, text, sort)+countOf(text))
					if got, want := run(t, s, q), ask(t, reference, q); !reflect.DeepEqual(got, want) {
						t.Fatalf("%s\ngot  %v\nwant %v", q, got, want)
					}
				}
			}
		})
	}
	if found < 1000 {
		t.Errorf("only %d rows were found: the plans show little", found)
	}
}

func listOf(of, text, sort string) string {
	return "-> list\n  " + text + "\n  | Sort " + of + ".id" + sort + "\n  | Limit 50\n  -> " + of + ".id\n  -> type of " + of + "\n  -> " + of + ".sources\n"
}

func countOf(text string) string { return "-> count\n  " + text + "\n" }

func every(all []any, nth int) (some []any) {
	for i := 0; i < len(all); i += nth {
		some = append(some, all[i])
	}
	return some
}

func ask(t *testing.T, s store.Store, q *plan.Query) (row []any) {
	t.Helper()
	err := s.Read(t.Context(), func(r store.Reader) (err error) {
		row, err = r.Run(t.Context(), q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return row
}

type drivenScan struct{ of, types, filter string }

func drivenScans(named string) (all []drivenScan) {
	cites := []string{`cites ["Document-0"]`, `cites ["Document-1", "Document-0", "none"]`}
	for _, types := range []string{"any", "SIGNED", "SIGNED|COVERS|PARTY_TO", "COVERS|SIGNED_AT|SIGNED"} {
		for _, filter := range []string{
			end("from", `node.id eq "Deal-3"`),
			end("to", `node.id in ["Technology-0", "Deal-3", "none", "Deal-3"]`),
			end("to", `and(node.id eq "Technology-0", node is Technology)`),
			end("to", `and(node.id eq "Technology-0", node is Deal)`),
			end("from", named),
			end("from", "and("+named+`, node.id eq "Deal-3")`),
			"not(" + end("to", `and(node.id eq "Technology-0", node is Technology)`) + ")",
			"not(" + end("from", named) + ")",
			"and(" + end("from", `node.id eq "Deal-3"`) + ", " + end("to", `node.id in ["Technology-0", "Technology-1"]`) + ")",
			"or(" + end("from", `node.id eq "Deal-3"`) + ", " + end("to", named) + ")",
			"or(" + end("from", `node.id eq "Deal-3"`) + `, rel is COVERS)`,
			"rel is SIGNED_AT|COVERS|SIGNED",
			"and(rel is SIGNED_AT|COVERS, rel is COVERS|SIGNED)",
			"and(rel is SIGNED_AT|COVERS, " + end("to", `node.id eq "Technology-0"`) + ")",
			"rel " + cites[0],
			"rel " + cites[1],
			"and(rel " + cites[0] + ", rel " + cites[1] + `, not(rel.id startsWith "COVERS:Deal-1"))`,
			"and(rel " + cites[0] + ", " + end("from", `node.id eq "Deal-3"`) + ")",
		} {
			all = append(all, drivenScan{"rel", types, filter})
		}
	}
	covers := func(pred string) string { return "exists\n      Expand COVERS OUT\n      | Filter " + pred + "\n    " }
	for _, types := range []string{"any", "Deal", "Deal|Person"} {
		for _, filter := range []string{
			"node " + cites[0], "node " + cites[1], covers(named), covers(`node.id eq "Technology-0"`),
			"and(node " + cites[0] + ", " + covers(named) + ")", "and(" + covers(named) + `, node.id in ["Deal-3", "Deal-4"])`,
			"not(" + covers(named) + ")", "or(" + covers(named) + ", node " + cites[0] + ")",
		} {
			all = append(all, drivenScan{"node", types, filter})
		}
	}
	return all
}
