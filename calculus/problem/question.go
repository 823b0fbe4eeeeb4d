package problem

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// question is a request as it was written, before names are looked up.
type question struct {
	statement *statement
	verbal    *verbal
	parts     []part // of a Japanese sentence
	jacobian  *jacobian
	notations []notation
	points    []*place // of each of the notations, where one is written
	laplacian bool
	order     int         // that words ask for; 0 is the first
	orders    map[int]int // by where the verb begins that has one
	above     *Definition // the last definition above the request
}

// question reads the outer form of a request and makes the names that it
// differentiates by known as variables.
func (p *parser) question(q *question) {
	s := q.statement
	q.above = p.lastAbove(s)
	p.plainWords(q)
	s.tokens = withPartialSigns(s.tokens)
	if p.combines(q) {
		return
	}
	sentence := false
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind == kindParticle && t.text != "と" && (i > 0 || t.text != "せよ") {
			sentence = true
		}
	}
	p.dropNoun(s)
	if sentence {
		p.cutPoints(q)
		s.tokens = p.withVerbs(s.tokens)
		if signs := signsOf(s.tokens); signs != nil {
			s.tokens, sentence = signs, false
		}
	}
	first := &s.tokens[0]
	startsWithVerb := (first.kind == kindWord || first.kind == kindNamed || first.kind == kindCommand) && verbOf(first.text) != "" &&
		p.defined[first.text] == nil && !s.tokens[1].is("_") && !s.tokens[1].is("'") && !s.tokens[1].is("/")
	var bad *token
	switch {
	case startsWithVerb || first.kind == kindVerb:
		tokens := slices.Clone(s.tokens)
		if startsWithVerb {
			tokens[0].kind, tokens[0].text = kindVerb, verbOf(first.text)
		}
		s.tokens = withoutEndings(tokens)
		q.verbal, bad = readVerbal(s.tokens)
	case sentence && !s.broken:
		bad = p.parts(q)
	case isJacobian(s.tokens):
		q.jacobian, bad = parseTokens(grammar().jacobian, s.tokens)
	default:
		s.tokens = plainSigns(p.withoutAnd(s.tokens))
		p.cutPoints(q)
		s.tokens = p.cutDifferentials(s.tokens)
		q.notations, bad = readNotations(s.tokens)
	}
	if bad != nil && !s.broken && !p.operatorOnFormula(s) && !p.verbOnFormula(s) {
		p.reportRequest(s, bad)
	}
	if bad != nil || s.broken {
		q.verbal, q.parts, q.jacobian, q.notations = nil, nil, nil, nil
		return
	}
	p.knowVariables(q)
}

// isJacobian reports whether the tokens are ∂(x,y)/∂(r,θ).
func isJacobian(tokens []token) bool {
	if tokens[0].kind == kindCommand && tokens[0].text == "frac" {
		return len(tokens) > 3 && tokens[1].is("{") && tokens[2].is("∂") && tokens[3].is("(")
	}
	return tokens[0].is("∂") && tokens[1].is("(")
}

// lastAbove returns the last definition above s, or the last of all.
func (p *parser) lastAbove(s *statement) *Definition {
	var last *Definition
	for _, d := range p.problem.Definitions {
		if last == nil || d.Span.Start <= s.tokens[0].start {
			last = d
		}
	}
	if last != nil && last.Span.Start > s.tokens[0].start {
		return p.problem.Definitions[len(p.problem.Definitions)-1]
	}
	return last
}

// whole returns what a request without a name asks about: the definition above it or, where
// that is an intermediate, z = wx + b, the one above it that everything else leads to and that
// nothing has been asked of: L.
func (p *parser) whole(q *question) *Definition {
	var top *Definition
	for _, d := range p.problem.Definitions {
		if p.used[d] || d == q.above || d.Equation != nil || d.Span.Start > q.statement.tokens[0].start || !slices.Contains(d.Uses, q.above) && !d.dependsOn(q.above.Name.Name()) {
			continue
		}
		if top != nil {
			return q.above
		}
		top = d
	}
	if top == nil {
		return q.above
	}
	return top
}

// cutDifferentials cuts the d off words such as dL where a differential can
// stand: at the start, after "/", "{" and ",".
func (p *parser) cutDifferentials(tokens []token) []token {
	if !slices.ContainsFunc(tokens, func(t token) bool { return t.kind == kindWord && t.text[0] == 'd' }) {
		return tokens
	}
	out := make([]token, 0, len(tokens)+4)
	for i := range tokens {
		t := tokens[i]
		starts := i == 0 || tokens[i-1].is("/") || i > 1 && tokens[i-1].is("(") && takesPoint(tokens, i-1) || tokens[i-1].is("{") || tokens[i-1].is(",") || tokens[i-1].is("(") && i > 1 && tokens[i-2].is("/")
		if !starts || t.kind != kindWord || !strings.HasPrefix(t.text, "d") || p.scope.bases[t.text] {
			out = append(out, t)
			continue
		}
		if i > 0 && tokens[i-1].is("{") && (i < 2 || tokens[i-2].is("_") || tokens[i-2].is("^")) {
			out = append(out, t)
			continue
		}
		d, rest := t, t
		d.kind, d.text, d.end = kindD, "d", t.start+int(t.unit)
		out = append(out, d)
		if len(t.text) > 1 {
			rest.text, rest.start, rest.space = t.text[1:], d.end, false
			out = append(out, rest)
		}
	}
	return out
}

