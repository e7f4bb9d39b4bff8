//go:build measure

package bench_test

import (
	"encoding/binary"
	"fmt"
	"testing"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// steps counts the operations of SQLite's virtual machine that a statement takes: they are the same on a busy machine, as db hits
// are. The driver doesn't tell, and so it is asked below it.
func (b *bench) steps(t *testing.T, text string, args []any) int64 {
	t.Helper()
	tls := libc.NewTLS()
	defer tls.Close()
	place := libc.Xmalloc(tls, 8)
	defer libc.Xfree(tls, place)
	c := func(s string) uintptr {
		p, err := libc.CString(s)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { libc.Xfree(nil, p) })
		return p
	}
	ok := func(doing string, code int32, wanted int32) {
		if code != wanted {
			t.Fatalf("%s: SQLite gives %d: %s", doing, code, text)
		}
	}
	ok("open", sqlite3.Xsqlite3_open_v2(tls, c(b.file), place, sqlite3.SQLITE_OPEN_READONLY, 0), sqlite3.SQLITE_OK)
	db := at(place)
	defer sqlite3.Xsqlite3_close_v2(tls, db)
	ok("prepare", sqlite3.Xsqlite3_prepare_v2(tls, db, c(text), -1, place, 0), sqlite3.SQLITE_OK)
	statement := at(place)
	defer sqlite3.Xsqlite3_finalize(tls, statement)
	for i, arg := range args {
		n := int32(i + 1)
		switch v := arg.(type) {
		case string:
			ok("bind", sqlite3.Xsqlite3_bind_text(tls, statement, n, c(v), int32(len(v)), 0), sqlite3.SQLITE_OK)
		case int64:
			ok("bind", sqlite3.Xsqlite3_bind_int64(tls, statement, n, v), sqlite3.SQLITE_OK)
		case nil:
		default:
			t.Fatalf("no parameter is a %T", v)
		}
	}
	code := sqlite3.Xsqlite3_step(tls, statement)
	for code == sqlite3.SQLITE_ROW {
		code = sqlite3.Xsqlite3_step(tls, statement)
	}
	ok("step", code, sqlite3.SQLITE_DONE)
	return int64(sqlite3.Xsqlite3_stmt_status(tls, statement, sqlite3.SQLITE_STMTSTATUS_VM_STEP, 0))
}

// inOrder gives the arguments of a statement as the product tells of them.
func inOrder(params map[string]any) []any {
	args := make([]any, len(params))
	for i := range args {
		args[i] = params[fmt.Sprint(i+1)]
	}
	return args
}

// at reads a pointer that SQLite has written.
func at(place uintptr) uintptr { return uintptr(binary.NativeEndian.Uint64(libc.GoBytes(place, 8))) }
