package calculus

import (
	"errors"
	"math"
	"slices"
)

// Coordinate gives a variable its value at a point.
type Coordinate struct {
	Var   *Sym
	Value Expr
}

// at returns the scope in which the variables have their values at the point.
func (s Scope) at(point []Coordinate) Scope {
	values := make(map[string]Expr, len(point))
	held := make(map[string]bool, len(point))
	for _, c := range point {
		values[c.Var.name] = c.Value
		held[c.Var.name] = true
	}
	s = s.with(values)
	s.held = held
	return s
}

// put returns e with the coordinates put in.
func put(e Expr, point []Coordinate) Expr {
	values := make(map[string]Expr, len(point))
	for _, c := range point {
		values[c.Var.name] = c.Value
	}
	return Substitute(e, values)
}

// ErrUndefined reports that a function, or its derivative, has no value where one
// is needed.
var ErrUndefined = errors.New("the function has no value there")

// ValueAt puts a point into an answer: left is what is evaluated, claim what the
// value must equal at the point, and answer the expression in which the
// coordinates are put. It returns [ErrUndefined] where the claim has no value at
// the point.
func (set *Setting) ValueAt(left, claim, answer Expr, point []Coordinate) (*Chain, error) {
	c := &Chain{Left: left}
	there := set.Scope.at(point)
	e := set.pointed(answer, point, &there)
	s := newSimplifier(set, nil)
	value := s.rootAbove(s.simplify(e))
	c.Lines = []Line{set.line(e, SubstituteRule)}
	if !Identical(value, e) {
		c.Lines = append(c.Lines, Line{Expr: value, Simplified: true})
	}
	if set.hasPole(e) || set.hasPole(set.body(claim, point)) {
		return nil, ErrUndefined
	}
	if err := c.verified(there, claim); err != nil {
		return nil, err
	}
	if c.Verdict == Unknown && (there.undefined(claim) || there.undefined(value)) {
		return nil, ErrUndefined
	}
	return c, nil
}

// body returns what the claim rests on at the point: the function of which it is the
// derivative.
func (set *Setting) body(claim Expr, point []Coordinate) Expr {
	if d, ok := claim.(*Deriv); ok {
		claim = d.of
	}
	return set.putIn(claim, point)
}

// putIn puts the point into e, in which the names that are no coordinates are replaced by
// what they stand for.
func (set *Setting) putIn(e Expr, point []Coordinate) Expr {
	return put(set.inline(e, func(x *Sym) bool {
		return slices.ContainsFunc(point, func(c Coordinate) bool { return c.Var.name == x.name })
	}), point)
}

// undefined reports whether e has no value at any of a few points.
func (s Scope) undefined(e Expr) bool {
	names := s.sampled([]Expr{e}, nil, sampledNames{}).list
	random := uint64(1)
	for attempt := range 2 * len(ranges) {
		at := make(Point, len(names))
		for _, n := range names {
			random = mix(random + 1)
			n.period = 1
			at[n.name] = n.sample(attempt, float64(random>>11)/(1<<53))
		}
		if v, outside := s.approximate(e, at); !outside && !math.IsNaN(v.v) {
			return false
		}
	}
	return true
}

// Tangent works out the tangent plane (for one variable the tangent line) of
// the function called name at a point from its value and its first derivatives
// there: f(a) + Σ ∂f/∂x(a)·(x−a). Without a name, as for the unknown of an equation,
// value and slopes are taken as they are.
func (set *Setting) Tangent(left Expr, name *Sym, value Expr, slopes []Expr, point []Coordinate) (*Chain, error) {
	terms := []Expr{value}
	var vars []*Sym
	var from, way []Expr
	for i, c := range point {
		step := StepFrom(c)
		vars, from, way = append(vars, c.Var), append(from, c.Value), append(way, step)
		switch {
		case isZero(slopes[i]):
			continue
		case !isOne(slopes[i]):
			step = times(slopes[i], step)
		}
		terms = append(terms, step)
	}
	if isZero(value) && len(terms) > 1 {
		terms = terms[1:]
	}
	rule := TangentRule
	if len(point) == 1 {
		rule = TangentLineRule
	}
	c := &Chain{Left: left, Lines: []Line{set.line(flattened(Add(terms...)), rule)}}
	set.lineOpened(c, point)
	if name == nil {
		return c, c.verified(set.Scope, c.Lines[0].Expr)
	}
	along := set.slopesKnown().straight(name, vars, from, way)
	return c, c.verified(along.scope, Add(along.value, along.derivative(1)))
}

