package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/server/guard"
)

// request is a GraphQL request as it was sent.
type request struct {
	graphql.RawParams
	// id names the document: documentId (GraphQL over HTTP, appendix A) or doc_id (as Relay's network layers say it).
	id string
	// keepAs is the hash under which to keep the document's text, once it is known to be good.
	keepAs string
}

// readPost reads a request from the body of a POST: one JSON object, never a batch.
func readPost(w http.ResponseWriter, r *http.Request, limit int64, l guard.Limits) (*request, *refusal) {
	if refused := checkContentType(r); refused != nil {
		return nil, refused
	}
	body, refused := readBody(w, r, limit)
	if refused != nil {
		return nil, refused
	}
	if !utf8.Valid(body) {
		return nil, refusef(http.StatusBadRequest, "The request's body is not UTF-8.")
	}
	if err := guard.JSON(body, l); err != nil {
		return nil, tooMuch(err)
	}
	return decodeRequest(body)
}

// checkContentType takes application/json only: what a form of another site can send without asking, by any of the
// other content types, never reaches an operation.
func checkContentType(r *http.Request) *refusal {
	mediaType, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != jsonType || !isUTF8(params) {
		return refusef(http.StatusUnsupportedMediaType, "Send the request with Content-Type: application/json, in UTF-8.")
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return refusef(http.StatusUnsupportedMediaType, "Send the request without Content-Encoding.")
	}
	return nil
}

// readBody reads no more than the limit; of a body that announces more it keeps nothing.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, *refusal) {
	if r.ContentLength > limit {
		return nil, tooLarge(w, r, limit)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err != nil {
		return nil, refusef(http.StatusBadRequest, "The request's body could not be read to its end.")
	}
	if int64(len(body)) > limit {
		return nil, tooLarge(w, r, limit)
	}
	return body, nil
}

// discardable is how much of a body that is too large, in bytes, is read all the same: most clients look at an answer only
// once they have sent all, and would tell of a broken connection instead.
const discardable = 4 << 20

// tooLarge refuses a body. Who waits to be told to go on (Expect: 100-continue) needs send nothing.
func tooLarge(w http.ResponseWriter, r *http.Request, limit int64) *refusal {
	if r.ContentLength > limit+discardable || r.Header.Get("Expect") != "" || !discard(r.Body) {
		w.Header().Set("Connection", "close")
	}
	return refusef(http.StatusRequestEntityTooLarge, "The request's body is larger than %d bytes.", limit)
}

// discard reports whether a body came to its end soon.
func discard(body io.Reader) bool {
	_, err := io.CopyN(io.Discard, body, discardable+1)
	return errors.Is(err, io.EOF)
}

// tooMuch makes what the guard says of a request's JSON a refusal.
func tooMuch(err *gqlerror.Error) *refusal { return &refusal{status: http.StatusBadRequest, err: err} }

// decodeRequest reads the entries that the specification names (section 5.1) and ignores others. Keys are matched to
// the letter, which encoding/json into a struct doesn't do. What was sent is not echoed.
func decodeRequest(body []byte) (*request, *refusal) {
	switch trimmed := bytes.TrimLeft(body, " \t\r\n"); {
	case len(trimmed) == 0:
		return nil, refusef(http.StatusBadRequest, "The request has no body; send a JSON object with a query.")
	case trimmed[0] == '[':
		return nil, refusef(http.StatusBadRequest, "Send one request at a time; batches are not taken.")
	case trimmed[0] != '{':
		return nil, refusef(http.StatusBadRequest, "The request's body is not a JSON object.")
	}
	if !json.Valid(body) {
		return nil, refusef(http.StatusBadRequest, "The request's body is not valid JSON.")
	}
	entries := members(body)
	return decodeEntries(func(key string) json.RawMessage { return named(entries, key) })
}

// readGet reads a request from the parameters of a GET.
func readGet(r *http.Request, l guard.Limits) (*request, *refusal) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || !areUTF8(values) {
		return nil, refusef(http.StatusBadRequest, "The request's parameters are not URL-encoded UTF-8.")
	}
	for _, key := range []string{"variables", "extensions"} {
		if err := guard.JSON([]byte(values.Get(key)), l); err != nil {
			return nil, tooMuch(err)
		}
	}
	return decodeEntries(func(key string) json.RawMessage {
		text := values.Get(key)
		if key != "variables" && key != "extensions" && values.Has(key) {
			encoded, _ := json.Marshal(text) //nolint:errchkjson // a string always encodes
			return encoded
		}
		return json.RawMessage(text)
	})
}

func areUTF8(values url.Values) bool {
	for _, list := range values {
		for _, v := range list {
			if !utf8.ValidString(v) {
				return false
			}
		}
	}
	return true
}

// decodeEntries decodes the entries of a request, each of which must be of its type, or null, or missing.
func decodeEntries(entry func(key string) json.RawMessage) (*request, *refusal) {
	r := &request{}
	var relay string
	for _, e := range []struct {
		key, kind string
		into      any
	}{
		{"query", "a string", &r.Query},
		{"documentId", "a string or null", &r.id},
		{"doc_id", "a string or null", &relay},
		{"operationName", "a string or null", &r.OperationName},
		{"variables", "an object or null", &r.Variables},
		{"extensions", "an object or null", &r.Extensions},
	} {
		if err := decodeEntry(entry(e.key), e.into); err != nil {
			return nil, refusef(http.StatusBadRequest, "The request's %q must be %s.", e.key, e.kind)
		}
	}
	r.id = or(r.id, relay)
	if r.Query == "" && r.id == "" && r.Extensions[persistedQuery] == nil {
		return nil, refusef(http.StatusBadRequest, "The request has no query.")
	}
	return r, nil
}

// decodeEntry keeps numbers as they are written: a BigInt does not fit into a float64.
func decodeEntry(text json.RawMessage, into any) error {
	if len(text) == 0 {
		return nil
	}
	if s, isText := into.(*string); isText {
		if text[0] == '"' && bytes.IndexByte(text, '\\') < 0 {
			*s = string(text[1 : len(text)-1])
			return nil
		}
		return json.Unmarshal(text, into) // which makes no decoder
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the value")
	}
	return nil
}
