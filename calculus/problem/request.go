package problem

import (
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// maxOrder limits the order of a derivative that is asked for. The tenth
// derivative of a product of a few factors already fills pages.
const maxOrder = 10

// answerable turns a question into requests.
func (p *parser) answerable(q *question) {
	if q.verbal == nil && q.japanese == nil && q.notations == nil {
		return
	}
	if q.above == nil {
		if p.failed {
			return // the definition is there, and broken
		}
		p.report(Diagnostic{Span: q.statement.span(), Code: "no-definition", Args: []string{p.quote(q.statement.span())}})
		return
	}
	switch {
	case q.verbal != nil:
		p.verbalRequest(q)
	case q.japanese != nil:
		p.japaneseRequest(q)
	default:
		spans := p.itemSpans(q)
		for i := range q.notations.Items {
			if p.tired() {
				return
			}
			p.notationRequest(q, &q.notations.Items[i], spans[i])
		}
	}
}

// request adds what verb asks of d, by the given variables; none means all.
func (p *parser) request(verb string, d *Definition, by []*calculus.Sym, span Span) {
	all := d.Leaves()
	switch verb {
	case "partial":
		if by == nil && len(d.LeafFamilies()) == 0 {
			by = all
		}
		if len(by) == 0 {
			p.whichVariable(d, span)
			return
		}
		for _, v := range by {
			p.ask(Partial, d, span, v)
		}
	case "derivative":
		if by == nil {
			if len(all) != 1 || len(d.LeafFamilies()) > 0 {
				p.whichVariable(d, span)
				return
			}
			by = all
		}
		for _, v := range by {
			p.ask(Ordinary, d, span, v)
		}
	case "total":
		if len(by) > 0 {
			p.report(Diagnostic{Span: span, Code: "takes-no-variables", Args: []string{verb}})
			return
		}
		if d.Family == nil && p.runsOverFamily(d, span) {
			return
		}
		p.ask(Total, d, span, all...)
	case "gradient":
		p.over(Gradient, d, by, span)
	case "hessian":
		p.over(Hessian, d, by, span)
	}
}

// over asks for a gradient or a Hessian.
func (p *parser) over(kind Kind, d *Definition, by []*calculus.Sym, span Span) {
	if by == nil {
		if p.runsOverFamily(d, span) {
			return
		}
		by = d.Leaves()
	}
	p.ask(kind, d, span, by...)
}

// runsOverFamily reports that what is asked would run over the members of a
// family, which cannot be worked out yet.
func (p *parser) runsOverFamily(d *Definition, span Span) bool {
	if d.Family == nil && len(d.LeafFamilies()) == 0 {
		return false
	}
	p.report(Diagnostic{Span: span, Code: "not-yet", Args: []string{p.quote(span)}})
	return true
}

// whichVariable reports that a request must name a variable.
func (p *parser) whichVariable(d *Definition, span Span) {
	diagnostic := Diagnostic{Span: span, Code: "which-variable", Args: []string{d.Name.Name()}}
	if list := variablesOf(d); list != "" {
		diagnostic.Args = append(diagnostic.Args, list)
	}
	p.report(diagnostic)
}

func joinNames(list []*calculus.Sym) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.Name()
	}
	return strings.Join(names, ", ")
}

// verbalRequest reads verb [name] [by vars]. An object that is no definition is
// a variable: partial u, v.
func (p *parser) verbalRequest(q *question) {
	v, s := q.verbal, q.statement
	span := s.span()
	var by []*calculus.Sym
	for _, n := range v.By {
		if text, _, _ := p.name(s, n); text != "" {
			by = append(by, p.symbol(text))
		}
	}
	var of []*Definition
	for _, t := range v.Objects {
		text, _, at := p.name(s, t.Name)
		switch {
		case text == "":
			return
		case p.defined[text] != nil:
			of = append(of, p.defined[text])
		case v.By != nil || len(of) > 0 || t.Args != nil || !p.isVariable(q.above, text):
			if v.By == nil && t.Args == nil && len(of) == 0 {
				p.report(p.unknownName(text, at))
			} else {
				p.report(p.unknownDefinition(text, at))
			}
			return
		default:
			by = append(by, p.symbol(text))
		}
	}
	if len(of) == 0 {
		of = []*Definition{q.above}
	}
	for _, d := range of {
		p.request(v.Verb, d, by, span)
	}
}

