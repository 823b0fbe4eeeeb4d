package problem

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// softmax reads a component of the softmax function: softmax(a)_i and softmax(a_i)
// of a family, softmax(u, v)_1 of a list. It is written out, e^{a_i}/Σ_j e^{a_j}, so
// that the reader of the solution sees what is differentiated.
func (r *reader) softmax(first *token) (calculus.Expr, bool) {
	if !r.peek().is("(") {
		return r.unexpected()
	}
	args, ok := r.arguments()
	if !ok {
		return nil, false
	}
	name, _, ok := r.subscripted("softmax")
	if !ok {
		return nil, false
	}
	_, piece, lowered := strings.Cut(name, "_")
	span := Span{first.start, r.tokens[r.i-1].end}
	fail := func() (calculus.Expr, bool) {
		return r.fail(Diagnostic{Span: span, Code: "softmax", Args: []string{r.p.quote(span)}})
	}
	if len(args) > 1 {
		n, ok := calculus.ParseNum(piece)
		i, whole := int64(0), false
		if ok {
			i, whole = n.Int64()
		}
		if !whole || i < 1 || i > int64(len(args)) {
			return fail()
		}
		terms := make([]calculus.Expr, len(args))
		for k, a := range args {
			terms[k] = calculus.Power(calculus.E, a)
		}
		return calculus.Div(terms[i-1], calculus.Add(terms...)), true
	}
	base := ""
	switch a := args[0].(type) {
	case *calculus.Sym:
		var sub string
		var has bool
		if base, sub, has = strings.Cut(a.Name(), "_"); has == lowered {
			return fail() // no subscript, or two
		} else if has {
			piece = sub
		}
	case *calculus.Index:
		sub, symbol := a.Subs()[0].(*calculus.Sym)
		if lowered || len(a.Subs()) != 1 || !symbol {
			return fail()
		}
		base, piece = a.Base(), sub.Name()
	default:
		if lowered {
			return r.fail(Diagnostic{Span: span, Code: "softmax-argument", Args: []string{r.p.quote(span)}})
		}
		return fail()
	}
	if strings.Contains(piece, "_") {
		return fail()
	}
	over := r.componentRange(base, piece)
	component := calculus.Expr(r.p.symbol(base + "_" + piece))
	if x := r.bound(piece); x != nil { // in a sum over the components
		component = calculus.Indexed(base, x.expr(r.p))
	}
	if !r.p.family(base, []Range{over}, span) {
		return nil, false
	}
	each := calculus.Power(calculus.E, calculus.Indexed(base, over.Index))
	return calculus.Div(calculus.Power(calculus.E, component), calculus.SumOver(over.Index, over.From, over.To, each)), true
}

// softmaxLast returns the definitions with those at the end that hold a softmax, so
// that the sums over its components are known: with Σ_{k=1}^{K} t_k log y_k in the
// block, y_k = softmax(a)_k has K of them.
func (p *parser) softmaxLast(heads []*head) []*head {
	holds := func(h *head) bool {
		return slices.ContainsFunc(h.statement.tokens, func(t token) bool { return t.text == "softmax" })
	}
	if !slices.ContainsFunc(heads, holds) {
		return heads
	}
	p.counted = map[string]Range{}
	others := slices.DeleteFunc(slices.Clone(heads), holds)
	return append(others, slices.DeleteFunc(slices.Clone(heads), func(h *head) bool { return !holds(h) })...)
}

// componentRange is over which components of a family a softmax runs: those that
// the block declares or sums over, and 1, …, N where it says nothing.
func (r *reader) componentRange(base, piece string) Range {
	over := Range{From: calculus.One, To: r.p.symbol("N")}
	own := ""
	if r.p.using != nil && r.p.using.Name != nil {
		own = baseOf(r.p.using.Name.Name())
	}
	x := r.bound(piece)
	within := func(x index) bool { return x.over == nil && calculus.Int(x.value).String() == piece }
	switch declared := r.p.ranges[piece]; {
	case x != nil && x.over != nil:
		over = *x.over
	case declared != nil:
		over = *declared
	case slices.ContainsFunc(r.indices, within):
		over = r.indices[slices.IndexFunc(r.indices, within)].among
	default:
		for _, name := range []string{own, base} {
			if f := r.p.problem.familyOf(name); f != nil && len(f.Ranges) == 1 && f.From != nil {
				over.From, over.To = f.From, f.To
				break
			}
			if among, ok := r.p.counted[name]; ok {
				over = among
				break
			}
		}
	}
	for _, letter := range []string{"j", "k", "l", "m", "n", "i"} {
		if letter != piece && letter != base && r.p.defined[letter] == nil && !r.sc.isValue(letter) && r.bound(letter) == nil {
			over.Index = r.p.symbol(letter)
			break
		}
	}
	return over
}
