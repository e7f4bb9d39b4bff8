package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/seed"
)

func TestWhatIsMadeUpIsTheSameAsFilesAndInADatabase(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{
		{"generate", "--nodes", "200", "--output", "a"},
		{"generate", "--nodes", "200", "--output", "b"},
		{"generate", "--nodes", "200", "--output", "yaml", "--format", "yaml"},
		{"generate", "--nodes", "200", "--output", "csv", "--format", "csv", "--gzip"},
		{"generate", "--nodes", "200", "--db", "direct.db"},
		{"seed", "load", "a", "--db", "loaded.db", "--batched"},
	} {
		if code, output := runs(t, dir, nil, args...); code != exitOK {
			t.Fatalf("%v: exit code %d\n%s", args, code, output)
		}
	}
	sameFiles(t, filepath.Join(dir, "a"), filepath.Join(dir, "b"))
	for _, args := range [][]string{
		{"seed", "plan", "a", "--db", "direct.db"},
		{"seed", "plan", "yaml", "--db", "direct.db"},
		{"seed", "plan", "csv", "--db", "loaded.db"},
	} {
		if code, output := runs(t, dir, nil, args...); code != exitOK || !strings.Contains(output, "dataset synthetic: up to date") {
			t.Errorf("%v: exit code %d\n%s", args, code, output)
		}
	}
}

