package server

import (
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// trusted is the documents of a manifest, and lets no others run. A request names one by documentId, doc_id or Apollo's
// extension; to send its text, to the letter, is as good.
type trusted struct {
	byID  map[string]string
	texts map[string]bool
}

func newTrusted(m *Manifest) trusted {
	t := trusted{byID: m.texts, texts: make(map[string]bool, len(m.texts))}
	for _, text := range m.texts {
		t.texts[text] = true
	}
	return t
}

func (t trusted) find(r *request) *gqlerror.Error {
	id := r.id
	if id == "" {
		hash, err := r.apolloHash()
		if err != nil {
			return err
		}
		id = hash
	}
	if id == "" {
		if !t.texts[r.Query] {
			return notTrusted()
		}
		return nil
	}
	text, known := t.byID[id]
	if !known {
		text, known = t.byID[strings.TrimPrefix(id, sha256Prefix)]
	}
	if !known || r.Query != "" && r.Query != text {
		return notTrusted()
	}
	r.Query = text
	return nil
}

// keep keeps nothing: the manifest is all there is.
func (t trusted) keep(*request) {}

func notTrusted() *gqlerror.Error {
	return code.Errorf(code.Forbidden, "This server runs the documents of its manifest only. Name one by documentId, doc_id or extensions.persistedQuery.sha256Hash.")
}
