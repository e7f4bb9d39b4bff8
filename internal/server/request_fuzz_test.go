package server

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/guard"
)

// FuzzRequest holds the reading of a body to: one that is taken is a JSON object and names or holds a document; one that
// is refused has a code and is a bad request, and what was sent is not echoed.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		`{"query":"{version}"}`, `{"query":"{a}","variables":{"a":1e5},"operationName":null,"extensions":{}}`, `[{"query":"{a}"}]`,
		`{"doc_id":"a","documentId":"sha256:b"}`, `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"a"}}}`, `{"query":1}`,
		`{"query":"a","query":2}`, ` null`, `{"QUERY":"{a}"}`, "{\"query\":\"\\u0000\"}",
	} {
		f.Add([]byte(seed))
	}
	limits := guard.Defaults()
	f.Fuzz(func(t *testing.T, body []byte) {
		if guard.JSON(body, limits) != nil {
			return
		}
		r, refused := decodeRequest(body)
		if refused != nil {
			if refused.status != http.StatusBadRequest || !code.Known(code.Of(refused.err)) || len(refused.err.Message) > 200 {
				t.Errorf("%q: %v", body, refused)
			}
			return
		}
		var object map[string]any
		if err := json.Unmarshal(body, &object); err != nil || object == nil {
			t.Fatalf("%q is taken: %v", body, err)
		}
		if r.Query == "" && r.id == "" && r.Extensions[persistedQuery] == nil {
			t.Errorf("%q names no document", body)
		}
		if _, err := r.apolloHash(); err != nil && strings.Contains(err.Message, "\x00") {
			t.Errorf("%q: %v", body, err)
		}
	})
}
