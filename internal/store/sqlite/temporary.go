package sqlite

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A process that is killed leaves the directory of its temporary store behind. Each such directory holds a file that its
// process keeps locked; the system unlocks it when the process is gone, however it went. The next process to make a
// temporary store removes what it finds unlocked.

const (
	temporaryPrefix = "dealgraph-"
	lockName        = "lock"
)

// temporary is a directory that this process holds.
type temporary struct {
	dir  string
	lock io.Closer
}

func newTemporary() (*temporary, error) {
	sweep(os.TempDir())
	dir, err := os.MkdirTemp("", temporaryPrefix)
	if err != nil {
		return nil, err
	}
	// The lock gets its name when it is locked: under that name nobody finds it unlocked while its process lives.
	lock, err := newLock(filepath.Join(dir, lockName+".new"))
	if err == nil {
		err = os.Rename(filepath.Join(dir, lockName+".new"), filepath.Join(dir, lockName))
	}
	t := &temporary{dir, lock}
	if err != nil {
		return nil, errors.Join(err, t.remove())
	}
	return t, nil
}

func (t *temporary) remove() error {
	var err error
	if t.lock != nil {
		err = t.lock.Close()
	}
	return errors.Join(err, os.RemoveAll(t.dir))
}

// sweep removes the directories of processes that are gone. What cannot be removed stays for the next one.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir) // what cannot be listed is not swept
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), temporaryPrefix) {
			sweepOne(filepath.Join(dir, e.Name()))
		}
	}
}

func sweepOne(dir string) {
	lock, err := takeLock(filepath.Join(dir, lockName))
	if err != nil {
		return
	}
	_ = os.RemoveAll(dir)
	_ = lock.Close()
}
