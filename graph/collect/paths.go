package collect

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
)

// The longest paths, and how many.
const (
	mostHops  = 6
	mostPaths = 20
)

func rootPaths(x *field, f graphql.CollectedField) (response.Value, error) {
	p, err := x.pathsQuestion(x.arguments(f))
	if err != nil {
		return nil, err
	}
	x.question = p
	var fields []response.Field
	for _, part := range x.fields(f.Selections, "PathResult") {
		collected, err := x.under(part, func() (response.Value, error) { return x.pathResultField(p, part) })
		if err != nil {
			return nil, err
		}
		fields = append(fields, collected)
	}
	return response.Object{Present: -1, Fields: fields}, nil
}

// pathsQuestion reads the arguments.
func (x *field) pathsQuestion(args map[string]any) (*explore.Paths, error) {
	p := &explore.Paths{Catalog: x.cat, Work: explore.DefaultWork()}
	var err error
	if p.From, err = x.idArgument("from", args["from"]); err != nil {
		return nil, err
	}
	if p.To, err = x.idArgument("to", args["to"]); err != nil {
		return nil, err
	}
	if p.MaxHops, err = between(args, "maxHops", 4, mostHops); err != nil {
		return nil, err
	}
	if p.First, err = between(args, "first", 5, mostPaths); err != nil {
		return nil, err
	}
	if p.Via, err = x.relTypes("via", args["via"]); err != nil {
		return nil, err
	}
	if avoid := args["avoid"]; avoid != nil {
		ids, err := idTexts("avoid", avoid, x.limits.PageSize)
		if err != nil {
			return nil, err
		}
		p.Avoid = distinct(ids)
	}
	for _, end := range []string{p.From, p.To} {
		if slices.Contains(p.Avoid, end) {
			return nil, badInput("avoid", "a path can't avoid %q, where it begins or ends", end)
		}
	}
	return p, nil
}

func (x *field) pathResultField(p *explore.Paths, f graphql.CollectedField) (response.Value, error) {
	switch f.Name {
	case "from":
		column, value, err := x.selection(&p.Wanted, explore.StartNode, 1, kinds{nodes: x.cat.Nodes}, f)
		return response.One{Column: explore.PathsWanted + column, Value: value}, err
	case "truncated":
		return response.Scalar{Column: explore.PathsTruncated, Scalar: catalog.Boolean}, nil
	case "nodes":
		path, err := x.listOf(p.First, f, "Path", func(f graphql.CollectedField) (response.Value, error) { return x.pathField(p, f) })
		return response.List{Present: -1, Column: explore.PathsList, Value: path}, err
	}
	return response.Text("PathResult"), nil
}

func (x *field) pathField(p *explore.Paths, f graphql.CollectedField) (response.Value, error) {
	switch f.Name {
	case "length":
		return response.Scalar{Column: explore.PathLength, Scalar: catalog.Int}, nil
	case "text":
		p.Text = true
		return response.Scalar{Column: explore.PathText, Scalar: catalog.String}, nil
	case "steps":
		step, err := x.listOf(p.MaxHops, f, "PathStep", func(f graphql.CollectedField) (response.Value, error) { return x.stepField(p, f) })
		return response.List{Present: -1, Column: explore.PathSteps, Value: step}, err
	}
	return response.Text("Path"), nil
}

func (x *field) stepField(p *explore.Paths, f graphql.CollectedField) (response.Value, error) {
	switch f.Name {
	case "forward":
		return response.Scalar{Column: explore.StepForward, Scalar: catalog.Boolean}, nil
	case "node":
		column, value, err := x.selection(&p.Wanted, explore.StepNode, 1, kinds{nodes: x.cat.Nodes}, f)
		return response.One{Column: explore.StepWanted + column, Value: value}, err
	case "relationship":
		column, value, err := x.selection(&p.Wanted, explore.StepRelationship, 1, x.relKinds(p.Via), f)
		return response.One{Column: explore.StepWanted + column, Value: value}, err
	case "claims":
		column, value, err := x.selection(&p.Wanted, explore.StepClaims, fewRecords, x.relKinds(p.Via), f)
		return response.List{Present: -1, Column: explore.StepWanted + column, Value: value}, err
	}
	return response.Text("PathStep"), nil
}

// listOf collects a list of at most n objects that a question makes itself, each with a row of its own.
func (x *field) listOf(n int, f graphql.CollectedField, typename string, collect func(graphql.CollectedField) (response.Value, error)) (response.Object, error) {
	object := response.Object{Present: -1}
	_, err := x.inRow(n, func() error {
		for _, part := range x.fields(f.Selections, typename) {
			collected, err := x.under(part, func() (response.Value, error) { return collect(part) })
			if err != nil {
				return err
			}
			object.Fields = append(object.Fields, collected)
		}
		return nil
	})
	return object, err
}

// selection collects what is wanted of the records at a part of an answer, at most n in each row around it. It gives the
// selection's place.
func (x *field) selection(wanted *[]explore.Selection, part explore.Part, n int, k kinds, f graphql.CollectedField) (int, response.Value, error) {
	var value response.Value
	columns, err := x.inRow(n, func() (err error) {
		value, err = x.record(f.Selections, k)
		return err
	})
	*wanted = append(*wanted, explore.Selection{Part: part, Columns: columns})
	return len(*wanted) - 1, value, err
}
