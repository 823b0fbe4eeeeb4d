package problem

import (
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// notationRequest reads a request in mathematical signs.
func (p *parser) notationRequest(q *question, n *notation, span Span) {
	s := q.statement
	switch {
	case n.Nabla != nil:
		d := q.above
		if n.Nabla.Of != nil {
			d, _ = p.function(s, n.Nabla.Of.Name)
		}
		if d != nil {
			p.over(Gradient, d, nil, span)
		}
	case n.Quo != nil && n.Quo.Below == nil && n.Quo.Of != nil && p.misspeltVerb(s, &n.Quo.Above):
	case n.Short != nil:
		p.shortRequest(q, n.Short, span)
	case n.Quo.Below == nil && n.Quo.Inner == nil && n.Quo.Of == nil:
		p.differentialRequest(q, &n.Quo.Above, operand(&n.Quo.Above, nil), span)
	default:
		p.quotientRequest(q, n.Quo, span)
	}
}

// operand returns the name of the function that is differentiated, which
// stands above the line or after the fraction.
func operand(a *above, after *target) *name {
	switch {
	case a.of.to > 0:
		return &a.of
	case after != nil:
		return &after.Name
	}
	return nil
}

// itemSpans returns where each of several requests on a line stands.
func (p *parser) itemSpans(q *question) []Span {
	tokens := q.statement.tokens
	if len(q.notations) == 1 {
		return []Span{q.statement.span()}
	}
	var spans []Span
	depth, from := 0, 0
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("{"):
			depth++
		case t.is(")") || t.is("}"):
			depth--
		case t.is(",") && depth == 0 || t.kind == kindEnd:
			spans = append(spans, spanOf(tokens[from:i]))
			from = i + 1
		}
	}
	for len(spans) < len(q.notations) {
		spans = append(spans, q.statement.span())
	}
	return spans
}

// differentialRequest reads dL.
func (p *parser) differentialRequest(q *question, a *above, of *name, span Span) {
	if of == nil || a.sign != "d" {
		p.report(Diagnostic{Span: span, Code: "not-a-statement", Args: []string{p.quote(span), p.quote(span)}})
		return
	}
	order, ok := p.orderOf(a.order, span)
	if !ok {
		return
	}
	if p.misspeltVerb(q.statement, a) {
		return
	}
	d, _ := p.function(q.statement, *of)
	if d == nil {
		return
	}
	n := len(p.problem.Requests)
	p.request("total", d, nil, span)
	for _, r := range p.problem.Requests[n:] {
		if order > 1 {
			r.Order = order
		}
	}
}

// misspeltVerb reports a verb that starts with d and was taken for a
// differential: diferentiate f.
func (p *parser) misspeltVerb(s *statement, a *above) bool {
	if a.sign != "d" || a.of.to == 0 {
		return false
	}
	text, _, at := p.name(s, a.of)
	if text == "" || p.defined[text] != nil {
		return false
	}
	near := nearest("d"+text, verbs())
	if near == "" {
		return false
	}
	at.Start = s.tokens[a.of.from-1].start
	p.report(Diagnostic{Span: at, Code: "unknown-verb", Args: []string{"d" + text, near}, Fixes: fixes(at, near)})
	return true
}

// quotientRequest reads ∂²f/∂y∂x, where f is differentiated by x first, and
// ∂/∂y(∂f/∂x), which is the same.
func (p *parser) quotientRequest(q *question, n *quotient, span Span) {
	s := q.statement
	d := q.above
	var wrt []*calculus.Sym
	sign := ""
	for {
		a := &n.Above
		of := operand(a, n.Of)
		if a.of.to > 0 && n.Of != nil || n.Below == nil || of != nil && n.Inner != nil || n.Inner != nil && n.Inner.Quo == nil {
			p.report(Diagnostic{Span: span, Code: "not-a-statement", Args: []string{p.quote(span), p.quote(s.tokens[len(s.tokens)-2].span())}})
			return
		}
		if of != nil {
			var primes int
			if d, primes = p.function(s, *of); d == nil {
				return
			}
			if primes > 0 {
				p.report(Diagnostic{Span: span, Code: "stray-prime"})
				return
			}
		}
		if sign != "" && a.sign != sign {
			p.report(Diagnostic{Span: span, Code: "mixed-signs", Args: []string{sign, a.sign}})
			return
		}
		sign = a.sign
		vars, ok := p.variablesBelow(s, a, n.Below, span)
		if !ok {
			return
		}
		wrt = append(vars, wrt...)
		if n.Inner == nil {
			break
		}
		n = n.Inner.Quo
	}
	kind := Partial
	if sign == "d" {
		kind = Ordinary
	}
	if len(wrt) > maxOrder {
		p.report(Diagnostic{Span: span, Code: "order-too-high", Args: []string{p.quote(span)}})
		return
	}
	p.ask(kind, d, span, wrt...)
}

// variablesBelow reads the variables below the line, the last of which
// differentiates first.
func (p *parser) variablesBelow(s *statement, a *above, list []below, span Span) ([]*calculus.Sym, bool) {
	var wrt []*calculus.Sym
	for i := len(list) - 1; i >= 0; i-- {
		b := &list[i]
		text, primes, _ := p.name(s, b.name)
		if text == "" {
			return nil, false
		}
		if b.sign != a.sign {
			p.report(Diagnostic{Span: span, Code: "mixed-signs", Args: []string{a.sign, b.sign},
				Fixes: p.swapSign(s, b, a.sign)})
			return nil, false
		}
		n, ok := p.orderOf(b.order, span)
		if !ok {
			return nil, false
		}
		v := p.symbol(text + strings.Repeat("'", primes))
		for range n {
			wrt = append(wrt, v)
		}
	}
	total, ok := p.orderOf(a.order, span)
	if !ok {
		return nil, false
	}
	if total != len(wrt) || len(wrt) > maxOrder {
		code := "order-mismatch"
		if total == len(wrt) {
			code = "order-too-high"
		}
		p.report(Diagnostic{Span: span, Code: code, Args: []string{p.quote(span), strconv.Itoa(total), strconv.Itoa(len(wrt))}})
		return nil, false
	}
	return wrt, true
}

// swapSign returns the fix that writes sign in front of the variable b.
func (p *parser) swapSign(s *statement, b *below, sign string) []Fix {
	if b.name.from == 0 {
		return nil
	}
	return fixes(s.tokens[b.name.from-1].span(), sign)
}

// orderOf returns the order of differentiation, which is 1 where none is written.
func (p *parser) orderOf(digits string, span Span) (int, bool) {
	if digits == "" {
		return 1, true
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > maxOrder {
		p.report(Diagnostic{Span: span, Code: "order-too-high", Args: []string{p.quote(span)}})
		return 0, false
	}
	return n, true
}
