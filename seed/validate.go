package seed

import (
	"fmt"
	"io"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Validation is what sources without mistakes hold.
type Validation struct {
	Datasets []store.Dataset // without a time
	Warnings Problems        // names of records that a store would have to hold, and ids that were replaced
}

// Validate reads and checks sources by themselves, without a store. Mistakes come all together, as Problems. A name that
// no record has, neither of the sources nor of the project's own data, is a warning: a store may hold it.
func Validate(cat *catalog.Catalog, sources []Source) (Validation, error) {
	files, problems := Read(sources)
	content, more := Check(cat, files)
	content, warnings, twice := followReplaced(content, nil)
	problems = slices.Concat(problems, more, twice)
	v := Validation{Datasets: content.Datasets, Warnings: warnings}
	if !files.Partial {
		known, err := builtinRecords(cat)
		if err != nil {
			return Validation{}, err
		}
		for _, p := range Link(content, known) {
			if p.open {
				v.Warnings = append(v.Warnings, p)
			} else {
				problems = append(problems, p)
			}
		}
	}
	if len(problems) > 0 {
		return Validation{}, problems.sorted()
	}
	v.Warnings = v.Warnings.sorted()
	return v, nil
}

// builtinRecords gives the nodes of the project's own data, and none where the vocabulary has no place for it.
func builtinRecords(cat *catalog.Catalog) (map[string]Found, error) {
	sources, err := Builtin()
	if err != nil {
		return nil, err
	}
	files, _ := Read(sources)
	content, problems := Check(cat, files)
	found := map[string]Found{}
	if len(problems) > 0 {
		return found, nil
	}
	for _, r := range content.Records {
		if !r.IsRel() {
			found[r.ID] = Found{ID: r.ID, Type: r.Type, Dataset: datasetOf(r)}
		}
	}
	return found, nil
}

// Print writes a validation for people: at most limit warnings, and a line for each dataset.
func (v Validation) Print(out io.Writer, limit int) error {
	if err := v.Warnings.printWarnings(out, limit); err != nil {
		return err
	}
	for _, d := range v.Datasets {
		_, err := fmt.Fprintf(out, "dataset %s: no mistakes, %s\n", d.Name, Holds(d))
		if err != nil {
			return err
		}
	}
	return nil
}
