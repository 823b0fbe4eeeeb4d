package extension

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	gmext "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// blockTime is how long a block may take, by the limits that are the default, and blockPatience how
// long it is waited for on a busy machine.
const (
	blockTime     = 2 * time.Second
	blockPatience = 4 * time.Second
)

// FuzzBlock has any text read and solved by the real parser and solver, and written for any host, in
// a quote, in a list or alone. A mistake of theirs is caught and called an internal error; here it
// fails. What is written is text and formulas of a closed list of commands: no HTML, no links, no code.
func FuzzBlock(f *testing.F) {
	for i, block := range fuzzing.Some(fuzzing.Blocks(f), 60) {
		f.Add(block, byte(i), byte(i))
	}
	prefixes := []string{"", "> ", "  "}
	f.Fuzz(func(t *testing.T, s string, host, place byte) {
		if strings.Contains(s, "~~~") {
			return
		}
		p := Presets()[int(host)%len(Presets())]
		if p.HTML || p.LaTeX {
			p, _ := PresetNamed("markdown")
			host = byte(slices.Index(PresetNames(), p.Name))
		}
		p = Presets()[int(host)%len(Presets())]
		prefix := prefixes[int(place)%len(prefixes)]
		lines := strings.ReplaceAll("~~~bibun\n"+s+"\n~~~", "\n", "\n"+prefix)
		if prefix == "  " {
			lines = "- " + lines
		} else {
			lines = prefix + lines
		}
		src := []byte(lines + "\n")
		var out []byte
		var report *Report
		var err error
		fuzzing.Within(t, blockTime, func() {
			out, report, err = Splice(context.Background(), src, Options{Preset: p.Name, Limits: Limits{BlockTime: blockPatience}})
		})
		if err != nil || len(report.Blocks) != 1 {
			t.Fatalf("%v, %d blocks", err, len(report.Blocks))
		}
		checkPlaces(t, src, report)
		b := report.Blocks[0]
		for _, d := range b.Diagnostics {
			switch {
			case d.Code == CodeInternal:
				t.Fatalf("%s: %s", d.Code, d.Message("en"))
			case d.Code == CodeOutOfTime:
				t.Skip("the machine is busy, or Within would have told")
			case d.Message("en") == "" || d.Message("ja") == "":
				t.Fatalf("no message: %+v", d)
			}
		}
		if (b.Status == Solved) == (string(out) == string(src)) {
			t.Fatalf("%s: %q", b.Status, out)
		}
		if b.Status == Solved {
			checkPassive(t, &p, b.Markdown)
			checkCommands(t, b.Markdown)
			checkCommands(t, b.LaTeX())
			checkCommands(t, documentHTML(&b.Solution.Document, "ja"))
		}
	})
}

// checkPassive checks that Markdown of ours is paragraphs, and code where a preset
// has formulas in such: nothing that a host would act upon, and nothing that leads elsewhere.
func checkPassive(t *testing.T, p *Preset, markdown string) {
	t.Helper()
	src := []byte(markdown)
	doc := goldmark.New(goldmark.WithExtensions(gmext.GFM)).Parser().Parse(text.NewReader(src))
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Document, *ast.Paragraph, *ast.TextBlock, *ast.Text, *ast.String, *ast.CodeSpan, *ast.Emphasis:
			return ast.WalkContinue, nil
		case *ast.FencedCodeBlock:
			if l := string(n.Language(src)); l == "math" && strings.HasPrefix(p.Display.Open, "```math") || l == "text" {
				return ast.WalkContinue, nil
			}
		case *ast.HTMLBlock:
			lines := string(n.Lines().Value(src))
			if p.Name == "hatena" && strings.HasPrefix(lines, "<div>[tex: ") && strings.Count(lines, "<") == 2 || p.Numbers && lines == "<!-- -->\n" {
				return ast.WalkContinue, nil
			}
		}
		t.Fatalf("%s: a %s in\n%s", p.Name, n.Kind(), markdown)
		return ast.WalkStop, nil
	})
}