// reportRequest says what is wrong with a statement that is neither a
// definition nor a request.
func (p *parser) reportRequest(s *statement, bad *token) {
	first := &s.tokens[0]
	if p.asksForMore(s) {
		return
	}
	if bad.kind == kindBad || bad.kind == kindCommand {
		p.report(p.unexpectedToken(bad))
		return
	}
	if first.kind == kindWord && len(first.text) > 2 && len(s.tokens) > 2 && s.tokens[1].kind == kindWord && s.tokens[1].space {
		if near := nearest(first.text, verbs()); near != "" {
			p.report(Diagnostic{Span: first.span(), Code: "unknown-verb", Args: []string{first.text, near}, Fixes: fixes(first.span(), near)})
			return
		}
	}
	p.report(Diagnostic{Span: s.span(), Code: "not-a-statement", Args: []string{p.quote(s.span()), p.quote(bad.span())}})
}

// asksForMore reports a request for what is no derivative.
func (p *parser) asksForMore(s *statement) bool {
	i := slices.IndexFunc(s.tokens, func(t token) bool { return (t.kind == kindNamed || t.kind == kindWord) && notOffered(t.text) })
	if i < 0 {
		return false
	}
	span := s.tokens[i].span()
	p.report(Diagnostic{Span: span, Code: "not-offered", Args: []string{p.quote(span)}})
	return true
}

// knowVariables makes the names that q differentiates by known as values, so
// that u(v+1) is a product where ∂L/∂u is asked.
func (p *parser) knowVariables(q *question) {
	s := q.statement
	know := func(n name) {
		base, _, ok := readName(s.tokens[n.from:n.to])
		if !ok || p.defined[base] != nil {
			return
		}
		p.scope.declare(base)
		p.scope.values[base] = true
	}
	switch {
	case q.verbal != nil:
		for _, n := range q.verbal.By {
			know(n)
		}
		if q.verbal.By == nil {
			for _, t := range q.verbal.Objects {
				know(t.Name)
			}
		}
	case q.parts != nil:
		for _, part := range q.parts {
			s = part.statement
			for _, ph := range part.japanese.Phrases {
				if ph.Particle == "で" || ph.Particle == "での" {
					for _, t := range ph.Names {
						know(t.Name)
					}
				}
			}
		}
	case q.jacobian != nil:
		for _, n := range q.jacobian.By {
			know(n)
		}
	case q.notations != nil:
		for _, n := range q.notations {
			for _, b := range n.below() {
				know(b.name)
			}
		}
	}
}

// below returns the variables of a derivative in mathematical signs.
func (n *notation) below() []below {
	if n.Quo == nil {
		return nil
	}
	if n.Quo.Inner == nil {
		return n.Quo.Below
	}
	return slices.Concat(n.Quo.Below, n.Quo.Inner.below())
}

// text returns a name in its canonical form.
func (p *parser) name(s *statement, n name) (text string, primes int, span Span) {
	tokens := s.tokens[n.from:n.to]
	span = spanOf(tokens)
	base, primes, ok := readName(tokens)
	if !ok {
		p.report(Diagnostic{Span: span, Code: "bad-name", Args: []string{p.quote(span)}})
		return "", 0, span
	}
	return base, primes, span
}

// function looks up the definition that n names, with its primes counted.
func (p *parser) function(s *statement, n name) (d *Definition, primes int) {
	base, primes, span := p.name(s, n)
	if base == "" {
		return nil, 0
	}
	for k := min(primes, maxOrder); k >= 0; k-- {
		if d := p.defined[base+strings.Repeat("'", k)]; d != nil {
			p.used[d] = true
			return d, primes - k
		}
	}
	if d := p.otherMember(base); d != nil {
		return d, primes
	}
	p.report(p.unknownDefinition(base, span))
	return nil, 0
}

// ask adds a request after checking that the function has the variables. It
// returns nil where it has not.
func (p *parser) ask(kind Kind, d *Definition, span Span, wrt ...*calculus.Sym) *Request {
	p.used[d] = true
	if d.Equation != nil && kind != Partial && kind != Ordinary && kind != Tangent && kind != Normal {
		p.report(Diagnostic{Span: span, Code: "unknown-of-equation", Args: []string{d.Name.Name(), joinNames(d.Vars)}})
		return nil
	}
	if kind == Partial || kind == Ordinary {
		d = p.asWritten(p.composed(kind, d, wrt), wrt)
	}
	parameter := p.parameterFor(kind, d, wrt)
	for _, v := range wrt {
		if parameter == nil && !p.mayDifferentiate(kind, d, v, span) {
			return nil
		}
	}
	if len(p.problem.Requests) >= p.limits.Requests {
		p.report(Diagnostic{Span: span, Code: "too-many-requests"})
		return nil
	}
	r := &Request{Kind: kind, Function: d, Wrt: wrt, Span: span, Parameter: parameter}
	p.problem.Requests = append(p.problem.Requests, r)
	return r
}

