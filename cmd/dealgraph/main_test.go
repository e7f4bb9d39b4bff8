package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/server"
)

// TestMain runs the program itself where it is asked to: the tests then start themselves as a user starts dealgraph.
func TestMain(m *testing.M) {
	if os.Getenv("DEALGRAPH_TEST_MAIN") != "" {
		main()
	}
	os.Exit(m.Run())
}

// patience bounds what a test waits for; nothing comes near it.
const patience = 2 * time.Minute

// program is the command, in a folder of its own and without the environment's settings.
func program(t *testing.T, dir string, env []string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Dir = dir
	cmd.Env = append([]string{"DEALGRAPH_TEST_MAIN=1", "PATH=" + os.Getenv("PATH"), "HOME=" + dir}, env...)
	return cmd
}

// runs runs the command to its end and gives its exit code and all that it printed.
func runs(t *testing.T, dir string, env []string, args ...string) (code int, output string) {
	t.Helper()
	cmd := program(t, dir, env, args...)
	out, err := cmd.CombinedOutput()
	if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() < 0) {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// served is a server that a test started.
type served struct {
	cmd    *exec.Cmd
	url    string
	output *bytes.Buffer
	done   chan struct{} // closed when all of its output has been read
}

var endpoint = regexp.MustCompile(`endpoint=(http://\S+)`)

// serves starts a server and waits until it says that it is ready.
func serves(t *testing.T, dir string, env []string, args ...string) *served {
	t.Helper()
	s := &served{cmd: program(t, dir, env, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...), output: &bytes.Buffer{}, done: make(chan struct{})}
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		<-s.done
	})
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		s.output.WriteString(lines.Text() + "\n")
		if m := endpoint.FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
			break
		}
	}
	go func() {
		defer close(s.done)
		_, _ = io.Copy(s.output, stderr)
	}()
	if s.url == "" {
		<-s.done
		_ = s.cmd.Wait()
		t.Fatalf("the server ended before it was ready:\n%s", s.output)
	}
	return s
}

// site is where the server is, without the endpoint's path.
func (s *served) site() string { return strings.TrimSuffix(s.url, server.Endpoint) }

