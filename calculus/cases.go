package calculus

import "slices"

// lifted writes a polynomial that holds functions given piece by piece as one
// such function: 2x + {1; 0} is {2x+1; 2x}. All must have the same pieces.
func (s *simplifier) lifted(p polynomial) (Expr, bool) {
	var pieces *Cases
	for _, m := range p {
		for _, f := range m.factors {
			c, ok := f.base.(*Cases)
			if !ok {
				continue
			}
			if !f.exp.is(1) || pieces != nil && !samePieces(c, pieces) {
				return nil, false
			}
			pieces = c
		}
	}
	if pieces == nil || len(p) == 1 && len(p[0].factors) == 1 && p[0].coef.is(1) {
		return nil, false
	}
	p = s.pass("lift", p)
	branches := make([]Branch, len(pieces.branches))
	for k, b := range pieces.branches {
		var terms []Expr
		for _, m := range p {
			rest, value := monomial{coef: m.coef}, []Expr(nil)
			for _, f := range m.factors {
				if c, ok := f.base.(*Cases); ok {
					value = append(value, c.branches[k].Value)
				} else {
					rest.factors = append(rest.factors, f)
				}
			}
			terms = append(terms, Mul(append([]Expr{s.term(rest)}, value...)...))
		}
		branches[k] = Branch{s.simplify(Add(terms...)), b.Cond}
	}
	return Piecewise(branches...), true
}

// samePieces reports whether two functions are given on the same pieces.
func samePieces(a, b *Cases) bool {
	if len(a.branches) != len(b.branches) {
		return false
	}
	for i := range a.branches {
		x, y := a.branches[i].Cond, b.branches[i].Cond
		if x.Op != y.Op || !Equal(x.Left, y.Left) || !Equal(x.Right, y.Right) {
			return false
		}
	}
	return true
}

// byPieces writes e, which may hold functions given piece by piece, as one such function,
// and what stands within a piece as what it is there: 1/max(x, 1) is 1/x where x > 1.
func (s *simplifier) byPieces(e Expr) Expr {
	// What is looked at: all of e on each piece. It is met by twenty terms with a piece
	// of their own each, whose pieces no reader would compare.
	const most = 4000
	if e.meta().size > most || s.budget < 0 || countPieces(e)*e.meta().size > most {
		return e
	}
	pieces := firstPieces(e)
	if pieces == nil {
		return e
	}
	branches := make([]Branch, len(pieces.branches))
	alike := true
	for k, b := range pieces.branches {
		cancelled := len(s.cancelled)
		v := s.byPieces(s.simplify(s.within(onPiece(e, pieces, k), b.Cond)))
		branches[k] = Branch{v, b.Cond}
		there := slices.DeleteFunc(slices.Clone(s.cancelled[cancelled:]), func(u Expr) bool { return s.signWhere(u, b.Cond) != 0 })
		s.cancelled = append(s.cancelled[:cancelled], there...)
		alike = alike && Equal(branches[k].Value, branches[0].Value)
	}
	if alike {
		return branches[0].Value
	}
	return Piecewise(branches...)
}

// countPieces returns how many functions given piece by piece e holds.
func countPieces(e Expr) int {
	n := 0
	if _, ok := e.(*Cases); ok {
		n++
	}
	var room parts
	for _, c := range children(e, room[:0]) {
		n += countPieces(c)
	}
	return n
}

// firstPieces returns a function given piece by piece in e, an outermost one.
func firstPieces(e Expr) *Cases {
	if c, ok := e.(*Cases); ok {
		return c
	}
	for _, c := range Children(e) {
		if found := firstPieces(c); found != nil {
			return found
		}
	}
	return nil
}

// onPiece puts the k-th value in the place of the functions on the same pieces.
func onPiece(e Expr, pieces *Cases, k int) Expr {
	if c, ok := e.(*Cases); ok && samePieces(c, pieces) {
		return c.branches[k].Value
	}
	return mapChildren(e, func(c Expr) Expr { return onPiece(c, pieces, k) })
}

