package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"golang.org/x/tools/txtar"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/seed"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata; review the diff")

// TestCases answers the queries of testdata/cases over the project's own data (and testdata/more.yaml) in memory and on
// SQLite, and compares the answers and all that leads to them. What a case's comment marks `index: required` may not
// read a whole table, whatever the case's file says.
func TestCases(t *testing.T) {
	cat := vocabulary(t, "")
	var run recorder
	reference := newAPIWith(t, cat, memory.NewObserved(cat, run.observe), graph.Options{Version: "test", Anew: true}) // no placeholders in plans
	onFile := onSQLite(t, cat, nil)
	lite := newAPI(t, cat, onFile)
	for _, a := range []*api{reference, lite} {
		loaded(t, cat, a.store, ownData(t))
	}
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			run.take()
			answer := reference.ask(t.Context(), c.query, c.variables)
			got := []txtar.File{{Name: "response.json", Data: []byte(text(t, answer))}}
			plans, questions := planned(t, reference, c)
			if len(questions) > 0 {
				got = append([]txtar.File{{Name: "question.txt", Data: []byte(questions)}, {Name: "plans.txt", Data: []byte(strings.Join(run.take(), "\n"))}}, got...)
			}
			if len(plans) > 0 {
				got = append(explained(t, cat, onFile, c, plans), got...)
			}
			c.compare(t, got)
			sameAnswer(t, "SQLite", answer, lite.ask(t.Context(), c.query, c.variables))
		})
	}
}

// TestCasesOnNeo4j demands the same answers of Neo4j.
func TestCasesOnNeo4j(t *testing.T) {
	if *update {
		t.Skip("-update needs no server")
	}
	cat := vocabulary(t, "")
	reference := newAPI(t, cat, inMemory(t, cat))
	remote := newAPI(t, cat, onNeo4j(t, neo4jtest.Start(t), cat, nil))
	for _, a := range []*api{reference, remote} {
		loaded(t, cat, a.store, ownData(t))
	}
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			sameAnswer(t, "Neo4j", reference.ask(t.Context(), c.query, c.variables), remote.ask(t.Context(), c.query, c.variables))
		})
	}
}

