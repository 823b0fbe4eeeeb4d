package main

import (
	"fmt"
	"strings"
)

// family is a kind of Markdown that asks much of a parser, at any size.
type family struct {
	name string
	// note is a note of about n bytes.
	note func(n int) string
}

// unit repeats a text until there are about n bytes.
func unit(s string) func(n int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) + "\n" }
}

// around repeats what stands on both sides of a middle.
func around(open, middle, shut string) func(n int) string {
	return func(n int) string {
		k := n / (len(open) + len(shut))
		return strings.Repeat(open, k) + middle + strings.Repeat(shut, k) + "\n"
	}
}

// counted repeats a text that holds its own number.
func counted(format string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String() + "\n"
	}
}

// then puts two texts, of a share of the bytes each, behind each other.
func then(first, second func(n int) string, share float64) func(n int) string {
	return func(n int) string {
		a := int(float64(n) * share)
		return first(a) + "\n" + second(n-a)
	}
}

// lengthening is runs of a character that grow by one from each to the next, which no
// run of the same length closes.
func lengthening(before, char string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(before + strings.Repeat(char, i))
		}
		return b.String() + "\n"
	}
}

// wide is a table of many columns, and rows that say nothing of most of them.
func wide(n int) string {
	columns := n / 12
	return strings.Repeat("|a", columns) + "\n" + strings.Repeat("|-", columns) + "\n" + strings.Repeat("a\n", columns)
}

