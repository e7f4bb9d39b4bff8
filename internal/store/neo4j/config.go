package neo4j

import (
	"context"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

// Config says where the database is and how to use it. Zero values mean the defaults.
type Config struct {
	URI      string // neo4j://, bolt://, with +s for TLS
	Username string
	Password string
	Database string         // the server's default database where empty
	Observe  store.Observer // told of every statement; may be nil

	MaxConnections int           // in the pool; 50 by default
	AcquireTimeout time.Duration // to wait for a connection of the pool, at most; 2 s by default
	ConnectTimeout time.Duration // to wait for a socket; 5 s by default
	Attempts       int           // of a read or a write that meets a fault which passes; 4 by default
}

func (c Config) withDefaults() Config {
	if c.MaxConnections == 0 {
		c.MaxConnections = 50
	}
	if c.AcquireTimeout == 0 {
		c.AcquireTimeout = 2 * time.Second
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = 5 * time.Second
	}
	if c.Attempts == 0 {
		c.Attempts = 4
	}
	if c.Observe == nil {
		c.Observe = func(context.Context, store.Statement) {}
	}
	return c
}
