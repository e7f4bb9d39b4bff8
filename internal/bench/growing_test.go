//go:build measure

package bench_test

import (
	"cmp"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestClients asks each operation by 1, 8, 64 and 512 clients: how many answers come a second and how many are refused, how long
// an answer takes, and what memory the process has.
func TestClients(t *testing.T) {
	s := readSettings(t)
	for _, engine := range s.engines {
		b := start(t, engine, s.nodes)
		for _, op := range s.operations {
			floor, ours := b.sides(t, op)
			for i := range warmUp {
				b.must(t, floor, i)
				b.must(t, ours, i)
			}
			for _, n := range []int{1, 8, 64, 512} {
				for name, side := range map[string]*side{"floor": floor, "Dealgraph": ours} {
					c := crowd{side: side, clients: n}
					c.ask(t, 3*time.Second)
					now, most := memory(t, side.pid)
					t.Logf("%s %s %-9s %3d clients: %.0f answers a second, %d refused, p50 %.2f ms, p95 %.2f ms; %d MB, at most %d MB",
						op.name, engine, name, n, float64(len(c.took))/3, c.refused, percentile(c.took, 50), percentile(c.took, 95), now, most)
				}
			}
		}
	}
}

// crowd is clients that ask at the same time.
type crowd struct {
	*side
	clients int

	mu      sync.Mutex
	took    []time.Duration
	refused int
}

func (c *crowd) ask(t *testing.T, while time.Duration) {
	t.Helper()
	var all sync.WaitGroup
	begun := time.Now()
	for k := range c.clients {
		all.Go(func() {
			for i := k; time.Since(begun) < while; i++ {
				from := time.Now()
				response, err := client.Post(c.url, "application/json", strings.NewReader(string(c.bodies[i%len(c.bodies)])))
				if err != nil {
					t.Error(err)
					return
				}
				drain(response)
				c.note(response.StatusCode, time.Since(from))
			}
		})
	}
	all.Wait()
}

func (c *crowd) note(status int, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if status != http.StatusOK {
		c.refused++
		return
	}
	c.took = append(c.took, took)
}

// TestSoak asks all operations in turn, at a low rate, for DEALGRAPH_BENCH_SOAK (20m), and tells every minute what memory the
// process has.
func TestSoak(t *testing.T) {
	while, err := time.ParseDuration(cmp.Or(os.Getenv("DEALGRAPH_BENCH_SOAK"), "20m"))
	if err != nil {
		t.Fatal(err)
	}
	s := readSettings(t)
	b := start(t, s.engines[0], s.nodes)
	var all []*side
	for _, op := range s.operations {
		_, ours := b.sides(t, op)
		all = append(all, ours)
	}
	var each []int
	asked, told := 0, time.Now()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for begun := time.Now(); time.Since(begun) < while; asked++ {
		<-tick.C
		b.must(t, all[asked%len(all)], asked/len(all))
		if time.Since(told) > time.Minute {
			told = time.Now()
			now, most := memory(t, b.dealgraph.pid)
			each = append(each, now)
			t.Logf("%s: %d answers, %d MB, at most %d MB", time.Since(begun).Round(time.Second), asked, now, most)
		}
	}
	slices.Sort(each)
	t.Logf("%d answers; memory between %v", asked, each)
}
