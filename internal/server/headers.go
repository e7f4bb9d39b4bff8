package server

import "net/http"

// closedPolicy is for what is no page: should a browser show it as one all the same, it can do nothing.
const closedPolicy = "default-src 'none'; frame-ancestors 'none'"

// securityHeaders are on every response. The page relaxes the content policy to its own files.
func securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", closedPolicy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
