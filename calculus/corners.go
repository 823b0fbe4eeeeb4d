package calculus

import "slices"

// maxCorners bounds the points that corners tries.
const maxCorners = 6

// corners compares the lines at points that chance does not find, around the one
// with the values, at which they agree: where a variable is 0, equal to the next
// one, 1 or −1, a line may divide by 0, or take its logarithm, where the derivative
// claimed does not. It returns the first line that is refuted, and 0 where none is.
func (s Scope) corners(p *program, values []float64, lines []Expr) int {
	looked, number := s.narrow(lines, p.conditions)
	if len(looked) == 1 {
		return 0
	}
	p.compile(s, looked, p.conditions)
	var variables []int
	for i, n := range p.names.list {
		if n.role == variable {
			variables = append(variables, i)
		}
	}
	tried := 0
	for _, kind := range []func(next float64) float64{
		func(float64) float64 { return 0 },
		func(next float64) float64 { return next },
		func(float64) float64 { return 1 },
		func(float64) float64 { return -1 },
	} {
		for k, i := range variables {
			corner := slices.Clone(values)
			corner[i] = kind(values[variables[(k+1)%len(variables)]])
			if corner[i] == values[i] {
				continue // no other variable
			}
			if tried++; tried > maxCorners {
				return 0
			}
			s.visit(p, p.names.list, corner)
			if verdict, line := s.compare(p); verdict == Refuted {
				return number[line]
			}
		}
	}
	return 0
}

// narrow returns the first line and those, with their numbers, that have an end
// which neither the conditions nor the first line have, where that is a derivative:
// at an end it has no value.
func (s Scope) narrow(lines []Expr, conditions []Relation) (looked []Expr, number []int) {
	known := map[uint64]bool{}
	learn := func(end Expr) bool { known[end.meta().hash] = true; return true }
	if d, ok := lines[0].(*Deriv); ok {
		s.follow().ends(d.of, learn)
	}
	for _, c := range conditions {
		switch {
		case c.Op != NotEqual && c.Op != Less && c.Op != Greater: // the sides may meet
		case isZero(c.Right):
			zeros(c.Left, learn)
		default:
			zeros(Sub(c.Left, c.Right), learn)
		}
	}
	looked, number = lines[:1:1], []int{0}
	for i, l := range lines[1:] {
		if !s.follow().ends(l, func(end Expr) bool { return known[end.meta().hash] }) {
			looked, number = append(looked, l), append(number, i+1)
		}
	}
	return looked, number
}

// ends visits the ends of e: the expressions that take its value or its derivative
// away where they are 0. They are denominators, what a logarithm
// or a root is taken of, the differences of sides that meet. Ends stops, and
// returns false, when visit does.
func (f *followed) ends(e Expr, visit func(Expr) bool) bool {
	if f.plain(e) {
		return true
	}
	on := true
	switch e := e.(type) {
	case *Num, *Const:
		return true
	case *Sym:
		body := f.body(e)
		return body == nil || f.ends(body, visit)
	case *Quo:
		on = zeros(e.den, visit)
	case *Pow:
		// x^(3/2) has a derivative at 0.
		if n, ok := e.exp.(*Num); e.base != E && !(ok && n.Sign() >= 0 && (n.IsInt() || n.Cmp(One) > 0)) {
			on = zeros(e.base, visit)
		}
	case *Cases:
		for _, b := range e.branches {
			on = on && zeros(Sub(b.Cond.Left, b.Cond.Right), visit)
		}
	case *Call:
		switch u := e.args[0]; e.fn {
		case Sin, Cos, Arctan, Arccot, Sinh, Cosh, Tanh, Sech, Arsinh, Exp, Erf, Sigmoid, Softplus:
		case Log, Ln, Sqrt, Abs, Sign, ReLU, Coth, Csch, Arcsch:
			on = zeros(u, visit)
		case Tan, Sec:
			on = zeros(Cos.Of(u), visit)
		case Cot, Csc:
			on = zeros(Sin.Of(u), visit)
		case LogBase, Root:
			on = visit(e) && zeros(e.args[1], visit)
		case Max, Min:
			on = zeros(Sub(u, e.args[1]), visit) && (len(e.args) == 2 || visit(e))
		default:
			on = visit(e)
		}
	}
	var room parts
	for _, c := range children(e, room[:0]) {
		on = on && f.ends(c, visit)
	}
	return on
}

// zeros visits what must be 0 for u to be.
func zeros(u Expr, visit func(Expr) bool) bool {
	if numeral(u) || positive(u) {
		return true
	}
	switch u := u.(type) {
	case *Prod:
		for _, f := range u.factors {
			if !zeros(f, visit) {
				return false
			}
		}
		return true
	case *Quo:
		return zeros(u.num, visit)
	case *Product:
		return zeros(u.body, visit)
	case *Pow:
		if _, ok := u.exp.(*Num); ok {
			return zeros(u.base, visit)
		}
	case *Call:
		switch u.fn {
		case Sqrt, Abs, Sinh:
			return zeros(u.args[0], visit)
		}
	}
	return visit(u)
}
