package explore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/search"
	"github.com/dealgraph/dealgraph/internal/store"
)

// What stands in a row of a search before the columns that are wanted of its node.
const (
	SearchRank    = iota // int64: how good it is, and its place in the order together with the id
	SearchID             // the node's id
	SearchField          // where the text stands that was found: NAME, ALIAS or TITLE
	SearchMatched        // that text, as it is stored
	SearchWanted         // the first of the columns that are wanted
)

// Search is the question which nodes somebody means by a text. It takes three statements: what the dictionary has of the
// text's words, since which of them to begin with, and what a word with a typo may be meant for, depends on that; the
// candidates with their names, which are ranked here; and what is wanted of those on the page. A fourth looks for
// candidates again, where there were none, as if words that are there had typos, too.
type Search struct {
	Catalog *catalog.Catalog
	Text    string
	Query   search.Query
	Types   []string        // only nodes of these; any where it is empty
	Size    int             // how many rows at most
	After   *SearchPosition // only what comes behind it; nil for all
	Wanted  []plan.Column   // of each node
}

// SearchPosition is a place in the order of what a search finds.
type SearchPosition struct {
	Rank search.Rank
	ID   string
}

// reach bounds how far candidates are looked for: how many terms in all, shared among the streams (plan.Candidates), of each
// how many at least and at most, and how many of these are kept.
type reach struct{ all, least, most, keep int }

// Words that are there as they were typed are looked for further than those that may be meant.
var (
	exactly = reach{all: 24_000, least: 1_000, most: 4_000, keep: 200}
	loosely = reach{all: 12_000, least: 100, most: 1_000, keep: 50}
)

// mostTitles is how many texts of a node's relationships of each type are compared.
const mostTitles = 200

// Hit is a node that was found.
type Hit struct {
	ID string
	search.Match
}

func (h Hit) compare(rank search.Rank, id string) int {
	return cmp.Or(cmp.Compare(h.Rank, rank), cmp.Compare(h.ID, id))
}

// Ask gives one value: the rows, best first, ties by id.
func (s *Search) Ask(ctx context.Context, r store.Reader) ([]any, error) {
	hits, err := s.Hits(ctx, r)
	if err != nil {
		return nil, err
	}
	if s.After != nil {
		hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.compare(s.After.Rank, s.After.ID) <= 0 })
	}
	rows, err := s.page(ctx, r, hits[:min(len(hits), s.Size)])
	return []any{rows}, err
}

// String tells what is searched for.
func (s *Search) String() string {
	types := "any type"
	if len(s.Types) > 0 {
		types = strings.Join(s.Types, "|")
	}
	after := ""
	if s.After != nil {
		after = fmt.Sprintf(" after %s %q", s.After.Rank, s.After.ID)
	}
	return fmt.Sprintf("Search %q of %s\n| Limit %d%s\n", s.Text, types, s.Size, after)
}

// Hits gives all that is found, within the bounds, in order.
func (s *Search) Hits(ctx context.Context, r store.Reader) ([]Hit, error) {
	d, err := s.dictionary(ctx, r)
	if err != nil {
		return nil, err
	}
	m := search.NewMatcher(s.Query, d, false)
	hits, err := s.ranked(ctx, r, m, candidates{exactly, m.Exact()}, candidates{loosely, m.Loose()})
	if err == nil && len(hits) == 0 && m.CanBeLenient() {
		m = search.NewMatcher(s.Query, d, true)
		hits, err = s.ranked(ctx, r, m, candidates{loosely, m.Loose()})
	}
	return hits, err
}

// dictionary looks the query's words up.
func (s *Search) dictionary(ctx context.Context, r store.Reader) (*search.Dictionary, error) {
	var wanted asked
	for _, word := range s.Query.Words {
		wanted.texts = append(wanted.texts, []string{word}, search.TypoKeys(word))
	}
	row, err := ask(ctx, r, "words", wanted, func(a asked) (columns []plan.Column) {
		of := []plan.Column{{Expr: plan.Word{}}, {Expr: plan.Uses{}}}
		for i := range s.Query.Words {
			columns = append(columns,
				plan.Column{Expr: plan.List{Input: plan.Begun{Prefix: a.texts[2*i][0], N: search.MaxBegun}, Columns: of}},
				plan.Column{Expr: plan.List{Input: plan.Near{Keys: a.texts[2*i+1], N: search.MaxNear}, Columns: of}})
		}
		return columns
	})
	if err != nil {
		return nil, fmt.Errorf("look words up: %w", err)
	}
	d := search.NewDictionary()
	for i, word := range s.Query.Words {
		d.Begun(word, wordsIn(row[2*i]))
		d.Near(word, wordsIn(row[2*i+1]))
	}
	return d, nil
}

func wordsIn(value any) []search.Word {
	var all []search.Word
	for _, row := range asRows(value) {
		word, _ := row[0].(string)
		uses, _ := row[1].(int64)
		all = append(all, search.Word{Word: word, Uses: uses})
	}
	return all
}

