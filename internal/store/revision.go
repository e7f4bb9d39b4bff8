package store

import "time"

// Revision is one change of the graph's content as it is kept: what one apply, rollback or renaming did.
type Revision struct {
	Number   int64     // 1, 2, … over the whole database: Writer.AddRevision gives it
	At       time.Time // UTC, to the second
	Author   string    // may be empty, as Message may
	Message  string
	Datasets []Touched // in order of name

	// How many records it added, changed and removed.
	Added, Changed, Removed int64
}

// Touched is what a revision did to a dataset's line: as it was, and as the revision left it. The zero Dataset is one that
// was not there, or is gone.
type Touched struct{ Before, After Dataset }

// Name is the dataset's.
func (t Touched) Name() string {
	if t.Before.Name != "" {
		return t.Before.Name
	}
	return t.After.Name
}

// Before is a record that a revision touched, as it was before: nil where it was not there.
type Before struct {
	ID     string
	Record *Record
}

// Tombstone keeps an id that a record had when it was removed: for ever after it may mean that record only.
type Tombstone struct {
	ID   string
	Type string // of the record
	Was  string // the record's own id when it was removed: the same, or one that had replaced it
}
