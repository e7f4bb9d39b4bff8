package synthetic

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// random is the source of one record's values. It depends on the graph's seed, on what the record is, and on its number.
type random struct{ *rand.Rand }

func (g *Graph) random(what string, number int) random {
	h := fnv.New64a()
	h.Write([]byte(what))
	return random{rand.New(rand.NewPCG(g.opts.Seed^h.Sum64(), uint64(number)))}
}

// one is true once in n times.
func (r random) one(n int) bool { return r.IntN(n) == 0 }

// skewed gives a number below n, low ones more often by a power law: with 0 of 100,000 comes one of fifty.
func (r random) skewed(n int) int {
	const exponent = 3 // the share of the first k of n is the cube root of k/n
	return min(n-1, int(float64(n)*math.Pow(r.Float64(), exponent)))
}

// pick gives one of a list, the first ones more often.
func pick[T any](r random, from []T) T { return from[r.skewed(len(from))] }

// even gives one of a list, none more often.
func even[T any](r random, from []T) T { return from[r.IntN(len(from))] }
