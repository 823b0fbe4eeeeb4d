// Package hostile is for tests: it makes text that tries to get out of the place
// that it is put in, into TeX commands, HTML, a template language, the structure
// of Markdown, a terminal or the log of a program.
//
// What is taken next is decided by a [Pick], so that a property test and a long
// run by chance make the same texts.
package hostile

import (
	"strconv"
	"strings"
)

// Pick chooses a number from 0 to n-1.
type Pick func(n int) int

// Evaluated stands on no page unless a template language or MDX has evaluated one
// of the [Pieces], which put it together of two strings. bibun itself evaluates
// products of numbers.
const Evaluated = "evaluated!"

// alphabets are the languages that a text may try to speak, by name.
var alphabets = []struct {
	name   string
	pieces []string
}{
	{"templates", []string{
		"{{ 'evalu'+'ated!' }}", "{{ 'evalu' | append: 'ated!' }}", "{{", "}}", "{%", "%}", "{% raw %}", "{% endraw %}", "{% include x %}",
		"{{< figure >}}", "{{% x %}}", "{#", "#}", "<%= 'evalu'+'ated!' %>", "${'evalu'+'ated!'}", "{'evalu'+'ated!'}", "#{'evalu'+'ated!'}", "{{{", "{{=<% %>=}}",
	}},
	{"html", []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</div>", "</p>", "</span>", "<div>", "<b>", "<!--", "-->", "<![CDATA[", "]]>",
		"</script>", "</title>", "</style>", `"`, "'", "' onclick='x", `" onmouseover="x`, "<svg/onload=alert(1)>", "&lt;b&gt;", "&#60;b&#62;", "&", "&amp;", "<?php", "<a href=javascript:alert(1)>", "<details>", "<textarea>",
	}},
	{"mdx", []string{
		"import x from 'y'", "export const x = 1", "{x}", "{/*", "*/}", "<X/>", "</X>", "<>", "{",
	}},
	{"tex", []string{
		`\href{javascript:alert(1)}{x}`, `\url{x}`, `\input{/etc/passwd}`, `\include{x}`, `\def\x{y}`, `\newcommand{\x}{y}`, `\require{html}`, `\unicode{65}`,
		`\style{color:red}{x}`, `\class{a}{x}`, `\cssId{a}{x}`, `\data{a=b}{x}`, `\htmlClass{a}{x}`, `\htmlId{a}{x}`, `\htmlData{a=b}{x}`, `\includegraphics{x}`,
		`\end{aligned}`, `\end{document}`, `\begin{array}`, `\\`, `\)`, `\]`, `\(`, `\[`, "%", "^^5c", "#1", "~", "_", "^", `\write18{id}`, `\catcode`, `\par`, `\tag{$`, `\text{`, "}", `\`, `\verb|x|`, `\left(`, "&",
	}},
	{"markdown", []string{
		"$", "$$", "`", "```", "~~~", "---", "===", "***", "# ", "> ", "- ", "1. ", "(1)", "| a | b |", ":::", "::: note", "[a](javascript:alert(1))", "[a]: b", "![a](b)", "[^1]",
		"[[a]]", "[tex: x ]", "*a*", "_a_", "__a__", "~~a~~", "==a==", "^a^", "@[youtube](x)", "https://example.org/?a=b", "www.example.org", "a@example.org", ":smile:", "{.class onclick=x}", "{: onclick=x}", "{::nomarkdown}", "{:toc}", "\\(", "++", "--8<--", "[toc]", "[TOC]", "$`", "`$", "!!! note", "!!!", "///",
	}},
	{"characters", []string{
		"\x00", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u2069", "\u2028", "\u2029", "\u0085", "\v", "\f", "\x1b[31m", "\x1b]0;x\x07", "\u009b31m", "\x7f", "\b", "\x01",
		"\u3099", "\u0301", "\ufffd", "\U000e0041", "א", "ب", "\U00013000", "＜", "＞", "｛｛", "％", "＄", "＼", "｀", "“", "…", "\u2060", "\u00a0", "\u3000", "\u115f",
	}},
	{"logs", []string{
		"::error::x", "::set-output name=x::y", "::add-mask::x", "::stop-commands::x", "##[error]x", "##vso[task.setvariable]x", "%0A::error::x", "\r::error::x", "%25", "a.md:1:1: error: x",
	}},
	{"names", []string{
		"x", "L", "損失", "α", "html", "href", "script", "input", "def", "w_1", "ﬁ", "い", "々", "ー", "1", " ", " ", "\t",
	}},
}

// Alphabets names the languages that [Pieces] are taken from.
func Alphabets() (names []string) {
	for _, a := range alphabets {
		names = append(names, a.name)
	}
	return names
}

// Alphabet returns the pieces of one of the [Alphabets].
func Alphabet(name string) []string {
	for _, a := range alphabets {
		if a.name == name {
			return a.pieces
		}
	}
	return nil
}

// Pieces returns the pieces of all alphabets.
func Pieces() (all []string) {
	for _, a := range alphabets {
		all = append(all, a.pieces...)
	}
	return all
}

// Text is one to six pieces, with and without spaces and line ends between.
func Text(pick Pick) string {
	return texts(pick, Pieces(), []string{"", "", " ", "a", "\n", "\r\n", "\r", "\n\n"})
}

// Line is [Text] on one line of a file.
func Line(pick Pick) string {
	return texts(pick, Pieces(), []string{"", "", " ", "a", "\t"})
}

func texts(pick Pick, pieces, between []string) string {
	var s strings.Builder
	for i := range 1 + pick(6) {
		if i > 0 {
			s.WriteString(between[pick(len(between))])
		}
		s.WriteString(pieces[pick(len(pieces))])
	}
	return s.String()
}

// words are names in \mathrm, with the names of what no formula may hold.
var words = []string{
	"x", "y", "html", "href", "url", "script", "input", "include", "def", "newcommand", "require", "unicode", "style", "class", "cssId", "data",
	"begin", "end", "text", "verb", "hskip", "rm", "left", "right", "frac", "over", "cr", "hline", "import", "export", "raw", "endraw", "javascript", "onerror", "toc", "tex", "math", "loss", "損失", "ー", "々々", "ゝ゛", "ぶつり", "い",
}

// Block is a block that asks something that can be answered, with hostile text in
// every place that takes text: its info string, its comments, labels, tags, and
// names. Some of the blocks can't be read after all; they have mistakes then. Text
// has no line that closes a fence of more than five backticks.
func Block(pick Pick) (info, text string) {
	word := func() string { return words[pick(len(words))] }
	comment := func() string { return "# " + Line(pick) + "\n" }
	info = "diff math"
	switch pick(6) {
	case 0:
		info += " {steps=brief title=\"" + strings.NewReplacer("`", "'", `"`, "'").Replace(Line(pick)) + "\"}"
	case 1:
		info += " " + strings.ReplaceAll(Line(pick), "`", "'")
	case 2:
		info += " {lang=en numbered}"
	case 3:
		info += " {lang=en ." + strings.ReplaceAll(Line(pick), "`", "'") + "}"
	}
	f, x, y := `\mathrm{`+word()+"}", `\mathrm{`+word()+"}", `\mathrm{`+word()+"}"
	switch pick(5) {
	case 0:
		f, x, y = "L", "u", "v"
	case 1:
		x = "x_{" + word() + "}"
	case 2:
		f = "損失"
	}
	n := strconv.Itoa(2 + pick(50))
	var s strings.Builder
	if pick(2) == 0 {
		s.WriteString(comment())
	}
	switch pick(7) {
	case 0:
		s.WriteString(f + "(" + x + "," + y + ") = " + x + "^" + n[:1] + "+" + n + `\cdot ` + x + `\cdot ` + y + "\n")
		s.WriteString(`\frac{\partial ` + f + `}{\partial ` + x + "}\n")
	case 1:
		s.WriteString(f + "(" + x + ") = " + n + `\cdot ` + x + "^3 " + comment())
		s.WriteString(`\frac{d` + f + `}{d` + x + "}\n")
	case 2:
		s.WriteString(`L(u,v) = u^2 v^4 \label{` + Line(pick) + "}\ndL\n")
	case 3:
		s.WriteString(`L(u,v) = u^2 v^4 + ` + n + `v \tag{` + Line(pick) + "}\ngradient\n")
	case 4:
		s.WriteString("f(x) = " + n + "x^2" + "\nplot f\n" + comment())
	case 5:
		s.WriteString(`f(x) = \color{` + Line(pick) + `} x^2 \hspace{` + Line(pick) + "}\nf'(x)\n")
	case 6:
		s.WriteString("L(u,v) = u^2 + " + n + " " + Line(pick) + " v\ndL\n")
	}
	if pick(2) == 0 {
		s.WriteString("% " + Line(pick) + "\n")
	}
	return strings.ReplaceAll(info, "\n", " "), s.String()
}
