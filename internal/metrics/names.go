package metrics

import "sync"

// Labels of operations that are not told apart.
const (
	anonymous = "anonymous"
	other     = "other"
)

// names are the names of operations that have a label of their own. Clients choose names, so there is an end to them.
type names struct {
	mu    sync.RWMutex
	known map[string]bool
	room  int // for so many more
}

// label gives the label of an operation. A name that is new takes a place, where it may and there is one.
func (n *names) label(name string, mayAdd bool) string {
	if name == "" {
		return anonymous
	}
	n.mu.RLock()
	known, room := n.known[name], n.room
	n.mu.RUnlock()
	switch {
	case known:
		return name
	case !mayAdd || room <= 0:
		return other
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.known[name] {
		return name
	}
	if n.room <= 0 {
		return other
	}
	n.room--
	n.known[name] = true
	return name
}

// Trust gives names a label of their own for ever. They take no place.
func (m *Metrics) Trust(operations ...string) {
	m.names.mu.Lock()
	defer m.names.mu.Unlock()
	for _, name := range operations {
		m.names.known[name] = true
	}
}
