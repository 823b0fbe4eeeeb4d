package problem

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Exercises come with words around them: a number in front, 関数 before the
// function, とする behind it. What follows takes them off, so that the statement
// itself is left.

// exercises takes numbers and introductions off the statements, and cuts those
// that say something of a formula from the formula.
func exercises(statements []statement, text string) []statement {
	plain := make([]statement, 0, len(statements)+4)
	for _, s := range statements {
		s.tokens = withoutNumber(withoutLabel(s.tokens))
		if !isEnglish(&s) && !mayHaveConditions(&s) {
			plain = append(plain, s)
			continue
		}
		for _, part := range englishParts(s) {
			part.tokens = withoutNouns(part.tokens)
			plain = append(plain, withConditions(part)...)
		}
	}
	out := make([]statement, 0, len(plain))
	given := false // a definition stands above
	for _, s := range plain {
		s.tokens = withoutIntroduction(&s)
		for {
			at := supposed(s.tokens, given, text)
			if at < 0 {
				break
			}
			cut := token{kind: kindEnd, start: s.tokens[at].start, end: s.tokens[at].start, space: true}
			definition := s
			definition.tokens = append(slices.Clone(s.tokens[:at]), cut)
			out = append(out, withConditions(definition)...)
			given = true
			unknown := strings.HasSuffix(text[cut.start:s.tokens[at].end], "関数")
			s.tokens = s.tokens[at+1:]
			for s.tokens[0].is(",") {
				s.tokens = s.tokens[1:]
			}
			if unknown {
				s.tokens = nameOfUnknown(s.tokens)
			}
			s.tokens = withoutUnknown(s.tokens)
		}
		for i := range s.tokens {
			if t := &s.tokens[i]; t.kind == kindParticle && t.text == "。" { // uに対して微分
				t.text = "で"
			}
		}
		s.tokens = withoutLabels(s.tokens)
		if len(s.tokens) > 1 {
			out = append(out, s)
			given = given || equals(s.tokens) > 0
		}
	}
	return out
}

// supposed returns where とする or its like ends a definition: L = u²v とする.
// のとき and について end one as well where no function is known and a formula stands before
// it, not the coordinate of a point; −1 where nothing of the kind stands.
func supposed(tokens []token, given bool, text string) int {
	equal := -1
	for i := range tokens {
		if tokens[i].kind != kindParticle {
			continue
		}
		if equal < 0 {
			if equal = equals(tokens); equal < 1 {
				return -1
			}
		}
		switch {
		case i < equal+2:
		case tokens[i].text == "。":
			return i
		case tokens[i].text == "で" && slices.Contains([]string{"のとき", "について"}, text[tokens[i].start:tokens[i].end]) && !given && i+2 < len(tokens) &&
			(hasLetter(tokens[equal+1:i]) || !hasCoordinate(tokens[:equal])):
			return i
		}
	}
	return -1
}

// withoutUnknown drops y について in front of a request in signs, which names the
// unknown itself: 方程式 … で定まる陰関数 y について dy/dx を求めよ.
func withoutUnknown(tokens []token) []token {
	if len(tokens) < 4 || !startsName(tokens[0].kind) || tokens[1].kind != kindParticle || tokens[1].text != "で" && tokens[1].text != "の" {
		return tokens
	}
	rest := tokens[2:]
	for rest[0].is(",") {
		rest = rest[1:]
	}
	if rest[0].is("∂") || rest[0].kind == kindCommand || rest[0].kind == kindWord && (rest[1].is("/") || rest[0].text == "d" && (rest[1].kind == kindSuper || rest[1].is("^"))) {
		return rest
	}
	return tokens
}

// nameOfUnknown writes y for the y=f(x) of 陰関数 y=f(x), and drops the について of
// 陰関数について, where no name stands.
func nameOfUnknown(tokens []token) []token {
	if tokens[0].kind == kindParticle && tokens[0].text == "で" {
		tokens = tokens[1:]
		for tokens[0].is(",") {
			tokens = tokens[1:]
		}
		return tokens
	}
	if len(tokens) > 6 && startsName(tokens[0].kind) && tokens[1].is("=") && startsName(tokens[2].kind) {
		if shut := matching(tokens, 3); shut > 0 && tokens[shut+1].kind == kindParticle {
			return append([]token{tokens[0]}, tokens[shut+1:]...)
		}
	}
	return tokens
}

// hasCoordinate reports whether what stands before "=" may be that of a point: x,
// or (x, y).
func hasCoordinate(tokens []token) bool {
	return len(tokens) <= 1 || matching(tokens, 0) == len(tokens)-1 || slices.ContainsFunc(tokens, func(t token) bool { return t.is("_") || t.is(",") || t.kind == kindParticle })
}

// hasLetter reports whether a variable may stand among the tokens.
func hasLetter(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool {
		return t.kind == kindWord && t.text != "e" || t.kind == kindGreek && t.text != "pi"
	})
}

// withoutLabel drops the number of an exercise: (1), 1., 1), ①, 問1, (a).
func withoutLabel(tokens []token) []token {
	n := labelLength(tokens)
	if n == 0 || n >= len(tokens)-1 {
		return tokens
	}
	return tokens[n:]
}

