package seed

import (
	"errors"

	"github.com/dealgraph/dealgraph/internal/extsort"
)

// sortedRecords are the records of a load in the order in which they are stored: nodes first, each kind in order of id. Most
// of them are in a temporary file.
type sortedRecords struct {
	sorter *extsort.Sorter
	codec  *recordCodec
	item   []byte
}

const sortedAtOnce = 8 << 20 // bytes of a run of what is sorted

func newSortedRecords() *sortedRecords {
	return &sortedRecords{sorter: extsort.New(sortedAtOnce), codec: newRecordCodec()}
}

func (s *sortedRecords) add(r streamed) (err error) {
	if s.item, err = s.codec.append(s.item[:0], r); err != nil {
		return err
	}
	return s.sorter.Add(s.item)
}

// each calls yield with each record. An error of yield ends it and is returned.
func (s *sortedRecords) each(yield func(streamed) error) error {
	return s.sorter.Each(func(item []byte) error { return yield(s.codec.record(item)) })
}

// ids calls yield with the id of each record until it says no.
func (s *sortedRecords) ids(yield func(id string) bool) error {
	err := s.sorter.Each(func(item []byte) error {
		if !yield(idOf(item)) {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

var errEnough = errors.New("enough")

func (s *sortedRecords) close() { _ = s.sorter.Close() } // what has been stored is, whatever becomes of the temporary file
