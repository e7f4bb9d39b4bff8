package seed

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// syntaxHints tell what usually helps, by what the parser says.
var syntaxHints = map[string]string{
	"mapping values are not allowed in this context":  `quotes around a text that has ": " in it, and all keys of a record in one column`,
	"did not find expected key":                       "all keys of a record in one column",
	"did not find expected '-' indicator":             "all records of a list in one column",
	"found a tab character that violates indentation": "spaces",
	"found character that cannot start any token":     "quotes around a text that begins with such a character, and spaces, not tabs",
	"found unexpected end of stream":                  "a quote at the end of the text",
	"did not find expected ',' or ']'":                "a ] at the end of the list, and a comma between entries",
	"did not find expected ',' or '}'":                "a } at the end of the mapping, and a comma between entries",
	"could not find expected ':'":                     "a key and a colon",
}

// syntaxProblem places a syntax error. The parser tells no column, and as the line often that where the surrounding
// mapping begins: the place is searched for instead.
func syntaxProblem(file string, text []byte, err error) Problem {
	told, what := splitLine(err.Error())
	s := syntaxSearch{text: text, work: syntaxWork, tries: syntaxTries}
	line, column := s.place()
	if s.work < 0 || s.tries < 0 { // a very large file, where the search would take long
		line, column = told, 1
	}
	if comment := openListComment(text, line, column); comment != "" {
		return Problem{Pos: Pos{file, line, column}, Text: lostPlaceText(comment), Expected: lostPlaceExpected}
	}
	return Problem{Pos: Pos{file, line, column}, Text: "no valid YAML: " + what, Expected: syntaxHints[what]}
}

// inOpenList matches a source whose place stands behind a space, in a list on one line: the comment hides the list's end.
var inOpenList = regexp.MustCompile(`^[^"'\n]*?\[[^"'\n]*?[^"'\s]\s+(#[^\s#,\]]+)`)

// openListComment gives the first word of a comment that hides the end of a list, where the error at this place comes
// from one.
func openListComment(text []byte, line, column int) string {
	starts := lineStarts(text)
	if line >= len(starts) {
		return ""
	}
	runes := runeStarts(text, starts[line-1], starts[line])
	if column > len(runes) {
		return ""
	}
	m := inOpenList.FindSubmatch(text[runes[column-1]:starts[line]])
	if m == nil {
		return ""
	}
	return string(m[1])
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// splitLine takes the parser's message apart.
func splitLine(message string) (line int, what string) {
	m := yamlLine.FindStringSubmatch(message)
	if m == nil {
		return 1, message
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		line = n
	}
	return max(line, 1), strings.TrimPrefix(message, m[0])
}

const (
	// syntaxWork bounds how many bytes are parsed to place one error, and syntaxTries how often: the parser takes long
	// over deep nesting.
	syntaxWork, syntaxTries = 16 << 20, 500
	// syntaxAhead is how many lines a text or list may have and still not be taken for an unfinished one.
	syntaxAhead = 40
	// syntaxColumns is how far into a line errors are placed; one that is further is placed there.
	syntaxColumns = 250
)

// syntaxSearch finds where a text stops to be YAML: behind the longest beginning of it that is.
type syntaxSearch struct {
	text        []byte
	work, tries int
}

// place gives line and column, counted from 1, of the first character from which on no beginning of the text is valid.
func (s *syntaxSearch) place() (line, column int) {
	starts := lineStarts(s.text)
	good := s.lastGood(len(starts)-1, func(i int) int { return starts[i] })
	runes := runeStarts(s.text, starts[good], starts[good+1])
	last := min(len(runes)-1, syntaxColumns)
	// Within a line every place is tried, from the end: an unfinished text is one from its quote on.
	for i := last; i > 0; i-- {
		if s.valid(runes[i]) {
			return good + 1, i + 1
		}
	}
	return good + 1, 1
}

// lastGood gives the number of the longest beginning that is valid, of n+1 whose length at tells. It halves the range,
// and goes on behind a beginning that was only cut inside a text or list of several lines.
func (s *syntaxSearch) lastGood(n int, at func(int) int) int {
	good := 0
	for s.work >= 0 {
		bad := n
		for bad-good > 1 {
			if middle := (good + bad) / 2; s.valid(at(middle)) {
				good = middle
			} else {
				bad = middle
			}
		}
		next := good
		for i := bad + 1; i < min(bad+syntaxAhead, n); i++ {
			if s.valid(at(i)) {
				next = i
			}
		}
		if next == good {
			break
		}
		good = next
	}
	return good
}

// valid tells whether the first bytes of the text are YAML. When the work is used up nothing is any more.
func (s *syntaxSearch) valid(length int) bool {
	s.work -= length
	s.tries--
	if s.work < 0 || s.tries < 0 {
		return false
	}
	d := yaml.NewDecoder(bytes.NewReader(s.text[:length]))
	for {
		var doc yaml.Node
		if err := d.Decode(&doc); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// lineStarts gives the offset of each line, and that of the end.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, b := range text {
		if b == '\n' && i+1 < len(text) {
			starts = append(starts, i+1)
		}
	}
	return append(starts, len(text))
}

// runeStarts gives the offset of each character of a line.
func runeStarts(text []byte, from, to int) []int {
	var starts []int
	for i := from; i < to; {
		starts = append(starts, i)
		_, size := utf8.DecodeRune(text[i:to])
		i += size
	}
	return starts
}