// lineOpened adds the line to a tangent or a normal in which its brackets are opened,
// unless that makes it longer.
func (set *Setting) lineOpened(c *Chain, point []Coordinate) {
	if c.Answer().meta().applied {
		return // f(1, 2) + f_x(1, 2)(x−1) says more
	}
	s := newSimplifier(set, nil)
	p := s.poly(c.Answer())
	if opened, ok := s.expanded(p); ok {
		p = opened
	}
	if slices.ContainsFunc(point, func(c Coordinate) bool { return len(Symbols(c.Value)) > 0 }) && len(p) > len(point)+1 {
		return // f(a) + f′(a)(x−a) says more
	}
	p = s.collect(rootsAbove(p))
	// Powers of π in every term are no simpler than a slope times x − π/4.
	if e := s.arrangeUnsorted(inOrder(p, point)); !Identical(e, c.Answer()) && e.meta().width <= c.Answer().meta().width+4 {
		c.Lines = append(c.Lines, Line{Expr: e, Simplified: true})
	}
}

// rootAbove writes numbers such as 8/√2 as 4√2.
func (s *simplifier) rootAbove(e Expr) Expr {
	p := s.poly(e)
	q := rootsAbove(p)
	if len(p) == 0 || !slices.ContainsFunc(p, func(m monomial) bool { return rootBelow(m) >= 0 }) {
		return e
	}
	return s.arrangeUnsorted(s.collect(q))
}

// rootsAbove takes the roots of whole numbers out of the denominators that divide the
// number above: 2/√2 is √2, and 1/√2 stays.
func rootsAbove(p polynomial) polynomial {
	q := slices.Clone(p)
	for i, m := range q {
		for at := rootBelow(m); at >= 0; at = rootBelow(m) {
			f := m.factors[at]
			m = m.without(at).times(monomial{f.base.(*Num).inv(), []factor{{f.base, f.exp.add(One)}}})
			q[i] = m
		}
	}
	return q
}

// rootBelow is the place of a root of a whole number below the line that divides the
// coefficient, or −1.
func rootBelow(m monomial) int {
	return slices.IndexFunc(m.factors, func(f factor) bool {
		n, ok := f.base.(*Num)
		return ok && n.IsInt() && n.Sign() > 0 && f.exp.Cmp(Rat(-1, 2)) == 0 && m.coef.IsInt() && m.coef.mul(n.inv()).IsInt()
	})
}

// StepFrom is x − a, x + 2 for a = −2, and x for a = 0.
func StepFrom(c Coordinate) Expr {
	if isZero(c.Value) {
		return c.Var
	}
	if n, ok := c.Value.(*Num); ok && n.Sign() < 0 {
		return Add(c.Var, n.abs())
	}
	return Sub(c.Var, c.Value)
}

// inOrder puts the terms of a linear polynomial in the order of the variables,
// the constant last.
func inOrder(p polynomial, point []Coordinate) polynomial {
	var q polynomial
	taken := make([]bool, len(p))
	for _, c := range point {
		for i, m := range p {
			if !taken[i] && m.exponent(c.Var).Sign() != 0 {
				taken[i] = true
				q = append(q, m)
			}
		}
	}
	for i, m := range p {
		if !taken[i] {
			q = append(q, m)
		}
	}
	return q
}

// Directional works out the derivative of the function called name in a
// direction from its partial derivatives by vars: ∇f·v/|v|.
func (set *Setting) Directional(name *Sym, vars []*Sym, partials []*Chain, direction []Expr) (*Chain, error) {
	var general, values, squares []Expr
	for i, v := range direction {
		general = append(general, coefficient(v, partials[i].Left))
		values = append(values, Mul(v, partials[i].Answer()))
		squares = append(squares, Power(v, Two))
	}
	s := newSimplifier(set, nil)
	length := s.simplify(Sqrt.Of(Add(squares...)))
	over := func(terms []Expr) Expr {
		if isOne(length) {
			return Add(terms...)
		}
		return Div(Add(terms...), length)
	}
	c := &Chain{Left: name}
	c.Lines = []Line{
		set.line(over(general), DirectionalRule),
		{Expr: s.rootAbove(newSimplifier(set, nil).simplify(over(values)))},
	}
	for _, p := range partials {
		c.Conditions = append(c.Conditions, p.Conditions...)
	}
	along := set.straight(name, vars, variables(vars), direction)
	return c, c.verified(along.scope, Div(along.derivative(1), Sqrt.Of(Add(squares...))))
}

// coefficient writes c·e, and e alone for 1.
func coefficient(c, e Expr) Expr {
	if isOne(c) {
		return e
	}
	return Mul(append(flatFactors(c), e)...)
}