func asRows(value any) [][]any {
	list, _ := value.([]any)
	rows := make([][]any, len(list))
	for i, v := range list {
		rows[i], _ = v.([]any)
	}
	return rows
}

// candidates are those that streams find.
type candidates struct {
	reach
	streams []search.Stream
}

// read is how far each stream is read.
func (c candidates) read() int { return min(max(c.all/max(1, len(c.streams)), c.least), c.most) }

// ranked asks for candidates with their texts, and keeps and orders those that a matcher takes.
func (s *Search) ranked(ctx context.Context, r store.Reader, m *search.Matcher, all ...candidates) ([]Hit, error) {
	var wanted asked
	for _, c := range all {
		wanted.streams, wanted.sizes = append(wanted.streams, c.streams), append(wanted.sizes, c.read(), c.keep)
	}
	row, err := ask(ctx, r, "candidates "+anyOf(s.Types), wanted, func(a asked) (columns []plan.Column) {
		for i, streams := range a.streams {
			input := plan.Candidates{Streams: streams, Types: s.Types, Read: a.sizes[2*i], Keep: a.sizes[2*i+1]}
			columns = append(columns, plan.Column{Expr: plan.List{Input: input, Columns: s.texts()}})
		}
		return columns
	})
	if err != nil {
		return nil, fmt.Errorf("look for candidates: %w", err)
	}
	seen := map[string]bool{}
	var hits []Hit
	var texts []search.Text
	for _, list := range row {
		for _, found := range asRows(list) {
			id, _ := found[0].(string)
			if seen[id] {
				continue
			}
			seen[id] = true
			texts = textsIn(texts[:0], found)
			if match, ok := m.Best(texts); ok {
				hits = append(hits, Hit{id, match})
			}
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return a.compare(b.Rank, b.ID) })
	return hits, nil
}

// texts is the columns that hold the texts by which a node is found, its id first.
func (s *Search) texts() []plan.Column {
	columns := []plan.Column{
		{Expr: plan.Prop{Of: plan.Node, Prop: catalog.PropID}},
		{Expr: plan.Prop{Of: plan.Node, Prop: catalog.PropName}},
		{Expr: plan.Prop{Of: plan.Node, Prop: catalog.PropAliases}},
	}
	for _, t := range s.Catalog.Relationships {
		for _, p := range t.Finding() {
			columns = append(columns, plan.Column{Of: plan.Node, Types: starts(t), Expr: titles(t, p)})
		}
	}
	return columns
}

// starts gives the types at which a relationship can start.
func starts(t *catalog.RelType) []string {
	var types []string
	for _, p := range t.Pairs {
		if !slices.Contains(types, p.From.Name) {
			types = append(types, p.From.Name)
		}
	}
	return types
}

// titles is the texts of a node's relationships.
func titles(t *catalog.RelType, p *catalog.Property) plan.List {
	keys := []plan.Key{
		{Prop: plan.Prop{Of: plan.Node, Prop: catalog.PropID}},
		{Prop: plan.Prop{Of: plan.Rel, Prop: catalog.PropID}},
	}
	return plan.List{
		Input:   plan.Limit{N: mostTitles, Input: plan.Sort{Input: plan.Expand{Rel: t.Stored, Dir: catalog.Out}, Keys: keys}},
		Columns: []plan.Column{{Expr: plan.Prop{Of: plan.Rel, Prop: p}}},
	}
}

// textsIn adds what texts wanted to others.
func textsIn(all []search.Text, row []any) []search.Text {
	add := func(f search.Field, v any) {
		if text, ok := v.(string); ok {
			all = append(all, search.Text{Field: f, Text: text})
		}
	}
	add(search.Name, row[1])
	aliases, _ := row[2].([]any)
	for _, a := range aliases {
		add(search.Alias, a)
	}
	for _, list := range row[3:] {
		titles, _ := list.([]any)
		for _, title := range titles {
			add(search.Title, title.([]any)[0])
		}
	}
	return all
}

// page reads what is wanted of the nodes on the page. One that was removed since it was found has no row.
func (s *Search) page(ctx context.Context, r store.Reader, hits []Hit) ([]any, error) {
	rows := []any{}
	if len(s.Wanted) == 0 || len(hits) == 0 {
		for _, h := range hits {
			rows = append(rows, h.row(nil))
		}
		return rows, nil
	}
	ids, byID := make([]string, len(hits)), map[string]Hit{}
	for i, h := range hits {
		ids[i], byID[h.ID] = h.ID, h
	}
	columns := append([]plan.Column{{Expr: plan.Requested{}}}, s.Wanted...)
	row, err := r.Run(ctx, &plan.Query{Columns: []plan.Column{{Expr: plan.List{Input: plan.Seek{IDs: ids}, Columns: columns}}}})
	if err != nil {
		return nil, fmt.Errorf("read what was found: %w", err)
	}
	for _, found := range asRows(row[0]) {
		id, _ := found[0].(string)
		rows = append(rows, byID[id].row(found[1:]))
	}
	return rows, nil
}

func (h Hit) row(wanted []any) []any {
	return append([]any{int64(h.Rank), h.ID, h.Field.String(), h.Text.Text}, wanted...)
}
