package calculus

import "context"

// Request describes one derivative to be worked out.
type Request struct {
	// Left is how the derivative is written: ∂L/∂u.
	Left Expr
	// Body is differentiated by Wrt: a symbol, or a member w_k of an indexed
	// family.
	Body Expr
	Wrt  Expr
	// Partial says that derivatives are written with ∂.
	Partial bool
	// Name is the name of the function and Value its value in the author's
	// notation, L or σ(z), by which a result may be recognized. Nil where the
	// body has no name, as for a derivative of a derivative.
	Name  *Sym
	Value Expr
	// Carry puts the derivative of Body, not yet carried out, on the first line.
	Carry bool
	// Claim is what the answer must equal; nil is the derivative of Body.
	Claim Expr
}

// Differentiate works out a derivative, line by line, and verifies every line.
// It returns a [*RefutedError] when one does not hold, a [*LimitError] when the
// derivation gets too long, and [ErrAbstract] for functions without a body.
func (set *Setting) Differentiate(ctx context.Context, r Request) (*Chain, error) {
	claim := r.Claim
	if claim == nil {
		claim = D(r.Body, r.Partial, r.Wrt)
	}
	d := &differentiator{ctx: ctx, set: set, x: r.Wrt, partial: r.Partial, names: set.resting(r.Wrt)}
	if d.err = ended(ctx); d.err != nil {
		return nil, d.err
	}
	r.Body = apart(r.Body, r.Wrt)
	c := &Chain{Left: r.Left}
	if r.Carry {
		c.Lines = append(c.Lines, Line{Expr: d.derivative(r.Body)})
	}
	if !d.substitution(c, r) {
		if err := d.waves(ctx, c, r.Body); err != nil {
			return nil, err
		}
	}
	d.finish(c)
	d.recognize(c, r)
	if y, ok := r.Value.(*Index); ok {
		d.inMembers(c, y, r.Body)
	}
	c.Parts = d.parts
	c.Conditions = conditions(d.conditions, r.Body)
	if err := c.verified(set.Scope, claim); err != nil {
		return nil, err
	}
	return c, nil
}

// CarryOut replaces the derivatives inside e by what they are, without
// showing how.
func (set *Setting) CarryOut(ctx context.Context, e Expr) (Expr, error) {
	var failed error
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		e = mapChildren(e, walk)
		d, ok := e.(*Deriv)
		if !ok || failed != nil {
			return e
		}
		of := d.of
		for _, x := range d.wrt {
			c, err := set.Differentiate(ctx, Request{Left: D(of, d.partial, x), Body: of, Wrt: x, Partial: d.partial})
			if err != nil {
				failed = err
				return e
			}
			of = c.Answer()
		}
		return of
	}
	r := walk(e)
	return r, failed
}

// differentiator rewrites derivatives by the rules.
type differentiator struct {
	set        *Setting
	x          Expr
	partial    bool
	names      dependents
	parts      []*Chain // derivatives of names that were needed
	ctx        context.Context
	rules      ruleSet // of the wave under way
	conditions []Relation
	foldLogs   bool // e^(y log x) came from x^y and goes back to it
	err        error
}

// waves rewrites every outermost derivative of a line by the rule that fits,
// line after line, until none is left.
func (d *differentiator) waves(ctx context.Context, c *Chain, f Expr) error {
	line := d.rewrite(f, true)
	shown := 0
	for {
		if d.err != nil {
			return d.err
		}
		if err := ended(ctx); err != nil {
			return err
		}
		if shown += Size(line); shown > maxShown {
			return d.abridge(c, line)
		}
		c.Lines = append(c.Lines, Line{Expr: line, Rules: d.rules})
		d.rules = nil
		next, changed := d.wave(line)
		if !changed {
			return nil
		}
		line = next
	}
}

