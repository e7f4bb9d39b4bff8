package sqlite

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/text"
)

// shape is how a column of a row's text is to be read: JSON alone does not tell an Int from a Boolean from a Float.
type shape struct {
	kind    kind
	list    bool    // a list of the kind
	columns []shape // of rows
	beside  bool    // it stands behind the row's array, as text of its own: what is JSON already
}

type kind uint8

const (
	textual kind = iota
	integer
	boolean
	float
	locator // an entry of sources, of which only what stands behind '#' is wanted
	oneRow
	listOfRows
)

func propShape(p *catalog.Property) shape {
	return shape{kind: propKind(p), list: p.List, beside: p.List}
}

func propKind(p *catalog.Property) kind {
	switch p.Scalar {
	case catalog.Int, catalog.BigInt:
		return integer
	case catalog.Float:
		return float
	case catalog.Boolean:
		return boolean
	}
	return textual
}

// decodeRow turns the text of a statement's one row into the values that plan.Query documents; quoted tells that texts may
// stay as JSON has them, as *text.Quoted.
func decodeRow(columns []shape, row any, quoted bool) ([]any, error) {
	written, ok := row.(string)
	if !ok {
		return nil, fmt.Errorf("decode a row: %T is no text", row)
	}
	d := decoder{text: written, quoted: quoted}
	values, err := d.row(columns)
	if err == nil && d.at != len(d.text) {
		err = d.fault()
	}
	if err != nil {
		return nil, fmt.Errorf("decode a row: %w", err)
	}
	return values, nil
}

// decoder reads JSON as SQLite and encodeList write it: without white space. What it gives out it cuts from large pieces: an
// answer has thousands of values.
type decoder struct {
	text   string
	at     int
	quoted bool

	rows    []any         // what is left of the piece that rows and lists are cut from
	texts   []text.Quoted // the piece that texts stand in
	waiting []any         // elements of lists that have not come to their end
}

// The sizes of pieces, in values. A value takes some 8 bytes of JSON at least.
const (
	leastPiece = 16
	mostPiece  = 1024
)

func (d *decoder) piece() int { return min(max((len(d.text)-d.at)/8, leastPiece), mostPiece) }

// cut gives room for n values.
func (d *decoder) cut(n int) []any {
	if n == 0 {
		return []any{} // which is not nil
	}
	if len(d.rows) < n {
		d.rows = make([]any, max(n, d.piece()))
	}
	row := d.rows[:n:n]
	d.rows = d.rows[n:]
	return row
}

// asQuoted gives a pointer to a text, which an interface holds without another allocation.
func (d *decoder) asQuoted(q string) *text.Quoted {
	if len(d.texts) == cap(d.texts) {
		d.texts = make([]text.Quoted, 0, d.piece())
	}
	d.texts = append(d.texts, text.Quoted(q))
	return &d.texts[len(d.texts)-1]
}

func (d *decoder) fault() error {
	return fmt.Errorf("unexpected JSON at byte %d of %d", d.at, len(d.text))
}

func (d *decoder) skip(token string) bool {
	if !strings.HasPrefix(d.text[d.at:], token) {
		return false
	}
	d.at += len(token)
	return true
}

func (d *decoder) value(sh shape) (any, error) {
	switch {
	case d.skip("null"):
		return nil, nil
	case sh.list:
		return d.array(func() (any, error) { return d.value(shape{kind: sh.kind}) })
	case sh.kind == listOfRows:
		return d.array(func() (any, error) { return d.boxed(sh.columns) })
	case sh.kind == oneRow:
		return d.boxed(sh.columns)
	case sh.kind == textual:
		return d.string()
	case sh.kind == locator:
		return d.locator()
	}
	return d.scalar(sh.kind)
}

func (d *decoder) boxed(columns []shape) (any, error) {
	row, err := d.row(columns)
	return row, err
}

