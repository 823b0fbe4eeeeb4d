package problem

import (
	"math/big"

	"github.com/bibun-md/bibun/calculus"
)

// maxTerms limits the sums that are written out term by term. More would not
// be read by anyone; such a sum is written with a symbol as its bound.
const maxTerms = 1000

// series reads a sum or product over an index, sum(i=1..3, w_i) or
// \sum_{i=1}^{3} w_i, and writes it out.
func (r *reader) series(first *token) (calculus.Expr, bool) {
	if !r.enter() {
		return nil, false
	}
	product := first.text == "prod"
	var s bounded
	var ok bool
	bracket := r.peek()
	called := bracket.is("(")
	if called {
		r.i++
		bars := r.bars
		r.bars = 0
		if s, ok = r.plainBounds(); !ok {
			return nil, false
		}
		if !r.peek().is(",") {
			return r.unexpected()
		}
		r.i++
		defer func() { r.bars = bars }()
	} else if s, ok = r.scriptBounds(first); !ok {
		return nil, false
	}
	from, ok1 := whole(s.from)
	to, ok2 := whole(s.to)
	body := func() (calculus.Expr, bool) {
		if called {
			return r.sum()
		}
		return r.term()
	}
	start := r.i
	var terms []calculus.Expr
	if ok1 && ok2 {
		n := new(big.Int).Sub(to, from)
		if n.Sign() < 0 {
			return r.fail(Diagnostic{Span: first.span(), Code: "empty-sum", Args: []string{from.String(), to.String()}})
		}
		if !n.IsInt64() || n.Int64() >= maxTerms || !from.IsInt64() {
			return r.fail(Diagnostic{Span: first.span(), Code: "too-many-terms"})
		}
		for k := int64(0); k <= n.Int64(); k++ {
			r.i = start
			r.indices = append(r.indices, index{s.name, from.Int64() + k})
			e, ok := body()
			r.indices = r.indices[:len(r.indices)-1]
			if !ok {
				return nil, false
			}
			terms = append(terms, e)
		}
	} else {
		if _, ok := body(); !ok || called && !r.close(bracket) {
			return nil, false
		}
		return r.fail(Diagnostic{Span: Span{first.start, r.tokens[r.i-1].end}, Code: "symbolic-sum",
			Args: []string{r.p.quote(Span{first.start, r.tokens[r.i-1].end})}})
	}
	if called && !r.close(bracket) {
		return nil, false
	}
	r.depth--
	if product {
		return calculus.Mul(terms...), true
	}
	e := calculus.Add(terms...)
	if _, ok := e.(*calculus.Sum); ok && len(terms) > 1 {
		r.spread = e
	}
	return e, true
}

// bounded is an index with its first and last value.
type bounded struct {
	name     string
	from, to calculus.Expr
}

// indexName reads the name of the index and the "=" after it.
func (r *reader) indexName() (string, bool) {
	t := r.peek()
	if t.kind != kindSymbol && t.kind != kindWord || !r.tokens[r.i+1].is("=") {
		r.fail(Diagnostic{Span: t.span(), Code: "sum-bounds"})
		return "", false
	}
	r.i += 2
	return t.text, true
}

// plainBounds reads i=1..N.
func (r *reader) plainBounds() (s bounded, ok bool) {
	if s.name, ok = r.indexName(); !ok {
		return s, false
	}
	if s.from, ok = r.sum(); !ok {
		return s, false
	}
	if t := r.peek(); !t.is("..") && t.kind != kindDots {
		_, ok = r.unexpected()
		return s, ok
	}
	r.i++
	s.to, ok = r.sum()
	return s, ok
}

// scriptBounds reads _{i=1}^{N}, in either order.
func (r *reader) scriptBounds(first *token) (s bounded, ok bool) {
	for {
		t := r.peek()
		switch {
		case t.is("_") && s.from == nil && r.tokens[r.i+1].is("{"):
			r.i += 2
			if s.name, ok = r.indexName(); !ok {
				return s, false
			}
			if s.from, ok = r.sum(); !ok {
				return s, false
			}
			if !r.close(&token{kind: kindOp, text: "{", start: t.start, end: t.end}) {
				return s, false
			}
		case t.is("^") && s.to == nil:
			r.i++
			if s.to, ok = r.exponent(); !ok {
				return s, false
			}
		case t.kind == kindSuper && s.to == nil:
			r.i++
			if s.to, ok = r.raised(t); !ok {
				return s, false
			}
		default:
			if s.from == nil || s.to == nil {
				r.fail(Diagnostic{Span: first.span(), Code: "sum-bounds"})
				return s, false
			}
			return s, true
		}
	}
}

// whole returns the value of e where it is a whole number.
func whole(e calculus.Expr) (*big.Int, bool) {
	switch e := e.(type) {
	case *calculus.Num:
		if e.IsInt() {
			return e.Rat().Num(), true
		}
	case *calculus.Sum:
		total := new(big.Int)
		for _, t := range e.Terms() {
			n, ok := whole(t)
			if !ok {
				return nil, false
			}
			total.Add(total, n)
		}
		return total, true
	case *calculus.Prod:
		total := big.NewInt(1)
		for _, f := range e.Factors() {
			n, ok := whole(f)
			if !ok || n.BitLen() > 64 || total.BitLen() > 64 {
				return nil, false
			}
			total.Mul(total, n)
		}
		return total, true
	}
	return nil, false
}
