package problem

import (
	"strings"
	"unicode/utf8"
)

// command reads a LaTeX command. What only sets the page — spacing, sizes of
// brackets, display style — is passed over; what names something becomes the
// token of its plain form.
func (s *scanner) command() {
	s.latex = true
	rest := s.text[s.pos+1:]
	if rest == "" {
		s.add(kindBad, "\\", 1)
		return
	}
	if !isLetter(rest[0]) {
		s.controlSymbol(rest[0])
		return
	}
	n := 1
	for n < len(rest) && isLetter(rest[n]) {
		n++
	}
	name := rest[:n]
	n++ // the backslash
	switch name {
	case "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm", "Bigm":
		s.delimiter(name, n)
	case "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag", "quad", "qquad", "thinspace", "medspace", "thickspace", "negthinspace", "enspace", "hfill", "mathstrut", "strut",
		"scriptscriptstyle", "tiny", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge", "noindent", "relax", "allowbreak", "ensuremath",
		"boxed", "mathopen", "mathclose", "mathord", "mathinner":
		s.skip(n)
	case "hspace", "vspace", "phantom", "vphantom", "hphantom", "mspace", "color", "textcolor":
		_, m := s.argument(n)
		s.skip(n + m)
	case "qty":
		s.skip(n) // of package physics: brackets that grow
	case "dfrac", "tfrac", "cfrac":
		s.add(kindCommand, "frac", n)
	case "begin", "end":
		s.environment(name, n)
	case "substack":
		s.skip(n)
	case "tag", "label":
		if strings.HasPrefix(s.text[s.pos+n:], "*") {
			n++
		}
		_, m := s.argument(n)
		s.skip(n + m)
	case "cdot", "times", "ast":
		s.add(kindOp, "*", n)
	case "div":
		s.add(kindOp, "/", n)
	case "partial":
		s.add(kindOp, "∂", n)
	case "nabla":
		s.add(kindOp, "∇", n)
	case "ldots", "cdots", "dots", "dotsc", "dotsb", "hdots":
		s.add(kindDots, "...", n)
	case "le", "leq", "leqslant", "leqq":
		s.add(kindOp, "<=", n)
	case "ge", "geq", "geqslant", "geqq":
		s.add(kindOp, ">=", n)
	case "ne", "neq":
		s.add(kindOp, "!=", n)
	case "lt":
		s.add(kindOp, "<", n)
	case "gt":
		s.add(kindOp, ">", n)
	case "lvert", "rvert":
		s.add(kindOp, "\\"+name, n)
	case "vert", "mid":
		s.add(kindOp, "|", n)
	case "lbrace", "lbrack", "lparen":
		s.open("(", n)
	case "rbrace", "rbrack", "rparen":
		s.close(")", n)
	case "prime":
		s.idioms = true
		s.add(kindOp, "'", n)
	case "pdv", "dv", "pd", "od", "odv", "dd":
		s.idioms = true
		s.add(kindCommand, name, n)
	case "hat", "widehat", "bar", "overline", "tilde", "widetilde", "vec", "overrightarrow", "dot", "ddot":
		s.accent(name, n)
	case "rm", "bf", "it", "sf", "tt", "cal":
		s.fontSwitch(n)
	case "colon":
		s.add(kindOp, ":", n)
	case "coloneqq", "coloneq", "triangleq", "equiv":
		s.add(kindOp, "=", n)
	case "stackrel", "overset":
		s.stacked(name, n)
	case "mathrm", "text", "operatorname", "mathop", "mathit", "textrm", "textnormal", "textit", "mathbf", "boldsymbol", "bm", "mathsf", "mathtt", "mbox", "textbf", "mathcal", "mathbb", "mathscr", "mathfrak":
		s.named(name, n)
	default:
		switch {
		case isGreek(name):
			s.add(kindGreek, name, n)
		default:
			s.add(kindCommand, name, n)
		}
	}
	// White space after a command ends its name and means nothing else.
	s.blank()
}

// blank passes blanks within a line without marking the next token as spaced.
func (s *scanner) blank() {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
		s.pos++
	}
}

