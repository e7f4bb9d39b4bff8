package memory

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// check tells what is wrong with storing a record, given the vocabulary and what is stored.
func (w *writer) check(r store.Record) error {
	if err := w.checkID(r); err != nil {
		return err
	}
	if r.IsRel() {
		return w.checkRel(r)
	}
	return w.checkNode(r)
}

// checkID keeps ids unique and stable: one that was given once, former ones included, means one record for ever.
func (w *writer) checkID(r store.Record) error {
	if r.ID == "" {
		return fmt.Errorf("it has no id")
	}
	if now, ok := w.graph.former[r.ID]; ok {
		return fmt.Errorf("the id was given before, to what is now %s", now)
	}
	if old := w.graph.records[r.ID]; old != nil && (old.Type != r.Type || old.From != r.From || old.To != r.To) {
		return fmt.Errorf("the id is that of another record, a %s", old.Type)
	}
	for _, id := range r.FormerIDs {
		if w.graph.records[id] != nil {
			return fmt.Errorf("its former id %s is that of a record", id)
		}
		if now, ok := w.graph.former[id]; ok && now != r.ID {
			return fmt.Errorf("its former id %s is that of %s", id, now)
		}
	}
	return nil
}

func (w *writer) checkNode(r store.Record) error {
	t := w.store.cat.Node(r.Type)
	if t == nil {
		return fmt.Errorf("there is no node type %s", r.Type)
	}
	return checkProps(t.Props, r.Props)
}

func (w *writer) checkRel(r store.Record) error {
	t := w.store.cat.Relationship(r.Type)
	if t == nil {
		return fmt.Errorf("there is no relationship type %s", r.Type)
	}
	from, to := w.graph.node(r.From), w.graph.node(r.To)
	if from == nil || to == nil {
		return fmt.Errorf("%s or %s is not there", r.From, r.To)
	}
	if !t.Joins(w.store.cat.Node(from.Type), w.store.cat.Node(to.Type)) {
		return fmt.Errorf("%s joins no %s to a %s", r.Type, from.Type, to.Type)
	}
	return checkProps(t.Props, r.Props)
}

func checkProps(declared []*catalog.Property, props map[string]any) error {
	known := map[string]bool{}
	for _, p := range declared {
		if apart(p) {
			continue
		}
		known[p.Name] = true
		if err := checkProp(p, props); err != nil {
			return fmt.Errorf("property %s: %w", p.Name, err)
		}
	}
	for name := range props {
		if !known[name] {
			return fmt.Errorf("there is no property %s", name)
		}
	}
	return nil
}

// apart tells whether a record holds the property beside Props.
func apart(p *catalog.Property) bool {
	return p == catalog.PropID || p == catalog.PropFrom || p == catalog.PropTo
}

func checkProp(p *catalog.Property, props map[string]any) error {
	v, ok := props[p.Name]
	if !ok {
		if p.Required {
			return fmt.Errorf("it is required")
		}
		return nil
	}
	if !p.List {
		return checkScalar(p.Scalar, v)
	}
	list, ok := v.([]any)
	if !ok {
		return fmt.Errorf("%T is not a list", v)
	}
	for _, e := range list {
		if err := checkScalar(p.Scalar, e); err != nil {
			return err
		}
	}
	return nil
}

func checkScalar(s catalog.Scalar, v any) error {
	var ok bool
	switch s {
	case catalog.Int, catalog.BigInt:
		_, ok = v.(int64)
	case catalog.Float:
		_, ok = v.(float64)
	case catalog.Boolean:
		_, ok = v.(bool)
	default:
		_, ok = v.(string)
	}
	if !ok {
		return fmt.Errorf("%T is no %s", v, s)
	}
	return nil
}
