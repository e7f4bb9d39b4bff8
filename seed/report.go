package seed

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Report is what a run says to programs, as one JSON object: docs/seeding.md is its contract. Lists are never null.
type Report struct {
	Problems []Finding        `json:"problems"` // what keeps the run from writing
	Warnings []Finding        `json:"warnings"`
	Omitted  int              `json:"omitted"` // how many problems and warnings are left out
	Datasets []DatasetFinding `json:"datasets"`
	Wrote    bool             `json:"wrote"`
	Revision int64            `json:"revision,omitempty"` // the number under which it was written
	Counts   Counts           `json:"counts"`
	Changes  []ChangedRecord  `json:"changes"` // removed ones first, then changed, then added ones
}

// Finding is a problem or a warning. What is empty is left out, as are line and column where a whole file is meant.
type Finding struct {
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"` // in characters, from 1
	Text     string `json:"text"`
	Expected string `json:"expected,omitempty"`
	Nearest  string `json:"nearest,omitempty"`
}

// DatasetFinding is what a dataset holds, or would hold after a plan.
type DatasetFinding struct {
	Name          string `json:"name"`
	Hash          string `json:"hash"`
	Nodes         int64  `json:"nodes"`
	Relationships int64  `json:"relationships"`
}

// Counts are those of a change's records.
type Counts struct {
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Removed int `json:"removed"`
}

// ChangedRecord is a record of a change. Only one that is changed has values.
type ChangedRecord struct {
	Action  string         `json:"action"` // add, change or remove
	ID      string         `json:"id"`
	Type    string         `json:"type"`
	Dataset string         `json:"dataset"`
	Values  []ChangedValue `json:"values,omitempty"`
}

// ChangedValue is a property before and after; null stands for none.
type ChangedValue struct {
	Name string          `json:"name"`
	Old  json.RawMessage `json:"old"`
	New  json.RawMessage `json:"new"`
}

func newReport() Report {
	return Report{Problems: []Finding{}, Warnings: []Finding{}, Datasets: []DatasetFinding{}, Changes: []ChangedRecord{}}
}

// Report gives a result for programs: at most limit warnings, and the whole change.
func (r Result) Report(cat *catalog.Catalog, limit int) (Report, error) {
	report := newReport()
	report.Warnings = report.findings(r.Warnings, limit)
	report.datasets(r.Datasets)
	report.Wrote, report.Revision = r.Wrote, r.Revision
	return report, report.change(cat, r.Change)
}

// Report gives a validation for programs: at most limit warnings.
func (v Validation) Report(limit int) Report {
	report := newReport()
	report.Warnings = report.findings(v.Warnings, limit)
	report.datasets(v.Datasets)
	return report
}

// ReportError gives what went wrong for programs: at most limit problems, of another error what it says.
func ReportError(err error, limit int) Report {
	report := newReport()
	var problems Problems
	if !errors.As(err, &problems) {
		problems = Problems{{Text: err.Error()}}
	}
	report.Problems = report.findings(problems, limit)
	return report
}

// Write writes the report as one JSON object.
func (r Report) Write(w io.Writer) error { return writeReport(w, r) }

func (r *Report) findings(problems Problems, limit int) []Finding {
	found := []Finding{}
	for _, p := range problems[:min(limit, len(problems))] {
		found = append(found, Finding{p.Pos.File, p.Pos.Line, p.Pos.Column, p.Text, p.Expected, p.Nearest})
	}
	r.Omitted += len(problems) - len(found)
	return found
}

func (r *Report) datasets(all []store.Dataset) {
	for _, d := range all {
		r.Datasets = append(r.Datasets, DatasetFinding{d.Name, d.Hash, d.Nodes, d.Relationships})
	}
}

func (r *Report) change(cat *catalog.Catalog, c Change) error {
	r.Counts = Counts{len(c.Added), len(c.Changed), len(c.Removed)}
	for _, rec := range byType(c.Removed) {
		r.Changes = append(r.Changes, changedRecord("remove", rec))
	}
	for _, e := range c.Changed {
		changed := changedRecord("change", e.New)
		for _, v := range e.Values {
			p := property(cat, e.New.Type, v.Name)
			before, err := jsonOf(p, v.Old)
			now, err2 := jsonOf(p, v.New)
			if err := errors.Join(err, err2); err != nil {
				return err
			}
			changed.Values = append(changed.Values, ChangedValue{v.Name, before, now})
		}
		r.Changes = append(r.Changes, changed)
	}
	for _, rec := range byType(c.Added) {
		r.Changes = append(r.Changes, changedRecord("add", rec))
	}
	return nil
}

func changedRecord(action string, r store.Record) ChangedRecord {
	return ChangedRecord{Action: action, ID: r.ID, Type: r.Type, Dataset: datasetOf(r)}
}
