package solution

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// implicitFunction is the unknown that r asks about as the calculus needs it, and
// the setting for it. What an ordinary derivative doesn't differentiate by is a
// parameter.
func (s *solver) implicitFunction(r *problem.Request) (calculus.ImplicitFunction, *calculus.Setting) {
	d := r.Function
	e, set := d.Equation, s.newSetting(d)
	u := calculus.ImplicitFunction{Name: d.Name, Vars: coordinatesInOrder(d.Vars)}
	if r.Kind == problem.Ordinary {
		u.Vars = r.Wrt[:1]
		set.Vars = slices.DeleteFunc(set.Vars, func(x *calculus.Sym) bool { return x.Name() != d.Name.Name() && x.Name() != u.Vars[0].Name() })
	}
	u.Right = set.Inline(s.scope.Unfold(e.Right))
	switch f := e.Function; {
	case f == nil:
		// The unknown of y = x e^y stands for itself.
		u.Left = set.Inline(s.scope.Unfold(e.Left))
	default:
		if body, ok := s.bodies[f]; ok {
			u.Left = set.Inline(body)
		}
		// F(x,y) = 1/x isn't an equation between F and a constant.
		if u.Left == nil || !slices.ContainsFunc(f.Vars, func(x *calculus.Sym) bool { return calculus.DependsOn(u.Right, x) }) {
			u.Function = f.Name
		}
	}
	if changing := s.changingIn(d); len(changing) > 0 {
		set.Vars = append(slices.Clone(set.Vars), u.Vars...)
		for _, x := range d.Equation.Uses {
			if changing[x.Name.Name()] != nil {
				set.Vars = append(set.Vars, x.Name)
			}
		}
		set.Scope = set.Scope.With(changing)
	}
	return u, set
}

// changingIn are the functions, known by name only, that the equation of d is between
// beside the unknown: x(t).
func (s *solver) changingIn(d *problem.Definition) map[string]calculus.Expr {
	changing := map[string]calculus.Expr{}
	for _, x := range d.Equation.Uses {
		if x.Body != nil || !x.ArgList {
			continue
		}
		args := make([]calculus.Expr, len(x.Vars))
		for i, t := range x.Vars {
			args[i] = t
		}
		changing[x.Name.Name()] = calculus.ApplyTo(x.Name.Name(), args...)
	}
	return changing
}

// implicit works out a derivative of the unknown of an equation, one variable
// after the other.
func (s *solver) implicit(ctx context.Context, res *result) error {
	r := res.request
	partial := r.Kind == problem.Partial
	u, set := s.implicitFunction(r)
	if u.Left == nil && len(r.At) > 0 {
		return calculus.ErrAbstract
	}
	if err := set.Real(u); err != nil {
		return err
	}
	var err error
	if res.onCurve, err = set.OnCurve(u, res.point()); err != nil {
		return err
	}
	slopes := map[string]*calculus.Chain{}
	for _, x := range r.Wrt {
		if slopes[x.Name()] != nil {
			continue
		}
		im, err := set.Implicit(ctx, u, x, partial)
		if err != nil {
			return err
		}
		res.implicit = append(res.implicit, im)
		slopes[x.Name()] = im.Answer
	}
	c := slopes[r.Wrt[0].Name()]
	res.chains = []*calculus.Chain{c}
	for i := 2; i <= len(r.Wrt); i++ {
		if u.Left == nil {
			return calculus.ErrAbstract
		}
		next, err := set.ImplicitAgain(ctx, u, c, slopes, r.Wrt[:i], partial)
		if err != nil {
			return err
		}
		res.chains = append(res.chains, next)
		c = next
	}
	if len(r.At) == 0 {
		return nil
	}
	var v *calculus.Chain
	if len(s.changingIn(r.Function)) > 0 && len(r.Wrt) == 1 {
		v, err = set.RateAt(c.Left, u.Difference(), calculus.Neg(calculus.D(u.Difference(), true, u.Name)), c.Answer(), r.Wrt[0], res.point(), rates(r))
	} else {
		v, err = implicitValue(set, u, c, r.Wrt, res.point())
	}
	if err != nil {
		return err
	}
	res.values = []*calculus.Chain{v}
	return nil
}

// implicitValue is the value of a derivative c of the unknown, by the variables, at
// a point. Where it has none the error says why, if that is known.
func implicitValue(set *calculus.Setting, u calculus.ImplicitFunction, c *calculus.Chain, by []*calculus.Sym, point []calculus.Coordinate) (*calculus.Chain, error) {
	v, err := set.ValueAt(c.Left, u.Claim(by), c.Answer(), point)
	if errors.Is(err, calculus.ErrUndefined) {
		if why := set.Steepness(u, point); why != nil {
			return nil, why
		}
	}
	return v, err
}

