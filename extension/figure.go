package extension

import (
	"math"
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/solution"
)

// canvas puts a figure's coordinates on an area of width by height, the origin of
// which is at the top left or, where up is set, at the bottom left.
type canvas struct {
	*solution.Figure
	width, height float64
	up            bool
}

func (c canvas) at(p calculus.XY) (x, y float64) {
	x = (p.X - c.Low.X) / (c.High.X - c.Low.X) * c.width
	y = (p.Y - c.Low.Y) / (c.High.Y - c.Low.Y) * c.height
	if !c.up {
		y = c.height - y
	}
	return x, y
}

// axes returns where the axes stand: at 0 where that is in the window, and at its
// edge elsewhere.
func (c canvas) axes() calculus.XY {
	return calculus.XY{X: within(0, c.Low.X, c.High.X), Y: within(0, c.Low.Y, c.High.Y)}
}

func within(v, low, high float64) float64 { return math.Max(low, math.Min(v, high)) }

// square reports whether both axes have one scale, as those of level curves do.
func square(f *solution.Figure) bool {
	return len(f.Strokes) > 0 && f.Strokes[0].Role == solution.RoleLevel
}

// tick writes a round number in plain text, with the minus sign of typography: −3×10²⁰.
func tick(v float64) string {
	return number(v, func(exponent string) string {
		return strings.Map(func(r rune) rune {
			if r == '-' {
				return '⁻'
			}
			return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0']
		}, exponent)
	})
}

// number writes a round number, its exponent raised by the function.
func number(v float64, raised func(exponent string) string) string {
	digits, exponent := solution.Scientific(v)
	text := strings.Replace(digits, "-", "−", 1)
	switch {
	case exponent == 0:
		return text
	case digits == "1" || digits == "-1":
		text = strings.TrimSuffix(text, "1")
	default:
		text += "×"
	}
	return text + "10" + raised(strconv.Itoa(exponent))
}

// thinned leaves points out so that at most n are left, the ends among them.
func thinned(points []calculus.XY, n int) []calculus.XY {
	if len(points) <= n {
		return points
	}
	out := make([]calculus.XY, n)
	for i := range out {
		out[i] = points[i*(len(points)-1)/(n-1)]
	}
	return out
}
