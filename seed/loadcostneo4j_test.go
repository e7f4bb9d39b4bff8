//go:build measure

package seed_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/synthetic"
	"github.com/dealgraph/dealgraph/seed"
)

// TestTheCostOfALoadOnNeo4j sets it beside a loader written by hand, with the same indexes in place: it has all nodes and
// relationships as they are to be, those that serve searches and look-ups included, and sends them ten thousand at a time, each
// time in a transaction: `UNWIND $rows AS row CREATE …`. It checks, looks up and works out nothing. A server compiles for some
// minutes, whatever it runs: the two take turns, and the last turn says most.
func TestTheCostOfALoadOnNeo4j(t *testing.T) {
	n := loadSize(t)
	server := neo4jtest.Start(t)
	cat := projectVocabulary(t)
	graph, err := synthetic.New(cat, synthetic.Options{Nodes: n, Relationships: 5 * n})
	if err != nil {
		t.Fatal(err)
	}
	s := &serverCost{t: t, driver: server.Driver(t), database: server.Database}
	load := func() cost {
		t.Helper()
		st := openNeo4j(t, server, cat)
		return s.of(func() {
			if _, err := seed.LoadRecords(t.Context(), st, cat, graph.Records(), seed.LoadOptions{Batched: true}); err != nil {
				t.Fatal(err)
			}
		})
	}
	load() // for its rows
	groups := s.spooled(t.TempDir())
	for range 3 {
		openNeo4j(t, server, cat) // empty, with the same indexes
		var beside cost
		rows := 0
		for _, g := range groups {
			rows += g.load(s, &beside)
		}
		took := load()
		t.Logf("%d nodes: load of what is made up, in parts: %s", n, took)
		t.Logf("a loader by hand of the same %d nodes and relationships: %s", rows, beside)
		t.Logf("the ratio: %s", took.beside(beside))
	}
}

// serverCost measures a server together with this process.
type serverCost struct {
	t        *testing.T
	driver   driver.DriverWithContext
	database string
}

func (s *serverCost) run(text string, params map[string]any, each func(*driver.Record)) {
	s.t.Helper()
	session := s.driver.NewSession(s.t.Context(), driver.SessionConfig{DatabaseName: s.database})
	defer session.Close(s.t.Context())
	result, err := session.Run(s.t.Context(), text, params)
	if err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
	for result.Next(s.t.Context()) {
		if each != nil {
			each(result.Record())
		}
	}
	if err := result.Err(); err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
}

// processorTime is what the server's process has used.
func (s *serverCost) processorTime() (used time.Duration) {
	s.run("CALL dbms.queryJmx('java.lang:type=OperatingSystem') YIELD attributes RETURN attributes.ProcessCpuTime.value", nil, func(r *driver.Record) {
		nanoseconds, _ := r.Values[0].(int64)
		used = time.Duration(nanoseconds)
	})
	return used
}

func (s *serverCost) of(f func()) (c cost) {
	before := s.processorTime()
	c.add(f)
	c.processor += s.processorTime() - before
	return c
}

// rowGroup is all nodes of some labels, or all relationships of a type, in a file.
type rowGroup struct {
	create string
	file   string
	rows   int
}

// spooled writes all that a load makes many of to files.
func (s *serverCost) spooled(dir string) (groups []rowGroup) {
	var labels, types []string
	s.run("MATCH (n) WHERE NOT n:Vocabulary AND NOT n:WriteLock AND NOT n:Dataset AND NOT n:Revision AND NOT n:RevisionDataset AND NOT n:Undo WITH DISTINCT labels(n) AS l RETURN reduce(s = '', x IN l | s + ':`' + x + '`') AS l ORDER BY l STARTS WITH ':`Entity`' DESC, l", nil,
		func(r *driver.Record) { labels = append(labels, r.Values[0].(string)) })
	s.run("CALL db.relationshipTypes()", nil, func(r *driver.Record) { types = append(types, r.Values[0].(string)) })
	for i, l := range labels {
		groups = append(groups, s.spool(filepath.Join(dir, fmt.Sprint("node", i)), "MATCH (x"+l+") RETURN properties(x)",
			"UNWIND $rows AS row CREATE (n"+l+") SET n = row"))
	}
	for i, typ := range types {
		groups = append(groups, s.spool(filepath.Join(dir, fmt.Sprint("rel", i)), "MATCH ()-[x:`"+typ+"`]->() RETURN properties(x)",
			"UNWIND $rows AS row MATCH (a:Entity) USING INDEX SEEK a:Entity(id) WHERE a.id = row.fromId MATCH (b:Entity) USING INDEX SEEK b:Entity(id) WHERE b.id = row.toId "+
				"CREATE (a)-[r:`"+typ+"`]->(b) SET r = row"))
	}
	return groups
}

func (s *serverCost) spool(path, find, create string) rowGroup {
	g := rowGroup{create: create, file: path}
	f, err := os.Create(path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	lines := json.NewEncoder(out)
	s.run(find, nil, func(r *driver.Record) {
		g.rows++
		if err := lines.Encode(r.Values[0]); err != nil {
			s.t.Fatal(err)
		}
	})
	if err := out.Flush(); err != nil {
		s.t.Fatal(err)
	}
	return g
}

// load sends the rows. What it takes to read them from the file is not counted.
func (g rowGroup) load(s *serverCost, took *cost) int {
	f, err := os.Open(g.file)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	lines := json.NewDecoder(bufio.NewReader(f))
	lines.UseNumber()
	var rows []any
	send := func() {
		before := s.processorTime()
		took.add(func() { s.run(g.create, map[string]any{"rows": rows}, nil) })
		took.processor += s.processorTime() - before
		rows = nil
	}
	for range g.rows {
		var row map[string]any
		if err := lines.Decode(&row); err != nil {
			s.t.Fatal(err)
		}
		for name, v := range row {
			if number, is := v.(json.Number); is { // no property of ours is a fraction
				n, err := number.Int64()
				if err != nil {
					s.t.Fatal(err)
				}
				row[name] = n
			}
		}
		if rows = append(rows, row); len(rows) == 10_000 {
			send()
		}
	}
	if len(rows) > 0 {
		send()
	}
	return g.rows
}
