package neo4j

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/store"
)

// ErrRefused: the database refuses the user or the password. It comes together with store.ErrUnavailable.
var ErrRefused = errors.New("the user name or the password is wrong, or lacks a right")

// mapped gives one of store's errors, or the context's, with what the driver said behind it for the log.
func mapped(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		return mappedCode(server.Code, err)
	}
	var lost *neo4j.ConnectivityError
	if errors.As(err, &lost) {
		if poolExhausted(lost) {
			return fmt.Errorf("%w: %w", store.ErrOverloaded, err)
		}
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	if handshakeFailed(err) {
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return err
}

// handshakeFailed tells a server that takes a connection and then closes it, or agrees on no version of the protocol, as one does
// that starts or stops. The driver has no type for that.
func handshakeFailed(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(err.Error(), "Bolt versions")
}

func mappedCode(code string, err error) error {
	switch {
	case overloaded(code):
		return fmt.Errorf("%w: %w", store.ErrOverloaded, err)
	case strings.Contains(code, ".TransactionTimedOut"):
		return fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		return fmt.Errorf("%w: %w: %w", store.ErrUnavailable, ErrRefused, err)
	case strings.HasPrefix(code, "Neo.ClientError.Schema."), code == "Neo.TransientError.Transaction.DeadlockDetected":
		return fmt.Errorf("%w: %w", store.ErrConflict, err)
	case unavailable(code):
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return err
}

// overloaded tells codes of a lack of memory, threads or room for transactions. Trying again would add to it.
func overloaded(code string) bool {
	for _, name := range []string{"MemoryPoolOutOfMemoryError", "OutOfMemoryError", "StackOverFlowError", "NoThreadsAvailable",
		"MaximumTransactionLimitReached", "TransactionMemoryLimit"} {
		if strings.HasSuffix(code, "."+name) {
			return true
		}
	}
	return false
}

func unavailable(code string) bool {
	return strings.HasPrefix(code, "Neo.TransientError.") || strings.HasPrefix(code, "Neo.ClientError.Cluster.") ||
		strings.HasPrefix(code, "Neo.DatabaseError.Database.") || strings.HasPrefix(code, "Neo.ClientError.Database.") ||
		strings.HasPrefix(code, "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase")
}

// passes tells faults that another attempt may not meet. A lost connection is one, but not while a commit was under way:
// it may have been done.
func passes(err error) bool {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		return server.IsRetriable() && !overloaded(server.Code)
	}
	var lost *neo4j.ConnectivityError
	return errors.As(err, &lost) && !poolExhausted(lost) && !innerIs(lost, "CommitFailedDeadError")
}

func poolExhausted(err *neo4j.ConnectivityError) bool {
	return innerIs(err, "PoolTimeout") || innerIs(err, "PoolFull")
}

// innerIs tells the driver's internal types of errors by their names, since the driver does not export them.
func innerIs(err *neo4j.ConnectivityError, name string) bool {
	return strings.HasSuffix(fmt.Sprintf("%T", err.Inner), "."+name)
}
