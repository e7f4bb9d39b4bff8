package server

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

const (
	jsonType     = "application/json"
	responseType = "application/graphql-response+json"
)

// mediaRange is one entry of an Accept header.
type mediaRange struct {
	name string
	q    float64
}

// negotiate picks the media type of a response (GraphQL over HTTP, section 6.1; RFC 9110, section 12.5.1): the one
// with the higher quality; among equals the one that is named over the one that a wildcard covers; among those again
// graphql-response+json where it is named, else json. Without an Accept header it is json, for old clients' sake.
// It gives "" where the client takes neither.
func negotiate(r *http.Request) string {
	header := strings.Join(r.Header.Values("Accept"), ",")
	if strings.Trim(header, " \t,") == "" {
		return jsonType
	}
	ranges := parseAccept(header)
	best, bestQ, bestRank := "", 0.0, 0
	for _, offer := range []string{jsonType, responseType} {
		q, rank := quality(ranges, offer)
		if rank == exact && offer == responseType {
			rank++
		}
		if q > bestQ || q == bestQ && q > 0 && rank > bestRank {
			best, bestQ, bestRank = offer, q, rank
		}
	}
	return best
}

// How closely a range matches a media type.
const (
	noMatch = iota
	anything
	anySubtype
	exact
)

// quality is that of the range which matches the offer most closely.
func quality(ranges []mediaRange, offer string) (q float64, rank int) {
	for _, r := range ranges {
		match := noMatch
		switch r.name {
		case offer:
			match = exact
		case "application/*":
			match = anySubtype
		case "*/*":
			match = anything
		}
		if match > rank {
			q, rank = r.q, match
		}
	}
	return q, rank
}

func parseAccept(header string) []mediaRange {
	entries := strings.Split(header, ",")
	ranges := make([]mediaRange, 0, len(entries))
	for _, entry := range entries {
		name, params, err := mime.ParseMediaType(entry)
		if err != nil || !isUTF8(params) {
			continue
		}
		ranges = append(ranges, mediaRange{name: name, q: parseQuality(params)})
	}
	return ranges
}

func parseQuality(params map[string]string) float64 {
	text, given := params["q"]
	if !given {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// isUTF8 reports whether a media type's charset, if it names one, is the only one that we speak.
func isUTF8(params map[string]string) bool {
	charset, given := params["charset"]
	return !given || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}
