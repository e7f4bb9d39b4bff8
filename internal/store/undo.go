package store

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// pieceSize is how many bytes of JSON go into one piece, before they are compressed.
const pieceSize = 256 << 10

// undoLine is a Before as JSON. One that was added has an id only.
type undoLine struct {
	ID     string         `json:"id"`
	Type   string         `json:"type,omitempty"`
	From   string         `json:"from,omitempty"`
	To     string         `json:"to,omitempty"`
	Props  map[string]any `json:"props,omitempty"`
	Former []string       `json:"formerIds,omitempty"`
}

// Pack writes what records were before as pieces of bytes, which a database keeps: JSON, a line for each, compressed. No
// more than one piece is in memory at a time.
func Pack(touched iter.Seq[Before]) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var raw bytes.Buffer
		lines := json.NewEncoder(&raw)
		for b := range touched {
			if err := lines.Encode(lineOf(b)); err != nil {
				yield(nil, fmt.Errorf("pack %s: %w", b.ID, err))
				return
			}
			if raw.Len() < pieceSize {
				continue
			}
			if !yield(compress(raw.Bytes())) {
				return
			}
			raw.Reset()
		}
		if raw.Len() > 0 {
			yield(compress(raw.Bytes()))
		}
	}
}

// Unpack calls yield with each Before of a piece.
func Unpack(piece []byte, yield func(Before) error) error {
	raw, err := gzip.NewReader(bytes.NewReader(piece))
	if err != nil {
		return fmt.Errorf("unpack what records were before: %w", err)
	}
	lines := json.NewDecoder(raw)
	lines.UseNumber()
	for {
		var line undoLine
		err := lines.Decode(&line)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("unpack what records were before: %w", err)
		}
		if err := yield(line.before()); err != nil {
			return err
		}
	}
}

func compress(raw []byte) ([]byte, error) {
	var piece bytes.Buffer
	w, err := gzip.NewWriterLevel(&piece, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	err = w.Close() // writes what is left
	return piece.Bytes(), err
}

func lineOf(b Before) undoLine {
	r := b.Record
	if r == nil {
		return undoLine{ID: b.ID}
	}
	line := undoLine{ID: b.ID, Type: r.Type, From: r.From, To: r.To, Former: r.FormerIDs, Props: make(map[string]any, len(r.Props))}
	for name, v := range r.Props {
		line.Props[name] = toJSON(v)
	}
	return line
}

func (l undoLine) before() Before {
	if l.Type == "" {
		return Before{ID: l.ID}
	}
	r := Record{ID: l.ID, Type: l.Type, From: l.From, To: l.To, FormerIDs: l.Former, Props: make(map[string]any, len(l.Props))}
	for name, v := range l.Props {
		r.Props[name] = fromJSON(v)
	}
	return Before{ID: l.ID, Record: &r}
}

// toJSON writes floats so that they can be told from integers.
func toJSON(v any) any {
	switch v := v.(type) {
	case float64:
		text := strconv.FormatFloat(v, 'g', -1, 64)
		if !strings.ContainsAny(text, ".e") {
			text += ".0"
		}
		return json.Number(text)
	case []any:
		all := make([]any, len(v))
		for i, e := range v {
			all[i] = toJSON(e)
		}
		return all
	}
	return v
}

func fromJSON(v any) any {
	switch v := v.(type) {
	case json.Number:
		if !strings.ContainsAny(string(v), ".eE") {
			n, _ := strconv.ParseInt(string(v), 10, 64) // toJSON wrote it
			return n
		}
		f, _ := strconv.ParseFloat(string(v), 64)
		return f
	case []any:
		for i, e := range v {
			v[i] = fromJSON(e)
		}
	}
	return v
}
