package sqlite

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// page is the order of rows and how many of them are wanted.
type page struct {
	keys   []key
	after  []any                // a value a key, or nil
	size   int                  // 0 for all, and fence
	served func(plan.Prop) bool // whether an index has these rows in order of a property; nil where none has
}

// fence is the size of a page of all rows whose SELECT stays as it is: SQLite does not put what a column is in the place of
// each mention of it where there is a LIMIT, be it none (-1). A count is then worked out once a row.
const fence = -1

// key is one key of an ordering as SQL.
type key struct {
	expr       string
	nullable   bool
	desc       bool
	nullsFirst bool
	indexed    bool
}

func (c *compiler) sort(op plan.Sort, outer scope) *rows {
	r := c.unsorted(op, outer)
	r = c.whole(r)
	if op.After != nil && op.Keys[0].Count != nil {
		return c.sortFenced(op, r)
	}
	r.keys, r.after = c.sortKeys(op.Keys, r), op.After
	return r
}

func (c *compiler) sortKeys(keys []plan.Key, r *rows) []key {
	all := make([]key, len(keys))
	for i, k := range keys {
		all[i] = c.key(k, r)
	}
	return all
}

// sortFenced sorts by a count that is compared with a position, too.
func (c *compiler) sortFenced(op plan.Sort, r *rows) *rows {
	count := c.key(op.Keys[0], r)
	r.size = fence
	r = c.wrap(r)
	count.expr = r.inner.column(count.expr)
	r.keys, r.after = append([]key{count}, c.sortKeys(op.Keys[1:], r)...), op.After
	return r
}

// unsorted compiles what is to be sorted, which may depend on how.
func (c *compiler) unsorted(op plan.Sort, outer scope) *rows {
	if f, ok := op.Input.(plan.Filter); ok {
		if scan, ok := f.Input.(plan.Scan); ok {
			return c.filteredScan(f, scan, op.Keys)
		}
	}
	base, preds := unfiltered(op.Input)
	if expand, ok := base.(plan.Expand); ok && op.Keys[0].Prop.Of == plan.Node && outer.node != nil {
		return c.expandBy(op.Keys[0].Prop, expand, preds, outer)
	}
	return c.rows(op.Input, outer)
}

func (c *compiler) key(k plan.Key, r *rows) key {
	if k.Count != nil {
		return key{expr: c.count(plan.Count{Input: *k.Count, Nodes: true}, r.scope), desc: k.Desc}
	}
	out := key{r.value(k.Prop), r.nullable(k.Prop), k.Desc, k.NullsFirst, false}
	if r.cited != "" && k.Prop.Prop == catalog.PropID {
		out.expr, out.nullable = r.cited, false
	}
	if r.few && k.Prop == (plan.Prop{Of: plan.Rel, Prop: catalog.PropID}) {
		out.expr = "+" + out.expr // keeps the index in order of id out
	}
	out.indexed = r.indexed(k.Prop)
	return out
}

// indexed tells whether an index has the rows in order of a property.
func (r *rows) indexed(p plan.Prop) bool { return r.served != nil && r.served(p) }

func (c *compiler) limit(op plan.Limit, outer scope) *rows {
	if r := c.incidentPage(op, outer); r != nil {
		return r
	}
	r := c.rows(op.Input, outer)
	if r.size == 0 || op.N < r.size {
		r.size = op.N
	}
	return r
}

// isPlain tells whether the rows have neither order nor limit, so that columns may be worked out in the same SELECT.
func (r *rows) isPlain() bool { return len(r.keys) == 0 && r.natural == "" && r.size == 0 }

// unordered gives the SELECT of all rows in whatever order. What is listed reads none of them.
func (c *compiler) unordered(r *rows, list string) string { return c.whole(r).text(list) }

// whole gives the same rows in no order, such as conditions may be added to and aggregates made of.
func (c *compiler) whole(r *rows) *rows {
	if r.size > 0 {
		return c.wrap(r)
	}
	if r.after != nil {
		r.where = append(r.where, c.follows(r.keys, r.after))
	}
	r.keys, r.after, r.natural = nil, nil, ""
	return r
}

