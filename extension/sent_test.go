package extension

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

// sent is a note as it is sent to a host.
type sent struct {
	name     string
	markdown string
	formulas []typeset.Formula
}

// sentTo are notes in the notation of a preset: those of the examples without
// the formulas and comments of their author, which are written for one kind of
// host only; a problem in every kind of place; and the hardest solution there is.
func sentTo(t *testing.T, preset string) []sent {
	t.Helper()
	p, _ := PresetNamed(preset)
	var all []sent
	add := func(name, src string, o Options) {
		o.Override.Preset = preset
		out, report := splice(t, src, o)
		s := sent{name: name, markdown: string(ReadNote([]byte(out)).Body)}
		for _, b := range report.Blocks {
			if b.Status == Solved {
				s.formulas = append(s.formulas, arriving(p, &b.Solution.Document)...)
			}
		}
		if len(s.formulas) == 0 {
			t.Fatalf("%s: nothing was solved", name)
		}
		all = append(all, s)
	}
	authors := regexp.MustCompile(`\$\$(?s:.*?)\$\$|\$[^$\n]+\$|<!--.*?-->|\$`)
	files, err := filepath.Glob("../examples/notes/*/*.md")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "testdata/shapes.md") {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		add(filepath.Base(file), authors.ReplaceAllString(string(src), "x"), Options{})
	}
	hard := Options{solve: func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
		d := hardDocument()
		if preset == "jupyter" {
			// No dollar in text is safe from all programs that read notebooks. Real
			// solutions have none.
			text := &d.Blocks[2].Paragraph[0].Text
			*text = strings.ReplaceAll(*text, "$", "")
		}
		return &solution.Solution{Document: d}, nil
	}}
	for _, note := range places() {
		add(note.name, note.text, Options{})
		add(note.name+", hard", note.text, hard)
	}
	return all
}

// arriving are the formulas of a document as a host's typesetter gets them.
func arriving(p *Preset, d *solution.Document) (formulas []typeset.Formula) {
	add := func(sent string, around Delimiters, inline bool) {
		tex := strings.TrimSuffix(strings.TrimPrefix(sent, around.Open), around.Close)
		if p.Name == "mdbook" { // Markdown takes one of two backslashes
			tex = strings.ReplaceAll(tex, `\\\\`, `\\`)
		}
		formulas = append(formulas, typeset.Formula{TeX: strings.Join(strings.Fields(tex), " "), Inline: inline})
	}
	for _, b := range d.Blocks {
		for _, in := range b.Paragraph {
			if in.Math != "" {
				add(p.inline(in.Math), p.Inline, true)
			}
		}
		if b.Display != "" {
			for _, part := range splitDisplay(b.Display, p.MaxDisplay) {
				add(p.display(part), p.Display, false)
			}
		}
	}
	return formulas
}

// places are notes with a block in each kind of place that Markdown has. The
// blocks of a note differ in a number, so that a formula tells where it stood.
func places() []struct{ name, text string } {
	blocks := 0
	in := func(first, later string) string {
		blocks++
		block := fmt.Sprintf("```diff {steps=brief}\nL(u,v) = u^3 + %duv - v^2\n∂L/∂u\n```", 100+blocks)
		return first + strings.ReplaceAll(block, "\n", "\n"+later) + "\n"
	}
	return []struct{ name, text string }{
		{"places", strings.Join([]string{
			"# alone\n\n" + in("", ""),
			"# between paragraphs\n\na\n\n" + in("", "") + "\nb\n",
			"# with no blank lines\n\na\n" + in("", "") + "b\n",
			"# after a heading\n" + in("", "") + "# b\n",
			"# twice\n\n" + in("", "") + in("", ""),
			"# before a rule\n\n" + in("", "") + "\n---\n",
			"# before a number\n\n(1) a\n\n" + in("", "") + "\n(2) kept\n\n> " + in("", "> ") + "\n(3) kept\n",
			"# in a tight list\n\n- a\n" + in("- ", "  ") + "- b\n",
			"# below the text of a tight item\n\n- a\n" + in("  ", "  ") + "- b\n",
			"# within the text of a tight item\n\n- a\n" + in("  ", "  ") + "  c\n- b\n",
			"# in a loose list\n\n- a\n\n" + in("- ", "  ") + "\n- b\n",
			"# below the text of a loose item\n\n- a\n\n" + in("  ", "  ") + "\n- b\n",
			"# in a numbered list\n\n1. a\n2. b\n" + in("   ", "   ") + "3. c\n",
			"# in a nested list\n\n- a\n  - b\n" + in("    ", "    ") + "  - c\n- d\n",
			"# in a nested loose list\n\n- a\n\n  - b\n\n" + in("    ", "    ") + "\n  - c\n\n- d\n",
			"# in a quote\n\n> a\n>\n" + in("> ", "> ") + ">\n> b\n",
			"# in a quote with no blank lines\n\n> a\n" + in("> ", "> ") + "> b\n",
			"# in a nested quote\n\n> > a\n> >\n" + in("> > ", "> > ") + "\nb\n",
			"# in a list in a quote\n\n> - a\n" + in(">   ", ">   ") + "> - b\n",
			"# in a quote in a list\n\n- a\n\n" + in("  > ", "  > ") + "\n- b\n",
			"# in an admonition\n\n:::note\n" + in("", "") + ":::\n",
			"# in an admonition, with a title\n\n:::message alert\n\na\n" + in("", "") + "\n:::\n",
		}, "\n")},
		// kramdown wants to be told that there is Markdown in it.
		{"in details", "<details markdown=\"1\">\n<summary>a</summary>\n\n" + in("", "") + "\n</details>\n"},
		// Footnotes are moved to the end of a page.
		{"in a footnote", "a[^1]\n\n[^1]: b\n\n" + in("    ", "    ") + "\nc\n"},
	}
}
