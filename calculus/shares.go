package calculus

import (
	"maps"
	"slices"
)

// A share is what a name stands for in products: e^(a_1)/S, of which y_1 is the name.
type share struct {
	name Expr
	unit monomial
}

// share reads what the name stands for as a product. It returns false where that is
// none.
func (s *simplifier) share(name, body Expr) (share, bool) {
	p := s.poly(body)
	if len(p) != 1 {
		return share{}, false
	}
	return share{name, p[0]}, true
}

// inShares writes e with the names of the shares: e^(a_1)e^(a_2)/S² is y_1·y_2. It
// returns false where none occurs.
func (s *simplifier) inShares(e Expr, shares []share) (Expr, bool) {
	p := s.poly(e)
	if opened, ok := s.expanded(p); ok {
		p = opened
	}
	p = slices.Clone(p)
	named := false
	for n := range p {
		for _, one := range shares {
			for p[n].divisible(one.unit) {
				p[n] = p[n].over(one.unit).times(power(one.name, One))
				named = true
			}
		}
	}
	if !named {
		return e, false
	}
	if len(p) == 1 {
		return s.term(p[0]), true
	}
	common, _ := s.common(p)
	common.coef = p.content()
	rest := s.collect(p.times(number(One).over(common)))
	return s.term(s.product(common, s.bracket(nil, rest))), true
}

// components lists the names that the author gave to shares e^(a_1)/(e^(a_1)+e^(a_2)) of
// a sum of exponentials, which may have a name too.
func (set *Setting) components(s *simplifier) []share {
	var shares []share
	for _, name := range slices.Sorted(maps.Keys(set.Defs)) {
		q, ok := set.Defs[name].(*Quo)
		if !ok {
			continue
		}
		whole, named := q.den.(*Sym)
		if named && set.Defs[whole.name] == nil || !named && !isBracket(q.den) {
			continue
		}
		if one, ok := s.share(Symbol(name), q); ok && slices.ContainsFunc(one.unit.factors, func(f factor) bool { return isExponential(f.base) && f.exp.Sign() > 0 }) {
			shares = append(shares, one)
		}
	}
	return shares
}

// inComponents writes the derivative of one of several components of the softmax
// function in terms of all of them: ∂y_2/∂a_1 = −y_2y_1. What is left must be theirs.
func (set *Setting) inComponents(derivative Expr, name *Sym) (Expr, bool) {
	s := newSimplifier(set, nil)
	shares := set.components(s)
	own := slices.IndexFunc(shares, func(one share) bool { return one.name.(*Sym).name == name.name })
	if own < 0 || len(shares) < 2 {
		return nil, false
	}
	e, ok := s.inShares(derivative, shares)
	if !ok || slices.ContainsFunc(Symbols(e), func(x *Sym) bool {
		return !slices.ContainsFunc(shares, func(one share) bool { return one.name.(*Sym).name == x.name })
	}) {
		return nil, false
	}
	return e, true
}

// inTerms writes the derivative of a component of the softmax function in its own
// terms, y_1(1 − y_1), or in those of several, −y_2y_1.
func (set *Setting) inTerms(derivative, body Expr, name *Sym) (Expr, bool) {
	_, negative := SplitSign(derivative)
	if negative {
		if e, ok := set.inComponents(derivative, name); ok {
			return e, true
		}
	}
	if e, ok := set.share(derivative, body, name); ok {
		return e, true
	}
	return set.inComponents(derivative, name)
}

// amongComponents adds a line to the derivative of one of several components of the
// softmax function that gives it in terms of them.
func (set *Setting) amongComponents(c *Chain, r Request) error {
	if r.Name == nil || c.Unfinished {
		return nil
	}
	if _, ok := set.Defs[r.Name.name].(*Quo); !ok {
		return nil
	}
	quotients := 0
	for _, body := range set.Defs {
		if _, ok := body.(*Quo); ok {
			quotients++
		}
	}
	if quotients < 2 {
		return nil
	}
	shares := set.components(newSimplifier(set, nil))
	if len(shares) < 2 || !slices.ContainsFunc(shares, func(one share) bool { return one.name.(*Sym).name == r.Name.name }) {
		return nil
	}
	e, ok := set.inTerms(c.Answer(), r.Body, r.Name)
	if !ok {
		return nil
	}
	c.Lines = append(c.Lines, set.simplified(e, RecognizeRule))
	return c.verified(set.Scope, D(r.Body, r.Partial, r.Wrt))
}

// openedIfShorter opens the brackets of e where that makes it shorter, and puts a
// positive term first: −t(1 − y) + (1 − t)y is y − t.
func (s *simplifier) openedIfShorter(e Expr) Expr {
	p := s.poly(e)
	if opened, ok := s.expanded(p); ok {
		if q := s.collect(opened); len(q) > 0 && q.cost() < p.cost() {
			s.use(ExpandRule)
			p = q
		}
	}
	p = slices.Clone(p)
	slices.SortStableFunc(p, func(m, n monomial) int { return n.coef.Sign() - m.coef.Sign() })
	return s.arrangeUnsorted(p)
}