// ordered gives the SELECT of the rows in their order, as many as are wanted.
func (c *compiler) ordered(r *rows, list string) string {
	parts := c.parts(r.page)
	limit := ""
	if r.size != 0 {
		limit = " LIMIT " + c.arg(int64(r.size))
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = r.text(list, c.conditions(p)...) + r.orderBy(p.keys) + limit
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return "SELECT * FROM (" + strings.Join(texts, ") UNION ALL SELECT * FROM (") + ")" + limit
}

func (r *rows) orderBy(keys []key) string {
	if len(keys) == 0 {
		if r.natural == "" {
			return ""
		}
		return " ORDER BY " + r.natural
	}
	terms := make([]string, len(keys))
	for i, k := range keys {
		terms[i] = k.term()
	}
	return " ORDER BY " + strings.Join(terms, ", ")
}

// term gives the key for ORDER BY. SQLite takes nulls for smaller than all else.
func (k key) term() string {
	term := k.expr
	if k.desc {
		term += " DESC"
	}
	if k.nullable && k.nullsFirst == k.desc {
		term += map[bool]string{true: " NULLS FIRST", false: " NULLS LAST"}[k.nullsFirst]
	}
	return term
}

// part is a stretch of the rows in order: those without the first key, those with it, or all.
type part struct {
	where string
	keys  []key
	after []any
}

// parts cuts an ordering by a key that may be null where an index could not serve it in one go: an index has nulls at one
// end, no range of it holds both a null and what follows a value, and SQLite uses no index for an OR of the two in order.
// One after the other, each is a range.
func (c *compiler) parts(p page) []part {
	if len(p.keys) == 0 || !p.keys[0].nullable || !p.keys[0].indexed {
		return []part{{"", p.keys, p.after}}
	}
	first := p.keys[0]
	if p.after == nil && first.nullsFirst != first.desc {
		return []part{{"", p.keys, nil}}
	}
	nulls := part{first.expr + " IS NULL", p.keys[1:], nil}
	values := part{first.expr + " IS NOT NULL", append([]key{first.filled()}, p.keys[1:]...), nil}
	switch {
	case p.after != nil && p.after[0] == nil:
		nulls.after = p.after[1:]
		if !first.nullsFirst {
			return []part{nulls}
		}
	case p.after != nil:
		values.after = p.after
		values.where = ""
		if first.nullsFirst {
			return []part{values}
		}
	}
	if first.nullsFirst {
		return []part{nulls, values}
	}
	return []part{values, nulls}
}

func (k key) filled() key {
	k.nullable = false
	return k
}

func (c *compiler) conditions(p part) []string {
	var all []string
	if p.where != "" {
		all = append(all, p.where)
	}
	if len(p.after) > 0 {
		all = append(all, c.follows(p.keys, p.after))
	}
	return all
}

// follows gives the test that a row comes strictly after a position.
func (c *compiler) follows(keys []key, after []any) string {
	if len(keys) != len(after) {
		panic(mistake(fmt.Sprintf("a position of %d values for %d keys", len(after), len(keys))))
	}
	if oneWay(keys) {
		return c.followsOneWay(keys, after)
	}
	test := c.followsByKey(keys, after)
	if bound := c.bound(keys[0], after[0]); bound != "" {
		return bound + " AND " + test
	}
	return test
}

// oneWay tells whether the keys are never null and all ascend, or all descend: then they compare as one row value, which
// SQLite turns into one range of an index.
func oneWay(keys []key) bool {
	for _, k := range keys {
		if k.nullable || k.desc != keys[0].desc {
			return false
		}
	}
	return true
}

func (c *compiler) followsOneWay(keys []key, after []any) string {
	exprs, args := make([]string, len(keys)), make([]string, len(keys))
	for i, k := range keys {
		exprs[i], args[i] = k.expr, c.arg(after[i])
	}
	if len(keys) == 1 {
		return exprs[0] + keys[0].beyond() + args[0]
	}
	return "(" + strings.Join(exprs, ", ") + ")" + keys[0].beyond() + "(" + strings.Join(args, ", ") + ")"
}

func (k key) beyond() string {
	if k.desc {
		return " < "
	}
	return " > "
}

// bound gives a test that is implied, on the first key alone, so that an index can begin near the position.
func (c *compiler) bound(k key, v any) string {
	if v == nil || k.nullable && !k.nullsFirst {
		return ""
	}
	return k.expr + strings.TrimSuffix(k.beyond(), " ") + "= " + c.arg(v)
}

// followsByKey compares key by key: beyond in the first, or the same there and beyond in the others.
func (c *compiler) followsByKey(keys []key, after []any) string {
	k, v := keys[0], after[0]
	same, beyond := k.expr+" IS NULL", "0"
	if v == nil && k.nullsFirst {
		beyond = k.expr + " IS NOT NULL"
	}
	if v != nil {
		arg := c.arg(v)
		same, beyond = k.expr+" = "+arg, k.expr+k.beyond()+arg
		if k.nullable && !k.nullsFirst {
			beyond = "(" + beyond + " OR " + k.expr + " IS NULL)"
		}
	}
	if len(keys) == 1 {
		return beyond
	}
	return "(" + beyond + " OR " + same + " AND " + c.followsByKey(keys[1:], after[1:]) + ")"
}
