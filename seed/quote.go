package seed

import "fmt"

// quote shows a value in a message. A text has quotes around it, and is said to be one: it may look like a number.
func quote(v Value) string {
	switch v.Kind {
	case String:
		return fmt.Sprintf("the text %q", shorten(v.Text))
	case Cell:
		return fmt.Sprintf("%q", shorten(v.Text))
	case Null, List, Map, Unread:
		return v.Kind.String()
	}
	return shorten(v.Text)
}

// shorten cuts a text that is too long for a message.
func shorten(s string) string {
	const shown = 60
	if r := []rune(s); len(r) > shown {
		return string(r[:shown]) + "…"
	}
	return s
}
