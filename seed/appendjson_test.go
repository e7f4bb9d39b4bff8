package seed

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// The stored hashes of everybody's datasets depend on it.
func TestHashedValuesAreWrittenAsTheStandardLibraryDoes(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z 0-9<>&"\\\x00-\x7f\x{2028}\x{2029}\x{fffd}한é]*`),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	scalar := rapid.OneOf(text.AsAny(), rapid.Int64().AsAny(), rapid.Bool().AsAny(), rapid.Float64().AsAny())
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(scalar, rapid.SliceOf(scalar).AsAny()).Draw(t, "value")
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendJSON(nil, v); string(got) != string(want) {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}
