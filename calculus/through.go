package calculus

import (
	"context"
	"slices"
)

// Through works out the derivative of a defined name by another variable along
// the names that the author introduced: L of y, y of z, z of w. The chain rule
// follows the tree of dependencies: where every name rests on one other it gives
// a product, where a name rests on several a sum over them. A body that holds
// the variable itself beside such names is differentiated by the rules, name by
// name.
func (set *Setting) Through(ctx context.Context, r Request) (*Chain, error) {
	x, ok := r.Wrt.(*Sym)
	if !ok {
		return set.Differentiate(ctx, r)
	}
	if !set.resting(x).within(r.Body) {
		c, err := set.Differentiate(ctx, r)
		if err != nil {
			return nil, err
		}
		return c, set.amongComponents(c, r)
	}
	if path := set.path(r.Name, r.Body, x); path != nil {
		return set.along(ctx, r, path, x)
	}
	if names := set.branches(r.Body, x); names != nil {
		return set.across(ctx, r, names, x)
	}
	c, err := set.Differentiate(ctx, r)
	if err != nil {
		return nil, err
	}
	return c, set.amongComponents(c, r)
}

// along applies the chain rule along a path of names, each of which rests on
// the next one only. The result stays in the author's names.
func (set *Setting) along(ctx context.Context, r Request, path []Let, x *Sym) (*Chain, error) {
	c := &Chain{Left: r.Left}
	links := make([]Expr, len(path))
	values := make([]Expr, len(path))
	for i, l := range path {
		y := x
		if i+1 < len(path) {
			y = path[i+1].Name
		}
		part, value, err := set.link(ctx, l.Name, l.Expr, y)
		if err != nil {
			return nil, err
		}
		links[i], values[i] = part.Left, value
		c.Parts = append(c.Parts, part)
		c.Conditions = append(c.Conditions, part.Conditions...)
	}
	c.Lines = []Line{
		set.line(Mul(links...), ChainRule),
		set.line(tidyProduct(values), SubstituteRule),
	}
	// The factors stay in the order of the names unless something cancels, they go
	// into the pieces, or one of them is known by name only.
	s := newSimplifier(set, x)
	s.names = set.resting(x)
	e := s.simplify(c.Answer())
	if sum, ok := e.(*Sum); ok { // it was a product: x(p − y)
		e = s.arrangeUnsorted(s.monomialOut(s.poly(sum)))
	}
	_, pieces := e.(*Cases)
	if slices.ContainsFunc(flatFactors(c.Answer()), func(f Expr) bool { _, over := f.(*Quo); return over }) && len(path) < 3 {
		_, over := e.(*Quo)
		pieces = pieces || over // q k/√d rather than 1/√d·q k
	}
	if s.budget >= 0 && (pieces || e.meta().open || e.meta().width+1 < c.Answer().meta().width) && !Identical(e, c.Answer()) {
		c.Lines = append(c.Lines, set.simplified(e, s.used...))
	}
	if err := c.verified(set.Scope, D(r.Name, r.Partial, x)); err != nil {
		return nil, err
	}
	return c, set.amongComponents(c, r)
}

// abstract reports whether e names a function of which nothing else is known.
// Such a name is defined as the function applied to its variables.
func (set *Setting) abstract(e Expr) bool {
	s, ok := e.(*Sym)
	if !ok {
		return false
	}
	a, ok := set.Defs[s.name].(*Apply)
	return ok && a.name == s.name
}

// carried reports whether e is a derivative of a function that is known by name
// only by one of its variables, which nothing more can be said of.
func (set *Setting) carried(e *Deriv) bool {
	if !set.abstract(e.of) {
		return false
	}
	args := set.Defs[e.of.(*Sym).name].(*Apply).args
	return slices.ContainsFunc(args, func(a Expr) bool { return Equal(a, e.wrt[0]) })
}

// abstract applies the chain rule to a function that is known by name only,
// whose arguments are names: ∂f/∂y·dy/dx for each of them that rests on x.
func (d *differentiator) abstract(f *Apply) Expr {
	name := Symbol(f.name)
	if prime := f.name + "'"; len(f.args) == 1 && d.set.Funcs[prime].Body != nil {
		d.rules.add(ChainRule)
		if Equal(f.args[0], d.x) {
			return ApplyTo(prime, d.x)
		}
		return Mul(ApplyTo(prime, f.args[0]), d.derivative(f.args[0]))
	}
	if !d.set.abstract(name) || !Equal(d.set.Defs[f.name], f) {
		d.err = ErrAbstract
		return Zero
	}
	var terms []Expr
	for _, a := range f.args {
		if d.constant(a) {
			continue
		}
		outer := D(name, len(f.args) > 1, a)
		if Equal(a, d.x) {
			terms = append(terms, outer)
			continue
		}
		d.rules.add(ChainRule)
		terms = append(terms, Mul(outer, d.derivative(a)))
	}
	return Add(terms...)
}

