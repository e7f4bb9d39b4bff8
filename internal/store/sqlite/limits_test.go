package sqlite_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

var nodeID = plan.Prop{Of: plan.Node, Prop: catalog.PropID}

func byID(op plan.Op, keys ...plan.Key) plan.Op {
	return plan.Sort{Input: op, Keys: append(keys, plan.Key{Prop: nodeID})}
}

// count gives the number of Things that satisfy a predicate.
func count(t *testing.T, s *sqlite.Store, p plan.Pred) any {
	t.Helper()
	scan := plan.Scan{Of: plan.Node, Types: []string{"Thing"}}
	return run(t, s, &plan.Query{Columns: []plan.Column{{Expr: plan.Count{Input: plan.Filter{Input: scan, Pred: p}}}}})[0]
}

// things gives a store of two Things, of which the first likes the other.
func things(t *testing.T) *sqlite.Store {
	t.Helper()
	s := empty(t, storetest.Catalog(t))
	put(t, s, "Thing a {\"text\": \"one\"}\nThing b {\"text\": \"two\"}\nLIKES a -> b\nLIKES b -> a")
	return s
}

func TestPlansMayBeDeep(t *testing.T) {
	s := things(t)
	isA := plan.Compare{Prop: nodeID, Op: plan.Eq, Value: "a"}
	likes := plan.Expand{Rel: "LIKES", Dir: catalog.Out}

	var exists plan.Pred = isA
	for range 12 {
		exists = plan.Exists{Input: plan.Filter{Input: likes, Pred: plan.And{exists, plan.Not{Pred: plan.IsNull{Prop: nodeID}}}}}
	}
	if got := count(t, s, exists); got != int64(1) {
		t.Errorf("12 relationships deep: %v", got)
	}

	var nested plan.Pred = isA
	for i := range 200 {
		nested = []plan.Pred{plan.And{nested}, plan.Or{nested, isA}, plan.Not{Pred: plan.Not{Pred: nested}}}[i%3]
	}
	if got := count(t, s, nested); got != int64(1) {
		t.Errorf("200 ANDs, ORs and NOTs deep: %v", got)
	}

	wide := plan.Or(slices.Repeat([]plan.Pred{isA}, 3000))
	if got := count(t, s, plan.And{wide, plan.Not{Pred: plan.Or{plan.Not{Pred: wide}}}}); got != int64(1) {
		t.Errorf("3000 alternatives: %v", got)
	}

	columns := []plan.Column{{Expr: plan.Prop{Of: plan.Node, Prop: catalog.PropID}}}
	for range 12 {
		columns = []plan.Column{{Expr: plan.List{Input: plan.Limit{Input: byID(likes), N: 5}, Columns: columns}}}
	}
	got := run(t, s, &plan.Query{Columns: []plan.Column{{Expr: plan.First{
		Input: plan.Seek{Of: plan.Node, IDs: []string{"a"}}, Columns: columns}}}})
	if text := fmt.Sprint(got); strings.Trim(text, "[]") != "a" || strings.Count(text, "[") != 26 {
		t.Errorf("12 levels: %s", text)
	}
}

// TestARowMayHaveManyColumns has rows of as many values as one array holds, one more, and several times as many, with lists among
// them.
func TestARowMayHaveManyColumns(t *testing.T) {
	s := things(t)
	likes := plan.List{Input: byID(plan.Expand{Rel: "LIKES", Dir: catalog.Out}), Columns: []plan.Column{{Expr: nodeID}}}
	for _, n := range []int{900, 901, 1800, 2000} {
		columns := []plan.Column{{Expr: likes}}
		want := []any{[]any{[]any{"b"}}}
		for i := range n {
			p := nodeID
			if i%2 == 1 {
				p.Prop = catalog.PropSummary
			}
			columns = append(columns, plan.Column{Expr: p})
			want = append(want, []any{"a", nil}[i%2])
		}
		row := run(t, s, &plan.Query{Columns: []plan.Column{{Expr: plan.First{Input: plan.Seek{Of: plan.Node, IDs: []string{"a"}}, Columns: columns}}}})
		if !reflect.DeepEqual(row, []any{want}) {
			t.Errorf("%d values: not what they are", n)
		}
	}
}

func TestARowMayHaveManyLists(t *testing.T) {
	s := things(t)
	likes := plan.List{Input: byID(plan.Expand{Rel: "LIKES", Dir: catalog.Out}), Columns: []plan.Column{{Expr: nodeID}}}
	columns := slices.Repeat([]plan.Column{{Expr: likes}, {Expr: nodeID}}, 1100)
	row := run(t, s, &plan.Query{Columns: []plan.Column{{Expr: plan.First{Input: plan.Seek{Of: plan.Node, IDs: []string{"a"}}, Columns: columns}}}})
	if want := slices.Repeat([]any{[]any{[]any{"b"}}, "a"}, 1100); !reflect.DeepEqual(row, []any{want}) {
		t.Error("not what they are")
	}
}