// row reads the values of a row as rowText has them: those in arrays, then the others.
func (d *decoder) row(columns []shape) (values []any, err error) {
	values = d.cut(len(columns))
	n, before := 0, "["
	for i, sh := range columns {
		if sh.beside {
			continue
		}
		if n == maxArguments {
			n, before = 0, "]["
		}
		if !d.skip(before) {
			return nil, d.fault()
		}
		if values[i], err = d.value(sh); err != nil {
			return nil, err
		}
		n, before = n+1, ","
	}
	if n == 0 && !d.skip("[") || !d.skip("]") {
		return nil, d.fault()
	}
	for i, sh := range columns {
		if !sh.beside {
			continue
		}
		if values[i], err = d.value(sh); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// array reads elements. Those whose number is not known yet wait on a stack.
func (d *decoder) array(element func() (any, error)) (any, error) {
	if !d.skip("[") {
		return nil, d.fault()
	}
	first := len(d.waiting)
	for closed := d.skip("]"); !closed; closed = d.skip("]") {
		if len(d.waiting) > first && !d.skip(",") {
			return nil, d.fault()
		}
		v, err := element()
		if err != nil {
			return nil, err
		}
		d.waiting = append(d.waiting, v)
	}
	values := d.cut(len(d.waiting) - first)
	copy(values, d.waiting[first:])
	d.waiting = d.waiting[:first]
	return values, nil
}

// scalar reads what is not in quotes, and a float, which may be.
func (d *decoder) scalar(k kind) (any, error) {
	if k == float && d.skip(`"`) {
		return d.quotedFloat()
	}
	end := d.at
	for end < len(d.text) && d.text[end] != ',' && d.text[end] != ']' {
		end++
	}
	token := d.text[d.at:end]
	d.at = end
	switch {
	case k == integer:
		return strconv.ParseInt(token, 10, 64)
	case k == float:
		return strconv.ParseFloat(token, 64)
	case token == "1" || token == "true":
		return true, nil
	case token == "0" || token == "false":
		return false, nil
	}
	return nil, d.fault()
}

func (d *decoder) quotedFloat() (any, error) {
	digits, rest, closed := strings.Cut(d.text[d.at:], `"`)
	if !closed {
		return nil, d.fault()
	}
	d.at = len(d.text) - len(rest)
	return strconv.ParseFloat(digits, 64)
}

func (d *decoder) locator() (any, error) {
	quoted := d.quoted
	d.quoted = false
	entry, err := d.string()
	d.quoted = quoted
	if err != nil {
		return nil, err
	}
	_, locator, _ := strings.Cut(entry.(string), "#")
	if locator == "" {
		return nil, nil
	}
	return locator, nil
}

// string reads a string in quotes, a *text.Quoted where that is wanted and it holds nothing to escape. Where it holds no
// escape it is a part of the text, not a copy.
func (d *decoder) string() (any, error) {
	if !d.skip(`"`) {
		return nil, d.fault()
	}
	start := d.at
	for ; d.at < len(d.text); d.at++ {
		switch d.text[d.at] {
		case '"':
			d.at++
			content := d.text[start : d.at-1]
			if d.quoted && utf8.ValidString(content) {
				return d.asQuoted(d.text[start-1 : d.at]), nil
			}
			return content, nil
		case '\\':
			return d.escaped(start)
		}
	}
	return nil, d.fault()
}

// escaped goes on at the first escape of a string that began at start.
func (d *decoder) escaped(start int) (any, error) {
	out := []byte(d.text[start:d.at])
	for d.at < len(d.text) {
		switch b := d.text[d.at]; b {
		case '"':
			d.at++
			return string(out), nil
		case '\\':
			var err error
			if out, err = d.escape(out); err != nil {
				return nil, err
			}
		default:
			out = append(out, b)
			d.at++
		}
	}
	return nil, d.fault()
}

func (d *decoder) escape(out []byte) ([]byte, error) {
	rest := d.text[d.at:]
	if len(rest) < 2 {
		return nil, d.fault()
	}
	if plain := strings.IndexByte(`"\/bfnrt`, rest[1]); plain >= 0 {
		d.at += 2
		return append(out, "\"\\/\b\f\n\r\t"[plain]), nil
	}
	if rest[1] != 'u' || len(rest) < len(`\u0000`) {
		return nil, d.fault()
	}
	// Only control characters are escaped by number: no pair of surrogates comes up.
	n, err := strconv.ParseUint(rest[2:6], 16, 16)
	if err != nil {
		return nil, d.fault()
	}
	d.at += len(`\u0000`)
	return append(out, string(rune(n))...), nil
}
