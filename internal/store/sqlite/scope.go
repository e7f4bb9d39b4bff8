package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// scope is what a row binds, as expressions that read it. Nil and empty are what it does not bind.
type scope struct {
	node, rel *record
	requested string // the id that a Seek was asked for
	entry     string // the whole entry of a record's sources; its locator is cut off when decoded
	cited     string // the id of whichever record a row of CitedBy binds
	word      string // a word of the dictionary, and how many terms have it
	uses      string
	grouped   *grouped
}

// nodeID gives the expression for the id of the row's node.
func (s scope) nodeID() string { return s.node.column(catalog.PropID.Name) }

func (s scope) record(v plan.Var) *record {
	if v == plan.Rel {
		return s.rel
	}
	return s.node
}

// value gives the expression for a property's stored value.
func (s scope) value(p plan.Prop) string {
	r := s.record(p.Of)
	if r == nil {
		return "NULL"
	}
	return r.column(p.Prop.Name)
}

// tested gives the expression for a value that is compared. A dataset may hold nearly all records: the index on it serves
// where no other does, and the + keeps it out elsewhere.
func (s scope) tested(p plan.Prop) string {
	if r := s.record(p.Of); r != nil && p.Prop == catalog.PropDataset && !r.unbound {
		return "+" + r.column(p.Prop.Name)
	}
	return s.value(p)
}

// nullable tells whether a property may be null in a row.
func (s scope) nullable(p plan.Prop) bool {
	r := s.record(p.Of)
	if r == nil || r.optional || !p.Prop.Required {
		return true
	}
	return !p.Prop.Common && len(r.types) != 1
}

// record is how a statement reads one record of a row.
type record struct {
	of       plan.Var
	types    []string // the types that it may have; nil where that is not known
	optional bool     // some rows bind none
	// elsewhere tells that rows are found by what else they bind, but hold the record's id: who has a name is looked up first.
	elsewhere bool
	unbound   bool // nothing but its dataset, if that, tells which rows to read
	column    func(name string) string
}

// isAlways tells whether the record surely has one of these types.
func (r *record) isAlways(types []string) bool {
	if r == nil || r.optional || len(r.types) == 0 {
		return false
	}
	return !slices.ContainsFunc(r.types, func(t string) bool { return !slices.Contains(types, t) })
}

// with gives the record with another expression for one of its columns.
func (r *record) with(name, expr string) *record {
	other := *r
	other.column = func(wanted string) string {
		if wanted == name {
			return expr
		}
		return r.column(wanted)
	}
	return &other
}

// joined gives a record that stands in its own table. The join is made only when more than the id is read: the id is known
// where the record was found, and whatever a relationship's ends name is there.
func (r *rows) joined(rec record, table, alias, id, join string) *record {
	made := false
	rec.column = func(name string) string {
		if name == catalog.PropID.Name && id != "" {
			return id
		}
		if name == "type" && len(rec.types) == 1 && !rec.optional {
			return "'" + rec.types[0] + "'"
		}
		if !made {
			made = true
			r.joins = append(r.joins, join+" "+table+" "+alias+" ON "+alias+".id = "+id)
		}
		return alias + "." + quoted(name)
	}
	return &rec
}

// readTypeFromID spares a look at a relationship for its type, with which its id begins.
func (r *record) readTypeFromID() {
	column := r.column
	r.column = func(name string) string {
		if name != "type" {
			return column(name)
		}
		id := column(catalog.PropID.Name)
		return "substr(" + id + ", 1, instr(" + id + ", ':') - 1)"
	}
}

// stored gives a record that reads straight from a table of the FROM clause.
func stored(rec record, alias string) *record {
	rec.column = func(name string) string { return alias + "." + quoted(name) }
	return &rec
}
