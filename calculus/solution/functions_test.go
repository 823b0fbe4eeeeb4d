package solution

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// formula is a function of the differential test, in a form that bibun has no
// part in: it is spelled in the block language for bibun, and canonically for
// the systems that bibun is compared with.
type formula struct {
	op   string // "+", "*", "/", "^", "-" (of one), a function's name, or "" for an atom
	args []*formula
	atom string // digits, a decimal, a variable, "e" or "pi"
}

func atom(name string) *formula              { return &formula{atom: name} }
func number(n int) *formula                  { return &formula{atom: fmt.Sprint(n)} }
func plus(terms ...*formula) *formula        { return &formula{op: "+", args: terms} }
func times(factors ...*formula) *formula     { return &formula{op: "*", args: factors} }
func over(a, b *formula) *formula            { return &formula{op: "/", args: []*formula{a, b}} }
func raised(a, b *formula) *formula          { return &formula{op: "^", args: []*formula{a, b}} }
func minus(a *formula) *formula              { return &formula{op: "-", args: []*formula{a}} }
func less(a, b *formula) *formula            { return plus(a, minus(b)) }
func of(f string, args ...*formula) *formula { return &formula{op: f, args: args} }
func squared(a *formula) *formula            { return raised(a, number(2)) }
func eTo(a *formula) *formula                { return raised(atom("e"), a) }

// generator draws functions as study notes have them, and random ones.
type generator struct {
	*rand.Rand
	vars []string
}

// The names that variables get, a set for each function.
var variableSets = [][]string{
	{"x", "y", "z", "t", "u", "v"},
	{"u", "v", "w", "x", "y", "z"},
	{"x_1", "x_2", "x_3", "w_1", "w_2", "b"},
	{"a", "b", "c", "x", "y", "z"},
	{"theta", "x", "mu", "sigma", "y", "t"},
	{"w", "x", "b", "t", "y", "z"},
	{"p", "q", "r", "s", "m", "n"},
	{"alpha", "beta", "x", "y", "lambda", "t"},
}

// manyVariables is how many variables a function would seldom have by chance.
const manyVariables = 5

// newGenerator starts the function with the number n; the same seed and number
// give the same function.
func newGenerator(seed, n uint64) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, n))}
	set := variableSets[g.IntN(len(variableSets))]
	count := 1 + g.IntN(4)
	if g.IntN(20) == 0 {
		count = manyVariables + g.IntN(2)
	}
	g.vars = set[:count]
	return g
}

// function draws a function.
func (g *generator) function() *formula {
	switch g.IntN(12) {
	case 0:
		return g.polynomial()
	case 1:
		return g.product()
	case 2:
		return g.quotient()
	case 3:
		return g.composition(2 + g.IntN(3))
	case 4:
		return g.loss()
	case 5:
		return g.gaussian()
	case 6:
		return g.softmax()
	case 7:
		return g.power()
	case 8:
		return g.logarithm()
	}
	return g.tree(1 + g.IntN(5))
}

func (g *generator) variable() *formula { return atom(g.vars[g.IntN(len(g.vars))]) }

// small draws one of the numbers that exercises have.
func (g *generator) small() *formula {
	switch g.IntN(12) {
	case 0:
		return over(number(1+g.IntN(5)), number(2+g.IntN(4)))
	case 1:
		return atom([]string{"0.5", "1.5", "0.1", "2.25", "0.01"}[g.IntN(5)])
	}
	return number(1 + g.IntN(6))
}

func (g *generator) sign(a *formula) *formula {
	if g.IntN(3) == 0 {
		return minus(a)
	}
	return a
}

func (g *generator) monomial() *formula {
	var factors []*formula
	if g.IntN(3) > 0 {
		factors = append(factors, g.small())
	}
	for _, i := range g.Perm(len(g.vars))[:1+g.IntN(min(3, len(g.vars)))] {
		x := atom(g.vars[i])
		if g.IntN(2) == 0 {
			x = raised(x, number(2+g.IntN(4)))
		}
		factors = append(factors, x)
	}
	if len(factors) == 1 {
		return factors[0]
	}
	return times(factors...)
}

