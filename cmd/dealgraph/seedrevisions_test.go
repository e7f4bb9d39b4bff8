package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What the guide for data teams doesn't show of history, rollback and rekey.
func TestRevisionsOnTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "graph.db"), filepath.Join(dir, "a.yaml")
	seeded := func(wantCode int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		code := run(t.Context(), append(append([]string{"seed"}, args...), "--db", db), strings.NewReader(""), &out, &errs)
		if code != wantCode {
			t.Fatalf("seed %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), code, wantCode, &out, &errs)
		}
		return out.String() + errs.String()
	}
	wants := func(got, want string) {
		t.Helper()
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"history"}, {"rollback", "0", "--yes"}, {"rekey", "a", "b"}} {
		wants(seeded(exitUsage, args...), "there is no database")
	}
	write("dataset: one\nDocument:\n  text: {name: Text, sources: [text]}\n  more: {name: More, sources: [text]}\n")
	seeded(exitOK, "apply", "--yes", file, "--author", "ann", "--message", "first\nand more")
	write("dataset: one\nDocument:\n  text: {name: Text, sources: [text]}\n")
	wants(seeded(exitChanges, "plan", file), "warning: 1 of the 2 records of dataset one would be removed")
	wants(seeded(exitRemovals, "apply", "--yes", file), "1 of the 2 records of dataset one would be removed, more than 10 %")
	wants(seeded(exitOK, "apply", "--yes", file, "--allow-removals"), "revision 2\n")

	wants(seeded(exitOK, "history"), "first …\n")
	wants(seeded(exitOK, "history", "none"), "message\n")
	var report struct {
		Revisions []struct {
			Number   int
			Message  string
			Datasets []struct{ Hash string }
		}
	}
	if err := json.Unmarshal([]byte(seeded(exitOK, "history", "one", "--format", "json", "--first", "1")), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Revisions) != 1 || report.Revisions[0].Number != 2 || len(report.Revisions[0].Datasets[0].Hash) != 64 {
		t.Errorf("the history is %+v", report)
	}
	wants(seeded(exitChanges, "rollback", "1", "--plan"), "+ Document more\ndataset one: nothing written")
	wants(seeded(exitUsage, "rollback", "1"), "there is no terminal to ask on")
	wants(seeded(exitUsage, "rollback", "last"), "not the number of a revision")
	wants(seeded(exitUsage, "rollback"), "rollback REVISION")
	wants(seeded(exitData, "rollback", "3", "--yes"), "there is no revision 3; expected one from 0 to 2")
	wants(seeded(exitOK, "rollback", "1", "--yes"), "revision 3\ndataset one: stored, 2 nodes")
	wants(seeded(exitOK, "rollback", "0", "--yes"), "dataset one: gone\n")
	wants(seeded(exitData, "rekey", "text", "new"), "text is no node")
	seeded(exitOK, "rollback", "3", "--yes")
	wants(seeded(exitOK, "rekey", "text", "new", "--format", "json"), `"mentions": 1`)
	wants(seeded(exitUsage, "rekey", "text"), "rekey OLD NEW")
	wants(seeded(exitUsage, "history", "--first", "0"), "--first 0: it is 1 to 10000")
}
