package seed

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// ErrInTheWay: the folder holds files that would be read together with what is exported to it.
var ErrInTheWay = errors.New("files are in the way")

// ExportFolder writes datasets as a file for each type, FOLDER/DATASET/TYPE.FORMAT, and further ones where a file would
// become large: TYPE.2.FORMAT. Files of these names are replaced when all has been written; others that Load would take
// for the datasets' own are refused.
func ExportFolder(ctx context.Context, st store.Store, cat *catalog.Catalog, opts ExportOptions, folder string) ([]store.Dataset, error) {
	_, err := os.Stat(folder)
	made := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	// A hidden folder, so that what a killed export leaves is never read.
	staging, err := os.MkdirTemp(folder, ".export-*")
	if err != nil {
		return nil, err
	}
	t := &tree{folder: folder, staging: staging, opts: opts, encoding: opts.encoding(cat), limit: opts.Format.maxBytes() / 2}
	datasets, err := export(ctx, st, opts, t)
	if err == nil {
		err = t.publish()
	}
	err = errors.Join(err, t.discard())
	if err != nil && made {
		os.Remove(folder) // where it is empty
	}
	return datasets, err
}

// tree is a sink that is a folder.
type tree struct {
	folder, staging string
	opts            ExportOptions
	encoding
	limit int // the size, unpacked, at which another file is begun

	of    string           // the dataset
	parts map[string]*part // by type
	names []string         // of all that was written, below the folder
}

// part is a file that is being written.
type part struct {
	file   *os.File
	buffer *bufio.Writer
	out    *packer
	size   int
	number int
}

func (t *tree) begin() error {
	if err := t.discard(); err != nil {
		return err
	}
	t.of, t.parts, t.names = "", map[string]*part{}, nil
	return os.MkdirAll(t.staging, 0o755)
}

func (t *tree) dataset(name string) error {
	err := t.end()
	if !isSlug(name) {
		return fmt.Errorf("the dataset's name %q can't be that of a folder", name)
	}
	t.of = name
	return errors.Join(err, os.Mkdir(filepath.Join(t.staging, name), 0o755))
}

func (t *tree) record(r store.Record) error {
	text, err := t.encoding.record(r)
	if err != nil {
		return err
	}
	p := t.parts[r.Type]
	if p == nil || p.size+len(text) > t.limit {
		if p, err = t.next(r.Type, p); err != nil {
			return err
		}
	}
	return p.write(text)
}

// next begins a type's first file, or the one after another.
func (t *tree) next(typ string, before *part) (*part, error) {
	p := &part{number: 1}
	name := typ
	if before != nil {
		if err := before.close(); err != nil {
			return nil, err
		}
		p.number = before.number + 1
		name = fmt.Sprintf("%s.%d", typ, p.number)
	}
	name = filepath.Join(t.of, name+"."+string(t.format))
	if t.opts.Gzip {
		name += ".gz"
	}
	f, err := os.Create(filepath.Join(t.staging, name))
	if err != nil {
		return nil, err
	}
	p.file, p.buffer = f, bufio.NewWriter(f)
	p.out = newPacker(p.buffer, t.opts.Gzip)
	t.parts[typ] = p
	t.names = append(t.names, name)
	head, err := t.head(t.of, typ)
	if err != nil {
		return nil, err
	}
	return p, p.write(head)
}

func (p *part) write(text []byte) error {
	n, err := p.out.Write(text)
	p.size += n
	return err
}

func (p *part) close() error {
	return errors.Join(p.out.Close(), p.buffer.Flush(), p.file.Close())
}

// end closes the files of the dataset.
func (t *tree) end() error {
	var err error
	for _, typ := range slices.Sorted(maps.Keys(t.parts)) {
		err = errors.Join(err, t.parts[typ].close())
	}
	clear(t.parts)
	return err
}

// publish moves the files to where they belong.
func (t *tree) publish() error {
	if err := t.inTheWay(); err != nil {
		return err
	}
	for _, name := range t.names {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(t.folder, name)), 0o755); err != nil {
			return err
		}
		if err := os.Rename(filepath.Join(t.staging, name), filepath.Join(t.folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// inTheWay reports files that Load would read with the exported ones: of the folder where all datasets are exported to it,
// else of theirs.
func (t *tree) inTheWay() error {
	var strays []string
	err := fs.WalkDir(os.DirFS(t.folder), ".", func(name string, d fs.DirEntry, err error) error {
		top, _, _ := strings.Cut(name, "/")
		switch {
		case err != nil:
			return err
		case skipped(name, d):
			return fs.SkipDir
		case !readable(name, d) || slices.Contains(t.names, filepath.FromSlash(name)):
		case len(t.opts.Datasets) == 0 || slices.Contains(t.opts.Datasets, top):
			strays = append(strays, filepath.Join(t.folder, name))
		}
		return nil
	})
	if err != nil || len(strays) == 0 {
		return err
	}
	const shown = 10
	more := ""
	if left := len(strays) - shown; left > 0 {
		more = fmt.Sprintf(" and %d more", left)
	}
	return fmt.Errorf("%w: %s%s would be loaded together with the export: remove them, or write to another folder",
		ErrInTheWay, strings.Join(strays[:min(shown, len(strays))], ", "), more)
}

// discard removes what is not where it belongs.
func (t *tree) discard() error {
	for _, p := range t.parts {
		p.file.Close()
	}
	clear(t.parts)
	return os.RemoveAll(t.staging)
}
