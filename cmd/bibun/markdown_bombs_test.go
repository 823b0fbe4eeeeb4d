package main

import (
	"fmt"
	"strings"
)

// family is a kind of Markdown that asks much of a parser, at any size.
type family struct {
	name string
	// note is a note of a size, which is about its bytes where nothing else is said.
	note func(n int) string
	// from and most are the sizes that are looked at. Default to 20,000 and 4 MiB.
	from, most int
}

func kind(name string, note func(n int) string) family { return family{name: name, note: note} }

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
		kind("text", unit("Some *text* of a note, with `code` and a [link](https://example.org).\n\n")),
		// Emphasis.
		kind("nested strong emphasis", around("*a **a ", "b", " a** a*")),
		kind("emphasis closers without openers", unit("a_ ")),
		kind("emphasis openers without closers", unit("_a ")),
		kind("openers and closers of two kinds", unit("*a_ ")),
		kind("openers and closers, struck", unit("*a~~ ")),
		kind("three kinds of delimiters", unit("*a_ ~b* _c ")),
		kind("openers that no closer fits", around("a***a ", "", " b** ")),
		kind("multiples of three", unit("a***b**c* ")),
		kind("closers that may open", unit("a**b")),
		kind("one opener, closers of another length", func(n int) string { return "x*x " + strings.Repeat("x** ", n/4) + "\n" }),
		kind("openers, then others, then closers", func(n int) string {
			return strings.Repeat("_x ", n/9) + strings.Repeat("*y ", n/9) + strings.Repeat("x_ ", n/9) + "\n"
		}),
		kind("stars", unit("*")),
		kind("underscores between letters", unit("a_a_")),
		kind("tildes", unit("~")),
		kind("tildes between letters", unit("~a~~b")),
		kind("struck in stars", around("~~a **b ", "c", " b** a~~")),
		kind("emphasis in links", unit("[*a*](b) ")),
		kind("emphasis across lines", unit("*a\n")),
		// Links.
		kind("link closers without openers", unit("a]")),
		kind("link openers without closers", unit("[a")),
		kind("link openers and emphasis closers", unit("[ a_")),
		kind("brackets", around("[", "a", "]")),
		kind("brackets of the longest label", func(n int) string {
			return strings.Repeat(strings.Repeat("[", 495)+"a"+strings.Repeat("]", 495)+" ", n/992) + "\n"
		}),
		kind("links that never begin", unit("[ (](")),
		kind("links in links", unit("![[]()")),
		kind("pictures in pictures", around("![", "a", "](b)")),
		kind("destinations in angles", unit("[a](<b")),
		kind("destinations never closed", unit("[a](b")),
		kind("titles never closed", unit("[a](b \"")),
		kind("titles in brackets", unit("[a](b (c")),
		kind("brackets in a destination", around("[a](b(", "c", ")")),
		kind("references to nothing", unit("[a][b] ")),
		kind("labels across lines", unit("[a]\n")),
		kind("reference definitions", counted("[r%d]: /u\n")),
		kind("reference definitions, apart", counted("[r%d]: /u\n\n")),
		kind("reference definitions, half", unit("[a]: /u 'b\n")),
		kind("references that collide", then(unit("[a]: /u\n"), unit("[a] "), .5)),
		kind("long references", func(n int) string {
			return "[a]: /" + strings.Repeat("u", n/2) + "\n\n" + strings.Repeat("[a] ", n/8) + "\n"
		}),
		kind("reference labels", unit("["+strings.Repeat("a", 990)+"] ")),
		// Code, raw HTML, addresses.
		kind("code spans of growing length", lengthening("e", "`")),
		kind("backticks", unit("`")),
		kind("code spans", unit("`a``b` ")),
		kind("backslashes in code", unit("`\\")),
		kind("processing instructions", unit("<?")),
		kind("declarations", unit("<!A ")),
		kind("CDATA", unit("a <![CDATA[")),
		kind("comments", unit("a <!--")),
		kind("closing tags", unit("</")),
		kind("closing tags with names", unit("</a ")),
		kind("tags", unit("<a ")),
		kind("tags with attributes", func(n int) string { return "<a" + strings.Repeat(" b", n/2) + "\n" }),
		kind("attributes never closed", unit("<a b=\"c'")),
		kind("tags and line breaks", unit("<a\n")),
		kind("HTML blocks", unit("<div>\n\n")),
		kind("addresses in angles", unit("<a@b")),
		kind("mail addresses", unit("a@b.c ")),
		kind("halves of mail addresses", unit("(a@b_")),
		kind("addresses", unit("http://a.b/_")),
		kind("addresses and brackets", unit("(www.a.b/)")),
		kind("addresses and entities", func(n int) string { return "www.a.b/" + strings.Repeat("&a;", n/3) + "\n" }),
		kind("addresses and stops", func(n int) string { return "www.a.b/" + strings.Repeat("?", n) + "\n" }),
		kind("entities", unit("&a")),
		kind("entities of numbers", unit("&#1")),
		kind("entities without an end", func(n int) string { return "&" + strings.Repeat("a", n) + "\n" }),
		kind("quotation marks", unit("\"'")),
		kind("backslashes", unit("\\")),
		kind("NUL", unit("a\x00")),
		kind("invalid UTF-8", unit("\xff*\xc0")),
		// Blocks.
		kind("quotes in quotes", unit("> ")),
		kind("quotes, 99 deep", unit(strings.Repeat(">", 99)+"a\n")),
		kind("quotes that go on", func(n int) string { return strings.Repeat("> ", 90) + "a\n" + strings.Repeat("b\n", n/2) }),
		kind("lists in lists", unit("- ")),
		kind("lists, 99 deep", func(n int) string {
			return strings.Repeat("- ", 99) + "a\n" + strings.Repeat(strings.Repeat("  ", 99)+"a\n", n/200)
		}),
		kind("lists of one item each", unit("- a\n+ b\n")),
		kind("items", unit("- a\n")),
		kind("empty items", unit("-\n")),
		kind("empty items with blank lines", unit("-\n\n")),
		kind("items in items", func(n int) string {
			var b strings.Builder
			for i := 0; b.Len() < n; i++ {
				b.WriteString(strings.Repeat("  ", i%98) + "* a\n")
			}
			return b.String()
		}),
		kind("blank lines in a deep list", func(n int) string {
			return strings.Repeat("- ", 99) + "a\n" + strings.Repeat(strings.Repeat(" ", 99)+"\n", n/100) + "b\n"
		}),
		kind("numbers", counted("%d. a\n")),
		kind("tasks", unit("- [ ] a\n")),
		kind("lines", unit("a\n")),
		kind("blank lines", unit("\n")),
		kind("tabs", unit("\t*a")),
		kind("tabs before code", unit("\ta\n")),
		kind("headings", unit("# a\n")),
		kind("headings with numbers", counted("# a-%d\n# a\n")),
		kind("headings below lines", unit("a\n=\n")),
		kind("lines below nothing", unit("=\n")),
		kind("rules", unit("---\n")),
		kind("almost rules", unit("* * * * a\n")),
		kind("fences", unit("```\n")),
		kind("fences with a language", unit("```go\nx\n```\n")),
		kind("code of a language", func(n int) string { return "```go\n" + strings.Repeat("x := \"a\" // b\n", n/14) + "```\n" }),
		kind("code of an odd language", func(n int) string { return "```perl\n" + strings.Repeat("s/a", n/3) + "\n```\n" }),
		kind("lines of a table", unit("|a|\n|-|\n")),
		kind("a table of many rows", func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|a|b|\n", n/6) }),
		kind("a wide table", wide),
		kind("a wide heading", func(n int) string { return strings.Repeat("|a", n/4) + "\n" + strings.Repeat("|-", n/4) + "\n" }),
		kind("delimiter rows", unit("-|-\n")),
		kind("a row of delimiters too long", func(n int) string { return "a\n" + strings.Repeat("|:-:", n/4) + "\n" }),
		kind("bars in code in a table", func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", n/7) }),
		kind("many bars in code in a table", func(n int) string { return "|a|\n|-|\n|`" + strings.Repeat("\\|", n/2) + "`|\n" }),
		// Footnotes.
		kind("footnotes", func(n int) string { return counted("a[^%d]\n\n")(n/2) + counted("[^%d]: b\n\n")(n/2) }),
		kind("footnotes, backwards", func(n int) string {
			var b strings.Builder
			for i := n / 24; i > 0; i-- {
				fmt.Fprintf(&b, "a[^%d]\n\n", i)
			}
			return b.String() + counted("[^%d]: b\n\n")(n/2)
		}),
		kind("marks of one footnote", func(n int) string { return strings.Repeat("[^a]", n/4) + "\n\n[^a]: b\n" }),
		kind("marks of the last footnote", func(n int) string {
			return strings.Repeat("[^z]", n/8) + "\n\n" + counted("[^%d]: b\n\n")(n/2) + "[^z]: c\n"
		}),
		kind("marks of no footnote", unit("[^a")),
		kind("footnotes in footnotes", counted("[^%d]: [^a]\n\n")),
		kind("a chain of footnotes", func(n int) string {
			var b strings.Builder
			b.WriteString("a[^0]\n\n")
			for i := 0; b.Len() < n; i++ {
				fmt.Fprintf(&b, "[^%d]: b[^%d]\n\n", i, i+1)
			}
			return b.String()
		}),
		// Mathematics.
		kind("dollars", unit("$")),
		kind("dollars before letters", unit("$a ")),
		kind("dollars and braces", unit("${")),
		kind("pairs of dollars", unit("$$")),
		kind("pairs of dollars on lines", unit("$$\n")),
		kind("pairs of dollars and letters", unit("$$a\n")),
		kind("brackets of LaTeX", unit("\\(")),
		kind("displays of LaTeX", unit("\\[\n")),
		kind("displays of LaTeX, apart", unit("\\[a\n\n")),
		kind("dollars and backticks", unit("$`a ")),
		kind("formulas", unit("$a_1$ ")),
		kind("formulas in displays", unit("$$\na\n$$\n")),
		kind("fences of mathematics", unit("```math\na\n```\n")),
		// What other programs know.
		kind("colons", unit(":::\n")),
		kind("definition lists", unit("a\n: b\n\n")),
		kind("front matter", func(n int) string { return "---\n" + strings.Repeat("a: &b [*b]\n", n/11) + "---\n" }),
		kind("front matter never closed", func(n int) string { return "---\n" + strings.Repeat("a: b\n", n/5) }),
		kind("front matter, deep", func(n int) string { return "---\na: " + strings.Repeat("[", n) + "\n---\n" }),
		kind("TOML front matter, deep", func(n int) string { return "+++\na = " + strings.Repeat("[", n) + "\n+++\n" }),
		kind("front matter that doubles", func(n int) string {
			var b strings.Builder
			b.WriteString("---\na0: &a0 [x,x]\n")
			for i := 1; b.Len() < n; i++ {
				fmt.Fprintf(&b, "a%d: &a%d [*a%d,*a%d]\n", i, i, i-1, i-1)
			}
			return b.String() + "---\n"
		}),
		kind("markers", unit("<!-- bibun:off -->\n")),
		kind("markers of regions", unit("<!-- bibun:end -->\n")),
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
