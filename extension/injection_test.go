package extension

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/extension/hostile"
)

// Names, comments and every other text of a block can get neither into TeX
// commands nor into HTML, a template language, MDX or the structure of Markdown.
// The tests here look at what is written, and at what goldmark makes of it;
// injection_hosts_test.go looks at what hosts make of it.

// commands are all that a formula may hold: those of package latex, those that
// package solution adds, and those that presets put in the place of others.
var commands = slices.Concat(latex.Macros(),
	[]string{"nabla", "times", "ldots", "det", "approx", " "},
	[]string{"cr", "thinspace", "thickspace", "medspace", "negthinspace", "lbrack", "rbrack", "Vert", "prime", "root", "of"})

// environmentsWritten are those of package latex, and what numbers a display.
var environmentsWritten = append(latex.Environments(), "align")

// named finds the name of an environment.
var named = regexp.MustCompile(`\\(?:begin|end)\{([^}]*)\}`)

// unsafe says what in a formula, as a preset writes it, is of no closed list or could
// be markup of a host; "" where nothing is.
func unsafeFormula(tex string) string {
	for _, t := range tokens(tex) {
		name, command := strings.CutPrefix(t.s, `\`)
		if command && !slices.Contains(commands, name) {
			return t.s + " is not of the list"
		}
	}
	for _, m := range named.FindAllStringSubmatch(tex, -1) {
		if !slices.Contains(environmentsWritten, m[1]) {
			return "the environment " + m[1] + " is not of the list"
		}
	}
	for _, s := range []string{"{{", "{%", "{#", "$", "`", "<", ">", "^^", "://", "\n\n", "#}", "%}"} {
		if strings.Contains(tex, s) {
			return "holds " + s
		}
	}
	for _, r := range tex {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Cf) {
			return fmt.Sprintf("holds %U", r)
		}
	}
	return ""
}

// markdownPresets are those for Markdown.
func markdownPresets() []Preset {
	return slices.DeleteFunc(Presets(), func(p Preset) bool { return p.HTML || p.LaTeX })
}

// checkFormulas checks every formula of a solution as a preset writes it.
func checkFormulas(t rapid.TB, p *Preset, d *solution.Document) (formulas int) {
	check := func(tex string, around Delimiters) {
		formulas++
		tex = strings.TrimSuffix(strings.TrimPrefix(tex, around.Open), around.Close)
		if p.Name == "mdbook" || p.Name == "hatena" { // Markdown takes one of two backslashes
			tex = strings.NewReplacer(`\\\\`, `\\`, `\_`, "_", `\^`, "^").Replace(tex)
		}
		if wrong := unsafeFormula(tex); wrong != "" {
			t.Fatalf("%s: a formula %s:\n%s", p.Name, wrong, tex)
		}
	}
	for _, b := range d.Blocks {
		for _, in := range b.Paragraph {
			if in.Math != "" {
				check(p.inline(in.Math), p.Inline)
			}
		}
		if b.Display != "" {
			for _, part := range splitDisplay(b.Display, p.MaxDisplay) {
				check(p.display(part), p.Display)
			}
		}
	}
	return formulas
}

// TestInjectionFormulas has every formula of a block with hostile text consist of
// the commands of the closed list, for every preset.
func TestInjectionFormulas(t *testing.T) {
	solved, blocks := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		info, text := hostile.Block(picker(t))
		report := solveBlock(t, info, text, "markdown")
		for _, b := range report.Blocks {
			blocks++
			if b.Status != Solved {
				continue
			}
			solved++
			for _, p := range Presets() {
				checkFormulas(t, &p, &b.Solution.Document)
			}
		}
	})
	t.Logf("%d of %d blocks solved", solved, blocks)
	if solved < blocks/3 {
		t.Errorf("only %d of %d blocks were solved", solved, blocks)
	}
}

// picker draws what is taken next.
func picker(t *rapid.T) hostile.Pick {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
}

