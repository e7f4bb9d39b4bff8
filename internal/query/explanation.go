package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// ErrNotExplained: the server answered, and did not tell how.
var ErrNotExplained = errors.New("the answer came without an explanation")

// explanation is one entry of the answer's extensions.explain, as package explain writes it.
type explanation struct {
	Field string `json:"field"`
	Steps []struct {
		Plan         string            `json:"plan"`
		Statement    string            `json:"statement"`
		Parameters   map[string]string `json:"parameters"`
		Rows         int               `json:"rows"`
		Milliseconds float64           `json:"milliseconds"`
		Engine       string            `json:"engine"`
	} `json:"steps"`
}

// Explanation prints how the answer came about: for each root field each statement, with its plan, the types of its parameters,
// its rows and its time, and the database's own plan where it was told.
func (a *Answer) Explanation(w io.Writer) error {
	var fields []explanation
	if len(a.explained) == 0 {
		return ErrNotExplained
	}
	if err := json.Unmarshal(a.explained, &fields); err != nil {
		return fmt.Errorf("%w: %w", ErrNotExplained, err)
	}
	var b strings.Builder
	for _, f := range fields {
		for i, s := range f.Steps {
			fmt.Fprintf(&b, "# %s, statement %d of %d: %d rows, %.3f ms\n", printable(f.Field), i+1, len(f.Steps), s.Rows, s.Milliseconds)
			section(&b, "plan", s.Plan)
			section(&b, "statement", s.Statement)
			var types []string
			for _, name := range slices.Sorted(maps.Keys(s.Parameters)) {
				types = append(types, name+": "+s.Parameters[name])
			}
			section(&b, "parameters", strings.Join(types, ", "))
			section(&b, "the database's plan", s.Engine)
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func section(b *strings.Builder, name, text string) {
	if text = strings.TrimRight(text, "\n"); text != "" {
		fmt.Fprintf(b, "%s\n  %s\n", name, strings.ReplaceAll(text, "\n", "\n  "))
	}
}

// ExplanationJSON prints the explanation as the server wrote it, indented.
func (a *Answer) ExplanationJSON(w io.Writer) error {
	if len(a.explained) == 0 {
		return ErrNotExplained
	}
	var b bytes.Buffer
	if err := json.Indent(&b, a.explained, "", "  "); err != nil {
		return fmt.Errorf("indenting the explanation: %w", err)
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}