// markdownFamilies are the kinds of input that test/pathological_tests.py of cmark
// and cmark-gfm name, and those of what pages know beyond them.
func markdownFamilies() []family {
	return []family{
		{"text", unit("Some *text* of a note, with `code` and a [link](https://example.org).\n\n")},
		// Emphasis.
		{"nested strong emphasis", around("*a **a ", "b", " a** a*")},
		{"emphasis closers without openers", unit("a_ ")},
		{"emphasis openers without closers", unit("_a ")},
		{"openers and closers of two kinds", unit("*a_ ")},
		{"openers and closers, struck", unit("*a~~ ")},
		{"three kinds of delimiters", unit("*a_ ~b* _c ")},
		{"openers that no closer fits", around("a***a ", "", " b** ")},
		{"multiples of three", unit("a***b**c* ")},
		{"closers that may open", unit("a**b")},
		{"one opener, closers of another length", func(n int) string { return "x*x " + strings.Repeat("x** ", n/4) + "\n" }},
		{"openers, then others, then closers", func(n int) string {
			return strings.Repeat("_x ", n/9) + strings.Repeat("*y ", n/9) + strings.Repeat("x_ ", n/9) + "\n"
		}},
		{"stars", unit("*")},
		{"underscores between letters", unit("a_a_")},
		{"tildes", unit("~")},
		{"tildes between letters", unit("~a~~b")},
		{"struck in stars", around("~~a **b ", "c", " b** a~~")},
		{"emphasis in links", unit("[*a*](b) ")},
		{"emphasis across lines", unit("*a\n")},
		// Links.
		{"link closers without openers", unit("a]")},
		{"link openers without closers", unit("[a")},
		{"link openers and emphasis closers", unit("[ a_")},
		{"brackets", around("[", "a", "]")},
		{"brackets of the longest label", func(n int) string {
			return strings.Repeat(strings.Repeat("[", 495)+"a"+strings.Repeat("]", 495)+" ", n/992) + "\n"
		}},
		{"links that never begin", unit("[ (](")},
		{"links in links", unit("![[]()")},
		{"pictures in pictures", around("![", "a", "](b)")},
		{"destinations in angles", unit("[a](<b")},
		{"destinations never closed", unit("[a](b")},
		{"titles never closed", unit("[a](b \"")},
		{"titles in brackets", unit("[a](b (c")},
		{"brackets in a destination", around("[a](b(", "c", ")")},
		{"references to nothing", unit("[a][b] ")},
		{"labels across lines", unit("[a]\n")},
		{"reference definitions", counted("[r%d]: /u\n")},
		{"reference definitions, apart", counted("[r%d]: /u\n\n")},
		{"reference definitions, half", unit("[a]: /u 'b\n")},
		{"references that collide", then(unit("[a]: /u\n"), unit("[a] "), .5)},
		{"long references", func(n int) string {
			return "[a]: /" + strings.Repeat("u", n/2) + "\n\n" + strings.Repeat("[a] ", n/8) + "\n"
		}},
		{"reference labels", unit("[" + strings.Repeat("a", 990) + "] ")},
		// Code, raw HTML, addresses.
		{"code spans of growing length", lengthening("e", "`")},
		{"backticks", unit("`")},
		{"code spans", unit("`a``b` ")},
		{"backslashes in code", unit("`\\")},
		{"processing instructions", unit("<?")},
		{"declarations", unit("<!A ")},
		{"CDATA", unit("a <![CDATA[")},
		{"comments", unit("a <!--")},
		{"closing tags", unit("</")},
		{"closing tags with names", unit("</a ")},
		{"tags", unit("<a ")},
		{"tags with attributes", func(n int) string { return "<a" + strings.Repeat(" b", n/2) + "\n" }},
		{"attributes never closed", unit("<a b=\"c'")},
		{"tags and line breaks", unit("<a\n")},
		{"HTML blocks", unit("<div>\n\n")},
		{"addresses in angles", unit("<a@b")},
		{"mail addresses", unit("a@b.c ")},
		{"halves of mail addresses", unit("(a@b_")},
		{"addresses", unit("http://a.b/_")},
		{"addresses and brackets", unit("(www.a.b/)")},
		{"addresses and entities", func(n int) string { return "www.a.b/" + strings.Repeat("&a;", n/3) + "\n" }},
		{"addresses and stops", func(n int) string { return "www.a.b/" + strings.Repeat("?", n) + "\n" }},
		{"entities", unit("&a")},
		{"entities of numbers", unit("&#1")},
		{"entities without an end", func(n int) string { return "&" + strings.Repeat("a", n) + "\n" }},
		{"quotation marks", unit("\"'")},
		{"backslashes", unit("\\")},
		{"NUL", unit("a\x00")},
		{"invalid UTF-8", unit("\xff*\xc0")},
		// Blocks.
		{"quotes in quotes", unit("> ")},
		{"quotes, 99 deep", unit(strings.Repeat(">", 99) + "a\n")},
		{"quotes that go on", func(n int) string { return strings.Repeat("> ", 90) + "a\n" + strings.Repeat("b\n", n/2) }},
		{"lists in lists", unit("- ")},
		{"lists, 99 deep", func(n int) string {
			return strings.Repeat("- ", 99) + "a\n" + strings.Repeat(strings.Repeat("  ", 99)+"a\n", n/200)
		}},
		{"lists of one item each", unit("- a\n+ b\n")},
		{"items", unit("- a\n")},
		{"empty items", unit("-\n")},
		{"empty items with blank lines", unit("-\n\n")},
		{"items in items", func(n int) string {
			var b strings.Builder
			for i := 0; b.Len() < n; i++ {
				b.WriteString(strings.Repeat("  ", i%98) + "* a\n")
			}
			return b.String()
		}},
		{"blank lines in a deep list", func(n int) string {
			return strings.Repeat("- ", 99) + "a\n" + strings.Repeat(strings.Repeat(" ", 99)+"\n", n/100) + "b\n"
		}},
		{"numbers", counted("%d. a\n")},
		{"tasks", unit("- [ ] a\n")},
		{"lines", unit("a\n")},
		{"blank lines", unit("\n")},
		{"tabs", unit("\t*a")},
		{"tabs before code", unit("\ta\n")},
		{"headings", unit("# a\n")},
		{"headings with numbers", counted("# a-%d\n# a\n")},
		{"headings below lines", unit("a\n=\n")},
		{"lines below nothing", unit("=\n")},
		{"rules", unit("---\n")},
		{"almost rules", unit("* * * * a\n")},
		{"fences", unit("```\n")},
		{"fences with a language", unit("```go\nx\n```\n")},
		{"code of a language", func(n int) string { return "```go\n" + strings.Repeat("x := \"a\" // b\n", n/14) + "```\n" }},
		{"code of an odd language", func(n int) string { return "```perl\n" + strings.Repeat("s/a", n/3) + "\n```\n" }},
		{"lines of a table", unit("|a|\n|-|\n")},
		{"a table of many rows", func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|a|b|\n", n/6) }},
		{"a wide table", wide},
		{"a wide heading", func(n int) string { return strings.Repeat("|a", n/4) + "\n" + strings.Repeat("|-", n/4) + "\n" }},
		{"delimiter rows", unit("-|-\n")},
		{"a row of delimiters too long", func(n int) string { return "a\n" + strings.Repeat("|:-:", n/4) + "\n" }},
		{"bars in code in a table", func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", n/7) }},
		{"many bars in code in a table", func(n int) string { return "|a|\n|-|\n|`" + strings.Repeat("\\|", n/2) + "`|\n" }},
		// Footnotes.
		{"footnotes", func(n int) string { return counted("a[^%d]\n\n")(n/2) + counted("[^%d]: b\n\n")(n/2) }},
		{"footnotes, backwards", func(n int) string {
			var b strings.Builder
			for i := n / 24; i > 0; i-- {
				fmt.Fprintf(&b, "a[^%d]\n\n", i)
			}
			return b.String() + counted("[^%d]: b\n\n")(n/2)
		}},
		{"marks of one footnote", func(n int) string { return strings.Repeat("[^a]", n/4) + "\n\n[^a]: b\n" }},
		{"marks of the last footnote", func(n int) string {
			return strings.Repeat("[^z]", n/8) + "\n\n" + counted("[^%d]: b\n\n")(n/2) + "[^z]: c\n"
		}},
		{"marks of no footnote", unit("[^a")},
		{"footnotes in footnotes", counted("[^%d]: [^a]\n\n")},
		// Mathematics.
		{"dollars", unit("$")},
		{"dollars before letters", unit("$a ")},
		{"dollars and braces", unit("${")},
		{"pairs of dollars", unit("$$")},
		{"pairs of dollars on lines", unit("$$\n")},
		{"pairs of dollars and letters", unit("$$a\n")},
		{"brackets of LaTeX", unit("\\(")},
		{"displays of LaTeX", unit("\\[\n")},
		{"displays of LaTeX, apart", unit("\\[a\n\n")},
		{"dollars and backticks", unit("$`a ")},
		{"formulas", unit("$a_1$ ")},
		{"formulas in displays", unit("$$\na\n$$\n")},
		{"fences of mathematics", unit("```math\na\n```\n")},
		// What other programs know.
		{"colons", unit(":::\n")},
		{"definition lists", unit("a\n: b\n\n")},
		{"front matter", func(n int) string { return "---\n" + strings.Repeat("a: &b [*b]\n", n/11) + "---\n" }},
		{"front matter never closed", func(n int) string { return "---\n" + strings.Repeat("a: b\n", n/5) }},
		{"front matter, deep", func(n int) string { return "---\na: " + strings.Repeat("[", n) + "\n---\n" }},
		{"TOML front matter, deep", func(n int) string { return "+++\na = " + strings.Repeat("[", n) + "\n+++\n" }},
		{"front matter that doubles", func(n int) string {
			var b strings.Builder
			b.WriteString("---\na0: &a0 [x,x]\n")
			for i := 1; b.Len() < n; i++ {
				fmt.Fprintf(&b, "a%d: &a%d [*a%d,*a%d]\n", i, i, i-1, i-1)
			}
			return b.String() + "---\n"
		}},
		{"markers", unit("<!-- bibun:off -->\n")},
		{"markers of regions", unit("<!-- bibun:end -->\n")},
	}
}

// swallowing are the families behind which a block is none, or that pass a limit.
func swallowing(name string) bool {
	switch name {
	case "tildes", "backticks": // open a fence
	case "processing instructions", "declarations": // are raw HTML up to an end that never comes
	case "quotes in quotes": // pass the limit
	case "markers": // leave the block alone
	default:
		return false
	}
	return true
}