// abridge carries all derivatives in the line out at once, where the lines
// between would be longer than anyone reads.
func (d *differentiator) abridge(c *Chain, line Expr) error {
	size := 0
	var carry func(e Expr) Expr
	carry = func(e Expr) Expr {
		if !e.meta().open || d.err != nil {
			return e
		}
		if size++; size > maxNodes {
			d.err = &LimitError{"nodes in a derivative", maxNodes}
			return e
		}
		if size%1024 == 0 {
			if d.err = ended(d.ctx); d.err != nil {
				return e
			}
		}
		if next, ok := e.(*Deriv); ok {
			done, changed := d.wave(next)
			if !changed {
				return e
			}
			return carry(done)
		}
		return mapChildren(e, carry)
	}
	last := carry(line)
	if d.err != nil {
		return d.err
	}
	if Size(last) > maxNodes {
		return &LimitError{"nodes in a line", maxNodes}
	}
	c.Abridged = last != line || Size(last) > maxShown
	c.Lines = append(c.Lines, Line{Expr: last, Rules: d.rules})
	d.rules = nil
	return nil
}

// wave rewrites the outermost derivatives in e.
func (d *differentiator) wave(e Expr) (Expr, bool) {
	if !e.meta().open {
		return e, false
	}
	switch e := e.(type) {
	case *Deriv:
		if len(e.wrt) == 1 && Equal(e.wrt[0], d.x) && !d.set.abstract(e.of) {
			return d.rewrite(e.of, false), true
		}
	case *Sum:
		if terms, ok := d.waveAll(e.terms); ok {
			return Add(terms...), true
		}
	case *Prod:
		if factors, ok := d.waveAll(e.factors); ok {
			return Mul(factors...), true
		}
	case *Quo:
		num, a := d.wave(e.num)
		den, b := d.wave(e.den)
		if a || b {
			return Div(num, den), true
		}
	case *Sigma:
		if body, ok := d.wave(e.body); ok {
			return SumOver(e.index, e.from, e.to, body), true
		}
	case *Cases:
		branches := make([]Branch, len(e.branches))
		any := false
		for i, b := range e.branches {
			v, ok := d.wave(b.Value)
			branches[i] = Branch{v, b.Cond}
			any = any || ok
		}
		if any {
			return Piecewise(branches...), true
		}
	}
	return e, false
}

func (d *differentiator) waveAll(list []Expr) ([]Expr, bool) {
	var out []Expr
	for i, e := range list {
		if next, ok := d.wave(e); ok {
			if out == nil {
				out = append([]Expr(nil), list...)
			}
			out[i] = next
		}
	}
	return out, out != nil
}

// derivative writes the derivative of f for the next wave.
func (d *differentiator) derivative(f Expr) Expr { return D(f, d.partial, d.x) }

// constant reports whether e does not depend on x, neither directly nor
// through a name that rests on it.
func (d *differentiator) constant(e Expr) bool {
	if x, ok := d.x.(*Index); ok {
		if holdsFamily(e, x.base) {
			return false
		}
	} else if DependsOn(e, d.x) {
		return false
	}
	return !d.names.within(e)
}

// rewrite carries the derivative of f out, as far as the rule that fits goes. At
// the top of a derivation the light rules get a line of their own; further in, a
// part that needs light rules only is differentiated at once.
func (d *differentiator) rewrite(f Expr, top bool) Expr {
	if d.set.broken == nil {
		return d.ruled(f, top)
	}
	before := d.rules
	d.rules = nil
	made := d.ruled(f, top)
	made = d.set.broken(d.rules, made)
	before.add(d.rules...)
	d.rules = before
	return made
}

// ruled applies the rule that fits to the derivative of f.
func (d *differentiator) ruled(f Expr, top bool) Expr {
	switch {
	case d.constant(f):
		d.rules.add(ConstantRule)
		return Zero
	case Equal(f, d.x):
		d.rules.add(PowerRule)
		return One
	}
	if d.light(f) && !(top && d.splits(f)) {
		return d.direct(f)
	}
	if d.dependent(f) {
		return d.member(f)
	}
	switch f := f.(type) {
	case *Sigma:
		return d.sigma(f)
	case *Apply:
		return d.abstract(f)
	case *Cases:
		d.rules.add(PiecewiseRule)
		branches := make([]Branch, len(f.branches))
		for i, b := range f.branches {
			branches[i] = Branch{d.derivative(b.Value), b.Cond}
		}
		return Piecewise(branches...)
	case *Sum:
		return d.sum(f, top)
	case *Prod:
		if e, ok := d.negatedLogarithm(f); ok {
			d.rules.add(LogarithmLaws)
			return d.derivative(e)
		}
		return d.product(f)
	case *Quo:
		return d.quotient(f)
	case *Pow:
		return d.pow(f)
	case *Call:
		return d.call(f)
	}
	d.err = ErrAbstract
	return Zero
}

