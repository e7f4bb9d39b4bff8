package store

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// Known is what is stored under the ids that some records name (NamedBy): enough to check them. An engine looks it up, and
// notes each record that it stores.
type Known struct {
	Records map[string]Identity
	Former  map[string]string // from a former id to what it is now
	Gone    map[string]string // from the id of a tombstone to its type
}

// NewKnown gives one that knows nothing yet.
func NewKnown() *Known {
	return &Known{Records: map[string]Identity{}, Former: map[string]string{}, Gone: map[string]string{}}
}

// Identity is what never changes under an id. The ends are empty for a node.
type Identity struct{ Type, From, To string }

// NamedBy gives the ids that records name, each once and in order: their own, former ones, and those of their ends.
func NamedBy(records []Record) []string {
	var ids []string
	for _, r := range records {
		ids = append(append(ids, r.ID), r.FormerIDs...)
		if r.IsRel() {
			ids = append(ids, r.From, r.To)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Note takes in a record that has been stored.
func (k *Known) Note(r Record) {
	for id, now := range k.Former {
		if now == r.ID {
			delete(k.Former, id)
		}
	}
	for _, id := range r.FormerIDs {
		k.Former[id] = r.ID
	}
	k.Records[r.ID] = Identity{r.Type, r.From, r.To}
	for _, id := range k.Revived(r) {
		delete(k.Gone, id)
	}
}

// Revived gives those ids of a record that have a tombstone, which goes when the record is stored.
func (k *Known) Revived(r Record) []string {
	if len(k.Gone) == 0 {
		return nil
	}
	var ids []string
	for _, id := range append([]string{r.ID}, r.FormerIDs...) {
		if _, ok := k.Gone[id]; ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// Check tells what is wrong with storing a record, given the vocabulary and what is stored: ErrConflict.
func (k *Known) Check(cat *catalog.Catalog, r Record) error {
	declared, err := k.checkType(cat, r)
	if err == nil {
		err = k.checkID(r)
	}
	if err == nil {
		err = checkProps(declared, r)
	}
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrConflict, r.ID, err)
	}
	return nil
}

// checkType gives the properties that the record's type declares. The type must be there, and join what the record joins.
func (k *Known) checkType(cat *catalog.Catalog, r Record) ([]*catalog.Property, error) {
	if !r.IsRel() {
		if t := cat.Node(r.Type); t != nil {
			return t.Props, nil
		}
		return nil, fmt.Errorf("there is no node type %s", r.Type)
	}
	t := cat.Relationship(r.Type)
	if t == nil {
		return nil, fmt.Errorf("there is no relationship type %s", r.Type)
	}
	for _, end := range []string{r.From, r.To} {
		if found, ok := k.Records[end]; !ok || found.From != "" {
			return nil, fmt.Errorf("there is no node %s", end)
		}
	}
	from, to := k.Records[r.From].Type, k.Records[r.To].Type
	if !t.Joins(cat.Node(from), cat.Node(to)) {
		return nil, fmt.Errorf("%s joins no %s to a %s", r.Type, from, to)
	}
	return t.Props, nil
}

// checkID keeps ids unique and stable: one that was given once, former ones included, means one record for ever. It also
// keeps the two kinds apart: a relationship's id begins with its type and a colon, a node's holds no colon.
func (k *Known) checkID(r Record) error {
	switch {
	case r.ID == "":
		return fmt.Errorf("it has no id")
	case r.IsRel() && !strings.HasPrefix(r.ID, r.Type+":"):
		return fmt.Errorf("the id of a relationship begins with its type, %s", r.Type)
	case !r.IsRel() && strings.Contains(r.ID, ":"):
		return fmt.Errorf("the id of a node holds no colon")
	}
	if now, ok := k.Former[r.ID]; ok {
		return fmt.Errorf("the id was given before, to what is now %s", now)
	}
	if old, ok := k.Records[r.ID]; ok && old != (Identity{r.Type, r.From, r.To}) {
		return fmt.Errorf("the id is that of another record, a %s", old.Type)
	}
	for _, id := range r.FormerIDs {
		if _, ok := k.Records[id]; ok || id == r.ID {
			return fmt.Errorf("its former id %s is that of a record", id)
		}
		if now, ok := k.Former[id]; ok && now != r.ID {
			return fmt.Errorf("its former id %s is that of %s", id, now)
		}
	}
	for _, id := range k.Revived(r) {
		if k.Gone[id] != r.Type {
			return fmt.Errorf("the id %s was given before, to a %s that was removed", id, k.Gone[id])
		}
	}
	return nil
}

// InProps tells whether a record holds the property among its Props: id and ends stand apart.
func InProps(p *catalog.Property) bool {
	return p != catalog.PropID && p != catalog.PropFrom && p != catalog.PropTo
}

// checkProps tells what is wrong with a record's properties, given those that its type declares.
func checkProps(declared []*catalog.Property, r Record) error {
	held := 0
	for _, p := range declared {
		if !InProps(p) {
			continue
		}
		v, ok := r.Props[p.Name]
		switch {
		case ok && !fits(p, v):
			return fmt.Errorf("property %s: %v (%T) is no %s", p.Name, v, v, p.TypeText())
		case ok:
			held++
		case p.Required:
			return fmt.Errorf("property %s is required", p.Name)
		}
	}
	if held == len(r.Props) {
		return nil
	}
	for name := range r.Props {
		if !slices.ContainsFunc(declared, func(p *catalog.Property) bool { return p.Name == name && InProps(p) }) {
			return fmt.Errorf("there is no property %s", name)
		}
	}
	return nil
}

func fits(p *catalog.Property, v any) bool {
	if !p.List {
		return fitsScalar(p.Scalar, v)
	}
	list, ok := v.([]any)
	for _, e := range list {
		ok = ok && fitsScalar(p.Scalar, e)
	}
	return ok
}

func fitsScalar(s catalog.Scalar, v any) bool {
	switch v := v.(type) {
	case int64:
		return s == catalog.Int || s == catalog.BigInt
	case float64:
		return s == catalog.Float && !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		return s == catalog.Boolean
	case string:
		return s == catalog.String || s == catalog.ID || s == catalog.Date || s == catalog.EnumOf
	}
	return false
}
