// Package date has the scalar Date: as exact as the documents are.
package date

import "time"

// Date is 2025, 2025-10 or 2025-10-29.
type Date string

// Days gives the first and the last day that a date may be. It fails on what is none.
func (d Date) Days() (first, last time.Time, err error) {
	switch len(d) {
	case len("2025"):
		first, err = time.Parse("2006", string(d))
		return first, first.AddDate(1, 0, -1), err
	case len("2025-10"):
		first, err = time.Parse("2006-01", string(d))
		return first, first.AddDate(0, 1, -1), err
	}
	first, err = time.Parse(time.DateOnly, string(d))
	return first, first, err
}
