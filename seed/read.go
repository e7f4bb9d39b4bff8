package seed

import (
	"fmt"
	"slices"
)

// Read reads what the sources say. It gives whatever could be read beside the problems of form: syntax, a key that
// stands twice, a record that is no mapping.
func Read(sources []Source) (*Files, Problems) {
	files := &Files{}
	var problems Problems
	for _, s := range sources {
		r := reader{file: s.Name, dataset: s.Dataset, files: files}
		r.read(s)
		problems = append(problems, r.problems...)
	}
	return files, problems.sorted()
}

// reader reads one file.
type reader struct {
	file     string
	dataset  string // of what names none itself
	files    *Files
	problems Problems

	seen []string // the datasets that rows have named
}

func (r *reader) read(s Source) {
	text, ok := r.plainText(s)
	if !ok {
		r.files.Partial = true
		return
	}
	text, problems := cleanText(r.file, text)
	for i := range problems {
		if s.format().table() {
			problems[i].Expected = utf8Expected + `: in Excel, saved as "CSV UTF-8"`
		}
	}
	r.problems = append(r.problems, problems...)
	switch s.format() {
	case JSONL:
		r.readLines(text)
	case CSV, TSV:
		r.readTable(text, s.format(), Word{s.tableType(), Pos{File: r.file}})
	default:
		r.readYAML(text)
	}
}

func (r *reader) problem(pos Pos, text, expected string) {
	r.problems = append(r.problems, Problem{Pos: pos, Text: text, Expected: expected})
}

// datasetOf gives the dataset that a value names.
func (r *reader) datasetOf(v Value) (Word, bool) {
	if !scalarText(v) || !isSlug(v.Text) {
		if v.Kind != Unread {
			r.problem(v.Pos, fmt.Sprintf("the dataset's name is %s", quote(v)), slugExpected)
		}
		return Word{}, false
	}
	return Word{v.Text, v.Pos}, true
}

// noDataset reports, once for a file, that nothing says which dataset a record is of.
func (r *reader) noDataset(pos Pos, expected string) {
	if !slices.Contains(r.seen, "") {
		r.seen = append(r.seen, "")
		r.problem(pos, "nothing names the dataset", expected+", or the dataset on the command line")
	}
}

// row takes in a record that says itself of which type and dataset it is. typ.Pos is that of the first record where the
// following ones are of the same.
func (r *reader) row(typ, dataset Word, columns []Word, e Entry) {
	if dataset.Text != "" && !slices.Contains(r.seen, dataset.Text) {
		r.seen = append(r.seen, dataset.Text)
		r.files.Datasets = append(r.files.Datasets, dataset)
	}
	all := r.files.Sections
	if n := len(all) - 1; n >= 0 && all[n].Form == Rows && all[n].Type.Text == typ.Text && all[n].Dataset == dataset.Text && all[n].Type.Pos.File == r.file {
		all[n].Entries = append(all[n].Entries, e)
		return
	}
	r.files.Sections = append(all, Section{Dataset: dataset.Text, Type: typ, Form: Rows, Columns: columns, Entries: []Entry{e}})
}
