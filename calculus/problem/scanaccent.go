package problem

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A letter with an accent is one name: \hat{y}, ŷ and yhat are the same, and so
// are \bar{x}, \tilde{x}, \vec{x}, \dot{x} and \ddot{x}; see [calculus.Accent].

// accent reads \hat{y}, \hat y, \hat\theta, \hat{\mathbf{x}} and \hat{y_i},
// which is \hat{y}_i. Anything else under an accent is left to the parser,
// which names it.
func (s *scanner) accent(command string, n int) {
	mark := command
	switch command {
	case "widehat":
		mark = "hat"
	case "overline":
		mark = "bar"
	case "widetilde":
		mark = "tilde"
	case "overrightarrow":
		mark = "vec"
	}
	rest := s.text[s.pos+n:]
	arg := strings.TrimLeft(rest, " ")
	n += len(rest) - len(arg)
	braces := strings.HasPrefix(arg, "{")
	if braces {
		line, _, _ := strings.Cut(arg, "\n")
		shut := closingBrace(line)
		if shut < 0 {
			s.add(kindCommand, command, n)
			return
		}
		arg, n = line[1:shut], n+1
	}
	letter, width := accentedLetter(arg)
	tail := arg[width:]
	switch {
	case letter == "", braces && strings.TrimSpace(tail) != "" && !isSubscript(tail):
		if braces {
			n += len(arg) + 1
		}
		s.add(kindCommand, command, n)
	case !braces:
		s.add(kindNamed, letter+mark, n+width)
	case strings.TrimSpace(tail) == "":
		s.add(kindNamed, letter+mark, n+len(arg)+1)
	default: // \hat{y_i}
		s.add(kindNamed, letter+mark, n+width)
		s.subscripted(tail)
		s.pos++ // the brace
	}
}

// subscripted reads the subscript _i or _{i,j} that [isSubscript] found.
func (s *scanner) subscripted(text string) {
	end := s.pos + len(text)
	for s.pos < end {
		s.next()
	}
	s.pos = end
}

// isSubscript reports whether text is a subscript and nothing else.
func isSubscript(text string) bool {
	sub, ok := strings.CutPrefix(strings.TrimSpace(text), "_")
	if !ok {
		return false
	}
	if inner, ok := strings.CutPrefix(sub, "{"); ok {
		inner, ok = strings.CutSuffix(inner, "}")
		return ok && inner != "" && !strings.ContainsAny(inner, "{}\\_^")
	}
	return len(sub) == 1 && (isLetter(sub[0]) || isDigit(sub[0]))
}

// closingBrace returns where the brace that text starts with closes, or −1.
func closingBrace(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// accentedLetter returns the letter that text starts with, a Greek one by its
// name, and its width; alphabets such as \mathbf around it are passed over.
func accentedLetter(text string) (letter string, width int) {
	trimmed := strings.TrimLeft(text, " ")
	width = len(text) - len(trimmed)
	if trimmed == "" {
		return "", 0
	}
	if isLetter(trimmed[0]) {
		return trimmed[:1], width + 1
	}
	if r, size := utf8.DecodeRuneInString(trimmed); size > 1 {
		if name, ok := greekLetter(fold(r)); ok {
			return name, width + size
		}
		return "", 0
	}
	if trimmed[0] != '\\' {
		return "", 0
	}
	n := 1
	for n < len(trimmed) && isLetter(trimmed[n]) {
		n++
	}
	name := trimmed[1:n]
	if isGreek(name) {
		return name, width + n
	}
	switch name {
	case "mathbf", "boldsymbol", "bm", "mathrm", "mathit":
		if !strings.HasPrefix(trimmed[n:], "{") {
			break
		}
		if shut := closingBrace(trimmed[n:]); shut > 0 {
			inner := trimmed[n+1 : n+shut]
			if letter, w := accentedLetter(inner); w == len(inner) {
				return letter, width + n + shut + 1
			}
		}
	}
	return "", 0
}

// accentOf gives the accent that a combining character puts on the letter
// before it.
func accentOf(r rune) string {
	switch r {
	case '\u0302':
		return "hat"
	case '\u0304', '\u0305':
		return "bar"
	case '\u0303':
		return "tilde"
	case '\u0307':
		return "dot"
	case '\u0308':
		return "ddot"
	case '\u20d7':
		return "vec"
	}
	return ""
}

// accentMark joins a combining accent with the letter that stands before it.
func (s *scanner) accentMark(r rune, n int) bool {
	mark := accentOf(r)
	if mark == "" || len(s.tokens) == s.first {
		return false
	}
	t := &s.tokens[len(s.tokens)-1]
	if t.end != s.pos || t.kind != kindWord && t.kind != kindGreek {
		return false
	}
	letter, start := t.text, t.start
	if t.kind == kindWord {
		letter, start = t.text[len(t.text)-1:], t.end-int(t.unit)
	}
	space := false
	if start > t.start {
		t.text, t.end = t.text[:len(t.text)-1], start
	} else {
		space = t.space
		s.tokens = s.tokens[:len(s.tokens)-1]
	}
	s.tokens = append(s.tokens, token{kind: kindNamed, text: letter + mark, start: start, end: s.pos + n, space: space, unit: 1})
	s.pos += n
	s.space = false
	return true
}

// accented reads a letter that has its accent in one character: ŷ, ȳ.
func (s *scanner) accented(r rune, n int) bool {
	if r < 'À' || r > 'ỿ' || r > 'ɏ' && r < 'Ḁ' {
		return false
	}
	parts := []rune(norm.NFD.String(string(r)))
	if len(parts) != 2 || !(parts[0] < utf8.RuneSelf && isLetter(byte(parts[0]))) {
		return false
	}
	mark := accentOf(parts[1])
	if mark == "" {
		return false
	}
	s.add(kindNamed, string(parts[0])+mark, n)
	return true
}
