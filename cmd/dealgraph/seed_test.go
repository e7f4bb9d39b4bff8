package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"

	"github.com/dealgraph/dealgraph/seed"
)

func TestStandardInputIsReadInTheFormatThatIsTold(t *testing.T) {
	for _, c := range []struct {
		name, text string
		args       []string
		code       int
		says       string
	}{
		{"a table", "id,name,sources\nann,Ann,\"[\"\"minutes\"\"]\"\n", []string{"--input-format", "csv", "--type", "Person", "--dataset", "one"}, exitOK,
			"warning: stdin:2:9: an entry of sources is minutes, which is no record"},
		{"a mistake in a line", `{"type": "Person", "dataset": "one"}`, []string{"--input-format", "jsonl"}, exitData, "stdin:1:1: a Person has no id"},
		{"no format", "", nil, exitUsage, "standard input needs its format told"},
		{"a format that is none", "", []string{"--input-format", "xlsx"}, exitUsage, "yaml, jsonl, csv or tsv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := program(t, t.TempDir(), nil, append([]string{"seed", "validate", "-"}, c.args...)...)
			cmd.Stdin = strings.NewReader(c.text)
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(string(out), c.says) {
				t.Errorf("exit code %d, want %d, and %q in:\n%s", code, c.code, c.says, out)
			}
		})
	}
}

