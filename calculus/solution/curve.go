package solution

import (
	"context"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// curve is the curve that r asks about, whose coordinates are given by a parameter, with
// their derivatives by it.
func (s *solver) curve(ctx context.Context, r *problem.Request) (calculus.Curve, error) {
	k := calculus.Curve{Y: r.Function.Name, T: r.Parameter}
	x := s.abscissa(r)
	k.X = x.Name
	var err error
	if k.XByT, err = s.first(ctx, x, k.T, false); err != nil {
		return k, err
	}
	k.YByT, err = s.first(ctx, r.Function, k.T, false)
	return k, err
}

// abscissa is the definition of x where y is given by a parameter as well.
func (s *solver) abscissa(r *problem.Request) *problem.Definition {
	if r.Abscissa != nil {
		return r.Abscissa
	}
	for _, d := range s.problem.Definitions {
		if d.Name.Name() == r.Wrt[0].Name() {
			return d
		}
	}
	return nil
}

// parametric works out the derivatives of y by x, up to the order, on a curve that is
// given by a parameter.
func (s *solver) parametric(ctx context.Context, res *result, order int) (calculus.Curve, error) {
	k, err := s.curve(ctx, res.request)
	if err != nil {
		return k, err
	}
	set := s.setting(res.request.Function)
	c, err := set.Slope(k)
	if err != nil {
		return k, err
	}
	res.chains = append(res.chains, k.XByT, k.YByT, c)
	for n := 2; n <= order; n++ {
		byT, err := set.Differentiate(ctx, set.ByParameter(k, c))
		if err != nil {
			return k, err
		}
		if c, err = set.SlopeAgain(k, c, byT, n); err != nil {
			return k, err
		}
		res.chains = append(res.chains, byT, c)
	}
	if len(res.request.At) == 0 || res.request.Kind != problem.Ordinary {
		return k, nil
	}
	v, err := set.ValueAt(c.Left, k.Claim(order), c.Answer(), res.point())
	if err != nil {
		return k, err
	}
	res.values = []*calculus.Chain{v}
	return k, nil
}

// parametricLine works out the tangent or the normal of a curve that is given by a
// parameter.
func (s *solver) parametricLine(ctx context.Context, res *result) error {
	k, err := s.parametric(ctx, res, 1)
	if err != nil {
		return err
	}
	set, point := s.setting(res.request.Function), res.point()
	slope := res.chains[len(res.chains)-1]
	var place [2]*calculus.Chain
	for i, d := range []*problem.Definition{res.request.Abscissa, res.request.Function} {
		if place[i], err = set.ValueAt(d.Name, d.Name, s.bodies[d], point); err != nil {
			return err
		}
	}
	res.values = place[:]
	at := calculus.Coordinate{Var: k.X, Value: place[0].Answer()}
	speed, err := set.ValueAt(k.XByT.Left, k.XByT.Left, k.XByT.Answer(), point)
	if err != nil {
		return err
	}
	rise, err := set.ValueAt(k.YByT.Left, k.YByT.Left, k.YByT.Answer(), point)
	if err != nil {
		return err
	}
	flat, steep := calculus.Equal(rise.Answer(), calculus.Zero), calculus.Equal(speed.Answer(), calculus.Zero)
	switch normal := res.request.Kind == problem.Normal; {
	case flat && steep:
		return calculus.ErrSingular
	case steep && !normal, flat && normal:
		res.values = append(res.values, speed, rise)
		rule := calculus.TangentLineRule
		if normal {
			rule = calculus.NormalRule
		}
		res.chains = append(res.chains[:2], upright(at, rule))
		return nil
	case steep: // and the normal lies flat
		res.values = append(res.values, speed, rise)
		res.chains = append(res.chains[:2], &calculus.Chain{Left: k.Y, Lines: []calculus.Line{{Expr: place[1].Answer(), Rules: []*calculus.Rule{calculus.NormalRule}}}, Verdict: calculus.Verified})
		return nil
	}
	m, err := set.ValueAt(slope.Left, k.Claim(1), slope.Answer(), point)
	if err != nil {
		return err
	}
	res.values = append(res.values, m)
	var line *calculus.Chain
	if res.request.Kind == problem.Normal {
		line, err = set.NormalLine(k.Y, nil, place[1].Answer(), m.Answer(), at)
	} else {
		line, err = set.Tangent(k.Y, nil, place[1].Answer(), []calculus.Expr{m.Answer()}, []calculus.Coordinate{at})
	}
	res.chains = append(res.chains, line)
	return err
}

// upright is the line x = a, which the rule has given.
func upright(at calculus.Coordinate, rule *calculus.Rule) *calculus.Chain {
	return &calculus.Chain{Left: at.Var, Lines: []calculus.Line{{Expr: at.Value, Rules: []*calculus.Rule{rule}}}, Verdict: calculus.Verified}
}

// parametric writes what was found of a curve that is given by a parameter.
func (w *writer) parametric(r *result) {
	d := r.request.Function
	line := r.request.Kind != problem.Ordinary
	chains := r.chains
	if line {
		chains = chains[:len(chains)-1]
	}
	if w.options.Steps == StepsAnswer {
		w.chain(r.chains[len(r.chains)-1], d)
		return
	}
	if rows := w.supportsOf(chains[:2], d); len(rows) > 0 {
		w.rowsDisplay(rows)
	}
	for _, c := range chains[2:] {
		w.chain(c, d)
	}
	if line {
		w.rowsDisplay(w.valueRows(r, r.values))
		w.therefore()
		w.rowsDisplay(w.rows(r.chains[len(r.chains)-1], d.Name.Name()))
	}
}

// parametricProblem says what is asked of a curve that is given by a parameter.
func (w *writer) parametricProblem(g group) {
	r := g.first()
	x, y := w.abscissa(r), r.Function
	out := []Inline{{Text: w.words.problem}}
	var others, curve []string
	for _, d := range append(w.problemDefinitions(x), w.problemDefinitions(y)...) {
		if !w.echoed[d] && d.Body != nil {
			w.echoed[d] = true
			others = append(others, w.echo(d))
		}
	}
	for _, d := range []*problem.Definition{x, y} {
		w.echoed[d] = true
		curve = append(curve, w.echo(d))
	}
	if len(others) > 0 {
		out = append(out, sentence(w.words.where, w.list(others))...)
	}
	switch r.Kind {
	case problem.Tangent:
		out = append(out, sentence(w.words.findImplicitTangent, w.list(curve), inlineMath(w.point(r)))...)
	case problem.Normal:
		out = append(out, sentence(w.words.findCurveNormal, w.list(curve), inlineMath(w.point(r)))...)
	default:
		out = append(out, sentence(w.words.findOnCurve, w.list(curve), inlineMath(w.tex(g.results[0].chains[len(g.results[0].chains)-1].Left)))...)
		if len(r.At) > 0 {
			out = append(out, sentence(w.words.alsoAt, inlineMath(w.point(r)))...)
		}
	}
	w.paragraph(joined(out)...)
}
