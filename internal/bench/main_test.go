//go:build measure

package bench_test

import (
	"cmp"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// settings are what the command line of `make bench` says.
type settings struct {
	nodes      int
	engines    []string
	operations []operation
}

func readSettings(t *testing.T) settings {
	t.Helper()
	var s settings
	var err error
	if s.nodes, err = strconv.Atoi(cmp.Or(os.Getenv("DEALGRAPH_BENCH_NODES"), "1000")); err != nil {
		t.Fatalf("N is to be a number of nodes: %v", err)
	}
	s.engines = strings.Fields(cmp.Or(os.Getenv("DEALGRAPH_BENCH_ENGINE"), "sqlite neo4j"))
	wanted := strings.Fields(os.Getenv("DEALGRAPH_BENCH_OP"))
	for _, op := range operations() {
		if len(wanted) == 0 || slices.Contains(wanted, op.name) {
			s.operations = append(s.operations, op)
		}
	}
	if len(s.operations) < len(wanted) {
		t.Fatalf("OP is to name some of these operations: %s", names(operations()))
	}
	return s
}

func names(ops []operation) string {
	var all []string
	for _, op := range ops {
		all = append(all, op.name)
	}
	return strings.Join(all, " ")
}

// TestMain is the floor where a measurement has started this program as one.
func TestMain(m *testing.M) {
	if os.Getenv(floorVariable) != "" {
		serveFloor()
		return
	}
	os.Exit(m.Run())
}

// TestOperations measures the named operations, on each engine, and writes down what came out.
func TestOperations(t *testing.T) {
	s := readSettings(t)
	for _, engine := range s.engines {
		t.Run(engine, func(t *testing.T) {
			b := start(t, engine, s.nodes)
			for _, op := range s.operations {
				t.Run(op.name, func(t *testing.T) { b.measure(t, op) })
			}
		})
	}
}
