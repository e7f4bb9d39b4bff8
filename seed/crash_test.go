package seed_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/sqlite"
	"github.com/dealgraph/dealgraph/seed"
)

// crashes is how often a test kills: DEALGRAPH_CRASHES times (make crash), in CI ten times, else as often as there is time for.
func crashes(t *testing.T, otherwise int) int {
	t.Helper()
	text := os.Getenv("DEALGRAPH_CRASHES")
	switch {
	case text == "" && os.Getenv("CI") == "true":
		return 10
	case text == "":
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("DEALGRAPH_CRASHES: %v", err)
	}
	return n
}

// crashContents are two contents of one dataset, some of whose records are the same, some others, and some in one only.
func crashContents() [2][]seed.Source {
	var both [2][]seed.Source
	for i := range both {
		var b strings.Builder
		b.WriteString("dataset: one\nDocument:\n  text: {name: Text, sources: [text]}\nAgency:\n")
		for n := 100 * i; n < 100*i+250; n++ {
			fmt.Fprintf(&b, "  a%d: {name: \"%d of %d\", sources: [text]}\n", n, n, i*(n%2))
		}
		b.WriteString("PART_OF:\n")
		for n := 100*i + 1; n < 100*i+250; n++ {
			fmt.Fprintf(&b, "  - {from: a%d, to: a%d, sources: [\"text#%d\"]}\n", n, n-1, i)
		}
		both[i] = []seed.Source{{Name: "a.yaml", Text: []byte(b.String())}}
	}
	return both
}

// crashDatabase is one that several processes open.
type crashDatabase struct {
	env  []string // tells a child where it is
	open func(ctx context.Context, cat *catalog.Catalog, observe store.Observer) (store.Store, error)
}

func sqliteForCrashes(path string) crashDatabase {
	return crashDatabase{[]string{"CRASH_FILE=" + path}, func(ctx context.Context, cat *catalog.Catalog, observe store.Observer) (store.Store, error) {
		return sqlite.Open(ctx, path, cat, sqlite.Options{Observe: observe})
	}}
}

func neo4jForCrashes(s neo4jtest.Server) crashDatabase {
	return crashDatabase{
		[]string{"CRASH_URI=" + s.URI, "CRASH_USERNAME=" + s.Username, "CRASH_PASSWORD=" + s.Password, "CRASH_DATABASE=" + s.Database},
		func(ctx context.Context, cat *catalog.Catalog, observe store.Observer) (store.Store, error) {
			return neo4j.Open(ctx, cat, neo4j.Config{URI: s.URI, Username: s.Username, Password: s.Password, Database: s.Database, Observe: observe})
		}}
}

