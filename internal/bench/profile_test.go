//go:build measure

package bench_test

import (
	"net/http"
	"os"
	"runtime/pprof"
	"testing"
	"time"
)

// TestProfile runs the operations in this process for a while each, and writes where the time goes to DEALGRAPH_BENCH_PROFILE.
func TestProfile(t *testing.T) {
	file := os.Getenv("DEALGRAPH_BENCH_PROFILE")
	if file == "" {
		t.Fatal("DEALGRAPH_BENCH_PROFILE names no file")
	}
	s := readSettings(t)
	b := start(t, s.engines[0], s.nodes)
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var h http.Handler = b.inside
	for _, op := range s.operations {
		_, ours := b.sides(t, op)
		for i := range warmUp {
			inside(t, h, "/graphql", ours.bodies[i%len(ours.bodies)])
		}
		if err := pprof.StartCPUProfile(out); err != nil {
			t.Fatal(err)
		}
		n, used := 0, processorTime(t, os.Getpid())
		for begun := time.Now(); time.Since(begun) < 4*time.Second; n++ {
			inside(t, h, "/graphql", ours.bodies[n%len(ours.bodies)])
		}
		pprof.StopCPUProfile()
		t.Logf("%s: %v of processors for each of %d", op.name, (processorTime(t, os.Getpid())-used)/time.Duration(n), n)
	}
}
