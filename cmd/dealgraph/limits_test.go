package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func TestALimitIsSetByItsName(t *testing.T) {
	l := newLimits()
	for _, text := range []string{"aliases=50", "rows=7, queue-time=2m,queued=0", "documents=0", "connections=3"} {
		if err := l.Set(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	cfg := l.config()
	if cfg.Limits.Aliases != 50 || l.collect.Rows != 7 || cfg.QueueTimeout.Minutes() != 2 || l.connections != 3 {
		t.Errorf("%+v %+v", cfg, l.collect)
	}
	if cfg.MaxQueued != -1 || cfg.Documents != -1 || cfg.Persisted != 1000 {
		t.Errorf("what is turned off: %d %d %d", cfg.MaxQueued, cfg.Documents, cfg.Persisted)
	}
}

func TestALimitThatIsNoneIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"alias=5":         `there is no limit "alias": did you mean aliases?`,
		"":                `there is no limit ""`,
		"aliases":         `the limit aliases: "" is no value of its kind, such as 30`,
		"aliases=many":    `the limit aliases: "many" is no value of its kind, such as 30`,
		"aliases=0":       "the limit aliases: a limit is more than 0",
		"rows=-1":         "the limit rows: a limit is more than 0",
		"queue-time=0s":   "the limit queue-time: a limit is more than 0",
		"queue-time=-1s":  "the limit queue-time: a limit is more than 0",
		"queued=-1":       "the limit queued: a limit is more than 0",
		"body=1, nobody=": `there is no limit "nobody": did you mean body?`,
	} {
		if err := newLimits().Set(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestEachLimitReachesWhatItBounds sets each to a value of its own and finds it in a configuration.
func TestEachLimitReachesWhatItBounds(t *testing.T) {
	seen := map[string]string{}
	newLimits().names.VisitAll(func(f *pflag.Flag) {
		l := newLimits()
		value := "123457"
		if f.Value.Type() == "duration" {
			value = "123457s"
		}
		if err := l.Set(f.Name + "=" + value); err != nil {
			t.Fatal(err)
		}
		was, is := newLimits(), l
		changed := 0
		if was.connections != is.connections {
			changed++
		}
		if was.collect != is.collect {
			changed++
		}
		if a, b := was.config(), is.config(); a.Limits != b.Limits || a.MaxRunning != b.MaxRunning || a.MaxQueued != b.MaxQueued ||
			a.QueueTimeout != b.QueueTimeout || a.MaxErrors != b.MaxErrors || a.Documents != b.Documents || a.DocumentBytes != b.DocumentBytes ||
			a.Persisted != b.Persisted || a.PersistedBytes != b.PersistedBytes || a.BodyLimit != b.BodyLimit || a.Introspection != b.Introspection || was.operationNames != is.operationNames {
			changed++
		}
		if changed != 1 {
			t.Errorf("%s changes %d things", f.Name, changed)
		}
		seen[f.Name] = f.DefValue
	})
	if len(seen) < 25 {
		t.Errorf("only %d limits", len(seen))
	}
}

var row = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (\\S+) \\| (.+) \\|$")

func TestTheOperatorsGuideHasTheLimitsOfTheProgram(t *testing.T) {
	guide, err := os.ReadFile("../../docs/operators.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(guide), "## What a client can't do")
	section, _, _ = strings.Cut(section, "\n## ")
	documented := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(section, -1) {
		documented[m[1]] = m[2] + " " + m[3]
	}
	newLimits().names.VisitAll(func(f *pflag.Flag) {
		want := f.DefValue + " " + f.Usage
		if f.Name == "running" || f.Name == "queued" {
			want = "32 " + f.Usage // more on larger machines
		}
		if documented[f.Name] != want {
			t.Errorf("%s: the guide has %q, the program %q", f.Name, documented[f.Name], want)
		}
		delete(documented, f.Name)
	})
	for name := range documented {
		t.Errorf("the guide has a limit %s, the program doesn't", name)
	}
}
