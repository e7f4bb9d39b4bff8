package server

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/web"
)

// pagePolicy lets the playground load its own files, its workers among them, and ask its own server, nothing else. The editor
// writes styles; the images are those inside of its style sheets.
const pagePolicy = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// hashed is the folder whose files have a hash of what they hold in their names.
const hashed = "/assets/"

// newPages gives the playground and the files that it loads, by the pattern of their paths.
func newPages(schema *ast.Schema, cfg Config) (map[string]http.Handler, error) {
	built, err := fs.Sub(web.Files, "dist")
	if err != nil {
		return nil, err
	}
	pages := map[string]http.Handler{}
	err = fs.WalkDir(built, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(built, name)
		if err != nil {
			return err
		}
		if plain, is := strings.CutSuffix(name, ".gz"); is {
			pages["/"+plain], err = newAsset("/"+plain, body)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	pages["/{$}"], err = newPage(built, schema, cfg)
	return pages, err
}

// page is the playground itself, with what is known at start filled in.
type page struct {
	body []byte
	etag string
}

const pageType = "text/html; charset=utf-8"

// settings is what the page gets to know. Its names are those of web/src/settings.ts.
type settings struct {
	Endpoint string    `json:"endpoint"`
	Version  string    `json:"version"`
	Examples []example `json:"examples"`
}

func newPage(built fs.FS, schema *ast.Schema, cfg Config) (page, error) {
	text, err := fs.ReadFile(built, "index.html")
	if err != nil {
		return page{}, err
	}
	t, err := template.New("page").Parse(string(text))
	if err != nil {
		return page{}, err
	}
	examples, err := examplesFor(schema, web.Files, cfg)
	if err != nil {
		return page{}, err
	}
	var body bytes.Buffer
	if err := t.Execute(&body, settings{Endpoint, cfg.Version, examples}); err != nil {
		return page{}, fmt.Errorf("filling in the page: %w", err)
	}
	return page{body.Bytes(), entityTag(pageType, body.Bytes())}, nil
}

// ServeHTTP sends the page, unless the client has it.
func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Cache-Control", "no-cache")
	if tag := unchanged(r, p.etag); tag != "" {
		notModified(w, tag)
		return
	}
	h.Set("ETag", p.etag)
	h.Set("Content-Type", pageType)
	_, _ = w.Write(p.body)
}

// contentTypes are those of the files that Vite makes. The operating system's list, which mime asks, may have others.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".md":  "text/markdown; charset=utf-8",
	".svg": "image/svg+xml",
	".ttf": "font/ttf",
}

func contentTypeOf(name string) (string, error) {
	if t := contentTypes[path.Ext(name)]; t != "" {
		return t, nil
	}
	return "", fmt.Errorf("%s: no type is known for such a file", name)
}
