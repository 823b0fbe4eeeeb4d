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
	p.ofFormula(s, tokens[first:open], Span{tokens[open].end, tokens[shut-1].end}, Span{tokens[first].start, tokens[shut].end})
	s.broken = true
	return nil, false
}

// ofFormula reports an operator before a formula, which no request names.
func (p *parser) ofFormula(s *statement, operator []token, formula, all Span) {
	sign := p.text[operator[0].start:operator[len(operator)-1].end]
	p.unnamed(s, formula, all, func(name string) string { return sign + " " + name })
}

// unnamed reports a formula that a request, all of the statement s, asks about as if it
// were a function with a name; ask writes the request with a name.
func (p *parser) unnamed(s *statement, formula, all Span, ask func(name string) string) {
	text := strings.TrimSpace(p.text[formula.Start:formula.End])
	d := Diagnostic{Span: all, Code: "derivative-of-formula", Args: []string{p.quote(all)}}
	before := strings.TrimRight(p.text[:all.Start], " \t")
	starts := before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, ";")
	for _, name := range []string{"f", "g", "h", "F", "G"} {
		if p.defined[name] != nil || !starts || len(s.tokens) == 0 || s.tokens[0].start != all.Start || s.span().End != all.End || strings.Contains(text, "\n") {
			continue
		}
		d.Fixes = fixes(all, name+" = "+text+"; "+ask(name))
		break
	}
	p.report(d)
}

// verbOnFormula reports "differentiate x^2" and "(x^2)'".
func (p *parser) verbOnFormula(s *statement) bool {
	tokens := s.tokens
	end := len(tokens) - 1
	if shut := matching(tokens, 0); tokens[0].is("(") && shut > 1 && shut < end && tokens[shut+1].is("'") {
		primes := p.text[tokens[shut+1].start:tokens[end-1].end]
		p.unnamed(s, Span{tokens[0].end, tokens[shut-1].end}, s.span(), func(name string) string { return name + primes })
		return true
	}
	if object := slices.IndexFunc(tokens, func(t token) bool { return t.kind == kindParticle && t.text == "を" }); object > 1 && !tokens[0].is("*") && isFormula(tokens[:object]) && !isQuotient(tokens) &&
		slices.ContainsFunc(tokens[object:], func(t token) bool { return t.kind == kindVerb || t.kind == kindNamed && verbOf(t.text) != "" }) {
		rest := p.text[tokens[object].start:tokens[end-1].end]
		p.unnamed(s, spanOf(tokens[:object]), s.span(), func(name string) string { return name + rest })
		return true
	}
	if tokens[0].kind != kindVerb {
		return false
	}
	k := 1
	for k < end && (isNoun(tokens[k].text) || tokens[k].text == "of" || tokens[k].text == "the") {
		k++
	}
	to := end
	brackets := tokens[k].is("(") && matching(tokens, k) == end-1
	for i := k; i < end; i++ {
		if t := &tokens[i]; t.kind == kindWord && t.space && (t.text == "with" || t.text == "wrt" || t.text == "by") || brackets && t.is(",") {
			to = i
			break
		}
	}
	from, by := k, ""
	switch {
	case brackets && to < end: // diff(x^2, x)
		from = k + 1
		if to+1 < end-1 {
			by = " by " + p.text[tokens[to+1].start:tokens[end-2].end]
		}
	case to < end:
		by = p.text[tokens[to-1].end:tokens[end-1].end]
	}
	if from >= to || p.defined[tokens[from].text] != nil || to-from < 2 || !isFormula(tokens[from:to]) {
		return false
	}
	verb := p.text[tokens[0].start:tokens[k-1].end]
	p.unnamed(s, Span{tokens[from].start, tokens[to-1].end}, s.span(), func(name string) string { return verb + " " + name + by })
	return true
}

// isFormula reports whether the tokens are more than names.
func isFormula(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool {
		return t.is("^") || t.is("+") || t.is("-") || t.is("*") || t.is("/") || t.kind == kindSuper || t.kind == kindCommand || t.kind == kindWord && isFunction(t.text)
	})
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
