package server

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// codings are what gzhttp may compress an answer with. It puts the coding's name into the answer's tag.
var codings = [...]string{"gzip", "zstd"}

// entityTag is a strong validator (RFC 9110, section 8.8.3): a hash of what is sent and of its media type. gzhttp gives
// the tag of a compressed answer a suffix, as another sequence of bytes must have another tag.
func entityTag(mediaType string, parts ...[]byte) string {
	h := sha256.New()
	h.Write([]byte(mediaType))
	for _, part := range parts {
		h.Write(part)
	}
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18]) + `"`
}

// unchanged finds the tag by which a client has an answer already, "" if it doesn't: the answer's own, or that of it
// compressed by a coding that this request takes (a cache may ask for others whose answers it may not use here).
func unchanged(r *http.Request, tag string) string {
	header := strings.Join(r.Header.Values("If-None-Match"), ",")
	if strings.TrimSpace(header) == "*" {
		return tag
	}
	wanted := []string{tag}
	for _, coding := range codings {
		if accepts(r, coding) {
			wanted = append(wanted, compressedTag(tag, coding))
		}
	}
	for _, have := range entityTags(header) {
		for _, want := range wanted {
			if have == want {
				return want
			}
		}
	}
	return ""
}

// accepts tells whether a request names a coding among those that it takes.
func accepts(r *http.Request, coding string) bool {
	for _, accepted := range parseAccept(strings.Join(r.Header.Values("Accept-Encoding"), ",")) {
		if accepted.name == coding && accepted.q > 0 {
			return true
		}
	}
	return false
}

// compressedTag is the tag that gzhttp makes of a tag.
func compressedTag(tag, coding string) string {
	return strings.TrimSuffix(tag, `"`) + "-" + coding + `"`
}

// entityTags reads a list of tags up to where it is none. Weak ones count as strong ones, as If-None-Match compares them
// (RFC 9110, section 13.1.2).
func entityTags(header string) []string {
	var tags []string
	for rest := header; ; {
		rest = strings.TrimPrefix(strings.TrimLeft(rest, " \t,"), "W/")
		if !strings.HasPrefix(rest, `"`) {
			return tags
		}
		end := strings.IndexByte(rest[1:], '"')
		if end < 0 {
			return tags
		}
		tags = append(tags, rest[:end+2])
		rest = rest[end+2:]
	}
}

// notModified answers that a client has what it asks for.
func notModified(w http.ResponseWriter, tag string) {
	w.Header().Set("ETag", tag)
	w.WriteHeader(http.StatusNotModified)
}
