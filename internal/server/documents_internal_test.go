package server

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

func newTestDocuments(cfg Config) *documents {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: "type Query { hello: String }"})
	return newDocuments(schema, cfg.orDefaults())
}

func TestAGoodDocumentIsReadOnce(t *testing.T) {
	d := newTestDocuments(Config{})
	first, errs := d.get("{hello}")
	if errs != nil {
		t.Fatal(errs)
	}
	if again, _ := d.get("{hello}"); again != first {
		t.Error("it is read again")
	}
	if other, _ := d.get("{ hello }"); other == first {
		t.Error("another text is the same document")
	}
}

func TestABadDocumentIsNotKept(t *testing.T) {
	d := newTestDocuments(Config{})
	for _, text := range []string{"{", "{nothing}", "{" + strings.Repeat("__typename ", 6000) + "}", "", "fragment A on Query{hello}"} {
		for range 2 {
			if _, errs := d.get(text); errs == nil {
				t.Errorf("%.20q is good", text)
			}
		}
	}
	if entries := d.recent.Stats().Entries; entries != 0 {
		t.Errorf("%d documents are kept", entries)
	}
}

func TestKeptDocumentsAreBounded(t *testing.T) {
	long := func(n int) string { return fmt.Sprintf("{hello} #%d %s", n, strings.Repeat("x", 1000)) }
	for name, c := range map[string]struct {
		cfg  Config
		want int
	}{
		"by number": {Config{Documents: 3}, 3},
		"by bytes":  {Config{DocumentBytes: 5*documentBytes(long(0)) + 10}, 5},
		"to none":   {Config{Documents: -1}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newTestDocuments(c.cfg)
			for n := range 9 {
				if _, errs := d.get(long(n)); errs != nil {
					t.Fatal(errs)
				}
			}
			if entries := d.recent.Stats().Entries; entries != c.want {
				t.Errorf("%d documents are kept, want %d", entries, c.want)
			}
		})
	}
}

func TestTrustedDocumentsAreNeverDropped(t *testing.T) {
	manifest, err := ReadManifest("m.json", []byte(`{"a":"{hello}","b":"{hello hello}"}`))
	if err != nil {
		t.Fatal(err)
	}
	d := newTestDocuments(Config{Documents: -1})
	if err := d.trust(manifest); err != nil {
		t.Fatal(err)
	}
	first, _ := d.get("{hello}")
	if again, _ := d.get("{hello}"); again != first || first == nil {
		t.Error("it is read again")
	}
}
