package problem

import (
	"math/big"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// maxTerms limits the sums and products that are written out term by term. More would not
// be read by anyone; such a sum is written with a symbol as its bound.
const maxTerms = 1000

// series reads a sum or product over an index, sum(i=1..3, w_i) or
// \sum_{i=1}^{N} w_i. Between numbers it is written out.
func (r *reader) series(first *token) (calculus.Expr, bool) {
	if !r.enter() {
		return nil, false
	}
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
		for r.peek().text == s.name && r.tokens[r.i+1].is("!=") {
			if s, ok = r.leftOut(s); !ok {
				return nil, false
			}
			if !r.peek().is(",") {
				return r.unexpected()
			}
			r.i++
		}
		defer func() { r.bars = bars }()
	} else if s, ok = r.scriptBounds(first); !ok {
		return nil, false
	}
	from, ok1 := whole(s.from)
	to, ok2 := whole(s.to)
	if x := r.bound(s.name); x != nil && (x.over != nil || !ok1 || !ok2) {
		return r.fail(Diagnostic{Span: first.span(), Code: "repeated-index", Args: []string{s.name}})
	}
	body := func() (calculus.Expr, bool) {
		if called {
			return r.sum()
		}
		return r.term()
	}
	var e calculus.Expr
	without, ok3 := wholes(s.except)
	if ok1 && ok2 && ok3 {
		e, ok = r.writtenOut(first, s.name, from, to, without, body)
	} else {
		e, ok = r.symbolic(first, s, body)
	}
	if !ok || called && !r.close(bracket) {
		return nil, false
	}
	r.depth--
	return e, true
}

// writtenOut reads the body once for each value of the index, except those without.
func (r *reader) writtenOut(first *token, name string, from, to *big.Int, without map[string]bool, body func() (calculus.Expr, bool)) (calculus.Expr, bool) {
	n := new(big.Int).Sub(to, from)
	if n.Sign() < 0 {
		return r.fail(Diagnostic{Span: first.span(), Code: "empty-sum", Args: []string{from.String(), to.String()}})
	}
	if !n.IsInt64() || n.Int64() >= maxTerms || !from.IsInt64() {
		return r.fail(Diagnostic{Span: first.span(), Code: "too-many-terms", Args: []string{Grouped(maxTerms), "terms"}})
	}
	start := r.i
	var terms []calculus.Expr
	among := Range{From: calculus.Int(from.Int64()), To: calculus.Int(to.Int64())}
	for k := int64(0); k <= n.Int64(); k++ {
		r.i = start
		r.indices = append(r.indices, index{name: name, value: from.Int64() + k, among: among})
		e, ok := body()
		r.indices = r.indices[:len(r.indices)-1]
		if !ok {
			return nil, false
		}
		if !without[calculus.Int(from.Int64()+k).String()] {
			terms = append(terms, e)
		}
	}
	r.p.count(terms, among)
	if first.text == "prod" {
		return calculus.Mul(terms...), true
	}
	e := calculus.Add(terms...)
	if _, ok := e.(*calculus.Sum); ok && len(terms) > 1 {
		r.spread = e
	}
	return e, true
}

// count notes that names such as y_1, in the first of the terms, have a number below
// that runs over the range.
func (p *parser) count(terms []calculus.Expr, among Range) {
	if p.counted == nil || len(terms) < 2 {
		return
	}
	for _, s := range calculus.Symbols(terms[0]) {
		if base, sub, ok := strings.Cut(s.Name(), "_"); ok && sub == among.From.String() {
			p.counted[base] = among
		}
	}
}

// symbolic reads the body of a sum or product that stays one.
func (r *reader) symbolic(first *token, s bounded, body func() (calculus.Expr, bool)) (calculus.Expr, bool) {
	name := r.p.symbol(s.name)
	r.indices = append(r.indices, index{name: s.name, over: &Range{Index: name, From: s.from, To: s.to}})
	e, ok := body()
	r.indices = r.indices[:len(r.indices)-1]
	if !ok {
		return nil, false
	}
	if first.text == "prod" {
		return calculus.ProductOver(name, s.from, s.to, e, s.except...), true
	}
	return calculus.SumOver(name, s.from, s.to, e, s.except...), true
}

// bounded is an index with its first and last value, and the values between that
// are left out.
type bounded struct {
	name     string
	from, to calculus.Expr
	except   []calculus.Expr
}

// leftOut reads i≠k after a range of i.
func (r *reader) leftOut(s bounded) (bounded, bool) {
	r.i += 2
	k, ok := r.sum()
	s.except = append(s.except, k)
	return s, ok
}

// wholes returns the whole numbers in the list, if there is nothing else in it.
func wholes(list []calculus.Expr) (map[string]bool, bool) {
	numbers := map[string]bool{}
	for _, e := range list {
		n, ok := whole(e)
		if !ok {
			return nil, false
		}
		numbers[n.String()] = true
	}
	return numbers, true
}

