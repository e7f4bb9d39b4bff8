package attacks

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
)

// attack is one request that must not hurt. Where no error is expected, it is answered like any other.
type attack struct {
	name      string
	document  string
	variables string // JSON
	body      string // the whole body, instead of document and variables
	wide      bool   // sent where bodies of 8 MB are taken
	status    int
	code      string // "" for an answer without errors
	answer    string // then: what it is
}

// refused makes an attack that the guard, or whatever comes later, refuses as a bad request.
func refused(name, document, code string) attack {
	return attack{name: name, document: document, status: http.StatusBadRequest, code: code}
}

func TestNothingThatIsSentToSQLiteHurts(t *testing.T) { onSQLite(t).survives(t) }

func TestNothingThatIsSentToNeo4jHurts(t *testing.T) { onNeo4j(t, neo4jtest.Start(t)).survives(t) }

// mayKeep is how much more memory may be in use after an attack than before the first: caches fill.
const mayKeep = 32 << 20

func (s *site) survives(t *testing.T) {
	want, before := s.healthy(t), heap()
	slowest := reply{}
	for _, a := range slices.Concat(documents(), bodies(), pages(), filters(), s.cursors(t), injections()) {
		t.Run(a.name, func(t *testing.T) {
			got := s.send(t, a)
			a.judge(t, got)
			if again := s.healthy(t); again != want {
				t.Errorf("a normal query is answered otherwise afterwards: %.500s", again)
			}
			if more := heap() - before; more > mayKeep {
				t.Errorf("%d bytes more are in use afterwards", more)
			}
			t.Logf("%v", got.took)
			if got.took > slowest.took {
				slowest = reply{body: a.name, took: got.took}
			}
		})
	}
	t.Run("much is streamed in", s.survivesStreams)
	t.Run("slow connections", s.survivesSlowConnections)
	t.Run("many persisted queries", s.survivesPersistedQueries)
	t.Logf("the slowest took %v: %s", slowest.took, slowest.body)
}

func (s *site) send(t *testing.T, a attack) reply {
	t.Helper()
	body, address := a.body, s.address
	if body == "" {
		body = request(a.document, a.variables)
	}
	if a.wide {
		address = s.wide
	}
	return s.post(t, address, strings.NewReader(body))
}

func (a attack) judge(t *testing.T, got reply) {
	t.Helper()
	codes := got.codes(t)
	switch {
	case got.status != a.status:
		t.Errorf("status %d, want %d", got.status, a.status)
	case a.code == "" && (len(codes) > 0 || !strings.Contains(got.body, a.answer)):
		t.Errorf("it is not answered with %s", a.answer)
	case a.code != "" && (len(codes) == 0 || len(codes) > 20 || slices.ContainsFunc(codes, func(c string) bool { return c != a.code })):
		t.Errorf("codes %v, want %s", codes, a.code)
	case a.code != "" && len(got.body) > 64<<10:
		t.Errorf("a refusal of %d bytes", len(got.body))
	}
	if t.Failed() {
		t.Logf("%d %.1000s", got.status, got.body)
	}
}

// numbered repeats a text with the numbers from 0.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
