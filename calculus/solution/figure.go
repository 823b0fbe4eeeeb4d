package solution

import (
	"math"
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// Figure is a drawing, in the coordinates of its own window. Each host draws it in
// its own way: as SVG in HTML, in signs in Markdown.
type Figure struct {
	// Low and High are the corners of the window.
	Low, High calculus.XY
	// XLabel and YLabel name the axes, in plain text.
	XLabel, YLabel string
	Strokes        []Stroke
	Marks          []calculus.XY
	// Alt says in plain text what is to be seen.
	Alt string
}

// Stroke is a line in a figure.
type Stroke struct {
	Points []calculus.XY
	Role   Role
	// Label is a number at the line, or "".
	Label string
}

// Role says what a stroke is.
type Role string

// The roles of strokes.
const (
	RoleGraph    Role = "graph"    // the graph of a function
	RoleTangent  Role = "tangent"  // its tangent
	RoleLevel    Role = "level"    // a level curve
	RoleGradient Role = "gradient" // an arrow along the gradient
)

// nice returns the largest of 1, 2 and 5 times a power of ten that is at most v.
func nice(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, k := range []float64{5, 2} {
		if k*power <= v*(1+1e-9) {
			return k * power
		}
	}
	return power
}

// Ticks returns round numbers between low and high, about n of them.
func Ticks(low, high float64, n int) []float64 {
	if !(high > low) {
		return nil
	}
	step := nice((high - low) / float64(n))
	var ticks []float64
	for k := math.Ceil(low/step - 1e-9); k*step <= high+step*1e-9; k++ {
		ticks = append(ticks, k*step)
	}
	return ticks
}

// middle returns the range of most of the values: the extremes, where a pole
// sends them out of sight, are left off.
func middle(values []float64) (low, high float64, ok bool) {
	values = slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	if len(values) == 0 {
		return 0, 0, false
	}
	slices.Sort(values)
	low, high = values[0], values[len(values)-1]
	a, b := values[len(values)/20], values[len(values)-1-len(values)/20]
	if b > a && high-low > 4*(b-a) {
		low, high = a, b
	}
	if high-low < 1e-9*(1+math.Abs(high)) {
		low, high = low-1, high+1
	}
	return low, high, true
}

// clipped returns the parts of a line that lie in the window. A line is broken
// where it has no value, and where it jumps by more than the window is high.
func clipped(points []calculus.XY, low, high calculus.XY) [][]calculus.XY {
	var parts [][]calculus.XY
	var part []calculus.XY
	flush := func() {
		if len(part) > 1 {
			parts = append(parts, part)
		}
		part = nil
	}
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if math.IsNaN(a.Y) || math.IsNaN(b.Y) || math.Abs(b.Y-a.Y) > high.Y-low.Y {
			flush()
			continue
		}
		a, b, ok := inWindow(a, b, low, high)
		if !ok {
			flush()
			continue
		}
		if len(part) == 0 || part[len(part)-1] != a {
			flush()
			part = []calculus.XY{a}
		}
		part = append(part, b)
	}
	flush()
	return parts
}

// inWindow cuts the segment from a to b to the window (Liang and Barsky).
func inWindow(a, b, low, high calculus.XY) (calculus.XY, calculus.XY, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, edge := range [4][2]float64{{-dx, a.X - low.X}, {dx, high.X - a.X}, {-dy, a.Y - low.Y}, {dy, high.Y - a.Y}} {
		p, q := edge[0], edge[1]
		switch {
		case p == 0:
			if q < 0 {
				return a, b, false
			}
		case p < 0:
			t0 = max(t0, q/p)
		default:
			t1 = min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	at := func(t float64) calculus.XY {
		switch t {
		case 0:
			return a
		case 1:
			return b
		}
		return calculus.XY{X: a.X + t*dx, Y: a.Y + t*dy}
	}
	return at(t0), at(t1), true
}

// has reports whether something in the figure has the role.
func (f *Figure) has(role Role) bool {
	return slices.ContainsFunc(f.Strokes, func(s Stroke) bool { return s.Role == role })
}
