package store

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/dealgraph/dealgraph/internal/plan"
)

// Store is an engine that has been opened with a vocabulary. It is safe for use by many goroutines.
type Store interface {
	// Read calls f with a reader that is good until f returns. All that it reads is one state of the graph on SQLite, and
	// committed data on Neo4j. f may be called again after a fault that passes: it must start afresh each time.
	Read(ctx context.Context, f func(Reader) error) error

	// Write calls f in one transaction: when it returns nil and Write returns nil, all of it is stored durably; otherwise
	// none of it is. f may be called again after a fault that passes. One Write runs at a time on a store; others wait.
	Write(ctx context.Context, f func(Writer) error) error

	// Load is Write for one transaction of a load that takes several. It begins though the mark of a load is set, which Read
	// and Write don't.
	Load(ctx context.Context, f func(Loader) error) error

	// Check tells whether the store can answer: it is reached, holds this vocabulary (ErrVocabulary if not), and
	// is not being loaded (ErrLoading if it is).
	Check(ctx context.Context) error

	// Prepare takes on the vocabulary: makes tables and indexes that are missing, and writes the vocabulary down. A change
	// that does more than add is refused with ErrVocabulary.
	Prepare(ctx context.Context) error

	// Close ends it, waiting for reads and writes under way.
	Close(ctx context.Context) error
}

// Reader reads.
type Reader interface {
	// Run answers a plan with one row: a value for each of its columns (plan.Query tells which Go types). One statement.
	Run(ctx context.Context, q *plan.Query) ([]any, error)

	// Records calls yield with each record of a dataset (of all datasets where it is empty), nodes first, each kind in
	// order of id. An error of yield ends it and is returned.
	Records(ctx context.Context, dataset string, yield func(Record) error) error

	// Find gives the records with these ids (former ids excluded), in any order. An id that finds nothing gives none.
	Find(ctx context.Context, ids []string) ([]Record, error)

	// Datasets gives all datasets, in order of name.
	Datasets(ctx context.Context) ([]Dataset, error)

	// Revisions gives revisions, the newest first, at most limit: those that touched a dataset (any where it is empty), with
	// a number below before (any where it is 0).
	Revisions(ctx context.Context, dataset string, before int64, limit int) ([]Revision, error)

	// Undo calls yield with each record that a revision touched, as it was before, in the order in which AddRevision was
	// given them. An error of yield ends it and is returned.
	Undo(ctx context.Context, revision int64, yield func(Before) error) error

	// FormerIDs calls yield with each former id and the id that its record has now, in any order. An error of yield ends it
	// and is returned.
	FormerIDs(ctx context.Context, yield func(id, now string) error) error

	// Tombstones gives those of which the ID or Was is among these ids, in order of ID.
	Tombstones(ctx context.Context, ids []string) ([]Tombstone, error)
}

// Writer reads and writes.
type Writer interface {
	Reader

	// Put stores records whole, new ones and such as replace the one with the same id. The ends of relationships must be
	// stored already, or stand earlier in the slice. A record's type and ends never change under one id.
	Put(ctx context.Context, records []Record) error

	// Delete removes records by id. Relationships must go before, or together with, the nodes that they join. A tombstone
	// keeps the id of each node and each former id, so that Put takes them for a record of the same type only; the id of a
	// relationship says itself what it joins.
	Delete(ctx context.Context, ids []string) error

	// Free gives up the tombstones of these ids: for records that are put again as ones of another type.
	Free(ctx context.Context, ids []string) error

	// SetDataset writes a dataset's line.
	SetDataset(ctx context.Context, d Dataset) error

	// DropDataset removes a dataset's line.
	DropDataset(ctx context.Context, name string) error

	// AddRevision writes a revision down under the next number, which it gives, with all records that it touched as they were
	// before. It changes neither records nor datasets.
	AddRevision(ctx context.Context, r Revision, touched iter.Seq[Before]) (int64, error)
}

// Record is one node or relationship as it is stored. From and To are the ends' ids, empty for a node.
type Record struct {
	ID, Type string
	From, To string

	// Props holds the properties by name, common ones included except id, fromId and toId. No value is nil: a property that
	// is null is not there. A list is []any, kept even when empty. Other values: string, int64, float64, bool. Texts are in
	// Unicode's composed form (text.Compose), as what is asked for is; whoever writes sees to that.
	Props map[string]any

	// FormerIDs are ids that this record had before: they go on finding it.
	FormerIDs []string
}

// IsRel tells whether the record is a relationship.
func (r Record) IsRel() bool { return r.From != "" }

// Dataset is what is known of a dataset as a whole.
type Dataset struct {
	Name          string
	Hash          string // of its content, as seed defines it
	Nodes         int64
	Relationships int64
	AppliedAt     time.Time // UTC, to the second
}

// Statement is one statement as it was sent to a database.
type Statement struct {
	Text   string
	Params map[string]any
}

// Observer is told of every statement that an engine sends for Reader.Run and for anything else, before it is sent, but for
// the look at whether a load is under way. It must be safe for use by many goroutines.
type Observer func(ctx context.Context, s Statement)

// The errors that engines give, wrapped with what was being done. Whatever else a driver says is for the log.
var (
	// ErrUnavailable: the database does not answer, or refuses who we are.
	ErrUnavailable = errors.New("the database is not available")
	// ErrOverloaded: the database, or the pool of connections to it, has no room.
	ErrOverloaded = errors.New("the database is overloaded")
	// ErrVocabulary: the database holds another vocabulary, or none.
	ErrVocabulary = errors.New("the database does not hold this vocabulary")
	// ErrLoading: a load of several transactions is under way, or was broken off. What is stored is a part.
	ErrLoading = errors.New("the graph is being loaded")
	// ErrConflict: a write met another one, or would break a rule of the graph.
	ErrConflict = errors.New("the write conflicts with what is stored")
)
