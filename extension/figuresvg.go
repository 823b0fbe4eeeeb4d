package extension

import (
	"fmt"
	"math"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/solution"
)

// FigureSVG draws a figure as SVG. Its colours can be told apart on white and on
// black, and stand in attributes, which no policy of a page forbids.
func FigureSVG(f *solution.Figure) string {
	const left, right, top, bottom = 44.0, 16.0, 16.0, 28.0
	c := canvas{Figure: f, width: 420, height: 260}
	if square(f) {
		c.width, c.height = 340, 340
	}
	var s strings.Builder
	w, h := left+c.width+right, top+c.height+bottom
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s" font-family="sans-serif" font-size="12">`,
		px(w), px(h), px(w), px(h), htmlText(f.Alt))
	fmt.Fprintf(&s, `<title>%s</title><g transform="translate(%s %s)">`, htmlText(f.Alt), px(left), px(top))
	axes := c.axes()
	x0, y0 := c.at(axes)
	fmt.Fprintf(&s, `<g stroke="#8a8a8a" fill="none"><path d="M0 %sH%sM%s %sV0"/>`, px(y0), px(c.width), px(x0), px(c.height))
	for _, v := range solution.Ticks(f.Low.X, f.High.X, 7) {
		x, _ := c.at(calculus.XY{X: v, Y: axes.Y})
		fmt.Fprintf(&s, `<path d="M%s %sv4"/>`, px(x), px(y0))
	}
	for _, v := range solution.Ticks(f.Low.Y, f.High.Y, 5) {
		_, y := c.at(calculus.XY{X: axes.X, Y: v})
		fmt.Fprintf(&s, `<path d="M%s %sh-4"/>`, px(x0), px(y))
	}
	s.WriteString(`</g><g fill="#777">`)
	for _, v := range solution.Ticks(f.Low.X, f.High.X, 7) {
		x, _ := c.at(calculus.XY{X: v, Y: axes.Y})
		if math.Abs(v) > 1e-12 || x0 == 0 {
			fmt.Fprintf(&s, `<text x="%s" y="%s" text-anchor="middle">%s</text>`, px(x), px(math.Min(y0+16, c.height+16)), tick(v))
		}
	}
	for _, v := range solution.Ticks(f.Low.Y, f.High.Y, 5) {
		_, y := c.at(calculus.XY{X: axes.X, Y: v})
		if math.Abs(v) > 1e-12 || y0 == c.height {
			fmt.Fprintf(&s, `<text x="%s" y="%s" text-anchor="end">%s</text>`, px(x0-7), px(y+4), tick(v))
		}
	}
	fmt.Fprintf(&s, `<text x="%s" y="%s" text-anchor="end" font-style="italic">%s</text>`, px(c.width), px(y0-6), htmlText(f.XLabel))
	fmt.Fprintf(&s, `<text x="%s" y="%s" font-style="italic">%s</text></g>`, px(x0+6), px(4), htmlText(f.YLabel))
	for _, stroke := range f.Strokes {
		s.WriteString(strokeSVG(c, stroke))
	}
	for _, m := range f.Marks {
		x, y := c.at(m)
		fmt.Fprintf(&s, `<circle cx="%s" cy="%s" r="4" fill="#d9730d"/>`, px(x), px(y))
	}
	s.WriteString("</g></svg>")
	return s.String()
}

// strokeSVG draws a line, and what belongs to it: the value of a level curve, the
// head of an arrow.
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
	switch stroke.Role {
	case solution.RoleLevel:
		if x, y := c.at(points[len(points)/2]); len(points) > 12 {
			fmt.Fprintf(&s, `<text x="%s" y="%s" text-anchor="middle" font-size="10" fill="#777">%s</text>`, px(x), px(y-3), strings.Replace(stroke.Label, "-", "−", 1))
		}
	case solution.RoleGradient:
		x0, y0 := c.at(points[0])
		x, y := c.at(points[len(points)-1])
		l := math.Hypot(x-x0, y-y0)
		ux, uy := (x-x0)/l*9, (y-y0)/l*9
		fmt.Fprintf(&s, `<path fill="%s" d="M%s %sL%s %sL%s %sZ"/>`, colour, px(x+ux/2), px(y+uy/2), px(x-ux-uy/2), px(y-uy+ux/2), px(x-ux+uy/2), px(y-uy-ux/2))
	}
	return s.String()
}

// px writes a length to a tenth.
func px(v float64) string {
	s := fmt.Sprintf("%.1f", v)
	return strings.TrimSuffix(strings.Replace(s, "-0.0", "0.0", 1), ".0")
}
