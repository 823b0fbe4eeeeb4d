package extension

import (
	"fmt"
	"math"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/solution"
)

// FigureLaTeX draws a figure in LaTeX's own picture environment, which needs no
// package. A line is a row of Bézier curves that are straight.
func FigureLaTeX(f *solution.Figure) string {
	c := canvas{Figure: f, width: 280, height: 170, up: true}
	if square(f) {
		c.width, c.height = 200, 200
	}
	var s strings.Builder
	fmt.Fprintf(&s, "\\begin{center}\n\\setlength{\\unitlength}{1pt}\n\\begin{picture}(%s,%s)(-30,-20)\n", px(c.width+40), px(c.height+40))
	axes := c.axes()
	x0, y0 := c.at(axes)
	fmt.Fprintf(&s, "\\put(0,%s){\\line(1,0){%s}}\n\\put(%s,0){\\line(0,1){%s}}\n", px(y0), px(c.width), px(x0), px(c.height))
	for _, v := range solution.Ticks(f.Low.X, f.High.X, 6) {
		x, _ := c.at(calculus.XY{X: v, Y: axes.Y})
		if math.Abs(v) > 1e-12 {
			fmt.Fprintf(&s, "\\put(%s,%s){\\makebox(0,0)[t]{\\scriptsize $%s$}}\n", px(x), px(y0-3), solution.LaTeXNumber(v))
		}
	}
	for _, v := range solution.Ticks(f.Low.Y, f.High.Y, 5) {
		_, y := c.at(calculus.XY{X: axes.X, Y: v})
		if math.Abs(v) > 1e-12 {
			fmt.Fprintf(&s, "\\put(%s,%s){\\makebox(0,0)[r]{\\scriptsize $%s$}}\n", px(x0-3), px(y), solution.LaTeXNumber(v))
		}
	}
	for _, stroke := range f.Strokes {
		points := thinned(stroke.Points, 120)
		for i := 1; i < len(points); i++ {
			x1, y1 := c.at(points[i-1])
			x2, y2 := c.at(points[i])
			n := int(math.Hypot(x2-x1, y2-y1)*2) + 1
			fmt.Fprintf(&s, "\\qbezier[%d](%s,%s)(%s,%s)(%s,%s)\n", n, px(x1), px(y1), px((x1+x2)/2), px((y1+y2)/2), px(x2), px(y2))
		}
	}
	for _, m := range f.Marks {
		x, y := c.at(m)
		fmt.Fprintf(&s, "\\put(%s,%s){\\circle*{4}}\n", px(x), px(y))
	}
	s.WriteString("\\end{picture}\n\\end{center}\n")
	return s.String()
}
