package solution

import (
	"context"
	"slices"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// solver works the requests of one problem out.
type solver struct {
	problem *problem.Problem
	options Options
	scope   calculus.Scope
	// bodies are the definitions with the author's functions put in.
	bodies map[*problem.Definition]calculus.Expr
	style  calculus.Style
	print  latex.Style
	words  *words
	// linear remembers the functions whose fall into terms has been shown.
	linear map[string]bool
	// firsts remembers first derivatives, which second ones and totals share.
	firsts map[string]*calculus.Chain
	// err is the first formula that was too long to print.
	err error
}

// result is a request that was worked out.
type result struct {
	request *problem.Request
	// chains are shown one after the other; the last line of the last one is
	// the answer where there is only one answer.
	chains []*calculus.Chain
	// entries are the coefficients of a total differential or the components
	// of a gradient or a Hessian, row by row.
	entries []entry
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

func newSolver(p *problem.Problem, o Options) *solver {
	s := &solver{
		problem: p, options: o.withDefaults(),
		bodies: map[*problem.Definition]calculus.Expr{},
		firsts: map[string]*calculus.Chain{},
	}
	s.print.Log = o.Log
	for _, d := range p.Definitions {
		s.print.Variables = append(s.print.Variables, names(d.Vars)...)
	}
	s.words = wordsOf(s.options.Lang)
	s.scope = calculus.Scope{Defs: map[string]calculus.Expr{}, Funcs: map[string]calculus.Function{}}
	var written []calculus.Expr
	for _, d := range p.Definitions {
		if d.Body == nil {
			continue
		}
		written = append(written, d.Body)
		if d.ArgList {
			s.scope.Funcs[d.Name.Name()] = calculus.Function{Params: d.Vars, Body: d.Body}
		}
	}
	for _, d := range p.Definitions {
		if d.Body != nil {
			s.bodies[d] = s.scope.Unfold(d.Body)
			// A function named like its own variable, A(A) = A², defines no name.
			if !calculus.DependsOn(s.bodies[d], d.Name) {
				s.scope.Defs[d.Name.Name()] = s.bodies[d]
			}
		}
	}
	s.style = calculus.StyleOf(written...)
	if o.Log == "ln" {
		s.style.Log = calculus.Ln
	}
	s.style.SourceOrder = o.Order == OrderSource
	return s
}

// setting is what the calculus needs to know to differentiate d.
func (s *solver) setting(d *problem.Definition) *calculus.Setting {
	vars := d.Vars
	if len(vars) == 0 && d.Body != nil {
		vars = calculus.Symbols(d.Body)
	}
	if !d.ArgList {
		vars = coordinatesInOrder(vars)
	}
	return &calculus.Setting{Scope: s.scope, Vars: vars, Style: s.style}
}

// coordinatesInOrder puts x, y, z among undeclared variables into their usual
// order, in the places where they stand.
func coordinatesInOrder(vars []*calculus.Sym) []*calculus.Sym {
	var places []int
	byName := map[string]*calculus.Sym{}
	for i, v := range vars {
		switch v.Name() {
		case "x", "y", "z":
			places = append(places, i)
			byName[v.Name()] = v
		}
	}
	ordered := slices.Clone(vars)
	next := 0
	for _, name := range []string{"x", "y", "z"} {
		if v, ok := byName[name]; ok {
			ordered[places[next]] = v
			next++
		}
	}
	return ordered
}

// partial reports whether derivatives of d are written with ∂.
func (s *solver) partial(d *problem.Definition) bool {
	return d.Family != nil || len(s.setting(d).Vars) > 1
}

// value is the function's value in the author's notation: L, or σ(z) for a
// function of one variable that was given its argument.
func value(d *problem.Definition) calculus.Expr {
	if d.ArgList && len(d.Vars) == 1 {
		return calculus.ApplyTo(d.Name.Name(), d.Vars[0])
	}
	return d.Name
}

func (s *solver) work(ctx context.Context, r *problem.Request) (*result, error) {
	res := &result{request: r}
	d := r.Function
	switch r.Kind {
	case problem.Partial, problem.Ordinary:
		chains, err := s.derivative(ctx, d, r.Wrt, r.Kind == problem.Partial)
		res.chains = chains
		return res, err
	case problem.Total:
		return s.total(ctx, r)
	case problem.Gradient:
		for _, x := range r.Wrt {
			c, err := s.first(ctx, d, x, s.partial(d))
			if err != nil {
				return nil, err
			}
			res.chains = append(res.chains, c)
			res.entries = append(res.entries, entry{[]*calculus.Sym{x}, c})
		}
		return res, nil
	case problem.Hessian:
		return s.hessian(ctx, r)
	}
	return nil, calculus.ErrAbstract
}

// first works out a first derivative, once.
func (s *solver) first(ctx context.Context, d *problem.Definition, x *calculus.Sym, partial bool) (*calculus.Chain, error) {
	key := d.Name.Name() + "/" + x.Name()
	if partial {
		key = "∂" + key
	}
	if c, ok := s.firsts[key]; ok {
		return c, nil
	}
	body, ok := s.bodies[d]
	if !ok {
		return nil, calculus.ErrAbstract
	}
	c, err := s.setting(d).Through(ctx, calculus.Request{
		Left: calculus.D(d.Name, partial, x),
		Body: body, Wrt: x, Partial: partial,
		Name: d.Name, Value: value(d),
	})
	if err != nil {
		return nil, err
	}
	s.firsts[key] = c
	return c, nil
}

// derivative works out a derivative of any order as a derivative of the one
// before it.
func (s *solver) derivative(ctx context.Context, d *problem.Definition, wrt []*calculus.Sym, partial bool) ([]*calculus.Chain, error) {
	c, err := s.first(ctx, d, wrt[0], partial)
	if err != nil {
		return nil, err
	}
	chains := []*calculus.Chain{c}
	for i := 1; i < len(wrt); i++ {
		order := make([]calculus.Expr, i+1)
		for j := range order {
			order[j] = wrt[j]
		}
		set := s.setting(d)
		c, err = set.Differentiate(ctx, calculus.Request{
			Left: calculus.D(d.Name, partial, order...),
			Body: set.Inline(c.Answer()), Wrt: wrt[i], Partial: partial,
			Carry: true,
			Claim: calculus.D(d.Name, partial, order...),
		})
		if err != nil {
			return nil, err
		}
		chains = append(chains, c)
	}
	return chains, nil
}

func (s *solver) total(ctx context.Context, r *problem.Request) (*result, error) {
	d := r.Function
	res := &result{request: r}
	if d.Family != nil && d.Body == nil {
		c, err := calculus.FamilyDifferential(d.Name, d.Family.Base, d.Family.From, d.Family.To)
		if err != nil {
			return nil, err
		}
		res.chains = []*calculus.Chain{c}
		return res, nil
	}
	vars := r.Wrt
	if !d.ArgList {
		vars = coordinatesInOrder(vars)
		// With names of the author's in the body, the differential runs over
		// those names: dL = ∂L/∂y dy, whatever y rests on.
		if body, ok := s.bodies[d]; ok {
			for _, x := range calculus.Symbols(body) {
				if _, defined := s.scope.Defs[x.Name()]; defined {
					vars = calculus.Symbols(body)
					break
				}
			}
		}
	}
	var partials []*calculus.Chain
	for _, x := range vars {
		c, err := s.first(ctx, d, x, len(vars) > 1)
		if err != nil {
			return nil, err
		}
		partials = append(partials, c)
		res.entries = append(res.entries, entry{[]*calculus.Sym{x}, c})
	}
	c, err := s.setting(d).TotalDifferential(d.Name, vars, partials)
	if err != nil {
		return nil, err
	}
	res.chains = append(partials, c)
	return res, nil
}

// hessian works out the second derivatives on and above the diagonal; those
// below are the same wherever they are continuous.
func (s *solver) hessian(ctx context.Context, r *problem.Request) (*result, error) {
	d := r.Function
	res := &result{request: r}
	n := len(r.Wrt)
	second := make([]*calculus.Chain, n*n)
	for i, x := range r.Wrt {
		for j, y := range r.Wrt[i:] {
			chains, err := s.derivative(ctx, d, []*calculus.Sym{x, y}, s.partial(d))
			if err != nil {
				return nil, err
			}
			if j == 0 {
				res.chains = append(res.chains, chains[0])
			}
			second[i*n+i+j], second[(i+j)*n+i] = chains[1], chains[1]
		}
	}
	for i, x := range r.Wrt {
		for j, y := range r.Wrt {
			c := second[i*n+j]
			// Row x, column y is ∂²f/∂x∂y: differentiated by y first.
			res.entries = append(res.entries, entry{[]*calculus.Sym{y, x}, c})
			if i <= j {
				res.chains = append(res.chains, c)
			}
		}
	}
	return res, nil
}
