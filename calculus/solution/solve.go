package solution

import (
	"context"

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
	Text   string // the body in the block language
	LaTeX  string
}

// Answer is the result of one request.
type Answer struct {
	Request    string // "∂L/∂u"
	Kind       problem.Kind
	Function   string
	Wrt        []string
	Text       string
	LaTeX      string
	Entries    []Entry // of a total differential, gradient or Hessian
	Lines      []string
	Rules      []string
	Verdict    string // "verified" or "unknown"
	Conditions []string
}

// Entry is one coefficient of an answer that has several.
type Entry struct {
	Wrt   []string
	Text  string
	LaTeX string
}

// Solve works p out. Where a line is refuted by the verifier the solution has
// no document, and Diagnostics says which rule failed; so it does when ctx ends.
func Solve(ctx context.Context, p *problem.Problem, o Options) (*Solution, error) {
	return &Solution{}, nil
}
