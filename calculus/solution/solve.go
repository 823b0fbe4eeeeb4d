package solution

import (
	"context"
	"errors"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// Solution is a solved problem.
type Solution struct {
	Definitions []Definition
	Answers     []Answer
	Document    Document
	// Diagnostics are warnings, and the errors of requests that have no answer.
	Diagnostics []problem.Diagnostic
}

// Definition is a definition as it was read.
type Definition struct {
	Name   string
	Vars   []string
	Params []string
	LaTeX  string
	Sides  []calculus.Expr // the body, or both sides of an equation
}

// Text returns the body, or the equation, in the block language.
func (d Definition) Text() string { return listed(d.Sides, " = ") }

// Answer is the result of one request.
type Answer struct {
	Request    string // "∂L/∂u"
	Kind       problem.Kind
	Function   string
	Wrt        []string
	LaTeX      string
	Entries    []Entry  // of a total differential, gradient or Hessian
	Lines      []string // the chain as LaTeX, from its left side on; without its middle at StepsAnswer
	Rules      []string
	Verdict    string // "verified" or "unknown"
	Conditions []string
	// Cases are the answer in cases: for equal and different indices, inside a
	// range, where Text holds, and at its ends.
	Cases []Case
	// Table compares a differential with an increment, step by step.
	Table []Comparison
	// Values are the answer as expressions, of which a Tuple has its components.
	Values []calculus.Expr
	Tuple  bool
}

// Text returns the answer in the block language.
func (a Answer) Text() string {
	text := listed(a.Values, ", ")
	if a.Tuple {
		return "(" + text + ")"
	}
	return text
}

// listed writes expressions in the block language.
func listed(list []calculus.Expr, separator string) string {
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = e.String()
	}
	return strings.Join(texts, separator)
}

// Comparison is a row of a table: for a step, the differential, the increment,
// their difference, and that over the square of the step. The numbers are exact,
// or rounded to six significant digits.
type Comparison struct {
	Step, Differential, Increment, Difference, Ratio string
}

// Case is an answer under conditions on indices.
type Case struct {
	When  []string
	LaTeX string
	Value calculus.Expr
}

// Text returns the answer in the block language.
func (c Case) Text() string { return c.Value.String() }

// Entry is one coefficient of an answer that has several.
type Entry struct {
	Wrt   []string
	LaTeX string
	Value calculus.Expr
}

// Text returns the coefficient in the block language.
func (e Entry) Text() string { return e.Value.String() }

// Codes of the diagnostics that solving can add to those of reading.
const (
	CodeRefuted      = "refuted-line"     // a line did not pass verification
	CodeAbstract     = "unknown-function" // a function of which only the name is known
	CodeFactorial    = "factorial"        // a derivative by what a factorial is taken of
	CodeLimit        = "solution-limit"   // a derivation got too long
	CodePieces       = "equation-in-pieces"
	CodeOffCurve     = "off-curve"     // the point does not satisfy the equation
	CodeNoPoint      = "no-real-point" // no real numbers satisfy the equation
	CodeOnePoint     = "single-point"  // the equation holds at one point only
	CodeUndetermined = "undetermined"
	CodeVertical     = "vertical-tangent" // the unknown has no derivative at the point
	CodeSingular     = "singular-point"   // the equation says nothing of a tangent at the point
	CodeUndefined    = "no-value"         // the function has no value at the point, or near it
	CodeNowhere      = "zero-over-index"  // an answer over an index divides by 0 for some value of it
	CodeUnfinished   = "unfinished"       // the answer was left as it is, unsimplified
	CodeTooLarge     = "number-too-large" // a power of numbers was not written out
)

// Solve works p out. A request whose derivation fails has no answer and a
// diagnostic of severity error; where the verifier refuted a line, its
// arguments name the rules. The document is empty when any request failed. The
// only errors that Solve returns are those of ctx.
func Solve(ctx context.Context, p *problem.Problem, o Options) (*Solution, error) {
	s := newSolver(ctx, p, o)
	sol := &Solution{
		Definitions: make([]Definition, 0, len(p.Definitions)),
		Answers:     make([]Answer, 0, len(p.Requests)),
	}
	for _, d := range p.Definitions {
		sol.Definitions = append(sol.Definitions, s.definition(d))
	}
	s.ahead(ctx)
	results := make([]*result, 0, len(p.Requests))
	failed := false
	for _, r := range p.Requests {
		res, err := s.work(ctx, r)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			failed = true
			sol.Diagnostics = append(sol.Diagnostics, s.diagnose(err, r))
			continue
		}
		if res.unfinished() {
			sol.Diagnostics = append(sol.Diagnostics, problem.Diagnostic{Span: r.Span, Severity: problem.Warning, Code: CodeUnfinished, Args: []string{problem.Grouped(s.options.Limits.Work)}})
		}
		s.fit(res)
		results = append(results, res)
		a := s.answer(res)
		sol.Answers = append(sol.Answers, a)
		if d, ok := s.kept(a, r); ok {
			sol.Diagnostics = append(sol.Diagnostics, d)
		}
	}
	if failed || len(results) == 0 {
		return sol, nil
	}
	doc, err := s.document(results)
	if err == nil && doc.formulas() > s.options.Limits.Document {
		s.shorten(results)
		for i, r := range results {
			sol.Answers[i] = s.answer(r)
		}
		doc, err = s.document(results)
	}
	if err == nil && doc.formulas() > s.options.Limits.Document {
		err = &latex.TooLongError{Max: s.options.Limits.Document}
	}
	if err != nil {
		sol.Diagnostics = append(sol.Diagnostics, s.diagnose(err, p.Requests[0]))
		return sol, nil
	}
	sol.Document = *doc
	return sol, nil
}