// Rows come in order though the order is made inside a subquery, and in a UNION ALL of two: SQLite documents neither.
func TestOrderIsKept(t *testing.T) {
	cat := storetest.Catalog(t)
	s := empty(t, cat)
	const n = 2000
	err := s.Write(t.Context(), func(w store.Writer) error {
		var all []store.Record
		for i := range n {
			props := map[string]any{"name": "n", "aliases": []any{}, "sources": []any{}, "dataset": "d"}
			if i%2 == 0 {
				props["int"] = int64(i * 7919 % n)
				props["float"] = float64(i * 7919 % n)
			}
			all = append(all, store.Record{ID: fmt.Sprintf("t%d", i*104729%n), Type: "Thing", Props: props})
		}
		return w.Put(t.Context(), all)
	})
	if err != nil {
		t.Fatal(err)
	}
	thing := cat.Node("Thing")
	for _, name := range []string{"int", "float"} { // the first is in an index, the second is not
		for _, desc := range []bool{false, true} {
			for _, first := range []bool{false, true} {
				k := plan.Key{Prop: plan.Prop{Of: plan.Node, Prop: thing.Prop(name)}, Desc: desc, NullsFirst: first}
				t.Run(fmt.Sprint(k), func(t *testing.T) { checkOrder(t, s, k, n) })
			}
		}
	}
}

func checkOrder(t *testing.T, s *sqlite.Store, k plan.Key, n int) {
	list := plan.List{
		Input:   byID(plan.Scan{Of: plan.Node, Types: []string{"Thing"}}, k),
		Columns: []plan.Column{{Expr: k.Prop}, {Expr: nodeID}},
	}
	rows := run(t, s, &plan.Query{Columns: []plan.Column{{Expr: list}}})[0].([]any)
	sorted := slices.IsSortedFunc(rows, func(a, b any) int { return compareRows(k, a.([]any), b.([]any)) })
	if len(rows) != n || !sorted {
		t.Errorf("%d rows, sorted: %v", len(rows), sorted)
	}
}

func compareRows(k plan.Key, a, b []any) int {
	if (a[0] == nil) != (b[0] == nil) {
		if (a[0] == nil) == k.NullsFirst {
			return -1
		}
		return 1
	}
	if a[0] != b[0] {
		if number(a[0]) < number(b[0]) != k.Desc {
			return -1
		}
		return 1
	}
	return strings.Compare(a[1].(string), b[1].(string))
}

func number(v any) float64 {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	return v.(float64)
}

func TestValuesComeBackUnchanged(t *testing.T) {
	cat := storetest.Catalog(t)
	s := empty(t, cat)
	text := "a\x00b\"\\'\n\t\x01\x1f\x7f\u0085\u2028\ufeff\uffff\U0010ffff한글e\u0301%_*[?"
	props := map[string]any{
		"name": text, "aliases": []any{text, ""}, "sources": []any{"x#" + text, "x", "x#"}, "dataset": "d",
		"text": text, "plain": "", "int": int64(math.MinInt32), "big": int64(math.MinInt64), "float": math.Nextafter(0.1, 1),
		"flag": false, "texts": []any{text}, "ints": []any{int64(0)}, "bigs": []any{int64(math.MaxInt64), int64(math.MinInt64)},
		"floats": []any{5e-324, math.MaxFloat64, 1.0, 1e21}, "flags": []any{true, false}, "days": []any{},
	}
	want := store.Record{ID: "a", Type: "Thing", Props: props, FormerIDs: []string{"z", "y"}}
	if err := s.Write(t.Context(), func(w store.Writer) error { return w.Put(t.Context(), []store.Record{want}) }); err != nil {
		t.Fatal(err)
	}
	err := s.Read(t.Context(), func(r store.Reader) error {
		got, err := r.Find(t.Context(), []string{"a"})
		if !reflect.DeepEqual(got, []store.Record{want}) {
			t.Errorf("Find gave\n%#v, stored was\n%#v", got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var columns []plan.Column
	for _, p := range cat.Node("Thing").Props {
		columns = append(columns, plan.Column{Expr: plan.Prop{Of: plan.Node, Prop: p}})
	}
	row := run(t, s, &plan.Query{Columns: []plan.Column{{Expr: plan.First{
		Input: plan.Seek{Of: plan.Node, IDs: []string{"y"}}, Columns: columns}}}})[0].([]any)
	for i, p := range cat.Node("Thing").Props {
		if p != catalog.PropID && !reflect.DeepEqual(row[i], props[p.Name]) {
			t.Errorf("%s: got %#v, stored was %#v", p.Name, row[i], props[p.Name])
		}
	}
}

// A float's two zeros are one value (storetest's zeros), of which a column keeps the one without a sign. A list keeps its text.
func TestAZeroInAColumnHasNoSign(t *testing.T) {
	s := empty(t, storetest.Catalog(t))
	put(t, s, `Thing a {"float": -0.0, "floats": [-0.0]}`)
	row := run(t, s, parse(t, storetest.Catalog(t), "-> first\n  Seek node [\"a\"]\n  -> node.float\n  -> node.floats"))[0].([]any)
	if row[0] != 0.0 || math.Signbit(row[0].(float64)) {
		t.Errorf("the float is %v", row[0])
	}
	if list := row[1].([]any); len(list) != 1 || list[0] != 0.0 {
		t.Errorf("the list is %v", list)
	}
	if got := count(t, s, plan.Compare{Prop: plan.Prop{Of: plan.Node, Prop: storetest.Catalog(t).Node("Thing").Prop("float")},
		Op: plan.Eq, Value: math.Copysign(0, -1)}); got != int64(1) {
		t.Errorf("%v are equal to it", got)
	}
}
