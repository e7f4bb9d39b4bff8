package seed

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Source is the text of one file, under the name that problems show. It may be packed by gzip.
type Source struct {
	Name string
	Text []byte

	Format  Format // empty: what the name tells, else YAML
	Type    string // of a table's records; empty: what the name tells
	Dataset string // of the records that name none
}

func (s Source) format() Format { return cmp.Or(s.Format, FormatOf(s.Name), YAML) }

func (s Source) tableType() string { return cmp.Or(s.Type, typeOf(s.Name)) }

// Input says what files' names and texts don't.
type Input struct {
	Format  Format // of standard input, and of files whose names tell none
	Type    string // of the records of tables from there
	Dataset string // of all records that name none
	Stdin   io.Reader
}

// Stdin is the path that means standard input.
const Stdin = "-"

// LoadFS reads all files of a file system that have a format, in order of name.
func LoadFS(fsys fs.FS) ([]Source, error) { return loadTree(fsys, "") }

// Load reads files, patterns of files (notes/*.csv), and those files in folders and the folders below them that have a
// format, each once. Hidden ones are passed over. A folder without any is an error.
func Load(paths ...string) ([]Source, error) { return Input{}.Load(paths...) }

// Load is Load with what names and texts don't say.
func (in Input) Load(paths ...string) ([]Source, error) {
	var all []Source
	for _, path := range paths {
		found, err := in.loadPath(path)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	all = slices.CompactFunc(all, func(a, b Source) bool { return a.Name == b.Name })
	for i := range all {
		all[i].Dataset = in.Dataset
	}
	return all, nil
}

func (in Input) loadPath(path string) ([]Source, error) {
	if path == Stdin {
		return in.loadStdin()
	}
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(path, "*?["):
		return in.loadPattern(path)
	case err != nil:
		return nil, bare(err)
	case info.IsDir():
		return loadTree(os.DirFS(path), path)
	}
	return in.loadFile(path)
}

func (in Input) loadFile(path string) ([]Source, error) {
	s := Source{Name: path, Format: FormatOf(path)}
	if s.Format == "" {
		s.Format, s.Type = in.Format, in.Type
	}
	if s.Format == "" {
		return nil, errors.New("its name tells no format; it would by ending in " + knownExtensions)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, bare(err)
	}
	defer f.Close()
	s.Text, err = readBounded(f, s.Format)
	return []Source{s}, bare(err)
}

// loadPattern reads the files of a pattern that the shell has left as it is.
func (in Input) loadPattern(pattern string) ([]Source, error) {
	paths, err := filepath.Glob(pattern)
	if err == nil && len(paths) == 0 {
		err = errors.New("no file is named like that")
	}
	if err != nil {
		return nil, err
	}
	return in.Load(paths...)
}

func (in Input) loadStdin() ([]Source, error) {
	switch {
	case in.Format == "":
		return nil, errors.New("standard input needs its format told")
	case in.Format.table() && in.Type == "":
		return nil, errors.New("a table on standard input needs the type of its records told")
	case in.Stdin == nil:
		return nil, errors.New("there is no standard input")
	}
	text, err := readBounded(in.Stdin, in.Format)
	return []Source{{Name: "stdin", Text: text, Format: in.Format, Type: in.Type}}, err
}

func loadTree(fsys fs.FS, root string) ([]Source, error) {
	var found []Source
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case skipped(name, d):
			return fs.SkipDir
		case !readable(name, d):
			return nil
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		text, err := readBounded(f, FormatOf(name))
		found = append(found, Source{Name: filepath.Join(root, name), Text: text})
		return err
	})
	if err == nil && len(found) == 0 {
		err = errors.New("there is no file in it whose name ends in " + knownExtensions)
	}
	return found, err
}

// skipped tells whether a folder is left unread with all below it.
func skipped(name string, d fs.DirEntry) bool {
	return name != "." && d.IsDir() && strings.HasPrefix(d.Name(), ".")
}

// readable tells whether a file of a folder is read.
func readable(name string, d fs.DirEntry) bool {
	return !d.IsDir() && !strings.HasPrefix(d.Name(), ".") && FormatOf(name) != ""
}

// readBounded reads one byte more than is allowed, so that Read can tell.
func readBounded(r io.Reader, f Format) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, int64(f.maxBytes())+1))
}

// bare takes the path off an error whose caller names it.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
