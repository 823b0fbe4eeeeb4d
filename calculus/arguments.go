package calculus

import "slices"

// Named is an expression with names in the place of parts of it.
type Named struct {
	Expr Expr
	Lets []Let
}

// NameArguments puts names in the place of the arguments, other than symbols, of
// functions that the scope knows nothing of: f(x² − y²) becomes f(u) with
// u = x² − y². Of f(x, x²) the symbol gets a name as well. The same argument gets the same name. Fresh returns a name that is
// not in use, and nil where there is none.
func NameArguments(e Expr, scope Scope, fresh func(used func(*Sym) bool) *Sym) Named {
	if !Applies(e) {
		return Named{Expr: e}
	}
	var n Named
	failed := false
	used := func(name *Sym) bool {
		if DependsOn(e, name) {
			return true
		}
		for _, l := range n.Lets {
			if l.Name.name == name.name {
				return true
			}
		}
		return false
	}
	var bound []*Sym
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		if r, ok := e.(Ranged); ok {
			bound = append(bound, r.Index())
			defer func() { bound = bound[:len(bound)-1] }()
		}
		e = mapChildren(e, walk)
		f, ok := e.(*Apply)
		if _, known := scope.Funcs[nameOf(f)]; !ok || known {
			return e
		}
		args := make([]Expr, len(f.args))
		for i, a := range f.args {
			args[i] = a
			if x, symbol := a.(*Sym); symbol && !among(f.args, x) {
				continue
			}
			if slices.ContainsFunc(bound, func(i *Sym) bool { return DependsOn(a, i) }) {
				failed = true // f(x_i) is another value for every i
				return e
			}
			name := n.nameOf(a)
			if name == nil {
				if name = fresh(used); name == nil {
					failed = true
					return e
				}
				n.Lets = append(n.Lets, Let{Name: name, Expr: a})
			}
			args[i] = name
		}
		return ApplyTo(f.name, args...)
	}
	n.Expr = walk(e)
	if failed {
		return Named{Expr: e}
	}
	return n
}

// among reports whether the symbol x occurs in another of the arguments than
// itself, so that ∂f/∂x could mean two things.
func among(args []Expr, x *Sym) bool {
	return slices.ContainsFunc(args, func(a Expr) bool { return !Equal(a, x) && DependsOn(a, x) })
}

func (n *Named) nameOf(e Expr) *Sym {
	for _, l := range n.Lets {
		if Equal(l.Expr, e) {
			return l.Name
		}
	}
	return nil
}

func nameOf(f *Apply) string {
	if f == nil {
		return ""
	}
	return f.name
}
