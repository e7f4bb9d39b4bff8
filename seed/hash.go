package seed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

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
	lines *json.Encoder
}

func newContentHash(dataset string) *contentHash {
	h := &contentHash{Hash: sha256.New()}
	fmt.Fprintf(h, "%s\n%s\n", hashVersion, dataset)
	h.lines = json.NewEncoder(h) // writes maps in order of key
	return h
}

func (h *contentHash) add(r store.Record) {
	if err := h.lines.Encode([]any{r.ID, r.Type, r.From, r.To, r.Props}); err != nil {
		panic(fmt.Sprintf("seed: a record has a value that no file can hold: %v", err))
	}
}

func (h *contentHash) sum() string { return hex.EncodeToString(h.Sum(nil)) }
