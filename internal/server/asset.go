package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// asset is a file that is known at start, compressed as it is kept.
type asset struct {
	compressed   []byte
	contentType  string
	cacheControl string
	policy       string // its Content-Security-Policy
	etag         string // of the file as it is uncompressed
}

// newAsset is a file that the playground loads.
func newAsset(name string, compressed []byte) (asset, error) {
	contentType, err := contentTypeOf(name)
	if err != nil {
		return asset{}, err
	}
	a := asset{compressed, contentType, "no-cache", pagePolicy, entityTag(contentType, compressed)} // a worker has the policy that its own file comes with
	if strings.HasPrefix(name, hashed) {
		a.cacheControl = "public, max-age=31536000, immutable"
	}
	return a, nil
}

// ServeHTTP sends the file, unless the client has it: as it is kept, or decompressed for a client that can't.
func (a asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", a.policy)
	h.Set("Cache-Control", a.cacheControl)
	h.Add("Vary", "Accept-Encoding")
	if tag := unchanged(r, a.etag); tag != "" {
		notModified(w, tag)
		return
	}
	h.Set("Content-Type", a.contentType)
	if accepts(r, "gzip") {
		h.Set("ETag", compressedTag(a.etag, "gzip"))
		h.Set("Content-Encoding", "gzip")
		h.Set("Content-Length", strconv.Itoa(len(a.compressed)))
		_, _ = w.Write(a.compressed)
		return
	}
	h.Set("ETag", a.etag)
	plain, err := gzip.NewReader(bytes.NewReader(a.compressed))
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, plain)
	}
}