// splits reports whether the sum and constant multiple rules have anything to
// show for f.
func (d *differentiator) splits(f Expr) bool {
	switch f := f.(type) {
	case *Sum:
		return true
	case *Prod:
		c, rest := d.separate(f)
		return c != nil && !Equal(rest, d.x)
	}
	return false
}

// separate splits f into its constant factors, nil where there are none, and
// the factors that depend on x.
func (d *differentiator) separate(f Expr) (constant, rest Expr) {
	p, ok := f.(*Prod)
	if !ok {
		if q, ok := f.(*Quo); ok {
			if d.constant(q.den) {
				c, num := d.separate(q.num)
				if c == nil {
					c = One
				}
				return fraction(c, q.den), num
			}
		}
		return nil, f
	}
	var cs, rs []Expr
	for _, g := range p.factors {
		if d.constant(g) {
			cs = append(cs, g)
			continue
		}
		c, rest := d.separate(g)
		if c != nil {
			cs = append(cs, flatFactors(c)...)
		}
		if _, nested := rest.(*Prod); nested {
			rs = append(rs, flatFactors(rest)...)
		} else {
			rs = append(rs, rest)
		}
	}
	if len(cs) == 0 {
		return nil, f
	}
	return Mul(cs...), Mul(rs...)
}

// fraction returns num/den, as one number where both are.
func fraction(num, den Expr) Expr {
	n, ok1 := num.(*Num)
	m, ok2 := den.(*Num)
	if ok1 && ok2 && m.Sign() != 0 {
		return n.mul(m.inv())
	}
	return Div(num, den)
}

// scaled writes c·e, where c may be nil.
func scaled(c, e Expr) Expr {
	if c == nil {
		return e
	}
	return Mul(c, e)
}

// sum differentiates term by term. Constant factors are pulled out in the same
// line. The terms that vanish are shown once, at the top.
func (d *differentiator) sum(f *Sum, top bool) Expr {
	var terms []Expr
	for _, t := range f.terms {
		if d.constant(t) {
			if top {
				pos, negative := SplitSign(t)
				dt := d.derivative(pos)
				if negative {
					dt = Neg(dt)
				}
				terms = append(terms, dt)
			} else {
				d.rules.add(ConstantRule)
			}
			continue
		}
		c, rest := d.separate(t)
		if c != nil {
			if n, ok := c.(*Num); !ok || !n.is(-1) {
				d.rules.add(ConstantMultipleRule)
			}
		}
		if !top && (d.light(rest) || len(f.terms) == 1) {
			terms = append(terms, scaled(c, d.direct(rest)))
			continue
		}
		terms = append(terms, scaled(c, d.derivative(rest)))
	}
	if len(f.terms) > 1 {
		d.rules.add(SumRule)
	}
	if !top && len(terms) == 1 {
		// Only one term depends on x: its rule follows in the same line.
		if next, ok := d.wave(terms[0]); ok {
			return next
		}
	}
	return Add(terms...)
}

// product applies the product rule, or the constant multiple rule when only
// one factor depends on x.
func (d *differentiator) product(f *Prod) Expr {
	c, rest := d.separate(f)
	if c != nil {
		if n, ok := c.(*Num); !ok || !n.is(-1) {
			d.rules.add(ConstantMultipleRule)
		}
		if d.light(rest) {
			return scaled(c, d.derivative(rest))
		}
		return scaled(c, d.rewrite(rest, false))
	}
	d.rules.add(ProductRule)
	factors := flatFactors(rest)
	terms := make([]Expr, len(factors))
	for i := range factors {
		fs := append([]Expr(nil), factors...)
		fs[i] = d.derivative(fs[i])
		terms[i] = Mul(fs...)
	}
	return Add(terms...)
}

