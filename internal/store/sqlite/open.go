package sqlite

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

var (
	_ store.Store    = (*Store)(nil)
	_ store.Answerer = (*Store)(nil)
)

// Options say how a store works. The zero value is good.
type Options struct {
	Observe store.Observer // told of every statement; may be nil
	Readers int            // how many reads may run at once; where it is 0, 2 for each processor and at least 4 (docs/performance.md)
	Wait    time.Duration  // how long a read waits for its turn, and a write for another process; 5 seconds where it is 0
}

// Store is a graph in a file.
type Store struct {
	cat     *catalog.Catalog
	opts    Options
	created bool
	temp    *temporary // to remove at Close, or nil

	file    connector
	readers *readers
	writer  chan *conn
	closed  chan struct{}
	waiting atomic.Int64 // reads that wait for a slot
}

// Open opens a file, which is made where it is missing, and makes sure that it is a SQLite database of ours, or an empty
// one; Prepare must have taken on the vocabulary before it can be read. The path ":memory:" stands for a temporary file
// that Close removes. An error tells what is wrong with the file: store.ErrVocabulary where it is another program's.
func Open(ctx context.Context, path string, cat *catalog.Catalog, opts Options) (*Store, error) {
	if opts.Readers <= 0 {
		opts.Readers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	if opts.Wait <= 0 {
		opts.Wait = 5 * time.Second
	}
	s := &Store{cat: cat, opts: opts, closed: make(chan struct{})}
	if err := s.open(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), s.release())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, path string) error {
	if err := distinctColumns(s.cat); err != nil {
		return err
	}
	path, err := s.locate(path)
	if err != nil {
		return err
	}
	s.file.driver, s.file.dsn, s.file.observe = &sqlite.Driver{}, s.dsn(path), s.opts.Observe
	w, err := s.file.open()
	if err != nil {
		return s.openFault(ctx, err)
	}
	s.writer = make(chan *conn, 1)
	s.writer <- w
	s.readers = newReaders(s.opts.Readers)
	if err := s.inspect(ctx, w); err != nil {
		return s.openFault(ctx, err)
	}
	return s.openFault(ctx, settle(ctx, w, s.temp == nil))
}

func (s *Store) openFault(ctx context.Context, err error) error {
	if isNotADatabase(err) {
		return fmt.Errorf("%w: the file is no SQLite database; name another file, or remove it", store.ErrUnavailable)
	}
	return fault(ctx, "begin", err)
}

// locate gives the absolute path of the file, whose directory must be there.
func (s *Store) locate(path string) (string, error) {
	if path == "" {
		return "", fmt.Errorf("the path is empty")
	}
	if path == ":memory:" {
		temp, err := newTemporary()
		if err != nil {
			return "", err
		}
		s.temp = temp
		return filepath.Join(temp.dir, "dealgraph.db"), nil
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%w: there is no directory %s", store.ErrUnavailable, filepath.Dir(path))
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return "", fmt.Errorf("%w: it is a directory", store.ErrUnavailable)
	}
	return path, nil
}

// dsn gives the name by which the driver opens the file. A path may hold any character: it is written as a URI.
func (s *Store) dsn(path string) string {
	pragmas := []string{
		fmt.Sprintf("busy_timeout(%d)", s.opts.Wait.Milliseconds()),
		"foreign_keys(1)",
		"cache_size(-16000)",
		"temp_store(memory)", // what sorts and statement journals need: no other files
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: "_pragma=" + strings.Join(pragmas, "&_pragma=")}
	return u.String()
}

// inspect tells an empty file and one of ours from another program's, which must not be touched.
func (s *Store) inspect(ctx context.Context, w *conn) error {
	row, err := w.one(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)")
	if err != nil {
		return err
	}
	mark, objects := row[0].(int64), row[1].(int64)
	if objects == 0 {
		s.created = true
		return nil
	}
	if mark != applicationID {
		return fmt.Errorf("%w: the file is a SQLite database of another program; name another file", store.ErrVocabulary)
	}
	// A file whose making was interrupted before anything was written counts as just made.
	row, err = w.one(ctx, "SELECT NOT EXISTS (SELECT 1 FROM node) AND NOT EXISTS (SELECT 1 FROM dataset)")
	if err != nil {
		return err
	}
	s.created = row[0].(int64) == 1
	return nil
}

// settle sets what a file of ours needs. A temporary file need not outlive a crash.
func settle(ctx context.Context, w *conn, durable bool) error {
	synchronous := "FULL"
	if !durable {
		synchronous = "OFF"
	}
	mode, err := w.one(ctx, "PRAGMA journal_mode = WAL")
	if err != nil {
		return err
	}
	if mode[0] != "wal" { // some network file systems cannot
		return fmt.Errorf("%w: the file's journal is %q and cannot be WAL; put the file on a local disk", store.ErrUnavailable, mode[0])
	}
	for _, pragma := range []string{
		"PRAGMA synchronous = " + synchronous,
		"PRAGMA journal_size_limit = 67108864", // 64 MB of log stay on disk after a large write
		"PRAGMA cache_size = -64000",           // KB; a large write that fits spills nothing
	} {
		if _, err := w.one(ctx, pragma); err != nil {
			return err
		}
	}
	return nil
}

// distinctColumns refuses a vocabulary whose properties differ by case only: to SQLite they are one column.
func distinctColumns(cat *catalog.Catalog) error {
	for _, props := range [][]*catalog.Property{cat.NodeProps, cat.RelProps} {
		seen := map[string]string{}
		for _, p := range props {
			lower := strings.ToLower(p.Name)
			if other, ok := seen[lower]; ok {
				return fmt.Errorf("%w: properties %s and %s differ by case only; rename one", store.ErrVocabulary, other, p.Name)
			}
			seen[lower] = p.Name
		}
	}
	return nil
}

// Created tells whether the file was made by Open, or was made before but nothing was ever written to it.
func (s *Store) Created() bool { return s.created }

// Close waits for reads and writes under way, until the context ends. Later ones fail with store.ErrUnavailable.
func (s *Store) Close(ctx context.Context) error {
	select {
	case <-s.closed:
		return nil
	default:
		close(s.closed)
	}
	if err := s.readers.retire(ctx); err != nil {
		return errors.Join(err, s.release())
	}
	select {
	case w := <-s.writer:
		return errors.Join(w.close(), s.release())
	case <-ctx.Done():
		return errors.Join(stillUnderWay(ctx), s.release())
	}
}

func stillUnderWay(ctx context.Context) error {
	return fmt.Errorf("close: wait for what is under way: %w", ctx.Err())
}

// release gives back what the store holds of the system.
func (s *Store) release() error {
	var err error
	select {
	case w := <-s.writer:
		err = w.close()
	default: // it is closed already, or was never opened
	}
	if s.temp != nil {
		err = errors.Join(err, s.temp.remove())
	}
	return err
}
