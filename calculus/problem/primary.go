package problem

import (
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// primary reads the smallest whole expression.
func (r *reader) primary() (calculus.Expr, bool) {
	if !r.p.spend() {
		return r.fail(Diagnostic{Span: r.peek().span(), Code: "too-many-terms", Args: []string{Grouped(r.p.limits.Nodes), "numbers and names", "nodes"}})
	}
	t := r.peek()
	switch t.kind {
	case kindNumber:
		if most := r.p.limits.digits(); len(t.text) > most {
			return r.fail(Diagnostic{Span: t.span(), Code: "number-too-long", Args: exceeded("digits", len(t.text), most, "number-bits")})
		}
		r.i++
		if n, err := strconv.ParseInt(t.text, 10, 64); err == nil {
			return calculus.Int(n), true
		}
		n, ok := calculus.ParseNum(t.text)
		if !ok {
			r.i--
			return r.unexpected()
		}
		return n, true
	case kindFraction:
		r.i++
		num, den, _ := strings.Cut(t.text, "/")
		a, _ := calculus.ParseNum(num)
		b, _ := calculus.ParseNum(den)
		return r.quotient(a, b, t.span())
	case kindConstant:
		r.i++
		if t.text == "e" {
			return calculus.E, true
		}
		return calculus.Pi, true
	case kindSymbol, kindWord:
		return r.symbol()
	case kindFunction:
		return r.function()
	case kindDeriv:
		return r.derivative()
	case kindSuper: // ³√x
		if next := &r.tokens[r.i+1]; next.kind == kindCommand && next.text == "√" && next.tight() {
			n, ok := calculus.ParseNum(t.text)
			r.i += 2
			x, ok2 := r.rootSign(next)
			if call, isRoot := x.(*calculus.Call); ok && ok2 && isRoot {
				return calculus.Root.Of(n, call.Arg()), true
			}
			if !ok2 {
				return nil, false
			}
			r.i -= 2
		}
	case kindCommand:
		return r.command()
	case kindOp:
		switch t.text {
		case "(", "[", "{":
			return r.group()
		case "|", openBar:
			return r.bar()
		}
	}
	return r.unexpected()
}

// closing gives the bracket that closes an opening one.
func closing(open string) string {
	switch open {
	case "(":
		return ")"
	case "[":
		return "]"
	}
	return "}"
}

// group reads a bracketed expression.
func (r *reader) group() (calculus.Expr, bool) {
	open := r.peek()
	bars := r.bars
	r.i++
	r.bars = 0
	if !r.holds(open) {
		return nil, false
	}
	e, ok := r.sum()
	if !ok {
		return nil, false
	}
	if t := r.peek(); open.text == "{" && t.kind == kindCommand && t.text == "over" {
		r.i++
		den, ok := r.sum()
		if !ok {
			return nil, false
		}
		if e, ok = r.quotient(e, den, Span{open.start, r.peek().end}); !ok {
			return nil, false
		}
	}
	r.bars = bars
	return e, r.close(open)
}

// holds reports whether something stands inside the bracket that was opened.
func (r *reader) holds(open *token) bool {
	t := r.peek()
	if t.kind == kindEnd {
		return r.close(open)
	}
	if t.is(closing(open.text)) {
		r.fail(Diagnostic{Span: Span{open.start, t.end}, Code: "empty-brackets", Args: []string{r.p.quote(Span{open.start, t.end})}})
		return false
	}
	return true
}

// close passes the bracket that closes open.
func (r *reader) close(open *token) bool {
	t := r.peek()
	if t.is(closing(open.text)) {
		r.i++
		return true
	}
	if t.kind == kindEnd || t.is(")") || t.is("]") || t.is("}") {
		r.fail(Diagnostic{Span: open.span(), Code: "unclosed", Args: []string{open.text, closing(open.text)}})
		return false
	}
	r.unexpected()
	return false
}

// bar reads |x|. A bar opens where an operand is expected and closes where none
// is.
func (r *reader) bar() (calculus.Expr, bool) {
	open := r.peek()
	bars := r.bars
	r.i++
	r.bars = 1
	if open.text == openBar {
		r.bars = 0
	}
	if r.peek().kind == kindEnd {
		return r.fail(Diagnostic{Span: open.span(), Code: "unclosed", Args: []string{"|", "|"}})
	}
	e, ok := r.sum()
	if !ok {
		return nil, false
	}
	r.bars = bars
	t := r.peek()
	if open.text == openBar && t.is(closeBar) || open.text == "|" && t.is("|") {
		r.i++
		return calculus.Abs.Of(e), true
	}
	if t.kind != kindEnd && !t.is(")") && !t.is("]") && !t.is("}") {
		return r.unexpected()
	}
	return r.fail(Diagnostic{Span: open.span(), Code: "unclosed", Args: []string{"|", "|"}})
}

// symbol reads a name with its subscripts and primes, and the arguments where
// it is a function.
func (r *reader) symbol() (calculus.Expr, bool) {
	first := r.peek()
	r.i++
	base, subs, ok := r.subscripted(first.text)
	if !ok {
		return nil, false
	}
	if lowersIndex(subs) {
		return r.member(first, subs)
	}
	primes := 0
	for r.peek().is("'") {
		r.i++
		primes++
	}
	last := r.tokens[r.i-1].end
	if primes > 0 && r.sc.function(base) != nil {
		return r.fail(Diagnostic{Span: Span{first.start, last}, Code: "derivative-in-expression", Args: []string{r.p.quote(Span{first.start, last})}})
	}
	name := base + strings.Repeat("'", primes)
	if p := r.p; primes == 0 && p.defined[name] == nil && !r.sc.isValue(name) && p.newton(name) != nil {
		return r.fail(Diagnostic{Span: Span{first.start, last}, Code: "derivative-in-expression", Args: []string{p.quote(Span{first.start, last})}})
	}
	if x := r.bound(name); x != nil {
		return x.expr(r.p), true
	}
	if t := r.peek(); t.is("(") && !r.sc.isValue(name) && (name == first.text || r.p.problem.familyOf(first.text) == nil) {
		if f := r.sc.function(name); f != nil {
			return r.callDefined(f, name, first)
		}
		if name == "sigma" {
			return r.apply(calculus.Sigmoid, first)
		}
		if name == "D" {
			return r.plainDerivative(first)
		}
		if name == "delta" {
			return r.kronecker(first)
		}
		if raised := r.raising > 0 && first == &r.tokens[r.raising]; t.tight() && !(raised && r.holdsOne()) { // x^m(x+1) is a product
			return r.callUnknown(name, first)
		}
	} else if f := r.sc.function(name); f != nil && !r.sc.isValue(name) {
		r.p.uses(f)
	}
	if d := r.sc.functions[name]; d == nil && r.p.defined[name] != nil && !r.sc.local[name] {
		r.p.uses(r.p.defined[name])
	}
	return r.p.symbol(name), true
}

// holdsOne reports whether the bracket that opens next holds no list.
func (r *reader) holdsOne() bool {
	shut := matching(r.tokens, r.i)
	return shut > 0 && len(splitAt(r.tokens[r.i+1:shut], ",")) == 1
}

// bound returns the index called name of the sums around, or nil.
func (r *reader) bound(name string) *index {
	for i := len(r.indices) - 1; i >= 0; i-- {
		if r.indices[i].name == name {
			return &r.indices[i]
		}
	}
	return nil
}

// arguments reads a bracketed list of expressions.
func (r *reader) arguments() ([]calculus.Expr, bool) {
	open := r.peek()
	bars := r.bars
	r.i++
	r.bars = 0
	if !r.holds(open) {
		return nil, false
	}
	var args []calculus.Expr
	for {
		e, ok := r.sum()
		if !ok {
			return nil, false
		}
		args = append(args, e)
		if !r.peek().is(",") {
			break
		}
		r.i++
	}
	r.bars = bars
	return args, r.close(open)
}

// callDefined reads the arguments of a function that the block defines.
func (r *reader) callDefined(f *Definition, name string, first *token) (calculus.Expr, bool) {
	args, ok := r.arguments()
	if !ok {
		return nil, false
	}
	if f.Family == nil && len(args) != len(f.Vars) {
		return r.fail(r.p.arity(Span{first.start, r.tokens[r.i-1].end}, name, len(f.Vars), len(f.Vars), len(args)))
	}
	r.p.uses(f)
	r.p.calls = append(r.p.calls, call{f, Span{first.start, r.tokens[r.i-1].end}})
	return calculus.ApplyTo(name, args...), true
}

// callUnknown reads name( where nothing says what name is: with several
// arguments it is an abstract function; with one it may as well be a product.
func (r *reader) callUnknown(name string, first *token) (calculus.Expr, bool) {
	open := r.peek().start
	args, ok := r.arguments()
	if !ok {
		return nil, false
	}
	if len(args) > 1 {
		return calculus.ApplyTo(name, args...), true
	}
	if run := first.end-first.start == len(name)*int(first.unit); run && len(name) > 1 && !isGreek(name) && isLetter(name[0]) {
		return r.fail(r.p.unknownFunction(name, first.span(), true))
	}
	span := Span{first.start, r.tokens[r.i-1].end}
	text := r.p.quote(Span{first.start, open})
	return r.fail(Diagnostic{Span: span, Code: "ambiguous-call", Args: []string{r.p.quote(span), text},
		Fixes: []Fix{{span, text + "*" + r.p.text[open:span.End]}, {Span{r.start, r.start}, text + "(t); "}}})
}
