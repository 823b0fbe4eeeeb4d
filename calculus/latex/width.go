package latex

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Width estimates how wide a formula is when drawn, in columns of half an em:
// a digit or a letter takes one, a Chinese, Japanese or Korean character two.
// Binary signs and relations count with the space around them, a fraction is
// as wide as the wider of its parts, scripts are set at seven tenths, and of
// several rows the widest counts. It is for deciding where lines break, not
// for layout.
func Width(latex string) int { return WidthUpTo(latex, math.MaxInt/10) }

// WidthUpTo returns what [Width] does where that is at most so many columns, and
// some number beyond them for a formula that is wider, which is not read to its
// end.
func WidthUpTo(latex string, columns int) int {
	m := measure{src: latex, enough: 10 * columns}
	return (m.group("") + 9) / 10
}

// measure reads LaTeX once and adds up widths, in tenths of a column.
type measure struct {
	src    string
	pos    int
	enough int
}

// group measures up to the closing token, which it consumes: "}" or "]", or
// an environment's \end; "" is the end of the text.
func (m *measure) group(closing string) int {
	widest, row := 0, 0
	base := 0 // where the scripts of the last atom hang, from the row's start
	for m.pos < len(m.src) {
		if row > m.enough && closing == "" {
			return row
		}
		c := m.src[m.pos]
		switch {
		case closing != "" && len(closing) == 1 && c == closing[0]:
			m.pos++
			return max(widest, row)
		case c == '^' || c == '_':
			m.pos++
			// An exponent and a subscript of one atom stand above each other.
			row = max(row, base+(m.argument()*7+9)/10)
		case c == '\\':
			name := m.command()
			switch name {
			case `\`:
				widest, row = max(widest, row), 0
				base = 0
			case "end":
				if closing == "end" {
					m.skipArgument()
					return max(widest, row)
				}
				m.skipArgument()
			default:
				row += m.measured(name)
				base = row
			}
		case c == '{':
			m.pos++
			row += m.group("}")
			base = row
		default:
			r, size := utf8.DecodeRuneInString(m.src[m.pos:])
			m.pos += size
			row += runeWidth(r)
			base = row
		}
	}
	return max(widest, row)
}

// argument measures what a command or a script applies to.
func (m *measure) argument() int {
	for m.pos < len(m.src) && m.src[m.pos] == ' ' {
		m.pos++
	}
	if m.pos >= len(m.src) {
		return 0
	}
	switch c := m.src[m.pos]; c {
	case '{':
		m.pos++
		return m.group("}")
	case '\\':
		return m.measured(m.command())
	}
	r, size := utf8.DecodeRuneInString(m.src[m.pos:])
	m.pos += size
	return runeWidth(r)
}

func (m *measure) skipArgument() { m.argument() }

// command reads a backslash and the name after it.
func (m *measure) command() string {
	m.pos++
	start := m.pos
	for m.pos < len(m.src) && isLetter(m.src[m.pos]) {
		m.pos++
	}
	if m.pos == start && m.pos < len(m.src) {
		_, size := utf8.DecodeRuneInString(m.src[m.pos:])
		m.pos += size
	}
	return m.src[start:m.pos]
}

// measured measures the command called name, with its arguments.
func (m *measure) measured(name string) int {
	switch name {
	case "frac":
		num := m.argument()
		return max(num, m.argument()) + 2
	case "underbrace":
		w := m.argument()
		if m.pos < len(m.src) && m.src[m.pos] == '_' {
			m.pos++
			w = max(w, m.argument()*7/10)
		}
		return w
	case "sqrt":
		degree := 0
		if m.pos < len(m.src) && m.src[m.pos] == '[' {
			m.pos++
			degree = m.group("]") * 5 / 10
		}
		return 15 + degree + m.argument()
	case "text":
		return m.text()
	case "mathrm", "hat", "bar", "tilde", "vec", "dot", "ddot":
		return m.argument()
	case "mathop":
		return m.argument() + 3
	case "begin":
		m.skipArgument()
		return m.group("end") + 20
	case "left", "right", "nolimits", ",", "!", "displaystyle":
		return 0
	case "quad":
		return 20
	case "qquad":
		return 40
	case "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan",
		"sinh", "cosh", "tanh", "coth", "exp", "log", "ln", "max", "min":
		return 10*len(name) + 3
	case "lt", "le", "gt", "ge", "ne":
		return 27
	case "sum", "prod":
		return 28
	}
	return 10
}

// text measures the argument of \text, where spaces count.
func (m *measure) text() int {
	if m.pos >= len(m.src) || m.src[m.pos] != '{' {
		return m.argument()
	}
	end := strings.IndexByte(m.src[m.pos:], '}')
	if end < 0 {
		end = len(m.src) - m.pos
	}
	w := 0
	for _, r := range m.src[m.pos+1 : m.pos+end] {
		if wide(r) {
			w += 20
		} else {
			w += 10
		}
	}
	m.pos = min(m.pos+end+1, len(m.src))
	return w
}

// runeWidth returns the width of a character of math mode. The figures are
// those of Computer Modern, where a digit is half an em.
func runeWidth(r rune) int {
	switch r {
	case ' ', '\n', '\r', '\t', '&', '}', '{':
		return 0
	case '=':
		return 27
	case '+', '-':
		return 24
	case '(', ')', '[', ']', ',', '.', '\'', '!', ':', ';':
		return 8
	}
	if wide(r) {
		return 20
	}
	return 10
}

// wide reports whether r is as wide as it is high: the East Asian Wide and
// Fullwidth characters of Unicode Annex #11, in the ranges that texts use.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, // Hangul Jamo
		0x2e80 <= r && r <= 0xa4cf && r != 0x303f, // CJK to Yi
		0xac00 <= r && r <= 0xd7a3,                // Hangul
		0xf900 <= r && r <= 0xfaff,                // CJK compatibility
		0xfe30 <= r && r <= 0xfe6f,                // vertical and small forms
		0xff00 <= r && r <= 0xff60,                // fullwidth forms
		0xffe0 <= r && r <= 0xffe6,
		0x1f300 <= r && r <= 0x1faff, // pictographs
		0x20000 <= r && r <= 0x3fffd:
		return true
	}
	return false
}
