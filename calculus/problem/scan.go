package problem

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// scanner cuts a block into statements and those into tokens, in one pass.
type scanner struct {
	text string
	pos  int

	tokens     []token // of all statements
	first      int     // index of the current statement's first token
	statements []statement

	latex     bool // the current statement holds LaTeX
	idioms    bool // the current statement holds what [scanner.rewrite] rewrites
	space     bool // white space stands before the next token
	depth     int  // open brackets, inside which ";" separates no statements
	display   int  // open $$ and environments, inside which a line break separates none
	math      bool // a $ is open
	displayed bool // a $$ is open
	indent    int  // of the current statement's first line

	systems int            // environments of several definitions that are open
	braces  int            // \left\{ that are open in front of such
	lefts   []dotted       // the \left that are open
	last    map[string]int // where each sign that closes stands last
}

// scan cuts text into statements.
func scan(text string) []statement {
	s := &scanner{text: text, tokens: make([]token, 0, len(text)*3/4+8)}
	s.line()
	for s.pos < len(s.text) {
		s.next()
	}
	s.end()
	return s.statements
}

// end closes the current statement.
func (s *scanner) end() {
	s.unmatched()
	s.punctuation()
	if len(s.tokens) > s.first {
		if s.idioms {
			s.rewrite()
		}
		s.tokens = append(s.tokens, token{kind: kindEnd, start: s.pos, end: s.pos, space: true})
		s.statements = append(s.statements, statement{tokens: s.tokens[s.first:len(s.tokens):len(s.tokens)], latex: s.latex})
	}
	s.first = len(s.tokens)
	s.latex, s.idioms, s.space, s.depth = false, false, true, 0
}

// punctuation drops the comma or full stop that ends a sentence, as in "f(x) = x²."
func (s *scanner) punctuation() {
	last := len(s.tokens) - 1
	if last <= s.first {
		return
	}
	switch t := &s.tokens[last]; {
	case t.is(","), t.kind == kindBad && t.text == ".":
		s.tokens = s.tokens[:last]
	case t.kind == kindNumber && t.text[len(t.text)-1] == '.':
		t.text, t.end = t.text[:len(t.text)-1], t.end-1
	}
}

// line stands at the start of a line and decides whether the line continues the
// statement before it: it does when it is indented deeper than that statement's
// first line, or inside a display. A blank line decides nothing.
func (s *scanner) line() {
	indent := 0
	for s.pos < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[s.pos:])
		switch r = fold(r); {
		case r == '\t':
			indent += 4
		case r == ' ' || r == '\r':
			indent++
		case r == '\n' || r == '#' || r == '%':
			return
		default:
			if s.display == 0 && (len(s.tokens) == s.first || indent <= s.indent) {
				s.end()
				s.indent = indent
			}
			s.space = true
			return
		}
		s.pos += n
	}
}

// next reads one token or what stands between tokens.
func (s *scanner) next() {
	c := s.text[s.pos]
	switch {
	case c == '\n':
		s.pos++
		s.space = true
		s.line()
	case c == ' ' || c == '\t' || c == '\r':
		s.pos++
		s.space = true
	case c == '#' || c == '%':
		s.comment()
	case isLetter(c):
		s.word(1)
	case isDigit(c) || c == '.' && s.pos+1 < len(s.text) && isDigit(s.text[s.pos+1]) && !s.afterDot():
		s.number()
	case c == '\\':
		s.command()
	case c < 0x80:
		s.operator(rune(c), 1)
	default:
		s.wide()
	}
}

// add appends a token that ends n bytes on.
func (s *scanner) add(k kind, text string, n int) {
	s.tokens = append(s.tokens, token{kind: k, text: text, start: s.pos, end: s.pos + n, space: s.space, unit: 1})
	s.pos += n
	s.space = false
}

// comment passes the rest of the line.
func (s *scanner) comment() {
	if i := strings.IndexByte(s.text[s.pos:], '\n'); i >= 0 {
		s.pos += i
	} else {
		s.pos = len(s.text)
	}
	s.space = true
}

// word reads a run of letters, each unit bytes wide.
func (s *scanner) word(unit int) {
	start := s.pos
	if unit == 1 {
		end := start + 1
		for end < len(s.text) && isLetter(s.text[end]) {
			end++
		}
		s.add(kindWord, s.text[start:end], end-start)
		return
	}
	var letters []byte
	for end := start; ; {
		r, n := utf8.DecodeRuneInString(s.text[end:])
		f := fold(r)
		if n != unit || f >= 0x80 || !isLetter(byte(f)) {
			s.add(kindWord, string(letters), end-start)
			s.tokens[len(s.tokens)-1].unit = uint8(unit)
			return
		}
		letters = append(letters, byte(f))
		end += n
	}
}