// quotient applies the quotient rule or one of its simpler cases.
func (d *differentiator) quotient(f *Quo) Expr {
	if d.constant(f.den) {
		c, rest := d.separate(f)
		d.rules.add(ConstantMultipleRule)
		if d.light(rest) {
			return scaled(c, d.derivative(rest))
		}
		return scaled(c, d.rewrite(rest, false))
	}
	if d.constant(f.num) {
		switch v := f.den.(type) {
		case *Pow:
			if n, ok := v.exp.(*Num); ok && !d.constant(v.base) && v.base != E {
				// c/g^n is c·g^(−n).
				d.rules.add(PowerRule, ChainRule)
				c := Expr(n.neg())
				if !isOne(f.num) {
					c = Mul(c, f.num)
				}
				return Mul(times(c, Power(v.base, n.neg().add(MinusOne))), d.derivative(v.base))
			}
		}
		d.rules.add(ReciprocalRule)
		num := d.derivative(f.den)
		if !isOne(f.num) {
			num = Mul(f.num, num)
		}
		return Neg(Div(num, squared(f.den)))
	}
	d.rules.add(QuotientRule)
	return Div(
		Sub(Mul(d.derivative(f.num), f.den), Mul(f.num, d.derivative(f.den))),
		squared(f.den))
}

func isOne(e Expr) bool {
	n, ok := e.(*Num)
	return ok && n.is(1)
}

// squared returns e² as a textbook writes it: the square of g³ is g⁶, that of
// √g is g.
func squared(e Expr) Expr {
	switch v := e.(type) {
	case *Num:
		return v.mul(v)
	case *Pow:
		if n, ok := v.exp.(*Num); ok && n.IsInt() {
			return Power(v.base, n.add(n))
		}
	case *Call:
		if v.fn == Sqrt {
			return v.args[0]
		}
	}
	return Power(e, Two)
}

// pow differentiates base^exp.
func (d *differentiator) pow(f *Pow) Expr {
	switch {
	case d.constant(f.exp):
		// g^n with a constant n.
		d.rules.add(PowerRule, ChainRule)
		return chained(scaled(f.exp, lowered(f.base, f.exp)), d.inner(f.base))
	case f.base == E:
		d.rules.add(ExponentialRule, ChainRule)
		return chained(f, d.inner(f.exp))
	case d.constant(f.base):
		if _, ok := f.base.(*Num); ok {
			d.rules.add(ExponentialRule)
			if Equal(f.exp, d.x) {
				return Mul(f, d.set.Style.log(f.base))
			}
			d.rules.add(ChainRule)
			return chained(Mul(f, d.set.Style.log(f.base)), d.inner(f.exp))
		}
	}
	// u^v is e^(v log u), u > 0.
	d.rules.add(LogarithmicRule)
	d.foldLogs = true
	d.conditions = append(d.conditions, Relation{f.base, Greater, Zero})
	return d.derivative(Power(E, times(f.exp, d.set.Style.log(f.base))))
}

// times writes a·b, flat.
func times(a, b Expr) Expr {
	if p, ok := a.(*Prod); ok {
		return Mul(append(append([]Expr(nil), p.factors...), b)...)
	}
	return Mul(a, b)
}

// chained writes outer·inner, without an inner 1.
func chained(outer, inner Expr) Expr {
	if isOne(inner) {
		return outer
	}
	return Mul(outer, inner)
}

// lowered returns base^(exp−1).
func lowered(base, exp Expr) Expr {
	if n, ok := exp.(*Num); ok {
		switch {
		case n.is(2):
			return base
		case n.is(1):
			return One
		}
		return Power(base, n.add(MinusOne))
	}
	return Power(base, Sub(exp, One))
}

// inner returns the inner derivative of the chain rule: at once where the
// inner function is a multiple of x, and for the next line elsewhere.
func (d *differentiator) inner(g Expr) Expr {
	if c, ok := d.multiple(g); ok {
		return c
	}
	if c, ok := d.shifted(g); ok {
		return c
	}
	return d.derivative(g)
}

// shifted returns ±1 when g is ±x + b with a constant b, and ±∂y/∂x when it is
// ±y + b with a name or a member of a family y.
func (d *differentiator) shifted(g Expr) (Expr, bool) {
	sum, ok := g.(*Sum)
	if !ok {
		return nil, false
	}
	var slope Expr
	for _, t := range sum.terms {
		if d.constant(t) {
			continue
		}
		c, ok := d.multiple(t)
		if !ok || slope != nil {
			return nil, false
		}
		plain, _ := SplitSign(c)
		if _, named := plain.(*Deriv); !named && !isOne(plain) {
			return nil, false
		}
		slope = c
	}
	return slope, slope != nil
}

