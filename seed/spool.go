package seed

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/dealgraph/dealgraph/internal/store"
)

// spool keeps ids in a temporary file: there may be more of them than memory.
type spool struct {
	file *os.File
	out  *bufio.Writer
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "dealgraph-ids-*")
	if err != nil {
		return nil, fmt.Errorf("making a temporary file: %w", err)
	}
	return &spool{f, bufio.NewWriterSize(f, 1<<16)}, nil
}

func (s *spool) add(id string) error {
	_, err := s.out.WriteString(id + "\n")
	return err
}

// reset forgets all ids.
func (s *spool) reset() error {
	s.out.Reset(s.file)
	_, err := s.file.Seek(0, io.SeekStart)
	return errors.Join(err, s.file.Truncate(0))
}

// each calls yield with each id, in order, until it says no.
func (s *spool) each(yield func(id string) bool) error {
	if err := s.out.Flush(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	for lines := bufio.NewScanner(s.file); ; {
		if !lines.Scan() {
			_, err := s.file.Seek(0, io.SeekEnd)
			return errors.Join(lines.Err(), err)
		}
		if !yield(lines.Text()) {
			return nil
		}
	}
}

func (s *spool) remove() {
	_ = s.file.Close()
	_ = os.Remove(s.file.Name()) // of the system's temporary files
}

// inBackground reads a stream in a goroutine of its own, a bounded number of records ahead, and calls f with each. The
// goroutine has ended when it returns.
func inBackground(ctx context.Context, all records, f func(store.Record) error) error {
	const (
		together = 500 // how many records are handed over at a time
		ahead    = 8   // how many times that
	)
	ctx, cancel := context.WithCancel(ctx)
	handed, read := make(chan []store.Record, ahead), make(chan error, 1)
	go func() {
		defer close(handed)
		some := make([]store.Record, 0, together)
		hand := func() error {
			select {
			case handed <- some:
				some = make([]store.Record, 0, together)
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		err := all(func(r store.Record) error {
			if some = append(some, r); len(some) < together {
				return nil
			}
			return hand()
		})
		if err == nil && len(some) > 0 {
			err = hand()
		}
		read <- err
	}()
	var failed error
	for some := range handed {
		for _, r := range some {
			if failed == nil {
				if failed = f(r); failed != nil {
					cancel()
				}
			}
		}
	}
	cancel()
	err := <-read
	if failed != nil {
		return failed
	}
	return err
}
