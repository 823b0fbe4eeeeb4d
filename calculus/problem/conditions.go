package problem

import (
	"slices"
	"strings"
)

// A definition may say for what it holds: f(x) = log x (x > 0), f(x) = log x, x > 0,
// f(x) = xᵃ（a は定数）. So may a sentence of its own: ただし x > 0, a は定数とする.
// What follows makes declarations of that.

// mayHaveConditions reports whether [withConditions] has something to look for.
func mayHaveConditions(s *statement) bool {
	tokens := s.tokens
	if tokens[0].kind == kindNamed || tokens[len(tokens)-2].is(")") {
		return true
	}
	for i := range tokens {
		switch t := &tokens[i]; t.kind {
		case kindParticle, kindBad:
			return true
		case kindOp:
			switch t.text {
			case ",", ":", "<", ">", "<=", ">=", "!=":
				return true
			}
		}
	}
	return isEnglish(s)
}

// withConditions cuts conditions from a definition. The declarations that they are
// come behind it.
func withConditions(s statement) []statement {
	if isDeclarator(s.tokens[0].text) {
		if k := slices.IndexFunc(s.tokens, func(t token) bool { return t.kind == kindParticle && t.text == "。" }); k > 0 && k < len(s.tokens)-2 {
			rest := s // 定数 a, b に対し、…
			rest.tokens = withoutNouns(withoutWords(s.tokens[k+1:]))
			return append([]statement{s.upTo(k)}, withConditions(rest)...)
		}
		return []statement{s}
	}
	if rest := withoutWords(s.tokens); len(rest) < len(s.tokens) || equals(s.tokens) < 0 {
		if d, ok := s.declared(rest); ok {
			return []statement{d}
		}
	}
	list := []statement{s}
	if next := nextDefinition(s.tokens); next > 0 {
		rest := s
		rest.tokens = withoutWords(s.tokens[next+1:])
		return append(withConditions(s.upTo(next)), withConditions(rest)...)
	}
	for {
		last := &list[0]
		equal := equals(last.tokens)
		if equal < 1 {
			return list
		}
		from, to := conditionIn(last.tokens, equal)
		if from < 0 || from >= to {
			return list
		}
		inner := statement{tokens: last.tokens[from:to], latex: s.latex}.upTo(to - from)
		d, ok := inner.declared(withoutWords(inner.tokens))
		if !ok {
			return list
		}
		for from--; from > equal+1 && last.tokens[from-1].is(","); from-- {
		}
		list = slices.Insert(list, 1, d)
		list[0] = list[0].upTo(from)
	}
}

// conditionIn returns where the last condition of a definition stands among its
// tokens: in brackets at the end, or behind a comma. from is −1 where none does.
func conditionIn(tokens []token, equal int) (from, to int) {
	end := len(tokens) - 1
	if tokens[end-1].is(")") {
		if open := opening(tokens, end-1); open > equal+1 && open+1 < end-1 && !startsSeries(&tokens[open-1]) {
			return open + 1, end - 1
		}
		return -1, 0
	}
	depth := 0
	for i := equal + 1; i < end; i++ {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && i > equal+1 && (t.is(",") || t.kind == kindBad && isProse(strings.TrimPrefix(t.text, "\\"))): // x² \text{ for } x > 0
			return i + 1, end
		}
	}
	return -1, 0
}

// startsSeries reports whether t is the sign of a sum or a product, whose bounds
// follow in brackets.
func startsSeries(t *token) bool {
	switch t.text {
	case "sum", "prod", "Sigma", "Pi":
		return true
	}
	return false
}

// nextDefinition returns where the comma stands between two definitions on a line:
// x = cos t, y = sin t. It is 0 where none does.
func nextDefinition(tokens []token) int {
	equal := equals(tokens)
	if equal < 1 || isQuotient(tokens) || isDeclarator(tokens[0].text) || verbOf(tokens[0].text) != "" {
		return 0
	}
	for i := 1; i < len(tokens)-1; i++ {
		if clauseWord(tokens, i) > 0 {
			return 0
		}
		if t := &tokens[i]; t.kind == kindParticle && t.text != "。" {
			return placeBehind(tokens, equal, i) // x=1, y=2における is a point
		}
	}
	depth := 0
	for i := equal + 1; i < len(tokens)-3; i++ {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && i > equal+1 && (t.is(",") || t.kind == kindWord && t.space && (t.text == "and" || t.text == "where")):
			c := &cursor{tokens: tokens, i: i + 1}
			c.word("where", "and")
			var d definition
			if !d.Name.read(c) {
				continue
			}
			if shut := matching(tokens, c.i); tokens[c.i].is("(") && shut > 0 {
				c.i = shut + 1
			}
			if c.is("=") && !holdsDots(tokens[c.i:]) {
				return i
			}
		}
		if depth == 0 && i > equal+1 && tokens[i].is(",") && asksInSigns(tokens[i+1:], tokens[0].text) {
			return i
		}
	}
	return 0
}