// stop sends a signal and gives the exit code.
func (s *served) stop(t *testing.T, signal os.Signal) int {
	t.Helper()
	if err := s.cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	<-s.done
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

func (s *served) ask(t *testing.T, query string) string {
	t.Helper()
	return s.post(t, map[string]any{"query": query})
}

// post sends a request, and gives the answer's body.
func (s *served) post(t *testing.T, request any) string {
	t.Helper()
	body, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(s.url, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const (
	signatories = `{ deal(id: "us-korea-tpd") { signatories { edges { node { name } } } } people(where: {signed: {some: {node: {id: {eq: "us-korea-tpd"}}}}}) { nodes { id } } }`
	whoSigned   = `"people":{"nodes":[{"id":"bae-kyung-hoon"},{"id":"michael-kratsios"}]}`
)

func TestServeMakesAndSeedsAFileAndServesItAgain(t *testing.T) {
	dir := t.TempDir()
	for _, start := range []string{"first", "second"} {
		s := serves(t, dir, nil)
		if answer := s.ask(t, signatories); !strings.Contains(answer, whoSigned) {
			t.Errorf("%s start: %s", start, answer)
		}
		if code := s.stop(t, os.Interrupt); code != exitOK {
			t.Errorf("%s start: Ctrl-C gave the exit code %d\n%s", start, code, s.output)
		}
		if seeded := strings.Contains(s.output.String(), "msg=seeded"); seeded != (start == "first") {
			t.Errorf("%s start: seeded is %t\n%s", start, seeded, s.output)
		}
	}
}

func TestServeShowsTheCommittedSchema(t *testing.T) {
	s := serves(t, t.TempDir(), nil, "--db", ":memory:")
	resp, err := http.Get(s.site() + server.SchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	served, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if committed, err := os.ReadFile("../../graph/api.graphqls"); err != nil || string(served) != string(committed) {
		t.Errorf("%d, and it is not graph/api.graphqls: %v", resp.StatusCode, err)
	}
}

func TestServeInMemoryLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	s := serves(t, dir, []string{"TMPDIR=" + dir}, "--db", ":memory:")
	if answer := s.ask(t, signatories); !strings.Contains(answer, whoSigned) {
		t.Error(answer)
	}
	if code := s.stop(t, syscall.SIGTERM); code != exitOK {
		t.Errorf("exit code %d\n%s", code, s.output)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestWhatCanNotWorkIsSaidWithAnExitCode(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := write("text.db", strings.Repeat("this is no database\n", 500))
	broken := write("broken.yaml", "dataset: x\nPerson:\n  ada:\n    nam: Ada\n    sources: [nowhere#1]\n")
	vocabulary := write("broken.graphqls", "type Lab @node { at: [Nowhere!]! @relationship(type: \"AT\", direction: OUT) }")
	for _, c := range []struct {
		name string
		env  []string
		args []string
		code int
		says string
	}{
		{"a taken port", nil, []string{"serve", "--addr", taken.Addr().String()}, exitAddress, "address already in use"},
		{"a flag that is none", nil, []string{"serve", "--port", "1"}, exitUsage, "unknown flag: --port"},
		{"a bad duration in the environment", []string{"DEALGRAPH_TIMEOUT=soon"}, []string{"serve"}, exitUsage, "DEALGRAPH_TIMEOUT"},
		{"a wildcard origin", nil, []string{"serve", "--addr", "127.0.0.1:0", "--db", ":memory:", "--origin", "*"}, exitUsage, "origin"},
		{"a file that is no database", nil, []string{"serve", "--addr", "127.0.0.1:0", "--db", text}, exitDatabase, "text.db"},
		{"a folder as a database", nil, []string{"serve", "--addr", "127.0.0.1:0", "--db", dir}, exitDatabase, dir},
		{"an unreachable Neo4j", []string{"NEO4J_URI=bolt://127.0.0.1:1"}, []string{"serve", "--addr", "127.0.0.1:0"}, exitUnreachable, "127.0.0.1:1"},
		{"a URI that is none", []string{"NEO4J_URI=http://127.0.0.1:1"}, []string{"serve", "--addr", "127.0.0.1:0"}, exitUsage, "NEO4J_URI"},
		{"a server that is no Neo4j", []string{"NEO4J_URI=bolt://" + taken.Addr().String()}, []string{"serve", "--addr", "127.0.0.1:0"}, exitUnreachable, "answers as a Neo4j"},
		{"an argument too many", nil, []string{"serve", "extra"}, exitUsage, "extra"},
		{"a command that is none", nil, []string{"bogus"}, exitUsage, "bogus"},
		{"a time-out of less than nothing", nil, []string{"serve", "--timeout", "-1s"}, exitUsage, "--timeout"},
		{"no address to ask", nil, []string{"health", "--url", "foo"}, exitUsage, "foo"},
		{"broken data", nil, []string{"seed", "apply", "--yes", "--db", ":memory:", broken}, exitData, "broken.yaml:4:5"},
		{"broken data, without a database", nil, []string{"seed", "validate", broken}, exitData, "broken.yaml:4:5"},
		{"files without a command", nil, []string{"seed", broken}, exitUsage, "seed apply " + broken},
		{"nobody to ask", nil, []string{"seed", "apply", "--db", ":memory:"}, exitUsage, "--yes"},
		{"a missing file", nil, []string{"seed", "plan", "--db", ":memory:", "missing.yaml"}, exitUsage, "missing.yaml"},
		{"a broken vocabulary", nil, []string{"schema", "--schema", vocabulary}, exitData, "broken.graphqls:1:18"},
		{"another vocabulary without data", nil, []string{"seed", "plan", "--schema", write("lab.graphqls", "type Lab @node"), "--db", ":memory:"}, exitUsage, "name the files"},
		{"no server to ask", nil, []string{"health", "--url", "http://127.0.0.1:1/readyz"}, exitUnreachable, "127.0.0.1:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, output := runs(t, dir, c.env, c.args...)
			if code != c.code || !strings.Contains(output, c.says) {
				t.Errorf("exit code %d, want %d, and %q in:\n%s", code, c.code, c.says, output)
			}
			if strings.Contains(output, "goroutine") {
				t.Errorf("a stack trace:\n%s", output)
			}
		})
	}
}

func TestSeedWritesOnceAndThenNothing(t *testing.T) {
	dir := t.TempDir()
	for i, says := range []string{"stored", "up to date"} {
		code, output := runs(t, dir, nil, "seed", "apply", "--yes")
		if code != exitOK || !strings.Contains(output, says) {
			t.Errorf("run %d: exit code %d\n%s", i+1, code, output)
		}
	}
}

func TestAPlanSaysByItsExitCodeWhetherThereAreChanges(t *testing.T) {
	dir := t.TempDir()
	for _, step := range []struct {
		args []string
		code int
	}{{[]string{"plan"}, exitChanges}, {[]string{"apply", "--yes"}, exitOK}, {[]string{"plan"}, exitOK}} {
		if code, output := runs(t, dir, nil, append([]string{"seed"}, step.args...)...); code != step.code {
			t.Errorf("%v: exit code %d, want %d\n%s", step.args, code, step.code, output)
		}
	}
}

func TestTheProjectsDataIsValid(t *testing.T) {
	code, output := runs(t, t.TempDir(), nil, "seed", "validate")
	if code != exitOK || !strings.Contains(output, "no mistakes") || strings.Contains(output, "warning") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestAPlanMakesNoFile(t *testing.T) {
	dir := t.TempDir()
	code, output := runs(t, dir, []string{"TMPDIR=" + dir}, "seed", "plan")
	if code != exitChanges || !strings.Contains(output, "nothing written") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestTheCommandLineGoesBeforeTheEnvironment(t *testing.T) {
	s := serves(t, t.TempDir(), []string{"NEO4J_URI=bolt://127.0.0.1:1", "DEALGRAPH_TIMEOUT=1ms"}, "--db", "own.db", "--timeout", "5s")
	if answer := s.ask(t, signatories); !strings.Contains(answer, whoSigned) {
		t.Error(answer)
	}
	s.stop(t, os.Interrupt)
}

func TestAVocabularyThatOnlyAddsIsServedWithTheProjectsData(t *testing.T) {
	dir := t.TempDir()
	text := dealgraph.Vocabulary + "\ntype Lab @node\n"
	if err := os.WriteFile(filepath.Join(dir, "own.graphqls"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	s := serves(t, dir, nil, "--schema", "own.graphqls")
	if answer := s.ask(t, `{ labs { totalCount } deal(id: "us-korea-tpd") { id } }`); answer != `{"data":{"labs":{"totalCount":0},"deal":{"id":"us-korea-tpd"}}}` {
		t.Error(answer)
	}
	s.stop(t, os.Interrupt)
}

func TestServingNeo4jNeedsWhatSeedMakes(t *testing.T) {
	neo4j := neo4jtest.Start(t)
	dir := t.TempDir()
	env := []string{"NEO4J_URI=" + neo4j.URI, "NEO4J_USERNAME=" + neo4j.Username, "NEO4J_PASSWORD=" + neo4j.Password, "NEO4J_DATABASE=" + neo4j.Database}

	if code, output := runs(t, dir, env, "serve", "--addr", "127.0.0.1:0"); code != exitDatabase || !strings.Contains(output, "dealgraph seed") {
		t.Errorf("before seed: exit code %d\n%s", code, output)
	}
	wrong := append(env[:2:2], "NEO4J_PASSWORD=wrong-password")
	if code, output := runs(t, dir, wrong, "serve", "--addr", "127.0.0.1:0"); code != exitUnreachable || strings.Contains(output, "wrong-password") {
		t.Errorf("with a wrong password: exit code %d\n%s", code, output)
	}
	for i, says := range []string{"stored", "up to date"} {
		if code, output := runs(t, dir, env, "seed", "apply", "--yes"); code != exitOK || !strings.Contains(output, says) {
			t.Errorf("seed, run %d: exit code %d\n%s", i+1, code, output)
		}
	}
	c := collects(t)
	s := serves(t, dir, append(env, "OTEL_EXPORTER_OTLP_ENDPOINT="+c.URL), "--metrics-addr", "127.0.0.1:0", "--timeout", patience.String())
	s.tellsItsMetrics(t, "neo4j", 2)
	if answer := s.ask(t, signatories); !strings.Contains(answer, whoSigned) {
		t.Error(answer)
	}
	s.answersTheGuides(t)
	s.traces(t, c, "neo4j", "MATCH")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
