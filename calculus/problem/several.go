package problem

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// directional asks for the derivative along the vector that the request names.
func (p *parser) directional(d *Definition, by []*calculus.Sym, span Span) {
	if p.along == nil {
		p.report(Diagnostic{Span: span, Code: "no-direction", Args: []string{d.Name.Name()}})
		return
	}
	if by == nil {
		if p.runsOverFamily(d, span) {
			return
		}
		by = d.Leaves()
	}
	vector, ok := p.direction(p.along, d, by)
	if !ok {
		return
	}
	if r := p.ask(Directional, d, span, by...); r != nil {
		r.Direction = vector
	}
}

// jacobian asks for the matrix of the derivatives of several functions.
func (p *parser) jacobian(of []*Definition, by []*calculus.Sym, determinant bool, span Span) {
	if by == nil {
		if p.runsOverFamily(of[0], span) {
			return
		}
		by = of[0].Leaves()
	}
	if determinant && len(of) != len(by) {
		p.report(Diagnostic{Span: span, Code: "not-square", Args: []string{plural(len(of)), plural(len(by)), joinDefinitions(of), joinNames(by)}})
		return
	}
	for _, v := range by {
		if !slices.ContainsFunc(of, func(d *Definition) bool { return d.dependsOn(v.Name()) }) {
			p.mayDifferentiate(Jacobian, of[0], v, span)
			return
		}
	}
	for _, d := range of {
		p.used[d] = true
	}
	if r := p.ask(Jacobian, of[0], span); r != nil {
		r.Wrt, r.Functions, r.Determinant = by, of, determinant
	}
}

// results are the definitions that no other one uses.
func (p *parser) results() []*Definition {
	var list []*Definition
	for _, d := range p.problem.Definitions {
		if !slices.ContainsFunc(p.problem.Definitions, func(o *Definition) bool { return slices.Contains(o.Uses, d) }) {
			list = append(list, d)
		}
	}
	if list == nil {
		return p.problem.Definitions[:1]
	}
	return list
}

// jacobianRequest reads ∂(x,y)/∂(r,θ), which is a determinant.
func (p *parser) jacobianRequest(q *question) {
	j, s := q.jacobian, q.statement
	var of []*Definition
	for _, n := range j.Of {
		d, _ := p.function(s, n)
		if d == nil {
			return
		}
		of = append(of, d)
	}
	var by []*calculus.Sym
	for _, n := range j.By {
		text, _, _ := p.name(s, n)
		if text == "" {
			return
		}
		by = append(by, p.symbol(text))
	}
	p.jacobian(of, by, true, s.span())
}
