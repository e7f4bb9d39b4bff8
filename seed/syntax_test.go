package seed

import (
	"fmt"
	"strings"
	"testing"
)

func TestASyntaxErrorIsPlacedWhereTheTextStopsToBeYAML(t *testing.T) {
	long := strings.Repeat("x:\n  - [a, b]\n  - \"one\n    two\"\n", 500)
	for _, c := range []struct{ text, want string }{
		{"a: b\nc: d: e\nf: g\n", "2:5"},
		{"a: b\n\tc: d\nf: g\n", "2:1"},
		{"a:\n  b: c\n   d: e\nf: g\n", "3:5"},
		{"a: \"unclosed\nb: c\nd: e\n", "1:4"},
		{"a: [x, y\nb: c\nd: e\n", "1:4"},
		{"a: {x: 1, y\nb: c\nd: e\n", "1:4"},
		{"a: b\nplain line\nb: c\nd: e\n", "2:1"},
		{"a: b\n- x\nb: c\nd: e\n", "2:1"},
		{"a:\n  - x\n y\nb: c\nd: e\n", "3:2"},
		{"a: @x\nb: c\nd: e\n", "1:4"},
		{"a: *x\nb: c\nd: e\n", "1:4"},
		{"a: 'it's'\nb: c\n", "1:8"},
		{"日本: \"x\\q\"\nb: c\n", "1:5"},
		{"a: |\n  x\n y\nb: z\n", "3:2"},
		{long + "a: 'it's'\n" + strings.ReplaceAll(long, "x", "y"), "2001:8"},
		{long + "a: \"unclosed\n" + strings.ReplaceAll(strings.ReplaceAll(long, "x", "y"), `"`, ``), "2001:4"},
		{"a: " + strings.Repeat("[", 100_000), "1:4"},
		{strings.Repeat("- ", 20_000), "1:251"},
	} {
		files := &Files{}
		r := reader{files: files}
		r.readYAML([]byte(c.text))
		if len(r.problems) == 0 {
			t.Errorf("%.40q has no problem", c.text)
			continue
		}
		p := r.problems[0]
		if got := fmt.Sprintf("%d:%d", p.Pos.Line, p.Pos.Column); got != c.want {
			t.Errorf("%.40q: got %s, want %s: %s", c.text, got, c.want, p)
		}
	}
}

func TestAnErrorInAVeryLargeFileHasTheLineThatTheParserTells(t *testing.T) {
	text := strings.Repeat("- text\n", 400_000) + "- 'it's'\n"
	p := syntaxProblem("a.yaml", []byte(text), fmt.Errorf("yaml: line 1048576: did not find expected '-' indicator"))
	if want := "a.yaml:1048576:1: no valid YAML"; !strings.HasPrefix(p.String(), want) {
		t.Errorf("got %s", p)
	}
}
