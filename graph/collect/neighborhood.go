package collect

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
)

// How much a neighborhood may be: of how many nodes, how far, how many nodes, and how many of a type and direction.
const (
	mostCenters = 20
	mostNear    = 3
	mostNodes   = 500
	mostPerType = 100
)

// fewPerNode is how many relationships, and omissions, a node of a neighborhood counts for in the cost of a selection.
const fewPerNode = 4

func rootNeighborhood(x *field, f graphql.CollectedField) (response.Value, error) {
	n, err := x.neighborhoodQuestion(x.arguments(f))
	if err != nil {
		return nil, err
	}
	x.question = n
	object := response.Object{Present: -1}
	for _, part := range x.fields(f.Selections, "Subgraph") {
		collected, err := x.under(part, func() (response.Value, error) { return x.subgraphField(n, part) })
		if err != nil {
			return nil, err
		}
		object.Fields = append(object.Fields, collected)
	}
	return object, nil
}

// neighborhoodQuestion reads the arguments.
func (x *field) neighborhoodQuestion(args map[string]any) (*explore.Neighborhood, error) {
	n := &explore.Neighborhood{Catalog: x.cat, Work: explore.DefaultWork()}
	ids, err := idTexts("of", args["of"], mostCenters)
	if err != nil {
		return nil, err
	}
	n.Of = distinct(ids)
	if n.Hops, err = between(args, "hops", 1, mostNear); err != nil {
		return nil, err
	}
	if n.Limit, err = between(args, "limit", 100, mostNodes); err != nil {
		return nil, err
	}
	if n.PerType, err = between(args, "perType", 25, mostPerType); err != nil {
		return nil, err
	}
	n.Via, err = x.relTypes("via", args["via"])
	return n, err
}

func (x *field) subgraphField(n *explore.Neighborhood, f graphql.CollectedField) (response.Value, error) {
	switch f.Name {
	case "nodes":
		return x.selectionList(&n.Wanted, explore.NearNode, n.Limit, kinds{nodes: x.cat.Nodes}, f)
	case "relationships":
		return x.selectionList(&n.Wanted, explore.NearRelationship, fewPerNode*n.Limit, x.relKinds(n.Via), f)
	case "distances":
		return response.Scalar{Column: explore.NearDistances, Scalar: catalog.Int, List: true}, nil
	case "truncated":
		n.Count = true
		return response.Scalar{Column: explore.NearTruncated, Scalar: catalog.Boolean}, nil
	case "omitted":
		n.Count = true
		omission, err := x.listOf(fewPerNode*n.Limit, f, "Omission", func(f graphql.CollectedField) (response.Value, error) { return x.omissionField(n, f) })
		return response.List{Present: -1, Column: explore.NearOmissions, Value: omission}, err
	}
	return response.Text("Subgraph"), nil
}

// selectionList collects a list of at most n records.
func (x *field) selectionList(wanted *[]explore.Selection, part explore.Part, n int, k kinds, f graphql.CollectedField) (response.Value, error) {
	column, value, err := x.selection(wanted, part, n, k, f)
	return response.List{Present: -1, Column: explore.NearWanted + column, Value: value}, err
}

func (x *field) omissionField(n *explore.Neighborhood, f graphql.CollectedField) (response.Value, error) {
	switch f.Name {
	case "node":
		column, value, err := x.selection(&n.Wanted, explore.OmissionNode, 1, kinds{nodes: x.cat.Nodes}, f)
		return response.One{Column: explore.OmissionWanted + column, Value: value}, err
	case "type":
		return response.Scalar{Column: explore.OmissionType, Scalar: catalog.EnumOf}, nil
	case "forward":
		return response.Scalar{Column: explore.OmissionForward, Scalar: catalog.Boolean}, nil
	case "count":
		return response.Scalar{Column: explore.OmissionCount, Scalar: catalog.Int}, nil
	}
	return response.Text("Omission"), nil
}
