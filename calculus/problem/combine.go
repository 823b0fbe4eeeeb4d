package problem

import "strings"

// A request asks for one derivative, or for several with commas between them. What
// combines derivatives, as ∇²f and ∂f/∂x + ∂f/∂y do, is told how to be asked for.

// combines reports whether q combines derivatives, and what of it can be said
// before the bodies are read.
func (p *parser) combines(q *question) bool {
	tokens := q.statement.tokens
	if of := laplacianOf(tokens); of >= 0 {
		if d := p.defined[tokens[of].text]; d != nil {
			q.above, q.laplacian = d, true
			p.used[d] = true
		}
		q.laplacian = q.laplacian || tokens[of].kind == kindEnd
		return q.laplacian
	}
	span := q.statement.span()
	var text strings.Builder
	at, depth, signs := span.Start, 0, 0
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && i > 0 && (t.is("+") || t.is("-")) && p.isSigns(tokens[i+1:]) && p.isSigns(tokens):
			text.WriteString(strings.TrimRight(p.text[at:t.start], " ") + ", ")
			at = tokens[i+1].start
			signs++
		}
	}
	if signs == 0 {
		return false
	}
	text.WriteString(p.text[at:span.End])
	p.report(Diagnostic{Span: span, Code: "combined", Args: []string{p.quote(span)}, Fixes: fixes(span, text.String())})
	return true
}

// laplacianOf returns where the function of ∇²f, Δf or laplacian f stands, −1 where
// the tokens are nothing of the kind.
func laplacianOf(tokens []token) int {
	first := &tokens[0]
	for i := 2; i < len(tokens)-1; i++ {
		if t := &tokens[i]; t.kind == kindNamed && t.text == "ラプラシアン" && tokens[i-1].kind == kindParticle && tokens[i-1].text == "の" {
			return i - 2
		}
	}
	switch {
	case first.is("∇") && tokens[1].kind == kindSuper && tokens[1].text == "2":
		return 2
	case first.is("∇") && tokens[1].is("^"):
		if tokens[2].is("{") {
			return min(5, len(tokens)-1)
		}
		return min(3, len(tokens)-1)
	case first.kind == kindGreek && first.text == "Delta", first.kind == kindWord && strings.ToLower(first.text) == "laplacian", first.kind == kindNamed && first.text == "ラプラシアン":
		if tokens[1].text == "of" {
			return min(2, len(tokens)-1)
		}
		return 1
	}
	return -1
}

// laplacian tells which derivatives the Laplacian is the sum of.
func (p *parser) laplacian(q *question) {
	span := q.statement.span()
	list := ""
	for i, v := range q.above.Leaves() {
		if i > 0 {
			list += ", "
		}
		list += "∂²" + q.above.Name.Name() + "/∂" + v.Name() + "²"
	}
	d := Diagnostic{Span: span, Code: "combined", Args: []string{p.quote(span)}}
	if list != "" {
		d.Fixes = fixes(span, list)
	}
	p.report(d)
}
