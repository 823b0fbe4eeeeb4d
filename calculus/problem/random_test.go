package problem_test

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/calculus"
)

// chooser makes the choices of a random expression.
type chooser interface {
	// below returns a whole number from 0 to n−1. 0 leads to the smallest
	// expression.
	below(n int) int
}

// drawn is a chooser that draws for a property.
type drawn struct{ *rapid.T }

func (d drawn) below(n int) int { return rapid.IntRange(0, n-1).Draw(d.T, "choice") }

// bytes is a chooser that reads its choices from what a fuzzer makes up, one
// from each byte; behind the last it chooses 0.
type bytes struct{ rest []byte }

func (b *bytes) below(n int) int {
	if len(b.rest) == 0 {
		return 0
	}
	choice := int(b.rest[0]) % n
	b.rest = b.rest[1:]
	return choice
}

// generator makes random expressions. They are in the form in which the parser
// builds expressions: a minus sign is Neg, a quotient of two whole numbers
// without a common factor is one number.
type generator struct {
	chooser
	// exceptions says that sums may leave terms out. In LaTeX that is written
	// \sum_{i\ne k}, where the range goes without saying.
	exceptions bool
}

func pick[T any](c chooser, list ...T) T { return list[c.below(len(list))] }

// expression returns an expression of everything that the block language writes.
// free are the letters that may become indices of sums and products, bound those
// that are indices around the expression.
func (c generator) expression(depth int, free, bound []string) calculus.Expr {
	if depth == 0 {
		return atom(c, bound)
	}
	sub := func() calculus.Expr { return c.expression(depth-1, free, bound) }
	list := func(least, most int) []calculus.Expr {
		list := make([]calculus.Expr, least+c.below(most-least+1))
		for i := range list {
			list[i] = sub()
		}
		return list
	}
	switch c.below(13) {
	default:
		return atom(c, bound)
	case 1, 2:
		terms := list(2, 4)
		for i := range terms {
			if c.below(2) == 1 {
				terms[i] = negated(terms[i])
			}
		}
		return calculus.Add(terms...)
	case 3, 4:
		factors := list(2, 4)
		if first, ok := factors[0].(*calculus.Prod); ok { // (ab)c is printed abc
			factors = append(slices.Clone(first.Factors()), factors[1:]...)
		}
		return calculus.Mul(factors...)
	case 5:
		num, den := sub(), sub()
		if isNegative(num) || isWhole(num) && isWhole(den) || isZero(den) {
			return calculus.Power(num, den)
		}
		return calculus.Div(num, den)
	case 6:
		return calculus.Power(sub(), sub())
	case 7:
		return calculus.Power(calculus.E, sub())
	case 8:
		f := pick(c, append(calculus.Functions(), calculus.Factorial)...)
		least, most := f.Arity()
		if most < 0 {
			most = 3
		}
		return f.Of(list(least, most)...)
	case 9:
		return calculus.ApplyTo("g", list(2, 3)...)
	case 10:
		of := sub()
		switch of.(type) {
		case *calculus.Sym, *calculus.Apply, *calculus.Index: // ∂x/∂y asks, and is no part of an expression
			of = calculus.Power(of, calculus.Two)
		}
		return calculus.D(of, true, calculus.Symbol(pick(c, "x", "y", "theta_0")))
	case 11, 12:
		if len(free) == 0 {
			return atom(c, bound)
		}
		i := free[0]
		from := pick[calculus.Expr](c, calculus.One, calculus.Zero, calculus.Symbol("q"))
		to := pick[calculus.Expr](c, calculus.Symbol("N"), calculus.Symbol("K"), calculus.Sub(calculus.Symbol("N"), calculus.One))
		var except []calculus.Expr
		if c.exceptions {
			except = make([]calculus.Expr, pick(c, 0, 0, 1, 2))
		}
		for k := range except {
			except[k] = subscript(c, bound)
		}
		over := pick(c, calculus.SumOver, calculus.ProductOver)
		return over(calculus.Symbol(i), from, to, c.expression(depth-1, free[1:], append(slices.Clone(bound), i)), except...)
	}
}

// atom returns a number, a constant, a symbol or a member of a family.
func atom(c chooser, bound []string) calculus.Expr {
	switch c.below(10) {
	default:
		return calculus.Symbol(pick(c, "x", "y", "w_1", "w_ab", "theta", "theta_0", "x_1_2", "x'", "varphi", "Delta", "N", "yhat", "xbar_1", "loss"))
	case 1:
		return calculus.Int(int64(c.below(21)))
	case 2:
		return calculus.Rat(int64(1+c.below(9))*10+1, 10)
	case 3:
		n, _ := calculus.ParseNum(pick(c, "0.5", "3.25", "1.0", "0.1", "12.75"))
		return n
	case 4:
		return pick[calculus.Expr](c, calculus.E, calculus.Pi)
	case 5:
		return calculus.Indexed("a", subscript(c, bound), subscript(c, bound))
	case 6:
		return calculus.Indexed("v", subscript(c, bound))
	case 7: // the symbol δ_pq stands for itself
		if len(bound) > 0 {
			return calculus.Kronecker(calculus.Symbol(pick(c, bound...)), subscript(c, bound))
		}
		return calculus.Symbol("y")
	case 8:
		if len(bound) > 0 {
			return calculus.Symbol(pick(c, bound...))
		}
		return calculus.Symbol("x")
	}
}

// subscript returns an index, possibly shifted, a letter or a number.
func subscript(c chooser, bound []string) calculus.Expr {
	s := pick(c, append([]string{"q", "2"}, bound...)...)
	switch {
	case s == "2":
		return calculus.Two
	case s != "q" && c.below(2) == 1:
		return calculus.Add(calculus.Symbol(s), calculus.One)
	}
	return calculus.Symbol(s)
}

// negated returns −e, unless that has a form of its own in which a sign is
// joined with another.
func negated(e calculus.Expr) calculus.Expr {
	if isZero(e) {
		return e
	}
	if p, ok := e.(*calculus.Prod); ok && calculus.Equal(p.Factors()[0], calculus.One) {
		return e // −1·1·x prints as −1·x
	}
	return calculus.Neg(e)
}

func isNegative(e calculus.Expr) bool {
	n, ok := e.(*calculus.Num)
	return ok && n.Sign() < 0
}

func isWhole(e calculus.Expr) bool {
	n, ok := e.(*calculus.Num)
	return ok && n.IsInt()
}

func isZero(e calculus.Expr) bool {
	n, ok := e.(*calculus.Num)
	return ok && n.Sign() == 0
}
