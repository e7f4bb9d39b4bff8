package main

import (
	"errors"
	"strconv"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// The exit codes, as docs/operators.md lists them.
const (
	exitOK          = 0
	exitFailure     = 1 // whatever has no code of its own
	exitUsage       = 2 // flags, arguments, or what they name
	exitAddress     = 3 // the address can't be listened on
	exitDatabase    = 4 // the database can't be used: no database, another vocabulary, no indexes
	exitUnreachable = 5 // the database can't be reached, refuses the password, or is being loaded
	exitData        = 6 // the data or the vocabulary has mistakes
	exitChanges     = 7 // of seed plan: there is something to apply
	exitAnswer      = 8 // the answer has errors, or is too large
	exitRemovals    = 9 // more of a dataset would go than is removed without --allow-removals
)

// codedError is an error that says which exit code it comes to.
type codedError struct {
	error
	code int
}

func (e codedError) Unwrap() error { return e.error }

func coded(code int, err error) error { return codedError{err, code} }

// toldError is an error of which everything has been said; its exit code is left.
type toldError struct{ code int }

func (e toldError) Error() string { return "exit code " + strconv.Itoa(e.code) }

func exitCode(err error) int {
	var told toldError
	var own codedError
	var problems seed.Problems
	var vocabulary catalog.Problems
	var removals *seed.RemovalsError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &told):
		return told.code
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &problems), errors.As(err, &vocabulary):
		return exitData
	case errors.As(err, &removals):
		return exitRemovals
	case errors.Is(err, store.ErrUnavailable), errors.Is(err, store.ErrLoading):
		return exitUnreachable
	case errors.Is(err, store.ErrVocabulary):
		return exitDatabase
	}
	return exitFailure
}
