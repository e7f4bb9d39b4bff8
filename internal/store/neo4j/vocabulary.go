package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// facts says what a vocabulary means for what is stored, a fact a line, sorted. Names and texts of the API are none.
func facts(cat *catalog.Catalog) []string {
	var all []string
	for _, n := range cat.Nodes {
		all = append(all, "node "+n.Name)
		all = append(all, propFacts(n.Name, n.Own())...)
	}
	for _, r := range cat.Relationships {
		all = append(all, "relationship "+r.Stored)
		all = append(all, propFacts(r.Stored, r.Own())...)
		for _, p := range r.Pairs {
			all = append(all, fmt.Sprintf("pair %s %s %s", r.Stored, p.From.Name, p.To.Name))
		}
	}
	for _, e := range cat.Enums {
		for _, v := range e.Values {
			all = append(all, "value "+e.Name+" "+v.Name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func propFacts(typ string, props []*catalog.Property) []string {
	var all []string
	for _, p := range props {
		name := typ + " " + p.Name
		kind := string(p.Scalar)
		if p.Enum != nil {
			kind = p.Enum.Name
		}
		if p.List {
			kind = "[" + kind + "]"
		}
		if p.Required {
			kind += "!"
		}
		all = append(all, "property "+name+" "+kind)
		if p.Sortable {
			all = append(all, "sortable "+name)
		}
		if p.Searchable {
			all = append(all, "searchable "+name)
		}
	}
	return all
}

// onlyAdds tells whether the new facts keep all of the old ones and ask nothing of records that are stored.
func onlyAdds(old, now []string) error {
	var gone, asked []string
	for _, f := range old {
		if !slices.Contains(now, f) {
			gone = append(gone, f)
		}
	}
	for _, f := range now {
		typ, required := strings.CutPrefix(f, "property ")
		typ, _, _ = strings.Cut(typ, " ")
		exists := slices.Contains(old, "node "+typ) || slices.Contains(old, "relationship "+typ)
		if required && strings.HasSuffix(f, "!") && exists && !slices.Contains(old, f) {
			asked = append(asked, f)
		}
	}
	if len(gone)+len(asked) == 0 {
		return nil
	}
	var problems []string
	if len(gone) > 0 {
		problems = append(problems, "it no longer has: "+strings.Join(gone, "; "))
	}
	if len(asked) > 0 {
		problems = append(problems, "stored records would lack: "+strings.Join(asked, "; "))
	}
	return fmt.Errorf("%w, and can't take it on: %s. Export the data, change the records, and seed an empty database", store.ErrVocabulary,
		strings.Join(problems, ". "))
}
