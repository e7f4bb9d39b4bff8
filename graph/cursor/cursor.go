// Package cursor encodes and decodes keyset cursors: where a record stands in an ordering, so that a page can go on from
// there while rows come and go. A cursor is opaque to clients; it holds a version, a hash of what it belongs to, and the
// values of the ordering's keys. It is no secret and proves nothing: what it holds is checked like any other input.
package cursor

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

const (
	version = 1
	// maxLength bounds a cursor's text: keys are at most 1,000 bytes each (DESIGN, section 1), some escaped.
	maxLength = 32 << 10
)

// ErrInvalid is given for a text that is no cursor of this ordering and filter.
var ErrInvalid = errors.New("not a cursor of this list")

// Hash is what a cursor belongs to: a list, its filter and its ordering, as one text.
func Hash(of string) uint64 { return HashOn(14695981039346656037, of) }

// HashOn is the hash of a text that goes on, from that of the text before. It is FNV-1a.
func HashOn(before uint64, of string) uint64 {
	for i := range len(of) {
		before = (before ^ uint64(of[i])) * 1099511628211
	}
	return before
}

// Append appends the cursor's text, which needs no escapes in JSON, to dst.
func Append(dst []byte, hash uint64, keys []any) []byte {
	raw := make([]byte, 0, 64)
	raw = append(raw, version)
	raw = binary.BigEndian.AppendUint64(raw, hash)
	body, err := json.Marshal(keys)
	if err != nil { // keys are scalars that plan.Query names: none of them fails
		panic(err)
	}
	raw = append(raw, body...)
	return base64.RawURLEncoding.AppendEncode(dst, raw)
}

// Decode gives the values of the keys that a cursor holds, each of its key's type. Any other text is ErrInvalid.
func Decode(text string, hash uint64, keys []plan.Key) ([]any, error) {
	if len(text) > maxLength {
		return nil, ErrInvalid
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < 9 || raw[0] != version || binary.BigEndian.Uint64(raw[1:9]) != hash {
		return nil, ErrInvalid
	}
	dec := json.NewDecoder(bytes.NewReader(raw[9:]))
	dec.UseNumber()
	var values []any
	if err := dec.Decode(&values); err != nil || len(values) != len(keys) {
		return nil, ErrInvalid
	}
	for i, k := range keys {
		if values[i], err = value(k.Prop.Prop, values[i]); err != nil {
			return nil, err
		}
	}
	// Base64 passes over new lines, and JSON has many ways to say the same: only what Append would say is a cursor.
	if string(Append(nil, hash, values)) != text {
		return nil, ErrInvalid
	}
	return values, nil
}

// value brings a decoded value to the Go type of its property.
func value(p *catalog.Property, v any) (any, error) {
	switch v := v.(type) {
	case nil:
		if !p.Required {
			return nil, nil
		}
	case bool:
		if p.Scalar == catalog.Boolean {
			return v, nil
		}
	case string:
		switch p.Scalar {
		case catalog.String, catalog.ID, catalog.Date, catalog.EnumOf:
			return v, nil
		}
	case json.Number:
		return number(p, v)
	}
	return nil, ErrInvalid
}

func number(p *catalog.Property, n json.Number) (any, error) {
	switch p.Scalar {
	case catalog.Int, catalog.BigInt:
		if i, err := n.Int64(); err == nil {
			return i, nil
		}
	case catalog.Float:
		if f, err := n.Float64(); err == nil && !math.IsInf(f, 0) {
			return f, nil
		}
	}
	return nil, ErrInvalid
}