// implicitAtPoint is implicitFunction for a request at a point, which is made sure to
// satisfy the equation; how it does is noted in res.
func (s *solver) implicitAtPoint(res *result) (u calculus.ImplicitFunction, set *calculus.Setting, err error) {
	u, set = s.implicitFunction(res.request)
	if u.Left == nil {
		return u, set, calculus.ErrAbstract
	}
	if err = set.Real(u); err == nil {
		res.onCurve, err = set.OnCurve(u, res.point())
	}
	return u, set, err
}

// implicitTangent works out the tangent of a curve or the tangent plane of a
// surface at one of its points.
func (s *solver) implicitTangent(ctx context.Context, res *result) error {
	d := res.request.Function
	u, set, err := s.implicitAtPoint(res)
	if err != nil {
		return err
	}
	point := res.point()
	var height calculus.Expr
	var around []calculus.Coordinate
	var slopes []calculus.Expr
	for _, c := range point {
		if c.Var.Name() == d.Name.Name() {
			height = c.Value
		}
	}
	for _, c := range point {
		if c.Var.Name() == d.Name.Name() {
			continue
		}
		around = append(around, c)
		im, err := set.Implicit(ctx, u, c.Var, len(u.Vars) > 1)
		if err != nil {
			return err
		}
		res.implicit = append(res.implicit, im)
		v, err := implicitValue(set, u, im.Answer, []*calculus.Sym{c.Var}, point)
		if errors.Is(err, calculus.ErrVertical) && res.request.Kind == problem.Normal {
			res.upright = &c
			res.values = []*calculus.Chain{}
			flat := calculus.Line{Expr: height, Rules: []*calculus.Rule{calculus.NormalRule}}
			res.chains = []*calculus.Chain{{Left: d.Name, Lines: []calculus.Line{flat}, Verdict: calculus.Verified}}
			return nil
		}
		if err != nil {
			return err
		}
		res.values = append(res.values, v)
		slopes = append(slopes, v.Answer())
	}
	if res.request.Kind == problem.Normal {
		c, err := s.normalLine(res, d.Name, nil, height, slopes[0], around[0])
		res.chains = []*calculus.Chain{c}
		return err
	}
	plane, err := set.Tangent(d.Name, nil, height, slopes, around)
	if err != nil {
		return err
	}
	res.chains = []*calculus.Chain{plane}
	return nil
}

// onCurve says that the point of the request satisfies the equation.
func (w *writer) onCurve(r *result) {
	c := r.onCurve
	if c == nil || w.options.Steps == StepsAnswer {
		return
	}
	d := r.request.Function
	equation := w.tex(c.Left)
	if f := d.Equation.Function; f != nil {
		values := make([]calculus.Expr, len(f.Vars))
		for i, x := range f.Vars {
			for _, at := range r.request.At {
				if at.Var.Name() == x.Name() {
					values[i] = at.Value
				}
			}
		}
		if !slices.Contains(values, nil) {
			equation = w.tex(calculus.ApplyTo(f.Name.Name(), values...)) + "=" + equation
		}
	}
	for _, l := range c.Lines {
		equation += "=" + w.tex(l.Expr)
	}
	template := w.words.onCurve
	switch surface := len(d.Vars) > 1; {
	case len(w.changingIn(d)) > 0 && c.Verdict == calculus.Verified:
		template = w.words.satisfied
	case len(w.changingIn(d)) > 0:
		template = w.words.satisfiedGiven
	case c.Verdict != calculus.Verified && surface:
		template = w.words.onSurfaceGiven
	case c.Verdict != calculus.Verified:
		template = w.words.onCurveGiven
	case surface:
		template = w.words.onSurface
	}
	w.paragraph(sentence(template, inlineMath(equation), inlineMath(w.pointOf(r)))...)
}

