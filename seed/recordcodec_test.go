package seed

import (
	"bytes"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/dealgraph/dealgraph/internal/store"
)

func TestRecordsAreReadAsTheyWereWrittenAndStandInOrder(t *testing.T) {
	scalar := rapid.OneOf(rapid.String().AsAny(), rapid.Int64().AsAny(), rapid.Bool().AsAny(),
		rapid.Float64().Filter(func(f float64) bool { return !math.IsNaN(f) }).AsAny())
	value := rapid.OneOf(scalar, rapid.SliceOf(scalar).AsAny())
	ids := rapid.StringMatching(`[a-z0-9:-]{1,4}`)
	records := rapid.Custom(func(t *rapid.T) streamed {
		r := streamed{pos: Pos{rapid.SampledFrom([]string{"", "a.jsonl"}).Draw(t, "file"), rapid.IntRange(0, 1<<40).Draw(t, "line"), rapid.IntRange(0, 1<<20).Draw(t, "column")}}
		r.ID, r.Type = ids.Draw(t, "id"), rapid.SampledFrom([]string{"Person", "SIGNED"}).Draw(t, "type")
		if rapid.Bool().Draw(t, "rel") {
			r.From, r.To = ids.Draw(t, "from"), ids.Draw(t, "to")
		}
		r.FormerIDs = rapid.SliceOfN(ids, 1, 3).Draw(t, "former")
		r.Props = map[string]any{}
		for name, v := range rapid.MapOf(rapid.SampledFrom([]string{"name", "aliases", "x"}), value).Draw(t, "props") {
			if list, ok := v.([]any); ok && list == nil {
				v = []any{}
			}
			r.Props[name] = v
		}
		return r
	})
	rapid.Check(t, func(t *rapid.T) {
		c := newRecordCodec()
		a, b := records.Draw(t, "a"), records.Draw(t, "b")
		written := make([][]byte, 2)
		for i, r := range []streamed{a, b} {
			item, err := c.append(nil, r)
			if err != nil {
				t.Fatal(err)
			}
			written[i] = item
		}
		for i, r := range []streamed{a, b} {
			if got := c.record(written[i]); !reflect.DeepEqual(got, r) || idOf(written[i]) != r.ID {
				t.Fatalf("got %#v, want %#v", got, r)
			}
		}
		if want := compareRecords(a.Record, b.Record); want != 0 && bytes.Compare(written[0], written[1]) != want {
			t.Fatalf("%s and %s stand in another order", a.ID, b.ID)
		}
	})
	if _, err := newRecordCodec().append(nil, streamed{Record: store.Record{Props: map[string]any{"x": 1}}}); err == nil {
		t.Error("an int is none of the values")
	}
}
