package server_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/server"
)

// served is a server run by Serve, which tests can stop.
type served struct {
	url    string
	fake   *fake
	counts *metrics.Metrics
	stop   context.CancelFunc
	done   chan error
}

func serve(t *testing.T, opts server.Options) *served {
	t.Helper()
	s := &served{fake: newFake(), counts: metrics.New(0), done: make(chan error, 1)}
	quiet := slog.New(slog.DiscardHandler)
	opts.Logger, opts.Metrics = quiet, s.counts
	handler, err := server.New(s.fake, server.Config{Logger: quiet, RequestTimeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.url = "http://" + listener.Addr().String()
	ctx, stop := context.WithCancel(t.Context())
	s.stop = stop
	go func() { s.done <- server.Serve(ctx, listener, handler, opts) }()
	return s
}

// ask sends a query and gives the status of its answer, 0 if there was none.
func (s *served) ask(document string) <-chan int {
	status := make(chan int, 1)
	go func() {
		res, err := http.Post(s.url+"/graphql", "application/json", strings.NewReader(request(document, nil)))
		if err != nil {
			status <- 0
			return
		}
		defer res.Body.Close()
		_, _ = io.Copy(io.Discard, res.Body)
		status <- res.StatusCode
	}()
	return status
}

func TestStoppingLetsRequestsUnderWayEnd(t *testing.T) {
	s := serve(t, server.Options{DrainTimeout: patience})
	status := s.ask("{waits}")
	receive(t, s.fake.waiting)
	s.stop()
	for { // until the listener is closed
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			break
		}
		conn.Close()
	}
	close(s.fake.release)
	if got := receive(t, status); got != http.StatusOK {
		t.Errorf("status %d", got)
	}
	if err := receive(t, s.done); err != nil {
		t.Error(err)
	}
}

func TestStoppingCutsOffWhatDoesNotEnd(t *testing.T) {
	s := serve(t, server.Options{DrainTimeout: time.Millisecond})
	status := s.ask("{waits}")
	receive(t, s.fake.waiting)
	s.stop()
	if err := receive(t, s.done); !errors.Is(err, server.ErrDrain) {
		t.Errorf("Serve gave %v", err)
	}
	if err := receive(t, s.fake.ended); !errors.Is(err, context.Canceled) {
		t.Errorf("the operation ended with %v", err)
	}
	receive(t, status)
}

func TestAConnectionThatDawdlesIsClosed(t *testing.T) {
	const short = 50 * time.Millisecond
	s := serve(t, server.Options{HeaderTimeout: short, ReadTimeout: short})
	for name, beginning := range map[string]string{
		"in its headers": "POST /graphql HTTP/1.1\r\nHost: a\r\nX-",
		"in its body":    "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(conn, beginning); err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadAll(bufio.NewReader(conn)); err != nil {
				t.Errorf("the connection was not closed: %v", err)
			}
		})
	}
	s.stop()
	if err := receive(t, s.done); err != nil {
		t.Error(err)
	}
}

func TestSlowConnectionsKeepNobodyWaiting(t *testing.T) {
	s := serve(t, server.Options{HeaderTimeout: patience, ReadTimeout: patience, DrainTimeout: time.Millisecond})
	for range 200 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"); err != nil {
			t.Fatal(err)
		}
	}
	if got := receive(t, s.ask("{hello}")); got != http.StatusOK {
		t.Errorf("status %d", got)
	}
	s.stop()
	receive(t, s.done)
}

func TestAListenerThatFailsIsAnError(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	if err := server.Serve(t.Context(), listener, http.NotFoundHandler(), server.Options{}); err == nil {
		t.Error("no error")
	}
}

func TestAConnectionTooManyIsTurnedAwayAtOnceAndThereIsRoomAgainAfterwards(t *testing.T) {
	const most = 3
	s := serve(t, server.Options{Connections: most, HeaderTimeout: patience, ReadTimeout: patience, DrainTimeout: time.Millisecond})
	address := strings.TrimPrefix(s.url, "http://")
	var slow []net.Conn
	for range most {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		slow = append(slow, conn)
	}
	for got := 0; got != http.StatusServiceUnavailable; { // what was not read yet may cut the answer off
		if got = statusOfNewConnection(t, address); got == http.StatusOK {
			t.Fatal("one more is answered")
		}
	}
	counted(t, s.counts, "dealgraph_connections_open 3", "dealgraph_connections_limit 3")
	if told := scrape(t, s.counts); strings.Contains(told, `dealgraph_refusals_total{reason="connections"} 0`) {
		t.Error("no connection is counted as refused")
	}
	slow[0].Close()
	until := time.Now().Add(patience)
	for statusOfNewConnection(t, address) != http.StatusOK { // until the server has seen that it is closed
		if time.Now().After(until) {
			t.Fatal("there is no room again")
		}
	}
	s.stop()
	receive(t, s.done)
}

// statusOfNewConnection asks for a probe by a connection of its own, and gives 0 where that is cut off.
func statusOfNewConnection(t *testing.T, address string) int {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(conn, "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0
	}
	res.Body.Close()
	return res.StatusCode
}