// controlSymbol reads a backslash and the character c that is no letter.
func (s *scanner) controlSymbol(c byte) {
	switch c {
	case '{':
		s.open("(", 2)
	case '}':
		s.close(")", 2)
	case '|':
		s.add(kindCommand, "Vert", 2)
	case '[':
		if s.opens(`\[`, `\]`, 2) {
			s.display++
		}
	case ']':
		if s.shuts(`\]`, s.display > 0, 2) {
			s.display--
		}
	case '(':
		s.opens(`\(`, `\)`, 2)
	case '\\':
		s.lineBreak()
	case ',', ';', ':', '!', '>', ' ', ')', '/', '\t', '\n', '\r':
		s.skip(2)
	default:
		_, n := utf8.DecodeRuneInString(s.text[s.pos+1:])
		s.add(kindBad, s.text[s.pos:s.pos+1+n], 1+n)
	}
}

// lineBreak reads \\, which ends a statement unless the next line of the
// alignment only continues it.
func (s *scanner) lineBreak() {
	continued := strings.HasPrefix(strings.TrimLeft(s.text[s.pos+2:], " \t\r\n"), "&")
	if s.depth > 0 && !continued {
		s.add(kindOp, ",", 2) // between the rows of a \substack
		return
	}
	s.skip(2)
	if strings.HasPrefix(s.text[s.pos:], "[") {
		if i := strings.IndexByte(s.text[s.pos:], ']'); i >= 0 && i < 12 {
			s.skip(i + 1)
		}
	}
	rest := strings.TrimLeft(s.text[s.pos:], " \t\r\n")
	if strings.HasPrefix(rest, "&") {
		return
	}
	s.end()
}

func (s *scanner) open(text string, n int) {
	s.depth++
	s.add(kindOp, text, n)
}

func (s *scanner) close(text string, n int) {
	s.depth = max(s.depth-1, 0)
	s.add(kindOp, text, n)
}

// delimiter reads what follows \left, \right and the like. The bracket itself
// is an ordinary one; a bar is told which side it is on; "." is no bracket.
func (s *scanner) delimiter(name string, n int) {
	for s.pos+n < len(s.text) && s.text[s.pos+n] == ' ' {
		n++
	}
	rest := s.text[s.pos+n:]
	var bar string
	switch {
	case name == "left" && len(s.tokens) == s.first && startsSystem(rest):
		if s.opens(`\left\{`, `\right.`, n+len(`\{`)) {
			s.braces++
		}
		return
	case strings.HasPrefix(rest, "|"):
		bar, n = "|", n+1
	case strings.HasPrefix(rest, "\\vert"):
		bar, n = "|", n+len("\\vert")
	case strings.HasPrefix(rest, ".") && (name == "left" || name == "right"):
		s.noBracket(name, n+1)
		return
	}
	switch name {
	case "left":
		s.lefts = append(s.lefts, dotted{})
	case "right":
		s.lefts = s.lefts[:max(len(s.lefts)-1, 0)]
	}
	if bar == "" {
		s.pos += n // white space before \left( is white space before the bracket
		return
	}
	switch name[len(name)-1] {
	case 't':
		bar = closeBar
		if name == "left" {
			bar = openBar
		}
	case 'l':
		bar = openBar
	case 'r':
		bar = closeBar
	}
	s.add(kindOp, bar, n)
}

// environment reads \begin{…} or \end{…}. Environments that only align are
// passed over; any other is left to the parser, which names it.
func (s *scanner) environment(name string, n int) {
	arg, m := s.argument(n)
	if system := arg == "cases" || arg == "array"; system && (name == "begin" && len(s.tokens) == s.first || name == "end" && s.systems > 0) {
		s.system(name, arg, n, m)
		return
	}
	switch strings.TrimSuffix(arg, "*") {
	case "aligned", "align", "equation", "split", "gather", "gathered", "alignat", "alignedat", "eqnarray", "multline", "flalign", "displaymath", "math":
		text := s.text[s.pos : s.pos+n+m]
		if name == "end" {
			if s.shuts(text, s.display > 0, n+m) {
				s.display--
			}
			break
		}
		if strings.HasPrefix(arg, "align") && strings.Contains(arg, "at") {
			_, k := s.argument(n + m)
			m += k
		}
		if s.opens(text, "\\end{"+arg+"}", n+m) {
			s.display++
		}
	default:
		rest := s.text[s.pos+n+m:]
		end := "\\end{" + arg + "}"
		if i := strings.Index(rest, end); name == "begin" && m > 0 && i >= 0 {
			m += i + len(end) // all of it, so that its lines are no statements
		}
		s.add(kindCommand, name, n+m)
	}
}

