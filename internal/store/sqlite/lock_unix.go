//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package sqlite

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// newLock makes a file that is locked until it is closed or the process ends.
func newLock(path string) (io.Closer, error) { return lock(path, os.O_CREATE|os.O_EXCL) }

// takeLock locks a file that is there and that nobody has locked.
func takeLock(path string) (io.Closer, error) { return lock(path, syscall.O_NOFOLLOW) }

func lock(path string, how int) (io.Closer, error) {
	f, err := os.OpenFile(path, os.O_RDWR|how, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
