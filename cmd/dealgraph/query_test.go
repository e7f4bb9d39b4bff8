package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const signed = `query Signed($id: ID!, $n: Int = 5) {
  deal(id: $id) { name signatories(first: $n) { totalCount nodes { id name aliases } } }
}
query TooMany { deals(first: 100000) { nodes { id } } }
`

func TestQueryAsksADatabaseAsItAsksAServer(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"q.graphql": signed, "broken.graphql": "{ deal(id: \"us-korea-tpd\") { nam } }", "v.json": `{"id": "us-korea-tpd", "n": 1}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := serves(t, dir, nil)
	for _, endpoint := range [][]string{{"--db", "dealgraph.db"}, {"--url", s.url}} {
		for _, c := range []struct {
			args []string
			code int
			says string
		}{
			{[]string{"q.graphql", "--operation", "Signed", "-v", "id=us-korea-tpd", "--format", "csv"}, exitOK,
				"deal.name,deal.signatories.totalCount,id,name,aliases\nU.S.-Korea Technology Prosperity Deal,3,bae-kyung-hoon,Bae Kyung-hoon,"},
			{[]string{"q.graphql", "--operation", "Signed", "--variables", "v.json", "--format", "table"}, exitOK, "these are the first 1 rows; there are more"},
			{[]string{"q.graphql", "--operation", "Signed", "-v", "id=us-korea-tpd"}, exitOK, `"id": "michael-kratsios"`},
			{[]string{"broken.graphql"}, exitAnswer, `dealgraph: GRAPHQL_VALIDATION_FAILED: 1:30: Cannot query field "nam"`},
			{[]string{"q.graphql", "--operation", "TooMany", "--format", "csv"}, exitAnswer, "dealgraph: BAD_USER_INPUT: "},
			{[]string{"q.graphql", "--operation", "Signed", "-v", "id=us-korea-tpd", "-v", "n=all"}, exitUsage, `the variable n, which is Int: "all" is none`},
			{[]string{"q.graphql", "--operation", "Signed", "-v", "id=us-korea-tpd", "--max-answer", "9"}, exitAnswer, "more than 9 bytes"},
			{[]string{"q.graphql"}, exitUsage, "there are 2 operations in it: name one, of Signed, TooMany"},
			{[]string{"q.graphql", "--format", "xml"}, exitUsage, "--format"},
		} {
			args := append(append([]string{"query"}, endpoint...), c.args...)
			code, output := runs(t, dir, nil, args...)
			if code != c.code || !strings.Contains(output, c.says) {
				t.Errorf("%v: exit code %d, want %d, and %q in:\n%s", args, code, c.code, c.says, output)
			}
			if c.code != exitOK && strings.Contains(output, `"data"`) {
				t.Errorf("%v: data beside an error:\n%s", args, output)
			}
		}
	}
}

func TestQueryMakesNoDatabase(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "q.graphql"), []byte("{ version }"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"query", "q.graphql"}, exitDatabase, "dealgraph.db"},
		{[]string{"query", "q.graphql", "--db", ":memory:"}, exitDatabase, ":memory:"},
		{[]string{"query", "q.graphql", "--db", "x.db", "--url", "http://127.0.0.1:1/graphql"}, exitUsage, "db"},
		{[]string{"query", "q.graphql", "--url", "http://127.0.0.1:1/graphql"}, exitUnreachable, "127.0.0.1:1"},
		{[]string{"query", "q.graphql", "--url", "here"}, exitUsage, "here"},
		{[]string{"query", "missing.graphql"}, exitUsage, "missing.graphql"},
		{[]string{"query"}, exitUsage, "takes one argument"},
		{[]string{"query", "q.graphql", "-H", "secret"}, exitUsage, "--header"},
	} {
		code, output := runs(t, dir, nil, c.args...)
		if code != c.code || !strings.Contains(output, c.says) || strings.Contains(output, "secret") {
			t.Errorf("%v: exit code %d, want %d, and %q in:\n%s", c.args, code, c.code, c.says, output)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestExplainTellsHowAQuestionIsAnswered(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "q.graphql"), []byte(signed), 0o644); err != nil {
		t.Fatal(err)
	}
	silent, telling := serves(t, dir, nil), serves(t, dir, nil, "--explain")
	asked := []string{"explain", "q.graphql", "--operation", "Signed", "-v", "id=us-korea-tpd"}
	for _, c := range []struct {
		args []string
		code int
		says []string
	}{
		{[]string{"--db", "dealgraph.db"}, exitOK, []string{"# deal, statement 1 of 1: ", "Expand SIGNED IN", "SELECT ", "1: String", "USING INDEX"}},
		{[]string{"--db", "dealgraph.db", "--format", "json"}, exitOK, []string{`"engine": "SCAN CONSTANT ROW`}},
		{[]string{"--url", telling.url}, exitOK, []string{"# deal, statement 1 of 1: ", "SELECT "}},
		{[]string{"--url", silent.url}, exitAnswer, []string{"FORBIDDEN: "}},
		{[]string{"--format", "csv"}, exitUsage, []string{"--format must be one of text, json"}},
	} {
		code, output := runs(t, dir, nil, append(asked, c.args...)...)
		for _, says := range c.says {
			if code != c.code || !strings.Contains(output, says) {
				t.Errorf("%v: exit code %d, want %d, and %q in:\n%s", c.args, code, c.code, says, output)
			}
		}
	}
}
