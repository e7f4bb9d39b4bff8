//go:build measure

package bench_test

import "github.com/dealgraph/dealgraph/internal/synthetic"

// operation is one that is measured: as a client sends it, and as somebody has written it by hand.
type operation struct {
	name     string
	what     string // for people
	document string
	// variables gives several sets, which take turns.
	variables func(*probe) []map[string]any
	// byHand names the statements of the floor. Without one the floor runs the statements that the product runs, and gives
	// what they gave: only their cost is compared.
	byHand bool
}

// probe is what variables may be taken from: the graph, and the server for cursors.
type probe struct {
	graph *synthetic.Graph
	ask   func(document string, variables map[string]any) map[string]any
}

// ids gives a variable for each of some nodes of a type, spread over all of them.
func (p *probe) ids(typ, variable string, n int) []map[string]any {
	var all []map[string]any
	for i := range n {
		id, _ := p.graph.Node(typ, i*p.graph.Count(typ)/n)
		all = append(all, map[string]any{variable: id})
	}
	return all
}

func (p *probe) first(typ string) string {
	id, _ := p.graph.Node(typ, 0)
	return id
}

func none(*probe) []map[string]any { return []map[string]any{{}} }

func operations() []operation {
	return []operation{
		{"deal", "a deal by id, with signatories and 20 covers", `query Deal($id: ID!) {
  deal(id: $id) {
    id name date kind
    signatories { nodes { id name } }
    covers(first: 20) { nodes { id name } }
  }
}`, func(p *probe) []map[string]any { return p.ids("Deal", "id", 16) }, true},

		{"deals", "20 deals by date, with signatories, 10 covers and the signing's 10 attendees", `query Deals {
  deals(first: 20, orderBy: [{date: DESC}]) {
    nodes {
      id name date
      signatories { nodes { id name } }
      covers(first: 10) { nodes { id name } }
      signedAt(first: 1) { nodes { id name attendees(first: 10) { nodes { id name } } } }
    }
  }
}`, none, true},

		{"filter", "deals that cover X, signed by somebody whose name starts with Y, newest first, with totalCount", `query Filter($technology: ID!, $start: String!) {
  deals(
    where: {covers: {some: {node: {id: {eq: $technology}}}}, signatories: {some: {node: {name: {startsWith: $start}}}}}
    orderBy: [{date: DESC}]
    first: 20
  ) {
    totalCount
    nodes { id name date }
  }
}`, func(p *probe) (all []map[string]any) {
			for _, start := range []string{"Ka", "Mi", "No", "So"} {
				all = append(all, map[string]any{"technology": p.first("Technology"), "start": start})
			}
			return all
		}, true},

		{"wide", "200 deals with 10 technologies each, and 5 other deals of each of those by date", `query Wide {
  deals(first: 200, orderBy: [{date: DESC}]) {
    nodes {
      id name date
      covers(first: 10) {
        nodes { id name coveredBy(first: 5, orderBy: [{node: {date: DESC}}]) { nodes { id name date } } }
      }
    }
  }
}`, none, true},

		{"newest", "the newest deal", `query Newest {
  deals(first: 1, orderBy: [{date: DESC}]) { nodes { id name date } }
}`, none, true},

		{"deep", "a page deep in the list", `query Deep($after: String!) {
  deals(first: 20, after: $after, orderBy: [{date: DESC}]) {
    nodes { id name date }
    pageInfo { hasNextPage }
  }
}`, func(p *probe) []map[string]any { return p.inside("after") }, true},

		{"backwards", "the page before one deep in the list, backwards", `query Backwards($before: String!) {
  deals(last: 20, before: $before, orderBy: [{date: DESC}]) {
    nodes { id name date }
    pageInfo { hasPreviousPage }
  }
}`, func(p *probe) []map[string]any { return p.inside("before") }, true},

		{"groups", "deals by year", `query Groups {
  deals { groups(by: {date: YEAR}, first: 10) { key count } }
}`, none, true},

		{"five", "five root fields in one operation", `query Five($deal: ID!, $technology: ID!) {
  deal(id: $deal) { id name date }
  technology(id: $technology) { id name coveredBy(first: 5) { nodes { id name } } }
  deals(first: 5, orderBy: [{date: DESC}]) { nodes { id name date } }
  people(first: 5) { nodes { id name } }
  events(first: 5, orderBy: [{date: DESC}]) { nodes { id name date } }
}`, func(p *probe) []map[string]any {
			all := p.ids("Deal", "deal", 16)
			for _, v := range all {
				v["technology"] = p.first("Technology")
			}
			return all
		}, true},

		{"search", "a search for two words", `query Search($text: String!) {
  search(text: $text, first: 10) { edges { matched field node { id name } } }
}`, func(*probe) (all []map[string]any) {
			for _, text := range []string{"kami noru", "tane soli", "stein ford", "marqui tel"} {
				all = append(all, map[string]any{"text": text})
			}
			return all
		}, false},

		{"path", "a path of up to 6 hops between two people", `query Path($from: ID!, $to: ID!) {
  paths(from: $from, to: $to, maxHops: 6, first: 1) { nodes { length steps { node { id name } } } truncated }
}`, func(p *probe) []map[string]any {
			all := p.ids("Person", "from", 9)
			for i := range all[:8] {
				all[i]["to"] = all[i+1]["from"]
			}
			return all[:8]
		}, false},
	}
}

// inside gives the cursor of a third of the list of deals, with the keys that it stands for: there all of them have a date.
func (p *probe) inside(variable string) []map[string]any {
	const page = `query($after: String) {
  deals(first: 200, after: $after, orderBy: [{date: DESC}]) { edges { cursor node { id date } } pageInfo { hasNextPage } }
}`
	wanted, after := p.graph.Count("Deal")/3, any(nil)
	for seen := 0; ; seen += 200 {
		deals := p.ask(page, map[string]any{"after": after})["deals"].(map[string]any)
		edges := deals["edges"].([]any)
		if seen+len(edges) <= wanted && deals["pageInfo"].(map[string]any)["hasNextPage"] == true {
			after = edges[len(edges)-1].(map[string]any)["cursor"]
			continue
		}
		edge := edges[min(len(edges)-1, wanted-seen)].(map[string]any)
		node := edge["node"].(map[string]any)
		return []map[string]any{{variable: edge["cursor"], "date": node["date"], "id": node["id"]}}
	}
}
