package problem

import (
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// function reads a known function: its power as in sin² x, its base as in
// log_2, and its arguments with or without brackets.
func (r *reader) function() (calculus.Expr, bool) {
	first := r.peek()
	name := first.text
	r.i++
	switch name {
	case "sum", "prod":
		return r.series(first)
	case "softmax":
		return r.softmax(first)
	case "cbrt":
		return r.wrapped(first, func(x calculus.Expr) calculus.Expr { return calculus.Root.Of(calculus.Int(3), x) })
	case "log":
		if base, ok, present := r.logBase(); present {
			if !ok {
				return nil, false
			}
			return r.wrapped(first, func(x calculus.Expr) calculus.Expr { return calculus.LogBase.Of(base, x) })
		}
	}
	return r.apply(functions()[name], first)
}

// logBase reads the base of a logarithm: log_2, log_{10}, log₂, and log2( and
// log10( as programs write it.
func (r *reader) logBase() (base calculus.Expr, ok, present bool) {
	sign, t := &r.tokens[r.i-1], r.peek()
	switch {
	case t.is("_"):
		r.i++
		t = r.peek()
		if t.kind == kindNumber && r.latex && len(t.text) > 1 && t.text != "10" {
			r.ambiguousBase(sign, t, "{"+t.text+"}", "{"+t.text[:1]+"}", t.text[1:])
			return nil, false, true
		}
		if t.is("{") {
			base, ok = r.group()
			return base, ok, true
		}
		base, ok = r.primary()
		return base, ok, true
	case t.kind == kindSub:
		r.i++
		base, ok = r.raisedSigns(t)
		return base, ok, true
	case t.kind == kindNumber && t.tight() && (t.text == "2" || t.text == "10"):
		if r.tokens[r.i+1].is("(") {
			r.i++
			n, ok := calculus.ParseNum(t.text)
			return n, ok, true
		}
		r.i++
		bare := r.startsFactor()
		r.i--
		if bare {
			r.ambiguousBase(sign, t, "_"+t.text+" ", "", t.text)
			return nil, false, true
		}
	}
	return nil, false, false
}

// ambiguousBase reports a number t after the sign log that may be its base, or the
// start of its argument.
func (r *reader) ambiguousBase(sign, t *token, base, otherBase, argument string) {
	r.i++
	from := r.i
	for r.startsFactor() && r.peek().kind != kindFunction {
		if _, ok := r.power(); !ok {
			return
		}
	}
	rest := ""
	if r.i > from {
		rest = r.p.text[t.end:r.tokens[r.i-1].end]
	}
	span := Span{sign.start, r.tokens[r.i-1].end}
	log := r.p.text[sign.start:t.start]
	r.fail(Diagnostic{Span: span, Code: "ambiguous-logarithm", Args: []string{r.p.quote(span)},
		Fixes: fixes(span, log+base+strings.TrimLeft(rest, " "), log+otherBase+"("+argument+rest+")")})
}

// apply reads the power and the arguments of f.
func (r *reader) apply(f *calculus.Func, first *token) (calculus.Expr, bool) {
	if min, max := f.Arity(); min > 1 {
		open := r.peek()
		if !open.is("(") && !open.is("{") && !open.is("[") {
			return r.fail(Diagnostic{Span: first.span(), Code: "needs-brackets", Args: []string{f.Name()}})
		}
		args, ok := r.arguments()
		if !ok {
			return nil, false
		}
		if !f.Takes(len(args)) {
			return r.fail(r.p.arity(Span{first.start, r.tokens[r.i-1].end}, f.Name(), min, max, len(args)))
		}
		return f.Of(args...), true
	}
	if r.peek().is("^") || r.peek().kind == kindSuper {
		return r.powerOfFunction(f, first)
	}
	return r.wrapped(first, func(x calculus.Expr) calculus.Expr { return f.Of(x) })
}

// powerOfFunction reads sin² x, which is (sin x)², and sin⁻¹ x, which is the
// inverse function.
func (r *reader) powerOfFunction(f *calculus.Func, first *token) (calculus.Expr, bool) {
	t := r.peek()
	r.i++
	var exp calculus.Expr
	var ok bool
	if t.kind == kindSuper {
		exp, ok = r.raisedSigns(t)
	} else {
		exp, ok = r.exponent(r.i - 2)
	}
	if !ok {
		return nil, false
	}
	span := Span{first.start, r.tokens[r.i-1].end}
	if n, ok := exp.(*calculus.Num); ok && n.Sign() < 0 {
		inv := inverse(f)
		if n, ok := n.Int64(); !ok || n != -1 || inv == nil {
			return r.fail(Diagnostic{Span: span, Code: "negative-function-power", Args: []string{r.p.quote(span), f.Name()}})
		}
		r.p.warn(Diagnostic{Span: span, Code: "inverse-function", Args: []string{r.p.quote(span), inv.Name()}})
		return r.wrapped(first, func(x calculus.Expr) calculus.Expr { return inv.Of(x) })
	}
	return r.wrapped(first, func(x calculus.Expr) calculus.Expr { return calculus.Power(f.Of(x), exp) })
}

// wrapped reads the one argument of a function, in brackets or bare, and
// returns what make makes of it.
func (r *reader) wrapped(first *token, make func(calculus.Expr) calculus.Expr) (calculus.Expr, bool) {
	t := r.peek()
	if t.is("(") || t.is("{") || t.is("[") {
		args, ok := r.arguments()
		if !ok {
			return nil, false
		}
		if len(args) != 1 {
			return r.fail(r.p.arity(Span{first.start, r.tokens[r.i-1].end}, first.text, 1, 1, len(args)))
		}
		return make(args[0]), true
	}
	if !r.enter() {
		return nil, false
	}
	x, ok := r.bareArgument(first)
	if !ok {
		return nil, false
	}
	r.depth--
	return make(x), true
}

// bareArgument reads the argument of a function without brackets: one tight
// product, which ends at an operator or at another function.
func (r *reader) bareArgument(first *token) (calculus.Expr, bool) {
	from := r.i
	negative := false
	if t := r.peek(); t.is("-") {
		negative = true
		r.i++
	}
	if !r.startsFactor() {
		if r.peek().kind == kindEnd || r.peek().kind == kindOp {
			return r.fail(Diagnostic{Span: first.span(), Code: "missing-argument", Args: []string{r.p.quote(first.span())}})
		}
		return r.unexpected()
	}
	nested := r.peek().kind == kindFunction
	f, ok := r.power()
	if !ok {
		return nil, false
	}
	factors := []calculus.Expr{f}
	ambiguous := false
	end := r.i // after the tight product
	for !nested && r.startsFactor() && r.peek().kind != kindFunction {
		t := r.peek()
		if !t.tight() || t.is("(") || t.is("[") || t.is("|") || t.is(openBar) || ambiguous {
			ambiguous = true
		}
		if ambiguous && t.kind == kindFunction {
			break
		}
		if f, ok = r.power(); !ok {
			return nil, false
		}
		factors = append(factors, f)
		if !ambiguous {
			end = r.i
		}
	}
	if ambiguous {
		all := r.p.text[r.tokens[from].start:r.tokens[r.i-1].end]
		arg := r.p.text[r.tokens[from].start:r.tokens[end-1].end]
		rest := r.p.text[r.tokens[end].start:r.tokens[r.i-1].end]
		name := r.p.text[first.start:r.tokens[from-1].end]
		span := Span{first.start, r.tokens[r.i-1].end}
		return r.fail(Diagnostic{Span: span, Code: "ambiguous-argument", Args: []string{r.p.quote(span), name, arg, rest, all},
			Fixes: fixes(span, name+"("+all+")", name+"("+arg+")"+separator(rest)+rest)})
	}
	e := calculus.Mul(factors...)
	if negative {
		e = calculus.Neg(e)
	}
	return e, true
}

// separator returns what must stand between a bracket and rest: nothing, or a
// sign of multiplication where rest would close a bar.
func separator(rest string) string {
	if strings.HasPrefix(rest, "|") {
		return "*"
	}
	return ""
}
