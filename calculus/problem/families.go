package problem

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// A base is a family once a sum with symbolic bounds, an index that the block
// declares, or an argument list w_1, ..., w_N lowers an index under it. Which
// those are is known when all bodies have been read, so that the other members
// w_k and w_2 are symbols until then.

// family returns the family called base, new if need be, with what ranges tells
// of its subscripts. It reports a member that has more or fewer of them than
// others have.
func (p *parser) family(base string, ranges []Range, span Span) bool {
	i := slices.IndexFunc(p.problem.Families, func(f *Family) bool { return f.Base == base })
	if i < 0 {
		f := &Family{Base: base, Ranges: ranges, From: ranges[0].From, To: ranges[0].To}
		p.problem.Families = append(p.problem.Families, f)
		return true
	}
	f := p.problem.Families[i]
	if len(f.Ranges) != len(ranges) {
		p.report(Diagnostic{Span: span, Code: "subscript-count", Args: []string{p.quote(span), plural(len(ranges)), base, plural(len(f.Ranges))}})
		return false
	}
	for i, r := range ranges {
		if f.Ranges[i].From == nil {
			f.Ranges[i] = r
		}
	}
	f.From, f.To = f.Ranges[0].From, f.Ranges[0].To
	return true
}

// familyOf returns the family called base, or nil.
func (p *Problem) familyOf(base string) *Family {
	for _, f := range p.Families {
		if f.Base == base {
			return f
		}
	}
	return nil
}

// Member returns the member of one of the block's families that the symbol
// names: for w_k it is the member k of w. It is nil for any other symbol.
func (p *Problem) Member(s *calculus.Sym) *calculus.Index {
	base := baseOf(s.Name())
	if len(base)+1 >= len(s.Name()) || strings.Contains(s.Name(), "'") {
		return nil
	}
	f := p.familyOf(base)
	if f == nil {
		return nil
	}
	pieces := piecesOf(s.Name(), len(f.Ranges))
	if len(pieces) != len(f.Ranges) {
		return nil
	}
	subs := make([]calculus.Expr, len(pieces))
	for i, piece := range pieces {
		if piece == "" || isLetter(piece[0]) && len(piece) > 1 && !isGreek(piece) {
			return nil // w_max is a symbol of its own, w_jk of a family with two indices
		}
		subs[i] = subscriptOf(piece)
	}
	return calculus.Indexed(base, subs...).(*calculus.Index)
}

// piecesOf returns the subscripts in a symbol's name, of which n are expected:
// where there are two, ij is i and j.
func piecesOf(name string, n int) []string {
	pieces := strings.Split(name[len(baseOf(name))+1:], "_")
	if len(pieces) == 1 && n > 1 && len(pieces[0]) == n {
		return letters(pieces[0])
	}
	return pieces
}

func subscriptOf(piece string) calculus.Expr {
	if n, ok := calculus.ParseNum(piece); ok {
		return n
	}
	return calculus.Symbol(piece)
}

// settleFamilies finds the definitions of members and puts members in the
// place of the symbols that name them.
func (p *parser) settleFamilies(heads []*head) {
	if len(p.problem.Families) == 0 {
		return
	}
	for changed := true; changed; {
		changed = false
		for _, h := range heads {
			if h.def.Member == nil && p.member(h) {
				changed = true
			}
		}
	}
	for _, h := range heads {
		if h.def.Body != nil {
			h.def.Body = p.withMembers(h.def.Body)
		}
	}
	p.spread()
	for i, a := range p.problem.Assumptions {
		p.problem.Assumptions[i] = calculus.Relation{Left: p.withMembers(a.Left), Op: a.Op, Right: p.withMembers(a.Right)}
	}
}

