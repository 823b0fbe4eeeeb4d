package problem

import (
	"slices"
	"strings"
)

// Statements that look like definitions may be equations: xy = 1, x = y², uvw = 6,
// and y(x), which only says what the equation says. What is asked decides.

// isProduct reports whether h looks like the definition of a name and is an
// equation, xy = 1, because one of the letters is asked about and the name is not.
func (p *parser) isProduct(h *head, unknowns, known []string) bool {
	name := h.def.Name.Name()
	s := h.statement
	if len(name) < 2 || h.def.ArgList || s.tokens[0].kind != kindWord || s.tokens[0].text != name || slices.Contains(known, name) ||
		!slices.ContainsFunc(letters(name), func(l string) bool { return slices.Contains(unknowns, l) }) {
		return false
	}
	p.undefine(h.def)
	p.mayBeEquation(equation{statement: s, maybe: true})
	return true
}

// isInverse reports whether h looks like the definition of x and is an equation
// for y: x = y², where dy/dx is asked and nothing defines y.
func (p *parser) isInverse(h *head, heads []*head, asked []*question) bool {
	s := h.statement
	if h.def.ArgList {
		return false
	}
	unknown := ""
	i := slices.IndexFunc(asked, func(q *question) bool {
		return slices.ContainsFunc(p.asksAbout(q), func(y string) bool {
			unknown = y
			return p.defined[y] == nil && p.differentiatesBy(q, h.def.Name.Name()) && h.holds(y)
		})
	})
	if i < 0 {
		return false
	}
	for _, o := range heads { // x = r cos θ, y = r sin θ
		if o != h && !o.def.ArgList && o.holds(unknown) {
			q := asked[i]
			p.report(Diagnostic{Span: q.statement.span(), Code: "held-fixed", Args: []string{p.quote(q.statement.span()), h.def.Name.Name(), o.def.Name.Name(), unknown}})
			q.verbal, q.parts, q.notations = nil, nil, nil
			return false
		}
	}
	delete(p.defined, h.def.Name.Name())
	p.problem.Definitions = slices.DeleteFunc(p.problem.Definitions, func(d *Definition) bool { return d == h.def })
	p.mayBeEquation(equation{statement: s, maybe: true})
	return true
}

// holds reports whether the letter occurs in the body that h defines.
func (h *head) holds(letter string) bool {
	return slices.ContainsFunc(h.statement.tokens[h.parsed.Body.from:], func(t token) bool {
		return (t.kind == kindWord && !isFunction(t.text) || t.kind == kindGreek) && strings.Contains(t.text, letter)
	})
}

// isSurface reports whether h looks like the definition of a name and is the
// equation uvw = 6 of a curve or a surface, because the tangent is asked at a point
// with a coordinate for each letter.
func (p *parser) isSurface(h *head, asked []*question, known []string) bool {
	name := h.def.Name.Name()
	s := h.statement
	if len(name) < 2 || h.def.ArgList || s.tokens[0].kind != kindWord || s.tokens[0].text != name || slices.Contains(known, name) ||
		slices.ContainsFunc(s.tokens[h.parsed.Body.from:], func(t token) bool { return startsName(t.kind) }) ||
		!slices.ContainsFunc(asked, func(q *question) bool {
			return p.nameless(q, false) && q.statement.at != nil && len(q.statement.at.values) == len(name)
		}) {
		return false
	}
	p.undefine(h.def)
	p.mayBeEquation(equation{statement: s, maybe: true})
	return true
}

// differentiatesBy reports whether the question differentiates by the variable.
func (p *parser) differentiatesBy(q *question, variable string) bool {
	is := func(s *statement, n name) bool {
		base, _, ok := readName(s.tokens[n.from:n.to])
		return ok && base == variable
	}
	for i := range q.notations {
		for n := &q.notations[i]; n != nil && n.Quo != nil; n = n.Quo.Inner {
			if slices.ContainsFunc(n.Quo.Below, func(b below) bool { return is(q.statement, b.name) }) {
				return true
			}
		}
	}
	if q.verbal != nil && slices.ContainsFunc(q.verbal.By, func(n name) bool { return is(q.statement, n) }) {
		return true
	}
	return slices.ContainsFunc(q.parts, func(one part) bool {
		return slices.ContainsFunc(one.japanese.Phrases, func(ph phrase) bool {
			return (ph.Particle == "で" || ph.Particle == "での") && slices.ContainsFunc(ph.Names, func(t target) bool { return is(one.statement, t.Name) })
		})
	})
}

// declaresUnknown reports whether h says, as y(x) or y = y(x), that the unknown of an
// equation is a function, which the equation says as well. It takes the name back.
func (p *parser) declaresUnknown(h *head, heads []*head, asked []*question) bool {
	d := h.def
	name := d.Name.Name()
	holds := func(t token) bool { return t.text == name || t.kind == kindWord && strings.Contains(t.text, name) }
	switch {
	case !d.ArgList || h.parsed.Body.to != h.parsed.Body.from:
		return false
	case !slices.ContainsFunc(asked, func(q *question) bool { return slices.Contains(p.asksAbout(q), name) }):
		return false
	case slices.ContainsFunc(p.equations, func(e *equation) bool { return e.head == nil && slices.ContainsFunc(e.statement.tokens, holds) }):
	case slices.ContainsFunc(heads, func(o *head) bool { // xy = 1
		return !o.def.ArgList && o.statement.tokens[0].kind == kindWord && len(o.def.Name.Name()) > 1 && holds(o.statement.tokens[0])
	}):
	default:
		return false
	}
	p.undefine(d)
	return true
}
