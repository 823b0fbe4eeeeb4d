package calculus

import "slices"

// Running returns the sums and products over whose indices a condition on lines is
// meant: x_i − x_j ≠ 0 for every term of Σ_i Σ_{j≠i} log |x_i − x_j|. These are those
// of its free symbols that are free in no line, the outer ones first.
func Running(lines []Expr, c Relation) []Ranged {
	ranges := map[string]Ranged{}
	for _, l := range lines {
		rangesIn(l, c.Left, ranges)
	}
	if len(ranges) == 0 {
		return nil
	}
	free := map[string]bool{}
	for _, l := range lines {
		freeIn(l, nil, func(x *Sym) { free[x.name] = true })
	}
	var over []Ranged
	var need func(Expr)
	need = func(e Expr) {
		freeIn(e, nil, func(x *Sym) {
			r, ok := ranges[x.name]
			if !ok || free[x.name] || slices.Contains(over, r) {
				return
			}
			for _, end := range append([]Expr{r.From(), r.To()}, r.Except()...) {
				need(end) // its range may rest on the index of another
			}
			over = append(over, r)
		})
	}
	need(c.Left)
	need(c.Right)
	return over
}

// rangesIn notes the sums and products in e, for each index the first over what holds
// u, or else the first.
func rangesIn(e, u Expr, ranges map[string]Ranged) {
	if !e.meta().sums {
		return
	}
	if r, ok := e.(Ranged); ok {
		if old, have := ranges[r.Index().name]; !have || !DependsOn(old.Body(), u) && DependsOn(r.Body(), u) {
			ranges[r.Index().name] = r
		}
	}
	for _, c := range Children(e) {
		rangesIn(c, u, ranges)
	}
}

// freeIn visits the symbols of e that are neither bound nor the index of a sum or a
// product around.
func freeIn(e Expr, bound []*Sym, visit func(*Sym)) {
	switch e := e.(type) {
	case *Sym:
		if !slices.ContainsFunc(bound, func(b *Sym) bool { return b.name == e.name }) {
			visit(e)
		}
		return
	case Ranged:
		for _, end := range append([]Expr{e.From(), e.To()}, e.Except()...) {
			freeIn(end, bound, visit)
		}
		freeIn(e.Body(), append(bound[:len(bound):len(bound)], e.Index()), visit)
		return
	}
	for _, c := range Children(e) {
		freeIn(c, bound, visit)
	}
}

// everywhere returns a condition u ≠ 0 or u > 0 for all values of the indices as one
// on a product: that of the u is not 0, and that of the greater one of u and 0 is
// positive. It reports false for other conditions.
func everywhere(c Relation, over []Ranged) (Relation, bool) {
	u := c.Left
	if !isZero(c.Right) {
		u = Sub(c.Left, c.Right)
	}
	switch c.Op {
	case NotEqual:
	case Greater:
		u = Max.Of(u, Zero)
	default:
		return c, false
	}
	for _, r := range slices.Backward(over) {
		u = ProductOver(r.Index(), r.From(), r.To(), u, r.Except()...)
	}
	return Relation{u, c.Op, Zero}, true
}
