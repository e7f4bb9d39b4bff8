package storetest

import (
	"context"
	"errors"
	"time"

	"github.com/dealgraph/dealgraph/internal/store"
)

var contextCases = []writeCase{
	{"a store that was prepared is whole, and can be prepared again", func(w *writeTest) {
		w.put(`Thing a`)
		for range 2 {
			if err := errors.Join(w.store.Check(w.Context()), w.store.Prepare(w.Context())); err != nil {
				w.Error(err)
			}
		}
		w.holds(`Thing a`)
	}},
	{"a cancelled context reads nothing, writes nothing, and tells so", func(w *writeTest) {
		w.put(`Thing a`)
		ctx, cancel := context.WithCancel(w.Context())
		cancel()
		w.ends(context.Canceled, w.store.Read(ctx, func(r store.Reader) error { return w.counts(ctx, r, 1, 0) }))
		w.ends(context.Canceled, w.store.Write(ctx, func(x store.Writer) error { return x.Put(ctx, w.graph(`Thing b`)) }))
		w.ends(context.Canceled, w.store.Check(ctx))
		w.holds(`Thing a`)
	}},
	{"a context that is cancelled during a read ends it", func(w *writeTest) {
		w.put(`Thing a`)
		ctx, cancel := context.WithCancel(w.Context())
		w.ends(context.Canceled, w.store.Read(ctx, func(r store.Reader) error {
			cancel()
			return w.counts(ctx, r, 1, 0)
		}))
		w.holds(`Thing a`)
	}},
	{"a context that is cancelled during a write undoes it", func(w *writeTest) {
		w.put(`Thing a`)
		ctx, cancel := context.WithCancel(w.Context())
		w.ends(context.Canceled, w.store.Write(ctx, func(x store.Writer) error {
			err := x.Put(ctx, w.graph(`Thing b`))
			cancel()
			return err
		}))
		w.holds(`Thing a`)
	}},
	{"a deadline that has passed is told as one", func(w *writeTest) {
		ctx, cancel := context.WithDeadline(w.Context(), time.Now().Add(-time.Second))
		defer cancel()
		w.ends(context.DeadlineExceeded, w.store.Read(ctx, func(r store.Reader) error { return w.counts(ctx, r, 0, 0) }))
	}},
}

func (w *writeTest) ends(want, got error) {
	w.Helper()
	if !errors.Is(got, want) {
		w.Errorf("got error %v, want %v", got, want)
	}
}
