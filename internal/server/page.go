package server

import (
	"bytes"
	"embed"
	"html/template"
	"mime"
	"net/http"
	"path"

	"github.com/vektah/gqlparser/v2/ast"
)

// pagePolicy lets the page load its own files and ask its own server, nothing else.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed page
var pageFiles embed.FS

// asset is a file of the page, ready to send.
type asset struct {
	body        []byte
	contentType string
	etag        string
}

// newPage gives the page and the files that it loads, by the pattern of their paths.
func newPage(schema *ast.Schema, cfg Config) (map[string]http.Handler, error) {
	handlers := map[string]http.Handler{}
	for pattern, name := range map[string]string{
		"/{$}":      "index.html",
		"/page.css": "page.css",
		"/page.js":  "page.js",
		"/icon.svg": "icon.svg",
	} {
		body, err := pageFiles.ReadFile("page/" + name)
		if err != nil {
			return nil, err
		}
		if name == "index.html" {
			if body, err = fillIn(body, schema, cfg); err != nil {
				return nil, err
			}
		}
		handlers[pattern] = newAsset(name, body)
	}
	return handlers, nil
}

// fillIn puts what is known at start into the page.
func fillIn(page []byte, schema *ast.Schema, cfg Config) ([]byte, error) {
	examples, err := examplesFor(schema, pageFiles, cfg)
	if err != nil {
		return nil, err
	}
	t, err := template.New("page").Parse(string(page))
	if err != nil {
		return nil, err
	}
	var filled bytes.Buffer
	err = t.Execute(&filled, struct {
		Endpoint, Version string
		Examples          []example
	}{Endpoint, cfg.Version, examples})
	return filled.Bytes(), err
}

func newAsset(name string, body []byte) asset {
	contentType := mime.TypeByExtension(path.Ext(name))
	return asset{
		body:        body,
		contentType: contentType,
		etag:        entityTag(contentType, body),
	}
}

// ServeHTTP sends the file, unless the client has it.
func (a asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Cache-Control", "no-cache")
	if tag := unchanged(r, a.etag); tag != "" {
		notModified(w, tag)
		return
	}
	h.Set("ETag", a.etag)
	h.Set("Content-Type", a.contentType)
	_, _ = w.Write(a.body)
}
