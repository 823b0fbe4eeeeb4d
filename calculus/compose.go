package calculus

// substitution works the derivative out by named intermediates, as a textbook
// does from two levels of composition on: y = sin t, t = e^s, s = x². It
// reports whether f is such a composition.
func (d *differentiator) substitution(c *Chain, r Request) bool {
	if _, family := r.Wrt.(*Index); family || r.Name == nil {
		return false
	}
	constant, f := d.separate(r.Body)
	var levels []Expr // each with its inner function still inside
	for {
		g, ok := d.innerFunction(f)
		if !ok {
			break
		}
		levels = append(levels, f)
		f = g
	}
	if len(levels) < 2 || !d.light(f) {
		return false
	}
	names := d.set.freshNames(len(levels), r)
	if names == nil {
		return false
	}
	// Write each level in terms of the name of the one below.
	inner := f
	lets := make([]Let, len(levels)+1)
	lets[len(levels)] = Let{Name: names[len(levels)-1], Expr: f}
	for i := len(levels) - 1; i >= 0; i-- {
		name := r.Name
		if i > 0 {
			name = names[i-1]
		}
		lets[i] = Let{Name: name, Expr: withInner(levels[i], inner, names[i])}
		inner = levels[i]
	}
	lets[0].Expr = scaled(constant, lets[0].Expr)

	var conditions []Relation
	var factorRules ruleSet
	links := make([]Expr, len(lets))
	values := make([]Expr, len(lets))
	for i, l := range lets {
		x := d.x
		partial := d.partial && i == len(lets)-1
		if i < len(names) {
			x = names[i]
		}
		links[i] = D(l.Name, partial, x)
		link := &differentiator{ctx: d.ctx, set: d.set, x: x, partial: partial}
		if !link.light(l.Expr) {
			return false
		}
		values[i] = link.direct(l.Expr)
		if link.err != nil {
			return false
		}
		conditions = append(conditions, link.conditions...)
		factorRules.add(link.rules...)
	}
	back := make([]Expr, len(values))
	for i := range values {
		back[i] = values[i]
		for j := i; j < len(names); j++ {
			back[i] = Replace(back[i], names[j], lets[j+1].Expr)
		}
	}
	for _, cond := range conditions {
		for j := range names {
			cond.Left = Replace(cond.Left, names[j], lets[j+1].Expr)
		}
		d.conditions = append(d.conditions, cond)
	}
	c.Lets = lets
	c.Lines = append(c.Lines,
		d.set.line(Mul(links...), ChainRule),
		d.set.line(Mul(values...), factorRules...),
		d.set.line(Mul(back...), SubstituteRule))
	return true
}

// innerFunction returns g when f is a known function of g alone, g more than a
// multiple or a power of a linear function of x.
func (d *differentiator) innerFunction(f Expr) (Expr, bool) {
	var g Expr
	switch f := f.(type) {
	case *Call:
		if _, ok := elementaryOf(f.fn); !ok {
			return nil, false
		}
		if f.fn == Log || f.fn == Ln {
			if _, _, ok := d.openLogarithm(f); ok {
				return nil, false
			}
		}
		g = f.args[0]
	case *Pow:
		switch {
		case d.constant(f.exp):
			g = f.base
		case f.base == E:
			g = f.exp
		default:
			return nil, false
		}
	default:
		return nil, false
	}
	if d.constant(g) || Equal(g, d.x) {
		return nil, false
	}
	if _, ok := d.multiple(g); ok {
		return nil, false
	}
	if p, ok := f.(*Pow); ok && d.constant(p.exp) && d.linear(g) {
		return nil, false
	}
	return g, true
}

// linear reports whether g is ax + b.
func (d *differentiator) linear(g Expr) bool {
	sum, ok := g.(*Sum)
	if !ok {
		return false
	}
	for _, t := range sum.terms {
		if _, ok := d.multiple(t); !ok && !d.constant(t) {
			return false
		}
	}
	return true
}

// withInner returns the outermost function of f applied to name instead of g.
func withInner(f, g Expr, name *Sym) Expr {
	switch f := f.(type) {
	case *Call:
		return f.fn.Of(name)
	case *Pow:
		if f.base == E {
			return Power(E, name)
		}
		return Power(name, f.exp)
	}
	panic("calculus: no composition")
}

// freshNames returns n names that the problem does not use.
func (set *Setting) freshNames(n int, r Request) []*Sym {
	used := map[string]bool{r.Name.name: true}
	for name := range set.Defs {
		used[name] = true
	}
	for name := range set.Funcs {
		used[name] = true
	}
	for _, x := range set.Vars {
		used[x.name] = true
	}
	for _, s := range Symbols(r.Body) {
		used[s.name] = true
	}
	var names []*Sym
	for _, name := range []string{"t", "s", "r", "p", "q", "h", "k", "m"} {
		if !used[name] && len(names) < n {
			names = append(names, Symbol(name))
		}
	}
	if len(names) < n {
		return nil
	}
	return names
}

// Replace returns e with by in the place of every occurrence of old.
func Replace(e, old, by Expr) Expr {
	om := old.meta()
	if e.meta().names&om.names != om.names {
		return e
	}
	if Equal(e, old) {
		return by
	}
	return mapChildren(e, func(c Expr) Expr { return Replace(c, old, by) })
}

// mapChildren returns e with every child replaced by f of it; e itself when
// none changes.
func mapChildren(e Expr, f func(Expr) Expr) Expr {
	children := Children(e)
	var next []Expr
	for i, c := range children {
		if n := f(c); n != c {
			if next == nil {
				next = append([]Expr(nil), children...)
			}
			next[i] = n
		}
	}
	if next == nil {
		return e
	}
	switch e := e.(type) {
	case *Sum:
		return Add(next...)
	case *Prod:
		return Mul(next...)
	case *Quo:
		return Div(next[0], next[1])
	case *Pow:
		return Power(next[0], next[1])
	case *Call:
		return e.fn.Of(next...)
	case *Apply:
		return ApplyTo(e.name, next...)
	case *Deriv:
		return D(next[0], e.partial, next[1:]...)
	case *Differential:
		return Diff(next[0])
	case *Index:
		return Indexed(e.base, next...)
	case *Delta:
		return Kronecker(next[0], next[1])
	case *Labelled:
		return WithLabel(next[0], e.label)
	case Ranged:
		return e.over(running{index: next[0].(*Sym), from: next[1], to: next[2], body: next[3], except: next[4:]})
	case *Cases:
		branches := make([]Branch, len(e.branches))
		for i, b := range e.branches {
			branches[i] = Branch{next[3*i], Relation{next[3*i+1], b.Cond.Op, next[3*i+2]}}
		}
		return Piecewise(branches...)
	}
	return e
}
