package problem

import (
	"slices"
	"strings"
)

// isOperator reports whether the tokens are d/dx or \frac{\partial^2}{\partial
// x^2}: an operator, with nothing above the line for it to differentiate.
func isOperator(tokens []token) bool {
	if len(tokens) < 3 {
		return false
	}
	i := 0
	fraction := tokens[0].kind == kindCommand && tokens[0].text == "frac" && tokens[1].is("{")
	if fraction {
		i = 2
	}
	if t := &tokens[i]; !t.is("∂") && !(t.kind == kindWord && t.text == "d") {
		return false
	}
	i++
	switch {
	case i < len(tokens) && tokens[i].kind == kindSuper:
		i++
	case i < len(tokens) && tokens[i].is("^"):
		i++
		if i+2 < len(tokens) && tokens[i].is("{") && tokens[i+2].is("}") {
			i += 2
		}
		i++
	}
	if !fraction {
		return i+1 < len(tokens) && tokens[i].is("/") && !slices.ContainsFunc(tokens[i+1:], func(t token) bool { return t.is("/") || t.space && startsName(t.kind) })
	}
	return i+2 < len(tokens) && tokens[i].is("}") && tokens[i+1].is("{") && matching(tokens, i+1) == len(tokens)-1
}

// isInner reports whether another derivative stands in the bracket at i, which
// the grammar reads: ∂/∂x(∂f/∂y).
func (p *parser) isInner(tokens []token, i int) bool {
	shut := matching(tokens, i)
	return shut < 0 || differentiates(tokens[i+1:shut])
}

// unwrapOperand drops the brackets around the function that an operator
// differentiates: d/dx [f(x)]. A formula in them is no function that has a name,
// so that the request is refused, with a way to give it one.
func (p *parser) unwrapOperand(s *statement, tokens []token, first, open int) ([]token, bool) {
	shut := matching(tokens, open)
	inner := tokens[open+1 : shut]
	var n name
	c := &cursor{tokens: append(slices.Clone(inner), token{kind: kindEnd})}
	if n.read(c) {
		base, _, ok := readName(c.tokens[n.from:n.to])
		if args := c.i; ok && p.defined[base] != nil && (c.is("(") && matching(c.tokens, args) == len(inner)-1 || args == len(inner)) {
			tokens = slices.Delete(slices.Clone(tokens), shut, shut+1)
			tokens = slices.Delete(tokens, open, open+1)
			tokens[open].space = true
			return tokens, true
		}
	}
	p.ofFormula(s, tokens[first:open], Span{tokens[open].end, tokens[shut].start}, Span{tokens[first].start, tokens[shut].end})
	s.broken = true
	return nil, false
}

// ofFormula reports an operator before a formula, which no request names.
func (p *parser) ofFormula(s *statement, operator []token, formula, all Span) {
	text := strings.TrimSpace(p.text[formula.Start:formula.End])
	d := Diagnostic{Span: all, Code: "derivative-of-formula", Args: []string{p.quote(all)}}
	for _, name := range []string{"f", "g", "h", "F", "G"} {
		if p.defined[name] != nil || len(s.tokens) == 0 || s.tokens[0].start != all.Start || s.span().End != all.End || strings.Contains(text, "\n") {
			continue
		}
		sign := p.text[operator[0].start:operator[len(operator)-1].end]
		d.Fixes = fixes(all, name+" = "+text+"; "+sign+" "+name)
		break
	}
	p.report(d)
}

// operatorOnFormula reports d/dx x^2, where no bracket says where the formula
// ends.
func (p *parser) operatorOnFormula(s *statement) bool {
	tokens := withoutDs(s.tokens)
	end := len(tokens) - 1
	for i := 3; i < end; i++ {
		if isOperator(tokens[:i]) && !isOperator(tokens[:i+1]) {
			p.ofFormula(s, tokens[:i], Span{tokens[i].start, tokens[end-1].end}, s.span())
			return true
		}
	}
	return false
}

// withoutDs writes the d that was cut off its word as a word again.
func withoutDs(tokens []token) []token {
	out := slices.Clone(tokens)
	for i := range out {
		if out[i].kind == kindD {
			out[i].kind = kindWord
		}
	}
	return out
}
