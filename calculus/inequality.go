package calculus

// solved returns the relation solved for the symbol or member in it, where that is
// the only one and linear or squared: x > −1/2 for 2x+1 > 0, |x| < 1 for 1−x² > 0.
// Other relations stay as they are.
func solved(r Relation) Relation {
	if r.Op != NotEqual && r.Op != Less && r.Op != Greater {
		return r // a range, as its author wrote it
	}
	if c, ok := r.Left.(*Call); ok && c.fn == Abs && r.Op == Less && isOne(r.Right) {
		if root, ok := c.args[0].(*Call); ok && root.fn == Sqrt {
			return solved(Relation{root.args[0], Less, One}) // the root is not negative
		}
		return solved(Relation{Power(c.args[0], Two), Less, One})
	}
	s := newSimplifier(&Setting{}, nil)
	p := s.poly(Sub(r.Left, r.Right))
	constant, coef := Zero, Zero
	var x Expr
	var degree *Num
	for _, m := range p {
		switch len(m.factors) {
		case 0:
			constant = m.coef
		case 1:
			switch m.factors[0].base.(type) {
			case *Sym, *Index:
			default:
				return r
			}
			if x != nil {
				return r
			}
			x, degree, coef = m.factors[0].base, m.factors[0].exp, m.coef
		default:
			return r
		}
	}
	if x == nil {
		return r
	}
	bound, op := constant.mul(coef.inv()).neg(), r.Op
	if coef.Sign() < 0 {
		op = op.mirrored()
	}
	switch {
	case degree.is(1):
		return Relation{x, op, bound}
	case degree.is(2) && bound.Sign() > 0 && (op == Greater || op == Less):
		root := s.poly(Sqrt.Of(bound))
		return Relation{Abs.Of(x), op, s.arrange(root, true)}
	}
	return r
}

// mirrored returns the sign of an inequality whose sides were multiplied by a
// negative number.
func (o Op) mirrored() Op {
	switch o {
	case Less:
		return Greater
	case Greater:
		return Less
	}
	return o
}
