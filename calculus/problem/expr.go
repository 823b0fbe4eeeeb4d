package problem

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// reader reads an expression from resolved tokens by precedence climbing. Each
// of its methods reads one level, from loose to tight:
//
//	sum      a + b − c
//	term     a·b/c, and ab
//	unit     −a
//	power    a^b
//	primary  a number, a name, f(x), (…), |…|, \frac{…}{…}
//
// A method returns false when it has reported an error; the expression is then
// given up.
type reader struct {
	p      *parser
	sc     *scope
	tokens []token // the last is a kindEnd
	i      int
	latex  bool
	start  int // where the statement starts, for fixes that stand before it
	depth  int
	bars   int // open | in the current bracket
	// indices are those of the sums being read.
	indices []index
	// raising is where a bare exponent stands, which ends before a bracket.
	raising int
	// spread is the sum that was written out last.
	spread calculus.Expr
}

// index is an index of a sum: with a value where the sum is written out, with a
// range where it stays a sum.
type index struct {
	name  string
	value int64
	among Range  // of the values, where the sum is written out
	over  *Range // where it is not
}

// expr returns the index as it stands in expressions.
func (x *index) expr(p *parser) calculus.Expr {
	if x.over != nil {
		return p.symbol(x.name)
	}
	return calculus.Int(x.value)
}

// read reads all tokens as one expression.
func (r *reader) read() (calculus.Expr, bool) {
	e, ok := r.sum()
	if !ok {
		return nil, false
	}
	if t := r.peek(); t.is("=") && r.i > 0 {
		span := Span{t.start, r.tokens[len(r.tokens)-2].end}
		return r.fail(Diagnostic{Span: span, Code: "second-equation", Args: []string{r.p.quote(span)}, Fixes: fixes(Span{r.tokens[r.i-1].end, span.End}, "")})
	}
	if r.peek().kind != kindEnd {
		return r.unexpected()
	}
	if calculus.Depth(e) > r.p.limits.Depth {
		return r.fail(r.p.tooDeep(spanOf(r.tokens[:len(r.tokens)-1])))
	}
	return e, true
}

func (r *reader) peek() *token { return &r.tokens[r.i] }

func (r *reader) fail(d Diagnostic) (calculus.Expr, bool) {
	r.p.report(d)
	return nil, false
}

// unexpected reports the token that does not fit.
func (r *reader) unexpected() (calculus.Expr, bool) {
	if t := r.peek(); t.is(",") && t.tight() && r.i > 0 && r.tokens[r.i-1].kind == kindNumber {
		if next := &r.tokens[r.i+1]; next.kind == kindNumber && next.tight() && len(next.text) == 3 { // 1,000
			span := Span{r.tokens[r.i-1].start, next.end}
			return r.fail(Diagnostic{Span: span, Code: "grouped-digits", Args: []string{r.p.quote(span)}, Fixes: fixes(t.span(), "")})
		}
	}
	return r.fail(r.p.unexpectedToken(r.peek()))
}

// enter counts a level of nesting.
func (r *reader) enter() bool {
	r.depth++
	if r.depth > r.p.limits.Depth {
		r.fail(r.p.tooDeep(r.peek().span()))
		return false
	}
	return true
}

// sum reads terms joined by + and −. They become one flat sum; a bracketed sum
// among them stays as it is.
func (r *reader) sum() (calculus.Expr, bool) {
	if !r.enter() {
		return nil, false
	}
	var terms []calculus.Expr
	for {
		negative := false
		if t := r.peek(); t.is("-") || t.is("+") {
			negative = t.text == "-"
			r.i++
		} else if terms != nil {
			r.depth--
			return calculus.Add(terms...), true
		}
		e, ok := r.term()
		if !ok {
			return nil, false
		}
		switch {
		case negative:
			e = calculus.Neg(e)
		case e == r.spread: // a sum written out: its terms are terms of this sum
			terms = append(terms, e.(*calculus.Sum).Terms()...)
			continue
		}
		terms = append(terms, e)
	}
}

