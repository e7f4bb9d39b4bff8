package collect

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/graph/response"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/text"
)

// maxSearched is how many characters a text that is searched for may have.
const maxSearched = 200

// searchName is what the names of a search's connection and edge begin with.
const searchName = "Search"

func rootSearch(x *field, f graphql.CollectedField) (response.Value, error) {
	args := x.arguments(f)
	s, err := x.searched(args)
	if err != nil {
		return nil, err
	}
	p, err := x.paging(args)
	if err != nil {
		return nil, err
	}
	hash := cursor.Hash(strings.Join(append([]string{searchName, s.Query.Whole, strings.Join(s.Query.Words, " ")}, s.Types...), "\n"))
	if s.After, err = searchedAfter(p, hash); err != nil {
		return nil, err
	}
	s.Size = p.size.n + 1
	c := &response.Connection{
		Page: -1, Count: -1, Number: x.paged(p, hash), Given: p.cursor != "",
		Keys: []response.CursorKey{{Column: explore.SearchRank, Or: -1}, {Column: explore.SearchID, Or: -1}},
	}
	parts := x.fields(f.Selections, searchName+"Connection")
	columns, err := x.inPage(p.size, func() error {
		x.row.before = explore.SearchWanted
		for _, part := range parts {
			if err := x.searchField(c, part); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(parts, needsPage) {
		s.Wanted, c.Page = columns, 0
		x.question = s
	}
	return c, nil
}

// searched reads what is searched for, among what.
func (x *field) searched(args map[string]any) (*explore.Search, error) {
	s := &explore.Search{Catalog: x.cat}
	s.Text, _ = args["text"].(string)
	s.Text = text.Compose(s.Text)
	var ok bool
	if s.Query, ok = search.Parse(s.Text); !ok {
		return nil, badInput("text", "text must hold a letter or a digit")
	}
	if utf8.RuneCountInString(s.Text) > maxSearched {
		return nil, badInput("text", "text must be at most %d characters", maxSearched)
	}
	var err error
	s.Types, err = x.nodeTypes(args["types"])
	return s, err
}

// nodeTypes gives the distinct types named, in order, nil for all.
func (x *field) nodeTypes(v any) ([]string, error) {
	if v == nil {
		return nil, nil
	}
	var types []string
	for _, e := range asList(v) {
		name, _ := e.(string)
		if x.cat.Node(name) == nil {
			return nil, badInput("types", "%v is no type of entities", e)
		}
		types = appendNew(types, name)
	}
	if len(types) == 0 {
		return nil, badInput("types", "types must name at least one type, or not be given")
	}
	slices.Sort(types)
	return types, nil
}

// searchedAfter gives the place that a cursor tells.
func searchedAfter(p paging, hash uint64) (*explore.SearchPosition, error) {
	if p.cursor == "" {
		return nil, nil
	}
	rank := &catalog.Property{Name: "rank", Scalar: catalog.Int, Required: true}
	after, err := cursor.Decode(p.cursor, hash, []plan.Key{{Prop: plan.Prop{Prop: rank}}, {Prop: plan.Prop{Prop: catalog.PropID}}})
	if err != nil {
		return nil, badCursor(p.argument)
	}
	return &explore.SearchPosition{Rank: search.Rank(after[0].(int64)), ID: after[1].(string)}, nil
}

func (x *field) searchField(c *response.Connection, f graphql.CollectedField) error {
	add := func(v response.ConnectionValue) {
		c.Fields = append(c.Fields, response.ConnectionField{Key: f.Alias, Value: v})
	}
	nodes := kinds{nodes: x.cat.Nodes}
	switch f.Name {
	case "nodes":
		node, err := x.under(f, func() (response.Value, error) { return x.record(f.Selections, nodes) })
		add(response.Nodes{Value: node.Value})
		return err
	case "edges":
		var edges response.Edges
		_, err := x.under(f, func() (_ response.Value, err error) {
			edges.Fields, err = x.searchEdge(nodes, f)
			return nil, err
		})
		add(edges)
		return err
	case "pageInfo":
		add(x.plainPageInfo(f))
	default:
		add(response.Plain{Value: response.Text(searchName + "Connection")})
	}
	return nil
}

func (x *field) searchEdge(nodes kinds, f graphql.CollectedField) ([]response.EdgeField, error) {
	var fields []response.EdgeField
	for _, part := range x.fields(f.Selections, searchName+"Edge") {
		collected, err := x.under(part, func() (response.Value, error) {
			switch part.Name {
			case "node":
				return x.record(part.Selections, nodes)
			case "cursor":
				return nil, nil
			case "matched":
				return response.Scalar{Column: explore.SearchMatched, Scalar: catalog.String}, nil
			case "field":
				return response.Scalar{Column: explore.SearchField, Scalar: catalog.EnumOf}, nil
			}
			return response.Text(searchName + "Edge"), nil
		})
		if err != nil {
			return nil, err
		}
		fields = append(fields, response.EdgeField{Key: collected.Key, Value: collected.Value})
	}
	return fields, nil
}