// derivativeOfAbstract applies the chain rule to a derivative of a function that is
// known by name only, which depends on the same variables as the function:
// d/dt(∂f/∂x) = ∂²f/∂x²·dx/dt + ∂²f/∂y∂x·dy/dt.
func (d *differentiator) derivativeOfAbstract(f *Deriv) Expr {
	if !d.set.abstract(f.of) {
		d.err = ErrAbstract
		return Zero
	}
	args := d.set.Defs[f.of.(*Sym).name].(*Apply).args
	var terms []Expr
	for _, a := range args {
		if d.constant(a) {
			continue
		}
		outer := D(f.of, len(args) > 1, append(slices.Clone(f.wrt), a)...)
		if Equal(a, d.x) {
			terms = append(terms, outer)
			continue
		}
		d.rules.add(ChainRule)
		terms = append(terms, Mul(outer, d.derivative(a)))
	}
	return Add(terms...)
}

// symmetric writes a mixed derivative, in a sum, of a function that is known by name
// only as ∂²f/∂x∂y, with the variables in the order of its arguments, whichever came
// first: where they are continuous, second derivatives do not depend on the order
// (Schwarz).
func (s *simplifier) symmetric(e *Deriv) Expr {
	if len(e.wrt) < 2 || !s.summing || !s.set.abstract(e.of) {
		return e
	}
	args := s.set.Defs[e.of.(*Sym).name].(*Apply).args
	wrt := slices.Clone(e.wrt)
	slices.SortStableFunc(wrt, func(a, b Expr) int { return position(args, b) - position(args, a) })
	if sameList(wrt, e.wrt) {
		return e
	}
	s.use(SymmetryRule)
	return D(e.of, e.partial, wrt...)
}

// termwiseDerivatives opens the brackets of e where derivatives of functions that
// are known by name only stand in them, so that each has its coefficient, which is
// taken from the line before where it is a product there: x²u(1−u)(1−2u) g′.
func (s *simplifier) termwiseDerivatives(e, line Expr) Expr {
	if !e.meta().open {
		return e
	}
	trial := newSimplifier(s.set, s.main)
	trial.names = s.names
	p, ok := trial.expanded(trial.poly(e))
	if !ok {
		return e
	}
	known := func(f factor) bool {
		d, ok := f.base.(*Deriv)
		return ok && s.set.abstract(d.of)
	}
	if slices.ContainsFunc(p, func(m monomial) bool { return !slices.ContainsFunc(m.factors, known) }) {
		return e
	}
	if terms := trial.coefficients(p, line, known); terms != nil {
		s.use(FactorRule)
		return terms
	}
	if len(p) > maxOpened {
		return e
	}
	s.use(ExpandRule)
	return trial.arrange(p, false)
}

// coefficients writes p, each term of which holds one of the derivatives known, with the
// coefficients that the derivatives have in the line before, if that shortens p.
func (s *simplifier) coefficients(p polynomial, line Expr, known func(factor) bool) Expr {
	var derivatives []Expr
	for _, m := range p {
		i := slices.IndexFunc(m.factors, known)
		if !m.factors[i].exp.is(1) || slices.ContainsFunc(m.factors[i+1:], known) {
			return nil
		}
		if d := m.factors[i].base; !slices.ContainsFunc(derivatives, func(o Expr) bool { return Equal(o, d) }) {
			derivatives = append(derivatives, d)
		}
	}
	if len(derivatives) == len(p) {
		return nil // each has one term
	}
	var terms []Expr
	for _, d := range derivatives {
		c := line
		for _, o := range derivatives {
			by := Zero
			if o == d {
				by = One
			}
			c = Replace(c, o, by)
		}
		c = s.simplify(c)
		if _, sum := c.(*Sum); sum || c.meta().open {
			return nil
		}
		terms = append(terms, coefficient(c, d))
	}
	if e := Add(terms...); e.meta().width < s.arrange(p, false).meta().width {
		return e
	}
	return nil
}

// link works out the derivative of one name by another, with the author's name
// in the place of what it was introduced for.
func (set *Setting) link(ctx context.Context, name *Sym, body Expr, y *Sym) (*Chain, Expr, error) {
	partial := len(Symbols(body)) > 1
	part, err := set.Differentiate(ctx, Request{
		Left: D(name, partial, y), Body: body, Wrt: y, Partial: partial, Name: name, Value: name,
	})
	if err != nil {
		return nil, nil, err
	}
	if e, ok := set.inTerms(part.Answer(), body, name); ok {
		part.Lines = append(part.Lines, set.simplified(e, RecognizeRule))
		return part, e, part.verified(set.Scope, D(body, partial, y))
	}
	return part, named(part.Answer(), body, name), nil
}

