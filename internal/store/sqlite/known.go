package sqlite

import (
	"context"

	"github.com/dealgraph/dealgraph/internal/store"
)

// lookUp finds what is stored under the ids that records name.
func (w *writer) lookUp(ctx context.Context, records []store.Record) (*store.Known, error) {
	k := store.NewKnown()
	list := encodeStrings(store.NamedBy(records))
	err := w.conn.query(ctx, func(c []any) error {
		k.Records[c[0].(string)] = store.Identity{Type: c[1].(string), From: c[2].(string), To: c[3].(string)}
		return nil
	}, `SELECT n.id, n.type, '', '' FROM json_each(?1) j CROSS JOIN node n ON n.id = j.value
		UNION ALL SELECT r.id, r.type, r."fromId", r."toId" FROM json_each(?1) j CROSS JOIN rel r ON r.id = j.value`, list)
	if err != nil {
		return nil, err
	}
	for _, look := range []struct {
		into map[string]string
		text string
	}{
		{k.Former, "SELECT f.id, f.now FROM json_each(?1) j CROSS JOIN former f ON f.id = j.value"},
		{k.Gone, "SELECT t.id, t.type FROM json_each(?1) j CROSS JOIN tombstone t ON t.id = j.value"},
	} {
		err := w.conn.query(ctx, func(c []any) error {
			look.into[c[0].(string)] = c[1].(string)
			return nil
		}, look.text, list)
		if err != nil {
			return nil, err
		}
	}
	return k, nil
}
