package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/seed"
)

func TestOnlyAYesIsWritten(t *testing.T) {
	cat, err := catalog.Parse("schema.graphqls", dealgraph.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := seed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for answer, wrote := range map[string]bool{"y\n": true, " YES \n": true, "\n": false, "no\n": false, "": false, "y": false, "yess\n": false} {
		var out bytes.Buffer
		cmd := seedApplyCommand()
		cmd.SetContext(t.Context())
		cmd.SetIn(strings.NewReader(answer))
		cmd.SetOut(&out)
		cmd.SetErr(&out)
		a := seedApply{out: &seedOutput{format: "text", lines: seed.DefaultLines}}
		err := a.apply(cmd, memory.New(cat), cat, sources)
		if (err == nil) != wrote || strings.Contains(out.String(), "stored") != wrote {
			t.Errorf("%q: %v\n%s", answer, err, &out)
		}
		if !strings.Contains(out.String(), "+ Deal us-korea-tpd\n") && !strings.Contains(out.String(), "more lines") {
			t.Errorf("the plan was not shown:\n%s", &out)
		}
	}
}
