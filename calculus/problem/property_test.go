package problem_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// TestPlainTextIsReadBack prints random expressions in plain text and reads
// them again.
func TestPlainTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := expressionOf(t, 5)
		text := want.String()
		if got := read(t, "F", text); !calculus.Identical(got, want) {
			t.Fatalf("%s\nread as %s", text, got)
		}
	})
}

// TestLaTeXIsReadBack prints random expressions in LaTeX and reads them again.
// Notation drops brackets that change nothing, such as those of (ab)c, and
// writes e^x as exp x in high exponents, so it is the values that are compared.
func TestLaTeXIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := expressionOf(t, 5)
		text := latex.String(want)
		got := read(t, "F(x, y, w_1, w_ij, theta, theta_0, x_{1,2}, x', varphi, Delta, N)", `\displaystyle `+text)
		a, b := value(got), value(want)
		if math.Abs(b) < 1e9 && !(math.Abs(a-b) <= 1e-6*(1+math.Abs(b))) {
			t.Fatalf("%s\n%s\nread as %s\n%g, want %g", want, text, got, a, b)
		}
	})
}

// value gives e a value in which symbols, functions and powers are arbitrary
// but smooth, so that it is defined everywhere and tells expressions of
// different meaning apart.
func value(e calculus.Expr) float64 {
	children := calculus.Children(e)
	args := make([]float64, len(children))
	for i, c := range children {
		args[i] = value(c)
	}
	switch e := e.(type) {
	case *calculus.Num:
		return e.Float()
	case *calculus.Sym, *calculus.Const:
		return arbitrary(e.String())
	case *calculus.Sum:
		total := 0.0
		for _, a := range args {
			total += a
		}
		return total
	case *calculus.Prod:
		total := 1.0
		for _, a := range args {
			total *= a
		}
		return total
	case *calculus.Quo:
		return args[0] / args[1]
	case *calculus.Pow:
		if e.Base() == calculus.E {
			return arbitrary("exp", args[1])
		}
		return arbitrary("power", args...)
	case *calculus.Call:
		return arbitrary(e.Func().Name(), args...)
	case *calculus.Apply:
		return arbitrary(e.Name(), args...)
	}
	panic(fmt.Sprintf("no value for %T", e))
}

// arbitrary is some bounded smooth function called name.
func arbitrary(name string, args ...float64) float64 {
	h := fnv.New32a()
	h.Write([]byte(name))
	total := float64(h.Sum32()%10_000) / 1000
	for i, a := range args {
		total += math.Tanh(a/float64(i+2)) * float64(i+2)
	}
	return 2 + math.Sin(total)
}

// read returns the body of the function that head and body define.
func read(t *rapid.T, head, body string) calculus.Expr {
	p, diagnostics := problem.Parse(head + " = " + body + "\nhessian F")
	for _, d := range diagnostics {
		if d.Severity == problem.Error && d.Code != "not-yet" { // a Hessian by a family
			t.Fatalf("%s: %s", body, d.Message("en"))
		}
	}
	return p.Definitions[0].Body
}

// TestSumsAreReadBack prints random sums and products over indices and reads them
// again.
func TestSumsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		indices := []string{"i", "j", "k", "l", "m", "n"}
		// That w and a are families is known from a sum in the block.
		families := calculus.SumOver(calculus.Symbol("p"), calculus.One, calculus.Symbol("N"),
			calculus.Mul(calculus.Indexed("w", calculus.Symbol("p")), calculus.Indexed("a", calculus.Symbol("p"), calculus.Symbol("p"))))
		want := calculus.Add(families, summed(t, 3, indices, nil))
		text := want.String()
		if got := read(t, "F", text); !calculus.Identical(got, want) {
			t.Fatalf("%s\nread as %s", text, got)
		}
	})
}

