package extension

import (
	"math"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/solution"
)

// A figure in Markdown is a fenced block of text, for that is what every host shows
// as it is: no host but the author's own serves pictures that a program has made.
// Each sign is a Braille pattern, four rows of two dots.
const (
	textColumns = 56
	textRows    = 16
)

// FigureText draws a figure in signs, with numbers at the axes.
func FigureText(f *solution.Figure) string {
	rows := textRows
	columns := textColumns
	if square(f) {
		columns = 2 * rows // a sign is twice as high as it is wide
	}
	var dots [4 * textRows][2 * textColumns]bool
	c := canvas{Figure: f, width: float64(2*columns - 1), height: float64(4*rows - 1)}
	set := func(x, y float64) {
		i, j := int(math.Round(x)), int(math.Round(y))
		if i >= 0 && i < 2*columns && j >= 0 && j < 4*rows {
			dots[j][i] = true
		}
	}
	line := func(a, b calculus.XY, every float64) {
		x0, y0 := c.at(a)
		x1, y1 := c.at(b)
		n := math.Max(1, math.Ceil(math.Max(math.Abs(x1-x0), math.Abs(y1-y0))/every))
		for k := 0.0; k <= n; k++ {
			set(x0+(x1-x0)*k/n, y0+(y1-y0)*k/n)
		}
	}
	axes := c.axes()
	line(calculus.XY{X: f.Low.X, Y: axes.Y}, calculus.XY{X: f.High.X, Y: axes.Y}, 4)
	line(calculus.XY{X: axes.X, Y: f.Low.Y}, calculus.XY{X: axes.X, Y: f.High.Y}, 4)
	for _, s := range f.Strokes {
		every := 1.0
		if s.Role == solution.RoleTangent {
			every = 3 // dotted, to be told from the graph
		}
		for i := 1; i < len(s.Points); i++ {
			line(s.Points[i-1], s.Points[i], every)
		}
	}
	for _, m := range f.Marks {
		x, y := c.at(m)
		for _, d := range [][2]float64{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			set(x+d[0], y+d[1])
		}
	}
	labels := map[int]string{}
	for _, v := range solution.Ticks(f.Low.Y, f.High.Y, 4) {
		_, y := c.at(calculus.XY{X: f.Low.X, Y: v})
		labels[int(math.Round(y))/4] = tick(v)
	}
	margin := len([]rune(f.YLabel))
	for _, l := range labels {
		margin = max(margin, len([]rune(l)))
	}
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", margin-len([]rune(f.YLabel))) + f.YLabel + "\n")
	for j := range rows {
		label, edge := labels[j], "│"
		if label != "" {
			edge = "┤"
		}
		b.WriteString(strings.Repeat(" ", margin-len([]rune(label))) + label + edge)
		for i := range columns {
			b.WriteRune(braille(func(x, y int) bool { return dots[4*j+y][2*i+x] }))
		}
		b.WriteByte('\n')
	}
	b.WriteString(strings.Repeat(" ", margin) + "└" + strings.Repeat("─", columns) + "\n")
	b.WriteString(tickLine(c, margin+1, columns))
	return b.String()
}

// braille returns the pattern of the dots; Unicode numbers them down the left
// column, then down the right one, and the last row after both.
func braille(on func(x, y int) bool) rune {
	r := rune(0x2800)
	for bit, at := range [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}} {
		if on(at[0], at[1]) {
			r |= 1 << bit
		}
	}
	return r
}

// tickLine writes the numbers below the figure, each around its place.
func tickLine(c canvas, margin, columns int) string {
	line := []rune(strings.Repeat(" ", margin+columns+1))
	for _, v := range solution.Ticks(c.Low.X, c.High.X, 6) {
		x, _ := c.at(calculus.XY{X: v, Y: c.Low.Y})
		text := []rune(tick(v))
		from := min(margin+int(math.Round(x))/2-len(text)/2, len(line)-len(text))
		copy(line[max(from, 0):], text)
	}
	return strings.TrimRight(string(line), " ") + "  " + c.XLabel
}
