package collect

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// whereFunc reads the filter that stands under one name of an input object. ok is false where the object has no such name.
type whereFunc func(name string, v any, path string) (pred plan.Pred, ok bool, err error)

// where reads an input object: AND, OR and NOT of its own kind, and what fn knows. All that is given must be true.
func (x *field) where(v any, path string, fn whereFunc) (plan.Pred, error) {
	m, err := asObject(v, path)
	if err != nil {
		return nil, err
	}
	and := plan.And{}
	for _, name := range sortedKeys(m) {
		pred, err := x.whereMember(name, m[name], path+"."+name, fn)
		if err != nil {
			return nil, err
		}
		if nested, ok := pred.(plan.And); ok {
			and = append(and, nested...)
			continue
		}
		and = append(and, pred)
	}
	if len(and) == 1 {
		return and[0], nil
	}
	return and, nil
}

func (x *field) whereMember(name string, v any, path string, fn whereFunc) (plan.Pred, error) {
	if err := x.countFilter(path); err != nil {
		return nil, err
	}
	if v == nil {
		return nil, badInput(path, "%s must not be null", path)
	}
	switch name {
	case "AND":
		preds, err := x.whereList(v, path, fn)
		return plan.And(preds), err
	case "OR":
		preds, err := x.whereList(v, path, fn)
		return plan.Or(preds), err
	case "NOT":
		pred, err := x.where(v, path, fn)
		return plan.Not{Pred: pred}, err
	}
	pred, ok, err := fn(name, v, path)
	if err == nil && !ok {
		return nil, badInput(path, "%s is no filter", path)
	}
	return pred, err
}

func (x *field) whereList(v any, path string, fn whereFunc) ([]plan.Pred, error) {
	preds := []plan.Pred{}
	for i, e := range asList(v) {
		pred, err := x.where(e, fmt.Sprintf("%s[%d]", path, i), fn)
		if err != nil {
			return nil, err
		}
		preds = append(preds, pred)
	}
	return preds, nil
}

// countFilter bounds how many filters there are, and how deep they nest.
func (x *field) countFilter(path string) error {
	x.filters++
	if x.filters > x.limits.Filters || strings.Count(path, ".") > 4*x.limits.Levels {
		return tooComplex("where holds more than %d filters, or nests too deep", x.limits.Filters)
	}
	return nil
}

// nodeWhere reads a filter on the row's node: of a type, or of entities at large where n is nil.
func (x *field) nodeWhere(n *catalog.NodeType, v any, path string) (plan.Pred, error) {
	props := catalog.EntityProps()
	if n != nil {
		props = n.Props
	}
	return x.where(v, path, func(name string, v any, path string) (plan.Pred, bool, error) {
		if n != nil {
			if f := n.Field(name); f != nil {
				pred, err := x.through(f, v, path)
				return pred, true, err
			}
		} else if name == "type" {
			pred, err := x.typeFilter(plan.Node, v, path)
			return pred, true, err
		}
		return x.propertyFilter(plan.Node, props, name, v, path)
	})
}

// edgeWhere reads a filter on a relationship together with the node that it leads to.
func (x *field) edgeWhere(f *catalog.RelField, v any, path string) (plan.Pred, error) {
	return x.where(v, path, func(name string, v any, path string) (plan.Pred, bool, error) {
		switch name {
		case "node":
			pred, err := x.nodeWhere(f.Target(), v, path)
			return pred, true, err
		case "relationship":
			pred, err := x.relWhere(f.Rel, v, path)
			return pred, true, err
		}
		return nil, false, nil
	})
}

// relWhere reads a filter on the row's relationship of one type.
func (x *field) relWhere(r *catalog.RelType, v any, path string) (plan.Pred, error) {
	return x.where(v, path, func(name string, v any, path string) (plan.Pred, bool, error) {
		if name == "asOf" && r.Holds() {
			pred, err := x.asOf(r, v, path)
			return pred, true, err
		}
		return x.propertyFilter(plan.Rel, r.Props, name, v, path)
	})
}

// relationshipWhere reads a filter on the row's relationship, whatever its type.
func (x *field) relationshipWhere(v any, path string) (plan.Pred, error) {
	return x.where(v, path, func(name string, v any, path string) (plan.Pred, bool, error) {
		switch name {
		case "type":
			pred, err := x.typeFilter(plan.Rel, v, path)
			return pred, true, err
		case "from":
			pred, err := x.nodeWhere(nil, v, path)
			return plan.Exists{Input: filter(plan.End{Side: plan.From}, pred)}, true, err
		case "to":
			pred, err := x.nodeWhere(nil, v, path)
			return plan.Exists{Input: filter(plan.End{Side: plan.To}, pred)}, true, err
		}
		return x.propertyFilter(plan.Rel, catalog.RelationshipProps(), name, v, path)
	})
}

// members reads an input object whose members must all be true, none of them null.
func (x *field) members(v any, path string, read func(name string, v any, path string) (plan.Pred, error)) (plan.Pred, error) {
	m, err := asObject(v, path)
	if err != nil {
		return nil, err
	}
	and := plan.And{}
	for _, name := range sortedKeys(m) {
		inner := path + "." + name
		if err := x.countFilter(inner); err != nil {
			return nil, err
		}
		if m[name] == nil {
			return nil, badInput(inner, "%s must not be null: isNull tests for that", inner)
		}
		pred, err := read(name, m[name], inner)
		if err != nil {
			return nil, err
		}
		and = append(and, pred)
	}
	if len(and) == 1 {
		return and[0], nil
	}
	return and, nil
}

// typeFilter reads a filter on a record's type.
func (x *field) typeFilter(of plan.Var, v any, path string) (plan.Pred, error) {
	return x.members(v, path, func(name string, v any, path string) (plan.Pred, error) {
		types := []string{}
		for _, e := range asList(v) {
			t, _ := e.(string)
			if of == plan.Node && x.cat.Node(t) == nil || of == plan.Rel && x.cat.Relationship(t) == nil {
				return nil, badInput(path, "%v is no type", e)
			}
			types = append(types, t)
		}
		pred := plan.Pred(plan.TypeIn{Of: of, Types: types})
		if name == "ne" || name == "notIn" {
			pred = plan.Not{Pred: pred}
		}
		return pred, nil
	})
}

// asOf is true of a relationship that held on a date, as far as its bounds are known.
func (x *field) asOf(r *catalog.RelType, v any, path string) (plan.Pred, error) {
	since := plan.Prop{Of: plan.Rel, Prop: r.Prop("since")}
	until := plan.Prop{Of: plan.Rel, Prop: r.Prop("until")}
	date, err := x.operand(since.Prop, v, path)
	if err != nil {
		return nil, err
	}
	return plan.And{
		plan.Or{plan.IsNull{Prop: since}, plan.Overlaps{Prop: since, To: date.(string)}},
		plan.Or{plan.IsNull{Prop: until}, plan.Overlaps{Prop: until, From: date.(string)}},
	}, nil
}
