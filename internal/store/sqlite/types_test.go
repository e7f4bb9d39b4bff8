package sqlite_test

import (
	"database/sql"
	"database/sql/driver"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	modernc "modernc.org/sqlite"

	"github.com/dealgraph/dealgraph/internal/store/sqlite"
)

// looks counts the calls of the SQL function looked, which is known to connections opened after countLooks.
var looks atomic.Int64

var countLooks = sync.OnceValue(func() error {
	return modernc.RegisterScalarFunction("looked", 0, func(*modernc.FunctionContext, []driver.Value) (driver.Value, error) {
		return looks.Add(1), nil
	})
})

// SQLite says that it sorts a page of several types, and yet leaves each type's range of the index when the page is full.
// It says so nowhere: the rows that it looks at are counted here.
func TestAPageOfSeveralTypesIsAllThatIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	large(t, path, 1000)
	if err := countLooks(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const types, size = 3, 21
	for _, scan := range []string{"Scan rel SIGNED|COVERS|ATTENDED", "Scan rel any\n  | Filter rel is SIGNED|COVERS|ATTENDED"} {
		for _, sort := range []string{"rel.id", `rel.id after ["COVERS:Deal-2"]`, "rel.id DESC", `rel.id DESC after ["SIGNED:P"]`} {
			st, err := sqlite.Compile(ours(t), parse(t, ours(t), page(scan, sort)))
			if err != nil {
				t.Fatal(err)
			}
			looks.Store(0)
			var rows string
			counting := strings.Replace(st.SQL, " ORDER BY", " AND looked() ORDER BY", 1)
			if err := db.QueryRow(counting, st.Args...).Scan(&rows); err != nil {
				t.Fatal(err)
			}
			if n := looks.Load(); n < size || n > types*(size+1) {
				t.Errorf("%s by %s: %d rows were looked at", scan, sort, n)
			}
		}
	}
}