// placeBehind returns where the comma stands between a definition and the point of
// y = x² + 1, x = 3 のときの微分係数; the particle stands at end. It is 0 where none does.
func placeBehind(tokens []token, equal, end int) int {
	for i := equal + 2; i < end-2; i++ {
		if tokens[i].is(",") && startsName(tokens[i+1].kind) && tokens[i+2].is("=") && hasLetter(tokens[equal+1:i]) && !hasLetter(tokens[i+3:end]) {
			return i
		}
	}
	return 0
}

// asksInSigns reports whether a request in signs about the function starts with the
// tokens: dy/dx, f'(3), dL.
func asksInSigns(tokens []token, function string) bool {
	t := &tokens[0]
	return isQuotient(tokens) || t.is("∇") || t.kind == kindWord && isFind(t.text) || t.text == function && len(tokens) > 1 && tokens[1].is("'") || t.kind == kindWord && t.text == "d"+function
}

// holdsDots reports whether the tokens hold the dots of a range.
func holdsDots(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.kind == kindDots || t.is("..") })
}

// declared returns the declaration that tokens say in other words: x > 0, aは定数,
// a, b constant. It is false where they say nothing of the kind.
func (s statement) declared(tokens []token) (statement, bool) {
	end := len(tokens) - 1
	n := end
	for n > 1 && (tokens[n-1].kind == kindParticle || tokens[n-1].is(",")) {
		n--
	}
	word := func(text string, at token) token {
		return token{kind: kindWord, text: text, start: at.start, end: at.start, space: true, unit: 1}
	}
	if n > 1 && kindOfWord(tokens[n-1].text) != "" {
		declarator := kindOfWord(tokens[n-1].text)
		for n--; n > 1 && (tokens[n-1].kind == kindParticle || tokens[n-1].text == "正" || tokens[n-1].text == "任意" || tokens[n-1].kind == kindWord && slices.Contains([]string{"a", "is", "are"}, tokens[n-1].text) && tokens[n-1].space); n-- {
		}
		s.tokens = slices.Concat([]token{word(declarator, tokens[0])}, tokens[:n], tokens[end:])
		if declarator == "nothing" {
			s.tokens = tokens[end:]
		}
		return s, areNames(tokens[:n])
	}
	if holdsDots(tokens[:n]) { // i = 1, …, N
		s.tokens = slices.Concat([]token{word("index", tokens[0])}, tokens[:n], tokens[end:])
		return s, startsName(tokens[0].kind) && tokens[1].is("=")
	}
	if is := slices.IndexFunc(tokens[:n], func(t token) bool { return t.kind == kindCommand && t.text == "in" || t.text == "∈" }); is > 0 && areNames(tokens[:is]) {
		s.tokens = tokens[end:] // x ∈ ℝ
		return s, true
	}
	depth, compares := 0, false
	for i := range tokens[:n] {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case t.kind == kindParticle || t.is("|"):
			return s, false
		case depth == 0 && i > 0 && (t.is("<") || t.is("<=") || t.is(">") || t.is(">=") || t.is("!=")):
			compares = true
		}
	}
	s.tokens = slices.Concat([]token{word("assume", tokens[0])}, tokens[:n], tokens[end:])
	return s, compares && startsName(tokens[0].kind) || compares && (tokens[0].kind == kindNumber || tokens[0].is("-"))
}

// kindOfWord returns the declarator of the names that are said to be such: params
// of constants, nothing of real numbers, which variables are anyway.
func kindOfWord(word string) string {
	switch word {
	case "定数", "自然数", "整数", "正整数", "constant", "constants", "integer", "integers":
		return "params"
	case "実数", "実変数":
		return "nothing"
	}
	return ""
}

// withoutWords drops the words that introduce a condition.
func withoutWords(tokens []token) []token {
	for len(tokens) > 2 {
		switch tokens[0].text {
		case "ただし", "但し", "where", "Where", "Assume", "with", "for", "and", ",":
		default:
			return tokens
		}
		tokens = tokens[1:]
	}
	return tokens
}
