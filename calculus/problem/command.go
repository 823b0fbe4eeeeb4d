package problem

import (
	"github.com/bibun-md/bibun/calculus"
)

// command reads a LaTeX command with arguments, or the sign of a root.
func (r *reader) command() (calculus.Expr, bool) {
	t := r.peek()
	switch {
	case t.text == "frac":
		r.i++
		num, ok := r.braced(t)
		if !ok {
			return nil, false
		}
		den, ok := r.braced(t)
		if !ok {
			return nil, false
		}
		return r.quotient(num, den, Span{t.start, r.tokens[r.i-1].end})
	case t.text == "sqrt":
		r.i++
		return r.root(t)
	case isRootSign(t.text):
		r.i++
		return r.rootSign(t)
	case t.text == "sum" || t.text == "prod":
		r.i++
		return r.series(t)
	}
	if t.text == "begin" || t.text == "end" {
		return r.unexpected()
	}
	return r.fail(r.p.unknownCommand(t))
}

// braced reads an argument of the command first: a group, or one digit, letter or
// command as in \frac12.
func (r *reader) braced(first *token) (calculus.Expr, bool) {
	t := r.peek()
	if t.is("{") {
		return r.group()
	}
	if t.kind == kindNumber && len(t.text) > 1 {
		return r.ambiguousDigits(first, t, "ambiguous-fraction")
	}
	if !r.startsFactor() {
		return r.unexpected()
	}
	return r.primary()
}

// ambiguousDigits reports the number t as an argument of the command first, which
// takes one digit in LaTeX.
func (r *reader) ambiguousDigits(first, t *token, code string) (calculus.Expr, bool) {
	span := Span{first.start, t.end}
	before := r.p.text[first.start:t.start]
	return r.fail(Diagnostic{Span: span, Code: code, Args: []string{r.p.quote(span)},
		Fixes: fixes(span, before+"{"+t.text+"}", before+"{"+t.text[:1]+"}\\cdot "+t.text[1:])})
}

// root reads what follows \sqrt: \sqrt{x}, \sqrt[3]{x}, \sqrt2.
func (r *reader) root(sign *token) (calculus.Expr, bool) {
	if t := r.peek(); t.is("[") {
		degree, ok := r.group()
		if !ok {
			return nil, false
		}
		x, ok := r.braced(sign)
		if !ok {
			return nil, false
		}
		return calculus.Root.Of(degree, x), true
	}
	if t := r.peek(); t.is("(") {
		x, ok := r.group()
		if !ok {
			return nil, false
		}
		return calculus.Sqrt.Of(x), true
	}
	if t := r.peek(); t.kind == kindNumber && len(t.text) > 1 {
		return r.ambiguousDigits(sign, t, "ambiguous-root")
	}
	x, ok := r.braced(sign)
	if !ok {
		return nil, false
	}
	return calculus.Sqrt.Of(x), true
}

// rootSign reads what follows √: a group or one atom. More than that, set
// tight, can be read two ways.
func (r *reader) rootSign(first *token) (calculus.Expr, bool) {
	from := r.i
	bracket := r.peek().is("(") || r.peek().is("{") || r.peek().is("[")
	if !r.startsFactor() {
		return r.unexpected()
	}
	if !r.enter() {
		return nil, false
	}
	x, ok := r.primary()
	if !ok {
		return nil, false
	}
	r.depth--
	t := r.peek()
	if !bracket && t.tight() && (r.startsFactor() && t.kind != kindFunction || t.is("^") || t.kind == kindSuper) {
		split := r.i
		for r.peek().tight() {
			if r.peek().is("^") {
				r.i++
				if _, ok := r.exponent(r.i - 2); !ok {
					return nil, false
				}
			} else if r.peek().kind == kindSuper {
				r.i++
			} else if r.startsFactor() {
				if _, ok := r.power(); !ok {
					return nil, false
				}
			} else {
				break
			}
		}
		span := Span{first.start, r.tokens[r.i-1].end}
		sign := r.p.text[first.start:r.tokens[from].start]
		arg := r.p.text[r.tokens[from].start:r.tokens[split-1].end]
		rest := r.p.text[r.tokens[split].start:span.End]
		return r.fail(Diagnostic{Span: span, Code: "ambiguous-root", Args: []string{r.p.quote(span)},
			Fixes: fixes(span, sign+"("+arg+rest+")", sign+"("+arg+")"+rest)})
	}
	switch first.text {
	case "∛":
		return calculus.Root.Of(calculus.Int(3), x), true
	case "∜":
		return calculus.Root.Of(calculus.Int(4), x), true
	}
	return calculus.Sqrt.Of(x), true
}

// isRootSign reports whether text is the sign of a root.
func isRootSign(text string) bool { return text == "√" || text == "∛" || text == "∜" }
