package solution

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// plot draws a function of one variable as its graph, with the tangent at the
// point of the request, and one of two variables by its level curves, with the
// gradient there.
func (s *solver) plot(ctx context.Context, res *result) error {
	r := res.request
	d := r.Function
	body, ok := s.numeric(d)
	if !ok {
		return calculus.ErrAbstract
	}
	for _, x := range r.Wrt {
		for _, c := range r.At {
			if c.Var.Name() != x.Name() {
				continue
			}
			slope, err := s.first(ctx, d, x, s.partial(d))
			if err != nil {
				return err
			}
			v, err := s.setting(d).ValueAt(slope.Left, slope.Left, slope.Answer(), res.point())
			if err != nil {
				return err
			}
			res.values = append(res.values, v)
		}
	}
	res.chains = []*calculus.Chain{{Left: s.applied(d), Lines: []calculus.Line{{Expr: d.Body}}, Verdict: calculus.Verified}}
	var at []float64
	for _, c := range r.At {
		at = append(at, s.scope.Evaluate(c.Value, nil))
	}
	if len(r.Wrt) == 1 {
		return s.graph(res, body, at)
	}
	return s.levels(res, body, at)
}

// numeric is the body of d with all names put in, and whether nothing in it is
// known by name only.
func (s *solver) numeric(d *problem.Definition) (calculus.Expr, bool) {
	body, ok := s.bodies[d]
	if !ok {
		return nil, false
	}
	body = s.setting(d).Inline(body)
	return body, !holdsUnknown(body)
}

// holdsUnknown reports whether e holds a function that is known by name only.
func holdsUnknown(e calculus.Expr) bool {
	if _, ok := e.(*calculus.Apply); ok {
		return true
	}
	return slices.ContainsFunc(calculus.Children(e), holdsUnknown)
}

// reach lists windows to try: the first in which the function has values on most of
// the width is taken.
var reach = [][2]float64{{-3, 3}, {0, 6}, {-1, 1}, {0, 1}, {-10, 10}, {-100, 100}}

// around is where the window is moved to for a point: nowhere, as long as the point
// lies well within the first window.
func around(at float64) float64 {
	if math.Abs(at) <= 2.5 {
		return 0
	}
	return at
}

// graphPoints is how many points of a graph are computed. It is even, so that the
// middle of the window, where |x| has its corner, is none of them.
const graphPoints = 600

// graph draws y = f(x).
func (s *solver) graph(res *result, body calculus.Expr, at []float64) error {
	x := res.request.Wrt[0]
	middleX := 0.0
	if len(at) > 0 {
		middleX = around(at[0])
	}
	var best []calculus.XY
	most := 0
	for _, w := range reach {
		points := s.within(res.request.Function).Values(body, x, middleX+w[0], middleX+w[1], graphPoints)
		n := 0
		for _, p := range points {
			if !math.IsNaN(p.Y) {
				n++
			}
		}
		if n > most {
			best, most = points, n
		}
		if most > graphPoints*2/3 {
			break
		}
	}
	if most < graphPoints/20 {
		return calculus.ErrUndefined // nothing to see
	}
	values := make([]float64, len(best))
	for i, p := range best {
		values[i] = p.Y
	}
	low, high, _ := middle(values)
	if len(at) > 0 {
		v := s.within(res.request.Function).Values(body, x, at[0], at[0], 2)[0].Y
		low, high = min(low, v), max(high, v)
	}
	pad := (high - low) / 12
	f := &Figure{
		Low:    calculus.XY{X: best[0].X, Y: low - pad},
		High:   calculus.XY{X: best[len(best)-1].X, Y: high + pad},
		XLabel: x.Name(), YLabel: s.height(res.request.Function).String(),
	}
	for _, part := range clipped(best, f.Low, f.High) {
		f.Strokes = append(f.Strokes, Stroke{Points: part, Role: RoleGraph})
	}
	if len(at) > 0 {
		v := s.within(res.request.Function).Values(body, x, at[0], at[0], 2)[0].Y
		slope := s.scope.Evaluate(res.values[0].Answer(), nil)
		line := func(t float64) calculus.XY { return calculus.XY{X: t, Y: v + slope*(t-at[0])} }
		if a, b, ok := inWindow(line(f.Low.X), line(f.High.X), f.Low, f.High); ok {
			f.Strokes = append(f.Strokes, Stroke{Points: []calculus.XY{a, b}, Role: RoleTangent})
		}
		f.Marks = []calculus.XY{{X: at[0], Y: v}}
	}
	res.figure = f
	return nil
}

