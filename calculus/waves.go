package calculus

import "context"

// waves rewrites every outermost derivative of a line by the rule that fits,
// line after line, until none is left.
func (d *differentiator) waves(ctx context.Context, c *Chain, f Expr) error {
	line := d.rewrite(f, true)
	shown := 0
	for {
		if d.err != nil {
			return d.err
		}
		if err := ended(ctx); err != nil {
			return err
		}
		if shown += Size(line); shown > d.set.Limits.shown() {
			return d.abridge(c, line)
		}
		c.Lines = append(c.Lines, Line{Expr: line, Rules: d.rules})
		d.rules = nil
		next, changed := d.wave(line)
		if !changed {
			return nil
		}
		line = next
	}
}

// abridge carries all derivatives in the line out at once, where the lines
// between would be longer than anyone reads.
func (d *differentiator) abridge(c *Chain, line Expr) error {
	size, most := 0, d.set.Limits.nodes()
	var carry func(e Expr) Expr
	carry = func(e Expr) Expr {
		if !e.meta().open || d.err != nil {
			return e
		}
		if size++; size > most {
			d.err = &LimitError{"nodes in a derivative", most}
			return e
		}
		if size%1024 == 0 {
			if d.err = ended(d.ctx); d.err != nil {
				return e
			}
		}
		if next, ok := e.(*Deriv); ok {
			done, changed := d.wave(next)
			if !changed {
				return e
			}
			return carry(done)
		}
		return mapChildren(e, carry)
	}
	last := carry(line)
	if d.err != nil {
		return d.err
	}
	if Size(last) > most {
		return &LimitError{"nodes in a line", most}
	}
	c.Abridged = last != line || Size(last) > d.set.Limits.shown()
	c.Lines = append(c.Lines, Line{Expr: last, Rules: d.rules})
	d.rules = nil
	return nil
}

// wave rewrites the outermost derivatives in e.
func (d *differentiator) wave(e Expr) (Expr, bool) {
	if !e.meta().open {
		return e, false
	}
	switch e := e.(type) {
	case *Deriv:
		if len(e.wrt) == 1 && Equal(e.wrt[0], d.x) && !d.set.carried(e) {
			return d.rewrite(e.of, false), true
		}
	case *Sum:
		if terms, ok := d.waveAll(e.terms); ok {
			return Add(terms...), true
		}
	case *Prod:
		if factors, ok := d.waveAll(e.factors); ok {
			return Mul(factors...), true
		}
	case *Quo:
		num, a := d.wave(e.num)
		den, b := d.wave(e.den)
		if a || b {
			return Div(num, den), true
		}
	case Ranged:
		if body, ok := d.wave(e.Body()); ok {
			r := *e.run()
			r.body = body
			return e.over(r), true
		}
	case *Cases:
		branches := make([]Branch, len(e.branches))
		any := false
		for i, b := range e.branches {
			v, ok := d.wave(b.Value)
			branches[i] = Branch{v, b.Cond}
			any = any || ok
		}
		if any {
			return Piecewise(branches...), true
		}
	}
	return e, false
}

func (d *differentiator) waveAll(list []Expr) ([]Expr, bool) {
	var out []Expr
	for i, e := range list {
		if next, ok := d.wave(e); ok {
			if out == nil {
				out = append([]Expr(nil), list...)
			}
			out[i] = next
		}
	}
	return out, out != nil
}

// derivative writes the derivative of f for the next wave.
func (d *differentiator) derivative(f Expr) Expr { return D(f, d.partial, d.x) }

// constant reports whether e does not depend on x, neither directly nor
// through a name that rests on it.
func (d *differentiator) constant(e Expr) bool {
	if x, ok := d.x.(*Index); ok {
		if holdsFamily(e, x.base) {
			return false
		}
	} else if DependsOn(e, d.x) {
		return false
	}
	return !d.names.within(e)
}

// rewrite carries the derivative of f out, as far as the rule that fits goes. At
// the top of a derivation the light rules get a line of their own; further in, a
// part that needs light rules only is differentiated at once.
func (d *differentiator) rewrite(f Expr, top bool) Expr {
	if d.set.broken == nil {
		return d.ruled(f, top)
	}
	before := d.rules
	d.rules = nil
	made := d.ruled(f, top)
	made = d.set.broken(d.rules, made)
	before.add(d.rules...)
	d.rules = before
	return made
}

// ruled applies the rule that fits to the derivative of f.
func (d *differentiator) ruled(f Expr, top bool) Expr {
	switch {
	case d.constant(f):
		d.rules.add(ConstantRule)
		return Zero
	case Equal(f, d.x):
		d.rules.add(PowerRule)
		return One
	}
	if d.light(f) && !(top && d.splits(f)) {
		return d.direct(f)
	}
	if d.dependent(f) {
		return d.member(f)
	}
	if e, ok := d.logarithmic(f); ok {
		return e
	}
	switch f := f.(type) {
	case *Sigma:
		return d.sigma(f)
	case *Product:
		return d.productOver(f)
	case *Apply:
		return d.abstract(f)
	case *Deriv:
		return d.derivativeOfAbstract(f)
	case *Cases:
		d.rules.add(PiecewiseRule)
		branches := make([]Branch, len(f.branches))
		for i, b := range f.branches {
			branches[i] = Branch{d.derivative(b.Value), b.Cond}
		}
		return Piecewise(branches...)
	case *Sum:
		return d.sum(f, top)
	case *Prod:
		if e, ok := d.negatedLogarithm(f); ok {
			d.rules.add(LogarithmLaws)
			return d.derivative(e)
		}
		return d.product(f)
	case *Quo:
		return d.quotient(f)
	case *Pow:
		return d.pow(f)
	case *Call:
		return d.call(f)
	}
	d.err = ErrAbstract
	return Zero
}
