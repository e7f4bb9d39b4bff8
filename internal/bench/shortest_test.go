//go:build measure

package bench_test

import (
	"slices"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// byNeo4j are the ways in which Neo4j itself finds a shortest path.
var byNeo4j = []struct{ name, text string }{
	{"shortestPath", `MATCH (a:Entity {id: $from}), (b:Entity {id: $to}) MATCH p = shortestPath((a)-[*..6]-(b))
RETURN length(p), [n IN nodes(p) | [n.id, n.name]]`},
	{"SHORTEST 1", `MATCH (a:Entity {id: $from}), (b:Entity {id: $to}) MATCH p = SHORTEST 1 (a)-[]-{1,6}(b)
RETURN length(p), [n IN nodes(p) | [n.id, n.name]]`},
}

// TestShortestPath asks Neo4j's own search for a shortest path beside the operation "path", in turn: for one path between the same
// people, by a raw driver, without a server before it. All must find paths of the same length.
func TestShortestPath(t *testing.T) {
	s := readSettings(t)
	b := start(t, "neo4j", s.nodes)
	ops := operations()
	op := ops[slices.IndexFunc(ops, func(o operation) bool { return o.name == "path" })]
	_, ours := b.sides(t, op)
	d, err := driver.NewDriverWithContext(b.neo4j.URI, driver.BasicAuth(b.neo4j.Username, b.neo4j.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	took := make([][]time.Duration, len(byNeo4j)+1)
	for i := range 6 * len(ours.bodies) {
		from := time.Now()
		answer := decoded(t, b.must(t, ours, i))
		took[0] = append(took[0], time.Since(from))
		for j, way := range byNeo4j {
			from := time.Now()
			length := b.shortest(t, d, way.text, decoded(t, ours.bodies[i%len(ours.bodies)])["variables"].(map[string]any))
			took[j+1] = append(took[j+1], time.Since(from))
			if mine := lengthOf(answer); mine != length {
				t.Errorf("%s gives a path of %d hops for %s, paths one of %d", way.name, length, ours.bodies[i%len(ours.bodies)], mine)
			}
		}
	}
	for i, name := range []string{"paths", byNeo4j[0].name, byNeo4j[1].name} {
		warm := took[i][len(ours.bodies):]
		t.Logf("%-12s %7d nodes: p50 %.2f ms, p95 %.2f ms", name, s.nodes, percentile(warm, 50), percentile(warm, 95))
	}
}

// shortest gives the length of a path; 0 where there is none.
func (b *bench) shortest(t *testing.T, d driver.DriverWithContext, text string, v map[string]any) (length int) {
	t.Helper()
	session := d.NewSession(t.Context(), driver.SessionConfig{AccessMode: driver.AccessModeRead, DatabaseName: b.neo4j.Database})
	defer session.Close(t.Context())
	result, err := session.Run(t.Context(), text, v)
	if err != nil {
		t.Fatal(err)
	}
	for result.Next(t.Context()) {
		n, _ := result.Record().Values[0].(int64)
		length = int(n)
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	return length
}

func lengthOf(answer map[string]any) int {
	nodes := answer["data"].(map[string]any)["paths"].(map[string]any)["nodes"].([]any)
	if len(nodes) == 0 {
		return 0
	}
	return int(nodes[0].(map[string]any)["length"].(float64))
}
