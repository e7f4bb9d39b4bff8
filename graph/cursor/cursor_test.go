package cursor_test

import (
	"encoding/base64"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/graph/cursor"
	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// keysOf is an ordering by a property of each of these scalars, which may be null, and then by id.
func keysOf(scalars ...catalog.Scalar) []plan.Key {
	var keys []plan.Key
	for _, s := range scalars {
		keys = append(keys, plan.Key{Prop: plan.Prop{Prop: &catalog.Property{Name: string(s), Scalar: s}}})
	}
	return append(keys, plan.Key{Prop: plan.Prop{Prop: catalog.PropID}})
}

func TestACursorGivesBackTheValuesThatItWasMadeOf(t *testing.T) {
	long := strings.Repeat("\u0001", 1000) // as long as indexed strings are, all of it escaped
	for _, c := range []struct {
		scalar catalog.Scalar
		values []any
	}{
		{catalog.String, []any{nil, "", "a", `"\` + "\n\t\x00", "<&>\u2028", "배경훈 小野田", "\U0001F600", long}},
		{catalog.ID, []any{"SIGNED:a:b:c"}},
		{catalog.Date, []any{"2025", "2025-10-29", nil}},
		{catalog.EnumOf, []any{"HELD"}},
		{catalog.Int, []any{nil, int64(0), int64(math.MinInt32), int64(math.MaxInt32)}},
		{catalog.BigInt, []any{int64(math.MinInt64), int64(math.MaxInt64), int64(1<<53 + 1)}},
		{catalog.Float, []any{nil, 0.0, math.Copysign(0, -1), 0.1, 1e-7, 1e21, math.MaxFloat64, math.SmallestNonzeroFloat64, -3.0}},
		{catalog.Boolean, []any{nil, true, false}},
	} {
		keys := keysOf(c.scalar)
		for _, v := range c.values {
			want := []any{v, "id"}
			text := string(cursor.Append([]byte("x"), 42, want))
			got, err := cursor.Decode(strings.TrimPrefix(text, "x"), 42, keys)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s %v comes back as %v, %v", c.scalar, v, got, err)
			}
			if f, ok := v.(float64); ok && math.Signbit(f) != math.Signbit(got[0].(float64)) {
				t.Errorf("%v loses its sign", f)
			}
			if strings.ContainsAny(text, "\"\\+/=") {
				t.Errorf("%s needs escapes", text)
			}
		}
	}
}

func TestWhatIsNoCursorIsRefused(t *testing.T) {
	keys := keysOf(catalog.Int, catalog.Boolean)
	made := func(body string) string {
		good := cursor.Append(nil, 42, nil)
		raw, err := base64.RawURLEncoding.DecodeString(string(good))
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(append(raw[:9], body...))
	}
	if _, err := cursor.Decode(made(`[1,true,"a"]`), 42, keys); err != nil {
		t.Fatal("a good one is refused")
	}
	for name, text := range map[string]string{
		"nothing": "", "blanks": "   ", "a word": "garbage", "no base64": "!!!!", "only a version": "AQ",
		"a header alone": made("")[:12], "no keys": made(""), "no list": made(`{"a":1}`), "null": made("null"), "too few": made(`[1,true]`),
		"too many": made(`[1,true,"a","b"]`), "another order": made(`["a",true,1]`), "a text for a number": made(`["1",true,"a"]`),
		"a fraction": made(`[1.5,true,"a"]`), "too large": made(`[9223372036854775808,true,"a"]`), "a number for a truth": made(`[1,1,"a"]`),
		"null where none may be": made(`[1,true,null]`), "a list": made(`[[1],true,"a"]`), "an object": made(`[{},true,"a"]`),
		"something behind": made(`[1,true,"a"] x`), "a bracket behind": made(`[1,true,"a"]]`), "white space inside": made(`[1, true,"a"]`),
		"another way to write a number": made(`[1e0,true,"a"]`), "another way to write a text": made(`[1,true,"\u0061"]`),
		"a new line": made(`[1,true,"a"]`) + "\n", "a new line inside": made(`[1,true,"a"]`)[:4] + "\r\n" + made(`[1,true,"a"]`)[4:],
		"bits that are not used": made(`[1,true,"ab"]`)[:len(made(`[1,true,"ab"]`))-1] + "1", "deep": made(strings.Repeat("[", 20000)),
		"long": made(`[1,true,"` + strings.Repeat("a", 64<<10) + `"]`),
	} {
		if got, err := cursor.Decode(text, 42, keys); !errors.Is(err, cursor.ErrInvalid) {
			t.Errorf("%s: %q gives %v, %v", name, text[:min(len(text), 60)], got, err)
		}
	}
	if _, err := cursor.Decode(made(`[1,true,"a"]`), 43, keys); !errors.Is(err, cursor.ErrInvalid) {
		t.Error("another list's is taken")
	}
}

// FuzzDecode holds Decode to this: any text gives an error, or values of which Append makes the same text.
func FuzzDecode(f *testing.F) {
	keys := keysOf(catalog.String, catalog.Int, catalog.Float, catalog.Boolean)
	f.Add(string(cursor.Append(nil, 7, []any{"a", int64(-1), 0.5, true, "id"})))
	f.Add(string(cursor.Append(nil, 7, []any{nil, nil, nil, nil, "\u2028<"})))
	f.Add("garbage")
	f.Fuzz(func(t *testing.T, text string) {
		values, err := cursor.Decode(text, 7, keys)
		if err != nil {
			if !errors.Is(err, cursor.ErrInvalid) {
				t.Errorf("%q gives another error: %v", text, err)
			}
			return
		}
		if again := string(cursor.Append(nil, 7, values)); again != text {
			t.Errorf("%q gives %v, which gives %q", text, values, again)
		}
	})
}
