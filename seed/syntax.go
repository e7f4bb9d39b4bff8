package seed

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	goccy "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// maxPlaced is the most bytes that are parsed a second time to place a syntax error.
const maxPlaced = 1 << 20

// syntaxProblem places a syntax error. The parser that reads the files tells a line at best, and of an unfinished list
// or mapping the one where it begins: so another parser, whose errors have line and column, is asked where it is.
func syntaxProblem(file string, text []byte, err error) Problem {
	if len(text) <= maxPlaced {
		var at goccy.Error
		if _, placed := parser.ParseBytes(text, 0); errors.As(placed, &at) && at.GetToken() != nil {
			pos := at.GetToken().Position
			return Problem{Pos: Pos{file, pos.Line, pos.Column}, Text: "no valid YAML: " + at.GetMessage()}
		}
	}
	line, what := splitLine(err.Error())
	return Problem{Pos: Pos{file, line, 1}, Text: "no valid YAML: " + what}
}

var yamlLine = regexp.MustCompile(`^line (\d+): `)

func splitLine(message string) (line int, what string) {
	what = strings.TrimPrefix(message, "yaml: ")
	m := yamlLine.FindStringSubmatch(what)
	if m == nil {
		return 1, what
	}
	line, err := strconv.Atoi(m[1])
	if err != nil {
		return 1, what
	}
	return line, strings.TrimPrefix(what, m[0])
}
