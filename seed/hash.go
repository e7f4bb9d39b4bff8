package seed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/internal/store"
)

// hashVersion is part of every hash. A change of what is hashed, or of how values are written, needs another.
const hashVersion = "dealgraph seed 2"

// Hash gives the hash of one dataset's content: SHA-256, in hexadecimal digits, over its records in the order of
// Content.Records, a line of JSON each. It depends on what is said, not on files or on the order in them; nor on former
// ids, which stay whether files list them or not.
func Hash(dataset string, records []store.Record) string {
	h := newContentHash(dataset)
	for _, r := range records {
		if datasetOf(r) == dataset {
			h.add(r)
		}
	}
	return h.sum()
}

// contentHash is Hash of records that come one at a time.
type contentHash struct {
	hash.Hash
	line  []byte
	names []string
}

func newContentHash(dataset string) *contentHash {
	h := &contentHash{Hash: sha256.New()}
	fmt.Fprintf(h, "%s\n%s\n", hashVersion, dataset)
	return h
}

func (h *contentHash) add(r store.Record) {
	line := append(h.line[:0], '[')
	for _, s := range []string{r.ID, r.Type, r.From, r.To} {
		line = append(appendJSON(line, s), ',')
	}
	h.names = slices.AppendSeq(h.names[:0], maps.Keys(r.Props))
	slices.Sort(h.names)
	line = append(line, '{')
	for i, name := range h.names {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(appendJSON(line, name), ':')
		line = appendJSON(line, r.Props[name])
	}
	h.line = append(line, "}]\n"...)
	_, _ = h.Write(h.line) // a hash.Hash never fails
}

func (h *contentHash) sum() string { return hex.EncodeToString(h.Sum(nil)) }

// appendJSON writes a value as encoding/json does. Texts of plain characters, which nearly all are, it writes by itself: that is
// most of what a hash costs.
func appendJSON(to []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		if plainJSON(v) {
			return append(append(append(to, '"'), v...), '"')
		}
	case []any:
		if v == nil {
			break
		}
		to = append(to, '[')
		for i, e := range v {
			if i > 0 {
				to = append(to, ',')
			}
			to = appendJSON(to, e)
		}
		return append(to, ']')
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("seed: a record has a value that no file can hold: %v", err))
	}
	return append(to, text...)
}

// plainJSON tells whether a text stands in JSON as it is.
func plainJSON(s string) bool {
	for i, r := range s {
		switch {
		case r < ' ', r == '"', r == '\\', r == '<', r == '>', r == '&', r == '\u2028', r == '\u2029':
			return false
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			return false
		}
	}
	return true
}
