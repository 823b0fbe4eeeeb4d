package calculus

import "math"

// pathPoints is at how many places between a point and a step away a function is
// looked at: a pole or a kink is met by a sign that changes there.
const pathPoints = 64

// Smooth reports whether a function, whose body is given, goes on without a gap, a
// pole or a kink from a point to where all variables are a step further: it has
// values on the way, and nothing that takes its value or its derivative away where
// it is 0 changes sign. It looks at [pathPoints] places.
func (set *Setting) Smooth(body Expr, point []Coordinate, step *Num) bool {
	const way = "the way"
	walls := []Expr{}
	set.follow().ends(body, func(e Expr) bool {
		if c, ok := e.(*Call); ok {
			switch c.fn {
			case LogBase, Max, Min, Arcsin, Artanh:
				return true // no end where it is 0
			}
		}
		walls = append(walls, e)
		return true
	})
	line := make([]Coordinate, len(point))
	for i, c := range point {
		line[i] = Coordinate{c.Var, Add(c.Value, Mul(Symbol(way), step))}
	}
	scope := set.Scope.at(line)
	signs := make([]bool, len(walls))
	for k := range pathPoints + 1 {
		at := Point{way: float64(k) / pathPoints}
		if v, outside := scope.approximate(body, at); outside || !v.finite() {
			return false
		}
		for i, e := range walls {
			switch v := scope.Evaluate(e, at); {
			case k <= 1:
				signs[i] = v > 0
			case v != 0 && !math.IsNaN(v) && signs[i] != (v > 0):
				return false
			}
		}
	}
	return true
}

// gauss are the places and weights of Gauss's rule with five points from −1 to 1,
// which is exact for polynomials up to the ninth power.
var gauss = [...][2]float64{
	{0, 128.0 / 225},
	{0.5384693101056831, 0.47862867049936647}, {-0.5384693101056831, 0.47862867049936647},
	{0.9061798459386640, 0.23692688505618909}, {-0.9061798459386640, 0.23692688505618909},
}

// remainder returns (ΔL − dL)/h² as the integral of (1−t)·L″ from 0 to 1, where L″ is
// the second derivative along the way at the part t of a step: Taylor's formula. For
// small steps ΔL − dL is the difference of nearly equal numbers, of which few digits
// are left; here none is lost. The error is estimated by halving the way.
func (set *Setting) remainder(name *Sym, point []Coordinate, step *Num) approx {
	vars, from, ones := make([]*Sym, len(point)), make([]Expr, len(point)), make([]Expr, len(point))
	for i, c := range point {
		vars[i], from[i], ones[i] = c.Var, c.Value, One
	}
	line := set.Scope.straight(name, vars, from, ones)
	second := line.derivative(2)
	delete(line.scope.Defs, line.h.name)
	integral := func(a, b float64) approx {
		total := approx{}
		for _, g := range gauss {
			t := (a + b + (b-a)*g[0]) / 2
			v, outside := line.scope.approximate(second, Point{line.h.name: t * step.Float()})
			if outside {
				return approx{math.NaN(), math.NaN()}
			}
			weight := (1 - t) * g[1] * (b - a) / 2
			total = total.add(approx{v.v * weight, v.err * weight})
		}
		return total
	}
	whole, halves := integral(0, 1), integral(0, 0.5).add(integral(0.5, 1))
	halves.err += math.Abs(halves.v - whole.v)
	return halves
}