// implicit writes how a first derivative of an unknown comes about.
func (w *writer) implicit(im *calculus.Implicit, d *problem.Definition) {
	key := w.tex(im.Answer.Left)
	if w.done[key] {
		return
	}
	if im.Sides == nil {
		if rows := w.supportsOf(im.Partials, d.Equation.Function); len(rows) > 0 {
			w.rowsDisplay(rows)
		}
		w.chain(im.Answer, d)
		return
	}
	w.done[key] = true
	x := im.Answer.Left.(*calculus.Deriv).Wrt()[0]
	var vars []string
	changing := w.changingIn(d)
	if len(changing) > 0 {
		vars = append(vars, w.tex(x))
	}
	for _, v := range coordinatesInOrder(d.Vars) {
		if len(changing) > 0 {
			break
		}
		if len(d.Vars) == 1 || im.Answer.Left.(*calculus.Deriv).Partial() || v == x {
			vars = append(vars, w.tex(v))
		}
	}
	unknowns := []string{w.tex(d.Name)}
	for _, o := range d.Equation.Uses {
		if changing[o.Name.Name()] != nil {
			unknowns = append(unknowns, w.tex(o.Name))
		}
	}
	alphabetical(unknowns)
	w.paragraph(sentence(w.bothSides(len(unknowns)), inlineMath(w.tex(x)), w.list(unknowns), w.list(vars))...)
	for i, c := range im.Sides {
		if i > 0 && len(c.Lines) == 1 && !c.Heavy() {
			continue // d/dx (x) = 1 is seen at once
		}
		side := *c
		side.Conditions = nil // they are among those of the answer
		w.chain(&side, d)
	}
	w.therefore()
	var rows []row
	for _, e := range im.Equations {
		rows = append(rows, row{left: w.tex(e.Left), expr: e.Right})
	}
	w.rowsDisplay(append(rows, w.rows(im.Answer, d.Name.Name())...))
	w.after(im.Answer)
}

// alphabetical puts names in order, capitals among the small letters.
func alphabetical(names []string) {
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
	})
}

// bothSides is the sentence that says which variables, so many, are functions.
func (w *writer) bothSides(functions int) string {
	if functions > 1 {
		return w.words.bothSidesOfSeveral
	}
	return w.words.bothSides
}

// implicitProblem says what is asked of the unknown of an equation.
func (w *writer) implicitProblem(g group) {
	r := g.first()
	d := r.Function
	out := []Inline{{Text: w.words.problem}}
	var others []string
	for _, o := range w.problemDefinitions(d) {
		if !w.echoed[o] && o.Body != nil {
			w.echoed[o] = true
			others = append(others, w.echo(o))
		}
	}
	others = append(others, w.assumptions()...)
	if len(others) > 0 {
		out = append(out, sentence(w.words.where, w.list(others))...)
	}
	equation := inlineMath(w.equation(d))
	if r.Kind == problem.Tangent || r.Kind == problem.Normal {
		template := w.words.findImplicitTangent
		switch surface := len(d.Vars) > 1; {
		case r.Kind == problem.Normal && surface:
			template = w.words.findSurfaceNormal
		case r.Kind == problem.Normal:
			template = w.words.findCurveNormal
		case surface:
			template = w.words.findImplicitPlane
		}
		w.paragraph(joined(append(out, sentence(template, equation, inlineMath(w.point(r)))...))...)
		return
	}
	var vars, asked []string
	changing := w.changingIn(d)
	for _, o := range d.Equation.Uses {
		if changing[o.Name.Name()] != nil {
			asked = append(asked, w.tex(o.Name))
		}
	}
	if len(changing) > 0 {
		asked = append(asked, w.tex(d.Name))
		alphabetical(asked)
		out = append(out, sentence(w.words.findRate, equation, w.list(asked), inlineMath(w.tex(r.Wrt[0])), inlineMath(w.tex(g.results[0].chains[len(g.results[0].chains)-1].Left)))...)
		if len(r.At) > 0 {
			out = append(out, sentence(w.words.alsoAt, inlineMath(w.point(r)))...)
		}
		w.paragraph(joined(out)...)
		return
	}
	for _, x := range coordinatesInOrder(d.Vars) {
		if r.Kind == problem.Partial || x.Name() == r.Wrt[0].Name() {
			vars = append(vars, w.tex(x))
		}
	}
	for _, res := range g.results {
		asked = append(asked, w.tex(res.chains[len(res.chains)-1].Left))
	}
	out = append(out, sentence(w.words.findImplicit, equation, inlineMath(w.tex(d.Name)), w.list(vars), w.list(asked))...)
	if len(r.At) > 0 {
		out = append(out, sentence(w.words.alsoAt, inlineMath(w.point(r)))...)
	}
	w.paragraph(joined(out)...)
}

// equation is the equation as it was read.
func (w *writer) equation(d *problem.Definition) string {
	e := d.Equation
	if e.Function != nil {
		return w.signature(e.Function) + "=" + w.tex(e.Right)
	}
	return w.tex(e.Left) + "=" + w.tex(e.Right)
}