// membersAt lists the members, at the subscripts of x, of the families that the author
// defined.
func (set *Setting) membersAt(x *Index) []Expr {
	if len(set.Families) == 0 {
		return nil
	}
	var list []Expr
	for _, base := range slices.Sorted(maps.Keys(set.Families)) {
		list = append(list, Indexed(base, x.subs...))
	}
	return list
}

// gathered returns the lines that put together the terms of e with one of the names
// whose coefficients are the members of a family, y_1(t_1 + t_2) − t_1, and then what
// the author assumes of their sum: y_1 − t_1.
func (set *Setting) gathered(e Expr, names []Expr) []Line {
	if _, sum := e.(*Sum); !sum || len(names) == 0 || e.meta().size > maxExpanded {
		return nil
	}
	s := newSimplifier(set, nil)
	p := s.poly(e)
	for _, y := range names {
		var with, without polynomial
		for _, m := range p {
			if i := m.find(y); i >= 0 && m.factors[i].exp.is(1) {
				with = append(with, m.without(i))
			} else {
				without = append(without, m)
			}
		}
		total, ok := OverIndex(s.arrangeUnsorted(with))
		if !ok || len(with) < 2 {
			continue
		}
		terms, _ := writtenOut(total)
		q := append(polynomial{power(y, One).times(power(terms, One))}, without...)
		lines := []Line{set.simplified(s.arrangeUnsorted(q), FactorRule)}
		for _, t := range set.Totals {
			if assumed, ok := writtenOut(t.Left); ok && Equal(assumed, terms) {
				q[0] = power(y, One).times(number(t.Right.(*Num)))
				lines = append(lines, set.simplified(s.arrangeUnsorted(q), AssumptionRule))
			}
		}
		return lines
	}
	return nil
}

// OverIndex returns a sum of members of a family as one over an index: Σ_{k=1}^{3} t_k
// for t_1 + t_2 + t_3. It returns false where e is none.
func OverIndex(e Expr) (*Sigma, bool) {
	if sum, ok := e.(*Sigma); ok {
		return sum, true
	}
	sum, ok := e.(*Sum)
	if !ok || len(sum.terms) > maxExpanded {
		return nil, false
	}
	k, base := Symbol("k"), ""
	var from, to int64
	for i, t := range sum.terms {
		b, n, ok := numbered(t)
		switch {
		case !ok || i > 0 && (b != base || n != to+1):
			return nil, false
		case i == 0:
			base, from = b, n
		}
		to = n
	}
	return SumOver(k, Int(from), Int(to), Indexed(base, k)).(*Sigma), true
}

// numbered reads a member with a number below: t and 1 of t_1.
func numbered(e Expr) (base string, n int64, ok bool) {
	var sub Expr
	switch e := e.(type) {
	case *Sym:
		base = baseOfMember(e)
		if len(base)+1 < len(e.name) {
			sub, _ = ParseNum(e.name[len(base)+1:])
		}
	case *Index:
		if base = e.base; len(e.subs) == 1 {
			sub = e.subs[0]
		}
	}
	if v, isNumber := sub.(*Num); isNumber && v != nil {
		n, ok = v.Int64()
	}
	return base, n, ok
}

// writtenOut is a sum between numbers, term by term, its members as symbols.
func writtenOut(e Expr) (Expr, bool) {
	sum, ok := e.(*Sigma)
	if !ok {
		return nil, false
	}
	member, ok := sum.body.(*Index)
	from, ok1 := sum.from.(*Num)
	to, ok2 := sum.to.(*Num)
	if !ok || !ok1 || !ok2 || len(member.subs) != 1 {
		return nil, false
	}
	var terms []Expr
	for i := from; i.Cmp(to) <= 0 && len(terms) < maxExpanded; i = i.add(One) {
		terms = append(terms, Symbol(member.base+"_"+i.String()))
	}
	return Add(terms...), true
}

// softmaxIn returns a component of the softmax function that occurs in e: the
// function of its index that e^(a_i)/Σ_j e^(a_j) is, and the subscript.
func softmaxIn(e Expr) (body FamilyBody, at Expr, ok bool) {
	const most = 3000 // nodes that are looked at
	if !e.meta().sums || e.meta().size > most {
		return body, nil, false
	}
	if q, isQuo := e.(*Quo); isQuo {
		if body, at, ok = component(q); ok {
			return body, at, ok
		}
	}
	for _, c := range Children(e) {
		if body, at, ok = softmaxIn(c); ok {
			return body, at, ok
		}
	}
	return body, nil, false
}

