package solution

import (
	"context"
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// result is a request that was worked out.
type result struct {
	request *problem.Request
	// chains are shown one after the other; the last line of the last one is
	// the answer where there is only one answer.
	chains []*calculus.Chain
	// entries are the coefficients of a total differential or the components
	// of a gradient, a Jacobian or a Hessian, row by row.
	entries []entry
	// corners are the entries of vectors and matrices over families, one of them
	// for each family.
	corners []corner
	// values are the entries, or else the answer, at the point of the request.
	values []*calculus.Chain
	// implicit are the derivatives of the unknown of an equation, those of second
	// order among the chains.
	implicit []*calculus.Implicit
	// vector is a normal of a surface, and level is F where the solution introduces it.
	vector *normalVector
	level  []calculus.Expr // F(x, y, z) and its body
	// upright says that the tangent is x = a, where the normal was asked for.
	upright *calculus.Coordinate
	// onCurve is the equation at the point of the request.
	onCurve *calculus.Chain
	// figure is what is drawn.
	figure *Figure
	// symmetric says that a mixed second derivative does not depend on the order.
	symmetric bool
	// comparison is the table of a differential and an increment.
	comparison *comparison
	// determinant is that of a Jacobian, where it is wanted.
	determinant *calculus.Chain
	// determinantAt is its value at the point of the request.
	determinantAt *calculus.Chain
}

// point is the point at which the request wants its result, or nil.
func (r *result) point() []calculus.Coordinate { return coordinates(r.request) }

func coordinates(r *problem.Request) []calculus.Coordinate {
	var p []calculus.Coordinate
	for _, c := range r.At {
		p = append(p, calculus.Coordinate{Var: c.Var, Value: c.Value})
	}
	return p
}

type entry struct {
	wrt   []*calculus.Sym
	chain *calculus.Chain
}

func (r *result) unfinished() bool {
	for _, c := range r.chains {
		if c.Unfinished {
			return true
		}
	}
	return false
}

func (s *solver) work(ctx context.Context, r *problem.Request) (*result, error) {
	r, err := s.determined(r)
	if err != nil {
		return nil, err
	}
	res := &result{request: r}
	switch r.Kind {
	case problem.Partial, problem.Ordinary:
		if r.Parameter != nil {
			_, err = s.parametric(ctx, res, len(r.Wrt))
			return res, err
		}
		if r.Function.Equation != nil {
			return res, s.implicit(ctx, res)
		}
		res.chains, err = s.derivative(ctx, r.Function, r.Wrt, r.Kind == problem.Partial)
		res.symmetric = err == nil && s.symmetric(r)
		if err == nil && len(r.Wrt) == 1 {
			err = s.nameSoftmax(res)
		}
	case problem.Total:
		if r.Order >= 2 {
			err = s.higherTotal(ctx, res)
		} else {
			err = s.total(ctx, res)
		}
	case problem.Gradient:
		if err = s.gradientOf(ctx, res, r.Function, r.Wrt); err == nil {
			err = s.familyGradients(ctx, res)
		}
	case problem.Hessian:
		if len(r.Families) > 0 {
			err = s.familyHessian(ctx, res)
		} else {
			err = s.hessian(ctx, res)
		}
	case problem.Jacobian:
		err = s.jacobian(ctx, res)
	case problem.Directional:
		err = s.directional(ctx, res)
	case problem.Value:
		err = s.valueAt(res)
	case problem.Tangent, problem.Linear, problem.Normal:
		switch {
		case r.Parameter != nil:
			err = s.parametricLine(ctx, res)
		case r.Kind == problem.Normal:
			err = s.normal(ctx, res)
		default:
			err = s.tangent(ctx, res)
		}
	case problem.Plot:
		err = s.plot(ctx, res)
	case problem.Table:
		err = s.compare(ctx, res)
	default:
		err = calculus.ErrAbstract
	}
	if err == nil && (len(r.At) > 0 || len(r.Rates) > 0) {
		err = s.evaluate(res)
	}
	return res, err
}

// nameSoftmax gives a name to the softmax function in the body of what is asked for.
func (s *solver) nameSoftmax(res *result) error {
	d := res.request.Function
	if d.Member != nil {
		return nil // it has one
	}
	var own *calculus.Sym
	if !strings.Contains(d.Name.Name(), "_") && !s.families[d.Name.Name()] {
		own = d.Name
	}
	c, err := s.setting(d).NameSoftmax(res.chains[0], s.bodies[d], s.variable(res.request.Wrt[0]), own, func(x *calculus.Sym) bool {
		return !s.uses(x) && !s.families[x.Name()]
	})
	res.chains = []*calculus.Chain{c}
	return err
}

// gradientOf works out the first derivatives of d by vars.
func (s *solver) gradientOf(ctx context.Context, res *result, d *problem.Definition, vars []*calculus.Sym) error {
	for _, x := range vars {
		c, err := s.first(ctx, d, x, s.partial(d))
		if err != nil {
			return err
		}
		res.chains = append(res.chains, c)
		res.entries = append(res.entries, entry{[]*calculus.Sym{x}, c})
	}
	return nil
}

// first works out a first derivative, once.
func (s *solver) first(ctx context.Context, d *problem.Definition, x *calculus.Sym, partial bool) (*calculus.Chain, error) {
	f := first{d, x, partial}
	r, ok := s.firsts[f.key()]
	if !ok {
		r.chain, r.err = s.differentiate(ctx, s.setting(d), f)
		s.firsts[f.key()] = r
	}
	return r.chain, r.err
}

// differentiate works f out. It changes nothing but the setting.
func (s *solver) differentiate(ctx context.Context, set *calculus.Setting, f first) (*calculus.Chain, error) {
	d := f.function
	body, ok := s.bodies[d]
	if s.large[d] {
		return nil, &calculus.LimitError{What: "nodes in a function", Max: s.options.Limits.Body}
	}
	if !ok {
		return nil, calculus.ErrAbstract
	}
	x := s.variable(f.by)
	c, err := set.Through(ctx, calculus.Request{
		Left: calculus.D(name(d), f.partial, x),
		Body: body, Wrt: x, Partial: f.partial,
		Name: d.Name, Value: value(d),
	})
	if err != nil {
		return nil, err
	}
	if len(c.Lets) == 0 {
		c.Lets = s.lets[d]
	}
	return c, nil
}

// derivative works out a derivative of any order as a derivative of the one
// before it.
func (s *solver) derivative(ctx context.Context, d *problem.Definition, wrt []*calculus.Sym, partial bool) ([]*calculus.Chain, error) {
	var chains []*calculus.Chain
	var before *calculus.Chain
	for i := range wrt {
		c, err := s.next(ctx, d, wrt[:i+1], before, partial)
		if err != nil {
			return nil, err
		}
		chains = append(chains, c)
		before = c
	}
	return chains, nil
}

// next differentiates by the last of wrt what differentiating by the others has given
// before, which is nil where there are no others.
func (s *solver) next(ctx context.Context, d *problem.Definition, wrt []*calculus.Sym, before *calculus.Chain, partial bool) (*calculus.Chain, error) {
	if before == nil {
		return s.first(ctx, d, wrt[0], partial)
	}
	order := make([]calculus.Expr, len(wrt))
	for i, x := range wrt {
		order[i] = s.variable(x)
	}
	set := s.setting(d)
	return set.Differentiate(ctx, calculus.Request{
		Left: calculus.D(name(d), partial, order...),
		Body: s.again(d, set, before.Answer(), wrt), Wrt: order[len(order)-1], Partial: partial,
		Carry: true, Given: before.Conditions,
		Claim: calculus.D(name(d), partial, order...),
	})
}

// changing reports whether the point of the request gives values to functions that are
// known by name only, or to their derivatives.
func (s *solver) changing(r *problem.Request) bool {
	return r.Kind == problem.Ordinary && len(r.Wrt) == 1 && (len(r.Rates) > 0 || slices.ContainsFunc(r.At, func(c problem.Coordinate) bool {
		f, ok := s.scope.Defs[c.Var.Name()].(*calculus.Apply)
		return ok && f.Name() == c.Var.Name()
	}))
}

// rates are the derivatives that the request gives values to.
func rates(r *problem.Request) []calculus.Rate {
	list := make([]calculus.Rate, len(r.Rates))
	for i, one := range r.Rates {
		list[i] = calculus.Rate(one)
	}
	return list
}

// symmetric reports whether r asks for a mixed second derivative that is the same in
// the other order, as it is wherever both are continuous (Schwarz's theorem).
func (s *solver) symmetric(r *problem.Request) bool {
	if len(r.Wrt) != 2 || r.Wrt[0].Name() == r.Wrt[1].Name() {
		return false
	}
	x, y := s.variable(r.Wrt[0]), s.variable(r.Wrt[1])
	f := name(r.Function)
	verdict, _ := s.setting(r.Function).Verify([]calculus.Expr{calculus.D(f, true, x, y), calculus.D(f, true, y, x)}, nil)
	return verdict == calculus.Verified
}

// again is the answer as the body of the next derivative, by the last of by. Where it is
// given in terms of the function itself, σ(1−σ), it stays so.
func (s *solver) again(d *problem.Definition, set *calculus.Setting, answer calculus.Expr, by []*calculus.Sym) calculus.Expr {
	if d.Member != nil {
		return answer // y_i(δ_ij − y_j) is differentiated as it stands
	}
	if named := calculus.Replace(answer, value(d), d.Name); calculus.DependsOn(named, d.Name) {
		return named
	}
	keep := slices.Clone(by) // what the derivatives are taken by, and written in
	for _, l := range s.lets[d] {
		keep = append(keep, l.Name)
	}
	return set.InlineBut(answer, keep)
}

func (s *solver) total(ctx context.Context, res *result) error {
	d, vars := res.request.Function, res.request.Wrt
	if len(res.request.Families) > 0 {
		return s.familyTotal(ctx, res)
	}
	if !d.ArgList {
		vars = coordinatesInOrder(vars)
		// With names of the author's in the body, the differential runs over
		// those names: dL = ∂L/∂y dy, whatever y rests on, unless one of them rests
		// on another: the y of x²y is no variable beside x where y = x². A point gives
		// values to the variables themselves, unless it gives them to all those names.
		if body, ok := s.bodies[d]; ok {
			names := calculus.Symbols(body)
			if len(res.request.At) > 0 && slices.ContainsFunc(names, func(x *calculus.Sym) bool {
				return !slices.ContainsFunc(res.request.At, func(c problem.Coordinate) bool { return c.Var.Name() == x.Name() })
			}) {
				names = nil
			}
			if slices.ContainsFunc(names, func(x *calculus.Sym) bool { return s.scope.Defs[x.Name()] != nil }) && s.apart(names) {
				vars = names
			}
		}
	}
	for _, x := range vars {
		c, err := s.first(ctx, d, x, len(vars) > 1)
		if err != nil {
			return err
		}
		res.chains = append(res.chains, c)
		res.entries = append(res.entries, entry{[]*calculus.Sym{x}, c})
	}
	c, err := s.named(d).TotalDifferential(d.Name, vars, res.chains)
	if err != nil {
		return err
	}
	res.chains = append(res.chains, c)
	return nil
}

// apart reports whether none of the names rests on another by its definition.
func (s *solver) apart(names []*calculus.Sym) bool {
	return !slices.ContainsFunc(names, func(x *calculus.Sym) bool {
		body, defined := s.scope.Defs[x.Name()]
		if !defined {
			return false
		}
		body = (&calculus.Setting{Scope: s.scope}).InlineBut(body, names)
		return slices.ContainsFunc(names, func(y *calculus.Sym) bool { return y.Name() != x.Name() && calculus.DependsOn(body, y) })
	})
}

// maxEntries is how many entries of a Hessian matrix are worked out: 50 variables, more
// than fit on a page.
const maxEntries = 2500

// hessian works out the second derivatives on and above the diagonal; those
// below are the same wherever they are continuous.
func (s *solver) hessian(ctx context.Context, res *result) error {
	vars := res.request.Wrt
	if len(vars)*len(vars) > maxEntries {
		return &calculus.LimitError{What: "entries in a matrix", Max: maxEntries}
	}
	mixtures := calculus.Mixtures(len(vars), 2)
	chains, err := s.higher(ctx, res, mixtures)
	if err != nil {
		return err
	}
	for i, x := range vars {
		for j, y := range vars {
			k := slices.IndexFunc(mixtures, func(m []int) bool { return m[0] == min(i, j) && m[1] == max(i, j) })
			// Row x, column y is ∂²f/∂x∂y: differentiated by y first.
			res.entries = append(res.entries, entry{[]*calculus.Sym{y, x}, chains[k]})
		}
	}
	return nil
}

// higher works out the derivatives by the mixtures of the variables and returns them.
// It appends them to the chains of res, behind the derivatives of lower orders that
// they come from.
func (s *solver) higher(ctx context.Context, res *result, mixtures [][]int) ([]*calculus.Chain, error) {
	d, vars := res.request.Function, res.request.Wrt
	byOrder := make([][]*calculus.Chain, len(mixtures[0]))
	list := make([]*calculus.Chain, len(mixtures))
	known := map[string]*calculus.Chain{}
	for k, mixture := range mixtures {
		var wrt []*calculus.Sym
		key := d.Name.Name()
		var before *calculus.Chain
		for order, i := range mixture {
			wrt = append(wrt, vars[i])
			key += "/" + vars[i].Name()
			c, ok := known[key]
			if !ok {
				var err error
				if c, err = s.next(ctx, d, wrt, before, s.partial(d)); err != nil {
					return nil, err
				}
				known[key] = c
				byOrder[order] = append(byOrder[order], c)
			}
			before = c
		}
		list[k] = before
	}
	for _, chains := range byOrder {
		res.chains = append(res.chains, chains...)
	}
	return list, nil
}
