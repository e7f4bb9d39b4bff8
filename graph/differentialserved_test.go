package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/operationtest"
	coercion "github.com/dealgraph/dealgraph/internal/server/variables"
	"github.com/dealgraph/dealgraph/internal/store"
)

// served answers operations as the server does, which coerces variables itself.
type served struct {
	cat   *catalog.Catalog
	store store.Store
	es    *graph.Executable
	exec  *executor.Executor
}

func newServed(t testing.TB, cat *catalog.Catalog, st store.Store, opts graph.Options) served {
	t.Helper()
	es, err := graph.New(cat, st, opts)
	if err != nil {
		t.Fatal(err)
	}
	return served{cat, st, es, executor.New(es)}
}

// answer is a response as its bytes, and the code of its first error.
type answer struct {
	data   json.RawMessage
	errors string
	code   string
}

func (a answer) String() string { return a.errors + string(a.data) }

// answer answers an operation. A panic is an answer, too: a wrong one, to be made small like others.
func (s served) answer(ctx context.Context, o operationtest.Operation) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a.errors = fmt.Sprintf("something went wrong: panic: %v\n%s", p, debug.Stack())
		}
	}()
	op, errs := s.operation(o)
	if errs != nil {
		return answerOf(&graphql.Response{Errors: errs})
	}
	responses, ctx := s.exec.DispatchOperation(graphql.StartOperationTrace(ctx), op)
	return answerOf(responses(ctx))
}

func answerOf(r *graphql.Response) answer {
	a := answer{data: r.Data}
	if len(r.Errors) > 0 {
		text, err := json.Marshal(r.Errors)
		a.errors = string(text)
		if err != nil {
			a.errors = err.Error()
		}
		a.code, _ = r.Errors[0].Extensions["code"].(string)
	}
	return a
}

func (s served) operation(o operationtest.Operation) (*graphql.OperationContext, gqlerror.List) {
	doc, errs := operationtest.Parse(s.es.Schema(), o.Query)
	if errs != nil {
		return nil, errs
	}
	values, err := coercion.Coerce(s.es.Schema(), doc.Operations[0], o.Variables)
	if err != nil {
		return nil, gqlerror.List{err}
	}
	return &graphql.OperationContext{
		RawQuery: o.Query, Variables: values, Doc: doc, Operation: doc.Operations[0], RecoverFunc: graphql.DefaultRecover,
		ResolverMiddleware:     func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) },
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) },
	}, nil
}

// plans gives the plans of an operation's root fields as text.
func (s served) plans(o operationtest.Operation) string {
	op, errs := s.operation(o)
	if errs != nil {
		return errs.Error()
	}
	text, roots := "", collect.NewRoots(s.cat)
	collector := collect.New(s.cat, roots, op, collect.DefaultLimits(), nil)
	for _, f := range collect.RootFields(op) {
		if _, ours := roots[f.Name]; !ours {
			continue
		}
		r, err := collector.Field(f)
		switch {
		case err != nil:
			text += err.Error() + "\n"
		case r.Question != nil:
			text += f.Alias + "\n" + r.Question.String()
		}
	}
	return text
}