// ourCommands are the commands that a solution may hold in any host's notation. The list is closed.
var ourCommands = slices.Concat(latex.Macros(),
	[]string{"nabla", "ldots", "times", "det", "approx"},                                                                     // around formulas
	[]string{"cr", "thinspace", "thickspace", "medspace", "negthinspace", "lbrack", "rbrack", "Vert", "prime", "root", "of"}, // of presets
	[]string{"textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar"},                     // words in a document
	[]string{"setlength", "unitlength", "put", "line", "makebox", "scriptsize", "qbezier", "circle"})                         // a figure in a document

// ourEnvironments are those of formulas and figures.
var ourEnvironments = append(latex.Environments(), "align", "center", "picture")

var (
	control   = regexp.MustCompile(`(\\*)\\([A-Za-z]+)`)
	anyDivide = regexp.MustCompile(`\\(?:begin|end)\{([^}]*)\}`)
)

// checkCommands checks that all control words of a text are of the list.
func checkCommands(t *testing.T, text string) {
	t.Helper()
	for _, m := range control.FindAllStringSubmatch(text, -1) {
		if len(m[1])%2 == 0 && !slices.Contains(ourCommands, m[2]) { // an odd one before it ends a row
			t.Fatalf("\\%s is not of the list, in\n%s", m[2], text)
		}
	}
	for _, m := range anyDivide.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(ourEnvironments, m[1]) {
			t.Fatalf("environment %s is not of the list, in\n%s", m[1], text)
		}
	}
}

// FuzzMatter has any front matter read, before a block that it may say something of. The note stays
// apart as it was, and what is wrong is told at its place.
func FuzzMatter(f *testing.F) {
	for _, note := range fuzzing.Some(fuzzing.Notes(f), 300) {
		if n := ReadNote([]byte(note)); n.Format != "" {
			f.Add(string(n.Matter), n.Format == "toml")
		}
	}
	for _, matter := range []string{"bibun:\n  lang: en\n  steps: brief\n", "a: &a [*a]\nbibun: *a\n", "? bibun\n: {lang: [}", "bibun: {lang: en, foo: 1}\n"} {
		f.Add(matter, false)
	}
	for _, matter := range []string{"[bibun]\nlang = 'en'\n", "bibun = {lang = 'xx'}\n", "bibun.lang = 1\n\"bibun\".steps = []\n", "[[bibun]]\na = 1"} {
		f.Add(matter, true)
	}
	f.Fuzz(func(t *testing.T, matter string, toml bool) {
		fence := map[bool]string{false: "---\n", true: "+++\n"}[toml]
		src := []byte(fence + matter + "\n" + fence + "```diff\nL = u\ndL\n```\n")
		n := ReadNote(src)
		if string(n.Head)+string(n.Body) != string(src) {
			t.Fatalf("%q and %q", n.Head, n.Body)
		}
		var report *Report
		var err error
		fuzzing.Swift(t, len(src), func() { _, report, err = Splice(context.Background(), src, fakeOptions()) })
		if err != nil && !strings.Contains(err.Error(), "preset") {
			t.Fatal(err)
		}
		checkPlaces(t, src, report)
		for _, d := range report.Diagnostics {
			if d.Message("en") == "" || d.Message("ja") == "" {
				t.Fatalf("no message: %+v", d)
			}
		}
	})
}

// FuzzInfo has any info string read. What is said of it stands in it.
func FuzzInfo(f *testing.F) {
	for _, s := range fuzzing.Literals(f, "extension") {
		if !strings.Contains(s, "\n") && strings.ContainsAny(s, "{=") {
			f.Add(s)
		}
	}
	for _, s := range []string{
		"diff", "diff math", "bibun {steps=brief lang=en}", `diff {lang="en" .c #i, numbered=true}`,
		"diff {", "diff {=", "diff {a", "diff {a=", `diff {a="`, "diff {1,3}", "diff {}}", "diff {a={b=c}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var in info
		var wrong []problem.Diagnostic
		fuzzing.Swift(t, len(s), func() {
			in = readInfo(s)
			wrong = in.settle(&Settings{})
		})
		for _, d := range wrong {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(s) {
				t.Fatalf("%q: span %v", s, d.Span)
			}
		}
		for _, a := range in.attrs {
			if !strings.HasPrefix(s[a.at:], a.key) {
				t.Fatalf("%q: %q is not at %d", s, a.key, a.at)
			}
		}
	})
}
