package calculus

import "slices"

// Curve is a curve that is given by a parameter: x = x(t), y = y(t).
type Curve struct {
	X, Y, T *Sym
	// ByT are the derivatives of x and of y by t.
	XByT, YByT *Chain
}

// Slope works out dy/dx = (dy/dt)/(dx/dt), which holds where dx/dt is not 0.
func (set *Setting) Slope(k Curve) (*Chain, error) {
	left := D(k.Y, false, k.X)
	claim := k.slope()
	return set.ratio(k, left, claim, claim, Div(k.YByT.Answer(), k.XByT.Answer()), append(slices.Clone(k.YByT.Conditions), k.XByT.Conditions...))
}

// slope is dy/dx by jets.
func (k Curve) slope() Expr { return Div(D(k.Y, false, k.T), D(k.X, false, k.T)) }

// Claim is what a derivative of y by x of some order is, found without the rules.
func (k Curve) Claim(order int) Expr {
	claim := k.slope()
	for range order - 1 {
		claim = Div(D(claim, false, k.T), D(k.X, false, k.T))
	}
	return claim
}

// SlopeAgain works out the derivative of y by x of the order from that of the order
// before, whose derivative by t is byT.
func (set *Setting) SlopeAgain(k Curve, before, byT *Chain, order int) (*Chain, error) {
	wrt := make([]Expr, order)
	for i := range wrt {
		wrt[i] = k.X
	}
	claim := k.Claim(order)
	return set.ratio(k, D(k.Y, false, wrt...), claim, Div(D(before.Left, false, k.T), D(k.X, false, k.T)),
		Div(byT.Answer(), k.XByT.Answer()), append(slices.Clone(before.Conditions), byT.Conditions...))
}

// ratio writes a derivative by x as one by t over dx/dt: in signs, with the values put
// in, and simplified. What the signs mean is the claim.
func (set *Setting) ratio(k Curve, left, claim, signs, values Expr, given []Relation) (*Chain, error) {
	c := &Chain{Left: left, Conditions: given}
	c.Lines = []Line{set.line(values, ParametricRule)}
	s := newSimplifier(set, k.T)
	value := s.signBelow(s.asBelow(s.simplify(values), k.XByT.Answer()))
	if !Identical(value, values) {
		c.Lines = append(c.Lines, set.simplified(value, s.used...))
	}
	for _, r := range conditions([]Relation{{k.XByT.Answer(), NotEqual, Zero}}, Zero) {
		if !slices.ContainsFunc(c.Conditions, func(o Relation) bool { return o.String() == r.String() }) {
			c.Conditions = append(c.Conditions, r)
		}
	}
	if err := c.verified(set.Scope, claim); err != nil {
		return nil, err
	}
	c.Lines[0].Rules = nil
	c.Lines = append([]Line{{Expr: signs, Rules: []*Rule{ParametricRule}}}, c.Lines...)
	return c, nil
}

// asBelow writes the even powers of −u in e as powers of u, which the author's dx/dt is:
// (1 − cos t)² rather than (cos t − 1)².
func (s *simplifier) asBelow(e, u Expr) Expr {
	p := slices.Clone(s.poly(e))
	opposite := s.simplify(Neg(u))
	for i, m := range p {
		p[i] = monomial{m.coef, slices.Clone(m.factors)}
		for j, f := range m.factors {
			if k, whole := f.exp.Int64(); whole && k%2 == 0 && isBracket(f.base) && Equal(f.base, opposite) {
				p[i].factors[j].base = u
			}
		}
	}
	return s.arrangeUnsorted(p)
}

// ByParameter differentiates by t what was found for a derivative by x.
func (set *Setting) ByParameter(k Curve, c *Chain) Request {
	return Request{Left: D(c.Left, false, k.T), Body: c.Answer(), Wrt: k.T, Given: c.Conditions}
}

// NormalLine works out the normal of the graph of the function called name at a point
// from its height and its slope there, which is not 0: y = f(a) − (x−a)/f′(a). Without a
// name, as for a curve, height and slope are taken as they are.
func (set *Setting) NormalLine(left Expr, name *Sym, height, slope Expr, at Coordinate) (*Chain, error) {
	step := StepFrom(at)
	if across := newSimplifier(set, nil).simplify(Neg(Div(One, slope))); !isOne(across) {
		step = times(across, step)
	}
	terms := []Expr{height, step}
	if isZero(height) {
		terms = terms[1:]
	}
	c := &Chain{Left: left, Lines: []Line{set.line(Add(terms...), NormalRule)}}
	set.lineOpened(c, []Coordinate{at})
	scope := set.Scope
	if name != nil {
		along := set.slopesKnown().straight(name, []*Sym{at.Var}, []Expr{at.Value}, []Expr{One})
		scope, height, slope = along.scope, along.value, along.derivative(1)
	}
	return c, c.verified(scope, Sub(height, Div(StepFrom(at), slope)))
}