// solveBlock splices a note that is one block.
func solveBlock(t rapid.TB, info, text, preset string) *Report {
	_, report, err := Splice(context.Background(), []byte(hostileFence(info, text, "")), Options{Preset: preset})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func hostileFence(info, text, prefix string) string {
	return prefix + "``````" + info + "\n" + prefix + strings.ReplaceAll(text, "\n", "\n"+prefix) + "``````\n"
}

// hostileNote is a note with n solved blocks, each between two paragraphs by which it
// is found again on a page.
func hostileNote(t rapid.TB, pick hostile.Pick, n int) string {
	t.Helper()
	var s strings.Builder
	for i := 0; i < n; {
		info, text := hostile.Block(pick)
		if report := solveBlock(t, info, text, "markdown"); len(report.Blocks) != 1 || report.Blocks[0].Status != Solved {
			continue
		}
		first, prefix := "", ""
		switch pick(4) {
		case 0:
			first, prefix = "> ", "> "
		case 1:
			first, prefix = "- ", "  "
		}
		fmt.Fprintf(&s, "%sbefore%dblock\n%s\n%s%s\n%safter%dblock\n\n***\n\n", first, i, prefix, hostileFence(info, text, prefix), prefix, prefix, i)
		i++
	}
	return s.String()
}

// marks finds the paragraphs of a [hostileNote].
var marks = regexp.MustCompile(`^(before|after)(\d+)block$`)

// page looks at the page of a [hostileNote] with n blocks: what it returns says what
// is wrong there. The region of each block begins and ends in the same element of
// the page and holds nothing but paragraphs and formulas.
func wrongPage(page string, n int) []string {
	root, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return []string{err.Error()}
	}
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if strings.Contains(page, hostile.Evaluated) {
		say("something was evaluated")
	}
	found := map[string]*html.Node{}
	top := &html.Node{Type: html.ElementNode, Data: "body"}
	for _, r := range root {
		top.AppendChild(r)
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			if text := strings.TrimSpace(n.Data); marks.MatchString(text) {
				found[text] = n.Parent
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(top)
	for i := range n {
		before, after := found[fmt.Sprintf("before%dblock", i)], found[fmt.Sprintf("after%dblock", i)]
		switch {
		case before == nil || after == nil:
			say("block %d: the text around it is not on the page", i)
			continue
		case before.Data != "p" || after.Data != "p" || before.Parent != after.Parent:
			say("block %d: what is before and after it stands in different places: %s and %s", i, path(before), path(after))
			continue
		case !slices.Contains([]string{"body", "body blockquote", "body ul li", "body div", "body div ul li", "body div blockquote"}, strings.TrimSuffix(path(before), " p")):
			say("block %d stands in %s", i, path(before))
		}
		for c := before.NextSibling; c != after; c = c.NextSibling {
			for _, w := range wrongNode(c) {
				say("block %d: %s", i, w)
			}
		}
	}
	return wrong
}

func path(n *html.Node) string {
	if n.Parent == nil {
		return n.Data
	}
	return path(n.Parent) + " " + n.Data
}

// hostileTraces find what of a block's comments, labels and options could have come
// through. Its names are on the page by right.
var hostileTraces = regexp.MustCompile(`alert\(|passwd|onclick|onmouseover|::|##|\{\{|\{%|%\}|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{2028}\x{2029}\x{200b}]`)

// tame are the elements that a solution may consist of, besides those that a
// typesetter draws.
var tame = []string{"p", "div", "span", "pre", "code", "section", "eqn", "figure", "br"}

// wrongNode says what is wrong with a node of a solution.
func wrongNode(n *html.Node) (wrong []string) {
	switch n.Type {
	case html.TextNode:
		if trace := hostileTraces.FindString(n.Data); trace != "" {
			wrong = append(wrong, fmt.Sprintf("%q stands in %q", trace, n.Data))
		}
		return wrong
	case html.ElementNode:
	default:
		return []string{fmt.Sprintf("there is a node %q of type %d", n.Data, n.Type)}
	}
	drawn := false
	for _, a := range n.Attr {
		switch {
		case a.Key == "class":
			drawn = drawn || regexp.MustCompile(`\b(katex|katex-display|MathJax)\b`).MatchString(a.Val)
			if strings.Contains(a.Val, "katex-error") || !regexp.MustCompile(`^[a-zA-Z0-9_ -]*$`).MatchString(a.Val) {
				wrong = append(wrong, fmt.Sprintf("class=%q", a.Val))
			}
		case slices.Contains([]string{"lang", "data-line", "data-lang", "display-mode", "tabindex", "display"}, a.Key) && regexp.MustCompile(`^[a-z0-9-]*$`).MatchString(a.Val):
		case a.Key == "style" && (n.Data == "pre" || n.Data == "span") && regexp.MustCompile(`^(;?[a-z-]+:[#a-z0-9]+)+;?$`).MatchString(a.Val): // what colours code
		default:
			if !drawn {
				wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
			}
		}
	}
	switch {
	case drawn:
		return append(wrong, wrongDrawn(n)...)
	case n.Data == "embed-katex" || n.Data == "mjx-container":
	case !slices.Contains(tame, n.Data):
		wrong = append(wrong, "there is a <"+n.Data+">")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		wrong = append(wrong, wrongNode(c)...)
	}
	return wrong
}

// drawnByMathJax are the parts of letters that MathJax refers to, and what it notes of them.
var drawnByMathJax = regexp.MustCompile(`^(id|href)=#?MJX-[A-Z0-9-]+$|^data-[a-z-]+=[\w.-]*$`)

// wrongDrawn says what is wrong with a formula that a host has drawn: links, pictures
// and attributes with a program in them.
func wrongDrawn(n *html.Node) (wrong []string) {
	if n.Type == html.ElementNode && slices.Contains([]string{"a", "img", "script", "iframe", "style", "link", "object", "form"}, n.Data) {
		wrong = append(wrong, "a formula has a <"+n.Data+">")
	}
	for _, a := range n.Attr {
		if drawnByMathJax.MatchString(a.Key + "=" + a.Val) {
			continue
		}
		if strings.HasPrefix(a.Key, "on") || a.Key == "href" || a.Key == "src" || a.Key == "id" || strings.HasPrefix(a.Key, "data-") {
			wrong = append(wrong, fmt.Sprintf("a formula has <%s %s=%q>", n.Data, a.Key, a.Val))
		}
		if strings.Contains(a.Val, "katex-error") {
			wrong = append(wrong, "a formula has an error")
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		wrong = append(wrong, wrongDrawn(c)...)
	}
	return wrong
}

// TestInjectionGoldmark has goldmark, as several hosts set it up, and as the
// extension itself writes HTML, show of hostile blocks just their solutions.
func TestInjectionGoldmark(t *testing.T) {
	const blocks = 6
	rapid.Check(t, func(r *rapid.T) {
		src := hostileNote(r, picker(r), blocks)
		for _, h := range hosts() {
			if h.reader != "goldmark" && h.reader != "goldmark with passthrough" {
				continue
			}
			out, _, err := Splice(context.Background(), []byte(src), Options{Override: Settings{Preset: h.preset}})
			if err != nil {
				r.Fatal(err)
			}
			if wrong := wrongPage(h.make(t, string(out)), blocks); len(wrong) > 0 {
				r.Fatalf("%s:\n%s\nfrom\n%s", h.name(), strings.Join(wrong, "\n"), out)
			}
		}
	})
}

// hostileDocument is a solution with hostile text in its paragraphs and as text and
// names in its formulas. No solution of package solution has any; the presets
// mustn't rely on it.
func hostileDocument(pick hostile.Pick) solution.Document {
	text := func() solution.Inline { return solution.Inline{Text: hostile.Text(pick)} }
	// KaTeX draws an accent over letters only; a name has none but in \hat and its like.
	line := func() string { return strings.NewReplacer("\n", "", "'", "", "\u0301", "").Replace(hostile.Line(pick)) }
	name := func() string { return latex.Symbol(line()) }
	math := func() solution.Inline { return solution.Inline{Math: name() + "=" + latex.Text(line())} }
	return solution.Document{Blocks: []solution.Block{
		{Paragraph: []solution.Inline{{Text: "SOLVE "}, math(), text(), math()}},
		{Paragraph: []solution.Inline{text(), math()}},
		{Display: "\\begin{aligned}\n" + name() + " &= " + name() + "^2 &&" + latex.Text(line()) + " \\\\\n &= 2\n\\end{aligned}"},
		{Paragraph: []solution.Inline{text()}},
		{Paragraph: []solution.Inline{{Text: "DONE"}}},
	}}
}

// TestInjectionText has hostile text in a solution itself, for every preset.
func TestInjectionText(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := hostileDocument(picker(r))
		for _, p := range markdownPresets() {
			checkFormulas(r, &p, &d)
			o := Options{Preset: p.Name, parse: fakeParse,
				solve: func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
					return &solution.Solution{Document: d}, nil
				}}
			out, _, err := Splice(context.Background(), []byte("before0block\n\n```diff\nL = u\ndL\n```\n\nafter0block\n"), o)
			if err != nil {
				r.Fatal(err)
			}
			for _, h := range hosts() {
				if h.preset != p.Name || h.reader != "goldmark" && h.reader != "goldmark with passthrough" {
					continue
				}
				if wrong := wrongStructure(h.make(t, string(out)), 1); len(wrong) > 0 {
					r.Fatalf("%s:\n%s\nfrom\n%s", h.name(), strings.Join(wrong, "\n"), out)
				}
			}
		}
		page := "<p>before0block</p>" + documentHTML(&d, "ja") + "<p>after0block</p>"
		if wrong := wrongStructure(page, 1); len(wrong) > 0 {
			r.Fatalf("HTML:\n%s\nfrom\n%s", strings.Join(wrong, "\n"), page)
		}
	})
}

// wrongStructure is [wrongPage] for a page with hostile text that is seen by right:
// only what it became is looked at.
func wrongStructure(page string, n int) []string {
	return slices.DeleteFunc(wrongPage(page, n), func(s string) bool { return strings.Contains(s, " stands in ") })
}

// TestInjectionInPlace writes solutions below hostile blocks, twice: the second time
// nothing changes, as nothing in a solution looks like a marker.
func TestInjectionInPlace(t *testing.T) {
	const blocks = 4
	rapid.Check(t, func(t *rapid.T) {
		src := hostileNote(t, picker(t), blocks)
		in := InPlace{MDX: picker(t)(2) == 0}
		once, report, err := SpliceInPlace(context.Background(), []byte(src), Options{}, in)
		if err != nil || report.Failed() {
			t.Fatalf("%v, %v", err, report.Diagnostics)
		}
		if n := strings.Count(string(once), "bibun:begin"); n != blocks {
			t.Fatalf("%d solutions in\n%s", n, once)
		}
		twice, report, err := SpliceInPlace(context.Background(), once, Options{}, in)
		if err != nil || report.Failed() || string(twice) != string(once) {
			t.Fatalf("%v: twice is not once:\n%s\nand\n%s", err, once, twice)
		}
	})
}
