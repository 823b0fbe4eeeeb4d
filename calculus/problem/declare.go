package problem

import (
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// declaration reads vars, params, assume or index.
func (p *parser) declaration(s *statement) {
	parsed, bad := parseTokens(grammar().declaration, s.tokens)
	if bad != nil {
		p.report(p.unexpectedToken(bad))
		return
	}
	add := func(list *[]*calculus.Sym, names []name) {
		for _, n := range names {
			tokens := s.tokens[n.from:n.to]
			base, primes, ok := readName(tokens)
			if !ok {
				p.report(Diagnostic{Span: spanOf(tokens), Code: "bad-name", Args: []string{p.quote(spanOf(tokens))}})
				continue
			}
			text := base + strings.Repeat("'", primes)
			p.scope.declare(text)
			p.scope.values[text] = true
			*list = append(*list, p.symbol(text))
		}
	}
	add(&p.problem.Vars, parsed.Vars)
	add(&p.problem.Params, parsed.Params)
	for _, c := range parsed.Assume {
		p.assumed = append(p.assumed, assumed{s, c})
	}
	for _, b := range parsed.Index {
		p.declareIndices(s, b)
	}
}

// declareIndices reads i, j = 1..N.
func (p *parser) declareIndices(s *statement, b bounds) {
	from, ok := p.expression(p.scope, s, b.From)
	if !ok {
		return
	}
	to, ok := p.expression(p.scope, s, b.To)
	if !ok {
		return
	}
	for _, n := range b.Names {
		tokens := s.tokens[n.from:n.to]
		text, primes, ok := readName(tokens)
		if !ok || primes > 0 || strings.Contains(text, "_") {
			p.report(Diagnostic{Span: spanOf(tokens), Code: "bad-name", Args: []string{p.quote(spanOf(tokens))}})
			continue
		}
		if p.ranges == nil {
			p.ranges = map[string]*Range{}
		}
		p.scope.declare(text)
		p.scope.values[text] = true
		over := Range{Index: p.symbol(text), From: from, To: to}
		p.ranges[text] = &over
		p.problem.Indices = append(p.problem.Indices, over)
	}
}

// assumed is a condition that is read when all names are known.
type assumed struct {
	statement *statement
	condition condition
}

// assume reads a condition; a chain 0 < x < 1 is two of them.
func (p *parser) assume(a assumed) {
	s, c := a.statement, a.condition
	left, ok := p.expression(p.scope, s, c.First)
	if !ok {
		return
	}
	for _, next := range c.Rest {
		right, ok := p.expression(p.scope, s, next.Right)
		if !ok {
			return
		}
		p.problem.Assumptions = append(p.problem.Assumptions, calculus.Relation{Left: left, Op: opOf(next.Op), Right: right})
		left = right
	}
}

func opOf(sign string) calculus.Op {
	switch sign {
	case "<":
		return calculus.Less
	case "<=":
		return calculus.LessEqual
	case ">":
		return calculus.Greater
	case ">=":
		return calculus.GreaterEqual
	case "!=":
		return calculus.NotEqual
	}
	return calculus.Equals
}
