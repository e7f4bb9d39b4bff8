package memory

import "github.com/dealgraph/dealgraph/internal/plan"

// overlaps tests two intervals of days, each as wide as its dates may mean.
func overlaps(p plan.Overlaps, v any) bool {
	date, ok := v.(string)
	if !ok {
		return false
	}
	startsInTime := p.To == "" || firstDay(date) <= lastDay(p.To)
	endsInTime := p.From == "" || lastDay(date) >= firstDay(p.From)
	return startsInTime && endsInTime
}

// firstDay is the first day that a date, partial or not, may mean.
func firstDay(date string) string {
	switch len(date) {
	case len("2025"):
		return date + "-01-01"
	case len("2025-10"):
		return date + "-01"
	}
	return date
}

// lastDay is a day not before the last one that a date may mean, and before any of the next month: what only compares
// needs no calendar.
func lastDay(date string) string {
	switch len(date) {
	case len("2025"):
		return date + "-12-31"
	case len("2025-10"):
		return date + "-31"
	}
	return date
}
