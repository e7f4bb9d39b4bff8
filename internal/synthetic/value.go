package synthetic

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// scalar makes up one value of a property, or an entry of its list.
func (g *Graph) scalar(r random, p *catalog.Property) any {
	switch p.Scalar {
	case catalog.Int:
		return int64(r.skewed(1_000_000)) - 1000
	case catalog.BigInt:
		return r.Int64() - r.Int64()
	case catalog.Float:
		return float64(r.IntN(1_000_000)) / 1000
	case catalog.Boolean:
		return r.IntN(3) > 0
	case catalog.Date:
		return date(r)
	case catalog.EnumOf:
		return pick(r, p.Enum.Values).Name
	case catalog.ID:
		return g.reference(r, p)
	}
	if p.Searchable || p == catalog.PropSummary {
		return sentence(r)
	}
	return fmt.Sprintf("%s %d", p.Name, 1+r.skewed(500)) // few enough to group by
}

// date is a day of the last quarter of a century, or only its month or year.
func date(r random) string {
	year, month, day := 2026-r.skewed(26), 1+r.IntN(12), 1+r.IntN(28)
	switch r.IntN(10) {
	case 0:
		return fmt.Sprintf("%04d", year)
	case 1, 2:
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// script is a way to write a word: syllables, at least so many, and what stands between words.
type script struct {
	syllables []string
	least     int
	between   string
	capital   bool
}

// scripts are in the composed form, in which texts are stored; the first ones are more frequent.
var scripts = [...]script{
	{strings.Fields("ka mi no ru ta ne so li va ber stein ford ton gard ley son mar tel qui dra"), 2, " ", true},
	{strings.Fields("김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍 민 준 서 현 우 지 원 영 수 빈"), 2, " ", false},
	{strings.Fields("田 中 山 本 高 橋 小 林 佐 藤 伊 東 京 大 学 研 究 所 科 技 術 省 国 際"), 2, "", false},
	{strings.Fields("mü ße lör gå né çon ñez ło šek ær øst ý thor ág ice ï"), 2, " ", true},
	{strings.Fields("ко ва лев ский ина пе тро гра де ни со ро бу ша"), 2, " ", true},
	{strings.Fields("αθ ή να νι κο λα ος πα πα δο που λος"), 3, " ", true},
}

func (s script) word(r random) string {
	var b strings.Builder
	for i := range s.least + r.skewed(3) {
		syllable := even(r, s.syllables)
		if i == 0 && s.capital {
			_, size := utf8.DecodeRuneInString(syllable)
			syllable = strings.ToUpper(syllable[:size]) + syllable[size:]
		}
		b.WriteString(syllable)
	}
	return b.String()
}

// name is one to four words of one script; once in two hundred times it is a long one.
func name(r random) string {
	s := pick(r, scripts[:])
	n := 1 + r.IntN(3) + r.skewed(2)
	if r.one(200) {
		n = 20
	}
	words := make([]string, n)
	for i := range words {
		words[i] = s.word(r)
	}
	return strings.Join(words, s.between)
}

var words = strings.Fields(`research security joint committee shared work standards export review quantum networks supply chain
	launch framework ministry agreement pilot funding exchange visit data centre reactor compute policy signed planned with under
	between toward new early draft on of and the for`)

// sentence is a text of some words.
func sentence(r random) string {
	all := make([]string, 3+r.skewed(20))
	for i := range all {
		all[i] = pick(r, words)
	}
	return strings.ToUpper(all[0][:1]) + strings.Join(all, " ")[1:] + "."
}
