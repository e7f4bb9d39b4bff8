package main

import (
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
