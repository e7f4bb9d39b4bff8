package graph

import (
	"context"
	"sync"
	"time"

	"github.com/dealgraph/dealgraph/graph/generated"
	"github.com/dealgraph/dealgraph/internal/store"
)

// resolvers answers what operations.graphqls declares.
type resolvers struct {
	store   store.Store
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
