package sqlite_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
)

// Where groups and their members are read from must not change what they are.
func TestGroupsAreTheSameWhereverTheyAreReadFrom(t *testing.T) {
	const n = 80
	s := large(t, filepath.Join(t.TempDir(), "graph.db"), n)
	reference := memory.New(ours(t))
	if err := reference.Write(t.Context(), func(w store.Writer) error { return newSample(n).put(t.Context(), w) }); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, g := range groupings() {
		t.Run(g, func(t *testing.T) {
			for _, size := range []int{1, 4, 100} {
				q := parse(t, ours(t), fmt.Sprintf("-> list\n  "+g+"%s", size, ofGroup))
				got, want := run(t, s, q), ask(t, reference, q)
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("%s\ngot  %v\nwant %v", q, got, want)
				}
				found += len(got[0].([]any))
			}
		})
	}
	if found < 500 {
		t.Errorf("only %d groups were found: the plans show little", found)
	}
}

// ofGroup is what is asked of each group: members in orders that an index serves and that it doesn't, a page of them, and what
// is worked out of them.
const ofGroup = `  -> group key
  -> group size
  -> group nodes
  -> list
    Members
    | Sort node.id, rel.id
    | Limit 3
    -> node.id
    -> rel.id
  -> list
    Members
    | Filter not(and(node.name contains "1", rel.rank is null))
    | Sort node.name DESC, node.id DESC, rel.id DESC
    -> node.id
    -> rel.id
  -> count
    Members
    | Filter or(node.name contains "2", rel.area contains "2")
  -> aggregate rows, nodes, min node.name, max rel.area
    Members
  -> list
    Members
    | Group 2 by node.dataset
    -> group size
    -> count nodes
      Members
`

func groupings() (all []string) {
	for _, scan := range []string{"node Deal", "node Deal|Event", "node any", "rel COVERS", "rel COVERS|SIGNED_AT", "rel any"} {
		of, paths := "rel", []string{"Sources rel", "End from", "End to"}
		if strings.HasPrefix(scan, "node") {
			of, paths = "node", []string{"Sources node", "Expand COVERS OUT", "Expand SIGNED IN", "Expand BUILDS_ON OUT", "Expand INVOLVES OUT Agency"}
		}
		for _, filter := range []string{"", `  | Filter node cites ["Document-0"]` + "\n", `  | Filter or(node.name contains "1", rel.area contains "1")` + "\n"} {
			for _, path := range paths {
				all = append(all, "Scan "+scan+"\n"+filter+"  | Group %d by node.id\n      "+path+"\n",
					"Scan "+scan+"\n"+filter+"  | Group %d by node.name\n      "+path+"\n")
			}
		}
		all = append(all, "Scan "+scan+"\n  | Group %d by type of "+of+"\n")
	}
	for _, cut := range []string{"", " year", " month"} {
		all = append(all, "Scan node Deal\n  | Group %d by node.date"+cut+"\n", "Scan rel SIGNED|COVERS\n  | Group %d by rel.date"+cut+"\n",
			"Scan node Deal\n  | Group %d by rel.date"+cut+"\n      Expand SIGNED IN\n")
	}
	return all
}
