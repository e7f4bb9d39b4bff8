package operationtest

import (
	"math/bits"

	"pgregory.net/rapid"
)

// drawer draws small choices.
type drawer struct{ t *rapid.T }

// below draws a number from 0 to n-1, none more often than others (rapid's own draws prefer the first of what there is).
// Coins are few but shrink well: to 0.
func (d drawer) below(n int, what string) int {
	v := 0
	for range bits.Len(uint(n)) + 2 {
		v *= 2
		if rapid.Bool().Draw(d.t, what) {
			v++
		}
	}
	return v % n
}

// one is true about once in n times.
func (d drawer) one(n int, what string) bool { return d.below(n, what) == n-1 }

func pick[T any](d drawer, from []T, what string) T { return from[d.below(len(from), what)] }
