package neo4j

import (
	"context"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Step is one operator of the plan by which Neo4j runs a statement.
type Step struct {
	Operator string
	Details  string
	Rows     int64 // that it gave; what the planner expects of it after Explain
	DbHits   int64 // of it alone; 0 after Explain
	Memory   int64 // bytes that the statement held at most, of the last step; 0 after Explain
	Inputs   []Step
}

// TotalHits is the number of times that the store was asked for something, by the step and its inputs.
func (s Step) TotalHits() int64 {
	n := s.DbHits
	for _, in := range s.Inputs {
		n += in.TotalHits()
	}
	return n
}

// Operators gives the names of the step's operator and of all its inputs'.
func (s Step) Operators() []string {
	all := []string{s.Operator}
	for _, in := range s.Inputs {
		all = append(all, in.Operators()...)
	}
	return all
}

// String prints the steps, an input below what it feeds.
func (s Step) String() string {
	var b strings.Builder
	s.print(&b, "")
	return b.String()
}

func (s Step) print(b *strings.Builder, indent string) {
	fmt.Fprintf(b, "%s%s rows=%d hits=%d %s\n", indent, s.Operator, s.Rows, s.DbHits, s.Details)
	for _, in := range s.Inputs {
		in.print(b, indent+"  ")
	}
}

// Profile runs a query and tells how Neo4j went about it.
func (s *Store) Profile(ctx context.Context, q *plan.Query) (Step, error) {
	summary, err := s.planOf(ctx, "PROFILE\n", q)
	if err != nil {
		return Step{}, fmt.Errorf("profile a query: %w", err)
	}
	return profiled(summary.Profile()), nil
}

// Profiled runs a plan and tells how Neo4j went about it, for people: with the db hits of each step, and of all.
func (s *Store) Profiled(ctx context.Context, q *plan.Query) (string, error) {
	step, err := s.Profile(ctx, q)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s%d db hits in all\n", step, step.TotalHits()), nil
}

// Explain tells how Neo4j would run a query.
func (s *Store) Explain(ctx context.Context, q *plan.Query) (Step, error) {
	summary, err := s.planOf(ctx, "EXPLAIN\n", q)
	if err != nil {
		return Step{}, fmt.Errorf("explain a query: %w", err)
	}
	return explained(summary.Plan()), nil
}

func (s *Store) planOf(ctx context.Context, keyword string, q *plan.Query) (neo4j.ResultSummary, error) {
	var summary neo4j.ResultSummary
	err := s.Read(ctx, func(r store.Reader) error {
		st := Compile(s.cat, q)
		res, err := r.(*reader).run(ctx, keyword+st.Cypher, st.Params)
		if err != nil {
			return err
		}
		summary, err = res.Consume(ctx)
		return mapped(ctx, err)
	})
	return summary, err
}

func profiled(p neo4j.ProfiledPlan) Step {
	s := Step{Operator: operator(p.Operator()), Details: details(p.Arguments()), Rows: p.Records(), DbHits: p.DbHits()}
	s.Memory, _ = p.Arguments()["GlobalMemory"].(int64)
	for _, in := range p.Children() {
		s.Inputs = append(s.Inputs, profiled(in))
	}
	return s
}

func explained(p neo4j.Plan) Step {
	s := Step{Operator: operator(p.Operator()), Details: details(p.Arguments())}
	if rows, ok := p.Arguments()["EstimatedRows"].(float64); ok {
		s.Rows = int64(rows)
	}
	for _, in := range p.Children() {
		s.Inputs = append(s.Inputs, explained(in))
	}
	return s
}

// operator leaves the database's name off: NodeIndexSeek@neo4j.
func operator(name string) string {
	name, _, _ = strings.Cut(name, "@")
	return name
}

func details(arguments map[string]any) string {
	d, _ := arguments["Details"].(string)
	return strings.Join(strings.Fields(d), " ")
}
