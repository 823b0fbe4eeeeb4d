package latex_test

import (
	. "github.com/bibun-md/bibun/calculus"
	"pgregory.net/rapid"
)

// generator generates expressions of every kind of node, nested in ways that
// no author would write.
type generator struct{ names []string }

// anyNames has names of every kind, and some that are none.
var anyNames = generator{names: []string{
	"x", "y", "d", "e", "N", "alpha", "theta_0", "Gamma", "Alpha", "epsilon", "w_1", "w_ij", "x_1_2", "x_max", "x'",
	"x_1'", "loss", "損失", "x_学習", "varphi", "a$b", "a{b", "a%b_#", `a\b`, "é", "ell",
}}

// upTo generates expressions up to the given depth.
func (g generator) upTo(depth int) *rapid.Generator[Expr] {
	return rapid.Custom(func(t *rapid.T) Expr { return g.draw(t, depth) })
}

func (g generator) symbol(t *rapid.T) *Sym {
	return Symbol(rapid.SampledFrom(g.names).Draw(t, "name"))
}

func (g generator) atom(t *rapid.T) Expr {
	switch rapid.IntRange(0, 9).Draw(t, "atom") {
	case 0:
		return Int(rapid.Int64Range(-12, 12).Draw(t, "int"))
	case 1:
		return Rat(rapid.Int64Range(-9, 9).Draw(t, "num"), rapid.Int64Range(1, 9).Draw(t, "den"))
	case 2:
		n, _ := ParseNum(rapid.SampledFrom([]string{"0.5", "12.25", "3.0", ".1", "123456789012345678901234567890"}).Draw(t, "decimal"))
		return rapid.SampledFrom([]Expr{n, Neg(n)}).Draw(t, "sign")
	case 3:
		return rapid.SampledFrom([]Expr{E, Pi, Zero, One, MinusOne}).Draw(t, "const")
	}
	return g.symbol(t)
}

func (g generator) draw(t *rapid.T, depth int) Expr {
	if depth <= 1 {
		return g.atom(t)
	}
	sub := func() Expr { return g.draw(t, depth-rapid.IntRange(1, 3).Draw(t, "down")) }
	subs := func(min, max int) []Expr {
		list := make([]Expr, rapid.IntRange(min, max).Draw(t, "n"))
		for i := range list {
			list[i] = sub()
		}
		return list
	}
	variable := func() Expr {
		s := g.symbol(t)
		if rapid.IntRange(0, 3).Draw(t, "indexed") == 0 {
			return Indexed("w", s)
		}
		return s
	}
	switch rapid.IntRange(0, 15).Draw(t, "kind") {
	case 0, 1:
		return Add(subs(2, 4)...)
	case 2, 3, 4:
		return Mul(subs(2, 4)...)
	case 5:
		return Div(sub(), sub())
	case 6, 7:
		return Power(sub(), sub())
	case 8, 9:
		f := rapid.SampledFrom(Functions()).Draw(t, "function")
		min, max := f.Arity()
		if max < 0 {
			max = min + 1
		}
		return f.Of(subs(min, max)...)
	case 10:
		return ApplyTo(rapid.SampledFrom([]string{"f", "phi", "g_1"}).Draw(t, "unknown"), subs(1, 3)...)
	case 11:
		wrt := []Expr{variable()}
		for range rapid.IntRange(0, 3).Draw(t, "order") {
			wrt = append(wrt, rapid.SampledFrom([]Expr{wrt[0], variable()}).Draw(t, "wrt"))
		}
		return D(sub(), rapid.Bool().Draw(t, "partial"), wrt...)
	case 12:
		return Diff(variable())
	case 13:
		return Indexed(rapid.SampledFrom([]string{"w", "delta", "w_1"}).Draw(t, "family"), subs(1, 3)...)
	case 14:
		over := rapid.SampledFrom([]func(*Sym, Expr, Expr, Expr, ...Expr) Expr{SumOver, ProductOver}).Draw(t, "operator")
		return over(Symbol("i"), sub(), sub(), sub(), subs(0, 2)...)
	}
	op := Op(rapid.IntRange(int(Equals), int(GreaterEqual)).Draw(t, "op"))
	branches := make([]Branch, rapid.IntRange(1, 3).Draw(t, "branches"))
	for i := range branches {
		branches[i] = Branch{Value: sub(), Cond: Relation{Left: sub(), Op: op, Right: sub()}}
	}
	return Piecewise(branches...)
}
