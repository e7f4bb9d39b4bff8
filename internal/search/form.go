package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dealgraph/dealgraph/internal/text"
)

// Bounds on what is kept of one text, so that no text makes rows without end.
const (
	maxWords = 32  // words of a text
	maxWord  = 64  // characters of a word
	maxWhole = 200 // characters of the whole form
	maxTails = 8   // later starts in a word of a script that may leave spaces out
)

// Form is how a text is looked up: without case, diacritics and all that stands between letters and digits, hangul by its
// letters (jamo).
type Form struct {
	Whole string   // the text in one: what makes two spellings of a name equal
	Words []string // its words, each once
}

// Of gives the form of a text.
func Of(s string) Form {
	f := Form{Words: make([]string, 0, 4)}
	var filler, parts []string
	var whole strings.Builder
	whole.Grow(min(len(s), 4*maxWhole))
	add := func(word string) {
		if word = cut(word, maxWord); len(f.Words) < maxWords && !slices.Contains(f.Words, word) {
			f.Words = append(f.Words, word)
		}
	}
	for _, token := range tokens(s) {
		parts = partsOf(parts[:0], token)
		start := whole.Len()
		for _, p := range parts {
			bare := bare(p)
			whole.WriteString(bare)
			if isFiller(bare) {
				filler = append(filler, bare)
				continue
			}
			add(bare)
			for _, tail := range tails(p) {
				add(tail)
			}
		}
		if joined := whole.String()[start:]; len(parts) > 1 && utf8.RuneCountInString(joined) <= maxWord {
			add(joined)
		}
	}
	if len(f.Words) == 0 {
		for _, word := range filler {
			add(word)
		}
	}
	f.Whole = cut(whole.String(), maxWhole)
	return f
}

func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	runes := []rune(s)
	return string(runes[:min(n, len(runes))])
}

// tokens gives what stands between spaces. Letters stay composed and folded.
func tokens(s string) []string {
	return strings.Fields(text.Fold(strings.ToValidUTF8(s, " ")))
}

// partsOf takes a token apart at all that is neither letter nor digit, but for the dots of U.S. and the apostrophe of
// O'Brien; the s of a genitive is left out. AI안전 is two parts: scripts that may leave spaces out stand by themselves. JT-60SA is JT and
// 60SA. The parts are added to some.
func partsOf(parts []string, token string) []string {
	part := part{of: token}
	run := 0 // letters since the last dot
	end := func() {
		if !part.empty() && bare(part.String()) != "" {
			parts = append(parts, part.String())
		}
		part.clear()
		run = 0
	}
	for i, r := range token {
		switch {
		case inWord(r):
			if !part.empty() && !unicode.IsMark(r) && unspaced(r) != unspaced(part.last) {
				end()
			}
			part.add(i, r)
			run++
		case isApostrophe(r):
			if strings.TrimRightFunc(token[i+utf8.RuneLen(r):], func(r rune) bool { return !inWord(r) }) == "s" {
				end()
				return parts
			}
		case r == '.' && run == 1 && unicode.IsLetter(part.last):
			run = 0
		default:
			end()
		}
	}
	end()
	return parts
}

// part is characters of a token: a stretch of it, or where some were left out, a text of its own.
type part struct {
	of       string
	from, to int
	gaps     []byte
	last     rune
}

func (p *part) empty() bool { return p.to == 0 }

func (p *part) clear() { p.from, p.to, p.gaps = 0, 0, nil }

// add adds the character that stands at i.
func (p *part) add(i int, r rune) {
	end := i + utf8.RuneLen(r)
	switch {
	case p.empty():
		p.from = i
	case p.gaps == nil && p.to != i:
		p.gaps = append([]byte(p.of[p.from:p.to]), p.of[i:end]...)
	case p.gaps != nil:
		p.gaps = append(p.gaps, p.of[i:end]...)
	}
	p.to, p.last = end, r
}

func (p *part) String() string {
	if p.gaps != nil {
		return string(p.gaps)
	}
	return p.of[p.from:p.to]
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

func isApostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼ`´", r) }

// unspaced tells whether a character is of a script that may leave spaces out between words.
func unspaced(r rune) bool {
	return r >= utf8.RuneSelf && (r == 'ー' || unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana))
}

// tails gives a word of such a script from its later characters on, so that what it ends with is found: 정우 in 하정우.
func tails(part string) []string {
	if first, _ := utf8.DecodeRuneInString(part); !unspaced(first) {
		return nil
	}
	runes := []rune(part)
	var all []string
	for i := 1; i <= min(len(runes)-2, maxTails); i++ {
		all = append(all, bare(string(runes[i:])))
	}
	return all
}

// bare takes letters apart, hangul too, and leaves out the marks on them.
func bare(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(diacritics, r) {
			continue
		}
		if plain, ok := plainLetters[r]; ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// diacritics are the blocks of combining diacritical marks. Other marks, such as vowels of Indic scripts and the voicing of
// kana, tell words apart.
var diacritics = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x0300, Hi: 0x036F, Stride: 1}, {Lo: 0x1AB0, Hi: 0x1AFF, Stride: 1}, {Lo: 0x1DC0, Hi: 0x1DFF, Stride: 1},
	{Lo: 0x20D0, Hi: 0x20FF, Stride: 1}, {Lo: 0xFE20, Hi: 0xFE2F, Stride: 1},
}}

// plainLetters are letters that Unicode does not take apart, as people write them on other keyboards.
var plainLetters = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'æ': "ae", 'œ': "oe", 'þ': "th",
}

// isFiller tells whether a word only joins others: people leave it out, or put in another, and nearly every title has it. A
// text of nothing else keeps them.
func isFiller(word string) bool {
	switch word {
	case "a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with":
		return true
	}
	return false
}
