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
		num, ok := r.braced()
		if !ok {
			return nil, false
		}
		den, ok := r.braced()
		if !ok {
			return nil, false
		}
		return r.quotient(num, den, Span{t.start, r.tokens[r.i-1].end})
	case t.text == "sqrt":
		r.i++
		return r.root()
	case isRootSign(t.text):
		r.i++
		return r.rootSign(t)
	case t.text == "sum" || t.text == "prod":
		r.i++
		return r.series(t)
	}
	if t.text == "begin" || t.text == "end" {
		return r.fail(Diagnostic{Span: t.span(), Code: "unknown-environment", Args: []string{r.p.quote(t.span())}})
	}
	return r.fail(r.p.unknownCommand(t))
}

// braced reads the argument of a command: a group, or one digit, letter or
// command as in \frac12.
func (r *reader) braced() (calculus.Expr, bool) {
	t := r.peek()
	if t.is("{") {
		return r.group()
	}
	if t.kind == kindNumber && len(t.text) > 1 {
		return r.fail(Diagnostic{Span: t.span(), Code: "ambiguous-fraction", Args: []string{t.text},
			Fixes: fixes(t.span(), "{"+t.text+"}", "{"+t.text[:1]+"}\\cdot "+t.text[1:])})
	}
	if !r.startsFactor() {
		return r.unexpected()
	}
	return r.primary()
}

// root reads what follows \sqrt: \sqrt{x}, \sqrt[3]{x}, \sqrt2.
func (r *reader) root() (calculus.Expr, bool) {
	if t := r.peek(); t.is("[") {
		degree, ok := r.group()
		if !ok {
			return nil, false
		}
		x, ok := r.braced()
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
		return r.fail(Diagnostic{Span: t.span(), Code: "ambiguous-root", Args: []string{"\\sqrt" + t.text},
			Fixes: fixes(t.span(), "{"+t.text+"}", "{"+t.text[:1]+"}\\cdot "+t.text[1:])})
	}
	x, ok := r.braced()
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
				if _, ok := r.exponent(); !ok {
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
