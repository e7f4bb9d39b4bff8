package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
