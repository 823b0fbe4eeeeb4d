package extension

import (
	"context"
	"regexp"
	"strings"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

// The parser and the solver of most tests here are fakes: what is tested is
// what happens around them. The fake parser knows definitions L = … and
// L(u, v) = …, the request dL of a defined L, and nothing else.

var (
	fakeDefinition = regexp.MustCompile(`^([\p{L}])(\([^()]*\))?\s*=\s*[^=]`)
	fakeRequest    = regexp.MustCompile(`^d([\p{L}])$`)
)

func fakeParse(text string) (*problem.Problem, []problem.Diagnostic) {
	p := &problem.Problem{}
	var ds []problem.Diagnostic
	names := map[string]*problem.Definition{}
	at := 0
	for line := range strings.Lines(text) {
		s := strings.TrimSpace(line)
		span := problem.Span{Start: at + strings.Index(line, s)}
		span.End = span.Start + len(s)
		at += len(line)
		switch {
		case s == "" || s[0] == '#':
		case fakeDefinition.MatchString(s):
			m := fakeDefinition.FindStringSubmatch(s)
			d := &problem.Definition{ArgList: m[2] != "", Span: span}
			p.Definitions = append(p.Definitions, d)
			names[m[1]] = d
			if len(p.Definitions) == 1 && len(p.Requests) == 0 && len(ds) == 0 {
				p.Shape.Definition, p.Shape.ArgList = true, d.ArgList
			}
			if i := strings.Index(s, "oops"); i >= 0 {
				ds = append(ds, problem.Diagnostic{
					Span:     problem.Span{Start: span.Start + i, End: span.Start + i + 4},
					Severity: problem.Error, Code: "fake-error", Args: []string{"oops"},
				})
			}
		case fakeRequest.MatchString(s) && names[s[1:]] != nil:
			p.Requests = append(p.Requests, &problem.Request{Kind: problem.Total, Function: names[s[1:]], Span: span})
		default:
			ds = append(ds, problem.Diagnostic{Span: span, Severity: problem.Error, Code: "fake-syntax", Args: []string{s}})
		}
	}
	p.Shape.Request = len(p.Requests) > 0
	return p, ds
}

// fakeDocument is a solution of a paragraph, a display and a paragraph.
func fakeDocument() solution.Document {
	return solution.Document{Blocks: []solution.Block{
		{Paragraph: []solution.Inline{{Text: "SOLVE "}, {Math: "L"}, {Text: " です。"}}},
		{Display: "\\begin{aligned}\ndL &= 2u\\,du\n\\end{aligned}"},
		{Paragraph: []solution.Inline{{Text: "DONE"}}},
	}}
}

func fakeSolve(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
	return &solution.Solution{Document: fakeDocument()}, nil
}

func fakeOptions() Options { return Options{parse: fakeParse, solve: fakeSolve} }

// fakeMarkdown is fakeDocument in the default preset.
const fakeMarkdown = "SOLVE $L$ です。\n\n$$\n\\begin{aligned}\ndL &= 2u\\,du\n\\end{aligned}\n$$\n\nDONE\n"
