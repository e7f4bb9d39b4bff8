package extsort

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// Sorter collects items and gives them in the order of their bytes. It holds two runs in memory at most, one of which it
// sorts and writes in the background while the other one fills; and some KB for each run when they are read. One goroutine
// uses it at a time.
type Sorter struct {
	most    int // bytes of a run
	filling *run
	spare   *run
	file    *os.File     // of the runs that are written; nil where there is none
	ends    []int64      // of each of them
	writing chan written // what comes of the run that is being written; nil where none is
}

type written struct {
	bytes int64
	err   error
}

// New makes a Sorter of runs of so many bytes. A file is made where one run does not hold all.
func New(most int) *Sorter { return &Sorter{most: most, filling: &run{}, spare: &run{}} }

// Add takes in an item, of which it keeps a copy. Once Each has been called there is no more to add but after Reset.
func (s *Sorter) Add(item []byte) error {
	if s.filling.size()+len(item) > s.most && len(s.filling.items) > 0 {
		if err := s.write(); err != nil {
			return err
		}
	}
	s.filling.add(item)
	return nil
}

// write hands the run that is full over to be written, when the one before is.
func (s *Sorter) write() error {
	if err := s.settle(); err != nil {
		return err
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "dealgraph-sort-*")
		if err != nil {
			return fmt.Errorf("making a temporary file: %w", err)
		}
		s.file = f
		_ = os.Remove(f.Name()) // where the system takes that, nothing is left of a process that is killed
	}
	full, file, done := s.filling, s.file, make(chan written, 1)
	s.filling, s.spare, s.writing = s.spare, full, done
	go func() {
		n, err := full.writeTo(file)
		full.reset()
		done <- written{n, err}
	}()
	return nil
}

// settle waits until what was handed over is written.
func (s *Sorter) settle() error {
	if s.writing == nil {
		return nil
	}
	w := <-s.writing
	s.writing = nil
	if w.err != nil {
		return fmt.Errorf("writing to a temporary file: %w", w.err)
	}
	end := w.bytes
	if n := len(s.ends); n > 0 {
		end += s.ends[n-1]
	}
	s.ends = append(s.ends, end)
	return nil
}

// Each calls yield with all items in order; equal ones are given as often as they were added. An item is good until yield
// returns. An error of yield ends it and is returned.
func (s *Sorter) Each(yield func(item []byte) error) error {
	if err := s.settle(); err != nil {
		return err
	}
	s.spare = &run{} // its memory is of no more use
	s.filling.sort()
	sources := []source{&cursor{run: s.filling}}
	start := int64(0)
	for _, end := range s.ends {
		part := io.NewSectionReader(s.file, start, end-start)
		sources = append(sources, &reader{in: bufio.NewReaderSize(part, readBuffer)})
		start = end
	}
	return merge(sources, yield)
}

// Reset forgets all items.
func (s *Sorter) Reset() error {
	err := s.settle()
	s.filling.reset()
	s.ends = nil
	if s.file != nil {
		_, seek := s.file.Seek(0, io.SeekStart)
		err = errors.Join(err, seek, s.file.Truncate(0))
	}
	return err
}

// Close forgets all items, their memory included, and removes the file.
func (s *Sorter) Close() error {
	err := s.settle()
	s.filling, s.spare, s.ends = &run{}, &run{}, nil
	if s.file != nil {
		err = errors.Join(err, s.file.Close())
		_ = os.Remove(s.file.Name()) // most often it is gone
		s.file = nil
	}
	return err
}
