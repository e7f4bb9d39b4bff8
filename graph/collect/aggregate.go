package collect

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// aggregation collects the measures of one aggregate, each once however often it is selected.
type aggregation struct {
	*field
	measures []plan.Measure
}

// aggregate collects what all rows of a list come to, as one column of the present row.
func (x *field) aggregate(l listing, input plan.Op, g guard, f graphql.CollectedField) (response.Value, error) {
	if err := x.countFilter(f.Name); err != nil { // as costly as a filter that reads the whole list
		return nil, err
	}
	a := &aggregation{field: x}
	fields := a.listFields(l, f)
	if len(a.measures) == 0 {
		return response.Object{Present: -1, Fields: fields}, nil // __typename alone
	}
	column := x.row.column(g.column(plan.Aggregate{Input: input, Measures: a.measures}))
	return response.One{Column: column, Value: response.Object{Present: -1, Fields: fields}}, nil
}

// listFields reads the selection on a list's aggregate: of a relationship field it speaks of both, the nodes and the
// relationships; else of the records that the list is of.
func (a *aggregation) listFields(l listing, f graphql.CollectedField) []response.Field {
	if l.rel == nil {
		return a.recordFields(l.name+"Aggregate", l.measured, f)
	}
	return a.object(l.name+"Aggregate", f, func(f graphql.CollectedField) response.Value {
		switch f.Name {
		case "node":
			of := measured{count: plan.CountNodes, of: plan.Node, props: l.order.node.props}
			return response.Object{Present: -1, Fields: a.recordFields(nodeTypeName(l.nodes)+"Aggregate", of, f)}
		case "relationship":
			of := measured{count: plan.CountRows, of: plan.Rel, props: l.rel.Props}
			return response.Object{Present: -1, Fields: a.recordFields(l.rel.Name+"Aggregate", of, f)}
		}
		return a.measure(plan.Measure{Of: plan.CountRows}, catalog.Int)
	})
}

// measured is a kind of record whose count and properties an aggregate speaks of.
type measured struct {
	count plan.MeasureOf
	of    plan.Var
	props []*catalog.Property
}

func (a *aggregation) recordFields(typename string, m measured, f graphql.CollectedField) []response.Field {
	return a.object(typename, f, func(f graphql.CollectedField) response.Value {
		if f.Name == "count" {
			return a.measure(plan.Measure{Of: m.count}, catalog.Int)
		}
		i := slices.IndexFunc(m.props, func(p *catalog.Property) bool { return p.Name == f.Name })
		prop := plan.Prop{Of: m.of, Prop: m.props[i]}
		return response.Object{Present: -1, Fields: a.object(f.Definition.Type.Name(), f, func(f graphql.CollectedField) response.Value {
			if f.Name == "distinct" {
				return a.measure(plan.Measure{Of: plan.DistinctValues, Prop: prop}, catalog.Int)
			}
			return a.measure(plan.Measure{Of: plan.MeasureOf(f.Name), Prop: prop}, prop.Prop.Scalar)
		})}
	})
}

// object reads the selection on an object of an aggregate, all in one row.
func (a *aggregation) object(typename string, f graphql.CollectedField, value func(graphql.CollectedField) response.Value) []response.Field {
	var fields []response.Field
	for _, part := range a.fields(f.Selections, typename) {
		field := response.Field{Key: part.Alias, NonNull: part.Definition.Type.NonNull, Value: response.Text(typename)}
		if part.Name != "__typename" {
			field.Value = value(part)
		}
		fields = append(fields, field)
	}
	return fields
}

func (a *aggregation) measure(m plan.Measure, scalar catalog.Scalar) response.Value {
	i := slices.Index(a.measures, m)
	if i < 0 {
		i = len(a.measures)
		a.measures = append(a.measures, m)
	}
	return response.Scalar{Column: i, Scalar: scalar}
}

// nodeTypeName is what the API calls the other end of a relationship field.
func nodeTypeName(k kinds) string {
	if len(k.nodes) == 1 {
		return k.nodes[0].Name
	}
	return "Entity"
}
