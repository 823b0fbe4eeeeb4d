package solution

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// conditions writes the conditions on the lines that the author does not assume.
func (s *solver) conditions(relations []calculus.Relation, lines ...calculus.Expr) []string {
	return s.relations(s.beyondGiven(relations), lines...)
}

// relations writes conditions on the lines, the two ends of a range as one, and
// behind one that is meant for all values of an index which these are.
func (s *solver) relations(relations []calculus.Relation, lines ...calculus.Expr) []string {
	var list []string
	relations = ranges(relations)
	for i := 0; i < len(relations); i++ {
		r := relations[i]
		sign := map[calculus.Op]string{calculus.LessEqual: `\le `, calculus.Less: `\lt `}[r.Op]
		if i+1 < len(relations) && sign != "" {
			if next := relations[i+1]; next.Op == r.Op && calculus.Equal(r.Right, next.Left) {
				list = append(list, s.condition(r)+sign+s.tex(next.Right))
				i++
				continue
			}
		}
		list = append(list, s.condition(r)+s.forAll(calculus.Running(lines, r)))
	}
	return list
}

// beyondGiven leaves out the conditions that follow from what the author assumes.
func (s *solver) beyondGiven(relations []calculus.Relation) []calculus.Relation {
	if len(s.given) == 0 {
		return relations
	}
	return slices.DeleteFunc(slices.Clone(relations), func(r calculus.Relation) bool {
		return slices.ContainsFunc(s.given, func(g calculus.Relation) bool { return implies(g, r) || implies(flipped(g), r) })
	})
}

// implies reports whether r holds wherever g does, as seen by numbers on the right
// sides: x > 1 implies x ≠ 0.
func implies(g, r calculus.Relation) bool {
	if !calculus.Equal(g.Left, r.Left) {
		return false
	}
	if g.Op == r.Op && calculus.Equal(g.Right, r.Right) {
		return true
	}
	a, ok1 := g.Right.(*calculus.Num)
	b, ok2 := r.Right.(*calculus.Num)
	if !ok1 || !ok2 {
		return false
	}
	c := a.Cmp(b)
	if g.Op == calculus.Less || g.Op == calculus.LessEqual { // as for the opposites
		c, g, r = -c, opposite(g), opposite(r)
	}
	switch strict := g.Op == calculus.Greater; {
	case !strict && g.Op != calculus.GreaterEqual:
		return false
	case r.Op == calculus.GreaterEqual:
		return c >= 0
	case r.Op == calculus.Greater, r.Op == calculus.NotEqual:
		return c > 0 || c == 0 && strict
	}
	return false
}

// flipped turns 0 < x into x > 0.
func flipped(r calculus.Relation) calculus.Relation {
	return calculus.Relation{Left: r.Right, Op: opposite(r).Op, Right: r.Left}
}

// opposite is the relation of −x and −a where r is the one of x and a, without its
// sides changed.
func opposite(r calculus.Relation) calculus.Relation {
	switch r.Op {
	case calculus.Less:
		r.Op = calculus.Greater
	case calculus.LessEqual:
		r.Op = calculus.GreaterEqual
	case calculus.Greater:
		r.Op = calculus.Less
	case calculus.GreaterEqual:
		r.Op = calculus.LessEqual
	}
	return r
}

// forAll writes the values of indices, (1 ≤ i ≤ N, j ≠ i), and nothing for no index.
func (s *solver) forAll(over []calculus.Ranged) string {
	if len(over) == 0 {
		return ""
	}
	var list []string
	for _, r := range over {
		i := s.tex(r.Index())
		list = append(list, s.tex(r.From())+`\le `+i+`\le `+s.tex(r.To()))
		for _, k := range r.Except() {
			list = append(list, i+`\ne `+s.tex(k))
		}
	}
	return `\ (` + strings.Join(list, `,\ `) + `)`
}

// shown lists what a chain says to be equal.
func shown(c *calculus.Chain) []calculus.Expr {
	list := []calculus.Expr{c.Left}
	for _, l := range c.Lines {
		list = append(list, l.Expr)
	}
	return list
}

// ranges puts x > a and x < b together, as a < x and x < b.
func ranges(relations []calculus.Relation) []calculus.Relation {
	var list []calculus.Relation
	for _, r := range relations {
		i := slices.IndexFunc(list, func(k calculus.Relation) bool {
			return calculus.Equal(k.Left, r.Left) && (k.Op == calculus.Greater && r.Op == calculus.Less || k.Op == calculus.Less && r.Op == calculus.Greater)
		})
		if i < 0 {
			list = append(list, r)
			continue
		}
		below, above := list[i], r
		if below.Op == calculus.Less {
			below, above = r, list[i]
		}
		list = slices.Replace(list, i, i+1, calculus.Relation{Left: below.Right, Op: calculus.Less, Right: below.Left}, above)
	}
	return list
}

// condition writes a condition as a reader expects it: a sum of squares is 0
// in one point only.
func (s *solver) condition(r calculus.Relation) string {
	if sum, ok := r.Left.(*calculus.Sum); ok && r.Op == calculus.NotEqual {
		if names := squares(sum); names != nil {
			zeros := make([]string, len(names))
			list := make([]string, len(names))
			for i, x := range names {
				list[i] = s.tex(x)
				zeros[i] = "0"
			}
			return "(" + strings.Join(list, ",") + `)\ne(` + strings.Join(zeros, ",") + ")"
		}
	}
	text, err := s.print.Relation(r)
	if err != nil && s.err == nil {
		s.err = err
	}
	return text
}

// squares returns the symbols whose squares the sum adds up, and nil when it
// is anything else.
func squares(sum *calculus.Sum) []*calculus.Sym {
	var names []*calculus.Sym
	for _, t := range sum.Terms() {
		p, ok := t.(*calculus.Pow)
		if !ok {
			return nil
		}
		x, isSym := p.Base().(*calculus.Sym)
		n, isNum := p.Exp().(*calculus.Num)
		if !isSym || !isNum || n.Cmp(calculus.Two) != 0 {
			return nil
		}
		names = append(names, x)
	}
	return names
}
