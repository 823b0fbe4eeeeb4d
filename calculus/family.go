package calculus

import "slices"

// dependents are the names that rest on the variable of a derivative: a name
// defined by the author whose body holds it, directly or through others, and
// families defined so.
type dependents struct {
	names    []*Sym
	families []string
}

// within reports whether e holds one of the names.
func (n dependents) within(e Expr) bool {
	for _, s := range n.names {
		if DependsOn(e, s) {
			return true
		}
	}
	for _, f := range n.families {
		if holdsFamily(e, f) {
			return true
		}
	}
	return false
}

// holdsFamily reports whether a member of the family called base occurs in e.
func holdsFamily(e Expr, base string) bool {
	bit := uint64(1) << (hashString(kindIndex, base) >> 58)
	var walk func(Expr) bool
	walk = func(e Expr) bool {
		if e.meta().names&bit == 0 {
			return false
		}
		if x, ok := e.(*Index); ok && x.base == base {
			return true
		}
		for _, c := range Children(e) {
			if walk(c) {
				return true
			}
		}
		return false
	}
	return walk(e)
}

// resting returns the defined names and families that rest on x.
func (set *Setting) resting(x Expr) dependents {
	var n dependents
	if len(set.Defs)+len(set.Families) == 0 {
		return n
	}
	const few = 8 // definitions that are sooner looked through
	if x, ok := x.(*Sym); ok && len(set.Families) == 0 && len(set.Defs) > few {
		return set.restingOn(x)
	}
	holds := func(e Expr) bool {
		if i, ok := x.(*Index); ok {
			return holdsFamily(e, i.base)
		}
		return DependsOn(e, x)
	}
	known := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for name, body := range set.Defs {
			if s, ok := x.(*Sym); ok && s.name == name || known[name] {
				continue
			}
			if holds(body) || n.within(body) {
				known[name], changed = true, true
				n.names = append(n.names, Symbol(name))
			}
		}
		for base, f := range set.Families {
			if i, ok := x.(*Index); ok && i.base == base || known[base+"_"] {
				continue
			}
			if holds(f.Body) || n.within(f.Body) {
				known[base+"_"], changed = true, true
				n.families = append(n.families, base)
			}
		}
	}
	return n
}

// restingOn is resting where there are no families: names that hold x, names that hold
// these, and so on.
func (set *Setting) restingOn(x *Sym) dependents {
	holders := map[string][]string{} // the names with a body that holds the symbol
	for name, body := range set.Defs {
		for _, s := range Symbols(body) {
			holders[s.name] = append(holders[s.name], name)
		}
	}
	var n dependents
	known := map[string]bool{x.name: true}
	for next := []string{x.name}; len(next) > 0; next = next[1:] {
		for _, name := range holders[next[0]] {
			if !known[name] {
				known[name] = true
				n.names = append(n.names, Symbol(name))
				next = append(next, name)
			}
		}
	}
	return n
}

// restsOnNames reports whether e depends on x through a name or through
// another member of x's family, so that a derivative has to be shown.
func (d *differentiator) restsOnNames(e Expr) bool {
	if x, ok := d.x.(*Index); ok && holdsFamily(e, x.base) {
		return true
	}
	return d.names.within(e)
}

// dependent reports whether e is a name that rests on x, or a member of x's
// family.
func (d *differentiator) dependent(e Expr) bool {
	switch e := e.(type) {
	case *Sym:
		return d.names.within(e)
	case *Index:
		if x, ok := d.x.(*Index); ok && e.base == x.base {
			return !Equal(e, x)
		}
		return d.names.within(e)
	}
	return false
}

// member carries out the derivative of a name, or of a member of a family:
// ∂w_i/∂w_k is Kronecker's delta.
func (d *differentiator) member(f Expr) Expr {
	switch f := f.(type) {
	case *Index:
		x, ok := d.x.(*Index)
		if ok && f.base == x.base && len(f.subs) == len(x.subs) {
			d.rules.add(KroneckerRule)
			deltas := make([]Expr, len(f.subs))
			for i := range f.subs {
				deltas[i] = delta(f.subs[i], x.subs[i])
			}
			return Mul(deltas...)
		}
		family, ok := d.set.Families[f.base]
		if !ok || len(f.subs) != 1 {
			break
		}
		index, body := family.Index, family.Body
		if DependsOn(d.x, index) {
			fresh := freshIndex(index, body, d.x)
			index, body = fresh, renamed(body, index, fresh)
		}
		return Substitute(d.known(Indexed(f.base, index), body), map[string]Expr{index.name: f.subs[0]})
	case *Sym:
		if body, ok := d.set.Defs[f.name]; ok {
			return d.known(f, body)
		}
	}
	d.err = ErrAbstract
	return Zero
}