// diagnose says what went wrong with a request.
func (s *solver) diagnose(err error, r *problem.Request) problem.Diagnostic {
	d := problem.Diagnostic{Span: r.Span, Severity: problem.Error, Code: CodeLimit, Args: []string{err.Error()}}
	var refuted *calculus.RefutedError
	var off *calculus.OffCurveError
	var contradiction *contradictionError
	var limit *calculus.LimitError
	var long *latex.TooLongError
	switch {
	case errors.As(err, &limit):
		d.Args = []string{limit.What, problem.Grouped(limit.Max)}
		if strings.HasPrefix(limit.What, "nodes in") {
			d.Args = append(d.Args, "nodes")
		}
	case errors.As(err, &refuted):
		d.Code = CodeRefuted
		d.Args = []string{ruleIDs(refuted.Rules), refuted.Line.String()}
	case errors.Is(err, calculus.ErrPieces):
		d.Code = CodePieces
		d.Args = []string{r.Function.Name.Name()}
	case errors.As(err, &off):
		d.Code = CodeOffCurve
		d.Args = []string{r.Function.Name.Name(), off.Left.String(), off.Right.String()}
	case errors.As(err, &contradiction):
		d.Code = CodeOffCurve
		d.Args = []string{contradiction.name, contradiction.given.String(), contradiction.value.String()}
	case errors.Is(err, calculus.ErrNoPoint):
		d.Code = CodeNoPoint
		d.Args = []string{r.Function.Name.Name()}
	case errors.Is(err, calculus.ErrOnePoint):
		d.Code = CodeOnePoint
		d.Args = []string{r.Function.Name.Name()}
	case errors.Is(err, calculus.ErrUndetermined):
		d.Code = CodeUndetermined
		d.Args = []string{r.Function.Name.Name()}
	case errors.Is(err, calculus.ErrSingular):
		d.Code = CodeSingular
		d.Args = []string{r.Function.Name.Name()}
	case errors.Is(err, calculus.ErrVertical):
		d.Code = CodeVertical
		d.Args = []string{r.Function.Name.Name()}
		for _, c := range r.At {
			if len(r.At) == 2 && c.Var.Name() != r.Function.Name.Name() { // a curve
				d.Args = append(d.Args, c.Var.Name()+" = "+c.Value.String())
			}
		}
	case errors.Is(err, calculus.ErrUndefined):
		d.Code = CodeUndefined
		d.Args = []string{r.Function.Name.Name()}
	case errors.Is(err, calculus.ErrFactorial):
		d.Code = CodeFactorial
		d.Args = []string{r.Function.Name.Name()}
	case errors.Is(err, calculus.ErrNowhere):
		d.Code = CodeNowhere
		d.Args = []string{r.Function.Name.Name()}
	case errors.Is(err, calculus.ErrAbstract):
		d.Code = CodeAbstract
		d.Args = []string{r.Function.Name.Name()}
	case errors.As(err, &long):
		d.Args = []string{"bytes of LaTeX", problem.Grouped(s.options.Limits.Document), "latex-bytes"}
	}
	return d
}

func (s *solver) definition(d *problem.Definition) Definition {
	def := Definition{Name: d.Name.Name(), Vars: names(d.Vars), Params: names(d.Params)}
	if d.Family != nil {
		def.Vars = []string{d.Family.Base + "_" + d.Family.From.String(), "...", d.Family.Base + "_" + d.Family.To.String()}
	}
	if d.Body != nil {
		def.Sides = []calculus.Expr{d.Body}
		def.LaTeX = s.tex(d.Body)
	}
	if e := d.Equation; e != nil && e.Left != nil {
		def.Sides = []calculus.Expr{e.Left, e.Right}
		def.LaTeX = s.tex(e.Left) + "=" + s.tex(e.Right)
	}
	return def
}

func names(symbols []*calculus.Sym) []string {
	list := make([]string, len(symbols))
	for i, x := range symbols {
		list[i] = x.Name()
	}
	return list
}

func ruleIDs(rules []*calculus.Rule) string {
	ids := ""
	for i, r := range rules {
		if i > 0 {
			ids += ", "
		}
		ids += r.ID
	}
	return ids
}
