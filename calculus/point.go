package calculus

import "maps"

// Coordinate gives a variable its value at a point.
type Coordinate struct {
	Var   *Sym
	Value Expr
}

// at returns the scope in which the variables have their values at the point.
func (s Scope) at(point []Coordinate) Scope {
	defs := make(map[string]Expr, len(s.Defs)+len(point))
	maps.Copy(defs, s.Defs)
	for _, c := range point {
		defs[c.Var.name] = c.Value
	}
	s.Defs = defs
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

// ValueAt puts a point into an answer: left is what is evaluated, claim what the
// value must equal at the point, and answer the expression in which the
// coordinates are put.
func (set *Setting) ValueAt(left, claim, answer Expr, point []Coordinate) (*Chain, error) {
	c := &Chain{Left: left}
	e := put(set.Inline(answer), point)
	s := newSimplifier(set, nil)
	value := s.simplify(e)
	c.Lines = []Line{{Expr: e, Rules: []*Rule{SubstituteRule}}}
	if !Identical(value, e) {
		c.Lines = append(c.Lines, Line{Expr: value, Simplified: true})
	}
	return c, c.verified(set.Scope.at(point), &set.program, claim)
}

// Tangent works out the tangent plane (for one variable the tangent line) of
// the function at a point from its value and its first derivatives there:
// f(a) + Σ ∂f/∂x(a)·(x−a).
func (set *Setting) Tangent(left Expr, value Expr, slopes []Expr, point []Coordinate) (*Chain, error) {
	terms := []Expr{value}
	for i, c := range point {
		terms = append(terms, times(slopes[i], Sub(c.Var, c.Value)))
	}
	if isZero(value) {
		terms = terms[1:]
	}
	c := &Chain{Left: left, Lines: []Line{{Expr: Add(terms...), Rules: []*Rule{TangentRule}}}}
	s := newSimplifier(set, nil)
	p := s.poly(c.Lines[0].Expr)
	if opened, ok := s.expanded(p); ok {
		p = opened
	}
	if e := s.arrange(inOrder(p, point), false); !Identical(e, c.Lines[0].Expr) {
		c.Lines = append(c.Lines, Line{Expr: e, Simplified: true})
	}
	return c, c.verified(set.Scope, &set.program, c.Lines[0].Expr)
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
// direction from its partial derivatives: ∇f·v/|v|.
func (set *Setting) Directional(left Expr, partials []*Chain, direction []Expr) (*Chain, error) {
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
	c := &Chain{Left: left}
	c.Lines = []Line{
		{Expr: over(general), Rules: []*Rule{DirectionalRule}},
		{Expr: newSimplifier(set, nil).simplify(over(values))},
	}
	for _, p := range partials {
		c.Conditions = append(c.Conditions, p.Conditions...)
	}
	return c, c.verified(set.Scope, &set.program, c.Lines[0].Expr)
}

// coefficient writes c·e, and e alone for 1.
func coefficient(c, e Expr) Expr {
	if isOne(c) {
		return e
	}
	return Mul(append(flatFactors(c), e)...)
}

// SecondDifferential works out d²f from the second derivatives: entries[i][j]
// is the chain of ∂²f by vars[i] and vars[j], for i ≤ j.
func (set *Setting) SecondDifferential(left Expr, vars []*Sym, second map[[2]int]*Chain) (*Chain, error) {
	var general, terms []Expr
	c := &Chain{Left: left}
	for i, x := range vars {
		for j := i; j < len(vars); j++ {
			p := second[[2]int{i, j}]
			var d Expr
			factors := []Expr{p.Left}
			value := []Expr{p.Answer()}
			if i == j {
				d = Power(Diff(x), Two)
			} else {
				d = Mul(Diff(x), Diff(vars[j]))
				factors = append([]Expr{Two}, factors...)
				value = append([]Expr{Two}, value...)
			}
			general = append(general, Mul(append(factors, flatFactors(d)...)...))
			v := newSimplifier(set, nil).simplify(Mul(value...))
			if !isZero(v) {
				if isOne(v) {
					terms = append(terms, d)
				} else {
					terms = append(terms, Mul(append(flatFactors(v), flatFactors(d)...)...))
				}
			}
			c.Conditions = append(c.Conditions, p.Conditions...)
		}
	}
	c.Lines = []Line{{Expr: Add(general...), Rules: []*Rule{TotalDifferentialRule}}, {Expr: Add(terms...)}}
	return c, c.verified(set.Scope, &set.program, c.Lines[0].Expr)
}

// Determinant works out the determinant of a square matrix by expansion along
// its first row.
func (set *Setting) Determinant(left Expr, rows [][]Expr, claim [][]Expr) (*Chain, error) {
	e := determinant(rows)
	c := &Chain{Left: left, Lines: []Line{{Expr: e, Rules: []*Rule{DeterminantRule}}}}
	s := newSimplifier(set, nil)
	if v := s.simplify(e); !Identical(v, e) {
		c.Lines = append(c.Lines, Line{Expr: v, Rules: s.used, Simplified: true})
	}
	return c, c.verified(set.Scope, &set.program, determinant(claim))
}

func determinant(rows [][]Expr) Expr {
	if len(rows) == 1 {
		return rows[0][0]
	}
	var terms []Expr
	for j, a := range rows[0] {
		minor := make([][]Expr, 0, len(rows)-1)
		for _, row := range rows[1:] {
			minor = append(minor, append(append([]Expr(nil), row[:j]...), row[j+1:]...))
		}
		t := Mul(a, determinant(minor))
		if j%2 == 1 {
			t = Mul(MinusOne, a, determinant(minor))
		}
		terms = append(terms, t)
	}
	return Add(terms...)
}
