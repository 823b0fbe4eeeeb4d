package calculus

import (
	"context"
	"errors"
	"math"
	"slices"
)

// ImplicitFunction is a function that an equation determines: y where x² + y² = 1.
type ImplicitFunction struct {
	Name *Sym
	// Left and Right are the sides of the equation.
	Left, Right Expr
	// Function is the name of F where the equation was written F(x, y) = c; Left is
	// then its body, or nil where nothing is known of F. It is nil elsewhere.
	Function *Sym
	// Vars are the variables that the unknown depends on.
	Vars []*Sym
}

// Implicit is the derivative of an unknown. Where the equation was written out,
// Sides are the derivatives of its two sides and Collected is the equation that
// follows, solved for nothing yet; where it was written F(x, y) = 0, Partials are
// the derivatives of F.
type Implicit struct {
	Sides     []*Chain
	Equations []Relation
	Partials  []*Chain
	Answer    *Chain
}

// OffCurveError reports a point at which the sides of the equation have the values
// Left and Right, which differ.
type OffCurveError struct{ Left, Right Expr }

func (e *OffCurveError) Error() string {
	return "the point does not satisfy the equation: " + e.Left.String() + " is not " + e.Right.String()
}

// ErrPieces reports an equation whose derivative is given piece by piece, so that
// it is not solved for that of the unknown.
var ErrPieces = errors.New("the equation is given piece by piece")

// ErrUndetermined reports an equation from which the unknown drops out.
var ErrUndetermined = errors.New("the equation does not determine the unknown")

// ErrVertical reports a point at which F_y is 0 and some F_x is not, so that the
// tangent is parallel to the axis of the unknown. ErrSingular reports one at which
// all of them are 0.
var (
	ErrVertical = errors.New("the tangent is parallel to the axis of the unknown")
	ErrSingular = errors.New("the point is singular")
)

func holdsCases(e Expr) bool {
	if _, ok := e.(*Cases); ok {
		return true
	}
	return slices.ContainsFunc(Children(e), holdsCases)
}

