package seed

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/store"
)

// removablePercent is how much of a dataset an apply removes without being told that this is meant: a file that was
// forgotten, or half of one, is more.
const removablePercent = 10

// Removals is how many of a dataset's records a change removes. Renamed ones, and such as another dataset takes over, are
// not among them.
type Removals struct {
	Dataset       string
	Removed, Held int // of how many that it holds
}

func (r Removals) String() string {
	return fmt.Sprintf("%d of the %d records of dataset %s would be removed, more than %d %%", r.Removed, r.Held, r.Dataset, removablePercent)
}

// RemovalsError refuses a change that removes too much of a dataset: Options.AllowRemovals allows it.
type RemovalsError struct{ Datasets []Removals }

func (e *RemovalsError) Error() string {
	lines := make([]string, len(e.Datasets))
	for i, d := range e.Datasets {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n") + "\nnothing was written. Name all files of a dataset, or say that it is meant with --allow-removals"
}

// removals counts what a change removes of each dataset of the content.
func removals(c *Content, change Change, stored []store.Record) []Removals {
	held, removed := map[string]int{}, map[string]int{}
	for _, r := range stored {
		held[datasetOf(r)]++
	}
	for _, r := range change.Removed {
		if _, renamed := c.former[r.ID]; !renamed {
			removed[datasetOf(r)]++
		}
	}
	var all []Removals
	for _, name := range c.datasetNames() {
		all = append(all, Removals{name, removed[name], held[name]})
	}
	return all
}

// tooMany gives those that have to be meant.
func tooMany(all []Removals) []Removals {
	var most []Removals
	for _, r := range all {
		if r.Removed*100 > r.Held*removablePercent {
			most = append(most, r)
		}
	}
	return most
}
