package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// shape is how the JSON text of a column is to be read: JSON alone does not tell an Int from a Boolean from a Float.
type shape struct {
	kind    kind
	list    bool    // a list of the kind
	columns []shape // of rows
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

func propShape(p *catalog.Property) shape { return shape{kind: propKind(p), list: p.List} }

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

// decodeRow turns the one row of a statement into the values that plan.Query documents.
func decodeRow(shapes []shape, columns []any) ([]any, error) {
	values := make([]any, len(shapes))
	for i, sh := range shapes {
		v, err := decodeColumn(sh, columns[i])
		if err != nil {
			return nil, fmt.Errorf("decode column %d: %w", i+1, err)
		}
		values[i] = v
	}
	return values, nil
}

func decodeColumn(sh shape, column any) (any, error) {
	var text string
	switch v := column.(type) {
	case string:
		text = v
	case int64:
		return v, nil // a count
	default:
		return nil, fmt.Errorf("%T is not what a column holds", v)
	}
	d := decoder{text: text}
	v, err := d.value(sh)
	if err == nil && d.at != len(text) {
		err = d.fault()
	}
	return v, err
}

// decoder reads JSON as SQLite and encodeList write it: without white space.
type decoder struct {
	text string
	at   int
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
		return d.array(func(int) (any, error) { return d.value(shape{kind: sh.kind}) })
	case sh.kind == listOfRows:
		return d.array(func(int) (any, error) { return d.row(sh.columns) })
	case sh.kind == oneRow:
		return d.row(sh.columns)
	case sh.kind == textual:
		return d.string()
	case sh.kind == locator:
		return d.locator()
	}
	return d.scalar(sh.kind)
}

func (d *decoder) row(columns []shape) (any, error) {
	values := make([]any, 0, len(columns))
	if !d.skip("[") {
		return nil, d.fault()
	}
	for i, sh := range columns {
		if i > 0 && !d.skip(",") {
			return nil, d.fault()
		}
		v, err := d.value(sh)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	if !d.skip("]") {
		return nil, d.fault()
	}
	return values, nil
}

func (d *decoder) array(element func(i int) (any, error)) (any, error) {
	values := []any{}
	if !d.skip("[") {
		return nil, d.fault()
	}
	if d.skip("]") {
		return values, nil
	}
	for {
		v, err := element(len(values))
		if err != nil {
			return nil, err
		}
		values = append(values, v)
		if d.skip("]") {
			return values, nil
		}
		if !d.skip(",") {
			return nil, d.fault()
		}
	}
}

// scalar reads what is not in quotes.
func (d *decoder) scalar(k kind) (any, error) {
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

func (d *decoder) locator() (any, error) {
	entry, err := d.string()
	if err != nil {
		return nil, err
	}
	_, locator, _ := strings.Cut(entry.(string), "#")
	if locator == "" {
		return nil, nil
	}
	return locator, nil
}

// string reads a string in quotes. Where it holds no escape it is a part of the text, not a copy.
func (d *decoder) string() (any, error) {
	if !d.skip(`"`) {
		return nil, d.fault()
	}
	start := d.at
	for ; d.at < len(d.text); d.at++ {
		switch d.text[d.at] {
		case '"':
			d.at++
			return d.text[start : d.at-1], nil
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
