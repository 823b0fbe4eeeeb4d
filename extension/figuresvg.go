package extension

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/solution"
)

// FigureSVG draws a figure as SVG. Its colours can be told apart on white and on
// black, and stand in attributes, which no policy of a page forbids.
func FigureSVG(f *solution.Figure) string {
	const right, top, bottom = 16.0, 16.0, 28.0
	c := canvas{Figure: f, width: 420, height: 260}
	across := 7 // numbers
	if square(f) {
		c.width, c.height, across = 340, 340, 5
	}
	var s strings.Builder
	left := 44.0 // or as much as the numbers at the edge need
	if c.axes().X <= f.Low.X {
		for _, v := range solution.Ticks(f.Low.Y, f.High.Y, 5) {
			left = math.Max(left, 14+6.5*float64(utf8.RuneCountInString(tick(v))))
		}
	}
	w, h := left+c.width+right, top+c.height+bottom
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s" font-family="sans-serif" font-size="12">`,
		px(w), px(h), px(w), px(h), htmlText(f.Alt))
	fmt.Fprintf(&s, `<title>%s</title><g transform="translate(%s %s)">`, htmlText(f.Alt), px(left), px(top))
	axes := c.axes()
	x0, y0 := c.at(axes)
	fmt.Fprintf(&s, `<g stroke="#8a8a8a" fill="none"><path d="M0 %sH%sM%s %sV0"/>`, px(y0), px(c.width), px(x0), px(c.height))
	for _, v := range solution.Ticks(f.Low.X, f.High.X, across) {
		x, _ := c.at(calculus.XY{X: v, Y: axes.Y})
		fmt.Fprintf(&s, `<path d="M%s %sv4"/>`, px(x), px(y0))
	}
	for _, v := range solution.Ticks(f.Low.Y, f.High.Y, 5) {
		_, y := c.at(calculus.XY{X: axes.X, Y: v})
		fmt.Fprintf(&s, `<path d="M%s %sh-4"/>`, px(x0), px(y))
	}
	s.WriteString(`</g><g fill="#777">`)
	for _, v := range solution.Ticks(f.Low.X, f.High.X, across) {
		x, _ := c.at(calculus.XY{X: v, Y: axes.Y})
		if math.Abs(v) > 1e-12 || x0 == 0 {
			fmt.Fprintf(&s, `<text x="%s" y="%s" text-anchor="middle">%s</text>`, px(x), px(math.Min(y0+16, c.height+16)), tickSVG(v))
		}
	}
	for _, v := range solution.Ticks(f.Low.Y, f.High.Y, 5) {
		_, y := c.at(calculus.XY{X: axes.X, Y: v})
		if math.Abs(v) > 1e-12 || y0 == c.height {
			fmt.Fprintf(&s, `<text x="%s" y="%s" text-anchor="end">%s</text>`, px(x0-7), px(y+4), tickSVG(v))
		}
	}
	fmt.Fprintf(&s, `<text x="%s" y="%s" text-anchor="end" font-style="italic">%s</text>`, px(c.width), px(y0-6), htmlText(f.XLabel))
	fmt.Fprintf(&s, `<text x="%s" y="%s" font-style="italic">%s</text></g>`, px(x0+6), px(4), htmlText(f.YLabel))
	var labels []calculus.XY
	for _, stroke := range f.Strokes {
		s.WriteString(strokeSVG(c, stroke))
		if stroke.Role == solution.RoleLevel {
			s.WriteString(levelSVG(c, stroke, &labels))
		}
	}
	for _, m := range f.Marks {
		x, y := c.at(m)
		fmt.Fprintf(&s, `<circle cx="%s" cy="%s" r="4" fill="#d9730d"/>`, px(x), px(y))
	}
	s.WriteString("</g></svg>")
	return s.String()
}

// strokeSVG draws a line, and the head of an arrow.
func strokeSVG(c canvas, stroke solution.Stroke) string {
	var s strings.Builder
	colour, width := "#2f7ae5", "2"
	switch stroke.Role {
	case solution.RoleTangent, solution.RoleGradient:
		colour = "#d9730d"
	case solution.RoleLevel:
		width = "1.2"
	}
	fmt.Fprintf(&s, `<path fill="none" stroke="%s" stroke-width="%s" stroke-linejoin="round" d="`, colour, width)
	points := thinned(stroke.Points, 400)
	for i, p := range points {
		x, y := c.at(p)
		s.WriteString([]string{"M", "L"}[min(i, 1)] + px(x) + " " + px(y))
	}
	s.WriteString(`"/>`)
	if stroke.Role == solution.RoleGradient {
		x0, y0 := c.at(points[0])
		x, y := c.at(points[len(points)-1])
		l := math.Hypot(x-x0, y-y0)
		ux, uy := (x-x0)/l*9, (y-y0)/l*9
		fmt.Fprintf(&s, `<path fill="%s" d="M%s %sL%s %sL%s %sZ"/>`, colour, px(x+ux/2), px(y+uy/2), px(x-ux-uy/2), px(y-uy+ux/2), px(x-ux+uy/2), px(y-uy-ux/2))
	}
	return s.String()
}

// levelSVG writes the value of a level curve beside its middle, unless another value
// stands there.
func levelSVG(c canvas, stroke solution.Stroke, labels *[]calculus.XY) string {
	const beside, apart = 10.0, 20.0
	n := len(stroke.Points)
	if n <= 12 {
		return ""
	}
	x, y := c.at(stroke.Points[n/2])
	x0, y0 := c.at(stroke.Points[n/2-2])
	x1, y1 := c.at(stroke.Points[n/2+2])
	if l := math.Hypot(x1-x0, y1-y0); l > 0 {
		// Across the curve: above it, or to the right of one that goes straight up.
		dx, dy := (y1-y0)/l, -(x1-x0)/l
		if dy > 1e-9 || math.Abs(dy) <= 1e-9 && dx < 0 {
			dx, dy = -dx, -dy
		}
		x, y = x+beside*dx, y+beside*dy
	}
	for _, o := range *labels {
		if math.Hypot(o.X-x, o.Y-y) < apart {
			return ""
		}
	}
	*labels = append(*labels, calculus.XY{X: x, Y: y})
	return fmt.Sprintf(`<text x="%s" y="%s" text-anchor="middle" font-size="10" fill="#777">%s</text>`, px(x), px(y+3), tickSVG(stroke.Value))
}

// tickSVG writes a round number with its exponent raised.
func tickSVG(v float64) string {
	return number(v, func(exponent string) string {
		return `<tspan dy="-4" font-size="9">` + strings.Replace(exponent, "-", "−", 1) + `</tspan>`
	})
}

// px writes a length to a tenth.
func px(v float64) string {
	s := fmt.Sprintf("%.1f", v)
	return strings.TrimSuffix(strings.Replace(s, "-0.0", "0.0", 1), ".0")
}
