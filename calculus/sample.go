package calculus

import (
	"math"
	"slices"
)

// XY is a point of the plane.
type XY struct{ X, Y float64 }

// Values returns the values of e at n points of x from one end to the other, NaN
// where it has none.
func (s Scope) Values(e Expr, x *Sym, from, to float64, n int) []XY {
	out := make([]XY, n)
	at := Point{}
	for i := range out {
		v := from + (to-from)*float64(i)/float64(n-1)
		at[x.name] = v
		out[i] = XY{v, s.valueOrNaN(e, at)}
	}
	return out
}

// valueOrNaN is the value of e, and NaN where it has none or an infinite one.
func (s Scope) valueOrNaN(e Expr, at Point) float64 {
	v, outside := s.approximate(e, at)
	if outside || !v.finite() {
		return math.NaN()
	}
	return v.v
}

// Grid holds the values of an expression in two variables over a square grid,
// n points each way.
type Grid struct {
	X, Y []float64
	V    [][]float64 // V[j][i] belongs to X[i], Y[j]
}

// Grid evaluates e over a rectangle.
func (s Scope) Grid(e Expr, x, y *Sym, low, high XY, n int) *Grid {
	g := &Grid{X: make([]float64, n), Y: make([]float64, n), V: make([][]float64, n)}
	for i := range n {
		t := float64(i) / float64(n-1)
		g.X[i], g.Y[i] = low.X+t*(high.X-low.X), low.Y+t*(high.Y-low.Y)
	}
	at := Point{}
	for j := range n {
		g.V[j] = make([]float64, n)
		for i := range n {
			at[x.name], at[y.name] = g.X[i], g.Y[j]
			g.V[j][i] = s.valueOrNaN(e, at)
		}
	}
	return g
}

// Level returns the curves on which the values of the grid are z, by marching
// squares (Lorensen and Cline's marching cubes in the plane): each cell that the
// level passes through holds one or two pieces of it, which are then joined.
func (g *Grid) Level(z float64) [][]XY {
	var pieces [][2]XY
	cross := func(i0, j0, i1, j1 int) XY {
		a, b := g.V[j0][i0]-z, g.V[j1][i1]-z
		t := a / (a - b)
		return XY{g.X[i0] + t*(g.X[i1]-g.X[i0]), g.Y[j0] + t*(g.Y[j1]-g.Y[j0])}
	}
	for j := range len(g.Y) - 1 {
		for i := range len(g.X) - 1 {
			corners := [4][2]int{{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}}
			var at []XY
			whole := true
			for k, c := range corners {
				d := corners[(k+1)%4]
				a, b := g.V[c[1]][c[0]], g.V[d[1]][d[0]]
				if math.IsNaN(a) || math.IsNaN(b) {
					whole = false
					break
				}
				if (a < z) != (b < z) {
					at = append(at, cross(c[0], c[1], d[0], d[1]))
				}
			}
			for k := 0; whole && k+1 < len(at); k += 2 {
				if keyOf(at[k]) != keyOf(at[k+1]) { // not just the corner of a cell
					pieces = append(pieces, [2]XY{at[k], at[k+1]})
				}
			}
		}
	}
	return joined(pieces)
}

// keyOf is equal for points that differ by rounding only.
func keyOf(p XY) [2]int64 {
	return [2]int64{int64(math.Round(p.X * 1e9)), int64(math.Round(p.Y * 1e9))}
}

// joined puts pieces that share an end together.
func joined(pieces [][2]XY) [][]XY {
	ends := map[[2]int64][]int{}
	for i, p := range pieces {
		ends[keyOf(p[0])] = append(ends[keyOf(p[0])], i)
		ends[keyOf(p[1])] = append(ends[keyOf(p[1])], i)
	}
	used := make([]bool, len(pieces))
	follow := func(from XY) []XY {
		var line []XY
		for {
			next := -1
			for _, i := range ends[keyOf(from)] {
				if !used[i] {
					next = i
					break
				}
			}
			if next < 0 {
				return line
			}
			used[next] = true
			to := pieces[next][1]
			if keyOf(to) == keyOf(from) {
				to = pieces[next][0]
			}
			line = append(line, to)
			from = to
		}
	}
	var lines [][]XY
	for i, p := range pieces {
		if used[i] {
			continue
		}
		used[i] = true
		back := follow(p[0])
		slices.Reverse(back)
		lines = append(lines, slices.Concat(back, []XY{p[0], p[1]}, follow(p[1])))
	}
	return lines
}