// known returns the derivative of the name f, whose derivation becomes a part
// of this one.
func (d *differentiator) known(f, body Expr) Expr {
	left := D(f, d.partial, d.x)
	for _, p := range d.parts {
		if Equal(p.Left, left) {
			return named(p.Answer(), body, f)
		}
	}
	c, err := d.set.Differentiate(d.ctx, Request{Left: left, Body: body, Wrt: d.x, Partial: d.partial, Value: f})
	if err != nil {
		d.err = err
		return Zero
	}
	d.rules.add(SubstituteRule)
	d.parts = append(append(d.parts, c.Parts...), c)
	c.Parts = nil
	d.conditions = append(d.conditions, c.Conditions...)
	return named(c.Answer(), body, f)
}

// named writes a value with the author's name in the place of the call that it
// was introduced for: 1−h² for 1−tanh²z where h is tanh z.
func named(value, body, name Expr) Expr {
	if call, ok := body.(*Call); ok {
		return Replace(value, call, name)
	}
	return value
}

// delta returns δ of two indices, as a number where both are numbers.
func delta(i, j Expr) Expr {
	a, ok1 := i.(*Num)
	b, ok2 := j.(*Num)
	switch {
	case Equal(i, j):
		return One
	case ok1 && ok2 && a.Cmp(b) != 0:
		return Zero
	}
	return Kronecker(i, j)
}

// sigma differentiates a sum over an index term by term. An index that the
// variable uses as well is renamed first.
func (d *differentiator) sigma(f *Sigma) Expr {
	r := *awayFrom(f, d.body, d.x).run()
	d.rules.add(SumRule)
	if c, rest := d.separate(r.body); d.isRelative(rest) {
		r.body = d.relative(c, rest)
	} else {
		r.body = d.rewrite(r.body, false)
	}
	return f.over(r)
}

// renamed returns e with the index i called j.
func renamed(e Expr, i, j *Sym) Expr { return Substitute(e, map[string]Expr{i.name: j}) }

// freshIndex returns an index that occurs in none of the expressions, the next
// letters after the given one first.
func freshIndex(i *Sym, exprs ...Expr) *Sym {
	for _, letters := range []string{"ijklmnpqrs", "abcdfgh"} {
		for _, l := range letters {
			s := Symbol(string(l))
			used := s.name == i.name
			for _, e := range exprs {
				used = used || DependsOn(e, s)
			}
			if !used {
				return s
			}
		}
	}
	return Symbol(i.name + "'")
}

// apart renames the indices of sums and products in the body that the variable uses
// as well, or the member that is differentiated: y_k over Σ_k e^(a_k).
func (set *Setting) apart(body Expr, r Request) Expr {
	used := []Expr{r.Wrt}
	if y, ok := r.Value.(*Index); ok {
		used = append(used, y.subs...)
	}
	return apart(body, body, used)
}

// awayFrom returns the sum or product e, which stands within all, with an index that
// occurs in none of the expressions used.
func awayFrom(e Ranged, all Expr, used ...Expr) Ranged {
	i := e.Index()
	if slices.ContainsFunc(used, func(x Expr) bool { return DependsOn(x, i) }) {
		return indexedBy(e, freshIndex(i, append(used[:len(used):len(used)], e, all)...))
	}
	return e
}

// apart renames the indices of sums and products in e, a part of all, that are used
// elsewhere as well: in ∂/∂a_k Σ_k e^(a_k) the two k mean different things.
func apart(e, all Expr, used []Expr) Expr {
	if !e.meta().sums {
		return e
	}
	if over, ok := e.(Ranged); ok {
		e = awayFrom(over, all, used...)
	}
	return mapChildren(e, func(c Expr) Expr { return apart(c, all, used) })
}

// apartFrom renames the index of the sum or product where it occurs in a value
// that is put into it.
func apartFrom(e Ranged, values map[string]Expr) Ranged {
	i := e.Index()
	for name, v := range values {
		if name == i.name || !DependsOn(v, i) || !DependsOn(Add(append(slices.Clone(e.Except()), e.Body())...), Symbol(name)) {
			continue
		}
		used := []Expr{e}
		for _, v := range values {
			used = append(used, v)
		}
		return indexedBy(e, freshIndex(i, used...))
	}
	return e
}

// indexedBy returns the sum or product e with its index called i, which e does not
// hold.
func indexedBy(e Ranged, i *Sym) Ranged {
	r := *e.run()
	r.index, r.body = i, renamed(r.body, r.index, i)
	return e.over(r).(Ranged)
}
