package calculus

// elementary is the derivative of a known function of one argument.
type elementary struct {
	rule *Rule
	// of returns f′(u).
	of func(u Expr, style Style) Expr
	// where returns what must hold for f to be differentiable at u beyond f
	// being defined there; nil where nothing must.
	where func(u Expr) Relation
}

// elementaryOf returns the derivative of f. The formulas are those of any
// textbook; in the form that Japanese ones print, (tan x)′ is 1/cos²x.
func elementaryOf(f *Func) (elementary, bool) {
	nonzero := func(u Expr) Relation { return Relation{u, NotEqual, Zero} }
	inside := func(u Expr) Relation { return Relation{Abs.Of(u), Less, One} }
	square := func(u Expr) Expr { return Power(u, Two) }
	over := func(num, den Expr) Expr { return Div(num, den) }
	table := func(rule *Rule, of func(u Expr) Expr) elementary {
		return elementary{rule: rule, of: func(u Expr, _ Style) Expr { return of(u) }}
	}
	var d elementary
	switch f {
	case Sin:
		d = table(TrigonometricRule, func(u Expr) Expr { return Cos.Of(u) })
	case Cos:
		d = table(TrigonometricRule, func(u Expr) Expr { return Neg(Sin.Of(u)) })
	case Tan:
		d = table(TrigonometricRule, func(u Expr) Expr { return over(One, square(Cos.Of(u))) })
	case Cot:
		d = table(TrigonometricRule, func(u Expr) Expr { return Neg(over(One, square(Sin.Of(u)))) })
	case Sec:
		d = table(TrigonometricRule, func(u Expr) Expr { return Mul(Sec.Of(u), Tan.Of(u)) })
	case Csc:
		d = table(TrigonometricRule, func(u Expr) Expr { return Mul(MinusOne, Csc.Of(u), Cot.Of(u)) })

	case Arcsin:
		d = table(InverseTrigRule, func(u Expr) Expr { return over(One, Sqrt.Of(Sub(One, square(u)))) })
		d.where = inside
	case Arccos:
		d = table(InverseTrigRule, func(u Expr) Expr { return Neg(over(One, Sqrt.Of(Sub(One, square(u))))) })
		d.where = inside
	case Arctan:
		d = table(InverseTrigRule, func(u Expr) Expr { return over(One, Add(One, square(u))) })
	case Arccot:
		d = table(InverseTrigRule, func(u Expr) Expr { return Neg(over(One, Add(One, square(u)))) })
	case Arcsec:
		d = table(InverseTrigRule, func(u Expr) Expr { return over(One, Mul(Abs.Of(u), Sqrt.Of(Sub(square(u), One)))) })
		d.where = func(u Expr) Relation { return Relation{Abs.Of(u), Greater, One} }
	case Arccsc:
		d = table(InverseTrigRule, func(u Expr) Expr { return Neg(over(One, Mul(Abs.Of(u), Sqrt.Of(Sub(square(u), One))))) })
		d.where = func(u Expr) Relation { return Relation{Abs.Of(u), Greater, One} }

	case Sinh:
		d = table(HyperbolicRule, func(u Expr) Expr { return Cosh.Of(u) })
	case Cosh:
		d = table(HyperbolicRule, func(u Expr) Expr { return Sinh.Of(u) })
	case Tanh:
		d = table(HyperbolicRule, func(u Expr) Expr { return Sub(One, square(Tanh.Of(u))) })
	case Coth:
		d = table(HyperbolicRule, func(u Expr) Expr { return Neg(over(One, square(Sinh.Of(u)))) })
	case Sech:
		d = table(HyperbolicRule, func(u Expr) Expr { return Mul(MinusOne, Sech.Of(u), Tanh.Of(u)) })
	case Csch:
		d = table(HyperbolicRule, func(u Expr) Expr { return Mul(MinusOne, Csch.Of(u), Coth.Of(u)) })
	case Arsinh:
		d = table(HyperbolicRule, func(u Expr) Expr { return over(One, Sqrt.Of(Add(square(u), One))) })
	case Arcosh:
		d = table(HyperbolicRule, func(u Expr) Expr { return over(One, Sqrt.Of(Sub(square(u), One))) })
		d.where = func(u Expr) Relation { return Relation{u, Greater, One} }
	case Artanh, Arcoth:
		d = table(HyperbolicRule, func(u Expr) Expr { return over(One, Sub(One, square(u))) })
	case Arsech:
		d = table(HyperbolicRule, func(u Expr) Expr { return Neg(over(One, Mul(u, Sqrt.Of(Sub(One, square(u)))))) })
		d.where = func(u Expr) Relation { return Relation{u, Less, One} }
	case Arcsch:
		d = table(HyperbolicRule, func(u Expr) Expr {
			return Neg(over(One, Mul(Abs.Of(u), Sqrt.Of(Add(One, square(u))))))
		})

	case Exp:
		d = elementary{rule: ExponentialRule, of: func(u Expr, s Style) Expr { return Exp.Of(u) }}
	case Log, Ln:
		d = table(LogarithmRule, func(u Expr) Expr { return over(One, u) })
	case Sqrt:
		d = elementary{rule: RootRule, of: func(u Expr, _ Style) Expr { return over(One, Mul(Two, Sqrt.Of(u))) }, where: insideRoot}

	case Abs:
		d = table(AbsoluteRule, func(u Expr) Expr { return over(u, Abs.Of(u)) })
		d.where = nonzero
	case Sign:
		d = table(PiecewiseRule, func(Expr) Expr { return Zero })
		d.where = nonzero
	case ReLU:
		d = table(PiecewiseRule, func(u Expr) Expr {
			return Piecewise(
				Branch{One, Relation{u, Greater, Zero}},
				Branch{Zero, Relation{u, Less, Zero}})
		})
		d.where = nonzero

	case Erf:
		d = table(SpecialRule, func(u Expr) Expr { return Mul(over(Two, Sqrt.Of(Pi)), Power(E, Neg(square(u)))) })
	case Sigmoid:
		d = table(SpecialRule, func(u Expr) Expr { return Mul(Sigmoid.Of(u), Sub(One, Sigmoid.Of(u))) })
	case Softplus:
		d = table(SpecialRule, func(u Expr) Expr { return Sigmoid.Of(u) })
	default:
		return elementary{}, false
	}
	return d, true
}

// insideRoot is where a root of u is differentiable: the end of its domain is
// lost, which is all that can be lost of a sum of squares.
func insideRoot(u Expr) Relation {
	if nonNegative(u) {
		return Relation{u, NotEqual, Zero}
	}
	return Relation{u, Greater, Zero}
}
