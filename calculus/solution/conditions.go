package solution

import (
	"github.com/bibun-md/bibun/calculus"
	"strings"
)

// conditions writes conditions, the two ends of a range as one.
func (w *writer) conditions(relations []calculus.Relation) []string {
	var list []string
	for i := 0; i < len(relations); i++ {
		r := relations[i]
		if i+1 < len(relations) && r.Op == calculus.LessEqual {
			if next := relations[i+1]; next.Op == r.Op && calculus.Equal(r.Right, next.Left) {
				list = append(list, w.condition(r)+`\le `+w.tex(next.Right))
				i++
				continue
			}
		}
		list = append(list, w.condition(r))
	}
	return list
}

// condition writes a condition as a reader expects it: a sum of squares is 0
// in one point only.
func (w *writer) condition(r calculus.Relation) string {
	if sum, ok := r.Left.(*calculus.Sum); ok && r.Op == calculus.NotEqual {
		if names := squares(sum); names != nil {
			zeros := make([]string, len(names))
			list := make([]string, len(names))
			for i, x := range names {
				list[i] = w.tex(x)
				zeros[i] = "0"
			}
			return "(" + strings.Join(list, ",") + `)\ne(` + strings.Join(zeros, ",") + ")"
		}
	}
	text, err := w.print.Relation(r)
	if err != nil && w.err == nil {
		w.err = err
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