// Implicit works out the derivative of an unknown by x: by differentiating both
// sides, or by −F_x/F_y (the implicit function theorem). The answer is verified
// against −F_x/F_y, found by jets; it holds where F_y is not 0. It returns
// [ErrUndetermined] where the unknown drops out of the equation.
func (set *Setting) Implicit(ctx context.Context, u ImplicitFunction, x *Sym, partial bool) (*Implicit, error) {
	left := D(u.Name, partial, x)
	im := &Implicit{Answer: &Chain{Left: left}}
	if u.Left == nil {
		abstract := set.with(map[string]Expr{u.Function.name: ApplyTo(u.Function.name, append(variables(u.Vars), u.Name)...)})
		slope := Neg(Div(D(u.Function, true, x), D(u.Function, true, u.Name)))
		im.Answer.Lines = []Line{{Expr: slope, Rules: []*Rule{ImplicitRule}}}
		im.Answer.Conditions = []Relation{{D(u.Function, true, u.Name), NotEqual, Zero}}
		return im, im.Answer.verified(abstract, slope)
	}
	f := u.Difference()
	by := func(v *Sym) (*Chain, error) {
		of := f
		name := Symbol("F")
		if u.Function != nil {
			of, name = u.Left, u.Function // F = c has the derivatives of F
		}
		return set.Differentiate(ctx, Request{Left: D(name, true, v), Body: of, Wrt: v, Partial: DependsOn(of, v)})
	}
	across, err := by(x)
	if err != nil {
		return nil, err
	}
	along, err := by(u.Name)
	if err != nil {
		return nil, err
	}
	if isZero(along.Answer()) {
		return nil, ErrUndetermined
	}
	if holdsCases(across.Answer()) || holdsCases(along.Answer()) {
		return nil, ErrPieces
	}
	a := im.Answer
	slope := Neg(Div(across.Answer(), along.Answer()))
	s := newSimplifier(set, x)
	above, numerator := s.contentOut(Neg(across.Answer()))
	below, denominator := s.contentOut(along.Answer())
	value := s.signBelow(s.simplify(Mul(above.mul(below.inv()), Div(numerator, denominator))))
	lower := s.symbolsOut(denominator)
	if p := s.poly(numerator); isOne(denominator) && p.plain() {
		value = s.arrange(p.times(number(above.mul(below.inv()))), true)
	} else if e := s.signBelow(s.simplify(Mul(above.mul(below.inv()), Div(s.symbolsOut(numerator), lower)))); e.meta().width <= value.meta().width+2 {
		value = e // with y taken out and cancelled, if that is not longer
	}
	switch {
	case u.Function != nil:
		im.Partials = []*Chain{across, along}
		a.Lines = []Line{set.line(Neg(Div(across.Left, along.Left)), ImplicitRule), set.line(slope, SubstituteRule)}
		if !Identical(value, slope) {
			a.Lines = append(a.Lines, Line{Expr: value, Rules: s.used, Simplified: true})
		}
	default:
		if err := set.bothSides(ctx, im, u, x, partial); err != nil {
			return nil, err
		}
		times, rest := along.Answer(), Neg(across.Answer())
		if below.Sign() < 0 { // 3x² dx/dy = 1 rather than −3x² dx/dy = −1
			times, rest = Neg(times), Neg(rest)
		}
		solvable := Relation{coefficient(s.inOrder(times), left), Equals, s.inOrder(rest)}
		if e := im.Equations[0]; !sameFactors(e.Left, solvable.Left) || !sameFactors(e.Right, solvable.Right) {
			im.Equations = append(im.Equations, solvable)
		}
		if last := im.Equations[len(im.Equations)-1]; Identical(last.Left, left) && Identical(last.Right, value) {
			im.Equations = im.Equations[:len(im.Equations)-1] // it is the answer
		}
		a.Lines = []Line{set.simplified(value, ImplicitRule)}
	}
	a.Conditions = append(slices.Clone(across.Conditions), along.Conditions...)
	a.Conditions = append(a.Conditions, conditions([]Relation{{lower, NotEqual, Zero}}, f)...)
	claim := u.slope(x)
	if err := a.verified(set.withoutUnknown(u), claim); err != nil {
		return nil, err
	}
	if im.Sides != nil {
		a.Lines[0].Rules = nil // it was only solved for
	}
	return im, im.hold(set.withoutUnknown(u), left, a.Answer(), claim, a.Conditions)
}

// Difference is F of F = 0: the left side less the right one.
func (u ImplicitFunction) Difference() Expr {
	if isZero(u.Right) {
		return u.Left
	}
	return Sub(u.Left, u.Right)
}

// slope is −F_x/F_y, not carried out.
func (u ImplicitFunction) slope(x *Sym) Expr {
	f := u.Difference()
	return Neg(Div(D(f, true, x), D(f, true, u.Name)))
}

// withoutUnknown is the scope in which the unknown is a variable like any other,
// and F is known.
func (set *Setting) withoutUnknown(u ImplicitFunction) Scope {
	s := set.Scope
	if u.Function == nil {
		return s
	}
	return s.with(map[string]Expr{u.Function.name: u.Difference()})
}

// bothSides differentiates both sides of the equation, in which the unknown is a
// function of its variables, and puts the two derivatives together.
func (set *Setting) bothSides(ctx context.Context, im *Implicit, u ImplicitFunction, x *Sym, partial bool) error {
	inside := *set
	inside.read = nil
	inside.Scope = set.with(map[string]Expr{u.Name.name: u.applied()})
	var sides [2]Expr
	for i, side := range []Expr{u.Left, u.Right} {
		c, err := inside.Differentiate(ctx, Request{Left: D(side, partial, x), Body: side, Wrt: x, Partial: partial})
		if err != nil {
			return err
		}
		if sides[i] = c.Answer(); !isZero(sides[i]) || i == 0 {
			im.Sides = append(im.Sides, c)
		}
	}
	im.Equations = []Relation{{sides[0], Equals, sides[1]}}
	return nil
}

// applied is the unknown as a function of its variables: y(x).
func (u ImplicitFunction) applied() Expr { return ApplyTo(u.Name.name, variables(u.Vars)...) }

// inOrder writes e with its terms in order, a positive one first.
func (s *simplifier) inOrder(e Expr) Expr { return s.arrange(s.best(s.poly(e)), true) }