// indexName reads the name of the index and the "=" after it.
func (r *reader) indexName() (string, bool) {
	t := r.peek()
	if t.kind != kindSymbol && t.kind != kindWord || !r.tokens[r.i+1].is("=") {
		if name := t.text; r.tokens[r.i-1].is("{") {
			r.noBounds(t, name)
		} else {
			r.noBounds(t, "") // sum(w_i)
		}
		return "", false
	}
	r.i += 2
	return t.text, true
}

// plainBounds reads i=1..N.
func (r *reader) plainBounds() (s bounded, ok bool) {
	if t := r.peek(); r.p.ranges[t.text] != nil && r.tokens[r.i+1].is(",") {
		over := r.p.ranges[t.text]
		r.i++
		return bounded{name: t.text, from: over.From, to: over.To}, true
	}
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

// scriptBounds reads _{i=1}^{N}, in either order, and _i and _{i} for an index
// that the block declares.
func (r *reader) scriptBounds(first *token) (s bounded, ok bool) {
	for {
		t := r.peek()
		switch {
		case t.is("_") && s.name == "":
			r.i++
			if s, ok = r.lowerBound(s); !ok {
				return s, false
			}
		case t.kind == kindSub && s.name == "":
			r.i++
			if s, ok = r.loweredBound(s, t); !ok {
				return s, false
			}
		case t.is("^") && s.to == nil:
			r.i++
			if s.to, ok = r.upperBound(); !ok {
				return s, false
			}
		case t.kind == kindSuper && s.to == nil:
			r.i++
			if s.to, ok = r.raisedSigns(t); !ok {
				return s, false
			}
		default:
			if over := r.p.ranges[s.name]; over != nil && s.from == nil && s.to == nil {
				s.from, s.to = over.From, over.To
			}
			if s.from == nil || s.to == nil {
				r.noBounds(first, s.name)
				return s, false
			}
			return s, true
		}
	}
}

// lowerBound reads {i=1}, {i} and i, and what is left out in {i=1, i≠k} and {i≠k}.
func (r *reader) lowerBound(s bounded) (bounded, bool) {
	open := r.peek()
	if !open.is("{") {
		if (open.kind == kindSymbol || open.kind == kindWord) && r.p.ranges[open.text] != nil {
			r.i++
			s.name = open.text
			return s, true
		}
		r.noBounds(open, open.text)
		return s, false
	}
	r.i++
	if t := r.peek(); r.p.ranges[t.text] != nil && r.tokens[r.i+1].is("}") {
		r.i += 2
		s.name = t.text
		return s, true
	}
	var ok bool
	if t := r.peek(); r.p.ranges[t.text] != nil && r.tokens[r.i+1].is("!=") {
		s.name = t.text
		if s, ok = r.leftOut(s); !ok {
			return s, false
		}
	} else {
		if s.name, ok = r.indexName(); !ok {
			return s, false
		}
		if s.from, ok = r.sum(); !ok {
			return s, false
		}
	}
	for r.peek().is(",") && r.tokens[r.i+1].text == s.name && r.tokens[r.i+2].is("!=") {
		r.i++
		if s, ok = r.leftOut(s); !ok {
			return s, false
		}
	}
	return s, r.close(open)
}

// loweredBound reads the lowered characters ᵢ₌₁ of t.
func (r *reader) loweredBound(s bounded, t *token) (bounded, bool) {
	name, from, ok := strings.Cut(t.text, "=")
	n, isNumber := calculus.ParseNum(from)
	switch {
	case !ok && r.p.ranges[name] != nil:
		s.name = name
		return s, true
	case ok && len(name) == 1 && isLetter(name[0]) && isNumber:
		s.name, s.from = name, n
		return s, true
	case ok && len(name) == 1 && isLetter(name[0]) && len(from) == 1 && isLetter(from[0]):
		s.name, s.from = name, r.p.symbol(from)
		return s, true
	}
	r.noBounds(t, name)
	return s, false
}

// noBounds reports, at t, a sum that does not say from where to where its index runs.
func (r *reader) noBounds(t *token, index string) {
	d := Diagnostic{Span: t.span(), Code: "sum-bounds"}
	if len(index) == 1 && isLetter(index[0]) {
		d.Args = []string{index}
		d.Fixes = []Fix{{Span{r.start, r.start}, "index " + index + " = 1..N; "}}
	}
	r.fail(d)
}

// upperBound reads what stands after "^": a bracket after a name there starts
// the summand, as in \sum_{i=1}^N(x_i+1).
func (r *reader) upperBound() (calculus.Expr, bool) {
	if t := r.peek(); t.kind == kindSymbol && (r.tokens[r.i+1].is("(") || r.tokens[r.i+1].is("[")) {
		r.i++
		return r.p.symbol(t.text), true
	}
	return r.exponent(r.i - 1)
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
