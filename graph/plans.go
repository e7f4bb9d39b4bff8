package graph

import (
	"slices"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/graph/explore"
	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/plan"
)

const (
	// plansKept and planBytes bound the operations whose plans are kept, with their statements.
	plansKept = 2000
	planBytes = 64 << 20
	// fieldBytes is what a field or filter of a kept plan takes, about: its column, its shape, its part of a statement.
	fieldBytes = 1500
	// mostVariables is how long what a plan is found by may be of the variables, in bytes.
	mostVariables = 4 << 10
)

// plans keeps what operations came to. A plan belongs to a document, an operation's name and what of the variables is no parameter:
// whatever may make another plan of a document is part of what the plan is found by.
type plans struct {
	parameters *bounded.Cache[operation, *collect.Parameters]
	kept       *bounded.Cache[planKey, *planned]
}

// planned is what the root fields of an operation came to.
type planned struct {
	roots []collect.Root // zero for fields that no one plan answers
	fixed bool           // the roots are the same whatever the variables
	whole plan.Kept      // of all of them
	bytes atomic.Int64   // of the last answer
}

// operation is one of a document's. The schema does not change, and so a text is always the same document.
type operation struct{ text, name string }

type planKey struct {
	operation
	variables string
}

func newPlans(opts Options) *plans {
	if opts.Anew {
		return nil
	}
	return &plans{
		parameters: bounded.New[operation, *collect.Parameters](plansKept, planBytes),
		kept:       bounded.New[planKey, *planned](plansKept, planBytes),
	}
}

// fromKept plans root fields by what is kept, or made and kept now; those that no one plan answers are collected. It tells whether it
// could: all must be collected by themselves where there is a mistake to be told, or a value that fits no plan.
func (e *Executable) fromKept(op *graphql.OperationContext, q *query) bool {
	if op.RawQuery == "" { // nothing would tell the document from another
		return false
	}
	if !slices.ContainsFunc(q.fields, func(f graphql.CollectedField) bool { return e.roots.IsPlan(f.Name) }) {
		return false
	}
	of := operation{op.RawQuery, op.OperationName}
	parameters, known := e.plans.parameters.Get(of)
	if !known {
		parameters = e.roots.Parameters(e.Schema(), op.Doc, op.Operation)
		e.plans.parameters.Add(of, parameters, int64(1000+len(of.text)))
	}
	var room [256]byte
	variables, ok := parameters.Key(room[:0], op.Variables, mostVariables)
	if !ok {
		return false
	}
	key := planKey{of, string(variables)}
	p, known := e.plans.kept.Get(key)
	if !known {
		roots := e.toKeep(op, q.fields, parameters)
		if roots == nil {
			return false
		}
		p = &planned{roots: roots, fixed: !slices.ContainsFunc(roots, collect.Root.Varies) && e.arePlans(q.fields)}
		e.plans.kept.Add(key, p, sizeOf(key, roots))
	}
	q.roots, q.whole, q.bytes = p.roots, &p.whole, &p.bytes
	return p.fixed || e.bind(op, q)
}

// bind puts the values of variables in the place of placeholders, and collects the root fields that are not kept. It tells whether the
// plans fit these.
func (e *Executable) bind(op *graphql.OperationContext, q *query) bool {
	q.roots = slices.Clone(q.roots)
	for i, f := range q.fields {
		if e.roots.IsPlan(f.Name) {
			var ok bool
			if q.roots[i], ok = q.roots[i].Bind(op.Variables); !ok {
				return false
			}
			continue
		}
		var err error
		if q.roots[i], err = e.collected(op, f); err != nil {
			return false
		}
	}
	return true
}

// arePlans tells whether one plan each answers all fields.
func (e *Executable) arePlans(fields []graphql.CollectedField) bool {
	return !slices.ContainsFunc(fields, func(f graphql.CollectedField) bool { return !e.roots.IsPlan(f.Name) })
}

// toKeep collects the root fields that a plan answers, with placeholders for parameters.
func (e *Executable) toKeep(op *graphql.OperationContext, fields []graphql.CollectedField, parameters *collect.Parameters) []collect.Root {
	collector := collect.New(e.cat, e.roots, op, e.limits, parameters)
	roots := make([]collect.Root, len(fields))
	for i, f := range fields {
		if !e.roots.IsPlan(f.Name) {
			continue
		}
		var err error
		if roots[i], err = collector.Field(f); err != nil {
			return nil
		}
		if q, is := roots[i].Question.(explore.Plan); is {
			q.Kept = &plan.Kept{}
		}
	}
	return roots
}

func sizeOf(key planKey, roots []collect.Root) int64 {
	size := int64(1000 + len(key.text) + len(key.variables))
	for _, r := range roots {
		size += 1000 + fieldBytes*int64(r.Fields)
	}
	return size
}

// PlanStats tells how often the plans of an operation were there already.
func (e *Executable) PlanStats() bounded.Stats {
	if e.plans == nil {
		return bounded.Stats{}
	}
	return e.plans.kept.Stats()
}
