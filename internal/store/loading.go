package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Loading is the mark of a load that takes several transactions: what is stored meanwhile is a part.
type Loading struct {
	Dataset   string    `json:"dataset"`   // that is loaded
	Content   string    `json:"content"`   // the same for the same records: by it a run tells its own load
	Done      int64     `json:"done"`      // how many records are stored, of the first ones
	StartedAt time.Time `json:"startedAt"` // UTC, to the second
}

// Loader writes one transaction of a load.
type Loader interface {
	Writer

	// Loading reads the mark: ok is false where there is none.
	Loading() (mark Loading, ok bool)

	// SetLoading sets the mark. Once the Load that set the first one has returned, no Read sees what is written after it
	// until the mark is gone, and no Write begins: they fail with ErrLoading.
	SetLoading(mark Loading)

	// EndLoading takes the mark away: what is stored now is whole.
	EndLoading()

	// Expect tells how many records the calls of Create will store in this transaction. An engine may then put off what is
	// cheaper to do for all of them at once, until Settle: what finds records, and what constraints an index keeps.
	Expect(ctx context.Context, records int64) error

	// Settle does what was put off, and calls told now and then with how much of it is done, from 0 to 1. Load does at its end
	// what is not settled by then.
	Settle(ctx context.Context, told func(part float64)) error

	// Create stores records as Put does, without a look at each before: whoever calls has seen to it that all are new, that no
	// id among theirs was ever given, and that relationships join what their types may. What a database's own constraints
	// find all the same, an id that is taken or an end that is not there, is ErrConflict.
	Create(ctx context.Context, records []Record) error
}

// Mark is what Load keeps of the mark between the transaction's begin and its end: a Loader's share that is the same on all
// engines, which keep a text.
type Mark struct {
	Text    string // as it is stored; empty where there is none
	Changed bool
}

// Loading implements Loader.
func (m *Mark) Loading() (Loading, bool) {
	var l Loading
	if m.Text == "" || json.Unmarshal([]byte(m.Text), &l) != nil {
		return Loading{}, m.Text != ""
	}
	return l, true
}

// SetLoading implements Loader.
func (m *Mark) SetLoading(l Loading) {
	text, err := json.Marshal(l)
	if err != nil {
		panic(fmt.Sprintf("store: a mark that is no JSON: %v", err)) // its fields are texts, a number and a time
	}
	m.Text, m.Changed = string(text), true
}

// EndLoading implements Loader.
func (m *Mark) EndLoading() { m.Text, m.Changed = "", true }
