package server

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// retryAfter is what a client that was turned away is asked to wait, in seconds.
const retryAfter = "1"

// answer is a response on its way out: its data is already encoded.
type answer struct {
	errors     gqlerror.List // fit to send
	data       []byte        // nil: there is no data entry, the request failed as a whole
	extensions map[string]any
}

// write sends an answer. The data's bytes are sent as they are.
func write(w http.ResponseWriter, mediaType string, status int, a answer) error {
	parts, err := a.encode()
	if err != nil {
		return err
	}
	return writeParts(w, mediaType, status, parts)
}

// writeFresh sends an answer that may be kept, by the given Cache-Control, and says no more than that where the client
// has it.
func writeFresh(w http.ResponseWriter, r *http.Request, mediaType, cacheControl string, a answer) error {
	parts, err := a.encode()
	if err != nil {
		return err
	}
	tag := entityTag(mediaType, parts...)
	w.Header().Set("Cache-Control", cacheControl)
	if have := unchanged(r, tag); have != "" {
		w.Header().Add("Vary", "Accept")
		notModified(w, have)
		return nil
	}
	w.Header().Set("ETag", tag)
	return writeParts(w, mediaType, http.StatusOK, parts)
}

func writeParts(w http.ResponseWriter, mediaType string, status int, parts [][]byte) error {
	length := 0
	for _, part := range parts {
		length += len(part)
	}
	h := w.Header()
	h.Set("Content-Type", mediaType+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(length))
	h.Add("Vary", "Accept")
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", retryAfter)
	}
	w.WriteHeader(status)
	for _, part := range parts {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// encode gives the answer as what stands before the data, the data, and what stands after it. Errors come first, so that
// whoever reads the beginning sees them (the GraphQL specification, section 7.1). An answer has errors, or data, or both.
func (a answer) encode() (parts [][]byte, err error) {
	head, tail := []byte{'{'}, []byte(nil)
	if len(a.errors) > 0 {
		if head, err = appendEntry(head, "errors", a.errors); err != nil {
			return nil, err
		}
	}
	if a.data != nil {
		head = appendKey(head, "data")
	}
	if len(a.extensions) > 0 {
		if tail, err = appendEntry(tail, "extensions", a.extensions); err != nil {
			return nil, err
		}
	}
	return [][]byte{head, a.data, append(tail, '}')}, nil
}

func appendEntry(to []byte, key string, value any) ([]byte, error) {
	encoded, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return append(appendKey(to, key), encoded...), nil
}

func appendKey(to []byte, key string) []byte {
	if len(to) != 1 {
		to = append(to, ',')
	}
	to = append(to, '"')
	to = append(to, key...)
	return append(to, '"', ':')
}
