package extension

import (
	"strings"
	"unicode/utf8"
)

// Formulas are rewritten for hosts whose Markdown, template language or
// typesetter would take parts of them for something else. The rewriting goes
// token by token and leaves what is inside \text alone.

// token is a piece of LaTeX: \name, \x, or one character.
type token struct {
	s string
	// text says that it is inside \text{…}, where mathematics isn't read.
	text bool
}

func letter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

func tokens(latex string) []token {
	var out []token
	textDepth := 0 // depth of braces inside \text; 0 outside
	for i := 0; i < len(latex); {
		n := 1
		switch {
		case latex[i] == '\\' && i+1 < len(latex):
			for n = 1; i+n < len(latex) && letter(latex[i+n]); n++ {
			}
			if n == 1 {
				_, size := utf8.DecodeRuneInString(latex[i+1:])
				n += size
			}
		case latex[i] >= utf8.RuneSelf:
			_, n = utf8.DecodeRuneInString(latex[i:])
		}
		t := token{s: latex[i : i+n], text: textDepth > 0}
		switch {
		case t.s == "{" && (textDepth > 0 || len(out) > 0 && out[len(out)-1].s == `\text`):
			textDepth++
		case t.s == "}" && textDepth > 0:
			if textDepth--; textDepth == 0 {
				t.text = false
			}
		}
		out = append(out, t)
		i += n
	}
	return out
}

// latexWriter puts tokens together again, with a space after \name where the
// next token would lengthen it.
type latexWriter struct{ strings.Builder }

func (w *latexWriter) put(s string) {
	if s == "" {
		return
	}
	if out := w.String(); letter(s[0]) && endsInWord(out) {
		w.WriteByte(' ')
	}
	w.WriteString(s)
}

// endsInWord reports whether s ends in a control word.
func endsInWord(s string) bool {
	i := len(s)
	for i > 0 && letter(s[i-1]) {
		i--
	}
	slashes := 0
	for j := i; j > 0 && s[j-1] == '\\'; j-- {
		slashes++
	}
	return i < len(s) && slashes%2 == 1
}

// replaced rewrites the tokens of mathematics that a table names.
func replaced(latex string, table map[string]string) string {
	var w latexWriter
	for _, t := range tokens(latex) {
		if to, ok := table[t.s]; ok && !t.text {
			w.put(to)
		} else {
			w.put(t.s)
		}
	}
	return w.String()
}

// safe is what every Markdown preset does: < and > that could open HTML
// become commands, and braces that Liquid, Jinja and Hugo would take for theirs
// are moved apart.
func safe(latex string) string {
	s := replaced(latex, map[string]string{"<": `\lt `, ">": `\gt `})
	for _, open := range []string{"{{", "{%", "{#"} {
		for strings.Contains(s, open) {
			s = strings.ReplaceAll(s, open, "{ "+open[1:])
		}
	}
	return s
}

// displayLines takes a display's blank lines away and puts an empty group
// before what would begin a list, a heading, a quote or a rule at the start of a
// line. The formula stays the same.
func displayLines(latex string) string {
	lines := strings.Split(withoutBlankLines(latex), "\n")
	for i, l := range lines {
		l = strings.TrimLeft(l, " \t")
		if blockStart(l) {
			l = "{}" + l
		}
		lines[i] = l
	}
	return strings.Join(lines, "\n")
}

// blockStart reports whether Markdown could take a line for more than text.
func blockStart(line string) bool {
	if line == "" {
		return false
	}
	switch line[0] {
	case '+', '-', '*', '#', '>', '=', '|', '`', '~', ':', '_', '<', '[', '$':
		return true
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	return digits > 0 && digits < len(line) && (line[digits] == '.' || line[digits] == ')')
}

// withoutOperatorname is for GitHub, which lacks it.
func withoutOperatorname(latex string) string {
	toks := tokens(latex)
	var w latexWriter
	depth, closing := 0, []int(nil)
	for i, t := range toks {
		switch {
		case t.s == `\operatorname` && i+1 < len(toks) && toks[i+1].s == "{":
			w.put(`\mathop{\mathrm`)
			closing = append(closing, depth)
			continue
		case t.s == "{":
			depth++
		case t.s == "}":
			depth--
		}
		w.put(t.s)
		if n := len(closing); t.s == "}" && n > 0 && closing[n-1] == depth {
			w.put("}")
			closing = closing[:n-1]
		}
	}
	return w.String()
}

// withoutPipes is for kramdown, which takes a line with | for a table.
func withoutPipes(latex string) string {
	return replaced(latex, map[string]string{"|": `\vert `, `\|`: `\Vert `})
}
