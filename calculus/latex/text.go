package latex

import "strings"

// Text returns plain text as LaTeX for math mode: \text{…}. Characters that
// TeX, MathJax or a Markdown host would take for markup leave the \text as
// symbols of math mode, or become their full-width twins where there is none:
// no two of the engines agree on escapes inside \text. There is never a $.
func Text(s string) string {
	var b strings.Builder
	open := false
	for _, r := range s {
		symbol := ""
		switch r {
		case '\\':
			symbol = `\backslash `
		case '{':
			symbol = `\lbrace `
		case '}':
			symbol = `\rbrace `
		case '%':
			symbol = `\%`
		case '#':
			symbol = `\#`
		case '&':
			symbol = `\&`
		case '_':
			symbol = `\_`
		case '<':
			symbol = `\lt `
		case '>':
			symbol = `\gt `
		case '|':
			symbol = `\vert `
		case '*':
			symbol = `\ast `
		case '$':
			r = '＄'
		case '^':
			r = '＾'
		case '~':
			r = '～'
		case '`':
			r = '‘'
		case '\n', '\r', '\t', '\v', '\f':
			r = ' '
		}
		if r < ' ' || r == 0x7f || r == '\ufffd' {
			continue
		}
		if symbol != "" {
			if open {
				b.WriteByte('}')
				open = false
			}
			b.WriteString(symbol)
			continue
		}
		if !open {
			b.WriteString(`\text{`)
			open = true
		}
		b.WriteRune(r)
	}
	if open {
		b.WriteByte('}')
	}
	return b.String()
}
