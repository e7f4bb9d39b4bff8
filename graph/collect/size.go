package collect

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// size is how many rows a page may hold.
type size struct {
	n  int // with which the plan is made
	of int // the number of the parameter that says so, from 1; 0 where none does
}

// size reads the argument that says how many are wanted.
func (x *field) size(args map[string]any, argument string) (size, error) {
	p, is := args[argument].(parameter)
	if !is {
		n, err := between(args, argument, x.limits.DefaultSize(), x.limits.PageSize)
		return size{n: n}, err
	}
	most, from, i := x.limits.PageSize, p.source, x.sizes
	n, err := upTo(p.value, argument, most)
	x.sizes++
	x.bind(func(b *bound) bool {
		n, err := upTo(from.in(b.variables), argument, most)
		b.sizes[i] = n
		return err == nil
	})
	return size{n, x.sizes}, err
}

// limit gives how many rows are asked for: a page's and some more. Of a parameter it is a placeholder.
func (x *field) limit(n size, more int) int {
	if n.of == 0 {
		return n.n + more
	}
	placeholder := plan.PlaceholderSize()
	x.given[placeholder] = int64(n.n + more)
	x.bind(func(b *bound) bool {
		b.given[placeholder] = int64(b.sizes[n.of-1] + more)
		return true
	})
	return int(placeholder)
}

// factors is a product: of a number, and of sizes that are parameters.
type factors struct {
	constant int
	sizes    []int // their numbers
}

func (f factors) times(n size) factors {
	if n.of == 0 {
		return factors{f.constant * n.n, f.sizes}
	}
	return factors{f.constant, append(slices.Clip(f.sizes), n.of)}
}

// most gives the product, or what is more than a limit where it is.
func (f factors) most(sizes []int, limit int) int {
	product := f.constant
	for _, n := range f.sizes {
		if product *= sizes[n-1]; product > limit {
			break
		}
	}
	return product
}

// bindCost has checkCost's limit on rows checked for the sizes at hand.
func (x *field) bindCost() {
	if x.sizes == 0 {
		return
	}
	var sum []factors
	for _, f := range x.cost {
		i := slices.IndexFunc(sum, func(g factors) bool { return slices.Equal(f.sizes, g.sizes) })
		if i < 0 {
			sum = append(sum, f)
			continue
		}
		sum[i].constant += f.constant
	}
	limit := x.limits.Rows
	x.bind(func(b *bound) bool {
		rows := 0
		for _, f := range sum {
			if rows += f.most(b.sizes, limit); rows > limit {
				return false
			}
		}
		return true
	})
}
