package seed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// ErrOneFile: what is to be exported does not go into one file of the format.
var ErrOneFile = errors.New("this does not go into one file")

// Export writes datasets as one file. JSON Lines hold any; a YAML file is of one dataset, and a table of one type. Nothing
// is written to w before all has been read.
func Export(ctx context.Context, st store.Store, cat *catalog.Catalog, opts ExportOptions, w io.Writer) ([]store.Dataset, error) {
	f, err := os.CreateTemp("", "dealgraph-export-*")
	if err != nil {
		return nil, fmt.Errorf("making a temporary file: %w", err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	datasets, err := export(ctx, st, opts, &stream{file: f, opts: opts, encoding: opts.encoding(cat)})
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	_, err = io.Copy(w, f)
	return datasets, err
}

// stream is a sink that is one file.
type stream struct {
	file *os.File
	opts ExportOptions
	encoding

	out      *packer
	of       string                   // the dataset
	sections map[string]*bytes.Buffer // of YAML, by type
	typ      string                   // of a table
}

func (s *stream) begin() error {
	s.of, s.typ, s.sections = "", "", map[string]*bytes.Buffer{}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	s.out = newPacker(s.file, s.opts.Gzip)
	return s.file.Truncate(0)
}

func (s *stream) dataset(name string) error {
	if s.of != "" && s.format == YAML {
		return fmt.Errorf("%w: a YAML file holds one dataset: name one, or a folder to write to", ErrOneFile)
	}
	s.of = name
	return nil
}

func (s *stream) record(r store.Record) error {
	text, err := s.encoding.record(r)
	if err != nil {
		return err
	}
	switch {
	case s.format == YAML:
		return s.section(r.Type, text)
	case s.format.table() && s.typ == "":
		s.typ = r.Type
		head, err := s.head(s.of, r.Type)
		if err != nil {
			return err
		}
		text = append(head, text...)
	case s.format.table() && s.typ != r.Type:
		return fmt.Errorf("%w: a table holds records of one type, and here are %s and %s: name a folder to write to", ErrOneFile, s.typ, r.Type)
	}
	_, err = s.out.Write(text)
	return err
}

// section keeps an entry until the types before its own are complete.
func (s *stream) section(typ string, text []byte) error {
	if s.sections[typ] == nil {
		s.sections[typ] = &bytes.Buffer{}
	}
	s.sections[typ].Write(text)
	size := 0
	for _, b := range s.sections {
		size += b.Len()
	}
	if size > s.format.maxBytes()-1<<20 {
		return fmt.Errorf("%w: it would be larger than a YAML file may be: name a folder to write to", ErrOneFile)
	}
	return nil
}

func (s *stream) end() error {
	if s.format == YAML {
		fmt.Fprintf(s.out, "%s: %s\n", datasetKey, yamlWord(s.of))
		for _, typ := range typesOf(s.cat) {
			if b := s.sections[typ]; b != nil {
				fmt.Fprintf(s.out, "\n%s:\n%s", typ, b)
			}
		}
	}
	return s.out.Close()
}

// packer is a writer that packs by gzip where that is asked for. It writes no time and no name: equal texts give equal bytes.
type packer struct {
	io.Writer
	close func() error
}

func newPacker(w io.Writer, pack bool) *packer {
	if !pack {
		return &packer{w, func() error { return nil }}
	}
	z := gzip.NewWriter(w)
	return &packer{z, z.Close}
}

// Close writes the end.
func (p *packer) Close() error { return p.close() }
