package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Facts says what the vocabulary means for what is stored, a fact a line, sorted: what a database keeps to know which
// vocabulary its records follow. Descriptions and the names of the API's fields are no such facts.
func (c *Catalog) Facts() []string {
	var all []string
	for _, n := range c.Nodes {
		all = append(all, "node "+n.Name)
		all = append(all, propFacts(n.Name, n.Own())...)
	}
	for _, r := range c.Relationships {
		all = append(all, "relationship "+r.Stored)
		all = append(all, propFacts(r.Stored, r.Own())...)
		for _, k := range r.SortKeys() {
			all = append(all, CopyFact(r.Stored, k))
		}
		for _, p := range r.Pairs {
			all = append(all, fmt.Sprintf("pair %s from %s to %s", r.Stored, p.From.Name, p.To.Name))
		}
	}
	for _, e := range c.Enums {
		for _, v := range e.Values {
			all = append(all, "value "+e.Name+"."+v.Name)
		}
	}
	slices.Sort(all)
	return all
}

func propFacts(owner string, props []*Property) []string {
	var all []string
	for _, p := range props {
		name := owner + "." + p.Name
		all = append(all, "property "+name+" "+p.scalarText())
		for _, ref := range p.Refs {
			all = append(all, "reference "+name+" to "+ref)
		}
		if p.Sortable {
			all = append(all, SortableFact(owner, p))
		}
		if p.Searchable {
			all = append(all, SearchableFact(owner, p))
		}
		if p.Finds {
			all = append(all, "finds "+owner+"."+p.Name)
		}
	}
	return all
}

// SortableFact is the fact that a property of a type (a node type's name, or a stored relationship type) is @sortable.
func SortableFact(owner string, p *Property) string { return "sortable " + owner + "." + p.Name }

// SearchableFact is the fact that a property of a type is @searchable.
func SearchableFact(owner string, p *Property) string { return "searchable " + owner + "." + p.Name }

// CopyFact is the fact that relationships of a stored type keep a copy of a key of their ends.
func CopyFact(stored string, k SortKey) string { return copyFact + stored + "." + k.Copy.Name }

const copyFact = "copy "

// Lost tells what keeps a vocabulary from being an old one with something added: facts that are gone, and properties that
// are new and required, which the records there do not have. Nothing where it only adds. It takes the two's Facts.
func Lost(old, now []string) []string {
	var lost []string
	for _, f := range old {
		if !slices.Contains(now, f) && !strings.HasPrefix(f, copyFact) { // which follow from others
			lost = append(lost, "the vocabulary no longer has: "+f)
		}
	}
	for _, f := range now {
		property, ok := strings.CutPrefix(f, "property ")
		owner, _, _ := strings.Cut(property, ".")
		stored := slices.Contains(old, "node "+owner) || slices.Contains(old, "relationship "+owner)
		if ok && stored && strings.HasSuffix(f, "!") && !slices.Contains(old, f) {
			lost = append(lost, "stored records lack: "+f)
		}
	}
	return lost
}
