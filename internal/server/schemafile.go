package server

import (
	"bytes"
	"compress/gzip"
	"net/http"
)

// SchemaFile is where the published schema can be had as SDL, as tools that read it by URL expect.
const SchemaFile = "/schema.graphql"

// sdlType lets a browser show it: no media type is registered for SDL.
const sdlType = "text/plain; charset=utf-8"

// newSchemaFile serves the schema, compressed once. A server of trusted documents refuses introspection, and has no such
// file for the same reason.
func newSchemaFile(cfg Config) (http.Handler, error) {
	if cfg.SDL == "" || cfg.Trusted != nil {
		return http.NotFoundHandler(), nil
	}
	var compressed bytes.Buffer
	z := gzip.NewWriter(&compressed)
	if _, err := z.Write([]byte(cfg.SDL)); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	file := http.NewServeMux() // which answers other methods with 405, and lets preflight requests be answered before it
	file.Handle("GET "+SchemaFile, asset{compressed.Bytes(), sdlType, "no-cache", closedPolicy, entityTag(sdlType, compressed.Bytes())})
	return file, nil
}
