package server

import (
	"io/fs"
	"strings"
)

// example is a query that the page offers. Its file's first line is a comment with its title.
type example struct{ Title, Query string }

// readExamples reads them in the order of their files' names.
func readExamples(files fs.FS) ([]example, error) {
	names, err := fs.Glob(files, "page/examples/*.graphql")
	if err != nil {
		return nil, err
	}
	examples := make([]example, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		title, query, _ := strings.Cut(string(text), "\n")
		examples = append(examples, example{Title: strings.TrimPrefix(title, "# "), Query: strings.TrimSpace(query)})
	}
	return examples, nil
}
