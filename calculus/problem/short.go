package problem

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// shortRequest reads f'(x), f_{xy} and D_x f.
func (p *parser) shortRequest(q *question, n *short, span Span) {
	s := q.statement
	text, primes, at := p.name(s, n.Name)
	if text == "" {
		return
	}
	base, sub, subscripted := strings.Cut(text, "_")
	switch {
	case p.defined[text] != nil || p.defined[base] != nil && primes > 0 && !subscripted:
		d, primes := p.function(s, n.Name)
		p.primeRequest(d, primes, n, span, at, s)
	case subscripted && p.defined[base] != nil && primes == 0 && n.Of == nil:
		p.subscriptRequest(p.defined[base], sub, span, at)
	case subscripted && base == "D" && primes == 0:
		d := q.above
		if n.Of != nil {
			d, _ = p.function(s, n.Of.Name)
		}
		if d != nil && p.along != nil { // D_v f along (3,4)
			p.directional(d, nil, span)
		} else if d != nil {
			p.subscriptRequest(d, sub, span, at)
		}
	case p.newton(text) != nil && n.Of == nil:
		_, accent := calculus.Accent(text)
		p.primeRequest(p.newton(text), primes+len(accent)-len("ot"), n, span, at, s)
	case base == "D" && !subscripted && n.Of != nil && n.Args == nil && primes == 0:
		if d, _ := p.function(s, n.Of.Name); d != nil {
			p.request("derivative", d, nil, span)
		}
	case n.Of == nil && primes == 0 && len(text) > 1 && text[0] == 'D' && p.defined[text[1:]] != nil:
		p.used[p.defined[text[1:]]] = true
		p.request("derivative", p.defined[text[1:]], nil, span)
	case n.Of != nil && len(base) > 2 && nearest(base, verbs()) != "":
		near := nearest(base, verbs())
		p.report(Diagnostic{Span: at, Code: "unknown-verb", Args: []string{base, near}, Fixes: fixes(at, near)})
	case n.Of == nil && n.Args == nil && primes == 0 && !subscripted && p.joined(text) != nil:
		d := p.joined(text)
		p.used[d] = true
		p.subscriptRequest(d, text[len(d.Name.Name()):], span, at)
	case n.Of == nil && p.gluedVerb(text, at), p.asksForMore(s):
	case n.Of == nil && (primes > 0 || subscripted || n.Args != nil):
		p.report(p.unknownDefinition(base, at))
	default:
		p.report(Diagnostic{Span: span, Code: "not-a-statement", Args: []string{p.quote(span), p.quote(at)}})
	}
}

// joined returns the function f of fx and fxy, where x and y are variables of f and
// nothing is called fx.
func (p *parser) joined(word string) *Definition {
	for _, d := range p.problem.Definitions {
		rest, ok := cutPrefix(word, d.Name.Name())
		if ok && !slices.ContainsFunc(letters(rest), func(v string) bool { return !named(d.Leaves(), v) }) {
			return d
		}
	}
	return nil
}

// gluedVerb reports gradf, a verb and the name of a function without a space.
func (p *parser) gluedVerb(text string, at Span) bool {
	for _, verb := range verbs() {
		if rest, ok := cutPrefix(text, verb); ok && p.defined[rest] != nil {
			p.report(Diagnostic{Span: at, Code: "unknown-verb", Args: []string{text, verb + " " + rest}, Fixes: fixes(at, verb+" "+rest)})
			return true
		}
	}
	return false
}

// newton returns the function that a name with dots differentiates: x of \dot{x}.
func (p *parser) newton(name string) *Definition {
	if letter, accent := calculus.Accent(name); accent == "dot" || accent == "ddot" {
		return p.defined[letter]
	}
	return nil
}

// primeRequest reads f'(x) and f”(x).
func (p *parser) primeRequest(d *Definition, primes int, n *short, span, at Span, s *statement) {
	if primes == 0 && n.Of == nil && p.at != nil {
		p.request("value", d, nil, span)
		return
	}
	if primes == 0 || n.Of != nil {
		p.report(Diagnostic{Span: span, Code: "nothing-asked", Args: []string{p.quote(span), d.Name.Name()}})
		return
	}
	vars := d.Leaves()
	if len(vars) == 0 {
		p.whichVariable(d, span)
		return
	}
	if len(vars) != 1 {
		p.report(Diagnostic{Span: span, Code: "prime-of-several", Args: []string{d.Name.Name(), strconv.Itoa(len(vars)), joinNames(vars)}})
		return
	}
	if primes > maxOrder {
		p.report(Diagnostic{Span: span, Code: "order-too-high", Args: []string{p.quote(span)}})
		return
	}
	if len(n.Args) > 1 {
		p.report(p.arity(span, d.Name.Name(), 1, 1, len(n.Args)))
		return
	}
	if len(n.Args) == 1 {
		text, _, at := p.name(s, n.Args[0])
		if text == "" {
			return
		}
		if text != vars[0].Name() { // f'(a)
			p.at = &place{statement: *s, values: []expression{{n.Args[0].from, n.Args[0].to}}, span: at}
		}
	}
	wrt := make([]*calculus.Sym, primes)
	for i := range wrt {
		wrt[i] = vars[0]
	}
	p.ask(Ordinary, d, span, wrt...)
}

// subscriptRequest reads f_{xy}, which is differentiated by x first.
func (p *parser) subscriptRequest(d *Definition, sub string, span, at Span) {
	var wrt []*calculus.Sym
	rest := sub
	vars := d.Leaves()
	for rest != "" {
		best := ""
		for _, v := range vars {
			if n := v.Name(); strings.HasPrefix(rest, n) && len(n) > len(best) {
				best = n
			}
		}
		if best == "" {
			p.report(p.notAVariable(rest, d, at))
			return
		}
		wrt = append(wrt, p.symbol(best))
		rest = strings.TrimPrefix(rest[len(best):], "_")
	}
	if len(wrt) > maxOrder {
		p.report(Diagnostic{Span: span, Code: "order-too-high", Args: []string{p.quote(span)}})
		return
	}
	p.ask(Partial, d, span, wrt...)
}