// term reads a product: factors joined by *, / or by standing side by side.
func (r *reader) term() (calculus.Expr, bool) {
	start := r.i
	first, ok := r.unit()
	if !ok {
		return nil, false
	}
	var factors []calculus.Expr // once there are several
	for {
		t := r.peek()
		if factors == nil {
			if !t.is("*") && !t.is("/") && !r.startsFactor() {
				return first, true
			}
			factors = append(make([]calculus.Expr, 0, 4), first)
		}
		switch {
		case t.is("*"):
			r.i++
			f, ok := r.unit()
			if !ok {
				return nil, false
			}
			factors = append(factors, f)
		case t.is("/"):
			r.i++
			den := r.i
			f, ok := r.unit()
			if !ok {
				return nil, false
			}
			if r.peek().tight() && r.startsFactor() {
				return r.ambiguousDivision(start, den)
			}
			q, ok := r.quotient(calculus.Mul(factors...), f, Span{r.tokens[start].start, r.tokens[r.i-1].end})
			if !ok {
				return nil, false
			}
			factors = []calculus.Expr{q}
		case r.startsFactor():
			if t.kind == kindNumber || t.kind == kindFraction {
				if k := r.tokens[r.i-1].kind; k == kindNumber || k == kindFraction {
					return r.fail(Diagnostic{Span: Span{r.tokens[r.i-1].start, t.end}, Code: "missing-operator",
						Args: []string{r.p.quote(r.tokens[r.i-1].span()), r.p.quote(t.span())}, Fixes: fixes(Span{t.start, t.start}, "*", "+")})
				}
			}
			f, ok := r.power()
			if !ok {
				return nil, false
			}
			factors = append(factors, f)
		default:
			return calculus.Mul(factors...), true
		}
	}
}

// ambiguousDivision reports 1/2x: the numerator starts at token start, the
// denominator at den, and the reader stands before the factor that may belong
// to either.
func (r *reader) ambiguousDivision(start, den int) (calculus.Expr, bool) {
	isD := func(t token) bool { return t.kind == kindSymbol && t.text == "d" && !r.sc.bases["d"] }
	if i := slices.IndexFunc(r.tokens[start:den], isD); i >= 0 && isD(r.tokens[den]) {
		span := Span{r.tokens[start+i].start, r.peek().end}
		return r.fail(Diagnostic{Span: span, Code: "derivative-in-expression", Args: []string{r.p.quote(span)}})
	}
	split := r.i
	for r.peek().tight() && r.startsFactor() {
		if _, ok := r.power(); !ok {
			return nil, false
		}
	}
	span := Span{r.tokens[start].start, r.tokens[r.i-1].end}
	above := r.p.text[span.Start:r.tokens[den-1].start]
	below := r.p.text[r.tokens[den].start:r.tokens[split-1].end]
	rest := r.p.text[r.tokens[split].start:span.End]
	return r.fail(Diagnostic{Span: span, Code: "ambiguous-division",
		Args:  []string{r.p.quote(span), r.p.quote(Span{span.Start, r.tokens[den-1].start}), below + rest, above + "/" + below, rest},
		Fixes: fixes(span, above+"/("+below+rest+")", "("+above+"/"+below+")"+rest)})
}

// quotient returns a/b. Of two whole numbers without a common factor it is the
// number that they make.
func (r *reader) quotient(a, b calculus.Expr, span Span) (calculus.Expr, bool) {
	den, ok := b.(*calculus.Num)
	if !ok {
		return calculus.Div(a, b), true
	}
	if den.Sign() == 0 {
		return r.fail(Diagnostic{Span: span, Code: "division-by-zero", Args: []string{r.p.quote(span)}})
	}
	if num, ok := a.(*calculus.Num); ok && !num.IsDecimal() && !den.IsDecimal() {
		n, ok1 := num.Int64()
		d, ok2 := den.Int64()
		if ok1 && ok2 && d > 1 && coprime(n, d) {
			return calculus.Rat(n, d), true
		}
	}
	return calculus.Div(a, b), true
}

