package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// Technology-0 is covered by all deals. A filter through a relationship stops as soon as it can tell, also where the page must be
// sorted: SQLite says nowhere how far it reads, so the rows that it looks at are counted.
func TestAFilterThroughAHubStops(t *testing.T) {
	const n = 1000
	path := filepath.Join(t.TempDir(), "graph.db")
	large(t, path, n)
	if err := countLooks(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	technologies := int64(newSample(n).counts["Technology"])
	for _, c := range []struct {
		filter string
		most   int64 // looks for each technology; parallel claims are looked at, too
	}{
		{"exists\n      Expand COVERS IN", 1},
		{"not(exists\n      Expand COVERS IN\n    )", 1},
		{"nodes eq 0\n      Expand COVERS IN", 1},
		{"nodes gte 1\n      Expand COVERS IN", 1},
		{"nodes eq 1\n      Expand COVERS IN", 4},
		{"not(nodes lt 3\n      Expand COVERS IN\n    )", 6},
	} {
		st, err := sqlite.Compile(ours(t), parse(t, ours(t), page("Scan node Technology\n  | Filter "+c.filter, "node.summary, node.id")))
		if err != nil {
			t.Fatal(err)
		}
		looks.Store(0)
		// The id keeps the look where the relationship is read.
		var rows string
		counting := strings.Replace(st.SQL, `r2."toId" = n1."id"`, `r2."toId" = n1."id" AND r2."id" || looked() <> ''`, 1)
		if err := db.QueryRow(counting, st.Args...).Scan(&rows); err != nil {
			t.Fatalf("%v: %s", err, counting)
		}
		if n := looks.Load(); n < technologies/2 || n > c.most*technologies {
			t.Errorf("%s: %d rows were looked at, for %d technologies", c.filter, n, technologies)
		}
	}
}