// number reads digits with at most one decimal point. Two dots are a range:
// 1..N.
func (s *scanner) number() {
	start, end, point := s.pos, s.pos, false
	var digits []byte
	for end < len(s.text) {
		r, n := rune(s.text[end]), 1
		if r >= 0x80 {
			r, n = utf8.DecodeRuneInString(s.text[end:])
			r = fold(r)
		}
		if r == '.' && !point && n == 1 && (end+1 >= len(s.text) || s.text[end+1] != '.') && (end+1 < len(s.text) && isDigit(s.text[end+1]) || len(digits) > 0 && !s.wordFollows(end+1) && !s.sentenceFollows(end+1)) {
			point = true
		} else if r == '.' && !point && n > 1 && len(digits) > 0 && digitFollows(s.text[end+n:]) { // ３．１４
			point = true
		} else if r >= 0x80 || !isDigit(byte(r)) {
			break
		}
		digits = append(digits, byte(r))
		end += n
	}
	text := s.text[start:end]
	if len(text) != len(digits) {
		text = string(digits)
	}
	s.add(kindNumber, text, end-start)
}

// wordFollows reports whether a letter stands at i, so that the point before it
// is no decimal point.
func (s *scanner) wordFollows(i int) bool { return i < len(s.text) && isLetter(s.text[i]) }

// sentenceFollows reports whether a sentence starts behind the point before i, and
// the point is no number's of an exercise: "f(x) = x^2. Find f'(x)."
func (s *scanner) sentenceFollows(i int) bool {
	rest := s.text[i:]
	word := strings.TrimLeft(rest, " ")
	if len(s.tokens) == s.first+1 { // 問1. dL, Problem 3. Find …
		if label := &s.tokens[s.first]; label.kind == kindNamed || label.kind == kindWord && isExercise(label.text) {
			return false
		}
	}
	return len(s.tokens) > s.first && len(word) < len(rest) && word != "" && (isLetter(word[0]) || word[0] == '\\' || strings.HasPrefix(word, "∂") || strings.HasPrefix(word, "∇"))
}

// digitFollows reports whether text starts with a digit of any width.
func digitFollows(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	r = fold(r)
	return r < 0x80 && isDigit(byte(r))
}

func (s *scanner) afterDot() bool { return s.pos > 0 && s.text[s.pos-1] == '.' }

// operator reads the operator or bracket that starts with r, n bytes wide.
func (s *scanner) operator(r rune, n int) {
	rest := s.text[s.pos+n:]
	switch r {
	case '.':
		switch {
		case strings.HasPrefix(rest, ".."):
			s.add(kindDots, "...", n+2)
		case strings.HasPrefix(rest, "."):
			s.add(kindOp, "..", n+1)
		case s.depth == 0 && s.sentenceFollows(s.pos+n):
			s.fullStop(n)
		default:
			s.add(kindBad, ".", n)
		}
	case '*':
		if strings.HasPrefix(rest, "*") {
			s.add(kindOp, "^", n+1)
		} else if strings.HasPrefix(rest, "＊") {
			s.add(kindOp, "^", n+len("＊"))
		} else {
			s.add(kindOp, "*", n)
		}
	case '<', '>', '!', '=':
		if strings.HasPrefix(rest, "=") {
			s.add(kindOp, string(r)+"=", n+1)
		} else if r == '=' && strings.HasPrefix(rest, ">") {
			s.add(kindOp, "=>", n+1)
		} else {
			s.add(kindOp, string(r), n)
		}
	case ';':
		if s.depth == 0 {
			s.pos += n
			s.end()
		} else {
			s.add(kindOp, ";", n)
		}
	case '(', '[', '{':
		s.depth++
		s.add(kindOp, string(r), n)
	case ')', ']', '}':
		s.depth = max(s.depth-1, 0)
		s.add(kindOp, string(r), n)
	case '$':
		s.dollar(n)
	case '&', '~':
		s.latex = true
		s.skip(n)
	case '"':
		s.primes(`"`, n)
	case '+', '-', '/', '^', '_', '|', ',', '?', '\'', ':':
		s.add(kindOp, string(r), n)
	default:
		s.add(kindBad, s.text[s.pos:s.pos+n], n)
	}
}