func coprime(a, b int64) bool {
	for b != 0 {
		a, b = b, a%b
	}
	return a == 1 || a == -1
}

// unit reads a factor that may have a sign of its own, as in 2·−x.
func (r *reader) unit() (calculus.Expr, bool) {
	if t := r.peek(); t.is("-") || t.is("+") {
		if !r.enter() {
			return nil, false
		}
		r.i++
		e, ok := r.unit()
		if !ok {
			return nil, false
		}
		r.depth--
		if t.text == "-" {
			e = calculus.Neg(e)
		}
		return e, true
	}
	return r.power()
}

// startsFactor reports whether the next token can start a factor, so that it
// is multiplied where no operator stands before it.
func (r *reader) startsFactor() bool {
	t := r.peek()
	switch t.kind {
	case kindNumber, kindFraction, kindSymbol, kindFunction, kindConstant, kindDeriv, kindWord:
		return true
	case kindCommand:
		return t.text != "over"
	case kindOp:
		switch t.text {
		case "(", "[", "{", openBar:
			return true
		case "|":
			return r.bars == 0
		}
	}
	return false
}

// power reads a primary and its exponents: x^2, x², 2^3^x.
func (r *reader) power() (calculus.Expr, bool) {
	at := r.i
	base, ok := r.primary()
	if !ok {
		return nil, false
	}
	for r.peek().is("!") {
		r.i++
		base = calculus.Factorial.Of(base)
	}
	for {
		t := r.peek()
		var exp calculus.Expr
		switch {
		case t.is("^"):
			r.i++
			exp, ok = r.exponent(at)
		case t.kind == kindSuper:
			r.i++
			if d, ok := r.p.raisedDigit(r.tokens[at].start, t); ok {
				return r.fail(d)
			}
			exp, ok = r.raisedSigns(t)
		case t.is("'"):
			return r.fail(Diagnostic{Span: t.span(), Code: "stray-prime"})
		default:
			return base, true
		}
		if !ok {
			return nil, false
		}
		if exp, ok := exp.(*calculus.Sym); ok && exp.Name() == "T" && !r.sc.bases["T"] {
			if _, ok := base.(*calculus.Sym); ok {
				span := Span{r.tokens[at].start, r.tokens[r.i-1].end}
				r.p.warn(Diagnostic{Span: span, Code: "power-of-t", Args: []string{r.p.quote(span)}})
			}
		}
		if base == calculus.E && r.tokens[r.i-1].kind == kindNumber && r.peek().tight() && r.peek().kind == kindSymbol {
			span := Span{r.tokens[at].start, r.peek().end}
			r.p.warn(Diagnostic{Span: span, Code: "short-exponent", Args: []string{r.p.quote(span), r.p.quote(Span{span.Start, r.tokens[r.i-1].end})}})
		}
		if r.i >= 2 && r.tokens[r.i-1].kind == kindNumber && r.tokens[r.i-1].text == "1" && r.tokens[r.i-2].is("^") && r.peek().is("/") && r.tokens[r.i+1].kind == kindNumber {
			span := Span{r.tokens[at].start, r.tokens[r.i+1].end}
			exponent := Span{r.tokens[r.i-1].start, span.End}
			r.p.warn(Diagnostic{Span: span, Code: "power-of-one", Args: []string{r.p.quote(span)}, Fixes: fixes(exponent, "("+r.p.text[exponent.Start:exponent.End]+")")})
		}
		base = r.p.power(base, exp, Span{r.tokens[at].start, r.tokens[r.i-1].end})
	}
}