// gridPoints is how many points a grid has each way; levelCount is about how many
// level curves are drawn.
const (
	gridPoints = 81
	levelCount = 5
)

// levels draws the level curves of z = f(x, y).
func (s *solver) levels(res *result, body calculus.Expr, at []float64) error {
	x, y := res.request.Wrt[0], res.request.Wrt[1]
	var point, center calculus.XY
	if len(at) == 2 {
		point = calculus.XY{X: at[0], Y: at[1]}
		center = calculus.XY{X: around(at[0]), Y: around(at[1])}
	}
	var g *calculus.Grid
	most := 0
	for _, w := range reach {
		low, high := calculus.XY{X: center.X + w[0], Y: center.Y + w[0]}, calculus.XY{X: center.X + w[1], Y: center.Y + w[1]}
		grid := s.within(res.request.Function).Grid(body, x, y, low, high, gridPoints)
		n := 0
		for _, row := range grid.V {
			for _, v := range row {
				if !math.IsNaN(v) {
					n++
				}
			}
		}
		if n > most {
			g, most = grid, n
		}
		if most > gridPoints*gridPoints*2/3 {
			break
		}
	}
	if most < gridPoints*gridPoints/20 {
		return calculus.ErrUndefined
	}
	var values []float64
	for _, row := range g.V {
		values = append(values, row...)
	}
	low, high, _ := middle(values)
	f := &Figure{
		Low: calculus.XY{X: g.X[0], Y: g.Y[0]}, High: calculus.XY{X: g.X[gridPoints-1], Y: g.Y[gridPoints-1]},
		XLabel: x.Name(), YLabel: y.Name(),
	}
	for _, z := range Ticks(low, high, levelCount) {
		for _, line := range g.Level(z) {
			f.Strokes = append(f.Strokes, Stroke{Points: line, Role: RoleLevel, Value: z})
		}
	}
	if len(at) == 2 {
		f.Marks = []calculus.XY{point}
		gradient := calculus.XY{X: s.scope.Evaluate(res.values[0].Answer(), nil), Y: s.scope.Evaluate(res.values[1].Answer(), nil)}
		if length := math.Hypot(gradient.X, gradient.Y); length > 0 {
			scale := (f.High.X - f.Low.X) / 6 / length
			f.Strokes = append(f.Strokes, Stroke{Role: RoleGradient, Points: []calculus.XY{
				point, {X: point.X + scale*gradient.X, Y: point.Y + scale*gradient.Y}}})
		}
	}
	res.figure = f
	return nil
}

// plot writes the figure, and says what it shows.
func (w *writer) plot(r *result) {
	f := r.figure
	q := r.request
	name := w.tex(q.Function.Name)
	if len(q.At) > 0 && w.options.Steps != StepsAnswer {
		w.rowsDisplay(w.valueRows(r, r.values))
	}
	if w.lead != "" {
		w.paragraph()
	}
	f.Alt = w.altOf(r)
	w.doc.Blocks = append(w.doc.Blocks, Block{Figure: f})
	graph := inlineMath(w.tex(w.height(q.Function)) + "=" + w.tex(q.Function.Body))
	switch {
	case len(q.Wrt) == 1 && len(q.At) > 0:
		w.paragraph(sentence(w.words.showsTangent, graph, inlineMath(w.point(q)))...)
	case len(q.Wrt) == 1:
		w.paragraph(sentence(w.words.showsGraph, graph)...)
	case levelsOf(f) == "":
		w.paragraph(sentence(w.words.showsConstant, inlineMath(name))...)
	case f.has(RoleGradient):
		w.paragraph(sentence(w.words.showsGradient, inlineMath(name), inlineMath(levelsOf(f)), inlineMath(`\nabla `+name), inlineMath(w.point(q)))...)
	default:
		w.paragraph(sentence(w.words.showsLevels, inlineMath(name), inlineMath(levelsOf(f)))...)
	}
}

// levelsOf lists the values of the level curves.
func levelsOf(f *Figure) string {
	var values []string
	last := math.NaN()
	for _, s := range f.Strokes {
		if s.Role == RoleLevel && s.Value != last {
			values = append(values, LaTeXNumber(s.Value))
			last = s.Value
		}
	}
	return strings.Join(values, `,\ `)
}

// altOf says in plain text what the figure shows.
func (w *writer) altOf(r *result) string {
	text := w.words.altGraph
	if len(r.request.Wrt) > 1 {
		text = w.words.altLevels
	}
	return text + r.request.Function.Name.Name() + " = " + r.request.Function.Body.String()
}