// multiple returns c when g is c·x with a constant c.
func (d *differentiator) multiple(g Expr) (Expr, bool) {
	if Equal(g, d.x) {
		return One, true
	}
	if d.dependent(g) {
		return d.derivative(g), true
	}
	c, rest := d.separate(g)
	switch {
	case c == nil:
		return nil, false
	case Equal(rest, d.x):
		return c, true
	case d.dependent(rest):
		return scaled(c, d.derivative(rest)), true
	}
	return nil, false
}

// call differentiates a known function of something that depends on x.
func (d *differentiator) call(f *Call) Expr {
	switch f.fn {
	case LogBase:
		b, u := f.args[0], f.args[1]
		if !d.constant(b) {
			d.rules.add(LogarithmLaws)
			return d.derivative(Div(d.set.Style.log(u), d.set.Style.log(b)))
		}
		d.rules.add(LogarithmRule)
		return d.composed(Div(One, Mul(u, d.set.Style.log(b))), u)
	case Root:
		n, ok := f.args[0].(*Num)
		if !ok || !n.IsInt() || n.Sign() <= 0 {
			return d.derivative(Power(f.args[1], Div(One, f.args[0])))
		}
		u := f.args[1]
		d.rules.add(RootRule)
		d.conditions = append(d.conditions, Relation{u, NotEqual, Zero})
		return d.composed(Div(One, Mul(n, lowered(f, n))), u)
	case Max, Min:
		return d.extremum(f)
	case Log, Ln:
		if e, ok := d.openLogarithm(f); ok {
			d.rules.add(LogarithmLaws)
			return d.derivative(e)
		}
	}
	el, ok := elementaryOf(f.fn)
	if !ok {
		d.err = ErrAbstract
		return Zero
	}
	u := f.args[0]
	d.rules.add(el.rule)
	if el.where != nil {
		d.conditions = append(d.conditions, el.where(u))
	}
	return d.composed(el.of(u, d.set.Style), u)
}

// composed writes f′(u)·u′.
func (d *differentiator) composed(outer, u Expr) Expr {
	if Equal(u, d.x) {
		return outer
	}
	d.rules.add(ChainRule)
	return chained(outer, d.inner(u))
}

// extremum differentiates the greater or smaller of several functions piece by
// piece.
func (d *differentiator) extremum(f *Call) Expr {
	a, b := f.args[0], f.args[1]
	if len(f.args) > 2 {
		b = f.fn.Of(f.args[1:]...)
	}
	if Equal(a, b) {
		return d.derivative(a)
	}
	first, second := Greater, Less
	if f.fn == Min {
		first, second = Less, Greater
	}
	d.rules.add(PiecewiseRule)
	d.conditions = append(d.conditions, Relation{a, NotEqual, b})
	return Piecewise(
		Branch{d.derivative(a), Relation{a, first, b}},
		Branch{d.derivative(b), Relation{a, second, b}})
}

// light reports whether f needs light rules only: a sum of constant multiples
// of powers of x and of elementary functions of multiples of x.
func (d *differentiator) light(f Expr) bool {
	if d.constant(f) || Equal(f, d.x) {
		return true
	}
	if d.restsOnNames(f) {
		return false
	}
	switch f := f.(type) {
	case *Sum:
		for _, t := range f.terms {
			if !d.light(t) {
				return false
			}
		}
		return true
	case *Prod:
		n := 0
		for _, g := range f.factors {
			if !d.constant(g) {
				if n++; n > 1 || !d.light(g) {
					return false
				}
			}
		}
		return true
	case *Quo:
		if d.constant(f.den) {
			return d.light(f.num)
		}
		return d.constant(f.num) && d.powerOfX(f.den)
	case *Pow:
		if d.constant(f.exp) {
			return Equal(f.base, d.x)
		}
		_, multiple := d.multiple(f.exp)
		_, number := f.base.(*Num)
		return multiple && (f.base == E || number && Equal(f.exp, d.x))
	case *Call:
		if f.fn == LogBase {
			return d.constant(f.args[0]) && Equal(f.args[1], d.x)
		}
		if _, ok := elementaryOf(f.fn); !ok {
			return false
		}
		_, multiple := d.multiple(f.args[0])
		return multiple
	}
	return false
}

