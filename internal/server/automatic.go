package server

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/code"
)

// sha256Prefix begins a documentId that says how it was made (GraphQL over HTTP, appendix A).
const sha256Prefix = "sha256:"

// automatic is Apollo's automatic persisted queries: a client sends a document's hash, and its text beside it once, when
// the server says that it doesn't know the hash.
type automatic struct {
	texts *bounded.Cache[string, string]
}

func (a automatic) find(r *request) *gqlerror.Error {
	hash, err := r.hash()
	switch {
	case err != nil:
		return err
	case r.Query == "":
		return a.recall(r, hash)
	case hash != "" && hash != hashOf(r.Query):
		return code.Errorf(code.BadUserInput, "The hash of the persisted query is not that of the query.")
	}
	r.keepAs = hash
	return nil
}

func (a automatic) recall(r *request, hash string) *gqlerror.Error {
	text, known := a.texts.Get(hash)
	if !known {
		// Clients know it by the code or by exactly this message.
		return code.Errorf(code.PersistedQueryNotFound, "PersistedQueryNotFound")
	}
	r.Query = text
	return nil
}

func (a automatic) keep(r *request) {
	if r.keepAs != "" {
		a.texts.Add(r.keepAs, r.Query, int64(len(r.Query)+len(r.keepAs)))
	}
}

// hash gives the SHA-256 by which a request names its document, "" if it does so by another id or not at all.
func (r *request) hash() (string, *gqlerror.Error) {
	if hash, isHash := strings.CutPrefix(r.id, sha256Prefix); isHash {
		return hash, nil
	}
	return r.apolloHash()
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