// across applies the chain rule to a body that rests on x through several
// names: dL/dx = Σ ∂L/∂y · dy/dx.
func (set *Setting) across(ctx context.Context, r Request, names []*Sym, x *Sym) (*Chain, error) {
	c := &Chain{Left: r.Left}
	var general, values []Expr
	for _, y := range names {
		outer, outerValue, err := set.link(ctx, r.Name, r.Body, y)
		if err != nil {
			return nil, err
		}
		body := set.Defs[y.name]
		partial := len(set.leaves(body)) > 1
		inner, err := set.Through(ctx, Request{
			Left: D(y, partial, x), Body: body, Wrt: x, Partial: partial, Name: y, Value: y,
		})
		if err != nil {
			return nil, err
		}
		general = append(general, Mul(outer.Left, inner.Left))
		values = append(values, tidyProduct([]Expr{outerValue, inner.Answer()}))
		c.Parts = append(c.Parts, outer, inner)
		c.Conditions = append(append(c.Conditions, outer.Conditions...), inner.Conditions...)
	}
	c.Lines = []Line{
		set.line(Add(general...), ChainRule),
		set.line(Add(values...), SubstituteRule),
	}
	// In terms of x alone, unless it is in the terms of a softmax function by now.
	s := newSimplifier(set, x)
	s.names = set.resting(x)
	last := Add(values...)
	recognized := slices.ContainsFunc(c.Parts, (*Chain).recognized)
	if !last.meta().open && !recognized {
		last = set.Inline(last)
	}
	last = s.simplify(last)
	if recognized {
		last = s.openedIfShorter(last)
	}
	if _, quotient := r.Body.(*Quo); quotient && last.meta().open {
		last = s.overOneLine(last)
	}
	if s.budget >= 0 && !Identical(last, c.Answer()) && !sameTerms(last, c.Answer()) {
		c.Lines = append(c.Lines, set.simplified(last, s.used...))
	}
	if recognized {
		c.Lines = append(c.Lines, set.gathered(last, variables(names))...)
	}
	return c, c.verified(set.Scope, D(r.Name, r.Partial, x))
}

// overOneLine writes a derivative by the quotient rule of functions that are known by name
// only as one fraction: (v u′ − u v′)/v².
func (s *simplifier) overOneLine(e Expr) Expr {
	r, ok := s.asOne(e)
	if !ok || len(r.above) < 2 || len(r.below.factors) == 0 {
		return e
	}
	s.use(CommonDenominatorRule)
	return Div(s.arrangeUnsorted(r.above), s.term(r.below))
}

// recognized reports whether the chain, or one that it rests on, ends in the terms of the
// functions themselves.
func (c *Chain) recognized() bool {
	return hasRule(c.Lines[len(c.Lines)-1].Rules, RecognizeRule) || slices.ContainsFunc(c.Parts, (*Chain).recognized)
}

// sameTerms reports whether a and b are sums of terms that differ in their order only.
func sameTerms(a, b Expr) bool {
	x, ok1 := a.(*Sum)
	y, ok2 := b.(*Sum)
	return ok1 && ok2 && len(x.terms) == len(y.terms) && !slices.ContainsFunc(x.terms, func(t Expr) bool {
		return !slices.ContainsFunc(y.terms, func(u Expr) bool { return Identical(flattened(t), flattened(u)) })
	})
}

// tidyProduct multiplies the values of the links in their order; ones are left
// out.
func tidyProduct(values []Expr) Expr {
	var fs []Expr
	for _, v := range values {
		if isZero(v) {
			return Zero
		}
		if !isOne(v) {
			fs = append(fs, v)
		}
	}
	return Mul(fs...)
}

// path follows the names from body to x while each rests on exactly one that
// depends on x. It returns nil where it branches.
func (set *Setting) path(name *Sym, body Expr, x *Sym) []Let {
	resting := set.resting(x)
	path := []Let{{Name: name, Expr: body}}
	for {
		var next *Sym
		direct := false
		for _, s := range Symbols(path[len(path)-1].Expr) {
			if s.name == x.name {
				direct = true
			} else if resting.within(s) {
				if next != nil {
					return nil
				}
				next = s
			}
		}
		switch {
		case direct && next == nil:
			return path
		case direct || next == nil:
			return nil
		}
		path = append(path, Let{Name: next, Expr: set.Defs[next.name]})
	}
}

// branches returns the names through which body rests on x, where it rests on
// x through names only and none of these on another. Otherwise it returns nil,
// for then ∂L/∂y would have two meanings.
func (set *Setting) branches(body Expr, x *Sym) []*Sym {
	resting := set.resting(x)
	var names []*Sym
	for _, s := range Symbols(body) {
		if s.name == x.name {
			return nil
		}
		if resting.within(s) {
			names = append(names, s)
		}
	}
	for _, y := range names {
		others := set.resting(y)
		for _, z := range names {
			if z != y && others.within(z) {
				return nil
			}
		}
	}
	return names
}

// leaves returns the symbols that e rests on when all names are replaced by
// what they stand for.
func (set *Setting) leaves(e Expr) []*Sym { return Symbols(set.Inline(e)) }
