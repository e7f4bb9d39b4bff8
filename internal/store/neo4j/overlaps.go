package neo4j

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// overlaps compares intervals of days by their texts. A date starts in time where it is not greater than the last day of
// the interval, since a partial date sorts before all of its days. It ends in time where it is not less than the first
// day, or is a part of it: 2025 against 2025-10-05.
func (c *compiler) overlaps(p plan.Overlaps, r row) string {
	x := prop(p.Prop, r)
	preds := []string{x + " IS NOT NULL"}
	if p.To != "" {
		preds = append(preds, x+" <= "+c.param(plan.Derive(p.To, lastDay)))
	}
	if p.From != "" {
		from, year := c.param(plan.Derive(p.From, firstDay)), c.param(plan.Derive(p.From, func(date string) string { return date[:len("2025")] }))
		// The year is implied; it is a range that an index can look up.
		preds = append(preds, fmt.Sprintf("%s >= %s", x, year), fmt.Sprintf("(%s >= %s OR %s STARTS WITH %s)", x, from, from, x))
	}
	return "(" + strings.Join(preds, " AND ") + ")"
}

// firstDay is the first day that a date, partial or not, may mean.
func firstDay(date string) string {
	return date + "0000-01-01"[len(date):]
}

// lastDay is a day not before the last one that a date may mean, and before any of the next month: what only compares
// needs no calendar.
func lastDay(date string) string {
	return date + "0000-12-31"[len(date):]
}