// within writes e as what it is where the condition holds.
func (s *simplifier) within(e Expr, cond Relation) Expr {
	e = mapChildren(e, func(c Expr) Expr { return s.within(c, cond) })
	switch e := e.(type) {
	case *Call:
		u := e.args[0]
		switch e.fn {
		case Max, Min:
			if len(e.args) != 2 {
				return e
			}
			sign := s.signWhere(Sub(u, e.args[1]), cond)
			if e.fn == Min {
				sign = -sign
			}
			switch sign {
			case 1:
				return u
			case -1:
				return e.args[1]
			}
		case ReLU, Abs, Sign:
			switch sign := s.signWhere(u, cond); {
			case sign == 0:
			case e.fn == Sign:
				return Int(int64(sign))
			case sign > 0:
				return u
			case e.fn == ReLU:
				return Zero
			default:
				return Neg(u)
			}
		}
	case *Cases:
		for _, b := range e.branches {
			sign := s.signWhere(Sub(b.Cond.Left, b.Cond.Right), cond)
			if sign > 0 && b.Cond.Op == Greater || sign < 0 && b.Cond.Op == Less {
				return b.Value
			}
		}
	}
	return e
}

// signWhere returns 1 or −1 where u has that sign wherever the condition, an inequality,
// holds, and 0 where that is not seen: x − 1 > 0 where x > 2.
func (s *simplifier) signWhere(u Expr, cond Relation) int {
	sign := 1
	switch cond.Op {
	case Greater:
	case Less:
		sign = -1
	default:
		return 0
	}
	bound := Sub(cond.Left, cond.Right) // has the sign
	s = newSimplifier(s.set, s.main)    // what is looked at here is no step
	if n, ok := s.simplify(Div(u, bound)).(*Num); ok {
		return sign * n.Sign()
	}
	if n, ok := s.simplify(Sub(u, bound)).(*Num); ok && n.Sign()*sign >= 0 {
		return sign
	}
	if n, ok := s.simplify(Add(u, bound)).(*Num); ok && n.Sign()*sign <= 0 {
		return -sign
	}
	return 0
}

// defined drops the pieces of e on which the function with the body has no value, as
// log(relu(x)) has none where x < 0, and solves the conditions of the others for the
// variable. Where one piece is left its condition is returned.
func (s *simplifier) defined(e, body Expr) (Expr, []Relation) {
	c, ok := e.(*Cases)
	if !ok {
		return e, nil
	}
	var kept []Branch
	for _, b := range c.branches {
		if s.impossible(s.within(body, b.Cond)) {
			continue
		}
		if len(Symbols(Sub(b.Cond.Left, b.Cond.Right))) == 1 {
			b.Cond = solved(b.Cond)
		}
		kept = append(kept, b)
	}
	switch len(kept) {
	case 0:
		return e, nil
	case 1:
		return kept[0].Value, []Relation{kept[0].Cond}
	}
	return Piecewise(kept...), nil
}

// impossible reports whether e divides by 0 or takes its logarithm.
func (s *simplifier) impossible(e Expr) bool {
	zero := func(u Expr) bool { return len(Symbols(u)) == 0 && isZero(newSimplifier(s.set, nil).simplify(u)) }
	switch e := e.(type) {
	case *Quo:
		if zero(e.den) {
			return true
		}
	case *Pow:
		if n, ok := e.exp.(*Num); ok && n.Sign() < 0 && zero(e.base) {
			return true
		}
	case *Call:
		if (e.fn == Log || e.fn == Ln) && zero(e.args[0]) {
			return true
		}
	}
	return slices.ContainsFunc(Children(e), s.impossible)
}

// decided returns the conditions without those that the pieces of e decide: (√x)′ on the
// piece x > 0 needs no x > 0.
func (s *simplifier) decided(list []Relation, e Expr) []Relation {
	c, ok := e.(*Cases)
	if !ok {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(r Relation) bool {
		return r.Op != NotEqual && slices.ContainsFunc(c.branches, func(b Branch) bool { return s.signWhere(Sub(r.Left, r.Right), b.Cond) != 0 })
	})
}