// ownData is the project's own data and a small dataset of what that has no example of: former ids, ranks, posts with
// dates, odd texts.
func ownData(t testing.TB) []seed.Source {
	t.Helper()
	sources := builtin(t)
	more, err := os.ReadFile(filepath.Join("testdata", "more.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return append(sources, seed.Source{Name: "more.yaml", Text: more})
}

// builtin is the data that comes with the project.
func builtin(t testing.TB) []seed.Source {
	t.Helper()
	sources, err := seed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func sameAnswer(t *testing.T, engine string, want, got *graphql.Response) {
	t.Helper()
	if wants, gots := text(t, want), text(t, got); wants != gots {
		t.Errorf("%s answers otherwise:\n%s\nthan the reference:\n%s", engine, gots, wants)
	} else if !bytes.Equal(want.Data, got.Data) {
		t.Errorf("%s answers with other bytes:\n%s\nthan the reference:\n%s", engine, got.Data, want.Data)
	}
}

// apiCase is one file of testdata/cases: what it is about, a query, and all that it comes to.
type apiCase struct {
	name      string
	path      string
	archive   *txtar.Archive
	query     string
	variables map[string]any
}

func cases(t *testing.T) []apiCase {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	all := make([]apiCase, len(paths))
	for i, path := range paths {
		all[i] = readCase(t, path)
	}
	return all
}

func readCase(t *testing.T, path string) apiCase {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := apiCase{name: strings.TrimSuffix(filepath.Base(path), ".txtar"), path: path, archive: archive}
	for _, f := range archive.Files {
		switch f.Name {
		case "query.graphql":
			c.query = string(f.Data)
		case "variables.json":
			c.variables = variables(t, string(f.Data))
		}
	}
	return c
}

// variables reads variables as a server does: numbers keep their digits.
func variables(t testing.TB, text string) map[string]any {
	t.Helper()
	if text == "" {
		return nil
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var values map[string]any
	if err := dec.Decode(&values); err != nil {
		t.Fatalf("variables: %v\n%s", err, text)
	}
	return values
}

// given tells what of a case is written by hand.
func given(name string) bool { return name == "query.graphql" || name == "variables.json" }

// compare compares what a case comes to with its file, or rewrites the file.
func (c apiCase) compare(t *testing.T, got []txtar.File) {
	t.Helper()
	archive := &txtar.Archive{Comment: c.archive.Comment}
	for _, f := range c.archive.Files {
		if given(f.Name) {
			archive.Files = append(archive.Files, f)
		}
	}
	archive.Files = append(archive.Files, got...)
	if *update {
		if err := os.WriteFile(c.path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := map[string]string{}
	for _, f := range c.archive.Files {
		want[f.Name] = string(f.Data)
	}
	for _, f := range archive.Files {
		if w, ok := want[f.Name]; !ok || w != string(f.Data) {
			t.Errorf("%s: %s is now:\n%s\nthe file has:\n%s", c.path, f.Name, f.Data, w)
		}
		delete(want, f.Name)
	}
	for name := range want {
		t.Errorf("%s: %s is no more", c.path, name)
	}
}

// root is one root field's plan.
type root struct {
	key  string
	plan *plan.Query
}

// planned gives the plans of a case's root fields, and as text the questions that take more than one: none where the query is wrong.
func planned(t *testing.T, a *api, c apiCase) (plans []root, questions string) {
	t.Helper()
	op, errs := a.exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: c.query, Variables: c.variables})
	if errs != nil {
		return nil, ""
	}
	roots := collect.NewRoots(a.cat)
	collector := collect.New(a.cat, roots, op, collect.DefaultLimits(), nil)
	for _, f := range collect.RootFields(op) {
		if _, ours := roots[f.Name]; !ours {
			continue
		}
		r, err := collector.Field(f)
		if err != nil {
			return nil, ""
		}
		switch q := r.Question.(type) {
		case nil:
		case explore.Plan:
			plans = append(plans, root{f.Alias, q.Query})
		default:
			questions += q.String()
		}
	}
	return plans, questions
}

// explained gives what the plans come to in each engine's language.
func explained(t *testing.T, cat *catalog.Catalog, onFile *sqlite.Store, c apiCase, plans []root) []txtar.File {
	t.Helper()
	parts := []txtar.File{{Name: "plan.txt"}, {Name: "sqlite.sql"}, {Name: "sqlite.args"}, {Name: "sqlite.explain"}, {Name: "neo4j.cypher"}, {Name: "neo4j.params"}}
	for _, p := range plans {
		sql, err := sqlite.Compile(cat, p.plan)
		if err != nil {
			t.Fatal(err)
		}
		steps, err := onFile.Explain(t.Context(), p.plan)
		if err != nil {
			t.Fatal(err)
		}
		c.judge(t, steps)
		cypher := neo4j.Compile(cat, p.plan)
		for i, text := range []string{p.plan.String(), sql.SQL, compact(t, sql.Args), strings.Join(steps, "\n"), cypher.Cypher, compact(t, cypher.Params)} {
			if len(plans) > 1 {
				parts[i].Data = fmt.Appendf(parts[i].Data, "# %s\n", p.key)
			}
			parts[i].Data = append(parts[i].Data, strings.TrimRight(text, "\n")+"\n"...)
		}
	}
	return parts
}

func compact(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// onNeo4j opens a store on a test's server.
func onNeo4j(t testing.TB, server *neo4jtest.Server, cat *catalog.Catalog, observe store.Observer) *neo4j.Store {
	t.Helper()
	st, err := neo4j.Open(t.Context(), cat, neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database, Observe: observe})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close(context.Background()) })
	return st
}

// harmless are scans of what is no table: a row of constants, a subquery that was just worked out, a list's elements.
var harmless = regexp.MustCompile(`^SCAN (CONSTANT ROW|k\d+|\(subquery-\d+\)|\w+ VIRTUAL TABLE INDEX .*)$`)

// judge holds a case to what its comment promises: with `index: required` no step reads a whole table, but for what a
// line `index: may SCAN …` names; with `order: from an index` none sorts.
func (c apiCase) judge(t *testing.T, steps []string) {
	t.Helper()
	comment := string(c.archive.Comment)
	for _, step := range steps {
		step = strings.TrimSpace(step)
		scans := strings.HasPrefix(step, "SCAN ") && !harmless.MatchString(step) && !strings.Contains(comment, "index: may "+step+"\n")
		if scans && strings.Contains(comment, "index: required\n") {
			t.Errorf("an index is required, but SQLite would: %s", step)
		}
		if strings.Contains(step, "TEMP B-TREE FOR") && strings.Contains(comment, "order: from an index\n") {
			t.Errorf("an index has that order, but SQLite would: %s", step)
		}
	}
}
