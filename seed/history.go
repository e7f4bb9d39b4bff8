package seed

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// MostRevisions is how many revisions History gives at most.
const MostRevisions = 10_000

// History gives the newest revisions, at most first: those that touched a dataset, any where it is empty.
func History(ctx context.Context, st store.Store, dataset string, first int) (all []store.Revision, err error) {
	err = st.Read(ctx, func(r store.Reader) (err error) {
		all, err = r.Revisions(ctx, dataset, 0, min(first, MostRevisions))
		return err
	})
	return all, err
}

// HistoryReport is revisions for programs, the newest first.
type HistoryReport struct {
	Revisions []RevisionFinding `json:"revisions"`
}

// RevisionFinding is one revision. Its datasets are as it left them: without a hash where it left nothing.
type RevisionFinding struct {
	Number   int64            `json:"number"`
	At       time.Time        `json:"at"`
	Author   string           `json:"author"`
	Message  string           `json:"message"`
	Datasets []DatasetFinding `json:"datasets"`
	Added    int64            `json:"added"`
	Changed  int64            `json:"changed"`
	Removed  int64            `json:"removed"`
}

// ReportHistory gives revisions for programs.
func ReportHistory(all []store.Revision) HistoryReport {
	report := HistoryReport{[]RevisionFinding{}}
	for _, rev := range all {
		f := RevisionFinding{Number: rev.Number, At: rev.At, Author: rev.Author, Message: rev.Message, Datasets: []DatasetFinding{},
			Added: rev.Added, Changed: rev.Changed, Removed: rev.Removed}
		for _, t := range rev.Datasets {
			f.Datasets = append(f.Datasets, DatasetFinding{t.Name(), t.After.Hash, t.After.Nodes, t.After.Relationships})
		}
		report.Revisions = append(report.Revisions, f)
	}
	return report
}

// Write writes the report as one JSON object.
func (r HistoryReport) Write(w io.Writer) error { return writeReport(w, r) }

// Write writes what was done as one JSON object.
func (r Rekeyed) Write(w io.Writer) error { return writeReport(w, r) }

func writeReport(w io.Writer, report any) error {
	d := json.NewEncoder(w)
	d.SetEscapeHTML(false)
	d.SetIndent("", "  ")
	return d.Encode(report)
}
