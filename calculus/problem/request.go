package problem

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// maxOrder limits the order of a derivative that is asked for. The tenth
// derivative of a product of a few factors already fills pages.
const maxOrder = 10

// answerable turns a question into requests.
func (p *parser) answerable(q *question) {
	if q.verbal == nil && q.japanese == nil && q.jacobian == nil && q.notations == nil {
		return
	}
	if q.above == nil {
		if p.failed {
			return // the definition is there, and broken
		}
		p.report(Diagnostic{Span: q.statement.span(), Code: "no-definition", Args: []string{p.quote(q.statement.span())}})
		return
	}
	at := q.statement.at
	if len(q.points) == 1 && q.points[0] != nil {
		at = q.points[0]
	}
	switch {
	case q.verbal != nil:
		p.within(q, at, func() { p.verbalRequest(q) })
	case q.japanese != nil:
		p.within(q, at, func() { p.japaneseRequest(q) })
	case q.jacobian != nil:
		p.within(q, at, func() { p.jacobianRequest(q) })
	default:
		spans := p.itemSpans(q)
		for i := range q.notations {
			if p.tired() {
				return
			}
			if i < len(q.points) && q.points[i] != nil {
				at = q.points[i]
			} else {
				at = q.statement.at
			}
			p.within(q, at, func() { p.notationRequest(q, &q.notations[i], spans[i]) })
		}
	}
}

// within makes requests whose answers are wanted at the point, if there is one.
func (p *parser) within(q *question, at *place, ask func()) {
	n := len(p.problem.Requests)
	p.at, p.along = at, q.statement.along
	ask()
	list := p.problem.Requests[n:]
	p.problem.Requests = p.problem.Requests[:n]
	for _, r := range list {
		if p.locate(r, at) {
			p.problem.Requests = append(p.problem.Requests, r)
		}
	}
	if along := p.along; along != nil && len(list) > 0 && list[0].Kind != Directional {
		p.report(Diagnostic{Span: along.span, Code: "stray-direction", Args: []string{p.quote(along.span)}})
		p.problem.Requests = p.problem.Requests[:n]
	}
	p.at, p.along = nil, nil
}

// locate puts the point into the request. A value and a tangent need all
// coordinates.
func (p *parser) locate(r *Request, at *place) bool {
	needed := r.Kind == Value || r.Kind == Tangent
	if at == nil {
		if needed {
			p.report(Diagnostic{Span: r.Span, Code: "no-point", Args: []string{p.quote(r.Span), r.Function.Name.Name(), exampleOf(r.Wrt)}})
		}
		return !needed
	}
	var ok bool
	if r.At, ok = p.point(at, r.Function); !ok || !needed {
		return ok
	}
	for _, v := range r.Wrt {
		if !slices.ContainsFunc(r.At, func(c Coordinate) bool { return c.Var.Name() == v.Name() }) {
			p.report(Diagnostic{Span: at.span, Code: "open-coordinate", Args: []string{p.quote(at.span), v.Name(), r.Function.Name.Name()}})
			return false
		}
	}
	return true
}

// exampleOf writes a point with the variables: x=0, y=0.
func exampleOf(vars []*calculus.Sym) string {
	text := ""
	for i, v := range vars {
		if i > 0 {
			text += ", "
		}
		text += v.Name() + "=" + plural(i+1)
	}
	return text
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
		if p.along != nil {
			p.directional(d, by, span)
			return
		}
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
	case "chain":
		verb = "partial"
		if len(all) == 1 && len(d.LeafFamilies()) == 0 {
			verb = "derivative"
		}
		p.request(verb, d, by, span)
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
	case "value":
		p.over(Value, d, nil, span)
	case "tangent":
		p.over(Tangent, d, nil, span)
	case "directional":
		p.directional(d, by, span)
	}
}

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
			p.mayDifferentiate(of[0], v, span)
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
	verb := v.Verb
	if slices.Contains(v.Nouns, "determinant") && verb == "jacobian" {
		verb = "determinant"
	}
	p.requests(q, verb, of, by, span)
}

// requests adds what verb asks of each function, or of all of them together.
func (p *parser) requests(q *question, verb string, of []*Definition, by []*calculus.Sym, span Span) {
	if verb == "jacobian" || verb == "determinant" {
		if of == nil {
			of = p.results()
		}
		p.jacobian(of, by, verb == "determinant", span)
		return
	}
	if of == nil {
		of = []*Definition{q.above}
	}
	for _, d := range of {
		if q.order > 0 {
			p.ordered(verb, d, by, q.order, span)
			continue
		}
		p.request(verb, d, by, span)
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
	if j.Sign.to > 0 {
		if sign, _, at := p.name(s, j.Sign); j.Verb != "total" || len(of) != 1 || sign != "d"+of[0].Name.Name() {
			p.report(Diagnostic{Span: span, Code: "not-a-statement", Args: []string{p.quote(span), p.quote(at)}})
			return
		}
	}
	p.requests(q, j.Verb, of, by, span)
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
	if order > 2 {
		p.report(Diagnostic{Span: span, Code: "not-yet", Args: []string{p.quote(span)}})
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
