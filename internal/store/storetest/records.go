package storetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// exact prints all of a record, so that only equal ones print alike. The order of former ids does not matter.
func exact(r store.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q %q -> %q", r.Type, r.ID, r.From, r.To)
	for _, name := range slices.Sorted(maps.Keys(r.Props)) {
		fmt.Fprintf(&b, " %s=%s", name, value(r.Props[name]))
	}
	fmt.Fprintf(&b, " former=%q\n", slices.Sorted(slices.Values(r.FormerIDs)))
	return b.String()
}

func exactAll(records []store.Record) string {
	var b strings.Builder
	for _, r := range records {
		b.WriteString(exact(r))
	}
	return b.String()
}

func graphOf(t testing.TB, cat *catalog.Catalog, text string) []store.Record {
	t.Helper()
	records, err := ParseGraph(cat, text)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func recordIDs(records []store.Record) []string {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	return ids
}

// same fails the test where two texts differ.
func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", what, got, want)
	}
}
