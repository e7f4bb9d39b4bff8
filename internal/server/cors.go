package server

import (
	"net/http"

	"github.com/rs/cors"
)

// corsMaxAge is how long, in seconds, a browser may remember the answer to a preflight request.
const corsMaxAge = 600

// allowOrigins lets pages of the named origins read answers. Without any it adds nothing at all: rs/cors would read
// an empty list as "everybody". Credentials are never allowed, so no page acts in somebody's name.
func allowOrigins(next http.Handler, origins []string) http.Handler {
	if len(origins) == 0 {
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Content-Type", "If-None-Match", requestIDHeader},
		ExposedHeaders: []string{requestIDHeader, "ETag", "Retry-After"},
		MaxAge:         corsMaxAge,
	}).Handler(next)
}