// summed draws an expression with sums and products over the free indices and members with
// the bound ones.
func summed(t *rapid.T, depth int, free, bound []string) calculus.Expr {
	subscript := func() calculus.Expr {
		choices := append([]string{"q", "2"}, bound...)
		s := rapid.SampledFrom(choices).Draw(t, "subscript")
		switch {
		case s == "2":
			return calculus.Two
		case len(bound) > 0 && s != "q" && rapid.Bool().Draw(t, "shifted"):
			return calculus.Add(calculus.Symbol(s), calculus.One)
		}
		return calculus.Symbol(s)
	}
	if depth == 0 {
		switch rapid.IntRange(0, 4).Draw(t, "leaf") {
		case 0:
			return calculus.Indexed("a", subscript(), subscript())
		case 1:
			return calculus.Kronecker(subscript(), subscript())
		case 2:
			return calculus.Symbol("x")
		case 3:
			if len(bound) > 0 {
				return calculus.Symbol(bound[0])
			}
		}
		return calculus.Indexed("w", subscript())
	}
	over := calculus.SumOver
	switch rapid.IntRange(0, 5).Draw(t, "form") {
	case 0:
		return calculus.Add(summed(t, depth-1, free, bound), negated(summed(t, depth-1, free, bound)))
	case 1:
		return calculus.Mul(calculus.Int(3), summed(t, depth-1, free, bound))
	case 2:
		return calculus.Power(summed(t, depth-1, free, bound), calculus.Two)
	case 3:
		return calculus.Log.Of(summed(t, depth-1, free, bound))
	case 4:
		over = calculus.ProductOver
	}
	i := free[0]
	from := rapid.SampledFrom([]calculus.Expr{calculus.Zero, calculus.One}).Draw(t, "from")
	to := rapid.SampledFrom([]calculus.Expr{calculus.Symbol("N"), calculus.Symbol("K"), calculus.Sub(calculus.Symbol("N"), calculus.One)}).Draw(t, "to")
	var except []calculus.Expr
	for range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "except") {
		except = append(except, subscript())
	}
	return over(calculus.Symbol(i), from, to, summed(t, depth-1, free[1:], append(slices.Clone(bound), i)), except...)
}

// expressionOf draws an expression of at most the depth, in the form in which
// the parser builds expressions: a minus sign is Neg, a quotient of two whole
// numbers without a common factor is one number.
func expressionOf(t *rapid.T, depth int) calculus.Expr {
	if depth == 0 {
		return atom(t)
	}
	sub := func() calculus.Expr { return expressionOf(t, depth-1) }
	list := func(most int) []calculus.Expr {
		n := rapid.IntRange(2, most).Draw(t, "n")
		list := make([]calculus.Expr, n)
		for i := range list {
			list[i] = sub()
		}
		return list
	}
	switch rapid.IntRange(0, 9).Draw(t, "form") {
	case 0, 1:
		terms := list(4)
		for i := range terms {
			if rapid.Bool().Draw(t, "negative") {
				terms[i] = negated(terms[i])
			}
		}
		return calculus.Add(terms...)
	case 2, 3:
		factors := list(4)
		if first, ok := factors[0].(*calculus.Prod); ok { // (ab)c is printed abc
			factors = append(slices.Clone(first.Factors()), factors[1:]...)
		}
		return calculus.Mul(factors...)
	case 4:
		num, den := sub(), sub()
		if isNegative(num) || isWhole(num) && isWhole(den) || isZero(den) {
			return calculus.Power(num, den)
		}
		return calculus.Div(num, den)
	case 5:
		return calculus.Power(sub(), sub())
	case 6:
		return calculus.Power(calculus.E, sub())
	case 7:
		f := rapid.SampledFrom(calculus.Functions()).Draw(t, "function")
		min, max := f.Arity()
		if min == 1 {
			return f.Of(sub())
		}
		if max < 0 {
			return f.Of(list(3)...)
		}
		return f.Of(sub(), sub())
	case 8:
		return calculus.ApplyTo("g", list(3)...)
	default:
		return atom(t)
	}
}

func atom(t *rapid.T) calculus.Expr {
	switch rapid.IntRange(0, 5).Draw(t, "atom") {
	case 0:
		return calculus.Int(int64(rapid.IntRange(0, 20).Draw(t, "int")))
	case 1:
		return calculus.Rat(int64(rapid.IntRange(1, 9).Draw(t, "num"))*10+1, 10)
	case 2:
		n, _ := calculus.ParseNum(fmt.Sprintf("%d.%d", rapid.IntRange(0, 9).Draw(t, "whole"), rapid.IntRange(1, 9).Draw(t, "tenths")))
		return n
	case 3:
		return rapid.SampledFrom([]calculus.Expr{calculus.E, calculus.Pi}).Draw(t, "constant")
	default:
		return calculus.Symbol(rapid.SampledFrom([]string{"x", "y", "w_1", "w_ij", "theta", "theta_0", "x_1_2", "x'", "varphi", "Delta", "N"}).Draw(t, "symbol"))
	}
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
