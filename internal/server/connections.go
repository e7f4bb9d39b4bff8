package server

import (
	"io"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dealgraph/dealgraph/internal/metrics"
)

// turnedAway is all that a connection above the bound gets. It is not answered further: whoever holds many connections
// open must not hold a goroutine for each as well.
const turnedAway = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: " + retryAfter + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

// turnAwayTimeout bounds the writing of that, which fits any socket's buffer.
const turnAwayTimeout = 100 * time.Millisecond

// connections is a listener that bounds how many of its connections are open. One above is told so and closed at once;
// netutil.LimitListener would leave it to wait for as long as the others like.
type connections struct {
	net.Listener
	most   int64
	open   atomic.Int64
	full   atomic.Bool // that it is full was logged, and no connection was taken since
	logger *slog.Logger
	counts *metrics.Metrics
}

func limitConnections(l net.Listener, opts Options) net.Listener {
	c := &connections{Listener: l, most: int64(opts.Connections), logger: opts.Logger, counts: opts.Metrics}
	c.counts.Connections(c.open.Load, c.most)
	return c
}

// Accept gives the next connection that there is room for.
func (c *connections) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if c.open.Add(1) <= c.most {
			c.full.Store(false)
			return &counted{Conn: conn, leave: sync.OnceFunc(func() { c.open.Add(-1) })}, nil
		}
		c.open.Add(-1)
		c.turnAway(conn)
	}
}

func (c *connections) turnAway(conn net.Conn) {
	c.counts.Refused(metrics.TooManyConnections)
	if !c.full.Swap(true) {
		c.logger.Warn("too many connections: others are turned away", "open", c.most)
	}
	_ = conn.SetWriteDeadline(time.Now().Add(turnAwayTimeout))
	_, _ = io.WriteString(conn, turnedAway)
	_ = conn.Close()
}

// counted gives its place back when it is closed for the first time.
type counted struct {
	net.Conn
	leave func()
}

// Close closes the connection.
func (c *counted) Close() error {
	defer c.leave()
	return c.Conn.Close()
}
