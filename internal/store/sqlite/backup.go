package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes the graph as it is now to a new file, while reads and writes go on, of this process and of others. The file
// is there when it is whole and on the disk; one that is there already is not touched: the error is fs.ErrExist.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, fmt.Errorf("%s: %w", path, fs.ErrExist))
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	whole := filepath.Join(dir, "backup.db")
	if err := s.copyTo(ctx, whole); err != nil {
		return fault(ctx, "back up", err)
	}
	if err := flush(whole); err != nil {
		return err
	}
	if err := os.Rename(whole, path); err != nil {
		return err
	}
	return flush(filepath.Dir(path))
}

// copyTo copies by a connection of its own, which keeps no reader waiting.
func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	c, err := s.file.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	_, err = c.exec(ctx, "VACUUM INTO ?1", path)
	return err
}

// flush sees to it that a file, or a folder's list of files, is on the disk, which VACUUM INTO does not.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
