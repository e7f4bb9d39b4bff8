package observed_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/trace/noop"

	"github.com/dealgraph/dealgraph/internal/metrics"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/observed"
)

// failing is a store whose statements, or whose reads before any statement, fail.
type failing struct {
	store.Store
	store.Reader
	read, statement error
}

func (f failing) Read(_ context.Context, do func(store.Reader) error) error {
	if f.read != nil {
		return f.read
	}
	return do(f)
}

func (f failing) Run(context.Context, *plan.Query) ([]any, error) { return nil, f.statement }

func told(counts *metrics.Metrics) string {
	answer := httptest.NewRecorder()
	counts.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	return answer.Body.String()
}

func TestAReadThatFailsIsCountedByWhatFailed(t *testing.T) {
	wrapped := func(err error) error { return fmt.Errorf("read: %w", err) }
	for _, c := range []struct {
		name            string
		read, statement error
		reason          string // empty: the store is not at fault
	}{
		{"no connection is free", wrapped(store.ErrOverloaded), nil, "overloaded"},
		{"a load is under way", wrapped(store.ErrLoading), nil, "loading"},
		{"the database is away", nil, wrapped(store.ErrUnavailable), "unavailable"},
		{"another vocabulary", wrapped(store.ErrVocabulary), nil, "vocabulary"},
		{"the deadline came", nil, wrapped(context.DeadlineExceeded), "timeout"},
		{"the driver says something else", nil, errors.New("disk I/O error"), "unexpected"},
		{"what was asked is wrong", errors.New("a cursor of another ordering"), nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			counts := metrics.New(0)
			err := observed.New(failing{read: c.read, statement: c.statement}, "sqlite", counts, noop.Tracer{}).Read(t.Context(), func(r store.Reader) error {
				_, err := r.Run(t.Context(), &plan.Query{})
				return err
			})
			if err != c.read && err != c.statement {
				t.Errorf("it gives %v", err)
			}
			for line := range strings.Lines(told(counts)) {
				reason, isFault := strings.CutPrefix(line, `dealgraph_store_faults_total{reason="`)
				if isFault && strings.HasSuffix(line, " 1\n") != (c.reason != "" && strings.HasPrefix(reason, c.reason)) {
					t.Error(line)
				}
			}
		})
	}
}

func TestAReadThatTheClientGaveUpIsNoFaultOfTheStores(t *testing.T) {
	counts := metrics.New(0)
	ctx, hangUp := context.WithCancel(t.Context())
	hangUp()
	err := observed.New(failing{read: ctx.Err()}, "sqlite", counts, noop.Tracer{}).Read(ctx, func(store.Reader) error { return nil })
	if !errors.Is(err, context.Canceled) || !strings.Contains(told(counts), `reason="canceled"} 1`) {
		t.Errorf("%v\n%s", err, told(counts))
	}
}

// answering is a store that answers operations with one statement.
type answering struct {
	store.Store
	err error
}

func (a answering) Answer(context.Context, plan.Operation) ([][]any, error) {
	return [][]any{{[]any{[]any{"a"}, []any{"b"}}}}, a.err
}

func TestAnOperationThatTakesOneStatementIsOneReadOfOneStatement(t *testing.T) {
	list := plan.Query{Columns: []plan.Column{{Expr: plan.List{Columns: []plan.Column{{Expr: plan.TypeOf{}}}}}}}
	counts := metrics.New(0)
	st := observed.New(answering{}, "sqlite", counts, noop.Tracer{})
	rows, err := store.Answer(t.Context(), st, plan.Operation{Queries: []*plan.Query{&list}})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	st = observed.New(answering{err: store.ErrLoading}, "sqlite", counts, noop.Tracer{})
	if _, err = store.Answer(t.Context(), st, plan.Operation{}); !errors.Is(err, store.ErrLoading) {
		t.Errorf("it gives %v", err)
	}
	text := told(counts)
	for _, line := range []string{
		"dealgraph_store_read_duration_seconds_count 2\n", "dealgraph_store_statement_duration_seconds_count 2\n", "dealgraph_store_rows_total 2\n",
		`dealgraph_store_faults_total{reason="loading"} 1` + "\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
}
