package seed

import "fmt"

// Read reads what the sources say. It gives whatever could be read beside the problems of form: syntax, a key that
// stands twice, a record that is no mapping.
func Read(sources []Source) (*Files, Problems) {
	files := &Files{}
	var problems Problems
	for _, s := range sources {
		r := reader{file: s.Name, files: files}
		r.read(s.Text)
		problems = append(problems, r.problems...)
	}
	return files, problems.sorted()
}

// reader reads one file.
type reader struct {
	file     string
	dataset  string
	files    *Files
	problems Problems
}

func (r *reader) read(text []byte) {
	if len(text) > maxFile {
		r.problem(Pos{File: r.file}, fmt.Sprintf("the file is larger than %d MiB", maxFile>>20), "several smaller files")
		r.files.Partial = true
		return
	}
	clean, problems := cleanText(r.file, text)
	r.problems = append(r.problems, problems...)
	r.readYAML(clean)
}

func (r *reader) problem(pos Pos, text, expected string) {
	r.problems = append(r.problems, Problem{Pos: pos, Text: text, Expected: expected})
}
