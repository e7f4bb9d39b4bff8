package seed

import "time"

// isDate tells whether a text is a year, a month of a year, or a day of the calendar.
func isDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		// time.Parse also takes texts that are not as long as the layout.
		if len(s) == len(layout) {
			t, err := time.Parse(layout, s)
			return err == nil && t.Year() > 0
		}
	}
	return false
}
