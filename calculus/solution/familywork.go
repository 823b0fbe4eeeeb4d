package solution

import (
	"context"
	"maps"
	"slices"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// corner is a vector or a matrix of derivatives by the members of a family: the
// general entry, and the entries at the ends of the ranges, which are written.
type corner struct {
	name    string // of the family
	general *calculus.Chain
	rows    [][]*calculus.Chain // 2 by 1 for a vector, 2 by 2 for a matrix
}

// freshIndices returns n indices that the block uses for nothing, k and l first.
func (s *solver) freshIndices(d *problem.Definition, n int) []*calculus.Sym {
	return s.indices(d, n, false, "k", "l", "j", "i", "m", "p", "q", "r", "s", "h", "g")
}

// indices returns the first n of the letters that the block uses for nothing, or,
// where shared is set, for nothing but the indices of sums.
func (s *solver) indices(d *problem.Definition, n int, shared bool, letters ...string) []*calculus.Sym {
	used := map[string]bool{d.Name.Name(): true}
	if d.Member != nil {
		for _, i := range d.Member.Subs() {
			used[i.String()] = true
		}
	}
	var walk func(calculus.Expr)
	walk = func(e calculus.Expr) {
		switch e := e.(type) {
		case *calculus.Sym:
			used[e.Name()] = true
		case *calculus.Index:
			used[e.Base()] = true
		case calculus.Ranged:
			if shared {
				walk(e.From())
				walk(e.To())
				was := used[e.Index().Name()]
				walk(e.Body())
				used[e.Index().Name()] = was
				return
			}
		}
		for _, c := range calculus.Children(e) {
			walk(c)
		}
	}
	for _, o := range s.problem.Definitions {
		used[o.Name.Name()] = true
		if o.Body != nil {
			before := maps.Clone(used)
			walk(o.Body)
			if o.Member != nil && o != d && o != d.Of && shared {
				// The i of y_i = w x_i + b means nothing outside.
				for _, i := range o.Member.Subs() {
					used[i.String()] = before[i.String()]
				}
			}
		}
		for _, v := range slices.Concat(o.Vars, o.Params) {
			used[v.Name()] = true
		}
	}
	var list []*calculus.Sym
	for _, l := range letters {
		if !used[l] && len(list) < n {
			used[l] = true
			list = append(list, calculus.Symbol(l))
		}
	}
	return list
}

// members works out the derivative of d by the general member of the family.
func (s *solver) members(ctx context.Context, d *problem.Definition, f *problem.Family, indices []*calculus.Sym) (calculus.Members, error) {
	s.families[f.Base] = true
	m := calculus.Members{Base: f.Base, Indices: indices}
	if len(m.Indices) < len(f.Ranges) {
		return m, calculus.ErrAbstract
	}
	for _, r := range f.Ranges {
		m.From, m.To = append(m.From, r.From), append(m.To, r.To)
	}
	var err error
	m.Partial, err = s.first(ctx, d, m.Symbol(), true)
	return m, err
}

// named is the setting for d in which its name stands for its body, also where d is the
// member p_i of a family.
func (s *solver) named(d *problem.Definition) *calculus.Setting {
	set := s.setting(d)
	if body, ok := s.bodies[d]; ok && d.Member != nil {
		inside := *set
		inside.Scope = set.With(map[string]calculus.Expr{d.Name.Name(): body})
		return &inside
	}
	return set
}

// familyTotal works out the total differential of a function of variables and of
// families.
func (s *solver) familyTotal(ctx context.Context, res *result) error {
	d, f := res.request.Function, res.request.Families[0]
	var c *calculus.Chain
	var err error
	if d.Body == nil {
		c, err = s.setting(d).FamilyDifferential(d.Name, f.Base, f.From, f.To)
	} else {
		if err = s.gradientOf(ctx, res, d, res.request.Wrt); err != nil {
			return err
		}
		partials := slices.Clone(res.chains)
		var families []calculus.Members
		for _, f := range res.request.Families {
			m, err := s.members(ctx, d, f, s.indices(d, len(f.Ranges), true, "i", "j", "k", "l", "m", "p", "q"))
			if err != nil {
				return err
			}
			families = append(families, m)
			res.chains = append(res.chains, m.Partial)
		}
		c, err = s.named(d).FamiliesDifferential(d.Name, res.request.Wrt, partials, families)
	}
	if err != nil {
		return err
	}
	res.chains = append(res.chains, c)
	return nil
}

// familyGradients works out the derivatives by the members of families, and the
// first and last of them.
func (s *solver) familyGradients(ctx context.Context, res *result) error {
	d := res.request.Function
	for _, f := range res.request.Families {
		m, err := s.members(ctx, d, f, s.freshIndices(d, len(f.Ranges)))
		if err != nil {
			return err
		}
		res.chains = append(res.chains, m.Partial)
		res.entries = append(res.entries, entry{[]*calculus.Sym{m.Symbol()}, m.Partial})
		if len(m.Indices) > 2 {
			continue // no room on paper; the general entry says it
		}
		corner := corner{name: f.Base, general: m.Partial}
		for _, k := range []calculus.Expr{m.From[0], m.To[0]} {
			values := map[string]calculus.Expr{m.Indices[0].Name(): k}
			var row []*calculus.Chain
			ends := []calculus.Expr{nil}
			if len(m.Indices) == 2 {
				ends = []calculus.Expr{m.From[1], m.To[1]}
			}
			for _, l := range ends {
				if l != nil {
					values[m.Indices[1].Name()] = l
				}
				c, err := s.setting(d).Entry(m.Partial, values)
				if err != nil {
					return err
				}
				row = append(row, c)
			}
			corner.rows = append(corner.rows, row)
		}
		res.corners = append(res.corners, corner)
	}
	return nil
}

// familyHessian works out the second derivative by two general members, and the
// four at the corners of the matrix.
func (s *solver) familyHessian(ctx context.Context, res *result) error {
	d, f := res.request.Function, res.request.Families[0]
	s.families[f.Base] = true
	indices := s.freshIndices(d, 2)
	if len(indices) < 2 {
		return calculus.ErrAbstract
	}
	k, l := indices[0], indices[1]
	wrt := []*calculus.Sym{calculus.Symbol(f.Base + "_" + l.Name()), calculus.Symbol(f.Base + "_" + k.Name())}
	chains, err := s.derivative(ctx, d, wrt, true)
	if err != nil {
		return err
	}
	res.chains = chains
	second := chains[1]
	res.entries = append(res.entries, entry{wrt, second})
	if len(chains[0].Cases) > 0 {
		return nil // the corners have values of their own; the general entry holds inside
	}
	corner := corner{name: f.Base, general: second}
	for _, i := range []calculus.Expr{f.From, f.To} {
		var row []*calculus.Chain
		for _, j := range []calculus.Expr{f.From, f.To} {
			c, err := s.setting(d).Entry(second, map[string]calculus.Expr{k.Name(): i, l.Name(): j})
			if err != nil {
				return err
			}
			row = append(row, c)
		}
		corner.rows = append(corner.rows, row)
	}
	res.corners = append(res.corners, corner)
	return nil
}
