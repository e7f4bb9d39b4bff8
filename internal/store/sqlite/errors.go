package sqlite

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/dealgraph/dealgraph/internal/store"
)

// fault wraps what the driver says with one of the store's errors where one fits, and with what was being done.
func fault(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	var driver *sqlite.Error
	if !errors.As(err, &driver) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	switch driver.Code() & 0xff { // the low byte is the code, the others say more
	case sqlite3.SQLITE_INTERRUPT:
		if ctx.Err() != nil {
			return fmt.Errorf("%s: %w", doing, ctx.Err())
		}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM:
		return fmt.Errorf("%s: %w: %w", doing, store.ErrOverloaded, err)
	case sqlite3.SQLITE_CONSTRAINT:
		return fmt.Errorf("%s: %w: %w", doing, store.ErrConflict, err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FULL,
		sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_PROTOCOL:
		return fmt.Errorf("%s: %w: %w", doing, store.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// isNotADatabase tells whether the file is something else than a SQLite database.
func isNotADatabase(err error) bool {
	var driver *sqlite.Error
	return errors.As(err, &driver) && driver.Code()&0xff == sqlite3.SQLITE_NOTADB
}
