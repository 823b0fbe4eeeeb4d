package solution

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// contradictionError reports a point at which a name that the block defines has a value other
// than the given one: y = 2 at x = 1, where y = x².
type contradictionError struct {
	name         string
	given, value calculus.Expr
}

func (e *contradictionError) Error() string {
	return e.name + " is " + e.value.String() + " at the point, not " + e.given.String()
}

// determined returns the request without the coordinates that the others determine by a
// definition. Where they determine another value it returns a [*contradictionError].
func (s *solver) determined(r *problem.Request) (*problem.Request, error) {
	if r.Function.Equation != nil || r.Parameter != nil || len(r.At) < 2 {
		return r, nil
	}
	set := s.setting(r.Function)
	var needed []problem.Coordinate
	for i, c := range r.At {
		body, defined := set.Defs[c.Var.Name()]
		if !defined {
			needed = append(needed, c)
			continue
		}
		others := map[string]calculus.Expr{}
		for _, o := range slices.Delete(slices.Clone(r.At), i, i+1) {
			if set.Defs[o.Var.Name()] == nil {
				others[o.Var.Name()] = o.Value
			}
		}
		there := calculus.Substitute(set.Inline(body), others)
		if calculus.Applies(there) || slices.ContainsFunc(calculus.Symbols(set.Inline(body)), func(x *calculus.Sym) bool { return others[x.Name()] == nil }) {
			needed = append(needed, c) // y is given instead of what it rests on
			continue
		}
		if verdict, _ := set.Verify([]calculus.Expr{there, c.Value}, nil); verdict == calculus.Refuted {
			return nil, &contradictionError{c.Var.Name(), c.Value, there}
		}
	}
	if len(needed) == len(r.At) {
		return r, nil
	}
	without := *r
	without.At = needed
	return &without, nil
}

// givesNames reports whether the point gives values to names that the block defines.
func (s *solver) givesNames(r *problem.Request) bool {
	set := s.setting(r.Function)
	return slices.ContainsFunc(r.At, func(c problem.Coordinate) bool {
		body, defined := set.Defs[c.Var.Name()]
		f, abstract := body.(*calculus.Apply)
		return defined && !(abstract && f.Name() == c.Var.Name())
	})
}
