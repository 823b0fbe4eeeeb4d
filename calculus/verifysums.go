package calculus

import (
	"slices"
	"strconv"
)

// sums is what the verifier must know about the sums in expressions and in the
// definitions that they rest on.
type sums struct {
	// to and first are the symbols in upper and in lower ends.
	to, first []string
	// from is the least subscript: 0 where a sum begins with it, else 1.
	from int
	// shift is the greatest number that is added to an index in a subscript.
	shift int
	// factor is the greatest number that an index is multiplied by in an upper end:
	// Σ_{j=1}^{2i} reaches to 2N.
	factor int
}

// sums looks at the sums and products over an index, and at the subscripts of members.
func (s Scope) sums(exprs []Expr) sums {
	found := sums{from: 1, factor: 1}
	visited := map[Expr]bool{}
	bound := map[string]bool{}
	indices := map[string]bool{} // free symbols that are subscripts themselves
	var walk func(Expr)
	walk = func(e Expr) {
		m := e.meta()
		if !m.sums && !m.members {
			return
		}
		if m.size > 3 {
			if visited[e] {
				return
			}
			visited[e] = true
		}
		switch e := e.(type) {
		case Ranged:
			r := e.run()
			for _, n := range Symbols(r.to) {
				if !bound[n.name] {
					found.to = append(found.to, n.name)
				}
			}
			for _, n := range Symbols(r.from) {
				if !bound[n.name] {
					found.first = append(found.first, n.name)
				}
			}
			for _, f := range flatFactors(r.to) {
				if n, ok := f.(*Num); ok && n.IsInt() && f != r.to {
					k, _ := n.abs().Int64()
					found.factor = max(found.factor, int(min(k, maxTerms/fewTerms)))
				}
			}
			if n, ok := r.from.(*Num); ok && n.Sign() <= 0 {
				found.from = 0
			}
			was := bound[r.index.name]
			bound[r.index.name] = true
			walk(r.body)
			bound[r.index.name] = was
			return
		case *Index:
			for _, sub := range e.subs {
				if k, ok := sub.(*Sym); ok && !bound[k.name] {
					indices[k.name] = true
				}
				if sum, ok := sub.(*Sum); ok {
					for _, t := range sum.terms {
						if n, ok := t.(*Num); ok && n.IsInt() {
							k, _ := n.abs().Int64()
							found.shift = max(found.shift, int(min(k, maxTerms)))
						}
					}
				}
			}
		}
		for _, c := range Children(e) {
			walk(c)
		}
	}
	if len(exprs) > 0 {
		walk(exprs[0])
	}
	for _, e := range s.Defs {
		walk(e)
	}
	for _, f := range s.Families {
		walk(f.Body)
	}
	// What ends sums in the claim has a value that ends them. In the lines after it an
	// index can: the k of Σ_{i≥k} w_i in the derivative by w_k.
	to, first := found.to, found.first
	found.to, found.first = nil, nil
	if len(exprs) > 0 {
		for _, e := range exprs[1:] {
			walk(e)
		}
	}
	claimed := slices.Concat(to, first)
	free := func(name string) bool { return indices[name] && !slices.Contains(claimed, name) }
	found.to, found.first = append(to, slices.DeleteFunc(found.to, free)...), append(first, slices.DeleteFunc(found.first, free)...)
	slices.Sort(found.to) // definitions come in no order
	slices.Sort(found.first)
	return found
}

// subscripts lists the names of a family's members with one more subscript, from
// the least to the greatest.
func subscripts(name string, least, greatest int) []string {
	var names []string
	for i := least; i <= greatest; i++ {
		names = append(names, name+"_"+strconv.Itoa(i))
	}
	return names
}
