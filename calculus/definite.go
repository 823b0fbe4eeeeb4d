package calculus

import (
	"errors"
	"slices"
)

// ErrNoPoint reports an equation that no real numbers satisfy, as x² + y² = −1;
// ErrOnePoint reports one that holds at a single point, as x² + y² = 0.
var (
	ErrNoPoint  = errors.New("no real numbers satisfy the equation")
	ErrOnePoint = errors.New("the equation holds at a single point")
)

// Real says whether it can be shown that the equation of u holds nowhere, or at a
// single point: [ErrNoPoint], [ErrOnePoint], or nil where neither can. An equation
// that determines its unknown may be met far from where one would look, so that
// trying points would show nothing.
func (set *Setting) Real(u ImplicitFunction) error {
	if u.Left == nil {
		return nil
	}
	f := set.Inline(u.Difference())
	if Size(f) > set.Limits.nodes() {
		return nil
	}
	s := newSimplifier(set, nil)
	p := s.poly(f)
	if opened, ok := s.expanded(p); ok {
		p = opened
	}
	opened := s.arrange(p, false)
	for _, e := range []Expr{f, opened, s.arrange(p.times(number(MinusOne)), false)} {
		if r := rangeOf(e); r.lo > 0 || r.hi < 0 || positive(e) {
			return ErrNoPoint
		}
	}
	for _, q := range []polynomial{p, p.times(number(MinusOne))} {
		least, single, ok := q.least()
		switch {
		case !ok:
		case least.Sign() > 0:
			return ErrNoPoint
		case least.Sign() == 0 && single && len(Symbols(opened)) > 1:
			return ErrOnePoint
		}
	}
	return nil
}

// least returns the least value of p, a polynomial of degree 2 at most, by completing
// one square after the other: x² − 2x + y² + 5 = (x−1)² + y² + 4. It is taken at a
// single point where single is true. Functions of the variables, such as e^x, count as
// variables of their own, so that p may not reach it. It returns false where p has no
// least value or is of another kind.
func (p polynomial) least() (least *Num, single, ok bool) {
	var bases []Expr
	place := func(e Expr) int {
		if i := slices.IndexFunc(bases, func(b Expr) bool { return Equal(b, e) }); i >= 0 {
			return i
		}
		bases = append(bases, e)
		return len(bases) - 1
	}
	type entry struct{ i, j int }
	by := map[entry]*Num{} // i ≤ j; −1 stands for the factor 1
	at := func(i, j int) *Num {
		if n, ok := by[entry{min(i, j), max(i, j)}]; ok {
			return n
		}
		return Zero
	}
	single = true
	for _, m := range p {
		k := entry{-1, -1}
		for _, f := range m.factors {
			if _, symbol := f.base.(*Sym); !symbol {
				single = false
			}
			for range 2 {
				switch {
				case f.exp.Sign() == 0:
				case !f.exp.is(1) && !f.exp.is(2) || k.i >= 0:
					return nil, false, false
				default:
					k = entry{k.j, place(f.base)}
					f.exp = f.exp.add(MinusOne)
				}
			}
			if f.exp.Sign() != 0 {
				return nil, false, false
			}
		}
		k = entry{min(k.i, k.j), max(k.i, k.j)}
		by[k] = at(k.i, k.j).add(m.coef)
	}
	for i := range bases {
		a := at(i, i)
		switch {
		case a.Sign() < 0:
			return nil, false, false
		case a.Sign() == 0: // nothing may be linear in it
			single = false
			for j := -1; j < len(bases); j++ {
				if (j < 0 || j > i) && at(i, j).Sign() != 0 {
					return nil, false, false
				}
			}
			continue
		}
		// a u² + b u + rest = a (u + b/2a)² − b²/4a + rest
		for j := -1; j < len(bases); j++ {
			if j >= 0 && j <= i {
				continue
			}
			for k := j; k < len(bases); k++ {
				if k >= 0 && k <= i {
					continue
				}
				less := at(i, j).mul(at(i, k)).mul(a.inv()).mul(Half).neg()
				if j == k {
					less = less.mul(Half)
				}
				by[entry{j, k}] = at(j, k).add(less)
			}
		}
	}
	return at(-1, -1), single, true
}
