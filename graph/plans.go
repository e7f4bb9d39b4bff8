package graph

import (
	"encoding/json"
	"slices"
	"strconv"
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
	// fieldBytes is what a field of a kept plan takes, about: its column, its shape, its part of a statement.
	fieldBytes = 1500
	// mostVariables is how long the variables may be, in bytes, that a plan is kept for.
	mostVariables = 4 << 10
)

// plans keeps what operations came to. A plan belongs to a document, an operation's name and the values of all variables but
// those that are parameters: whatever may make another plan of a document is part of what the plan is found by.
type plans struct {
	parameters *bounded.Cache[operation, map[string]bool]
	kept       *bounded.Cache[planKey, *planned]
}

// planned is what the root fields of an operation came to.
type planned struct {
	roots []collect.Root
	whole plan.Kept    // of all of them
	bytes atomic.Int64 // of the last answer
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
		parameters: bounded.New[operation, map[string]bool](plansKept, planBytes),
		kept:       bounded.New[planKey, *planned](plansKept, planBytes),
	}
}

// fromKept plans root fields, which all are of the vocabulary, by what is kept, or made and kept now. It tells whether it could:
// they must be collected by themselves where there is a mistake to be told, or a question that more than one plan answers, or a
// value for which no placeholder can stand.
func (e *Executable) fromKept(op *graphql.OperationContext, q *query) bool {
	if op.RawQuery == "" { // nothing would tell the document from another
		return false
	}
	of := operation{op.RawQuery, op.OperationName}
	parameters, known := e.plans.parameters.Get(of)
	if !known {
		parameters = e.roots.Parameters(op.Doc, op.Operation)
		e.plans.parameters.Add(of, parameters, int64(1000+len(of.text)))
	}
	key := planKey{of, ""}
	var ok bool
	if key.variables, ok = keyOf(op, parameters); !ok {
		return false
	}
	p, known := e.plans.kept.Get(key)
	if !known {
		roots := e.toKeep(op, q.fields, parameters)
		if roots == nil {
			return false
		}
		p = &planned{roots: roots}
		e.plans.kept.Add(key, p, sizeOf(key, roots))
	}
	roots := bound(p.roots, op.Variables)
	if roots == nil {
		return false
	}
	q.roots, q.whole, q.bytes = roots, &p.whole, &p.bytes
	return true
}

// keyOf gives the variables as a plan is found by them: of each whether it is there, and its value unless it is a parameter. ok
// is false where they are too long.
func keyOf(op *graphql.OperationContext, parameters map[string]bool) (key string, ok bool) {
	if len(op.Operation.VariableDefinitions) == 0 {
		return "", true
	}
	var b []byte
	for _, v := range op.Operation.VariableDefinitions {
		value, given := op.Variables[v.Variable]
		switch {
		case !given:
			b = append(b, '-')
		case parameters[v.Variable] && collect.IsParameter(value):
			b = append(b, '$')
		default:
			text, err := json.Marshal(value) // of objects in order of name, and of numbers as they were written
			if err != nil || len(text) > mostVariables {
				return "", false
			}
			b = strconv.AppendInt(append(b, '='), int64(len(text)), 10)
			b = append(append(b, ':'), text...)
		}
	}
	return string(b), len(b) <= mostVariables
}

// toKeep collects root fields with placeholders for parameters.
func (e *Executable) toKeep(op *graphql.OperationContext, fields []graphql.CollectedField, parameters map[string]bool) []collect.Root {
	collector := collect.New(e.cat, e.roots, op, e.limits, parameters)
	roots := make([]collect.Root, len(fields))
	for i, f := range fields {
		var err error
		if roots[i], err = collector.Field(f); err != nil {
			return nil
		}
		switch q := roots[i].Question.(type) {
		case nil:
		case explore.Plan:
			q.Kept = &plan.Kept{}
		default:
			return nil
		}
	}
	return roots
}

// bound gives roots with the values of variables in place of placeholders, or nothing where the plans don't fit these.
func bound(roots []collect.Root, variables map[string]any) []collect.Root {
	if !slices.ContainsFunc(roots, func(r collect.Root) bool { return len(r.Bindings) > 0 }) {
		return roots
	}
	roots = slices.Clone(roots)
	for i, r := range roots {
		if len(r.Bindings) == 0 {
			continue
		}
		given := map[string]any{}
		for _, b := range r.Bindings {
			if !b.Bind(variables, given) {
				return nil
			}
		}
		q, is := r.Question.(explore.Plan)
		if is {
			roots[i].Question = explore.Plan{Query: &plan.Query{Columns: q.Columns, Given: given, Kept: q.Kept}}
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
