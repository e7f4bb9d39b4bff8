package seed

import (
	"strings"
	"testing"
)

func TestTheNearestNameIsTheOneThatWasProbablyMeant(t *testing.T) {
	known := []string{"michael-kratsios", "onoda-kimi", "us-japan-tpd", "us-korea-tpd", "nsf", "nrf", "SIGNED"}
	for _, c := range []struct{ name, want string }{
		{"micheal-kratsios", "michael-kratsios"},
		{"kimi-onoda", ""},
		{"us-korea-tdp", "us-korea-tpd"},
		{"us-xorea-tpd", "us-korea-tpd"},
		{"signed", "SIGNED"},
		{"nsg", "nsf"}, // one letter of three may be wrong,
		{"xyz", ""},    // not all of them
		{"nxf", "nsf"}, // the first of two that are equally near
		{"", ""},
		{strings.Repeat("x", 1<<20), ""},
	} {
		if got := new(suggester).nearest(c.name, known); got != c.want {
			t.Errorf("nearest to %.20q: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSuggestionsEndBeforeTheyTakeLong(t *testing.T) {
	s := suggester{work: suggestionWork}
	if got := s.nearest("nsg", []string{"nsf"}); got != "" {
		t.Errorf("got %q", got)
	}
}