// member looks whether h defines the members of a family: y_i does where y is a
// family, where i is declared as an index, or where i is the subscript of a
// member of a family in the body. The other names that the body lowers i under
// are then families too.
func (p *parser) member(h *head) bool {
	d, name := h.def, h.def.Name.Name()
	base := baseOf(name)
	if d.ArgList || d.Body == nil || len(name) == len(base) || strings.Contains(name, "'") {
		return false
	}
	f := p.problem.familyOf(base)
	n := 1
	if f != nil {
		n = len(f.Ranges)
	}
	pieces := piecesOf(name, n)
	var symbols []*calculus.Sym
	for _, s := range calculus.Symbols(d.Body) {
		if strings.Contains(s.Name(), "_") {
			symbols = append(symbols, s)
		}
	}
	isIndex := func(piece string) bool {
		if _, ok := calculus.ParseNum(piece); ok {
			return false
		}
		if p.ranges[piece] != nil {
			return true
		}
		return slices.ContainsFunc(symbols, func(s *calculus.Sym) bool {
			m := p.problem.Member(s)
			return m != nil && slices.ContainsFunc(m.Subs(), func(sub calculus.Expr) bool { return sub.String() == piece })
		}) || lowers(d.Body, piece)
	}
	known := f != nil || slices.ContainsFunc(pieces, isIndex)
	if !known && len(pieces) == 1 && len(pieces[0]) > 1 && slices.ContainsFunc(letters(pieces[0]), isIndex) {
		pieces, known = letters(pieces[0]), true // z_ij with a_ij in the body
	}
	if !known {
		return false
	}
	subs := make([]calculus.Expr, len(pieces))
	ranges := make([]Range, len(pieces))
	for i, piece := range pieces {
		if _, ok := calculus.ParseNum(piece); ok {
			p.report(Diagnostic{Span: d.Span, Code: "one-member", Args: []string{name, base}})
			return false
		}
		subs[i] = subscriptOf(piece)
		ranges[i].Index = p.symbol(piece)
		if r := p.ranges[piece]; r != nil {
			ranges[i] = *r
		} else if f != nil && len(f.Ranges) == len(pieces) {
			ranges[i].From, ranges[i].To = f.Ranges[i].From, f.Ranges[i].To
		}
	}
	if !p.family(base, slices.Clone(ranges), d.Span) {
		return false
	}
	for _, o := range p.problem.Definitions {
		if o != d && o.Member != nil && o.Member.Base() == base {
			p.report(Diagnostic{Span: d.Span, Code: "redefinition", Args: []string{name}})
			return false
		}
	}
	d.Member = calculus.Indexed(base, subs...).(*calculus.Index)
	for _, s := range symbols {
		p.lowered(s, ranges)
	}
	return true
}

// otherMember returns the definition of the member called name, y_k, where the
// block defines the members of its family by another index, y_i. It is nil where
// the block does not.
func (p *parser) otherMember(name string) *Definition {
	m := p.problem.Member(calculus.Symbol(name))
	if m == nil {
		return nil
	}
	for _, d := range p.problem.Definitions {
		if d.Member == nil || d.Member.Base() != m.Base() || len(d.Member.Subs()) != len(m.Subs()) {
			continue
		}
		p.used[d] = true
		if o := p.others[name]; o != nil {
			return o
		}
		o := *d
		o.Name, o.Member, o.Of = p.symbol(name), m, d
		if p.others == nil {
			p.others = map[string]*Definition{}
		}
		p.others[name] = &o
		return &o
	}
	return nil
}

// lowered makes the base of s a family if one of the indices stands below it.
func (p *parser) lowered(s *calculus.Sym, indices []Range) {
	base := baseOf(s.Name())
	if p.problem.familyOf(base) != nil || strings.Contains(s.Name(), "'") {
		return
	}
	for _, pieces := range [][]string{piecesOf(s.Name(), 1), piecesOf(s.Name(), len(s.Name())-len(base)-1)} {
		found := false
		ranges := make([]Range, len(pieces))
		for i, piece := range pieces {
			for _, r := range indices {
				if r.Index.Name() == piece {
					ranges[i], found = r, true
				}
			}
		}
		if found {
			p.family(base, ranges, Span{})
			return
		}
	}
}

// lowers reports whether a member in e has the free index as a subscript.
func lowers(e calculus.Expr, index string) bool {
	if m, ok := e.(*calculus.Index); ok {
		return slices.ContainsFunc(m.Subs(), func(s calculus.Expr) bool { return calculus.DependsOn(s, calculus.Symbol(index)) })
	}
	if over, ok := e.(calculus.Ranged); ok {
		if slices.ContainsFunc(over.Except(), func(k calculus.Expr) bool { return calculus.DependsOn(k, calculus.Symbol(index)) }) {
			return true
		}
		if over.Index().Name() == index {
			return lowers(over.From(), index) || lowers(over.To(), index)
		}
	}
	return slices.ContainsFunc(calculus.Children(e), func(c calculus.Expr) bool { return lowers(c, index) })
}