// signBelow writes u/(x−y) rather than −u/(y−x).
func (s *simplifier) signBelow(e Expr) Expr {
	p := s.poly(e)
	if len(p) != 1 || p[0].coef.Sign() >= 0 {
		return e
	}
	m := monomial{p[0].coef.neg(), slices.Clone(p[0].factors)}
	at := -1
	for i, f := range m.factors {
		switch {
		case !s.subtracts(f.base):
		case f.exp.is(1):
			return e // it goes there
		case f.exp.is(-1):
			at = i
		}
	}
	if at < 0 {
		return e
	}
	m.factors[at].base = s.inOrder(Neg(m.factors[at].base))
	return s.term(m)
}

// subtracts reports whether e is a sum with a negative term.
func (s *simplifier) subtracts(e Expr) bool {
	p := s.poly(e)
	return len(p) > 1 && slices.ContainsFunc(p, func(m monomial) bool { return m.coef.Sign() < 0 })
}

// contentOut takes the number that all terms of e share out of it, so that it can
// be cancelled, and puts the terms in order.
func (s *simplifier) contentOut(e Expr) (*Num, Expr) {
	p := s.best(s.poly(e))
	c := p.content()
	if len(p) == 0 {
		c = One
	}
	return c, s.arrange(p.times(number(c.inv())), true)
}

// symbolsOut takes what the terms of e share out of it: y of 5y e^(xy) + 3y.
func (s *simplifier) symbolsOut(e Expr) Expr {
	p := s.poly(e)
	common, _ := s.common(p)
	common.factors = slices.DeleteFunc(common.factors, func(f factor) bool { return f.exp.Sign() < 0 })
	if len(p) < 2 || len(common.factors) == 0 {
		return e
	}
	rest := s.collect(p.times(number(One).over(common)))
	return s.term(s.product(common, power(s.arrange(rest, true), One)))
}

// contentsOut does so for the brackets in e.
func (s *simplifier) contentsOut(e Expr) Expr {
	p := slices.Clone(s.poly(e))
	for i, m := range p {
		p[i] = monomial{m.coef, slices.Clone(m.factors)}
		for j, f := range m.factors {
			k, whole := f.exp.Int64()
			if !isBracket(f.base) || !whole {
				continue
			}
			inside := s.poly(f.base)
			c := inside.content()
			if out, ok := c.powInt(k, s.set.Limits.bits()); ok && !c.is(1) {
				p[i].coef = p[i].coef.mul(out)
				p[i].factors[j].base = s.arrange(inside.times(number(c.inv())), true)
			}
		}
	}
	return s.arrangeUnsorted(p)
}

// hold checks that the answer satisfies the equations: with it in the place of
// the derivative the two sides are equal wherever the claim has a value. The sides of
// 1 = (1/x) dx/dy say nothing of x = 0, where y = log x has none.
func (im *Implicit) hold(scope Scope, left, answer, claim Expr, conditions []Relation) error {
	for _, e := range im.Equations {
		sides := []Expr{Add(Replace(e.Left, left, answer), Mul(Zero, claim)), Replace(e.Right, left, answer)}
		if verdict, _ := scope.Verify(sides, conditions); verdict == Refuted {
			return &RefutedError{Line: Sub(e.Left, e.Right), Rules: []*Rule{ImplicitRule}}
		}
	}
	return nil
}

