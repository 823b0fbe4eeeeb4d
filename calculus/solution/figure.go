package solution

import (
	"math"
	"slices"
	"strconv"
	"strings"

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
	// Value is what the function is on a level curve.
	Value float64
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

// Scientific writes a round number for an axis: its digits, and the power of ten that
// they are multiplied by where the number is large or small, as 3 and 20 for 3·10²⁰. The
// digits are "1" for a power of ten alone, "-1" for its opposite.
func Scientific(v float64) (digits string, exponent int) {
	switch size := math.Abs(v); {
	case size < 1e-300:
		return "0", 0
	case size >= 1e-4 && size < 1e6:
		return strconv.FormatFloat(v, 'g', 6, 64), 0
	}
	digits, power, _ := strings.Cut(strconv.FormatFloat(v, 'e', 5, 64), "e")
	exponent, _ = strconv.Atoi(power)
	return strings.TrimSuffix(strings.TrimRight(digits, "0"), "."), exponent
}

// LaTeXNumber writes a round number for a formula: 3\times 10^{20}.
func LaTeXNumber(v float64) string {
	digits, exponent := Scientific(v)
	if exponent == 0 {
		return digits
	}
	power := "10^{" + strconv.Itoa(exponent) + "}"
	switch digits {
	case "1", "-1":
		return strings.TrimSuffix(digits, "1") + power
	}
	return digits + `\times ` + power
}

// Ticks returns round numbers between low and high, about n of them.
func Ticks(low, high float64, n int) []float64 {
	if !(high > low) {
		return nil
	}
	step := nice((high - low) / float64(n))
	var ticks []float64
	for k := math.Ceil(low/step - 1e-9); k*step <= high+step*1e-9; k++ {
		v := k * step
		if math.Abs(v) < step*1e-9 {
			v = 0
		}
		ticks = append(ticks, v)
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