func (g *generator) polynomial() *formula {
	n := 1 + g.IntN(5)
	terms := make([]*formula, n)
	for i := range terms {
		terms[i] = g.sign(g.monomial())
	}
	if g.IntN(3) == 0 {
		terms = append(terms, g.sign(g.small()))
	}
	if len(terms) == 1 {
		return terms[0]
	}
	p := plus(terms...)
	if g.IntN(5) == 0 {
		return raised(p, number(2+g.IntN(4)))
	}
	return p
}

// linear is wx + b in one way or another.
func (g *generator) linear() *formula {
	switch g.IntN(4) {
	case 0:
		return g.variable()
	case 1:
		return times(g.small(), g.variable())
	case 2:
		return times(g.variable(), g.variable())
	}
	return plus(times(g.variable(), g.variable()), g.sign(g.variable()))
}

// The functions of one variable, those that notes use most first.
var unaryNames = []string{
	"sin", "cos", "tan", "log", "exp", "sqrt", "tanh", "sigmoid", "arctan",
	"arcsin", "arccos", "sinh", "cosh", "ln", "abs", "erf", "relu", "softplus",
	"cot", "sec", "csc", "coth", "sech", "csch", "arccot", "arcsec", "arccsc",
	"arsinh", "arcosh", "artanh", "arcoth", "arsech", "arcsch", "sign",
}

func (g *generator) apply(u *formula) *formula {
	switch g.IntN(14) {
	case 0, 1:
		return eTo(g.sign(u))
	case 2:
		base := number([]int{2, 3, 10}[g.IntN(3)])
		if g.IntN(8) == 0 {
			base = g.variable()
		}
		return of("logb", base, u)
	case 3:
		return of("root", number(2+g.IntN(4)), u)
	case 4:
		args := []*formula{u, g.linear()}
		if g.IntN(6) == 0 {
			args = append(args, g.linear())
		}
		return of([]string{"max", "min"}[g.IntN(2)], args...)
	}
	n := len(unaryNames)
	if g.IntN(2) == 0 {
		n = 9
	}
	return of(unaryNames[g.IntN(n)], u)
}

func (g *generator) product() *formula {
	factors := []*formula{g.monomial(), g.apply(g.linear())}
	if g.IntN(2) == 0 {
		factors = append(factors, g.apply(g.linear()))
	}
	if g.IntN(3) == 0 {
		factors = append(factors, raised(plus(g.linear(), g.small()), number(2+g.IntN(3))))
	}
	return times(factors...)
}

func (g *generator) quotient() *formula {
	part := func() *formula {
		switch g.IntN(4) {
		case 0:
			return g.linear()
		case 1:
			return g.apply(g.linear())
		case 2:
			return plus(squared(g.variable()), squared(g.variable()))
		}
		return plus(g.monomial(), g.sign(g.small()))
	}
	q := over(part(), part())
	switch g.IntN(5) {
	case 0:
		return raised(q, number(2))
	case 1:
		return g.apply(q)
	case 2:
		return plus(q, g.sign(g.monomial()))
	}
	return q
}

func (g *generator) composition(depth int) *formula {
	u := g.linear()
	if g.IntN(2) == 0 {
		u = plus(g.monomial(), g.sign(g.monomial()))
	}
	for range depth {
		u = g.apply(u)
		if g.IntN(4) == 0 {
			u = plus(number(1), u)
		}
	}
	return u
}

func (g *generator) loss() *formula {
	neuron := func(x *formula) *formula {
		z := plus(times(g.variable(), x), g.variable())
		return of([]string{"tanh", "sigmoid", "relu", "softplus", "arctan"}[g.IntN(5)], z)
	}
	y := g.variable()
	switch g.IntN(6) {
	case 0:
		return squared(less(plus(times(g.variable(), g.variable()), g.variable()), y))
	case 1:
		return times(over(number(1), number(2)), squared(less(neuron(g.variable()), y)))
	case 2:
		return squared(less(plus(times(g.variable(), neuron(g.variable())), g.variable()), y))
	case 3:
		a := neuron(g.variable())
		return less(minus(times(y, of("log", a))), times(less(number(1), y), of("log", less(number(1), a))))
	case 4:
		return over(plus(squared(less(neuron(number(2)), number(1))), squared(less(neuron(number(3)), y))), number(2))
	}
	return plus(squared(less(g.linear(), y)), times(g.small(), squared(g.variable())))
}