// ImplicitAgain differentiates what was found for the unknown once more, by x: the
// derivatives of the unknown that arise are replaced by what they are, which is
// slopes by the variables. Orders lists the variables so far, x the last of them.
func (set *Setting) ImplicitAgain(ctx context.Context, u ImplicitFunction, before *Chain, slopes map[string]*Chain, orders []*Sym, partial bool) (*Chain, error) {
	x := orders[len(orders)-1]
	inside := *set
	inside.read = nil
	inside.Factors = true // the numerator of dy/dx may be 0
	inside.Scope = set.with(map[string]Expr{u.Name.name: u.applied()})
	wrt := make([]Expr, len(orders))
	for i, v := range orders {
		wrt[i] = v
	}
	c, err := inside.Differentiate(ctx, Request{
		Left: D(u.Name, partial, wrt...), Body: before.Answer(), Wrt: x, Partial: partial, Carry: true, Given: before.Conditions,
	})
	if err != nil {
		return nil, err
	}
	slope := slopes[x.name]
	put := func(e Expr) Expr { return Replace(e, D(u.Name, partial, x), slope.Answer()) }
	last := c.Answer()
	shown := len(c.Lines) - 1
	if with := put(last); with != last {
		c.Lines = append(c.Lines, Line{Expr: with, Rules: []*Rule{SubstituteRule}})
		s := newSimplifier(set, x)
		if e := s.contentsOut(s.simplify(with)); !Identical(e, with) {
			c.Lines = append(c.Lines, Line{Expr: e, Rules: s.used, Simplified: true})
		}
	}
	shorter, err := set.byEquation(u, c.Answer())
	if err != nil {
		return nil, err
	}
	if shorter != nil {
		c.Lines = append(c.Lines, *shorter)
	} else if err := set.oneFraction(u, c); err != nil {
		return nil, err
	}
	for _, r := range append(slices.Clone(before.Conditions), slope.Conditions...) {
		if !slices.ContainsFunc(c.Conditions, func(k Relation) bool { return k.Op == r.Op && Equal(k.Left, r.Left) && Equal(k.Right, r.Right) }) {
			c.Conditions = append(c.Conditions, r)
		}
	}
	return c, set.verifyAgain(u, c, shown, before.Answer(), put, x)
}

// verifyAgain compares the lines of c from one on, which holds no derivatives but
// those of the unknown, with the derivative along the curve of what was found
// before: D(e, x) + D(e, y)·(−F_x/F_y), by jets.
func (set *Setting) verifyAgain(u ImplicitFunction, c *Chain, from int, before Expr, put func(Expr) Expr, x *Sym) error {
	lines := []Expr{Add(D(before, true, x), Mul(D(before, true, u.Name), u.slope(x)))}
	for _, l := range c.Lines[from:] {
		if hasRule(l.Rules, EquationRule) {
			break // verified where it was made
		}
		lines = append(lines, put(l.Expr))
	}
	verdict, at := set.withoutUnknown(u).Verify(lines, c.Conditions)
	if verdict == Refuted {
		l := c.Lines[from+at-1]
		return &RefutedError{Line: l.Expr, Rules: l.Rules}
	}
	c.Verdict = min(c.Verdict, verdict)
	return nil
}

// byEquation uses the equation to shorten e: where x² + y² = 1, (x²+y²)/y³ is 1/y³.
// The terms of the equation that hold variables must make a bracket of e, up to a
// factor that holds none: from xy + y = 1 follows x + 1 = 1/y, which is no shorter.
func (set *Setting) byEquation(u ImplicitFunction, e Expr) (*Line, error) {
	s := newSimplifier(set, nil)
	whole := s.poly(u.Difference())
	if opened, ok := s.expanded(whole); ok {
		whole = opened
	}
	var moving, resting polynomial
	moves := func(m monomial) bool {
		t := s.term(m)
		return DependsOn(t, u.Name) || slices.ContainsFunc(u.Vars, func(x *Sym) bool { return DependsOn(t, x) })
	}
	for _, m := range whole {
		if moves(m) {
			moving = append(moving, m)
		} else {
			resting = append(resting, m.neg())
		}
	}
	if len(moving) < 2 {
		return nil, nil
	}
	constant := s.arrange(resting, true)
	name := Symbol("C_0") // for what the moving terms are
	p := slices.Clone(s.poly(e))
	found := false
	for i, m := range p {
		for j, f := range m.factors {
			k, whole := f.exp.Int64()
			if !isBracket(f.base) || !whole {
				continue
			}
			by, ok := multipleOf(s.poly(f.base), moving)
			if !ok || moves(by) {
				continue
			}
			if by, ok = by.raised(Int(k), s.set.Limits.bits()); ok {
				p[i], found = m.without(j).times(by).times(power(name, f.exp)), true
				break
			}
		}
	}
	if !found || isZero(constant) {
		return nil, nil
	}
	shape := s.arrangeUnsorted(p)
	shorter := set.simplified(newSimplifier(set, nil).simplify(Replace(shape, name, constant)), EquationRule)
	// The equation is used where it has a meaning: b = 0 is none for x²/a² + y²/b² = 1.
	if verdict, _ := set.with(map[string]Expr{name.name: s.arrange(moving, true)}).Verify([]Expr{Add(e, Mul(Zero, u.Difference())), shape}, nil); verdict != Verified {
		return nil, &RefutedError{Line: shape, Rules: []*Rule{EquationRule}}
	}
	if verdict, _ := set.with(map[string]Expr{name.name: constant}).Verify([]Expr{shape, shorter.Expr}, nil); verdict != Verified {
		return nil, &RefutedError{Line: shorter.Expr, Rules: []*Rule{EquationRule}}
	}
	return &shorter, nil
}

