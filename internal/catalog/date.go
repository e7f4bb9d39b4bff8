package catalog

import "time"

// ValidDate tells whether a text is a date, which may be partial: YYYY, YYYY-MM or YYYY-MM-DD, of the Gregorian calendar.
func ValidDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if len(s) == len(layout) {
			_, err := time.Parse(layout, s)
			return err == nil
		}
	}
	return false
}
