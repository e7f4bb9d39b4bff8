package seed

import (
	"cmp"
	"container/heap"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// mergedFiles are files of JSON Lines as one stream: where each has nodes first and each kind in order of id, in that order, so
// that few records name what has not come yet. Of each file some lines are in memory.
type mergedFiles struct {
	cat     *catalog.Catalog
	names   []string
	dataset string // of records that name none
}

// each calls checked with what the checks make of some lines, and then yield with each record. An error of either ends it.
func (m mergedFiles) each(checked func(*Content, Problems) error, yield func(streamed) error) (err error) {
	q := &queue{}
	defer func() {
		for _, s := range *q {
			err = errors.Join(err, s.lines.close())
		}
	}()
	for _, name := range m.names {
		lines, err := openLines(name)
		if err != nil {
			return err
		}
		s := &source{lines: lines}
		*q = append(*q, s)
		if err := m.fill(s, checked); err != nil {
			return err
		}
	}
	heap.Init(q)
	for q.Len() > 0 && !(*q)[0].over() {
		s := (*q)[0]
		if err := yield(s.pop()); err != nil {
			return err
		}
		if len(s.ready) == 0 {
			if err := m.fill(s, checked); err != nil {
				return err
			}
		}
		heap.Fix(q, 0)
	}
	return nil
}

// fill reads on until there is a record, or the file is at its end.
func (m mergedFiles) fill(s *source, checked func(*Content, Problems) error) error {
	for len(s.ready) == 0 {
		c, problems, err := s.lines.next(m.cat, m.dataset)
		if err != nil || c == nil {
			return err
		}
		if err := checked(c, problems); err != nil {
			return err
		}
		for _, r := range c.Records {
			s.ready = append(s.ready, streamed{r, c.places[r.ID]})
		}
	}
	return nil
}

// source is a file with the records that are read of it and wait for their turn.
type source struct {
	lines *lineStream
	ready []streamed
}

func (s *source) over() bool { return len(s.ready) == 0 }

func (s *source) pop() streamed {
	r := s.ready[0]
	s.ready = s.ready[1:]
	return r
}

// queue has the file whose next record is the first in order at its front, and those that are at their end at its back.
type queue []*source

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*source)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

func (q queue) Less(i, j int) bool {
	a, b := q[i], q[j]
	if a.over() || b.over() {
		return !a.over()
	}
	return cmp.Or(compareRecords(a.ready[0].Record, b.ready[0].Record), comparePos(a.ready[0].pos, b.ready[0].pos)) < 0
}

// lineFiles gives the files of JSON Lines that paths name, in folders and below them too, each once and in order.
func lineFiles(paths []string) ([]string, error) {
	var names []string
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, fmt.Errorf("reading %s: %w", path, bare(err))
		case !info.IsDir():
			names = append(names, filepath.Clean(path))
			continue
		}
		err = fs.WalkDir(os.DirFS(path), ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case skipped(name, d):
				return fs.SkipDir
			case readable(name, d):
				names = append(names, filepath.Join(path, name))
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, bare(err))
		}
	}
	for _, name := range names {
		if f := FormatOf(name); f != JSONL && f != "" {
			return nil, &otherFormatError{name, f}
		}
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 0 {
		return nil, errors.New("there is no file of JSON Lines, whose name ends in .jsonl or .ndjson")
	}
	return names, nil
}

// otherFormatError is a file that is not read a record at a time.
type otherFormatError struct {
	name   string
	format Format
}

func (e *otherFormatError) Error() string {
	return e.name + " is " + string(e.format) + ": a record at a time only JSON Lines are read, which dealgraph seed export --format jsonl writes"
}