// multipleOf returns m with p = m·q.
func multipleOf(p, q polynomial) (monomial, bool) {
	if len(p) != len(q) {
		return monomial{}, false
	}
	for _, first := range p {
		by := first.over(q[0])
		product := q.times(by)
		if !slices.ContainsFunc(product, func(m monomial) bool {
			return !slices.ContainsFunc(p, func(n monomial) bool { return n.coef.Cmp(m.coef) == 0 && n.alike(m) })
		}) {
			return by, true
		}
	}
	return monomial{}, false
}

// Claim is the value that the derivative of the unknown by the variables has on
// the curve, found without the rules.
func (u ImplicitFunction) Claim(orders []*Sym) Expr {
	claim := u.slope(orders[0])
	for _, x := range orders[1:] {
		claim = Add(D(claim, true, x), Mul(D(claim, true, u.Name), u.slope(x)))
	}
	return claim
}

// OnCurve puts a point that gives values to all variables and the unknown into the
// equation, Left = Lines, and returns nil where it does not. It returns an
// [*OffCurveError] where the point does not satisfy the equation; that it does is
// verified where the point consists of numbers, and is taken for granted elsewhere.
func (set *Setting) OnCurve(u ImplicitFunction, point []Coordinate) (*Chain, error) {
	if u.Left == nil || len(point) == 0 || slices.ContainsFunc(append(variables(u.Vars), u.Name), func(x Expr) bool {
		return DependsOn(u.Difference(), x.(*Sym)) && !slices.ContainsFunc(point, func(c Coordinate) bool { return Equal(c.Var, x) })
	}) {
		return nil, nil
	}
	left, right := set.Inline(put(u.Left, point)), set.Inline(put(u.Right, point))
	simplified := func(e Expr) Expr { return newSimplifier(set, nil).simplify(e) }
	value := simplified(left)
	c := &Chain{Left: left, Lines: []Line{{Expr: right, Rules: []*Rule{EquationRule}}}}
	if len(Symbols(left)) > 0 || len(Symbols(right)) > 0 {
		return c, nil
	}
	v, outside := set.Scope.approximate(Sub(left, right), nil)
	if outside || !v.finite() || math.Abs(v.v) > slack*v.err+1e-12 {
		return nil, &OffCurveError{value, simplified(right)}
	}
	if !Identical(value, right) && !Identical(value, left) {
		c.Lines = append([]Line{{Expr: value, Rules: []*Rule{SubstituteRule}}}, c.Lines...)
	}
	return c, c.verified(set.Scope, right)
}

// Steepness says why the unknown has no derivative at a point of numbers that
// satisfies the equation: [ErrVertical], [ErrSingular], or nil where F_y is not 0.
func (set *Setting) Steepness(u ImplicitFunction, point []Coordinate) error {
	there, f := set.Scope.at(point), u.Difference()
	if len(Symbols(put(set.Inline(f), point))) > 0 {
		return nil
	}
	isZero := func(x *Sym) (zero, known bool) {
		v, outside := there.approximate(D(f, true, x), Point{})
		return math.Abs(v.v) <= slack*v.err+1e-12, !outside && v.finite()
	}
	if zero, known := isZero(u.Name); !zero || !known {
		return nil
	}
	for _, c := range point {
		switch zero, known := isZero(c.Var); {
		case !known:
			return nil
		case !zero:
			return ErrVertical
		}
	}
	return ErrSingular
}
