package problem

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// isJapanese reports whether r is a letter of Japanese.
func isJapanese(r rune) bool {
	return r == '々' || r == 'ー' || r >= 0x3041 && r <= 0x30ff || unicode.Is(unicode.Han, r)
}

// particles are the words that join and end a Japanese request; of those that
// fit, the longest counts. What only is polite reads as "せよ", and what ends a
// definition, as とする does, as "。".
var particles = [...]particle{
	{"とすると", "。"}, {"とするとき", "。"}, {"とします", "。"}, {"とする", "。"}, {"とおくとき", "。"}, {"とおくと", "。"}, {"とおきます", "。"}, {"とおく", "。"}, {"とおき", "。"}, {"と置く", "。"},
	{"として", "。"}, {"とし", "。"}, {"が与えられたとき", "。"}, {"が与えられている", "。"}, {"が与えられた", "。"}, {"に対して", "。"}, {"に対し", "。"}, {"を考えます", "。"}, {"を考える", "。"}, {"であるとき", "。"}, {"がある", "。"},
	{"で定まる陰関数", "。"}, {"で定められる陰関数", "。"}, {"によって定まる陰関数", "。"}, {"により定まる陰関数", "。"}, {"から定まる陰関数", "。"}, {"で定められた陰関数", "。"}, {"の定める陰関数", "。"}, {"で定まる関数", "。"}, {"で定められる関数", "。"}, {"によって定まる関数", "。"}, {"により定まる関数", "。"}, {"から定まる関数", "。"}, {"が定める陰関数", "。"}, {"から", "。"}, {"を満たすとき", "。"}, {"が成り立つとき", "。"},
	{"し、さらに", "さらに"}, {"し，さらに", "さらに"}, {"し, さらに", "さらに"}, {"し,さらに", "さらに"}, {"して、さらに", "さらに"}, {"してさらに", "さらに"}, {"した後、さらに", "さらに"}, {"したあと、さらに", "さらに"},
	{"し、続けて", "さらに"}, {"し、つづけて", "さらに"}, {"し、その結果を", "さらに"}, {"し、それを", "さらに"}, {"した後、", "さらに"}, {"したあと、", "さらに"}, {"してから", "さらに"},
	{"し、", "し"}, {"し，", "し"}, {"し,", "し"},
	{"についての", "で"}, {"について", "で"}, {"に関しての", "で"}, {"に関する", "で"}, {"に対する", "で"}, {"に関して", "で"}, {"による", "で"}, {"における", "で"},
	{"のときの", "での"}, {"のとき", "で"}, {"においての", "で"}, {"において", "で"},
	{"のまわりで", "で"}, {"の周りで", "で"}, {"の近くで", "で"}, {"の付近で", "で"}, {"のまわりでの", "での"}, {"の周りでの", "での"}, {"の近くでの", "での"}, {"の付近での", "での"}, {"のまわりの", "での"}, {"の周りの", "での"}, {"のまわりにおける", "で"}, {"の周りにおける", "で"}, {"の近くにおける", "で"},
	{"それぞれ", "せよ"}, {"をすべて", "を"}, {"での", "での"}, {"を", "を"}, {"で", "で"}, {"の", "の"}, {"および", "と"}, {"ならびに", "と"}, {"及び", "と"}, {"と", "と"}, {"は", "せよ"},
	{"せよ", "せよ"}, {"しなさい", "せよ"}, {"してください", "せよ"}, {"して下さい", "せよ"}, {"しよう", "せよ"}, {"します", "せよ"}, {"する", "せよ"}, {"して", "せよ"},
	{"したもの", "せよ"}, {"求めなさい", "せよ"}, {"求めてください", "せよ"}, {"求めて下さい", "せよ"}, {"求めよう", "せよ"}, {"求めよ", "せよ"}, {"求める", "せよ"}, {"求めて", "せよ"},
	{"計算せよ", "せよ"}, {"計算しなさい", "せよ"}, {"計算してください", "せよ"}, {"計算する", "せよ"}, {"計算", "せよ"}, {"ください", "せよ"}, {"しましょう", "せよ"}, {"求めましょう", "せよ"}, {"求めたい", "せよ"}, {"するといくつになるか", "せよ"}, {"するとどうなるか", "せよ"}, {"すると", "せよ"},
	{"いくらか", "せよ"}, {"いくらですか", "せよ"}, {"いくつか", "せよ"}, {"いくつですか", "せよ"}, {"何か", "せよ"}, {"何ですか", "せよ"}, {"何でしょうか", "せよ"}, {"どうなるか", "せよ"},
	{"答えよ", "せよ"}, {"答えなさい", "せよ"}, {"示せ", "せよ"}, {"示しなさい", "せよ"}, {"導け", "せよ"}, {"導きなさい", "せよ"}, {"書け", "せよ"}, {"書きなさい", "せよ"}, {"書き下せ", "せよ"}, {"作れ", "せよ"}, {"描け", "せよ"}, {"描きなさい", "せよ"}, {"かきなさい", "せよ"}, {"かけ", "せよ"}, {"作りなさい", "せよ"}, {"作成せよ", "せよ"},
}

// japanese reads a particle, or a word: a run of kanji and katakana with the
// hiragana that trail it, up to the next particle.
func (s *scanner) japanese() {
	rest := s.text[s.pos:]
	if word := "ただし"; strings.HasPrefix(rest, word) { // し is no particle there
		s.add(kindNamed, word, len(word))
		return
	}
	if p := particleOf(rest); p != nil {
		s.add(kindParticle, p.means, len(p.text))
		return
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

func startsParticle(s string) bool { return particleOf(s) != nil }

// particle is a particle or an ending, and the one that it reads as.
type particle struct{ text, means string }

// particleOf returns the longest particle that s starts with, nil where it
// starts with none.
func particleOf(s string) *particle {
	r, _ := utf8.DecodeRuneInString(s)
	for _, p := range particlesBy()[r] {
		if strings.HasPrefix(s, p.text) {
			return p
		}
	}
	return nil
}

// particlesBy gives the particles by their first letter, the longest first.
var particlesBy = sync.OnceValue(func() map[rune][]*particle {
	m := map[rune][]*particle{}
	for i := range particles {
		r, _ := utf8.DecodeRuneInString(particles[i].text)
		m[r] = append(m[r], &particles[i])
	}
	for _, list := range m {
		slices.SortStableFunc(list, func(a, b *particle) int { return len(b.text) - len(a.text) })
	}
	return m
})
