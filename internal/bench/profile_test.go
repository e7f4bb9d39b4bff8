//go:build measure

package bench_test

import (
	"os"
	"runtime/pprof"
	"testing"
	"time"
)

// TestProfile runs the operations in this process for a while each, and writes where the time goes to DEALGRAPH_BENCH_PROFILE, and
// where the floor's goes to a file beside it.
func TestProfile(t *testing.T) {
	file := os.Getenv("DEALGRAPH_BENCH_PROFILE")
	if file == "" {
		t.Fatal("DEALGRAPH_BENCH_PROFILE names no file")
	}
	s := readSettings(t)
	b := start(t, s.engines[0], s.nodes)
	for _, op := range s.operations {
		floor, ours := b.sides(t, op)
		floor.profile(t, op, "/"+op.name, file+".floor")
		ours.profile(t, op, "/graphql", file)
	}
}

func (s *side) profile(t *testing.T, op operation, path, file string) {
	t.Helper()
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for i := range warmUp {
		inside(t, s.handler, path, s.bodies[i%len(s.bodies)])
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		t.Fatal(err)
	}
	n, used := 0, processorTime(t, os.Getpid())
	for begun := time.Now(); time.Since(begun) < 4*time.Second; n++ {
		inside(t, s.handler, path, s.bodies[n%len(s.bodies)])
	}
	pprof.StopCPUProfile()
	t.Logf("%s %s: %v of processors for each of %d", op.name, path, (processorTime(t, os.Getpid())-used)/time.Duration(n), n)
}
