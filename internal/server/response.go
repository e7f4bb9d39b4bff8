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
	head, tail, err := a.envelope()
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", mediaType+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(head)+len(a.data)+len(tail)))
	h.Add("Vary", "Accept")
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", retryAfter)
	}
	w.WriteHeader(status)
	for _, part := range [][]byte{head, a.data, tail} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// envelope encodes what stands before and after the data. Errors come first, so that whoever reads the beginning sees
// them (the GraphQL specification, section 7.1). An answer has errors, or data, or both.
func (a answer) envelope() (head, tail []byte, err error) {
	head = []byte{'{'}
	if len(a.errors) > 0 {
		if head, err = appendEntry(head, "errors", a.errors); err != nil {
			return nil, nil, err
		}
	}
	if a.data != nil {
		head = appendKey(head, "data")
	}
	if len(a.extensions) > 0 {
		if tail, err = appendEntry(tail, "extensions", a.extensions); err != nil {
			return nil, nil, err
		}
	}
	return head, append(tail, '}'), nil
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
