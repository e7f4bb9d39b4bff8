package seed

import (
	"encoding/binary"
	"fmt"
	"math"
)

// recordCodec writes records, with their places, as byte strings that stand in the order in which records are stored: nodes
// first, each kind in order of id, and of several with one id in the order of their places. It keeps the names of types,
// properties and files, so that only it can read what it wrote.
type recordCodec struct {
	names   []string
	numbers map[string]uint64
}

func newRecordCodec() *recordCodec { return &recordCodec{numbers: map[string]uint64{}} }

// The first byte of a record, and of a value.
const (
	aNode, aRelationship = 'n', 'r'

	aString, anInteger, aFloat, aFalse, aTrue, aList = 's', 'i', 'f', '0', '1', 'l'
)

// idEnds stands after the id: a byte that no id holds, and below all that they hold.
const idEnds = 0

// append adds a record to a byte string.
func (c *recordCodec) append(to []byte, r streamed) ([]byte, error) {
	kind := byte(aNode)
	if r.IsRel() {
		kind = aRelationship
	}
	to = append(append(append(to, kind), r.ID...), idEnds)
	to = binary.BigEndian.AppendUint32(to, uint32(c.number(r.pos.File)))
	to = binary.BigEndian.AppendUint64(to, uint64(r.pos.Line))
	to = binary.BigEndian.AppendUint32(to, uint32(r.pos.Column))
	to = binary.AppendUvarint(to, c.number(r.Type))
	to = appendText(appendText(to, r.From), r.To)
	to = binary.AppendUvarint(to, uint64(len(r.FormerIDs)))
	for _, id := range r.FormerIDs {
		to = appendText(to, id)
	}
	to = binary.AppendUvarint(to, uint64(len(r.Props)))
	for name, v := range r.Props {
		var err error
		if to, err = appendValue(binary.AppendUvarint(to, c.number(name)), v); err != nil {
			return nil, fmt.Errorf("property %s of %s: %w", name, r.ID, err)
		}
	}
	return to, nil
}

// number gives that of a name.
func (c *recordCodec) number(name string) uint64 {
	n, ok := c.numbers[name]
	if !ok {
		n = uint64(len(c.names))
		c.names, c.numbers[name] = append(c.names, name), n
	}
	return n
}

func appendText(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

func appendValue(to []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case string:
		return appendText(append(to, aString), v), nil
	case int64:
		return binary.AppendVarint(append(to, anInteger), v), nil
	case float64:
		return binary.BigEndian.AppendUint64(append(to, aFloat), math.Float64bits(v)), nil
	case bool:
		if v {
			return append(to, aTrue), nil
		}
		return append(to, aFalse), nil
	case []any:
		to = binary.AppendUvarint(append(to, aList), uint64(len(v)))
		for _, e := range v {
			var err error
			if to, err = appendValue(to, e); err != nil {
				return nil, err
			}
		}
		return to, nil
	}
	return nil, fmt.Errorf("no property has a value of type %T", v)
}

// idOf gives the id of a record that append wrote.
func idOf(item []byte) string {
	n := 1
	for item[n] != idEnds {
		n++
	}
	return string(item[1:n])
}

// record reads what append wrote. All texts of a record share one piece of memory.
func (c *recordCodec) record(item []byte) streamed {
	d := &recordDecoder{names: c.names, text: string(item), at: 1}
	var r streamed
	for d.text[d.at] != idEnds {
		d.at++
	}
	r.ID = d.text[1:d.at]
	d.at++
	r.pos = Pos{File: c.names[d.fixed(4)], Line: int(d.fixed(8)), Column: int(d.fixed(4))}
	r.Type = d.name()
	r.From, r.To = d.str(), d.str()
	for range d.uvarint() {
		r.FormerIDs = append(r.FormerIDs, d.str())
	}
	n := d.uvarint()
	r.Props = make(map[string]any, n)
	for range n {
		name := d.name()
		r.Props[name] = d.value()
	}
	return r
}

// recordDecoder reads through a record. That it fits is known: it comes from a file of this process.
type recordDecoder struct {
	names []string
	text  string
	at    int
}

func (d *recordDecoder) fixed(bytes int) (n uint64) {
	for range bytes {
		n = n<<8 | uint64(d.text[d.at])
		d.at++
	}
	return n
}

func (d *recordDecoder) uvarint() (n uint64) {
	for shift := 0; ; shift += 7 {
		b := d.text[d.at]
		d.at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (d *recordDecoder) varint() int64 {
	n := d.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

func (d *recordDecoder) name() string { return d.names[d.uvarint()] }

func (d *recordDecoder) str() string {
	n := int(d.uvarint())
	d.at += n
	return d.text[d.at-n : d.at]
}

func (d *recordDecoder) value() any {
	d.at++
	switch d.text[d.at-1] {
	case anInteger:
		return d.varint()
	case aFloat:
		return math.Float64frombits(d.fixed(8))
	case aFalse:
		return false
	case aTrue:
		return true
	case aList:
		list := make([]any, d.uvarint())
		for i := range list {
			list[i] = d.value()
		}
		return list
	}
	return d.str()
}