// labelLength returns how many tokens the number of an exercise takes, 0 where
// there is none.
func labelLength(tokens []token) int {
	first := &tokens[0]
	if len(tokens) < 3 {
		return 0
	}
	switch {
	case first.kind == kindBad && circled(first.text):
		return 1
	case first.kind == kindNumber && isOrdinal(first.text):
		switch {
		case tokens[1].is(")") && statementStarts(&tokens[2]):
			return 2
		case strings.HasSuffix(first.text, ".") && statementStarts(&tokens[1]):
			return 1
		case tokens[1].kind == kindBad && tokens[1].text == "." && statementStarts(&tokens[2]):
			return 2
		}
	case first.is("(") && len(tokens) > 4 && tokens[2].is(")"):
		inner := &tokens[1]
		if inner.kind == kindNumber && isOrdinal(inner.text) && statementStarts(&tokens[3]) {
			return 3
		}
		if (inner.kind == kindWord && (len(inner.text) == 1 || isRoman(inner.text)) || inner.kind == kindNamed && utf8.RuneCountInString(inner.text) == 1) && statementStarts(&tokens[3]) {
			return 3
		}
	case first.is("[") && tokens[1].kind == kindNamed && isExercise(tokens[1].text): // 【問1】
		n := 2
		if k := tokens[n].kind; k == kindNumber || k == kindSub {
			n++
		}
		if tokens[n].is("]") && statementStarts(&tokens[n+1]) {
			return n + 1
		}
	case (first.kind == kindNamed || first.kind == kindWord) && isExercise(first.text) && tokens[1].kind == kindNumber:
		n := 2
		if t := &tokens[n]; t.is(":") || t.is(")") || t.kind == kindBad && t.text == "." {
			n++
		}
		if statementStarts(&tokens[n]) {
			return n
		}
	}
	return 0
}

// withoutNumber drops the number of a formula that dots lead to: x³ \cdots (1), x³ …①.
func withoutNumber(tokens []token) []token {
	n := len(tokens) - 1
	end := n
	switch {
	case n > 3 && tokens[n-1].is(")") && tokens[n-2].kind == kindNumber && tokens[n-3].is("("):
		n -= 3
	case n > 1 && tokens[n-1].kind == kindBad && circled(tokens[n-1].text):
		n--
	}
	number := n < end
	from := n
	for from > 1 && tokens[from-1].kind == kindDots {
		from--
	}
	if from == n { // ・・・(1)
		for from > 1 && tokens[from-1].is("*") {
			from--
		}
		if n-from < 2 {
			from = n
		}
	}
	if from == n || !number {
		return tokens
	}
	return append(slices.Clone(tokens[:from]), tokens[end])
}

// statementStarts reports whether a statement can start with t.
func statementStarts(t *token) bool {
	switch t.kind {
	case kindWord, kindNamed, kindGreek, kindVerb:
		return true
	case kindCommand:
		return t.text == "frac" || verbOf(t.text) != ""
	}
	return t.is("∂") || t.is("∇") || t.is("(") || t.is("[")
}

// isOrdinal reports whether text numbers an exercise: 1, 12, 3.
func isOrdinal(text string) bool {
	text = strings.TrimSuffix(text, ".")
	n, err := strconv.Atoi(text)
	return err == nil && n < 1000
}

// isRoman reports whether word is a small Roman number.
func isRoman(word string) bool {
	switch word {
	case "ii", "iii", "iv", "vi", "vii", "viii", "ix":
		return true
	}
	return false
}

// isExercise reports whether word is 問 of 問1, or its like.
func isExercise(word string) bool {
	switch word {
	case "問", "問題", "設問", "例", "例題", "練習", "演習", "小問", "Problem", "Exercise", "Example", "Question", "Ex", "Q":
		return true
	}
	return false
}

// circled reports whether text is a number in a circle, in brackets or with a
// full stop, as one character: ①, ⑴, ⒈.
func circled(text string) bool {
	r, n := utf8.DecodeRuneInString(text)
	return n == len(text) && (r >= '①' && r <= '⒛' || r >= '❶' && r <= '➓')
}

// withoutIntroduction drops 関数 before a function, and notes 次の関数を, which
// asks about every function of the block.
func withoutIntroduction(s *statement) []token {
	tokens := s.tokens
	if first := &tokens[0]; first.kind != kindNamed {
		return tokens
	} else if (first.text == "次" || first.text == "以下") && len(tokens) > 4 && tokens[1].kind == kindParticle && tokens[1].text == "の" &&
		tokens[2].kind == kindNamed && introduces(tokens[2].text) {
		if tokens[3].kind == kindParticle && (tokens[3].text == "を" || tokens[3].text == "の") {
			s.every = true
			return tokens[4:]
		}
		tokens = tokens[2:]
	}
	if len(tokens) > 4 && introduces(tokens[0].text) && tokens[1].kind == kindWord && tokens[2].is(":") && !tokens[3].is("=") {
		return tokens[3:] // 曲線 C: x²+y²=1
	}
	if len(tokens) > 2 && introduces(tokens[0].text) {
		if i := equals(tokens); i > 1 && tokens[1].kind != kindParticle && tokens[1].kind != kindNamed {
			return tokens[1:]
		}
		switch tokens[1].kind {
		case kindWord, kindGreek:
			return tokens[1:]
		}
	}
	return tokens
}

// introduces reports whether word may stand before a function, and adds nothing.
func introduces(word string) bool {
	switch word {
	case "関数", "函数", "曲面", "曲線", "円", "楕円", "双曲線", "放物線", "球面", "楕円面", "方程式", "等式", "関係式", "多項式", "式", "2変数関数", "合成関数", "写像":
		return true
	}
	return false
}
