package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// inForce gives what dealgraph config prints, by option: the value, and where it is from.
func inForce(t *testing.T, output string) map[string][2]string {
	t.Helper()
	found := map[string][2]string{}
	for _, m := range regexp.MustCompile(`(?m)^(?:# )? *([a-z0-9-]+): (.*?) +# (.+)$`).FindAllStringSubmatch(output, -1) {
		found[m[1]] = [2]string{m[2], m[3]}
	}
	return found
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const everywhere = `# the file has all of them
addr: 127.0.0.1:1
db: file.db
timeout: 1s
log: json
origin: [https://a.example, https://b.example]
neo4j-username: reader
limit:
  aliases: 41
  rows: 42
  page: 43
`

func TestAFlagGoesBeforeTheEnvironmentThatBeforeTheFileThatBeforeTheDefault(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "own.yaml", everywhere)
	env := []string{"DEALGRAPH_CONFIG=own.yaml", "DEALGRAPH_TIMEOUT=2s", "DEALGRAPH_DB=environment.db", "DEALGRAPH_LIMITS=aliases=51,rows=52", "NEO4J_PASSWORD=not-to-be-seen"}
	code, output := runs(t, dir, env, "config", "--db", "flag.db", "--limit", "aliases=61")
	if code != exitOK {
		t.Fatalf("exit code %d\n%s", code, output)
	}
	got := inForce(t, output)
	for option, want := range map[string][2]string{
		"db":             {"flag.db", "flag --db"},
		"timeout":        {"2s", "environment DEALGRAPH_TIMEOUT"},
		"addr":           {"127.0.0.1:1", "file own.yaml:2"},
		"log":            {"json", "file own.yaml:5"},
		"origin":         {"['https://a.example', 'https://b.example']", "file own.yaml:6"},
		"cache-control":  {"no-cache", "default"},
		"explain":        {"false", "default"},
		"neo4j-username": {"reader", "file own.yaml:7"},
		"neo4j-password": {"hidden", "environment NEO4J_PASSWORD"},
		"aliases":        {"61", "flag --limit"},
		"rows":           {"52", "environment DEALGRAPH_LIMITS"},
		"page":           {"43", "file own.yaml:11"},
		"levels":         {"12", "default"},
	} {
		if got[option] != want {
			t.Errorf("%s is %q, want %q", option, got[option], want)
		}
	}
	if strings.Contains(output, "not-to-be-seen") {
		t.Error("the password is printed")
	}
}

func TestWhatConfigPrintsIsAConfigurationFile(t *testing.T) {
	dir := t.TempDir()
	code, first := runs(t, dir, nil, "config", "--origin", "https://a.example,https://b.example", "--limit", "aliases=61", "--timeout", "1m30s", "--cache-control", "public, max-age=60")
	if code != exitOK {
		t.Fatalf("exit code %d\n%s", code, first)
	}
	write(t, dir, "printed.yaml", first)
	code, second := runs(t, dir, nil, "config", "--config", "printed.yaml")
	if code != exitOK {
		t.Fatalf("exit code %d\n%s", code, second)
	}
	before, after := inForce(t, first), inForce(t, second)
	for option, was := range before {
		if is := after[option]; is[0] != was[0] || option != "neo4j-password" && !strings.HasPrefix(is[1], "file printed.yaml:") && was[0] != "[]" {
			t.Errorf("%s was %q and is %q", option, was, is)
		}
	}
	if len(before) < 40 || len(after) != len(before) {
		t.Errorf("%d options, then %d", len(before), len(after))
	}
}

