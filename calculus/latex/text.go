package latex

import (
	"strings"
	"unicode"
)

// Text returns plain text as LaTeX for math mode: \text{…}. Characters that
// TeX, MathJax or a Markdown host would take for markup leave the \text as
// symbols of math mode, or become their full-width twins where the symbol is a
// backslash and a sign, which Markdown would take apart: no two of the engines
// agree on escapes inside \text. There is never a $, and no control character.
func Text(s string) string {
	var b strings.Builder
	open := false
	for i, r := range s {
		symbol := ""
		switch r {
		case '\\':
			symbol = `\backslash `
		case '{':
			symbol = `\lbrace `
		case '}':
			symbol = `\rbrace `
		case '<':
			symbol = `\lt `
		case '>':
			symbol = `\gt `
		case '|':
			symbol = `\vert `
		case '*':
			symbol = `\ast `
		case '$', '%', '#', '&', '_', '^', '~', '[', ']', '@', ':', '=', '+':
			r += '！' - '!' // the full-width twin
		case '`':
			r = '‘'
		case '/':
			if strings.HasPrefix(s[i:], "//") { // would be a link
				r = '／'
			}
		case '.':
			if i >= 3 && strings.EqualFold(s[i-3:i], "www") { // would be a link
				r = '．'
			}
		case '\n', '\r', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029':
			r = ' '
		}
		if r == '\ufffd' || unicode.In(r, unicode.Cc, unicode.Cf) {
			continue // also what changes the direction of other text
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