// exponent reads what stands after "^": a group, or one atom that may have a
// sign. What it raises starts at token base.
func (r *reader) exponent(base int) (calculus.Expr, bool) {
	if !r.enter() {
		return nil, false
	}
	t := r.peek()
	if t.is("-") || t.is("+") {
		r.i++
		e, ok := r.exponent(base)
		if !ok {
			return nil, false
		}
		r.depth--
		if t.text == "-" {
			e = calculus.Neg(e)
		}
		return e, true
	}
	if t.is("{") && r.tokens[base].kind == kindSymbol {
		if d, ok := r.raisedIndex(base); ok {
			return r.fail(d)
		}
	}
	if t.kind == kindNumber && r.latex && len(t.text) > 1 {
		span := Span{r.tokens[base].start, t.end}
		raised, rest := r.p.text[span.Start:t.start], "\\cdot "+t.text[1:]
		if r.tokens[base].kind == kindFunction {
			rest = "(" + t.text[1:] + ")"
		}
		return r.fail(Diagnostic{Span: span, Code: "ambiguous-exponent", Args: []string{r.p.quote(span), t.text, t.text[:1], t.text[1:]},
			Fixes: fixes(span, raised+"{"+t.text+"}", raised+"{"+t.text[:1]+"}"+rest)})
	}
	var e calculus.Expr
	var ok bool
	r.raising = r.i
	if t.is("{") {
		e, ok = r.primary() // as LaTeX groups it: a further ^ is outside
	} else {
		e, ok = r.power()
	}
	r.depth--
	return e, ok
}

// raisedIndex reports x^{(i)} and z^{[1]}, of which notes mean a component or a layer,
// and LaTeX has no other sign for a power. The symbol is token base, the brace is next.
func (r *reader) raisedIndex(base int) (Diagnostic, bool) {
	open := &r.tokens[r.i+1]
	if !open.is("(") && !open.is("[") || r.i+4 >= len(r.tokens) {
		return Diagnostic{}, false
	}
	inner := &r.tokens[r.i+2]
	if inner.kind != kindNumber && inner.kind != kindSymbol || !r.tokens[r.i+3].is(closing(open.text)) || !r.tokens[r.i+4].is("}") || inner.text == "T" {
		return Diagnostic{}, false
	}
	span := Span{r.tokens[base].start, r.tokens[r.i+4].end}
	letter, index := r.p.text[span.Start:r.tokens[r.i-1].start], r.p.text[inner.start:inner.end]
	return Diagnostic{Span: span, Code: "ambiguous-index", Args: []string{r.p.quote(span)},
		Fixes: fixes(span, letter+"_{"+index+"}", letter+"^{"+index+"}")}, true
}

// raisedSigns reads the raised characters of t, which hold a small expression.
func (r *reader) raisedSigns(t *token) (calculus.Expr, bool) {
	if t.text == "T" {
		return r.fail(Diagnostic{Span: t.span(), Code: "vector", Args: []string{r.p.quote(t.span())}})
	}
	r.p.spent += len(t.text)
	list := scan(t.text)
	if len(list) == 0 || !r.enter() {
		return r.unexpected()
	}
	tokens := list[0].tokens[:len(list[0].tokens)-1]
	for i := range tokens {
		tokens[i].start, tokens[i].end = t.start, t.end
	}
	resolved := r.p.resolve(r.sc, tokens, true)
	if resolved == nil {
		return nil, false
	}
	inner := *r
	inner.tokens, inner.i, inner.bars, inner.raising = resolved, 0, 0, 0
	r.depth--
	return inner.read()
}

// raisedDigit reports a raised digit behind a raised letter, as in e⁻ˣ², which may
// be an exponent of the letter or a factor. The base starts at from.
func (p *parser) raisedDigit(from int, t *token) (Diagnostic, bool) {
	for i := 1; i < len(t.text); i++ {
		if !isLetter(t.text[i-1]) || !isDigit(t.text[i]) {
			continue
		}
		span := Span{from, t.end}
		raise := func(sign string) string { return p.text[from:t.start] + "^(" + t.text[:i] + sign + t.text[i:] + ")" }
		return Diagnostic{Span: span, Code: "ambiguous-raised", Args: []string{p.quote(span)}, Fixes: fixes(span, raise("^"), raise("*"))}, true
	}
	return Diagnostic{}, false
}
