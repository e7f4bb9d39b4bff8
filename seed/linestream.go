package seed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

const (
	// chunkLines is how many lines of a file are held at a time.
	chunkLines = 500
	// maxLine is the most bytes of a line that is read by itself.
	maxLine = 1 << 20
)

// lineStream reads a file of JSON Lines some lines at a time.
type lineStream struct {
	file *os.File
	in   *bufio.Reader
	name string
	line int // the last one that was read
}

func openLines(name string) (*lineStream, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, bare(err))
	}
	s := &lineStream{file: f, in: bufio.NewReaderSize(f, 1<<16), name: name}
	if head, _ := s.in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(s.in)
		if err != nil {
			return nil, errors.Join(Problems{{Pos: Pos{File: name}, Text: "the file is damaged: " + err.Error()}}, f.Close())
		}
		s.in = bufio.NewReaderSize(z, 1<<16)
	}
	if head, _ := s.in.Peek(3); string(head) == "\uFEFF" {
		_, err = s.in.Discard(3)
	}
	return s, err
}

func (s *lineStream) close() error { return s.file.Close() }

// next reads and checks some lines. It gives nil at the file's end. What they name is not looked up.
func (s *lineStream) next(cat *catalog.Catalog, dataset string) (*Content, Problems, error) {
	files := &Files{}
	r := reader{file: s.name, dataset: dataset, files: files}
	first := s.line
	for s.line < first+chunkLines {
		line, err := s.readLine()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, nil, err
		}
		if err != nil && len(line) == 0 {
			break
		}
		s.line++
		s.read(&r, line)
	}
	if s.line == first {
		return nil, nil, nil
	}
	c := newChecker(cat)
	for _, section := range files.Sections {
		c.section(section)
	}
	c.checkFormerIDs()
	return c.content, append(r.problems, c.problems...), nil
}

func (s *lineStream) read(r *reader, line []byte) {
	clean, problems := cleanText(s.name, line)
	for _, p := range problems {
		p.Pos.Line += s.line - 1
		r.problems = append(r.problems, p)
	}
	if len(bytes.TrimSpace(clean)) > 0 {
		r.line(s.line, clean)
	}
}

// readLine gives the next line, without its end. At the file's end the error is io.EOF, perhaps beside a last line.
func (s *lineStream) readLine() ([]byte, error) {
	var line []byte
	for {
		part, err := s.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLine:
			return nil, Problems{{Pos: Pos{s.name, s.line + 1, 1}, Text: fmt.Sprintf("the line is longer than %d MiB", maxLine>>20), Expected: lineExpected}}
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return nil, Problems{{Pos: Pos{s.name, s.line + 1, 1}, Text: "the file can't be read on: " + err.Error()}}
		}
		return bytes.TrimSuffix(line, []byte("\n")), err
	}
}

// streamed is a record on its way, with its place.
type streamed struct {
	store.Record
	pos Pos
}