// withMembers returns e with members in the place of the symbols that name
// them.
func (p *parser) withMembers(e calculus.Expr) calculus.Expr {
	var values map[string]calculus.Expr
	for _, s := range calculus.Symbols(e) {
		if m := p.problem.Member(s); m != nil {
			if values == nil {
				values = map[string]calculus.Expr{}
			}
			values[s.Name()] = m
		}
	}
	if values == nil {
		return e
	}
	return calculus.Substitute(e, values)
}

// call is a call of a function that the block defines.
type call struct {
	of   *Definition
	span Span
}

// callsOfFamilies reports calls of functions whose arguments are families.
func (p *parser) callsOfFamilies() {
	for _, c := range p.calls {
		if c.of.Body != nil && (c.of.Family != nil || c.of.Args != nil) {
			p.report(Diagnostic{Span: c.span, Code: "not-yet", Args: []string{p.quote(c.span)}})
		}
	}
}

// usesMembers notes which definitions of members d's body refers to.
func (p *parser) usesMembers(d *Definition) {
	p.using = d
	for _, base := range d.parts.families {
		for _, o := range p.problem.Definitions {
			if o.Member != nil && o.Member.Base() == base {
				p.uses(o)
			}
		}
	}
	p.using = nil
}

// leafFamilies returns the families in d's body that the block does not define.
func (p *parser) leafFamilies(d *Definition) []*Family {
	var list []*Family
	for _, base := range d.parts.families {
		if !slices.ContainsFunc(p.problem.Definitions, func(o *Definition) bool { return o.Member != nil && o.Member.Base() == base }) {
			list = append(list, p.problem.familyOf(base))
		}
	}
	return list
}

// variableFamilies returns the families that are variables of d: those among its
// arguments where it has a list of them, and all that it rests on elsewhere.
func (d *Definition) variableFamilies() []*Family {
	if !d.ArgList {
		return d.LeafFamilies()
	}
	if d.Family != nil {
		return []*Family{d.Family}
	}
	return slices.DeleteFunc(d.LeafFamilies(), func(f *Family) bool { return !named(d.Args, f.Base) })
}

// splitFamilies tells the names of families among the variables by, w for w_1, …,
// w_N, from those of variables.
func (d *Definition) splitFamilies(by []*calculus.Sym) (vars []*calculus.Sym, families []*Family) {
	for _, v := range by {
		i := slices.IndexFunc(d.LeafFamilies(), func(f *Family) bool { return f.Base == v.Name() })
		if i < 0 || named(d.Leaves(), v.Name()) {
			vars = append(vars, v)
		} else {
			families = append(families, d.LeafFamilies()[i])
		}
	}
	return vars, families
}

// spread finds the ranges of families where shifts and other families tell them:
// in Σ(w_{i+1}−w_i) for i = 1, …, N−1 there are N members, and where y_i = w·x_i
// there are as many x as y.
func (p *parser) spread() {
	var bodies []calculus.Expr
	for _, d := range p.problem.Definitions {
		if d.Body != nil {
			bodies = append(bodies, d.Body)
		}
	}
	for _, f := range p.problem.Families {
		for n := range f.Ranges {
			if from, to := calculus.SubscriptRange(f.Base, n, bodies...); from != nil {
				f.Ranges[n].From, f.Ranges[n].To = from, to
			}
		}
	}
	for range p.problem.Families {
		for _, d := range p.problem.Definitions {
			if d.Member != nil && d.Body != nil {
				p.spreadMembers(p.problem.familyOf(d.Member.Base()), d.Member.Subs(), d.Body)
			}
		}
	}
	for _, f := range p.problem.Families {
		f.From, f.To = f.Ranges[0].From, f.Ranges[0].To
	}
}

// spreadMembers gives the ranges of the family that e defines, whose member has the
// subscripts subs, to the members in e with the same subscripts, or takes them from
// there.
func (p *parser) spreadMembers(f *Family, subs []calculus.Expr, e calculus.Expr) {
	if m, ok := e.(*calculus.Index); ok && f != nil {
		o := p.problem.familyOf(m.Base())
		for i, sub := range m.Subs() {
			for j, own := range subs {
				if o == nil || !calculus.Equal(sub, own) || i >= len(o.Ranges) || j >= len(f.Ranges) {
					continue
				}
				given, taken := &f.Ranges[j], &o.Ranges[i]
				if given.From == nil {
					given, taken = taken, given
				}
				if taken.From == nil {
					taken.From, taken.To = given.From, given.To
				}
			}
		}
	}
	for _, c := range calculus.Children(e) {
		p.spreadMembers(f, subs, c)
	}
}

func plural(n int) string { return calculus.Int(int64(n)).String() }