func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	err := filepath.WalkDir(a, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		one, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		other, err := os.ReadFile(filepath.Join(b, strings.TrimPrefix(path, a)))
		if string(one) != string(other) {
			t.Errorf("%s differs", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWhatCanNotBeMadeUpOrLoadedIsSaidWithAnExitCode(t *testing.T) {
	dir := t.TempDir()
	if code, output := runs(t, dir, nil, "generate", "--nodes", "20", "--db", "there.db"); code != exitOK {
		t.Fatal(output)
	}
	if err := os.WriteFile(filepath.Join(dir, "broken.jsonl"), []byte(`{"dataset":"d","type":"Person","id":"a"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"generate", "--output", "x"}, exitUsage, "--nodes"},
		{[]string{"generate", "--nodes", "5"}, exitUsage, "say where to"},
		{[]string{"generate", "--nodes", "5", "--output", "x", "--db", "x.db"}, exitUsage, "give one of them"},
		{[]string{"generate", "--nodes", "5", "--relationships", "-1", "--output", "x"}, exitUsage, "--relationships"},
		{[]string{"generate", "--nodes", "5", "--dataset", "No Slug", "--output", "x"}, exitUsage, "No Slug"},
		{[]string{"generate", "--nodes", "5", "--db", "there.db"}, exitFailure, "stored already"},
		{[]string{"seed", "load"}, exitUsage, "name files to load"},
		{[]string{"seed", "load", "--discard", "broken.jsonl"}, exitUsage, "--discard and none"},
		{[]string{"seed", "load", "--discard", "--db", "none.db"}, exitDatabase, "none.db"},
		{[]string{"seed", "load", "--discard", "--db", "there.db"}, exitOK, "nothing to discard"},
		{[]string{"seed", "load", "broken.jsonl", "--db", "new.db"}, exitData, "broken.jsonl:1:1: Person a has no name"},
		{[]string{"seed", "load", "missing.jsonl", "--db", "new.db"}, exitUsage, "missing.jsonl"},
	} {
		code, output := runs(t, dir, nil, c.args...)
		if code != c.code || !strings.Contains(output, c.says) {
			t.Errorf("%v: exit code %d, want %d, and %q in:\n%s", c.args, code, c.code, c.says, output)
		}
	}
}

// brokenLoad leaves in a file what a load leaves that is broken off.
func brokenLoad(t *testing.T, path string) {
	t.Helper()
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	st, err := sqlite.Open(t.Context(), path, cat, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close(context.WithoutCancel(t.Context()))
	if err := st.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = st.Load(t.Context(), func(l store.Loader) error {
		l.SetLoading(store.Loading{Dataset: "synthetic", Content: "another"})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseThatIsBeingLoadedIsServedWithLOADINGUntilItIsWhole(t *testing.T) {
	dir := t.TempDir()
	brokenLoad(t, filepath.Join(dir, "dealgraph.db"))
	s := serves(t, dir, nil)
	probe := func() (int, string) {
		resp, err := http.Get(strings.TrimSuffix(s.url, "/graphql") + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(text)
	}
	if status, text := probe(); status != http.StatusServiceUnavailable || text != "not ready: LOADING\n" {
		t.Errorf("/readyz: %d %s", status, text)
	}
	if answer := s.ask(t, `{ deals { totalCount } }`); !strings.Contains(answer, `"code":"LOADING"`) || strings.Contains(answer, "totalCount") {
		t.Error(answer)
	}
	if code, output := runs(t, dir, nil, "seed", "apply", "--yes"); code != exitUnreachable || !strings.Contains(output, "being loaded") {
		t.Errorf("apply meanwhile: exit code %d\n%s", code, output)
	}
	if code, output := runs(t, dir, nil, "generate", "--nodes", "100", "--db", "dealgraph.db", "--batched"); code != exitOK {
		t.Fatalf("exit code %d\n%s", code, output)
	}
	if status, text := probe(); status != http.StatusOK {
		t.Errorf("/readyz: %d %s", status, text)
	}
	if answer := s.ask(t, `{ datasets { name nodes } }`); answer != `{"data":{"datasets":[{"name":"synthetic","nodes":100}]}}` {
		t.Error(answer)
	}
	s.stop(t, os.Interrupt)
}

// interrupting ends a context, as Ctrl-C does, when records are being stored.
type interrupting struct {
	bytes.Buffer
	end context.CancelFunc
}

func (w *interrupting) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("stored")) {
		w.end()
	}
	return w.Buffer.Write(p)
}

func TestALoadThatIsInterruptedSaysHowToGoOn(t *testing.T) {
	dir := t.TempDir()
	for file, says := range map[string]string{"whole.db": "canceled", "parts.db": "run the same again to go on"} {
		ctx, cancel := context.WithCancel(t.Context())
		output := &interrupting{end: cancel}
		args := []string{"generate", "--nodes", "8000", "--db", filepath.Join(dir, file)}
		if file == "parts.db" {
			args = append(args, "--batched")
		}
		if code := run(ctx, args, nil, output, output); code == exitOK || !strings.Contains(output.String(), says) {
			t.Errorf("%v: exit code %d\n%s", args, code, output)
		}
		cancel()
	}
	if code, output := runs(t, dir, nil, "generate", "--nodes", "50", "--db", "whole.db"); code != exitOK {
		t.Errorf("after the whole one: %d\n%s", code, output)
	}
	if code, output := runs(t, dir, nil, "seed", "load", "--discard", "--db", "parts.db"); code != exitOK || !strings.Contains(output, "dataset synthetic: what was stored of it is removed") {
		t.Errorf("discard: %d\n%s", code, output)
	}
}

func TestALoadInPartsIntoNeo4j(t *testing.T) {
	server := neo4jtest.Start(t)
	dir := t.TempDir()
	env := []string{"NEO4J_URI=" + server.URI, "NEO4J_USERNAME=" + server.Username, "NEO4J_PASSWORD=" + server.Password, "NEO4J_DATABASE=" + server.Database}
	if code, output := runs(t, dir, env, "generate", "--nodes", "100", "--batched"); code != exitOK {
		t.Fatalf("exit code %d\n%s", code, output)
	}
	if code, output := runs(t, dir, env, "generate", "--nodes", "100", "--output", "files"); code != exitOK {
		t.Fatalf("exit code %d\n%s", code, output)
	}
	if code, output := runs(t, dir, env, "seed", "plan", "files"); code != exitOK || !strings.Contains(output, "up to date") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestALineOfProgressTellsRateAndTimeLeft(t *testing.T) {
	for _, c := range []struct {
		p    seed.Progress
		want string
	}{
		{seed.Progress{Stage: "stored", Done: 500, Total: 2000}, "stored 500 of 2000 records, 50 a second, 30s left"},
		{seed.Progress{Stage: "stored", Done: 2000, Total: 2000}, "stored 2000 records, 200 a second"},
		{seed.Progress{Stage: "checked", Done: 500}, "checked 500 records, 50 a second"},
		{seed.Progress{Stage: "stored", Total: 2000}, "stored 0 of 2000 records"},
	} {
		if got := progressLine(c.p, 10*time.Second); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
