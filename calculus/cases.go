package calculus

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
