package query

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// Answer is an answer without errors.
type Answer struct {
	body []byte
	data map[string]any

	explained json.RawMessage // nil where it was not asked for, or the server does not tell
}

// JSON prints the answer as it came, indented.
func (a *Answer) JSON(w io.Writer) error {
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(a.body), "", "  "); err != nil {
		return fmt.Errorf("indenting the answer: %w", err)
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// CSV prints a table by RFC 4180, but with a line feed at each line's end, the names of the columns first.
func (t *Table) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.Columns); err != nil {
		return err
	}
	if err := out.WriteAll(t.Rows); err != nil {
		return err
	}
	return out.Error()
}

// Text prints a table for people: columns side by side, as wide as a terminal shows them. What would move its cursor is
// shown as a space.
func (t *Table) Text(w io.Writer) error {
	lines := append([][]string{t.Columns}, t.Rows...)
	widths := make([]int, len(t.Columns))
	for r, cells := range lines {
		shown := make([]string, len(cells))
		for i, c := range cells {
			shown[i] = printable(c)
			widths[i] = max(widths[i], uniseg.StringWidth(shown[i]))
		}
		lines[r] = shown
	}
	rule := make([]string, len(widths))
	for i, width := range widths {
		rule[i] = strings.Repeat("-", width)
	}
	var b strings.Builder
	for _, cells := range append([][]string{lines[0], rule}, lines[1:]...) {
		b.WriteString(aligned(cells, widths))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func aligned(cells []string, widths []int) string {
	var b strings.Builder
	for i, c := range cells {
		b.WriteString(c)
		b.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(c)+2))
	}
	return strings.TrimRight(b.String(), " ") + "\n"
}

// printable keeps a text in its line, and a terminal from taking it for orders.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}
