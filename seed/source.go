package seed

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxFile is the most bytes that a file may have: a parsed file takes some fifty times its size.
const maxFile = 32 << 20

// Source is the text of one file, under the name that problems show.
type Source struct {
	Name string
	Text []byte
}

// LoadFS reads all YAML files of a file system, in order of name.
func LoadFS(fsys fs.FS) ([]Source, error) { return loadTree(fsys, "") }

// Load reads files, and the YAML files in folders and the folders below them, each once. Hidden ones are passed over. A
// folder without YAML files is an error.
func Load(paths ...string) ([]Source, error) {
	var all []Source
	for _, path := range paths {
		found, err := loadPath(filepath.Clean(path))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(all, func(a, b Source) bool { return a.Name == b.Name }), nil
}

func loadPath(path string) ([]Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, bare(err)
	}
	if info.IsDir() {
		return loadTree(os.DirFS(path), path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, bare(err)
	}
	defer f.Close()
	text, err := readBounded(f)
	return []Source{{Name: path, Text: text}}, bare(err)
}

func loadTree(fsys fs.FS, root string) ([]Source, error) {
	var found []Source
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case d.IsDir() || strings.HasPrefix(d.Name(), ".") || !isYAML(name):
			return nil
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		text, err := readBounded(f)
		found = append(found, Source{Name: filepath.Join(root, name), Text: text})
		return err
	})
	if err == nil && len(found) == 0 {
		err = errors.New("there is no .yaml file in it")
	}
	return found, err
}

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// readBounded reads one byte more than is allowed, so that Read can tell.
func readBounded(r io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(r, maxFile+1)) }

// bare takes the path off an error whose caller names it.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
