package sqlite

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
)

// begun reads the dictionary from its order.
func (c *compiler) begun(op plan.Begun) *rows {
	from, to := c.arg(op.Prefix), c.arg(plan.Derive(op.Prefix, search.Last))
	w := c.alias("w")
	r := &rows{from: "word " + w, where: []string{w + ".word >= " + from, w + ".word <= " + to}, natural: w + ".word"}
	r.word, r.uses = w+".word", w+".uses"
	r.size = op.N
	return r
}

// near looks each key up, and then each word that was found. What depends on a key stands in a subquery of its own, whose
// value json_each takes apart: a FROM clause can't depend on the table before it otherwise, and without that the first
// words of a key could not be told from those of others.
func (c *compiler) near(op plan.Near) *rows {
	keys, k, t, f, w := c.arg(plan.Derive(anys(op.Keys), encodeList)), c.alias("j"), c.alias("t"), c.alias("j"), c.alias("w")
	first := fmt.Sprintf("SELECT %s.word AS x FROM typo %s WHERE %s.key = %s.value ORDER BY %s.word LIMIT %s", t, t, t, k, t, c.arg(int64(op.N)))
	found := fmt.Sprintf("SELECT %s.value FROM json_each(%s) %s CROSS JOIN json_each((SELECT json_group_array(x) FROM (%s))) %s",
		f, keys, k, first, f)
	r := &rows{from: "word " + w, where: []string{w + ".word IN (" + found + ")"}, natural: w + ".word"}
	r.word, r.uses = w+".word", w+".uses"
	return r
}

// candidates runs along the streams: of each the index of terms is read in order, no further than it must be.
func (c *compiler) candidates(op plan.Candidates) *rows {
	n := c.alias("n")
	r := &rows{from: "node " + n, where: []string{n + ".id IN (" + c.foundBy(op) + ")"}, natural: n + ".id"}
	r.node = stored(record{of: plan.Node}, n)
	return r
}

// foundBy gives the SELECT of the ids that streams find. A stream is a JSON array: field, first and last term, groups of
// words to be had with it, and whether in any field.
func (c *compiler) foundBy(op plan.Candidates) string {
	s, t, k, g, w, p, f := c.alias("j"), c.alias("t"), c.alias("k"), c.alias("j"), c.alias("j"), c.alias("t"), c.alias("j")
	list := c.arg(plan.Derive(op.Streams, encodeStreams))
	read := fmt.Sprintf("SELECT %s.node AS node, %s.field AS field FROM term %s WHERE %s.field = %s.value ->> 0 AND %s.term >= %s.value ->> 1 AND %s.term <= %s.value ->> 2 "+
		"ORDER BY %s.term, %s.node LIMIT %s", t, t, t, t, s, t, s, t, s, t, t, c.arg(int64(op.Read)))
	has := fmt.Sprintf("SELECT 1 FROM json_each(%s.value) %s CROSS JOIN term %s WHERE %s.field = %s.field AND %s.term = %s.value AND %s.node = %s.node",
		g, w, p, p, k, p, w, p, k)
	hasAnywhere := fmt.Sprintf("SELECT 1 FROM json_each(%s.value) %s CROSS JOIN term %s WHERE %s.field IN (1, 2, 3) AND %s.term = %s.value AND %s.node = %s.node",
		g, w, p, p, p, w, p, k)
	lacks := fmt.Sprintf("EXISTS (SELECT 1 FROM json_each(%s.value, '$[3]') %s WHERE CASE WHEN %s.value ->> 4 THEN NOT EXISTS (%s) ELSE NOT EXISTS (%s) END)",
		s, g, s, hasAnywhere, has)
	typed := ""
	if len(op.Types) > 0 {
		n := c.alias("n")
		// The value of a subquery, and no EXISTS: that SQLite may turn into a join, in an order of its own.
		typed = fmt.Sprintf(" AND (SELECT %s.type FROM node %s WHERE %s.id = %s.node) IN %s", n, n, n, k, c.array(anys(op.Types)))
	}
	kept := fmt.Sprintf("SELECT %s.node AS x FROM (%s) %s WHERE NOT %s%s LIMIT %s", k, read, k, lacks, typed, c.arg(int64(op.Keep)))
	return fmt.Sprintf("SELECT %s.value FROM json_each(%s) %s CROSS JOIN json_each((SELECT json_group_array(x) FROM (%s))) %s", f, list, s, kept, f)
}

func encodeStreams(all []search.Stream) string {
	out := make([]byte, 1, 64*(1+len(all)))
	out[0] = '['
	for i, s := range all {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendStream(out, s)
	}
	return string(append(out, ']'))
}

func appendStream(out []byte, s search.Stream) []byte {
	out = append(out, '[', '0'+byte(s.Field), ',')
	out = append(appendString(out, s.From), ',')
	out = append(appendString(out, s.To), ",["...)
	for i, group := range s.With {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, encodeStrings(group)...)
	}
	anywhere := byte('0')
	if s.Anywhere {
		anywhere = '1'
	}
	return append(out, ']', ',', anywhere, ']')
}