func (g *generator) gaussian() *formula {
	x, m, s := g.variable(), g.variable(), g.variable()
	body := eTo(minus(over(squared(less(x, m)), times(number(2), squared(s)))))
	switch g.IntN(3) {
	case 0:
		return body
	case 1:
		return times(over(number(1), times(s, of("sqrt", times(number(2), atom("pi"))))), body)
	}
	return eTo(minus(plus(squared(x), squared(m))))
}

func (g *generator) softmax() *formula {
	var parts []*formula
	for _, v := range g.vars {
		parts = append(parts, eTo(atom(v)))
	}
	if len(parts) == 1 {
		parts = append(parts, number(1))
	}
	y := over(parts[g.IntN(len(parts))], plus(parts...))
	switch g.IntN(4) {
	case 0:
		return minus(of("log", y))
	case 1:
		return of("log", plus(parts...))
	case 2:
		return minus(times(g.variable(), of("log", y)))
	}
	return y
}

func (g *generator) power() *formula {
	switch g.IntN(6) {
	case 0:
		return raised(g.variable(), g.variable())
	case 1:
		return raised(g.linear(), g.apply(g.variable()))
	case 2:
		return raised(number(2+g.IntN(3)), g.linear())
	case 3:
		return raised(plus(squared(g.variable()), number(1)), over(number(1+g.IntN(4)), number(2+g.IntN(2))))
	case 4:
		return times(g.variable(), raised(g.linear(), minus(number(1+g.IntN(3)))))
	}
	return raised(g.apply(g.variable()), plus(g.variable(), number(1)))
}

func (g *generator) logarithm() *formula {
	u := g.polynomial()
	switch g.IntN(4) {
	case 0:
		return of("log", plus(squared(g.variable()), squared(g.variable())))
	case 1:
		return of("log", over(plus(number(1), g.linear()), less(number(1), g.linear())))
	case 2:
		return of("sqrt", u)
	}
	return times(g.variable(), of("log", of("abs", u)))
}

// tree draws any expression of at most the given depth.
func (g *generator) tree(depth int) *formula {
	if depth == 0 || g.IntN(7) == 0 {
		if g.IntN(4) == 0 {
			return g.small()
		}
		return g.variable()
	}
	sub := func() *formula { return g.tree(depth - 1) }
	switch g.IntN(10) {
	case 0:
		return plus(sub(), g.sign(sub()))
	case 1:
		return plus(g.sign(sub()), sub(), g.sign(sub()))
	case 2, 3:
		return times(sub(), sub())
	case 4:
		return over(sub(), sub())
	case 5:
		if g.IntN(5) == 0 {
			return raised(sub(), sub())
		}
		return raised(sub(), g.sign(number(2+g.IntN(3))))
	case 6:
		return minus(sub())
	}
	return g.apply(sub())
}

// withAll returns a function that starts with f and holds all variables.
func (g *generator) withAll(f *formula) *formula {
	for _, v := range g.vars {
		x := atom(v)
		if f.holds(v) {
			continue
		}
		switch g.IntN(4) {
		case 0:
			f = plus(f, g.sign(times(x, g.variable())))
		case 1:
			f = times(f, plus(x, g.small()))
		case 2:
			f = plus(f, g.apply(times(x, g.variable())))
		default:
			f = over(f, plus(squared(x), number(1)))
		}
	}
	return f
}

// used returns the variables that f holds, in the order of the set.
func (g *generator) used(f *formula) []string {
	var list []string
	for _, v := range g.vars {
		if f.holds(v) {
			list = append(list, v)
		}
	}
	return list
}

// depth is how deep operations and functions stand in one another.
func (f *formula) depth() int {
	d := 0
	for _, a := range f.args {
		d = max(d, a.depth()+1)
	}
	return d
}

func (f *formula) holds(name string) bool {
	return f.atom == name || slices.ContainsFunc(f.args, func(a *formula) bool { return a.holds(name) })
}