// HigherDifferential works out dⁿf for the function called name, n at least 2, from
// the derivatives of order n: Σ n!/(i!j!…) ∂ⁿf/∂xⁱ∂yʲ dxⁱ dyʲ. Each of the mixtures says
// which of vars the chain at its place was differentiated by, in their order.
func (set *Setting) HigherDifferential(name *Sym, vars []*Sym, mixtures [][]int, chains []*Chain) (*Chain, error) {
	n := len(mixtures[0])
	var left Expr = name
	for range n {
		left = Diff(left)
	}
	c := &Chain{Left: left}
	var general, terms, moves []Expr
	for _, x := range vars {
		moves = append(moves, Diff(x))
	}
	for k, mixture := range mixtures {
		p := chains[k]
		count, steps := factorial(n), []Expr(nil)
		for i := 0; i < n; {
			j := i
			for j < n && mixture[j] == mixture[i] {
				j++
			}
			dx := moves[mixture[i]]
			if j-i > 1 {
				dx = Power(dx, Int(int64(j-i)))
			}
			steps = append(steps, dx)
			count = count.mul(factorial(j - i).inv())
			i = j
		}
		factors, value := []Expr{p.Left}, []Expr{p.Answer()}
		if !count.is(1) {
			factors, value = append([]Expr{count}, factors...), append([]Expr{count}, value...)
		}
		general = append(general, Mul(append(factors, steps...)...))
		switch v := newSimplifier(set, nil).simplify(Mul(value...)); {
		case isZero(v):
		case isOne(v):
			terms = append(terms, Mul(steps...))
		default:
			terms = append(terms, Mul(append(flatFactors(v), steps...)...))
		}
		c.Conditions = append(c.Conditions, p.Conditions...)
	}
	c.Lines = []Line{set.line(Add(general...), TotalDifferentialRule), {Expr: Add(terms...)}}
	along := set.straight(name, vars, variables(vars), moves)
	return c, c.verified(along.scope, along.derivative(n))
}

// factorial returns n!.
func factorial(n int) *Num {
	p := One
	for k := 2; k <= n; k++ {
		p = p.mul(Int(int64(k)))
	}
	return p
}

// Mixtures lists the ways to differentiate n times by some of so many variables,
// whatever the order.
func Mixtures(variables, n int) [][]int {
	var list [][]int
	var choose func(chosen []int)
	choose = func(chosen []int) {
		if len(chosen) == n {
			list = append(list, slices.Clone(chosen))
			return
		}
		first := 0
		if len(chosen) > 0 {
			first = chosen[len(chosen)-1]
		}
		for i := first; i < variables; i++ {
			choose(append(chosen, i))
		}
	}
	choose(nil)
	return list
}

// Determinant works out the determinant of a square matrix by expansion along
// its first row; claim is the matrix with its derivatives not carried out.
func (set *Setting) Determinant(left Expr, rows [][]Expr, claim [][]Expr) (*Chain, error) {
	e := Determinant(rows)
	c := &Chain{Left: left, Lines: []Line{set.line(e, DeterminantRule)}}
	s := newSimplifier(set, nil)
	if v := s.simplify(e); !Identical(v, e) {
		c.Lines = append(c.Lines, set.simplified(v, s.used...))
	}
	return c, c.verified(set.Scope, permuted(claim, make([]bool, len(claim))))
}

// Determinant returns the determinant of a square matrix as a sum of products.
func Determinant(rows [][]Expr) Expr {
	if len(rows) == 1 {
		return rows[0][0]
	}
	var terms []Expr
	for j, a := range rows[0] {
		minor := make([][]Expr, 0, len(rows)-1)
		for _, row := range rows[1:] {
			minor = append(minor, append(append([]Expr(nil), row[:j]...), row[j+1:]...))
		}
		t := Mul(a, Determinant(minor))
		if j%2 == 1 {
			t = Mul(MinusOne, a, Determinant(minor))
		}
		terms = append(terms, t)
	}
	return Add(terms...)
}

// permuted is the determinant as the sum over all permutations, which share no
// code with the expansion that it is the claim of. The columns taken belong to
// rows above.
func permuted(rows [][]Expr, taken []bool) Expr {
	if len(rows) == 0 {
		return One
	}
	var terms []Expr
	for j, a := range rows[0] {
		if taken[j] {
			continue
		}
		sign := 1
		for _, t := range taken[j:] {
			if t {
				sign = -sign // an inversion
			}
		}
		taken[j] = true
		terms = append(terms, Mul(Int(int64(sign)), a, permuted(rows[1:], taken)))
		taken[j] = false
	}
	return Add(terms...)
}
