package seed

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// fieldNames gives what a record of a type may say in a file beside its dataset, in the order in which exports say it: its
// id or ends, its own properties, then what they rest on.
func fieldNames(cat *catalog.Catalog, typ string) []string {
	names, props := []string{idKey}, []*catalog.Property{}
	if t := cat.Relationship(typ); t != nil {
		names, props = relKeys(), t.Props
	} else if t := cat.Node(typ); t != nil {
		props = t.Props
	}
	for _, p := range props {
		if !ownedByProgram(p) && p != catalog.PropSources {
			names = append(names, p.Name)
		}
	}
	return append(names, catalog.PropSources.Name, formerIDsKey)
}

// field is a property with the value that a record has.
type field struct {
	name  string
	prop  *catalog.Property // nil for ids, keys and former ids
	value any
}

// fieldsOf gives what has to be said of a record for Check to give it back: what is null, or is so where it is left out, is
// left out.
func fieldsOf(cat *catalog.Catalog, r store.Record) []field {
	var fields []field
	for _, name := range fieldNames(cat, r.Type) {
		if f := fieldOf(cat, r, name); f.value != nil {
			fields = append(fields, f)
		}
	}
	return fields
}

func fieldOf(cat *catalog.Catalog, r store.Record, name string) field {
	f := field{name: name}
	switch name {
	case idKey:
		f.value = r.ID
	case fromKey:
		f.value = r.From
	case toKey:
		f.value = r.To
	case keyKey:
		if key := keyOf(r); key != "" {
			f.value = key
		}
	case formerIDsKey:
		if ids := formerIDsOf(r); len(ids) > 0 {
			f.value = ids
		}
	default:
		f.prop, f.value = property(cat, r.Type, name), r.Props[name]
		if f.prop == nil || isDefault(f.prop, f.value) {
			f.value = nil
		}
	}
	return f
}

// isDefault tells whether a property has this value where a file leaves it out.
func isDefault(p *catalog.Property, v any) bool {
	list, isList := v.([]any)
	return p == catalog.PropRank && v == defaultRank || p.Required && isList && len(list) == 0
}

func property(cat *catalog.Catalog, typ, name string) *catalog.Property {
	if t := cat.Relationship(typ); t != nil {
		return t.Prop(name)
	}
	if t := cat.Node(typ); t != nil {
		return t.Prop(name)
	}
	return nil
}

// keyOf gives the key in a relationship's id, TYPE:from:to:key.
func keyOf(r store.Record) string {
	return strings.TrimPrefix(strings.TrimPrefix(r.ID, relID(r.Type, r.From, r.To, "")), ":")
}

// typesOf gives the types of a vocabulary, nodes first, as it declares them.
func typesOf(cat *catalog.Catalog) []string {
	var names []string
	for _, t := range cat.Nodes {
		names = append(names, t.Name)
	}
	for _, t := range cat.Relationships {
		names = append(names, t.Stored)
	}
	return slices.Clip(names)
}
