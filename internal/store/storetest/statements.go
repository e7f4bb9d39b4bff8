package storetest

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// recorder keeps the statements that an engine tells of.
type recorder struct {
	mu         sync.Mutex
	statements []store.Statement
}

func (r *recorder) observe(_ context.Context, s store.Statement) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.statements = append(r.statements, s)
}

// take gives what was told since the last time.
func (r *recorder) take() []store.Statement {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.statements
	r.statements = nil
	return taken
}

// during runs a plan and gives the statements that Run, apart from the transaction around it, was answered with.
func (r *recorder) during(t testing.TB, s store.Store, q *plan.Query) (statements []store.Statement) {
	t.Helper()
	err := s.Read(t.Context(), func(x store.Reader) error {
		r.take()
		_, err := x.Run(t.Context(), q)
		statements = r.take()
		return err
	})
	if err != nil {
		t.Fatalf("plan:\n%s\nerror: %v", q, err)
	}
	return statements
}

// runStatements checks that each plan of the cases, whatever its depth, is answered with one statement.
func runStatements(t *testing.T, open Open) {
	cat := Catalog(t)
	var r recorder
	s := prepared(t, open, cat, r.observe)
	for _, f := range readCases(t, cat) {
		for _, c := range f.cases {
			if n := len(r.during(t, s, c.plan)); n != 1 {
				t.Errorf("%s: %s: %d statements for one plan:\n%s", f.name, c.name, n, c.plan)
			}
		}
	}
}

// RunStatements judges an engine that compiles plans to texts: texts are stable, and hold no user's value.
func RunStatements(t *testing.T, open Open) {
	cat := Catalog(t)
	var r recorder
	s := prepared(t, open, cat, r.observe)
	one := statementOf(t, cat, s, &r, strings.NewReplacer("ID", `"zqone", "zq1"`, "TEXT", `"zqone"`, "INT", "771", "FLOAT", "771.5", "DATE", "2771", "LIMIT", "771"))
	two := statementOf(t, cat, s, &r, strings.NewReplacer("ID", `"zq2", "zq'3", "zq\"4"`, "TEXT", `"zq'two\\"`, "INT", "-772", "FLOAT", "7.72e+200", "DATE", "2772-01", "LIMIT", "772"))
	if one.Text != two.Text {
		t.Errorf("the statement's text changes with the plan's values:\n%s\n\n%s", one.Text, two.Text)
	}
	for _, value := range []string{"zq", "77"} {
		if strings.Contains(one.Text, value) {
			t.Errorf("the statement's text holds a value, %s:\n%s", value, one.Text)
		}
	}
}

// statementPlan has a value wherever a plan may have one. Lists get two values or more: an engine may have a better text
// for a list of one.
const statementPlan = `-> list
  Seek node [ID]
  | Filter or(node.text eq TEXT, node.text contains TEXT, node.text containsIgnoreCase TEXT, node.text startsWith TEXT, node.text endsWith TEXT, node.id in [ID], node.int in [INT], node.big gt INT, node.float lte FLOAT, node.day overlaps "DATE" to "DATE", node.day lt "DATE", node.texts has any of [ID], node.bigs has any of [INT], node cites [ID], node's documents gte INT)
  -> node.id
  -> list
    Expand LIKES OUT
    | Filter rel.note eq TEXT
    | Sort rel.int, node.text DESC, node.id, rel.id after [INT, TEXT, TEXT, TEXT]
    | Limit LIMIT
    -> rel.id
  -> list
    Incident any
    | Filter node.id in [ID]
    | Sort node.id, rel.id after [TEXT, TEXT]
    | Limit LIMIT
    -> rel.id
  -> list
    Incident LIKES|NEAR
    | Sort node.id, rel.id
    | Limit LIMIT
    -> rel.id
-> list
  Scan rel any
  | Filter exists
      End to
      | Filter node.float gt FLOAT
  | Sort rel.id after [TEXT]
  | Limit LIMIT
  -> rel.id`

func statementOf(t *testing.T, cat *catalog.Catalog, s store.Store, r *recorder, values *strings.Replacer) store.Statement {
	t.Helper()
	q, err := ParsePlan(cat, values.Replace(statementPlan))
	if err != nil {
		t.Fatal(err)
	}
	statements := r.during(t, s, q)
	if len(statements) != 1 {
		t.Fatalf("%d statements for one plan", len(statements))
	}
	return statements[0]
}
