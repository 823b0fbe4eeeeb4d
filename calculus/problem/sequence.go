package problem

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// part is one of several requests in a Japanese sentence: Lの全微分と勾配を求めよ.
// What one does not say, the one before it said.
type part struct {
	statement *statement
	japanese  *japanese
	// then says that the part differentiates what the one before it found: uで
	// 偏微分し、さらにvで偏微分せよ.
	then bool
}

// parts reads a Japanese sentence, which may hold several requests.
func (p *parser) parts(q *question) (bad *token) {
	s := q.statement
	from, then := 0, false
	for i := range s.tokens {
		last := s.tokens[i].kind == kindEnd
		joint := ""
		if !last && s.tokens[i].kind == kindVerb && holdsVerb(s.tokens[i+1:]) {
			joint = s.tokens[i+1].text
			if k := s.tokens[i+1].kind; k != kindParticle && !s.tokens[i+1].is(",") {
				joint = ""
			}
		}
		switch joint {
		case "と", ",", "さらに", "し":
		default:
			if !last {
				continue
			}
		}
		one := *s
		one.tokens = s.tokens[from:]
		if !last {
			end := token{kind: kindEnd, start: s.tokens[i].end, end: s.tokens[i].end, space: true}
			one.tokens = append(slices.Clone(s.tokens[from:i+1]), end)
		}
		j, bad := parseTokens(grammar().japanese, one.tokens)
		if bad != nil {
			return bad
		}
		q.parts = append(q.parts, part{&one, j, then})
		if joint == "し" && p.unclearSequence(s, i) {
			s.broken = true
			return nil
		}
		from, then = i+2, joint == "さらに"
		if !last && then && s.tokens[from].is(",") {
			from++ // してから、
		}
	}
	return nil
}

// holdsVerb reports whether a verb stands among the tokens.
func holdsVerb(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.kind == kindVerb })
}

// unclearSequence reports uで偏微分し、vで偏微分せよ, where the second derivative
// may be one of the first or one of the function. The verb stands at i.
func (p *parser) unclearSequence(s *statement, i int) bool {
	if s.tokens[i].text != "partial" && s.tokens[i].text != "derivative" {
		return false
	}
	rest := s.tokens[i+2:]
	for j := range rest {
		if rest[j].kind == kindParticle && (rest[j].text == "を" || rest[j].text == "の") && j+1 < len(rest) && rest[j+1].kind != kindParticle && holdsVerb(rest[j:]) {
			return false // it names its own function
		}
	}
	var object *token
	for j := range s.tokens[:i] {
		if s.tokens[j].kind == kindParticle && s.tokens[j].text == "を" {
			object = &s.tokens[j]
			break
		}
	}
	span, joint := s.span(), s.tokens[i+1].span()
	d := Diagnostic{Span: span, Code: "ambiguous-sequence", Args: []string{p.quote(span)}}
	again := ""
	if object != nil {
		again = p.text[span.Start:object.end]
	}
	first, second := p.text[span.Start:joint.Start], p.text[joint.End:span.End]
	d.Fixes = fixes(span, p.text[span.Start:joint.End]+"さらに"+second, first+"せよ; "+again+second)
	p.report(d)
	return true
}

// objects looks up what a part names: functions, and the variables of
// differentiation.
func (p *parser) objects(s *statement, j *japanese) (of []*Definition, by []*calculus.Sym, ok bool) {
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
				return nil, nil, false
			}
			of = append(of, d)
		}
	}
	return of, by, true
}

// japaneseRequest reads Lをuで偏微分 and Lの全微分, and several of them in one
// sentence.
func (p *parser) japaneseRequest(q *question) {
	span := q.statement.span()
	var of []*Definition
	var chain []*calculus.Sym // of the derivatives so far
	for i, part := range q.parts {
		j, s := part.japanese, part.statement
		named, by, ok := p.objects(s, j)
		if !ok {
			return
		}
		if named != nil {
			of = named
		}
		if j.Sign.to > 0 {
			if sign, _, at := p.name(s, j.Sign); j.Verb != "total" || len(of) != 1 || sign != "d"+of[0].Name.Name() {
				p.report(Diagnostic{Span: span, Code: "not-a-statement", Args: []string{p.quote(span), p.quote(at)}})
				return
			}
		}
		next := i+1 < len(q.parts) && q.parts[i+1].then
		if !part.then && !next {
			chain = nil
			p.requests(q, j.Verb, q.orderOf(s), of, by, span)
			continue
		}
		if !part.then {
			chain = nil
		}
		d := q.above
		if len(of) == 1 {
			d = of[0]
		}
		if by == nil && len(d.Leaves()) == 1 {
			by = d.Leaves()
		}
		if len(of) > 1 || len(by) != 1 || j.Verb != "partial" && j.Verb != "derivative" {
			p.whichVariable(d, span)
			return
		}
		if chain = append(chain, by...); next {
			continue
		}
		kind := Partial
		if j.Verb == "derivative" {
			kind = Ordinary
		}
		if len(chain) > maxOrder {
			p.report(Diagnostic{Span: span, Code: "order-too-high", Args: []string{p.quote(span)}})
			return
		}
		p.ask(kind, d, span, chain...)
		chain = nil
	}
}