func TestAnExportIsWhereItIsWantedAndChangesNothing(t *testing.T) {
	dir := t.TempDir()
	if code, output := runs(t, dir, nil, "seed", "apply", "--yes"); code != exitOK {
		t.Fatal(output)
	}
	for _, c := range []struct {
		args []string
		from string
	}{
		{[]string{"--output", "all.yaml"}, "all.yaml"},
		{[]string{"--output", "all.jsonl.gz", "technology-prosperity-deals"}, "all.jsonl.gz"},
		{[]string{"--output", "tables", "--format", "csv", "--bom"}, "tables"},
		{[]string{"--output", "tables", "--format", "csv"}, "tables/*/*.csv"},
		{[]string{"--output", "packed", "--format", "tsv", "--gzip"}, "packed"},
	} {
		if code, output := runs(t, dir, nil, append([]string{"seed", "export"}, c.args...)...); code != exitOK || !strings.Contains(output, "exported") {
			t.Errorf("%v: exit code %d\n%s", c.args, code, output)
		}
		if code, output := runs(t, dir, nil, "seed", "plan", c.from); code != exitOK || !strings.Contains(output, "up to date") {
			t.Errorf("%v: the plan: exit code %d\n%s", c.args, code, output)
		}
	}
	piped := program(t, dir, nil, "seed", "export")
	text, err := piped.Output()
	if whole, _ := os.ReadFile(filepath.Join(dir, "all.yaml")); err != nil || string(text) != string(whole) {
		t.Errorf("standard output has %d bytes, the file %d; %v", len(text), len(whole), err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*", ".export*"))
	if more, _ := filepath.Glob(filepath.Join(dir, ".export*")); err != nil || len(left)+len(more) > 0 {
		t.Errorf("left behind: %v %v", left, more)
	}
}

func TestAnExportThatCannotBeSaysWhy(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, exitDatabase, "dealgraph.db"},
		{[]string{"no-such-dataset"}, exitUsage, "technology-prosperity-deals"},
		{[]string{"--output", "some.csv"}, exitUsage, "one type"},
		{[]string{"--output", "some.csv", "--format", "yaml"}, exitUsage, "some.csv"},
		{[]string{"--output", "nowhere/some.yaml"}, exitUsage, "nowhere"},
	} {
		if code, output := runs(t, dir, nil, append([]string{"seed", "export"}, c.args...)...); code != c.code || !strings.Contains(output, c.says) {
			t.Errorf("%v: exit code %d, want %d, and %q in:\n%s", c.args, code, c.code, c.says, output)
		}
		if code, output := runs(t, dir, nil, "seed", "apply", "--yes"); code != exitOK {
			t.Fatal(output)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "some*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// report runs a command with --format json, and gives its exit code and what it wrote to standard output.
func report(t *testing.T, dir string, args ...string) (code int, r seed.Report) {
	t.Helper()
	cmd := program(t, dir, nil, append(append([]string{"seed"}, args...), "--format", "json")...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, _ := cmd.Output()
	d := json.NewDecoder(bytes.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil || d.More() || stderr.Len() > 0 {
		t.Fatalf("%v: %v: %s\n%s", args, err, out, &stderr)
	}
	for name, list := range map[string]bool{"problems": r.Problems == nil, "warnings": r.Warnings == nil, "datasets": r.Datasets == nil, "changes": r.Changes == nil} {
		if list {
			t.Errorf("%v: %s is null", args, name)
		}
	}
	return cmd.ProcessState.ExitCode(), r
}

func TestProgramsGetOneObjectWhateverHappens(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("good.yaml", "dataset: notes\nDocument:\n  minutes: {name: Minutes, sources: [minutes]}\nPerson:\n  ann: {name: Ann, sources: [minutes, us-korea-tpd-text, elsewhere]}\n")
	write("bad.yaml", "dataset: notes\nDocument:\n"+strings.Repeat("  minutes: {nmae: Minutes, sources: [minutes]}\n", 40))

	code, r := report(t, dir, "validate", "good.yaml")
	if code != exitOK || len(r.Warnings) != 1 || r.Warnings[0].Line != 5 || r.Warnings[0].Column != 58 || r.Datasets[0].Nodes != 2 {
		t.Errorf("validate: %d, %+v", code, r)
	}
	if code, r = report(t, dir, "validate", "--strict", "good.yaml"); code != exitData || len(r.Problems) != 1 || len(r.Warnings) != 0 {
		t.Errorf("validate --strict: %d, %+v", code, r)
	}
	code, r = report(t, dir, "validate", "bad.yaml")
	if code != exitData || len(r.Problems) != 50 || r.Omitted != 69 || r.Problems[0].File != "bad.yaml" || r.Problems[1].Nearest != "name" {
		t.Errorf("validate of mistakes: %d, %d of them, %d omitted, %+v", code, len(r.Problems), r.Omitted, r.Problems[:2])
	}
	if code, r = report(t, dir, "plan", "nowhere.yaml"); code != exitUsage || len(r.Problems) != 1 || r.Problems[0].File != "" {
		t.Errorf("plan of nothing: %d, %+v", code, r)
	}
	if code, r = report(t, dir, "apply"); code != exitUsage || len(r.Problems) != 1 {
		t.Errorf("apply without --yes: %d, %+v", code, r)
	}
	if code, r = report(t, dir, "plan"); code != exitChanges || r.Wrote || r.Counts.Added < 300 || len(r.Changes) != r.Counts.Added || r.Changes[0].Action != "add" {
		t.Errorf("plan: %d, %+v", code, r.Counts)
	}
	if code, r = report(t, dir, "apply", "--yes"); code != exitOK || !r.Wrote || r.Counts.Added < 300 || r.Datasets[0].Hash == "" {
		t.Errorf("apply: %d, %+v", code, r.Counts)
	}
	if code, r = report(t, dir, "plan"); code != exitOK || len(r.Changes) != 0 {
		t.Errorf("plan after apply: %d, %+v", code, r)
	}
}

func TestAChangedValueIsReportedWithWhatItWas(t *testing.T) {
	dir := t.TempDir()
	for i, text := range []string{"name: Deal, kind: memo", "name: The deal, aliases: [D]"} {
		text := "dataset: notes\nDocument: {minutes: {name: Minutes, sources: [minutes]}}\nDeal: {deal: {" + text + ", sources: [minutes]}}\n"
		if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			report(t, dir, "apply", "--yes", "a.yaml")
		}
	}
	_, r := report(t, dir, "plan", "a.yaml")
	text, err := json.Marshal(r.Changes)
	want := `[{"action":"change","id":"deal","type":"Deal","dataset":"notes","values":[{"name":"aliases","old":[],"new":["D"]},` +
		`{"name":"kind","old":"memo","new":null},{"name":"name","old":"Deal","new":"The deal"}]}]`
	if err != nil || string(text) != want {
		t.Errorf("got %s", text)
	}
}

func TestOnATerminalThePlanIsShownInColourAndAskedAbout(t *testing.T) {
	for _, c := range []struct {
		env    []string
		answer string
		says   string
		code   int
	}{
		{nil, "y\r", "\x1b[32m+ Agency", exitOK},
		{[]string{"NO_COLOR=1"}, "y\r", "\n+ Agency", exitOK},
		{nil, "n\r", "nothing was written", exitFailure},
	} {
		dir := t.TempDir()
		code, seen := onTerminal(t, program(t, dir, append(c.env, "TERM=xterm"), "seed", "apply"), c.answer)
		if code != c.code || !strings.Contains(seen, c.says) {
			t.Errorf("%v: exit code %d, and %q in:\n%q", c.env, code, c.says, seen)
		}
		if planned, _ := runs(t, dir, nil, "seed", "plan"); (planned == exitOK) != (c.code == exitOK) {
			t.Errorf("%v: then a plan gives %d", c.env, planned)
		}
	}
}

func TestNobodyIsAskedAboutWhatWouldBeRefused(t *testing.T) {
	dir := t.TempDir()
	for i, records := range []string{"one: {name: One, sources: [one]}, two: {name: Two, sources: [two]}", "one: {name: One, sources: [one]}"} {
		if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("dataset: notes\nDocument: {"+records+"}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			report(t, dir, "apply", "--yes", "a.yaml")
		}
	}
	code, seen := onTerminal(t, program(t, dir, nil, "seed", "apply", "a.yaml"), "y\r")
	if code != exitRemovals || strings.Contains(seen, "[y/N]") {
		t.Errorf("exit code %d, and it said:\n%s", code, seen)
	}
	code, seen = onTerminal(t, program(t, dir, nil, "seed", "apply", "--allow-removals", "a.yaml"), "y\r")
	if code != exitOK || !strings.Contains(seen, "[y/N]") {
		t.Errorf("exit code %d, and it said:\n%s", code, seen)
	}
}

// onTerminal runs a command on a terminal, answers what it asks, and gives its exit code and what the terminal has shown.
func onTerminal(t *testing.T, cmd *exec.Cmd, answer string) (code int, shown string) {
	t.Helper()
	terminal, err := pty.Start(cmd)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("NOT TESTED ON A TERMINAL: none is to be had here: ", err)
	}
	var seen bytes.Buffer
	buffer := make([]byte, 4096)
	for asked := false; ; {
		n, err := terminal.Read(buffer)
		seen.Write(bytes.ReplaceAll(buffer[:n], []byte("\r\n"), []byte("\n")))
		if err != nil { // the program has ended
			break
		}
		if !asked && strings.Contains(seen.String(), "[y/N] ") {
			asked = true
			if _, err := terminal.WriteString(answer); err != nil {
				t.Fatal(err)
			}
		}
	}
	terminal.Close()
	_ = cmd.Wait()
	return cmd.ProcessState.ExitCode(), seen.String()
}