// argument returns the braced argument that stands n bytes on, and its width
// with the braces; it is empty where no argument stands there.
func (s *scanner) argument(n int) (arg string, width int) {
	rest := s.text[s.pos+n:]
	trimmed := strings.TrimLeft(rest, " ")
	if !strings.HasPrefix(trimmed, "{") {
		return "", 0
	}
	line, _, _ := strings.Cut(trimmed, "\n")
	i := strings.IndexByte(line, '}')
	if i < 0 {
		return "", 0
	}
	return trimmed[1:i], len(rest) - len(trimmed) + i + 1
}

// named reads \mathrm{loss} and its like, the argument of which is one name.
// Letters of a bold or upright alphabet are plain letters here.
func (s *scanner) named(command string, n int) {
	if strings.HasPrefix(s.text[s.pos+n:], "*") && command == "operatorname" {
		n++
	}
	arg, m := s.argument(n)
	trimmed := strings.TrimSpace(arg)
	if command == "mathop" {
		// \mathop{\mathrm{sech}}
		inner := s.text[s.pos+n:]
		if rest, ok := strings.CutPrefix(inner, "{\\mathrm{"); ok {
			if name, _, ok := strings.Cut(rest, "}}"); ok && plainName(name) {
				s.add(kindNamed, name, n+len("{\\mathrm{")+len(name)+len("}}"))
				return
			}
		}
	}
	if m == 0 && s.pos+n < len(s.text) {
		// \mathbf w, \mathrm d
		rest := s.text[s.pos+n:]
		t := strings.TrimLeft(rest, " ")
		if t != "" && isLetter(t[0]) {
			m = len(rest) - len(t) + 1
			trimmed = t[:1]
		}
	}
	defer s.style(command, len(s.tokens))
	prose := isProse(command)
	switch {
	case trimmed == "":
		s.add(kindBad, "\\"+command, n)
	case prose && m > 1 && strings.ContainsFunc(trimmed, isJapanese):
		s.inside(n, m)
	case prose && (trimmed == "and" || trimmed == "at"):
		s.add(kindWord, trimmed, n+m)
		s.tokens[len(s.tokens)-1].space, s.space = true, true
	case prose && (trimmed != arg && strings.Contains(arg, " ") || isConnective(trimmed)):
		s.add(kindBad, "\\"+command, n+m)
	case trimmed == "T" && s.raising():
		s.add(kindCommand, "top", n+m)
	case trimmed == "e" && alphabetOf(command) == italic:
		s.add(kindConstant, "e", n+m)
	case strings.HasPrefix(trimmed, "\\") && isGreek(trimmed[1:]):
		s.add(kindGreek, trimmed[1:], n+m)
	case plainName(trimmed):
		if trimmed == "d" {
			s.add(kindWord, "d", n+m)
			return
		}
		s.add(kindNamed, trimmed, n+m)
	default:
		s.add(kindBad, "\\"+command, n+m)
	}
}

// isProse reports whether the argument of command may be words of a sentence.
func isProse(command string) bool {
	switch command {
	case "text", "textrm", "textnormal", "mbox":
		return true
	}
	return false
}

// isConnective reports whether word joins formulas, and names nothing.
func isConnective(word string) bool {
	switch word {
	case "for", "where", "if", "then", "with", "when", "otherwise", "or", "as", "such", "that":
		return true
	}
	return false
}

// inside scans the argument, m bytes wide, of the command that is n bytes wide as
// if it stood there alone: f \text{ を } x \text{ で微分せよ}.
func (s *scanner) inside(n, m int) {
	end := s.pos + n + m
	s.pos += n + strings.IndexByte(s.text[s.pos+n:], '{') + 1
	for s.pos < end-1 {
		s.next()
	}
	s.pos = end
}

// raising reports whether what comes next is an exponent.
func (s *scanner) raising() bool {
	last := len(s.tokens) - 1
	if last > s.first && s.tokens[last].is("{") {
		last--
	}
	return last >= s.first && s.tokens[last].is("^")
}

func plainName(s string) bool {
	for i, r := range s {
		if r >= 0x80 {
			if !isJapanese(r) {
				return false
			}
			continue
		}
		if !isLetter(byte(r)) && (i == 0 || !isDigit(byte(r))) {
			return false
		}
	}
	return true
}