// TestApplyingChild is what others run in a process of its own: it applies the two contents in turn, CRASH_TIMES times
// or for ever, and says "statement" before each statement, and "applied N" when a revision has been acknowledged. By itself
// it applies each once.
func TestApplyingChild(t *testing.T) {
	alone := os.Getenv("CRASH_CHILD") == ""
	if alone {
		t.Setenv("CRASH_FILE", filepath.Join(t.TempDir(), "graph.db"))
		t.Setenv("CRASH_TIMES", "2")
	}
	db := sqliteForCrashes(os.Getenv("CRASH_FILE"))
	if uri := os.Getenv("CRASH_URI"); uri != "" {
		db = neo4jForCrashes(neo4jtest.Server{URI: uri, Username: os.Getenv("CRASH_USERNAME"), Password: os.Getenv("CRASH_PASSWORD"),
			Database: os.Getenv("CRASH_DATABASE")})
	}
	cat := testVocabulary(t)
	st, err := db.open(t.Context(), cat, func(context.Context, store.Statement) { fmt.Println("statement") })
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close(context.Background())
	if alone {
		if err := st.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	start, _ := strconv.Atoi(os.Getenv("CRASH_START"))
	times, _ := strconv.Atoi(os.Getenv("CRASH_TIMES"))
	both := [2]*seed.Content{}
	for i, sources := range crashContents() {
		both[i] = contentOf(t, cat, sources)
	}
	for i := 0; times == 0 || i < times; i++ {
		result, err := seed.Apply(t.Context(), st, both[(start+i)%2], seed.Options{AllowRemovals: true})
		switch {
		case errors.Is(err, store.ErrOverloaded): // another process writes
			fmt.Println("refused")
		case err != nil:
			t.Fatal(err)
		default:
			fmt.Println("applied", result.Revision)
		}
	}
}

// applying starts a process that applies contents.
func (db crashDatabase) applying(t *testing.T, start, times int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), binary, "-test.run=^TestApplyingChild$", "-test.v")
	cmd.Env = append(os.Environ(), append([]string{"CRASH_CHILD=yes", fmt.Sprintf("CRASH_START=%d", start), fmt.Sprintf("CRASH_TIMES=%d", times)}, db.env...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// crash lets a process apply contents, ends it by kill after so many statements, and gives the last revision that it
// acknowledged.
func (db crashDatabase) crash(t *testing.T, start, statements int, kill func(*exec.Cmd)) (acknowledged int64) {
	t.Helper()
	cmd, lines := db.applying(t, start, 0)
	var other []string
	for lines.Scan() {
		switch text := lines.Text(); {
		case text == "statement":
			if statements--; statements == 0 {
				kill(cmd)
			}
		case strings.HasPrefix(text, "applied "):
			acknowledged, _ = strconv.ParseInt(strings.TrimPrefix(text, "applied "), 10, 64)
		default:
			other = append(other, text)
		}
	}
	_ = cmd.Wait() // "signal: killed"
	if statements > 0 {
		t.Fatalf("the process ended by itself:\n%s", strings.Join(other, "\n"))
	}
	return acknowledged
}

// whole checks that what is stored is one of the contents and not a mix of them, with the revision that stored it, and that the
// revisions are one after the other. It gives the newest one's number.
func (db crashDatabase) whole(t *testing.T, cat *catalog.Catalog) (newest int64) {
	t.Helper()
	st, err := db.open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close(context.Background())
	// A transaction of the process that was killed may still be about to end.
	if err := st.Write(t.Context(), func(store.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	checkStored(t, st)
	var hashes []string
	for _, sources := range crashContents() {
		hashes = append(hashes, contentOf(t, cat, sources).Datasets[0].Hash)
	}
	all, err := seed.History(t.Context(), st, "", seed.MostRevisions)
	if err != nil {
		t.Fatal(err)
	}
	for i, rev := range all {
		after := rev.Datasets[0].After
		if rev.Number != int64(len(all)-i) || !slices.Contains(hashes, after.Hash) {
			t.Errorf("revision %d of %d: %+v", rev.Number, len(all), rev)
		}
		if i > 0 && all[i-1].Datasets[0].Before != after {
			t.Errorf("revision %d began with what revision %d had not left: %+v, %+v", all[i-1].Number, rev.Number, all[i-1], rev)
		}
	}
	if len(all) == 0 {
		if held := dump(t, st); strings.Contains(held, "ID") {
			t.Errorf("without a revision it holds %.200s", held)
		}
		return 0
	}
	if len(all) > 1 { // what the revision replaced is there, too
		back, err := seed.PlanRollback(t.Context(), st, cat, all[0].Number-1, nil)
		if err != nil || back.Datasets[0].Hash != all[1].Datasets[0].After.Hash {
			t.Errorf("a rollback of revision %d would give %+v, %v", all[0].Number, back.Datasets, err)
		}
	}
	return all[0].Number
}

// prepare makes what the vocabulary needs.
func (db crashDatabase) prepare(t *testing.T, cat *catalog.Catalog) {
	t.Helper()
	st, err := db.open(t.Context(), cat, nil)
	if err == nil {
		err = errors.Join(st.Prepare(t.Context()), st.Close(t.Context()))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// killed crashes so many times, and looks each time.
func (db crashDatabase) killed(t *testing.T, times, statements int, kill func(int, *exec.Cmd)) {
	cat := testVocabulary(t)
	db.prepare(t, cat)
	random := rand.New(rand.NewPCG(rand.Uint64(), 1))
	newest, unacknowledged := int64(0), 0
	for i := range times {
		n := 1 + random.IntN(statements)
		acknowledged := max(newest, db.crash(t, int(newest), n, func(cmd *exec.Cmd) { kill(i, cmd) }))
		now := db.whole(t, cat)
		if now < acknowledged || now > acknowledged+1 {
			t.Fatalf("killed after %d statements: revision %d was acknowledged, and %d is stored", n, acknowledged, now)
		}
		if now > acknowledged {
			unacknowledged++
		}
		newest = now
	}
	t.Logf("killed %d times: %d revisions stored, %d of them before they were acknowledged", times, newest, unacknowledged)
}

func TestACrashLeavesTheOldRevisionOrTheNewOne(t *testing.T) {
	sqliteForCrashes(filepath.Join(t.TempDir(), "graph.db")).killed(t, crashes(t, 10), 4_000, func(_ int, cmd *exec.Cmd) { _ = cmd.Process.Kill() })
}

// Every third time it is the server that is killed.
func TestACrashOnNeo4jLeavesTheOldRevisionOrTheNewOne(t *testing.T) {
	server := neo4jtest.Own(t)
	neo4jForCrashes(server.Server).killed(t, crashes(t, 3), 150, func(i int, cmd *exec.Cmd) {
		if i%3 == 2 {
			server.Kill()
		}
		_ = cmd.Process.Kill()
		if i%3 == 2 {
			server.Restart()
		}
	})
}

func TestTwoProcessesThatApplyAtOnceDontMix(t *testing.T) {
	sqliteForCrashes(filepath.Join(t.TempDir(), "graph.db")).shared(t)
}

func TestTwoProcessesThatApplyAtOnceOnNeo4jDontMix(t *testing.T) {
	neo4jForCrashes(*neo4jtest.Start(t)).shared(t)
}

// shared lets two processes apply other contents in turn.
func (db crashDatabase) shared(t *testing.T) {
	cat := testVocabulary(t)
	db.prepare(t, cat)
	applied := make(chan int)
	for start := range 2 {
		cmd, lines := db.applying(t, start, 6)
		go func() {
			n := 0
			for lines.Scan() {
				if text := lines.Text(); strings.HasPrefix(text, "applied ") && text != "applied 0" {
					n++
				}
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("a process ended with %v", err)
			}
			applied <- n
		}()
	}
	n := <-applied + <-applied
	if newest := db.whole(t, cat); n < 2 || newest != int64(n) {
		t.Errorf("%d revisions were acknowledged, and %d stored", n, newest)
	}
}