// leaves returns the leaves of d, once all bodies have been read.
func (p *parser) leaves(d *Definition) *calculus.SymbolSet {
	list, ok := p.leafs[d]
	if !ok {
		list = calculus.SetOf(d.Leaves())
		if p.leafs == nil {
			p.leafs = map[*Definition]*calculus.SymbolSet{}
		}
		p.leafs[d] = list
	}
	return list
}

// mayDifferentiate reports whether d depends on the variable.
func (p *parser) mayDifferentiate(kind Kind, d *Definition, variable *calculus.Sym, span Span) bool {
	name := variable.Name()
	leaves := p.leaves(d)
	if p.ranges[name] != nil || !leaves.Has(variable) && p.isBound(name) {
		p.report(Diagnostic{Span: span, Code: "by-a-bound", Args: []string{name}})
		return false
	}
	unknown := d.Equation != nil && name == d.Name.Name() // F(x, y) = 0 holds it, but it isn't a variable of itself
	if kind == Ordinary && !unknown && d.changesWith(name) {
		return true
	}
	if !unknown && d.dependsOn(name) {
		base := baseOf(name)
		if f := p.problem.familyOf(base); f != nil && len(name) > len(base) && p.problem.Member(variable) == nil && !leaves.Has(variable) {
			p.report(Diagnostic{Span: span, Code: "subscript-count", Args: []string{name, plural(len(piecesOf(name, 0))), base, plural(len(f.Ranges))}})
			return false
		}
		return true
	}
	if slices.ContainsFunc(d.LeafFamilies(), func(f *Family) bool { return f.Base == name }) {
		p.whichVariable(d, span) // ∂L/∂w, where only w_k is a variable
		return false
	}
	if d.Body != nil && !d.ArgList && len(leaves.Symbols()) == 0 && len(d.LeafFamilies()) == 0 {
		return true // a constant may be differentiated by anything
	}
	if d.Body == nil && p.failed {
		return true // the body is broken, so nothing is known about it
	}
	if p.failed && !d.ArgList {
		return true
	}
	if diagnostic, ok := p.throughAnother(name, d, span); ok && (kind != Partial || diagnostic.Code == "defined-coordinate") {
		p.report(diagnostic)
		return false
	}
	p.report(p.notAVariable(name, d, span))
	return false
}

// throughAnother reports that d depends on the variable called name in a way that
// is not worked out: by a parameter that both depend on, as y does on x on the
// curve x = cos t, y = sin t, or as the unknown of an equation whose variables may
// depend on t.
func (p *parser) throughAnother(name string, d *Definition, span Span) (Diagnostic, bool) {
	diagnostic := Diagnostic{Span: span, Code: "not-yet", Args: []string{p.quote(span)}}
	if x := p.defined[name]; x != nil && d.Equation != nil && x.Equation == nil {
		return Diagnostic{Span: span, Code: "defined-coordinate", Args: []string{name, d.Name.Name(), p.quote(x.Span)}}, true
	}
	if x := p.defined[name]; x != nil && x != d {
		for _, t := range x.Leaves() {
			if named(d.Leaves(), t.Name()) {
				slope := func(of string) string { return "d" + of + "/d" + t.Name() }
				diagnostic.Args = append(diagnostic.Args, slope(d.Name.Name()), slope(name), t.Name())
				return diagnostic, true
			}
		}
	}
	if d.Equation == nil || name == d.Name.Name() || len(d.Vars)+len(d.Equation.Uses) == 0 {
		return diagnostic, false
	}
	if len(d.Equation.Uses) > 0 {
		x := d.Equation.Uses[0]
		return Diagnostic{Span: span, Code: "defined-coordinate", Args: []string{x.Name.Name(), d.Name.Name(), p.quote(x.Span)}}, true
	}
	diagnostic.Code = "undeclared-rate"
	diagnostic.Args = append(diagnostic.Args, name, d.Vars[0].Name())
	return diagnostic, true
}

// notAVariable reports that d does not depend on the variable called name.
func (p *parser) notAVariable(name string, d *Definition, span Span) Diagnostic {
	diagnostic := Diagnostic{Span: span, Code: "not-a-variable", Args: []string{name, d.Name.Name()}}
	if list := variablesOf(d); list != "" {
		diagnostic.Args = append(diagnostic.Args, list)
	}
	return diagnostic
}

// variablesOf lists what d may be differentiated by, for a message.
func variablesOf(d *Definition) string {
	text := joinNames(d.Leaves())
	for _, f := range d.LeafFamilies() {
		if text != "" {
			text += ", "
		}
		text += f.Base + "_" + [...]string{"k", "kl", "klm"}[min(len(f.Ranges), 3)-1]
	}
	return text
}
