package server

import (
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/code"
)

// library is where requests find documents that they name instead of sending them.
type library interface {
	// find fills in the text of a document that is only named, and says which requests may not run at all.
	find(*request) *gqlerror.Error
	// keep is told of each request whose document is good: it passed the guard and is valid.
	keep(*request)
}

func newLibrary(cfg Config) library {
	if cfg.Trusted != nil {
		return newTrusted(cfg.Trusted)
	}
	texts := bounded.New[string, string](cfg.Persisted, cfg.PersistedBytes)
	cfg.Metrics.Cache("persisted", texts.Stats)
	return automatic{texts}
}

// persistedQuery is the entry of a request's extensions in which Apollo's clients name a document.
const persistedQuery = "persistedQuery"

// apolloHash gives the hash of Apollo's protocol, version 1: {"persistedQuery": {"version": 1, "sha256Hash": "…"}}; ""
// where there is none.
func (r *request) apolloHash() (string, *gqlerror.Error) {
	given := r.Extensions[persistedQuery]
	if given == nil {
		return "", nil
	}
	entry, _ := given.(map[string]any)
	hash, _ := entry["sha256Hash"].(string)
	if hash == "" {
		return "", code.Errorf(code.BadUserInput, "extensions.persistedQuery must be an object with version and sha256Hash.")
	}
	if version, is := entry["version"].(interface{ String() string }); !is || version.String() != "1" {
		return "", code.Errorf(code.BadUserInput, "extensions.persistedQuery must have version 1.")
	}
	return hash, nil
}
