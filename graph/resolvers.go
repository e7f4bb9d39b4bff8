package graph

import (
	"context"
	"sync"
	"time"

	"github.com/dealgraph/dealgraph/graph/collect"
	"github.com/dealgraph/dealgraph/graph/generated"
	"github.com/dealgraph/dealgraph/internal/store"
)

// resolvers answers what operations.graphqls declares.
type resolvers struct {
	store   store.Store
	limits  collect.Limits
	version string
}

var _ generated.ResolverRoot = (*resolvers)(nil)

// Query gives the resolvers of the type Query.
func (r *resolvers) Query() generated.QueryResolver { return queryResolvers{r} }

type queryResolvers struct{ *resolvers }

// Datasets resolves Query.datasets.
func (r queryResolvers) Datasets(ctx context.Context) ([]*generated.Dataset, error) {
	var all []store.Dataset
	err := r.read(ctx, func(reader store.Reader) (err error) {
		all, err = reader.Datasets(ctx)
		return err
	})
	if err != nil {
		return nil, storeError(ctx, err)
	}
	out := make([]*generated.Dataset, len(all))
	for i, d := range all {
		out[i] = &generated.Dataset{Name: d.Name, Hash: d.Hash, Nodes: int(d.Nodes), Relationships: int(d.Relationships),
			AppliedAt: d.AppliedAt.UTC().Format(time.RFC3339)}
	}
	return out, nil
}

// Revisions resolves Query.revisions. That first is in bounds has been checked before anything was asked.
func (r queryResolvers) Revisions(ctx context.Context, dataset *string, first *int) ([]*generated.Revision, error) {
	of, limit := "", r.limits.DefaultSize()
	if first != nil {
		limit = *first
	}
	if dataset != nil {
		of = *dataset
	}
	if of == "" && dataset != nil { // which no dataset is called, but which to the store means all
		return []*generated.Revision{}, nil
	}
	var all []store.Revision
	err := r.read(ctx, func(reader store.Reader) (err error) {
		all, err = reader.Revisions(ctx, of, 0, limit)
		return err
	})
	if err != nil {
		return nil, storeError(ctx, err)
	}
	out := make([]*generated.Revision, len(all))
	for i, rev := range all {
		out[i] = revision(rev)
	}
	return out, nil
}

func revision(rev store.Revision) *generated.Revision {
	datasets := make([]*generated.RevisionDataset, len(rev.Datasets))
	for i, t := range rev.Datasets {
		datasets[i] = &generated.RevisionDataset{Name: t.Name(), Nodes: int(t.After.Nodes), Relationships: int(t.After.Relationships),
			Hash: orNull(t.After.Hash)}
	}
	return &generated.Revision{
		Number: int(rev.Number), At: rev.At.UTC().Format(time.RFC3339), Author: orNull(rev.Author), Message: orNull(rev.Message),
		Datasets: datasets, Added: int(rev.Added), Changed: int(rev.Changed), Removed: int(rev.Removed),
	}
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Version resolves Query.version.
func (r queryResolvers) Version(context.Context) (string, error) { return r.version, nil }

// read reads in the operation's own read of the store, if one is under way, so that all root fields see one state.
func (r *resolvers) read(ctx context.Context, f func(store.Reader) error) error {
	if shared, ok := ctx.Value(readerKey{}).(*sharedReader); ok {
		shared.mu.Lock() // gqlgen resolves root fields concurrently; a reader serves one at a time
		defer shared.mu.Unlock()
		return f(shared.reader)
	}
	return r.store.Read(ctx, f)
}

type readerKey struct{}

type sharedReader struct {
	mu     sync.Mutex
	reader store.Reader
}

func withReader(ctx context.Context, r store.Reader) context.Context {
	return context.WithValue(ctx, readerKey{}, &sharedReader{reader: r})
}
