package problem

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// each visits d and the definitions whose variables are d's in the end: those
// that its body refers to by name. It stops, and returns true, when visit does.
func (d *Definition) each(visit func(*Definition) bool) bool {
	visited := make([]*Definition, 0, 8)
	var walk func(*Definition) bool
	walk = func(d *Definition) bool {
		if slices.Contains(visited, d) {
			return false
		}
		visited = append(visited, d)
		if visit(d) {
			return true
		}
		// A function that is called has variables of its own.
		return !d.ArgList && slices.ContainsFunc(d.Uses, func(u *Definition) bool { return d.refersTo(u) && walk(u) })
	}
	return walk(d)
}

// refersTo reports whether d's body holds the name of u, or a member of the
// family that u defines.
func (d *Definition) refersTo(u *Definition) bool {
	if d.Body == nil {
		return true // nothing is known about it
	}
	if u.Member != nil && slices.Contains(d.parts.families, u.Member.Base()) {
		return true
	}
	return calculus.DependsOn(d.Body, u.Name)
}

// Leaves returns the variables that d depends on in the end: its own, and, in
// place of the names of other definitions, theirs. For L = ½(y−t)², y = σ(z),
// z = wx + b they are w, x, b, t. Families are not among them.
func (d *Definition) Leaves() []*calculus.Sym {
	if d.ArgList || d.Body == nil || len(d.Uses) == 0 && appearInOrder(d.Vars, d.parts.symbols) {
		return d.Vars
	}
	var list calculus.SymbolSet
	var visited []*Definition
	var visit func(*Definition)
	visit = func(d *Definition) {
		if slices.Contains(visited, d) {
			return
		}
		visited = append(visited, d)
		if d.ArgList || d.Body == nil {
			for _, v := range d.Vars {
				list.Add(v)
			}
			return
		}
		vars := calculus.SetOf(d.Vars)
		for _, s := range d.parts.symbols {
			if vars.Has(s) {
				list.Add(s)
			} else if i := slices.IndexFunc(d.Uses, func(u *Definition) bool { return u.Name.Name() == s.Name() }); i >= 0 {
				visit(d.Uses[i])
			}
		}
		for _, u := range d.Uses {
			if u.Member != nil {
				visit(u)
			}
		}
	}
	visit(d)
	return list.Symbols()
}

// appearInOrder reports whether the variables are among the symbols in their order.
func appearInOrder(vars, symbols []*calculus.Sym) bool {
	n := 0
	for _, s := range symbols {
		if n < len(vars) && vars[n] == s {
			n++
		}
	}
	return n == len(vars)
}

// LeafFamilies returns the families that d depends on in the end and that the
// block does not define: for L = −Σ t_k log y_k with y_k a softmax of a_k they
// are t and a.
func (d *Definition) LeafFamilies() []*Family {
	var list []*Family
	if d.Body == nil && d.Family != nil {
		list = append(list, d.Family)
	}
	d.each(func(d *Definition) bool {
		for _, f := range d.families {
			if !slices.Contains(list, f) {
				list = append(list, f)
			}
		}
		return false
	})
	return list
}

// dependsOn reports whether name is a variable or parameter of d, of a
// definition that d refers to, or such a definition's name; or whether it is a
// member of a family in their bodies.
func (d *Definition) dependsOn(name string) bool {
	base := baseOf(name)
	member := len(name) > len(base)+1
	return d.each(func(o *Definition) bool {
		return o != d && o.Name.Name() == name || named(o.Vars, name) || named(o.Params, name) ||
			member && (o.Family != nil && o.Family.Base == base || slices.Contains(o.parts.families, base))
	})
}

// named reports whether one of the symbols is called name.
func named(list []*calculus.Sym, name string) bool {
	return slices.ContainsFunc(list, func(s *calculus.Sym) bool { return s.Name() == name })
}

// contents are the names that an expression is made of.
type contents struct {
	symbols  []*calculus.Sym // free ones, in order of appearance
	families []string        // bases of indexed members, in order of appearance
	bounds   []string        // symbols that count the terms of sums and products
}

// contentsOf collects the names in e. Indices are not among the symbols: those
// of sums are bound, and those of members tell which member is meant.
func contentsOf(e calculus.Expr) contents {
	if calculus.IsPolynomial(e) {
		return contents{symbols: calculus.Symbols(e)}
	}
	var c contents
	var seen calculus.SymbolSet
	var bound []*calculus.Sym
	var walk func(calculus.Expr)
	walk = func(e calculus.Expr) {
		switch e := e.(type) {
		case *calculus.Sym:
			if !named(bound, e.Name()) {
				seen.Add(e)
			}
		case *calculus.Index:
			if !slices.Contains(c.families, e.Base()) {
				c.families = append(c.families, e.Base())
			}
		case *calculus.Delta:
		case calculus.Ranged:
			for _, end := range []calculus.Expr{e.From(), e.To()} {
				for _, s := range calculus.Symbols(end) {
					if !named(bound, s.Name()) && !slices.Contains(c.bounds, s.Name()) {
						c.bounds = append(c.bounds, s.Name())
					}
				}
				walk(end)
			}
			bound = append(bound, e.Index())
			walk(e.Body())
			bound = bound[:len(bound)-1]
		default:
			for _, child := range calculus.Children(e) {
				walk(child)
			}
		}
	}
	walk(e)
	c.symbols = seen.Symbols()
	return c
}
