package extension

import "strings"

// The portable dialect is LaTeX without anything that some Markdown knows: no
// backslash before punctuation, no _ or * next to a letter, no brackets, primes,
// pipes or doubled marks. It survives an engine that knows nothing of
// mathematics with no escaping, so that a stock MathJax finds the same formula.

// dialect says how the tokens that hosts disagree about are written.
type dialect struct{ row, sub, sup string }

func portable(latex string) string { return dialect{`\cr `, " _ ", " ^ "}.write(latex) }

// mdbook's Markdown takes one of two backslashes away; MathJax 2, which it
// loads, draws \\ and \cr alike, but authors know \\.
func mdbook(latex string) string { return dialect{`\\\\ `, " _ ", " ^ "}.write(latex) }

// hatenaInline is for [tex: …] within text, where Hatena's Markdown reads _ and ^.
func hatenaInline(latex string) string { return dialect{`\\\\ `, `\_`, `\^`}.write(latex) }

// hatenaDisplay is for [tex: …] within a div, where no Markdown is read.
func hatenaDisplay(latex string) string { return dialect{`\cr `, " _ ", " ^ "}.write(latex) }

// portableTokens are the replacements that no dialect differs in.
var portableTokens = map[string]string{
	`\,`: `\thinspace `, `\;`: `\thickspace `, `\:`: `\medspace `, `\>`: `\medspace `,
	`\!`: `\negthinspace `, `\{`: `\lbrace `, `\}`: `\rbrace `, `\|`: `\Vert `,
	"*": `\ast `, "[": `\lbrack `, "]": `\rbrack `, "|": `\vert `, "~": `\ `,
}

func (d dialect) write(latex string) string {
	var w latexWriter
	toks := tokens(latex)
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		if t.text {
			w.put(t.s)
			continue
		}
		switch t.s {
		case `\\`:
			w.put(d.row)
		case "_":
			w.put(d.sub)
		case "^":
			w.put(d.sup)
		case "&":
			// &lt; and its like are entities; & and a space never is.
			w.put("& ")
		case "'":
			i = d.primes(&w, toks, i)
		case `\sqrt`:
			i = root(&w, toks, i)
		case "-", ".":
			// Typographers join -- and ... to one character.
			if w.Len() > 0 && strings.HasSuffix(w.String(), t.s) {
				w.put("{}")
			}
			w.put(t.s)
		case "(":
			w.put("(")
			// (c), (r) and (p) are signs to a typographer.
			if i+2 < len(toks) && toks[i+2].s == ")" && strings.Contains("crpCRP", toks[i+1].s) {
				w.put(" ")
			}
		default:
			if to, ok := portableTokens[t.s]; ok {
				w.put(to)
			} else {
				w.put(t.s)
			}
		}
	}
	return w.String()
}

// primes writes primes, and the exponent that follows them, as one exponent: a
// typographer turns ' into a quotation mark. It returns the last index used.
func (d dialect) primes(w *latexWriter, toks []token, i int) int {
	w.put(d.sup + "{")
	for ; i < len(toks) && toks[i].s == "'"; i++ {
		w.put(`\prime`)
	}
	if i < len(toks) && toks[i].s == "^" {
		group, next := argument(toks, i+1)
		w.put(" " + d.write(group))
		i = next
	}
	w.put("}")
	return i - 1
}

// root writes \sqrt[n]{x} as \root n \of {x}: brackets followed by a brace can
// be a link. It returns the last index used.
func root(w *latexWriter, toks []token, i int) int {
	if i+1 >= len(toks) || toks[i+1].s != "[" {
		w.put(`\sqrt`)
		return i
	}
	w.put(`\root `)
	for j := i + 2; j < len(toks); j++ {
		if toks[j].s == "]" {
			w.put(` \of `)
			return j
		}
		w.put(toks[j].s)
	}
	return len(toks) - 1
}

// argument is the group, without its braces, or the token at i, and the index
// of what follows.
func argument(toks []token, i int) (string, int) {
	if i >= len(toks) {
		return "", i
	}
	if toks[i].s != "{" {
		return toks[i].s, i + 1
	}
	var s strings.Builder
	depth := 1
	for i++; i < len(toks); i++ {
		switch toks[i].s {
		case "{":
			depth++
		case "}":
			if depth--; depth == 0 {
				return s.String(), i + 1
			}
		}
		s.WriteString(toks[i].s)
	}
	return s.String(), i
}
