package query

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
)

// Handler asks a handler of this process as if it were served: the same request, and the same answer, without a network.
func Handler(h http.Handler) http.RoundTripper { return handler{h} }

type handler struct{ http.Handler }

// RoundTrip runs the handler to its end, in the caller's goroutine.
func (h handler) RoundTrip(req *http.Request) (*http.Response, error) {
	w := &written{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, req)
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	return &http.Response{
		Status: strconv.Itoa(w.status) + " " + http.StatusText(w.status), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: w.header, ContentLength: int64(w.body.Len()),
		Body: io.NopCloser(&w.body), Request: req,
	}, nil
}

// written keeps what a handler writes. What that may be is bounded by the server's own limits.
type written struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *written) Header() http.Header         { return w.header }
func (w *written) WriteHeader(status int)      { w.status = status }
func (w *written) Write(p []byte) (int, error) { return w.body.Write(p) }
