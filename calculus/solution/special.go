package solution

import (
	"context"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// evaluate puts the point of the request into its entries, or into its answer
// where there are no entries.
func (s *solver) evaluate(res *result) error {
	if res.values != nil {
		return nil // a tangent or a value is at its point already
	}
	d := res.request.Function
	set := s.setting(d)
	chains := make([]*calculus.Chain, 0, len(res.entries))
	for _, e := range res.entries {
		chains = append(chains, e.chain)
	}
	collected := res.request.Kind == problem.Total || res.request.Kind == problem.Table
	if len(chains) == 0 || collected {
		chains = res.chains[len(res.chains)-1:]
	}
	if s.changing(res.request) {
		c := chains[0]
		v, err := set.RateAt(c.Left, d.Name, nil, c.Answer(), res.request.Wrt[0], res.point(), rates(res.request))
		if err != nil {
			return err
		}
		v.Conditions = c.Conditions
		res.values = []*calculus.Chain{v}
		return nil
	}
	for _, c := range chains {
		claim := c.Left
		if collected {
			claim = c.Lines[0].Expr
		}
		if s.givesNames(res.request) {
			// At y = 2 the y of wx + b no longer moves with w. That the answer is the
			// derivative for every y was verified.
			claim = c.Answer()
		}
		v, err := set.ValueAt(c.Left, claim, c.Answer(), res.point())
		if err != nil {
			return err
		}
		v.Conditions = c.Conditions
		res.values = append(res.values, v)
	}
	return nil
}

func (s *solver) valueAt(res *result) error {
	d := res.request.Function
	body, ok := s.bodies[d]
	if !ok {
		return calculus.ErrAbstract
	}
	c, err := s.setting(d).ValueAt(d.Name, d.Name, body, res.point())
	if err != nil {
		return err
	}
	res.chains = []*calculus.Chain{c}
	res.values = res.chains
	return nil
}

// tangent works out the value and the first derivatives at the point, and from
// them the tangent plane.
func (s *solver) tangent(ctx context.Context, res *result) error {
	d := res.request.Function
	if d.Equation != nil {
		return s.implicitTangent(ctx, res)
	}
	value, slopes, err := s.heightAndSlopes(ctx, res)
	if err != nil {
		return err
	}
	left := s.height(d)
	if res.request.Kind == problem.Linear {
		left = s.applied(d)
	}
	plane, err := s.setting(d).Tangent(left, d.Name, value, slopes, res.point())
	if err != nil {
		return err
	}
	res.chains = append(res.chains, plane)
	return nil
}

// heightAndSlopes works out the value of the function and its first derivatives at the
// point.
func (s *solver) heightAndSlopes(ctx context.Context, res *result) (height calculus.Expr, slopes []calculus.Expr, err error) {
	d := res.request.Function
	body, ok := s.bodies[d]
	if !ok {
		return nil, nil, calculus.ErrAbstract
	}
	set, point := s.setting(d), res.point()
	value, err := set.ValueAt(d.Name, d.Name, body, point)
	if err != nil {
		return nil, nil, err
	}
	if h := res.request.Height; h != nil {
		if verdict, _ := set.Verify([]calculus.Expr{value.Answer(), h}, nil); verdict == calculus.Refuted {
			return nil, nil, &calculus.OffCurveError{Left: h, Right: value.Answer()}
		}
	}
	res.values = append(res.values, value)
	for _, c := range point {
		p, err := s.first(ctx, d, c.Var, s.partial(d))
		if err != nil {
			return nil, nil, err
		}
		res.chains = append(res.chains, p)
		v, err := set.ValueAt(p.Left, p.Left, p.Answer(), point)
		if err != nil {
			return nil, nil, err
		}
		res.values = append(res.values, v)
		slopes = append(slopes, v.Answer())
	}
	return value.Answer(), slopes, nil
}

// applied is the function with its variables: f(x, y), or L alone where no argument
// list was written.
func (s *solver) applied(d *problem.Definition) calculus.Expr {
	if !d.ArgList {
		return d.Name
	}
	args := make([]calculus.Expr, len(d.Vars))
	for i, x := range d.Vars {
		args[i] = x
	}
	return calculus.ApplyTo(d.Name.Name(), args...)
}

// height is the coordinate that a tangent plane is given in: the function's
// own name, or z (y over one variable) where that was given arguments.
func (s *solver) height(d *problem.Definition) calculus.Expr {
	if !d.ArgList {
		return d.Name
	}
	name := "z"
	if len(d.Vars) == 1 {
		name = "y"
	}
	for _, x := range d.Vars {
		if x.Name() == name {
			return d.Name
		}
	}
	return calculus.Symbol(name)
}

func (s *solver) directional(ctx context.Context, res *result) error {
	d := res.request.Function
	if len(res.request.Direction) != len(res.request.Wrt) {
		return calculus.ErrAbstract
	}
	var partials []*calculus.Chain
	for _, x := range res.request.Wrt {
		c, err := s.first(ctx, d, x, s.partial(d))
		if err != nil {
			return err
		}
		partials = append(partials, c)
	}
	c, err := s.setting(d).Directional(d.Name, res.request.Wrt, partials, res.request.Direction)
	if err != nil {
		return err
	}
	res.chains = append(partials, c)
	if len(res.request.At) == 0 {
		return nil
	}
	v, err := s.setting(d).ValueAt(d.Name, c.Lines[0].Expr, c.Answer(), res.point())
	if err != nil {
		return err
	}
	res.values = []*calculus.Chain{v}
	return nil
}

// higherTotal works out a total differential of order 2 or more.
func (s *solver) higherTotal(ctx context.Context, res *result) error {
	r := res.request
	mixtures := calculus.Mixtures(len(r.Wrt), r.Order)
	if len(mixtures) > maxMixtures {
		return &calculus.LimitError{What: "derivatives in a differential", Max: maxMixtures}
	}
	chains, err := s.higher(ctx, res, mixtures)
	if err != nil {
		return err
	}
	c, err := s.setting(r.Function).HigherDifferential(r.Function.Name, r.Wrt, mixtures, chains)
	if err != nil {
		return err
	}
	res.chains = append(res.chains, c)
	return nil
}

// maxMixtures is how many derivatives of one order a reader would go through: d³f of
// a function of three variables has ten.
const maxMixtures = 36

// jacobian works out the matrix of the first derivatives, a row for each
// function, and its determinant where that is wanted.
func (s *solver) jacobian(ctx context.Context, res *result) error {
	r := res.request
	for _, d := range r.Functions {
		if err := s.gradientOf(ctx, res, d, r.Wrt); err != nil {
			return err
		}
	}
	if !r.Determinant || len(r.Functions) != len(r.Wrt) {
		return nil
	}
	n := len(r.Wrt)
	rows, claim := make([][]calculus.Expr, n), make([][]calculus.Expr, n)
	for i, e := range res.entries {
		rows[i/n] = append(rows[i/n], e.chain.Answer())
		claim[i/n] = append(claim[i/n], e.chain.Left)
	}
	var err error
	res.determinant, err = s.setting(r.Function).Determinant(calculus.Symbol("J"), rows, claim)
	if err != nil || len(r.At) == 0 {
		return err
	}
	d := res.determinant
	res.determinantAt, err = s.setting(r.Function).ValueAt(d.Left, calculus.Determinant(claim), d.Answer(), res.point())
	return err
}

// at writes a derivative, or a function, at the point of the request.
func (s *solver) at(r *result, left calculus.Expr) string {
	var values []string
	for _, c := range r.request.At {
		values = append(values, s.tex(c.Value))
	}
	point := "(" + joinComma(values) + ")"
	if f, ok := left.(*calculus.Sym); ok {
		arguments := make([]calculus.Expr, len(r.request.At))
		for i, c := range r.request.At {
			arguments[i] = c.Value
		}
		return s.tex(calculus.ApplyTo(f.Name(), arguments...))
	}
	if len(r.request.At) == 1 {
		point = s.tex(r.request.At[0].Var) + "=" + values[0]
	}
	return `\left.` + s.tex(left) + `\right\rvert_{` + point + "}"
}

func joinComma(list []string) string {
	all := ""
	for i, e := range list {
		if i > 0 {
			all += ","
		}
		all += e
	}
	return all
}

// special writes the kinds of result that stand at a point or have a shape of
// their own.
func (w *writer) special(r *result) {
	q := r.request
	short := w.options.Steps == StepsAnswer
	switch q.Kind {
	case problem.Value:
		w.rowsDisplay(w.valueRows(r, r.values))
	case problem.Tangent, problem.Normal, problem.Linear:
		plane := r.chains[len(r.chains)-1]
		shown := r.chains[:len(r.chains)-1]
		if r.vector != nil {
			shown = r.chains
		}
		if !short {
			w.onCurve(r)
			if r.level != nil {
				w.level(r.level)
			}
			for _, im := range r.implicit {
				w.implicit(im, q.Function)
			}
			for _, c := range shown {
				w.chain(c, q.Function)
			}
			if len(r.values) > 0 {
				w.rowsDisplay(w.valueRows(r, r.values))
			}
			if r.upright != nil {
				w.paragraph(sentence(w.words.uprightTangent, inlineMath(w.pointOf(r)), inlineMath(w.tex(r.upright.Var)+"="+w.tex(r.upright.Value)))...)
			} else {
				w.therefore()
			}
		}
		if r.vector != nil {
			w.normal(r)
			break
		}
		rows := w.rows(plane, q.Function.Name.Name())
		if q.Kind == problem.Linear {
			rows[0].rel = `\approx`
		}
		w.rowsDisplay(rows)
	case problem.Directional:
		c := r.chains[len(r.chains)-1]
		if !short {
			if rows := w.supports(r, r.chains[:len(r.chains)-1]); len(rows) > 0 {
				w.rowsDisplay(rows)
			}
		}
		w.rowsDisplay(w.inOneLine(w.directionalLeft(r), w.linesOf(c)))
		w.after(c)
		if len(q.At) > 0 {
			rows := w.valueRows(r, r.values)
			rows[0].left = w.directionalLeft(r) + w.pointOf(r)
			w.rowsDisplay(rows)
		}
	case problem.Jacobian:
		w.jacobian(r)
	}
}

func (w *writer) linesOf(c *calculus.Chain) []calculus.Line {
	if w.options.Steps == StepsAnswer {
		return c.Lines[len(c.Lines)-1:]
	}
	return c.Lines
}

// valueRows writes values at a point: the numbers put in, then worked out.
func (w *writer) valueRows(r *result, values []*calculus.Chain) []row {
	var rows []row
	for _, v := range values {
		rows = append(rows, w.inOneLine(w.at(r, v.Left), w.linesOf(v))...)
	}
	return rows
}

func (s *solver) pointOf(r *result) string {
	var values []string
	for _, c := range r.request.At {
		values = append(values, s.tex(c.Value))
	}
	list := joinComma(values)
	if strings.Contains(list, `\frac`) {
		return `\left(` + list + `\right)`
	}
	return "(" + list + ")"
}

// directionalLeft writes D_(3,4)f.
func (s *solver) directionalLeft(r *result) string {
	var values []string
	for _, v := range r.request.Direction {
		values = append(values, s.tex(v))
	}
	return "D_{(" + joinComma(values) + ")}" + s.tex(r.request.Function.Name)
}

func (w *writer) jacobian(r *result) {
	if w.options.Steps != StepsAnswer {
		if rows := w.supports(r, r.chains); len(rows) > 0 {
			w.rowsDisplay(rows)
		}
		w.therefore()
	}
	symbols, values := w.matrices(r)
	right := symbols + "=" + values
	if w.options.Steps == StepsAnswer {
		right = values
	}
	w.displayed(w.aligned([]latex.Row{{Left: "J", Right: right}}))
	if r.determinant != nil {
		w.rowsDisplay(w.inOneLine(`\det J`, w.linesOf(r.determinant)))
	}
	for _, c := range r.chains {
		w.after(c)
	}
}

// valuesAfter writes what a result is at the point of the request.
func (w *writer) valuesAfter(r *result) {
	if len(r.request.At) == 0 {
		return
	}
	switch r.request.Kind {
	case problem.Gradient:
		w.rowsDisplay([]row{{left: `\nabla ` + w.tex(r.request.Function.Name) + w.pointOf(r), right: w.tuple(r.values)}})
	case problem.Hessian:
		w.rowsDisplay([]row{{left: "H" + w.pointOf(r), right: w.matrixOf(r, func(i int) calculus.Expr { return r.values[i].Answer() })}})
	case problem.Jacobian:
		rows := []row{{left: "J" + w.pointOf(r), right: w.matrixOf(r, func(i int) calculus.Expr { return r.values[i].Answer() })}}
		if r.determinantAt != nil {
			rows = append(rows, w.inOneLine(`\det J`+w.pointOf(r), w.linesOf(r.determinantAt))...)
		}
		w.rowsDisplay(rows)
	default:
		w.rowsDisplay(w.valueRows(r, r.values))
	}
}
