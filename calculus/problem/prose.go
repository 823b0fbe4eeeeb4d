package problem

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Notes say what a letter stands for: 損失関数 L = (y-t)^2, 半径 r で微分せよ,
// 速度 v = dx/dt を求めよ. What follows takes such nouns off.

// isNounBefore reports whether t is a Japanese noun, which may stand before a letter
// and say what it is.
func isNounBefore(t *token) bool {
	if t.kind != kindNamed || isDeclarator(t.text) || isDirection(t.text) || t.text == "点" || t.text == "次" || t.text == "以下" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text)
	return isJapanese(r)
}

// withoutNouns drops the words before what a definition defines: 円の面積 S = πr².
func withoutNouns(tokens []token) []token {
	equal := equals(tokens)
	from := headStart(tokens, equal)
	if from < 1 {
		return tokens
	}
	noun := from - 1
	if tokens[noun].is(":") {
		noun--
	}
	if from == 2 && tokens[1].is(":") && tokens[0].kind == kindWord && len(tokens[0].text) > 1 { // softmax: p_i = …
		return tokens[from:]
	}
	if noun < 0 || !isNounBefore(&tokens[noun]) || isDeclarator(tokens[0].text) || tokens[0].text == "次" || tokens[0].text == "以下" {
		return tokens
	}
	for i := range tokens[:noun] {
		switch t := &tokens[i]; t.kind {
		case kindNamed, kindWord, kindGreek, kindNumber:
		case kindParticle:
			if t.text == "を" || t.text == "。" {
				return tokens
			}
		default:
			return tokens
		}
	}
	for i := equal + 1; i < len(tokens); i++ {
		if t := &tokens[i]; t.kind == kindParticle && (t.text == "で" || t.text == "での") && !hasLetter(tokens[equal+1:i]) {
			return tokens // 頂点 x = 1 における
		} else if t.kind == kindParticle {
			break
		}
	}
	return tokens[from:]
}

// headStart returns where the name stands that is defined by the "=" at equal, −1
// where no name stands before it.
func headStart(tokens []token, equal int) int {
	i := equal - 1
	if i > 0 && tokens[i].is(")") {
		i = opening(tokens, i) - 1
	}
	if i > 0 && tokens[i].is("}") {
		i = opening(tokens, i) - 1
		if i < 1 || !tokens[i].is("_") {
			return -1
		}
		i--
	} else if i > 1 && tokens[i-1].is("_") {
		i -= 2
	} else if i > 0 && tokens[i].kind == kindSub {
		i--
	}
	if i < 0 || !startsName(tokens[i].kind) {
		return -1
	}
	return i
}

// withoutLabels drops what a request is called, at its start, behind a comma and
// behind と: v = dx/dt, 速度 dx/dt と加速度 a = d²x/dt².
func withoutLabels(tokens []token) []token {
	starts := true
	for i := 0; i < len(tokens); i++ {
		if n := 0; starts {
			if n = labelOf(tokens[i:]); n > 0 {
				tokens = slices.Delete(slices.Clone(tokens), i, i+n)
			}
		}
		t := &tokens[i]
		starts = t.is(",") || t.kind == kindParticle && t.text == "と" || t.kind == kindWord && t.text == "and"
	}
	return tokens
}

// labelOf returns how many tokens name the derivative in signs that follows them.
func labelOf(tokens []token) int {
	i := 0
	for i < len(tokens)-2 && isNounBefore(&tokens[i]) && verbOf(tokens[i].text) == "" {
		i++
	}
	noun := i
	if i < len(tokens)-3 && startsName(tokens[i].kind) {
		c := &cursor{tokens: tokens, i: i}
		var n name
		if n.read(c) && c.is("=") {
			i = c.i + 1
		}
	}
	if i > 0 && isQuotient(tokens[i:]) {
		return i
	}
	if noun > 0 && isQuotient(tokens[noun:]) {
		return noun
	}
	return 0
}

// isQuotient reports whether tokens start with a derivative: dx/dt, ∂f/∂x,
// \frac{dx}{dt}.
func isQuotient(tokens []token) bool {
	sign := func(t *token) bool { return t.is("∂") || t.kind == kindWord && t.text[0] == 'd' }
	if tokens[0].kind == kindCommand && tokens[0].text == "frac" && tokens[1].is("{") {
		shut := matching(tokens, 1)
		return sign(&tokens[2]) && shut > 0 && tokens[shut+1].is("{") && sign(&tokens[shut+2])
	}
	if !sign(&tokens[0]) {
		return false
	}
	for i := 1; i < min(len(tokens)-1, 8); i++ {
		switch t := &tokens[i]; {
		case t.is("/"):
			return sign(&tokens[i+1])
		case t.kind == kindWord, t.kind == kindGreek, t.kind == kindNamed, t.kind == kindSuper, t.kind == kindSub, t.kind == kindNumber, t.is("^"), t.is("_"), t.is("{"), t.is("}"):
		default:
			return false
		}
	}
	return false
}

// withoutHeld unwraps (∂P/∂V)_T, which says what stays fixed: the other variables
// do anyway.
func withoutHeld(tokens []token) []token {
	if !tokens[0].is("(") {
		return tokens
	}
	shut := matching(tokens, 0)
	if shut < 2 || !isQuotient(tokens[1:]) {
		return tokens
	}
	if shut == len(tokens)-2 || tokens[shut+1].is("(") { // (df/dx)(1)
		return slices.Concat(tokens[1:shut], tokens[shut+1:])
	}
	if !tokens[shut+1].is("_") {
		return tokens
	}
	from, to := shut+2, shut+3
	if tokens[from].is("{") {
		if to = matching(tokens, from) + 1; to < 1 {
			return tokens
		}
		from++
	}
	if to > len(tokens)-1 || !areNames(tokens[from:min(to, len(tokens)-1)]) && from != to-1 {
		return tokens
	}
	return slices.Concat(tokens[1:shut], tokens[to:])
}

// holdsIndex reports whether the letter stands in a subscript among the tokens.
func holdsIndex(tokens []token, letter string) bool {
	for i := 1; i < len(tokens); i++ {
		if t := &tokens[i]; t.kind == kindSub && strings.Contains(t.text, letter) ||
			(tokens[i-1].is("_") || tokens[i-1].is("{") && i > 1 && tokens[i-2].is("_")) && t.kind == kindWord && strings.Contains(t.text, letter) {
			return true
		}
	}
	return false
}

// notOffered are words for what people ask of functions and bibun does not work out.
func notOffered(word string) bool {
	switch strings.ToLower(word) {
	case "極値", "極大値", "極小値", "停留点", "最大値", "最小値", "最大", "最小", "増減表", "変曲点", "積分", "不定積分", "定積分", "極限", "極限値", "因数分解", "展開", "テイラー展開", "マクローリン展開",
		"extrema", "extremum", "maximum", "minimum", "integrate", "integral", "limit", "factor", "expand", "simplify", "solve", "taylor", "maclaurin", "divergence", "curl", "div", "rot", "発散", "回転":
		return true
	}
	return false
}
