package response

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// FuzzAppendString compares with encoding/json, which escapes more than JSON asks for.
func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "plain", `"quoted" \ `, "\x00\x01\x1f\x7f", "\b\f\n\r\t", "배경훈 小野田 ẞ", "\xff\xfe\xc3", "a\xc3", "\u2028\u2029<&>", "\U0001F600\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := appendString([]byte("x"), s)[1:]
		var back string
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatalf("%q is written as %s: %v", s, got, err)
		}
		if want := strings.ToValidUTF8(string([]rune(s)), "\uFFFD"); back != want {
			t.Errorf("%q comes back as %q", s, back)
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(s); err != nil {
			t.Fatal(err)
		}
		theirs := strings.NewReplacer(`\u2028`, "\u2028", `\u2029`, "\u2029", `\b`, `\u0008`, `\f`, `\u000c`, `\ufffd`, "\uFFFD").Replace(strings.TrimSuffix(b.String(), "\n"))
		if !strings.Contains(s, `\`) && string(got) != theirs {
			t.Errorf("%q is written as %s, encoding/json says %s", s, got, theirs)
		}
	})
}

// FuzzAppendFloat compares with encoding/json, which writes as ECMAScript does, but for its second zero.
func FuzzAppendFloat(f *testing.F) {
	for _, v := range []float64{0, math.Copysign(0, -1), 1, -1.5, 0.1, 1e-6, 9.99e-7, 1e-7, 1e-10, 1e20, 1e21, 1e100, 5e-324, math.MaxFloat64, 123456789012345680} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v float64) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
		want, err := json.Marshal(v + 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(appendFloat(nil, v)); got != string(want) {
			t.Errorf("%v is written as %s, want %s", v, got, want)
		}
		if back, err := strconv.ParseFloat(string(want), 64); err != nil || back != v {
			t.Errorf("%v comes back as %v", v, back)
		}
	})
}

func TestAValueIsWrittenAsItsScalarHasIt(t *testing.T) {
	for _, c := range []struct {
		scalar catalog.Scalar
		value  any
		want   string // empty where the value is not of the scalar
	}{
		{catalog.String, "a", `"a"`}, {catalog.String, int64(1), ""}, {catalog.String, true, ""}, {catalog.String, 1.5, ""},
		{catalog.ID, "a", `"a"`}, {catalog.Date, "2025", `"2025"`}, {catalog.EnumOf, "HELD", `"HELD"`}, {catalog.Date, int64(2025), ""},
		{catalog.Int, int64(-5), `-5`}, {catalog.Int, int64(math.MaxInt32) + 1, ""}, {catalog.Int, int64(math.MinInt32) - 1, ""}, {catalog.Int, "5", ""}, {catalog.Int, 5.0, ""},
		{catalog.BigInt, int64(math.MinInt64), `"-9223372036854775808"`}, {catalog.BigInt, "5", ""},
		{catalog.Float, 0.25, `0.25`}, {catalog.Float, int64(3), `3`}, {catalog.Float, math.NaN(), ""}, {catalog.Float, math.Inf(-1), ""}, {catalog.Float, "1", ""},
		{catalog.Boolean, true, `true`}, {catalog.Boolean, int64(1), ""}, {catalog.Boolean, "true", ""},
		{catalog.String, nil, `null`}, {catalog.String, []any{"a"}, ""},
	} {
		var w Writer
		w.Root(Field{Key: "f", Value: Scalar{Scalar: c.scalar}}, Given{}, []any{c.value})
		got := strings.TrimPrefix(string(w.buf), `,"f":`)
		want := c.want
		if want == "" {
			want = "null"
		}
		if got != want || (c.want == "") != (len(w.Errors()) == 1) {
			t.Errorf("%s %v is written as %s with %v", c.scalar, c.value, got, w.Errors())
		}
	}
}
