package neo4j

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
)

// The labels of the helper nodes by which texts find nodes.
const (
	searchTerm = "SearchTerm" // {field, term, node, rel}: a term of a record; rel is the relationship that the text stands on, if it does
	searchWord = "SearchWord" // {word, uses}: a word among the terms, and how many have it
	searchTypo = "SearchTypo" // {key, word}: a typo key of a word
)

// The hints that their look-ups carry: on a graph that has grown fast the planner would scan.
func byTerm(v string) string {
	return " USING INDEX SEEK " + v + ":" + searchTerm + "(field, term, node)"
}
func byWord(v string) string { return " USING INDEX SEEK " + v + ":" + searchWord + "(word)" }
func byKey(v string) string  { return " USING INDEX SEEK " + v + ":" + searchTypo + "(key, word)" }

// begun reads the dictionary from its index.
func (c *compiler) begun(op plan.Begun) *pipe {
	w := c.fresh("w")
	p := &pipe{row: row{word: w}}
	p.clause("MATCH (%s:%s)%s", w, searchWord, byWord(w))
	p.filter(w + ".word STARTS WITH " + c.param(op.Prefix))
	p.order = []string{w + ".word"}
	p.limit(c.param(int64(op.N)))
	p.order = []string{w + ".word"}
	return p
}

// near looks each key up, and then each word that was found.
func (c *compiler) near(op plan.Near) *pipe {
	k, t, x, w := c.fresh("k"), c.fresh("t"), c.fresh("x"), c.fresh("w")
	p := &pipe{row: row{word: w}}
	p.sealedClause("UNWIND %s AS %s", c.param(anys(op.Keys)), k)
	p.sealedClause("%s", block(fmt.Sprintf("CALL (%s)", k), fmt.Sprintf(
		"MATCH (%s:%s)%s\n  WHERE %s.key = %s\n  AND %s.word IS NOT NULL\nWITH %s ORDER BY %s.key, %s.word LIMIT %s\nRETURN %s.word AS %s",
		t, searchTypo, byKey(t), t, k, t, t, t, t, c.param(int64(op.N)), t, x)))
	p.sealedClause("WITH DISTINCT %s", x)
	p.clause("MATCH (%s:%s)%s", w, searchWord, byWord(w))
	p.filter(w + ".word = " + x)
	p.order = []string{w + ".word"}
	return p
}

// candidates runs along the streams: of each the index of terms is read in order, no further than it must be. All its keys
// stand in both orderings: by that the planner knows that what is kept comes in the order in which it was read, and stops
// reading when there is enough.
func (c *compiler) candidates(op plan.Candidates) *pipe {
	s, id, n := c.fresh("s"), c.fresh("x"), c.fresh("n")
	p := &pipe{row: row{node: n}}
	p.sealedClause("UNWIND %s AS %s", c.param(plan.Derive(op.Streams, streams)), s)
	p.sealedClause("%s", block(fmt.Sprintf("CALL (%s)", s), c.stream(op, s)+" AS "+id))
	p.sealedClause("WITH DISTINCT %s", id)
	p.clause("MATCH (%s:%s)%s", n, entity, byID(n, entity))
	p.filter(n + ".id = " + id)
	p.order = []string{n + ".id"}
	return p
}

func (c *compiler) stream(op plan.Candidates, s string) string {
	field, from, to, groups, fields := c.fresh("f"), c.fresh("a"), c.fresh("b"), c.fresh("g"), c.fresh("f")
	t, p, g, w, f := c.fresh("t"), c.fresh("p"), c.fresh("g"), c.fresh("w"), c.fresh("f")
	order := fmt.Sprintf("ORDER BY %s.field, %s.term, %s.node LIMIT ", t, t, t)
	typed := ""
	if len(op.Types) > 0 {
		n := c.fresh("n")
		typed = fmt.Sprintf("\n  AND EXISTS { MATCH (%s:%s)%s WHERE %s.id = %s.node AND %s:%s }", n, entity, byID(n, entity), n, t, n, labels(op.Types))
	}
	return fmt.Sprintf("WITH %s[0] AS %s, %s[1] AS %s, %s[2] AS %s, %s[3] AS %s, %s[4] AS %s\n", s, field, s, from, s, to, s, groups, s, fields) +
		fmt.Sprintf("MATCH (%s:%s)%s\n  WHERE %s.field = %s\n  AND %s.term >= %s\n  AND %s.term <= %s\n  AND %s.node IS NOT NULL\n",
			t, searchTerm, byTerm(t), t, field, t, from, t, to, t) +
		fmt.Sprintf("WITH %s, %s, %s ", t, groups, fields) + order + c.param(int64(op.Read)) + "\n" +
		fmt.Sprintf("WITH %s, %s, %s\n", t, groups, fields) +
		fmt.Sprintf("  WHERE size(%s) = COUNT { UNWIND %s AS %s WITH %s WHERE EXISTS {\n", groups, groups, g, g) +
		fmt.Sprintf("    UNWIND %s AS %s UNWIND %s AS %s MATCH (%s:%s)%s WHERE %s.field = %s AND %s.term = %s AND %s.node = %s.node } }",
			g, w, fields, f, p, searchTerm, byTerm(p), p, f, p, w, p, t) + typed + "\n" +
		fmt.Sprintf("WITH %s ", t) + order + c.param(int64(op.Keep)) + "\n" +
		fmt.Sprintf("RETURN %s.node", t)
}

// streams gives each stream as a list: field, first and last term, the groups of words to be had with it, and the fields in
// which these may stand. Streams that follow each other have much in common, of which one value stands in all of them.
func streams(all []search.Stream) []any {
	list := make([]any, len(all))
	anywhere := make([]any, len(search.Fields))
	for i, f := range search.Fields {
		anywhere[i] = int64(f)
	}
	var everywhere, groups any = anywhere, nil
	var with [][]string
	for i, s := range all {
		if i == 0 || !sameSlice(with, s.With) {
			with, groups = s.With, lists(s.With)
		}
		var from, fields any = s.From, everywhere
		to := from
		if s.To != s.From {
			to = s.To
		}
		if !s.Anywhere {
			fields = []any{int64(s.Field)}
		}
		list[i] = []any{int64(s.Field), from, to, groups, fields}
	}
	return list
}

// sameSlice tells whether two slices are one.
func sameSlice(a, b [][]string) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// lists gives lists of texts, as the driver takes them.
func lists(groups [][]string) []any {
	all := make([]any, len(groups))
	for i, group := range groups {
		all[i] = group
	}
	return all
}