// sharesUnderSums writes Σ_n e^(2a_n)/S² as Σ_n y_n², where S is the sum below the
// components of the softmax function.
func (s *simplifier) sharesUnderSums(e Expr, name string, family FamilyBody) Expr {
	q := family.Body.(*Quo)
	p := slices.Clone(s.poly(e))
	if opened, ok := s.expanded(p); ok {
		p = slices.Clone(opened)
	}
	named := false
	for n, m := range p {
		for i, f := range m.factors {
			sum, ok := f.base.(*Sigma)
			if !ok || !f.exp.is(1) || Equal(sum, q.den) {
				continue
			}
			unit := Substitute(q.num, map[string]Expr{family.Index.name: sum.index})
			body := s.poly(sum.body)
			if len(body) != 1 {
				continue
			}
			k := body[0].exponent(unit)
			if k.Sign() <= 0 || m.exponent(q.den).add(k).Sign() > 0 {
				continue
			}
			r := sum.running
			r.body = s.term(body[0].times(power(unit, k.neg())).times(power(Indexed(name, sum.index), k)))
			p[n], named = m.without(i).times(power(q.den, k)).times(power(sum.over(r), One)), true
			break
		}
	}
	if !named {
		return e
	}
	return s.arrangeUnsorted(p)
}

func component(q *Quo) (body FamilyBody, at Expr, ok bool) {
	sum, isSum := q.den.(*Sigma)
	above, isPower := q.num.(*Pow)
	if !isSum || !isPower || above.base != E || len(sum.except) > 0 {
		return body, nil, false
	}
	x, isMember := above.exp.(*Index)
	if !isMember || len(x.subs) != 1 || !Equal(Substitute(sum.body, map[string]Expr{sum.index.name: x.subs[0]}), above) {
		return body, nil, false
	}
	i, isSymbol := x.subs[0].(*Sym)
	if !isSymbol {
		i = freshIndex(sum.index, sum)
		if sum.index.name != "i" {
			i = Symbol("i")
		}
	}
	return FamilyBody{i, Div(Power(E, Indexed(x.base, i)), sum)}, x.subs[0], true
}

// withFamily is the scope in which the let's members are known.
func (s Scope) withFamily(l Let) Scope {
	families := maps.Clone(s.Families)
	if families == nil {
		families = map[string]FamilyBody{}
	}
	families[baseOfMember(l.Name)] = FamilyBody{l.Index, l.Expr}
	s.Families = families
	return s
}

// NameSoftmax writes the derivative c of a body by a member of a family in terms of the
// components of the softmax function in the body, where that is shorter, and gives
// these a name: ∂y/∂a_2 = −y_1y_2 for y = e^(a_1)/Σ_j e^(a_j), with y_i = e^(a_i)/Σ_j e^(a_j).
// The name is own where body is the component, and one that is unused elsewhere. It
// returns c where there is nothing to name.
func (set *Setting) NameSoftmax(c *Chain, body, x Expr, own *Sym, unused func(*Sym) bool) (*Chain, error) {
	member, ok := x.(*Index)
	family, at, found := softmaxIn(apart(body, body, []Expr{x})) // with the indices of c
	if !ok || !found || !holdsFamily(family.Body, member.base) || len(member.subs) != 1 {
		return c, nil
	}
	name := own
	if q, whole := body.(*Quo); !whole || !Equal(q.num, Substitute(family.Body.(*Quo).num, map[string]Expr{family.Index.name: at})) {
		name = nil
	}
	for _, letter := range []string{"y", "p", "s", "q", "r"} {
		if name == nil && unused(Symbol(letter)) {
			name = Symbol(letter)
		}
	}
	if name == nil {
		return c, nil
	}
	d := &differentiator{set: set, x: x, body: body}
	s := newSimplifier(set, x)
	var shares []share
	for _, sub := range []Expr{at, member.subs[0]} {
		one, ok := s.share(Indexed(name.name, sub), Substitute(family.Body, map[string]Expr{family.Index.name: sub}))
		if !ok {
			return c, nil
		}
		shares = append(shares, one)
	}
	answer, ok := s.inShares(s.sharesUnderSums(c.Answer(), name.name, family), shares)
	if !ok || holdsFamily(answer, member.base) || answer.meta().width >= c.Answer().meta().width {
		return c, nil
	}
	named := *c
	named.Lets = append(slices.Clone(c.Lets), Let{Name: Symbol(name.name + "_" + family.Index.name), Expr: family.Body, Index: family.Index})
	named.Lines = append(slices.Clone(c.Lines), set.simplified(answer, RecognizeRule))
	named.Cases = nil
	d.byEquality(&named)
	return &named, named.verified(set.Scope, D(body, true, x))
}

func baseOfMember(s *Sym) string {
	for i := range s.name {
		if s.name[i] == '_' {
			return s.name[:i]
		}
	}
	return s.name
}
