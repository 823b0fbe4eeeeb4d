package calculus

// maxCorners bounds the points that corners tries.
const maxCorners = 6

// corners compares the lines at points that chance does not find, around one at
// which they agree: where a variable is 0, equal to the next one, 1 or −1, a line
// may divide by 0, or take its logarithm, where the derivative claimed does not.
// It returns the first line that is refuted, and 0 where none is.
func (s Scope) corners(names []sampledName, lines []Expr, conditions []Relation, at Point) int {
	var variables []string
	for _, n := range names {
		if n.role == variable {
			variables = append(variables, n.name)
		}
	}
	// Of the lines only those matter that may lack a value; the first is what all
	// are compared with.
	looked, number := lines[:1:1], []int{0}
	for i, l := range lines[1:] {
		if s.narrow(l, map[string]bool{}) {
			looked, number = append(looked, l), append(number, i+1)
		}
	}
	if len(looked) == 1 {
		return 0
	}
	tried := 0
	for _, kind := range []func(next float64) float64{
		func(float64) float64 { return 0 },
		func(next float64) float64 { return next },
		func(float64) float64 { return 1 },
		func(float64) float64 { return -1 },
	} {
		for i, x := range variables {
			was := at[x]
			at[x] = kind(at[variables[(i+1)%len(variables)]])
			if at[x] == was {
				continue // no other variable
			}
			if tried++; tried > maxCorners {
				return 0
			}
			s.honourTotals(at)
			if verdict, line := s.compare(looked, conditions, at); verdict == Refuted {
				return number[line]
			}
			at[x] = was
		}
	}
	return 0
}

// narrow reports whether e may have no value at single points: whether anything
// in it divides, or ends, or jumps. What stands behind the names seen is left out.
func (s Scope) narrow(e Expr, seen map[string]bool) bool {
	switch e := e.(type) {
	case *Quo:
		if _, number := e.den.(*Num); !number {
			return true
		}
	case *Pow:
		if n, ok := e.exp.(*Num); e.base != E && !(ok && n.IsInt() && n.Sign() >= 0) {
			return true
		}
	case *Cases:
		return true
	case *Call:
		switch e.fn {
		case Sin, Cos, Arctan, Arccot, Sinh, Cosh, Tanh, Sech, Arsinh, Exp, Erf, Sigmoid, Softplus:
		default:
			return true
		}
	case *Sym:
		body, ok := s.Defs[e.name]
		if !ok || seen[e.name] {
			return false
		}
		seen[e.name] = true
		return s.narrow(body, seen)
	case *Num, *Const:
		return false
	}
	for _, c := range Children(e) {
		if s.narrow(c, seen) {
			return true
		}
	}
	return false
}
