package problem

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isJapanese reports whether r is a letter of Japanese.
func isJapanese(r rune) bool {
	return r == '々' || r == 'ー' || r >= 0x3041 && r <= 0x30ff || unicode.Is(unicode.Han, r)
}

// particles are the words that join and end a Japanese request; a longer one
// stands before one that it starts with. What only is polite reads as "せよ".
var particles = [...]struct{ text, means string }{
	{"についての", "で"}, {"について", "で"}, {"に関しての", "で"}, {"に関する", "で"}, {"に関して", "で"}, {"による", "で"}, {"における", "で"},
	{"のときの", "での"}, {"のとき", "で"}, {"においての", "で"}, {"において", "で"},
	{"それぞれ", "せよ"}, {"をすべて", "を"}, {"での", "での"}, {"を", "を"}, {"で", "で"}, {"の", "の"}, {"および", "と"}, {"ならびに", "と"}, {"及び", "と"}, {"と", "と"}, {"は", "せよ"},
	{"せよ", "せよ"}, {"しなさい", "せよ"}, {"してください", "せよ"}, {"して下さい", "せよ"}, {"しよう", "せよ"}, {"します", "せよ"}, {"する", "せよ"}, {"して", "せよ"},
	{"したもの", "せよ"}, {"求めなさい", "せよ"}, {"求めてください", "せよ"}, {"求めて下さい", "せよ"}, {"求めよう", "せよ"}, {"求めよ", "せよ"}, {"求める", "せよ"}, {"求めて", "せよ"},
	{"計算せよ", "せよ"}, {"計算しなさい", "せよ"}, {"計算してください", "せよ"}, {"計算する", "せよ"}, {"計算", "せよ"}, {"ください", "せよ"},
}

// japanese reads a particle, or a word: a run of kanji and katakana with the
// hiragana that trail it, up to the next particle.
func (s *scanner) japanese() {
	rest := s.text[s.pos:]
	for _, p := range particles {
		if strings.HasPrefix(rest, p.text) {
			s.add(kindParticle, p.means, len(p.text))
			return
		}
	}
	n := 0
	for n < len(rest) {
		r, size := utf8.DecodeRuneInString(rest[n:])
		if !isJapanese(fold(r)) {
			break
		}
		if n > 0 && unicode.Is(unicode.Hiragana, r) && startsParticle(rest[n:]) {
			break
		}
		n += size
	}
	for _, word := range adverbs {
		if n > len(word) && strings.HasPrefix(rest, word) {
			n = len(word)
		}
	}
	s.add(kindNamed, rest[:n], n)
}

// adverbs are words that end although no particle follows: (3,4)方向に微分,
// 連鎖律を用いて偏微分.
var adverbs = [...]string{"方向に", "方向へ", "向きに", "用いて", "使って", "利用して", "もちいて", "つかって", "すべて"}

func startsParticle(s string) bool {
	for _, p := range particles {
		if strings.HasPrefix(s, p.text) {
			return true
		}
	}
	return false
}