// powerOfX reports whether e is c·xⁿ with whole n, so that 1/e needs the power
// rule only.
func (d *differentiator) powerOfX(e Expr) bool {
	if _, rest := d.separate(e); rest != e {
		return d.powerOfX(rest)
	}
	if Equal(e, d.x) {
		return true
	}
	p, ok := e.(*Pow)
	if !ok || !Equal(p.base, d.x) {
		return false
	}
	n, ok := p.exp.(*Num)
	return ok && n.IsInt()
}

// direct differentiates f, which is light, in one go and tidies the result.
func (d *differentiator) direct(f Expr) Expr {
	heavy := d.rules
	s := newSimplifier(d.set, d.x)
	r := s.simplify(d.raw(f))
	// The chain rule for f(cx) is too small to be named.
	kept := heavy
	for _, rule := range d.rules[len(heavy):] {
		if rule != ChainRule {
			kept.add(rule)
		}
	}
	d.rules = kept
	return r
}

// raw differentiates a light f without tidying.
func (d *differentiator) raw(f Expr) Expr {
	switch {
	case d.constant(f):
		return Zero
	case Equal(f, d.x):
		d.rules.add(PowerRule)
		return One
	}
	switch f := f.(type) {
	case *Sum:
		terms := make([]Expr, len(f.terms))
		for i, t := range f.terms {
			terms[i] = d.raw(t)
		}
		return Add(terms...)
	case *Prod:
		c, rest := d.separate(f)
		if Equal(rest, d.x) {
			d.rules.add(ConstantMultipleRule)
			return c
		}
		return scaled(c, d.raw(rest))
	case *Quo:
		if d.constant(f.den) {
			return Div(d.raw(f.num), f.den)
		}
		c, rest := d.separate(f.den)
		n := One
		if p, ok := rest.(*Pow); ok {
			n = p.exp.(*Num)
		}
		num := Expr(f.num)
		if c != nil {
			num = Div(num, c)
		}
		d.rules.add(PowerRule)
		return Mul(n.neg(), num, Power(d.x, n.neg().add(MinusOne)))
	case *Pow:
		if d.constant(f.exp) {
			d.rules.add(PowerRule)
			return Mul(f.exp, lowered(f.base, f.exp))
		}
		return d.pow(f)
	case *Call:
		return d.call(f)
	}
	d.err = ErrAbstract
	return Zero
}

// finish brings the last line into the form of a textbook.
func (d *differentiator) finish(c *Chain) {
	last := &c.Lines[len(c.Lines)-1]
	s := newSimplifier(d.set, d.x)
	s.foldLogs = d.foldLogs
	if _, family := d.x.(*Index); family {
		d.collapse(c, s)
		return
	}
	answer := s.simplify(last.Expr)
	if d.set.broken != nil {
		answer = d.set.broken(s.used, answer)
	}
	if s.budget < 0 {
		c.Unfinished = true
		return
	}
	for _, b := range s.cancelled {
		d.conditions = append(d.conditions, Relation{b, NotEqual, Zero})
	}
	switch {
	case Identical(answer, last.Expr):
	case sameFactors(answer, last.Expr), c.Abridged && Size(last.Expr) > maxShown:
		last.Expr = answer
	default:
		c.Lines = append(c.Lines, Line{Expr: answer, Rules: s.used, Simplified: true})
	}
}

// sameFactors reports whether a and b differ in the order and grouping of
// terms and factors only.
func sameFactors(a, b Expr) bool { return Equal(flattened(a), flattened(b)) }

func flattened(e Expr) Expr {
	switch e := e.(type) {
	case *Prod:
		var fs []Expr
		for _, f := range e.factors {
			if p, ok := flattened(f).(*Prod); ok {
				fs = append(fs, p.factors...)
			} else {
				fs = append(fs, f)
			}
		}
		return Mul(fs...)
	case *Sum:
		var ts []Expr
		for _, t := range e.terms {
			if p, ok := flattened(t).(*Sum); ok {
				ts = append(ts, p.terms...)
			} else {
				ts = append(ts, flattened(t))
			}
		}
		return Add(ts...)
	}
	return e
}
