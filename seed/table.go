package seed

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

const columnsExpected = "a row of names, such as id,name,sources, or from,to,sources"

// readTable reads CSV and TSV, by RFC 4180: a row of the columns' names, then a record in each row.
func (r *reader) readTable(text []byte, format Format, typ Word) {
	if !bytes.ContainsRune(text, '\n') { // as very old programs end lines
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	comma, told := separator(text, format)
	// Scripts write no quotation marks around a cell of TSV that has some in it, such as a list.
	t := table{reader: r, comma: comma, lazy: format == TSV, starts: lineStarts(text), text: text, typ: typ}
	t.goOnAt(1)
	if told { // sep=; is a word to Excel
		if _, _, ok := t.next(); !ok {
			return
		}
	}
	if !t.header() {
		return
	}
	n := 0
	for t.record() {
		n++
	}
	if n == 0 && len(t.problems) == 0 {
		t.problem(Pos{File: r.file}, "the table holds no records", "a record in each row, or not the file")
	}
}

var separatorLine = regexp.MustCompile(`^(?i:sep)=([,;\t|])\r?\n`)

// separator gives what stands between cells, and whether a first line of its own says so. Else it is what the names' row,
// whose names hold none, has the most of: Excel takes a semicolon where a comma is that of numbers.
func separator(text []byte, format Format) (comma rune, told bool) {
	if m := separatorLine.FindSubmatch(text); m != nil {
		return rune(m[1][0]), true
	}
	if format == TSV {
		return '\t', false
	}
	names, _, _ := bytes.Cut(text, []byte("\n"))
	comma = ','
	for _, other := range ";\t" {
		if strings.Count(string(names), string(other)) > strings.Count(string(names), string(comma)) {
			comma = other
		}
	}
	return comma, false
}

// table is a table that is being read.
type table struct {
	*reader
	comma   rune
	lazy    bool
	d       *csv.Reader // of the lines behind the first so many
	behind  int
	text    []byte
	starts  []int
	typ     Word
	columns []Word
	told    map[int]bool // columns without a name that hold something
	quotes  int          // mistakes with quotation marks

	line    int // that the counter counts in
	counter columnCounter
}

// pos gives the place of a byte of a line, both counted from 1.
func (t *table) pos(line, column int) Pos {
	if line != t.line {
		t.line, t.counter = line, columnCounter{line: t.text[t.starts[line-1]:t.starts[min(line, len(t.starts)-1)]]}
	}
	return Pos{t.file, line, t.counter.column(column - 1)}
}

// mostQuoteProblems is how many mistakes with quotation marks of one table are looked for: each may cost a reading of all that is
// behind it.
const mostQuoteProblems = 20

// goOnAt reads on from a line, counted from 1.
func (t *table) goOnAt(line int) {
	t.behind = line - 1
	t.d = csv.NewReader(bytes.NewReader(t.text[t.starts[t.behind]:]))
	t.d.Comma, t.d.FieldsPerRecord, t.d.LazyQuotes = t.comma, -1, t.lazy
}

// fieldPos gives the line and the byte in it where a cell of the last row begins, both counted from 1.
func (t *table) fieldPos(cell int) (line, column int) {
	line, column = t.d.FieldPos(cell)
	return t.behind + line, column
}

// next gives the next row's cells and places. Where a row's quotation marks are mistaken its end is not known: it reads on
// from the line after the one that the row begins in.
func (t *table) next() (cells []string, at []Pos, ok bool) {
	for {
		cells, err := t.d.Read()
		var syntax *csv.ParseError
		mistaken := 0 // the line of a row whose quotation marks are
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil, false
		case errors.As(err, &syntax):
			mistaken = t.behind + syntax.StartLine
		case err != nil:
			t.files.Partial = true
			t.problem(Pos{File: t.file}, "the file can't be read: "+err.Error(), "")
			return nil, nil, false
		case t.lazy && !t.quotedWell(len(cells)):
			mistaken, _ = t.fieldPos(0)
		}
		if mistaken == 0 {
			for i := range cells {
				at = append(at, t.pos(t.fieldPos(i)))
			}
			return cells, at, true
		}
		t.quoteProblem(t.pos(mistaken, 1))
		if t.quotes++; t.quotes == mostQuoteProblems {
			return nil, nil, false
		}
		t.goOnAt(mistaken + 1)
	}
}

func (t *table) quoteProblem(row Pos) {
	t.files.Partial = true
	t.problem(row, "a row that begins here has a quotation mark that ends or begins no cell",
		`quotation marks around the whole cell, and those within it doubled: "the ""new"" deal"`)
}

var quotedCell = regexp.MustCompile(`^"(?:[^"]|"")*"$`)

// quotedWell tells whether each cell of a row that begins with a quotation mark is quoted as a whole.
func (t *table) quotedWell(cells int) bool {
	end := len(bytes.TrimRight(t.text[:t.starts[t.behind]+int(t.d.InputOffset())], "\r\n"))
	for i := cells - 1; i >= 0; i-- {
		line, column := t.fieldPos(i)
		start := t.starts[line-1] + column - 1
		if t.text[min(start, len(t.text)-1)] == '"' && !quotedCell.Match(t.text[start:max(start, end)]) {
			return false
		}
		end = start - 1
	}
	return true
}

// unnamed reports, once, a column that holds something and has no name.
func (t *table) unnamed(column int, cell Pos) {
	if t.told[column] {
		return
	}
	if t.told == nil {
		t.told = map[int]bool{}
	}
	t.told[column] = true
	t.problem(cell, "the cell's column has no name", "a name in the first row")
}

func (t *table) header() bool {
	cells, at, ok := t.next()
	if !ok || t.quotes > 0 { // another row than the names'
		if len(t.problems) == 0 {
			t.problem(Pos{File: t.file}, "the file is empty", columnsExpected)
		}
		return false
	}
	for i, cell := range cells {
		name := Word{strings.TrimSpace(cell), at[i]}
		if j := slices.IndexFunc(t.columns, func(c Word) bool { return c.Text == name.Text }); j >= 0 && name.Text != "" {
			t.problem(name.Pos, fmt.Sprintf("the column %s stands twice", shorten(name.Text)), "each column once")
		}
		t.columns = append(t.columns, name)
	}
	return true
}

// record reads one row. A row of nothing but empty cells is passed over: spreadsheets leave such at the end.
func (t *table) record() bool {
	cells, at, ok := t.next()
	if !ok {
		return false
	}
	if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return true
	}
	if len(cells) != len(t.columns) {
		t.problem(at[0], fmt.Sprintf("the row has %s, the row of names %d", counted(int64(len(cells)), "cell"), len(t.columns)),
			"a cell for each column, and quotation marks around one with a separator in it")
	}
	e := Entry{Pos: at[0]}
	dataset, named := Word{t.dataset, Pos{File: t.file}}, t.dataset != ""
	for i := range min(len(cells), len(t.columns)) {
		v := Value{Pos: at[i], Kind: Cell, Text: cells[i]}
		switch name := t.columns[i]; {
		case strings.TrimSpace(v.Text) == "":
		case name.Text == "":
			t.unnamed(i, v.Pos)
		case name.Text == datasetKey:
			dataset, named = t.datasetOf(v)
		default:
			e.Fields = append(e.Fields, Field{name, v})
		}
	}
	if !named {
		t.noDataset(e.Pos, "a column dataset")
	}
	t.row(t.typ, dataset, t.columns, e)
	return true
}
