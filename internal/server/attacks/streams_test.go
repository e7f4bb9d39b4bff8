package attacks

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// large is how much is announced, or comes in chunks.
const large = 200 << 20

// endless is a request whose variables don't end.
func endless() io.Reader {
	return io.MultiReader(strings.NewReader(`{"query":"{version}","variables":{"a":"`), xs{})
}

type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func (s *site) survivesStreams(t *testing.T) {
	const head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
	for _, c := range []struct {
		name, head string
		body       func(io.Writer) io.WriteCloser
	}{
		{"200 MB that are announced", fmt.Sprintf("%sContent-Length: %d\r\n\r\n", head, large), plain},
		{"200 MB in chunks", head + "Transfer-Encoding: chunked\r\n\r\n", httputil.NewChunkedWriter},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := allocated()
			conn := dial(t, s.address)
			sent := make(chan int64, 1)
			go func() {
				_, _ = io.WriteString(conn, c.head)
				n, _ := io.CopyN(c.body(conn), endless(), large)
				sent <- n
			}()
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			if res.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("status %d", res.StatusCode)
			}
			res.Body.Close()
			conn.Close()
			t.Logf("%d bytes were sent, %d allocated meanwhile", <-sent, allocated()-before)
			if held := allocated() - before; held > 16<<20 {
				t.Errorf("%d bytes were allocated", held)
			}
			s.healthy(t)
		})
	}
}

func plain(w io.Writer) io.WriteCloser { return struct{ io.WriteCloser }{nopCloser{w}} }

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// allocated is all that was ever allocated.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// survivesSlowConnections has 200 connections that dawdle in their headers, in their body and in reading, while normal
// clients are served.
func (s *site) survivesSlowConnections(t *testing.T) {
	want := s.healthy(t)
	for i := range 200 {
		_, err := io.WriteString(dial(t, s.address), []string{
			"",
			"POST /graphql HTTP/1.1\r\nHost: a\r\nX-",
			"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{",
			"GET /graphql?query=%7Bdeals%7Bnodes%7Bid%20summary%7D%7D%7D HTTP/1.1\r\nHost: a\r\n\r\n",
		}[i%4])
		if err != nil {
			t.Fatal(err)
		}
	}
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for range 25 {
				if got := s.ask(t, normal, ""); got.body != want {
					t.Errorf("%d %.300s", got.status, got.body)
				}
			}
		})
	}
	clients.Wait()
}

// survivesPersistedQueries registers more and more queries: what is kept of them is bounded.
func (s *site) survivesPersistedQueries(t *testing.T) {
	before := heap()
	for i := range 1500 {
		document := fmt.Sprintf("{version #%d %s\n}", i, strings.Repeat("x", 20_000))
		sum := sha256.Sum256([]byte(document))
		body := strings.TrimSuffix(request(document, ""), "}") + `,"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hex.EncodeToString(sum[:]) + `"}}}`
		if got := s.post(t, s.address, strings.NewReader(body)); got.status != http.StatusOK {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	if more := heap() - before; more > mayKeep {
		t.Errorf("%d bytes more are in use afterwards", more)
	}
	s.healthy(t)
}