// skip passes n bytes that count as white space.
func (s *scanner) skip(n int) {
	s.pos += n
	s.space = true
}

// wide reads a token that starts with a character outside ASCII.
func (s *scanner) wide() {
	r, n := utf8.DecodeRuneInString(s.text[s.pos:])
	if r == utf8.RuneError && n <= 1 {
		s.add(kindBad, s.text[s.pos:s.pos+n], n)
		return
	}
	if c, ok := script(superscripts, r); ok {
		s.scripts(kindSuper, superscripts, c, n)
		return
	}
	if c, ok := script(subscripts, r); ok {
		s.scripts(kindSub, subscripts, c, n)
		return
	}
	if v, ok := vulgar(r); ok {
		s.add(kindFraction, v, n)
		return
	}
	if r == '．' && s.endsSentence(n) {
		s.fullStop(n)
		return
	}
	f := fold(r)
	if name, ok := greekLetter(f); ok {
		s.add(kindGreek, name, n)
		return
	}
	if s.accentMark(r, n) || s.accented(r, n) {
		return
	}
	if r == 'ℓ' {
		s.add(kindGreek, "ell", n)
		return
	}
	switch f {
	case ' ':
		s.skip(n)
		return
	case '#', '%':
		s.comment()
		return
	case '。':
		s.fullStop(n)
		return
	case '∂', '∇':
		s.add(kindOp, string(f), n)
		return
	case '≔', '≡', '≝':
		s.add(kindOp, "=", n)
		return
	case '‖', '∥', '⟨', '⟩', '〈', '〉':
		s.add(kindCommand, "Vert", n)
		return
	case '㏑', '㏒':
		s.add(kindNamed, norm.NFKC.String(string(f)), n)
		return
	case '√', '∛', '∜':
		s.add(kindCommand, string(f), n)
		return
	case '″', '‴', '”', '“':
		s.primes(string(f), n)
		return
	case 'ー': // as a minus sign: ー3x
		if last := len(s.tokens) - 1; last < s.first || s.tokens[last].kind != kindNamed || s.tokens[last].end != s.pos {
			s.operator('-', n)
			return
		}
	case '∑':
		s.add(kindCommand, "sum", n)
		return
	case '∏':
		s.add(kindCommand, "prod", n)
		return
	case '≤':
		s.add(kindOp, "<=", n)
		return
	case '≥':
		s.add(kindOp, ">=", n)
		return
	case '≠':
		s.add(kindOp, "!=", n)
		return
	case '…', '⋯':
		s.add(kindDots, "...", n)
		return
	}
	switch {
	case f == '\\':
		s.add(kindBad, s.text[s.pos:s.pos+n], n)
	case f < 0x80 && isLetter(byte(f)):
		s.word(n)
	case f < 0x80 && isDigit(byte(f)):
		s.number()
	case f < 0x80:
		s.operator(f, n)
	case isJapanese(f):
		s.japanese()
	case unicode.IsLetter(f) && unicode.In(f, unicode.Latin, unicode.Greek) && f < 'ﬀ':
		s.add(kindNamed, string(f), n) // Å, ħ; letters of other scripts and ligatures are no names
	default:
		s.add(kindBad, s.text[s.pos:s.pos+n], n)
	}
}

// primes reads two or three primes that are one character, n bytes wide.
func (s *scanner) primes(text string, n int) {
	count := 2
	if text == "‴" {
		count = 3
	}
	for i := range count {
		s.add(kindOp, "'", n)
		if i < count-1 {
			s.pos -= n
		}
	}
}

// endsSentence reports whether the full-width point, n bytes wide, is a full
// stop: behind Japanese, and before no digit.
func (s *scanner) endsSentence(n int) bool {
	last := len(s.tokens) - 1
	if last < s.first || s.tokens[last].kind != kindParticle && s.tokens[last].kind != kindNamed {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.pos+n:])
	return !unicode.IsDigit(r)
}

// fullStop reads 。, which ends a sentence, and with it the statement.
func (s *scanner) fullStop(n int) {
	s.skip(n)
	if s.depth == 0 && s.display == 0 {
		s.end()
	}
}

// scripts reads a run of raised or lowered characters; the first is c, n bytes wide.
func (s *scanner) scripts(k kind, table string, c byte, n int) {
	plain := []byte{c}
	end := s.pos + n
	for end < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[end:])
		c, ok := script(table, r)
		if !ok {
			break
		}
		plain = append(plain, c)
		end += n
	}
	s.add(k, string(plain), end-s.pos)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