func TestMistakesInAConfigurationAreToldWithTheirLines(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"an unknown option", "addr: :80\nadr: :81\n", `own.yaml:2: there is no option "adr": did you mean addr?`},
		{"an unknown limit", "limit:\n  aliases: 5\n  alias: 5\n", `own.yaml:3: there is no limit "alias": did you mean aliases?`},
		{"one that is there twice", "addr: :80\naddr: :81\n", "own.yaml:2: addr is there twice"},
		{"a value of another kind", "timeout: soon\n", `own.yaml:1: timeout: time: invalid duration "soon"`},
		{"a limit of nothing", "limit:\n  rows: 0\n", "own.yaml:2: the limit rows: a limit is more than 0"},
		{"no value", "addr:\n", "own.yaml:1: addr has no value"},
		{"a list for one value", "addr: [a]\n", "own.yaml:1: addr is one value, no list"},
		{"a mapping for one value", "addr: {port: 80}\n", "own.yaml:1: addr is one value, no mapping"},
		{"a list of lists", "origin: [[a]]\n", "own.yaml:1: origin is a list of texts"},
		{"the file itself", "config: other.yaml\n", `own.yaml:1: there is no option "config"`},
		{"no mapping", "- addr\n", "own.yaml:1: a configuration is a mapping"},
		{"no YAML", "addr: [\n", "own.yaml: line 1"},
		{"two documents", "addr: :80\n---\naddr: :81\n", "own.yaml: a configuration is one document"},
		{"two mistakes", "adr: a\n\nlogg: b\n", `own.yaml:3: there is no option "logg"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "own.yaml", c.text)
			if code, output := runs(t, dir, nil, "serve", "--config", "own.yaml"); code != exitUsage || !strings.Contains(output, c.says) {
				t.Errorf("exit code %d, want %q in:\n%s", code, c.says, output)
			}
		})
	}
}

func TestOneFileDoesForAllCommands(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "own.yaml", "addr: 127.0.0.1:0\ndb: own.db\nlimit: {page: 7}\nauthor: Operator\n")
	if code, output := runs(t, dir, []string{"DEALGRAPH_CONFIG=own.yaml"}, "seed", "apply", "--yes"); code != exitOK {
		t.Errorf("exit code %d\n%s", code, output)
	}
	write(t, dir, "ask.graphql", "{deals(first: 8) {nodes {id}}}")
	if code, output := runs(t, dir, nil, "--config", "own.yaml", "query", "ask.graphql"); code != exitAnswer || !strings.Contains(output, "7") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	if _, err := os.Stat(filepath.Join(dir, "own.db")); err != nil {
		t.Error(err)
	}
}

func TestAConfigurationThatIsNotThereIsAnError(t *testing.T) {
	if code, output := runs(t, t.TempDir(), []string{"DEALGRAPH_CONFIG=missing.yaml"}, "config"); code != exitUsage || !strings.Contains(output, "missing.yaml") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestAPasswordOnTheCommandLineIsRefused(t *testing.T) {
	code, output := runs(t, t.TempDir(), nil, "serve", "--neo4j-password", "not-to-be-seen")
	if code != exitUsage || !strings.Contains(output, "NEO4J_PASSWORD") || strings.Contains(output, "not-to-be-seen") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestWhicheverDatabaseIsNamedByWhatGoesBeforeIsUsed(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "neo4j.yaml", "neo4j-uri: bolt://127.0.0.1:1\n")
	write(t, dir, "both.yaml", "neo4j-uri: bolt://127.0.0.1:1\ndb: file.db\n")
	for _, c := range []struct {
		name  string
		env   []string
		args  []string
		neo4j bool
	}{
		{"none", nil, nil, false},
		{"both in the environment", []string{"NEO4J_URI=bolt://127.0.0.1:1", "DEALGRAPH_DB=a.db"}, nil, true},
		{"the file's, and the environment's", []string{"DEALGRAPH_DB=a.db"}, []string{"--config", "neo4j.yaml"}, false},
		{"the environment's, and the flag's", []string{"NEO4J_URI=bolt://127.0.0.1:1"}, []string{"--db", "a.db"}, false},
		{"both in the file", nil, []string{"--config", "both.yaml"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := append([]string{"serve", "--addr", "127.0.0.1:0"}, c.args...)
			if c.neo4j {
				if code, output := runs(t, dir, c.env, args...); code != exitUnreachable {
					t.Errorf("exit code %d\n%s", code, output)
				}
				return
			}
			serves(t, dir, c.env, c.args...).stop(t, os.Interrupt)
		})
	}
}

func TestHealthAsksWhereServeListens(t *testing.T) {
	s := serves(t, t.TempDir(), nil)
	port := regexp.MustCompile(`:(\d+)/`).FindStringSubmatch(s.url)[1]
	for _, addr := range []string{"127.0.0.1:" + port, ":" + port, "0.0.0.0:" + port, "[::]:" + port} {
		if code, output := runs(t, t.TempDir(), []string{"DEALGRAPH_ADDR=" + addr}, "health"); code != exitOK {
			t.Errorf("%s: exit code %d\n%s", addr, code, output)
		}
	}
	s.stop(t, os.Interrupt)
	if code, output := runs(t, t.TempDir(), nil, "health", "--addr", ":"+port); code != exitUnreachable {
		t.Errorf("when it has stopped: exit code %d\n%s", code, output)
	}
	if code, output := runs(t, t.TempDir(), nil, "health", "--addr", "nowhere"); code != exitUsage {
		t.Errorf("at no address: exit code %d\n%s", code, output)
	}
}

// optionRow is a row of the table of options in docs/operators.md.
var optionRow = regexp.MustCompile("(?m)^\\| (?:`--([a-z0-9-]+)(?: [^`]*)?`|`([a-z0-9-]+)`) \\| `([A-Z0-9_]+)` \\| (\\S+) \\| (.+) \\|$")

func TestTheOperatorsGuideHasTheOptionsOfTheProgram(t *testing.T) {
	guide, err := os.ReadFile("../../docs/operators.md")
	if err != nil {
		t.Fatal(err)
	}
	section, _, _ := strings.Cut(string(guide), "\n## Metrics")
	documented := map[string][]string{}
	for _, m := range optionRow.FindAllStringSubmatch(section, -1) {
		documented[m[1]+m[2]] = m
	}
	serve := rootCommand()
	for _, c := range serve.Commands() {
		if c.Name() == "serve" {
			serve = c
		}
	}
	for _, f := range optionsOf(serve) {
		variable := variableOf(f)
		usage, value := strings.TrimSuffix(f.Usage, " ["+variable+"]"), "`"+f.DefValue+"`"
		switch {
		case f.Name == "limit":
			value = "[below](#what-a-client-cant-do)"
		case f.DefValue == "" || f.DefValue == "[]":
			value = "none"
		case f.DefValue == "false":
			value = "off"
		}
		m := documented[f.Name]
		if m == nil || m[3] != variable || m[4] != value || !strings.HasPrefix(m[5], usage) {
			t.Errorf("the guide has %q, the program %s, %s, %s, %s", m, f.Name, variable, value, usage)
		}
		if m != nil && (m[1] == "") != isSecret(f) {
			t.Errorf("%s: it is on the command line, or is not", f.Name)
		}
		delete(documented, f.Name)
	}
	for name := range documented {
		t.Errorf("the guide has an option %s, the program doesn't", name)
	}
}

// optionsOf are the options of a command, the configuration file among them.
func optionsOf(cmd *cobra.Command) []*pflag.Flag {
	all := []*pflag.Flag{cmd.InheritedFlags().Lookup(configFlag)}
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if variableOf(f) != "" && f.Name != configFlag {
			all = append(all, f)
		}
	})
	return all
}
