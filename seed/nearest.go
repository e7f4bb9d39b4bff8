package seed

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

const (
	// suggestionWork bounds how many names one run compares for its suggestions: a large file whose every id is wrong
	// would otherwise be compared with every other one.
	suggestionWork = 5_000_000
	// suggestionLength is the length of the longest name that is compared.
	suggestionLength = 200
)

// suggester finds the known name that was probably meant.
type suggester struct{ work int }

// nearest gives the candidate at the smallest edit distance without regard to case, the first among equals, or nothing
// where none is near.
func (s *suggester) nearest(name string, candidates []string) string {
	best, bound := "", max(2, len(name)/3)+1
	bound = min(bound, len(name)/2+1)
	if len(name) > suggestionLength {
		return ""
	}
	for _, c := range candidates {
		if s.work++; s.work > suggestionWork {
			break
		}
		// A character takes four bytes at most: no need to compare what differs more in length.
		if c == name || len(c)-len(name) >= bound*4 || len(name)-len(c) >= bound*4 {
			continue
		}
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(c)); d < bound {
			best, bound = c, d
		}
	}
	return best
}