// isVariable reports whether d may be differentiated by name, or whether that
// cannot be told because its body is broken.
func (p *parser) isVariable(d *Definition, name string) bool {
	return d.dependsOn(name) || p.failed
}

// japaneseRequest reads Lをuで偏微分 and Lの全微分.
func (p *parser) japaneseRequest(q *question) {
	j, s := q.japanese, q.statement
	span := s.span()
	var of []*Definition
	var by []*calculus.Sym
	for _, ph := range j.Phrases {
		for _, t := range ph.Names {
			if ph.Particle == "で" || ph.Particle == "での" {
				if text, _, _ := p.name(s, t.Name); text != "" {
					by = append(by, p.symbol(text))
				}
				continue
			}
			d, _ := p.function(s, t.Name)
			if d == nil {
				return
			}
			of = append(of, d)
		}
	}
	if len(of) == 0 {
		of = []*Definition{q.above}
	}
	if j.Sign.to > 0 {
		if sign, _, at := p.name(s, j.Sign); j.Verb != "total" || len(of) != 1 || sign != "d"+of[0].Name.Name() {
			p.report(Diagnostic{Span: span, Code: "not-a-statement", Args: []string{p.quote(span), p.quote(at)}})
			return
		}
	}
	for _, d := range of {
		p.request(j.Verb, d, by, span)
	}
}

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
	case n.Frac != nil:
		p.quotientRequest(q, &n.Frac.Above, n.Frac.Below, operand(&n.Frac.Above, n.Frac.Of), span)
	case n.Flat != nil:
		of := operand(&n.Flat.Above, n.Flat.Of)
		if n.Flat.Below == nil {
			p.differentialRequest(q, &n.Flat.Above, of, span)
			return
		}
		p.quotientRequest(q, &n.Flat.Above, n.Flat.Below, of, span)
	default:
		p.shortRequest(q, n.Short, span)
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
	if len(q.notations.Items) == 1 {
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
	for len(spans) < len(q.notations.Items) {
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
	if a.order != "" && a.order != "1" {
		p.report(Diagnostic{Span: span, Code: "not-yet", Args: []string{p.quote(span)}})
		return
	}
	if text, _, at := p.name(q.statement, *of); text != "" && p.defined[text] == nil {
		if near := nearest("d"+text, verbs()); near != "" {
			at.Start = span.Start
			p.report(Diagnostic{Span: at, Code: "unknown-verb", Args: []string{"d" + text, near}, Fixes: fixes(at, near)})
			return
		}
	}
	if d, _ := p.function(q.statement, *of); d != nil {
		p.request("total", d, nil, span)
	}
}

// quotientRequest reads ∂²f/∂y∂x, where f is differentiated by x first.
func (p *parser) quotientRequest(q *question, a *above, list []below, of *name, span Span) {
	s := q.statement
	d := q.above
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
	kind := Partial
	if a.sign == "d" {
		kind = Ordinary
	}
	var wrt []*calculus.Sym
	for i := len(list) - 1; i >= 0; i-- {
		b := &list[i]
		text, primes, _ := p.name(s, b.name)
		if text == "" {
			return
		}
		if b.sign != a.sign {
			p.report(Diagnostic{Span: span, Code: "mixed-signs", Args: []string{a.sign, b.sign},
				Fixes: p.swapSign(s, b, a.sign)})
			return
		}
		n, ok := p.orderOf(b.order, span)
		if !ok {
			return
		}
		v := p.symbol(text + strings.Repeat("'", primes))
		for range n {
			wrt = append(wrt, v)
		}
	}
	total, ok := p.orderOf(a.order, span)
	if !ok {
		return
	}
	if total != len(wrt) || len(wrt) > maxOrder {
		code := "order-mismatch"
		if total == len(wrt) {
			code = "order-too-high"
		}
		p.report(Diagnostic{Span: span, Code: code, Args: []string{p.quote(span), strconv.Itoa(total), strconv.Itoa(len(wrt))}})
		return
	}
	p.ask(kind, d, span, wrt...)
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
