package memory_test

import (
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/memory"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

func open(_ *testing.T, cat *catalog.Catalog, observe store.Observer) store.Store {
	return memory.NewObserved(cat, observe)
}

func TestTheMemoryEngineConforms(t *testing.T) { storetest.Run(t, open) }

func TestTheMemoryEngineReadsAndWritesAtOnce(t *testing.T) {
	storetest.RunConcurrent(t, open)
	storetest.RunSnapshot(t, open)
}
