package extension

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	highlighting "github.com/yuin/goldmark-highlighting/v2"
	gmext "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

// fullMarkdown has the extension beside those that most programs use.
func fullMarkdown(o Options) goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(
		gmext.GFM, gmext.Footnote, gmext.DefinitionList,
		highlighting.NewHighlighting(highlighting.WithStyle("github")),
		&Extender{Options: o},
	))
}

func convert(t testing.TB, md goldmark.Markdown, src string, pc parser.Context) string {
	t.Helper()
	var out bytes.Buffer
	if err := md.Convert([]byte(src), &out, parser.WithContext(pc)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const fakeHTML = `<div class="bibun bibun-solution" lang="ja">
<p>SOLVE \(L\) です。</p>
<div class="bibun-display">\[\begin{aligned}
dL &amp;= 2u\,du
\end{aligned}\]</div>
<p>DONE</p>
</div>
`

func TestExtenderHTML(t *testing.T) {
	src := "# Note\n\n```diff\nL = u^2\ndL\n```\n\n- a\n- ```diff\n  L = u^2\n  dL\n  ```\n\n[^1]\n\n[^1]: ```bibun\n    L = u^2\n    dL\n    ```\n"
	got := convert(t, fullMarkdown(fakeOptions()), src, parser.NewContext())
	if n := strings.Count(got, fakeHTML); n != 3 {
		t.Errorf("%d solutions in\n%s", n, got)
	}
	if strings.Contains(got, "<code") {
		t.Errorf("source is left in\n%s", got)
	}
}

// TestExtenderLeavesPatches: goldmark-highlighting draws patches and broken
// blocks as it would without the extension.
func TestExtenderLeavesPatches(t *testing.T) {
	src := "```diff\n-a\n+b\n```\n\n```diff\nL(u) = oops\ndL\n```\n\n```go\nvar x int\n```\n"
	pc := parser.NewContext()
	got := convert(t, fullMarkdown(fakeOptions()), src, pc)
	want := convert(t, goldmark.New(goldmark.WithExtensions(gmext.GFM, highlighting.NewHighlighting(highlighting.WithStyle("github")))),
		src, parser.NewContext())
	if got != want {
		t.Error(cmp.Diff(want, got))
	}
	b := Get(pc).Blocks
	if len(b) != 2 || b[0].Status != Skipped || b[1].Status != Failed || !Get(pc).Failed() {
		t.Errorf("blocks: %+v", b)
	}
}

func TestExtenderZeroValue(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(&Extender{}))
	pc := parser.NewContext()
	if got, want := convert(t, md, "a\n", pc), "<p>a</p>\n"; got != want || Get(pc) != nil {
		t.Errorf("%q, %v", got, Get(pc))
	}
	convert(t, md, "```diff\nL = u^2\ndL\n```\n", pc)
	if r := Get(pc); len(r.Blocks) != 1 || r.Blocks[0].Problem == nil || len(r.Blocks[0].Problem.Requests) != 1 {
		t.Errorf("%+v", r)
	}
}

// TestTransformTwice runs the transformer twice on one tree, as happens where
// a program has the extension twice, and twice on one parser.
func TestTransformTwice(t *testing.T) {
	src := "```diff\nL = u^2\ndL\n```\n\n```diff\nL(u) = oops\ndL\n```\n"
	md := goldmark.New(goldmark.WithExtensions(&Extender{fakeOptions()}, &Extender{fakeOptions()}))
	var first string
	for range 2 {
		pc := parser.NewContext()
		got := convert(t, md, src, pc)
		if strings.Count(got, fakeHTML) != 1 {
			t.Errorf("got\n%s", got)
		}
		if b := Get(pc).Blocks; len(b) != 2 || b[0].Status != Solved || b[1].Status != Failed {
			t.Errorf("blocks %+v", b)
		}
		if first == "" {
			first = got
		}
		if got != first {
			t.Error(cmp.Diff(first, got))
		}
	}
	doc := md.Parser().Parse(text.NewReader([]byte(src)))
	if n, _ := findFences(doc, []byte(src)); len(n) != 1 {
		t.Errorf("%d fences are left", len(n))
	}
}

func TestHTMLEscapes(t *testing.T) {
	o := fakeOptions()
	o.solve = func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
		return &solution.Solution{Document: solution.Document{Blocks: []solution.Block{
			{Paragraph: []solution.Inline{{Text: `<b>&"`}, {Math: `a<b`}, {Text: `\(x\) $y$`}}},
			{Display: "a &< b\n\n </div><script>"},
		}}}, nil
	}
	got := convert(t, goldmark.New(goldmark.WithExtensions(&Extender{o})), "```bibun\nL = u\ndL\n```\n", parser.NewContext())
	want := `<div class="bibun bibun-solution" lang="ja">
<p>&lt;b&gt;&amp;&quot;\(a&lt;b\)<span class="mathjax_ignore tex2jax_ignore">\(x\) $y$</span></p>
<div class="bibun-display">\[a &amp;&lt; b
 &lt;/div&gt;&lt;script&gt;\]</div>
</div>
`
	if got != want {
		t.Error(cmp.Diff(want, got))
	}
}

// TestExtenderConcurrently has 64 goroutines use one goldmark.Markdown; it is
// meant for -race.
func TestExtenderConcurrently(t *testing.T) {
	md := fullMarkdown(fakeOptions())
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range 8 {
				src := strings.Repeat("a\n\n", i%7) + "```diff\nL = u^2\ndL\n```\n\n```diff\n-a\n```\n"
				pc := parser.NewContext()
				got := convert(t, md, src, pc)
				b := Get(pc).Blocks
				if strings.Count(got, fakeHTML) != 1 || len(b) != 2 || b[0].Line != 2*(i%7)+1 {
					t.Errorf("goroutine %d, run %d: %d blocks\n%s", i, j, len(b), got)
				}
			}
		}()
	}
	wg.Wait()
}

// TestSolverFaults: whatever the solver does, the note comes out, with the
// block's source in it.
func TestSolverFaults(t *testing.T) {
	tests := []struct {
		name, code string
		solve      solveFunc
	}{
		{"panic", CodeInternal, func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
			panic("broken")
		}},
		{"error", CodeInternal, func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
			return nil, fmt.Errorf("broken")
		}},
		{"nothing", CodeInternal, func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
			return nil, nil
		}},
		{"refuted", "refuted", func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
			return &solution.Solution{Diagnostics: []problem.Diagnostic{{Severity: problem.Error, Code: "refuted"}}}, nil
		}},
		{"too slow", CodeOutOfTime, func(ctx context.Context, _ *problem.Problem, _ solution.Options) (*solution.Solution, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := Options{parse: fakeParse, solve: tt.solve, Limits: Limits{BlockTime: 1}}
			if tt.name != "too slow" {
				o.Limits = Limits{}
			}
			src := "a\n\n```diff\nL = u\ndL\n```\n"
			out, report := splice(t, src, o)
			if b := report.Blocks[0]; out != src || b.Status != Failed || len(b.Diagnostics) != 1 || b.Diagnostics[0].Code != tt.code {
				t.Errorf("%+v\n%s", b, out)
			}
			if d := report.Blocks[0].Diagnostics[0]; d.Message("en") == "" || d.Message("ja") == "" {
				t.Errorf("no message for %s", d.Code)
			}
		})
	}
}
