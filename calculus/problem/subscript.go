package problem

import (
	"math/big"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// maxName limits the length of a name: no index of a sum is put into more.
const maxName = 200

// sub is one subscript: a number, a name, or arithmetic with an index.
type sub struct {
	text string
	expr calculus.Expr
	// over is the range of an index; index says that an index stands in the
	// subscript, on its own or in arithmetic.
	over  *Range
	index bool
}

// lowersIndex reports whether one of the subscripts holds an index.
func lowersIndex(subs []sub) bool {
	for i := range subs {
		if subs[i].index {
			return true
		}
	}
	return false
}

// subscripted reads the subscripts that follow the letters base and returns the
// symbol's name, and the subscripts where indices are known. The index of a
// sum that is written out is replaced by its value.
func (r *reader) subscripted(base string) (name string, subs []sub, ok bool) {
	name = base
	for {
		t := r.peek()
		if len(name)+len(t.text) > maxName && (t.kind == kindSub || t.is("_")) {
			r.fail(Diagnostic{Span: t.span(), Code: "bad-name", Args: []string{r.p.quote(t.span())}})
			return "", nil, false
		}
		switch {
		case t.kind == kindSub:
			name += "_" + r.piece(t.text, &subs)
			r.i++
		case t.is("_"):
			r.i++
			pieces, ok := r.subscript(&subs)
			if !ok {
				return "", nil, false
			}
			name += "_" + pieces
		default:
			return name, subs, true
		}
	}
}

// subscript reads what stands after "_".
func (r *reader) subscript(subs *[]sub) (string, bool) {
	t := r.peek()
	switch t.kind {
	case kindWord, kindNumber, kindGreek, kindNamed, kindSymbol, kindConstant:
		r.i++
		return r.subscriptPiece(r.tokens[r.i-1:r.i], subs)
	}
	if !t.is("{") {
		r.unexpected()
		return "", false
	}
	open := t
	r.i++
	var pieces []string
	for {
		from := r.i
		for k := r.peek(); k.kind != kindEnd && !k.is(",") && !k.is("}"); k = r.peek() {
			r.i++
		}
		piece, ok := r.subscriptPiece(r.tokens[from:r.i], subs)
		if !ok {
			return "", false
		}
		if r.peek().is(",") {
			r.i++
			pieces = append(pieces, piece)
			continue
		}
		if pieces == nil {
			return piece, r.close(open)
		}
		return strings.Join(append(pieces, piece), "_"), r.close(open)
	}
}

// subscriptPiece returns the piece of a subscript between commas: a name, or
// arithmetic with the index of a sum, as in w_{i+1}.
func (r *reader) subscriptPiece(tokens []token, subs *[]sub) (string, bool) {
	if len(tokens) == 0 {
		r.unexpected()
		return "", false
	}
	if s := spanOf(tokens); s.End-s.Start > maxName {
		r.fail(Diagnostic{Span: s, Code: "bad-name", Args: []string{r.p.quote(s)}})
		return "", false
	}
	plain := true
	for i := range tokens {
		switch tokens[i].kind {
		case kindWord, kindNumber, kindGreek, kindNamed, kindSymbol, kindConstant:
		default:
			plain = false
		}
	}
	if plain && len(tokens) == 1 {
		if k := tokens[0].kind; k == kindNamed {
			return r.whole(tokens[0].text, subs), true
		}
		return r.piece(tokens[0].text, subs), true
	}
	if plain {
		return r.pieces(tokens, subs), true
	}
	if resolved := r.p.resolve(r.sc, tokens, true); resolved != nil {
		inner := *r
		inner.tokens, inner.i, inner.bars, inner.raising = resolved, 0, 0, 0
		if inner.depth++; inner.depth > r.p.limits.Depth {
			r.fail(r.p.tooDeep(spanOf(tokens)))
			return "", false
		}
		e, ok := inner.read()
		if !ok {
			return "", false
		}
		if n, ok := whole(e); ok && n.Sign() >= 0 {
			*subs = append(*subs, sub{text: n.String(), expr: calculus.Rational(new(big.Rat).SetInt(n))})
			return n.String(), true
		}
		if r.shiftsIndex(e) {
			*subs = append(*subs, sub{text: e.String(), expr: e, index: true})
			return e.String(), true
		}
		r.fail(Diagnostic{Span: spanOf(tokens), Code: "subscript", Args: []string{r.p.quote(spanOf(tokens))}})
	}
	return "", false
}

// shiftsIndex reports whether e is an index with something added or taken away.
func (r *reader) shiftsIndex(e calculus.Expr) bool {
	sum, ok := e.(*calculus.Sum)
	if !ok {
		return false
	}
	indices := 0
	for _, t := range sum.Terms() {
		t, _ := calculus.SplitSign(t)
		switch t := t.(type) {
		case *calculus.Num:
			if !t.IsInt() {
				return false
			}
		case *calculus.Sym:
			if r.isIndex(t.Name()) {
				indices++
			}
		default:
			return false
		}
	}
	return indices > 0
}

// isIndex reports whether name is an index: of a sum that stays one, or one
// that the block declares.
func (r *reader) isIndex(name string) bool {
	if x := r.bound(name); x != nil {
		return x.over != nil
	}
	return r.p.ranges[name] != nil
}

// whole adds a word that is one subscript whatever indices there are.
func (r *reader) whole(word string, subs *[]sub) string {
	if len(r.indices) > 0 || len(r.p.ranges) > 0 {
		*subs = append(*subs, sub{text: word, expr: subscriptOf(word)})
	}
	return word
}

// piece replaces the indices of sums in a word of a subscript: with i = 2, ij
// is 2_j. In a word of letters that are no indices nothing is replaced.
func (r *reader) piece(word string, subs *[]sub) string {
	if len(r.indices) == 0 && len(r.p.ranges) == 0 {
		return word
	}
	if r.index(word, subs) {
		return (*subs)[len(*subs)-1].text
	}
	from := len(*subs)
	if isDigit(word[0]) || word[0] >= 0x80 || isGreek(word) || isFunction(word) {
		return r.whole(word, subs)
	}
	replaced := false
	for _, c := range letters(word) {
		if r.index(c, subs) {
			replaced = true
		} else {
			*subs = append(*subs, sub{text: c, expr: subscriptOf(c)})
		}
	}
	if !replaced {
		*subs = append((*subs)[:from], sub{text: word, expr: subscriptOf(word)})
	}
	return joined((*subs)[from:])
}

// pieces reads several words and numbers in a row, as in w_{i1}: they are
// subscripts of their own where an index is among them, and one otherwise.
func (r *reader) pieces(tokens []token, subs *[]sub) string {
	var all strings.Builder
	for i := range tokens {
		all.WriteString(tokens[i].text)
	}
	if len(r.indices) == 0 && len(r.p.ranges) == 0 {
		return all.String()
	}
	from := len(*subs)
	replaced := false
	for i := range tokens {
		at := len(*subs)
		r.piece(tokens[i].text, subs)
		replaced = replaced || len(*subs) != at+1 || (*subs)[at].text != tokens[i].text || (*subs)[at].index
	}
	if !replaced {
		*subs = append((*subs)[:from], sub{text: all.String(), expr: subscriptOf(all.String())})
	}
	return joined((*subs)[from:])
}

// index adds the index called name to the subscripts, if there is one.
func (r *reader) index(name string, subs *[]sub) bool {
	if x := r.bound(name); x != nil {
		e := x.expr(r.p)
		*subs = append(*subs, sub{text: e.String(), expr: e, over: x.over, index: x.over != nil})
		return true
	}
	if over := r.p.ranges[name]; over != nil {
		*subs = append(*subs, sub{text: name, expr: r.p.symbol(name), over: over, index: true})
		return true
	}
	return false
}

func joined(subs []sub) string {
	if len(subs) == 1 {
		return subs[0].text
	}
	list := make([]string, len(subs))
	for i := range subs {
		list[i] = subs[i].text
	}
	return strings.Join(list, "_")
}

// member returns the member of the family first with the subscripts, one of
// which is an index.
func (r *reader) member(first *token, subs []sub) (calculus.Expr, bool) {
	base := first.text
	span := Span{first.start, r.tokens[r.i-1].end}
	if t := r.peek(); t.is("'") {
		return r.fail(Diagnostic{Span: t.span(), Code: "stray-prime"})
	}
	exprs := make([]calculus.Expr, len(subs))
	ranges := make([]Range, len(subs))
	for i, s := range subs {
		exprs[i] = s.expr
		if s.over != nil {
			ranges[i] = *s.over
		}
	}
	if base == "delta" && len(subs) == 2 && !r.sc.bases[base] {
		return calculus.Kronecker(exprs[0], exprs[1]), true
	}
	if t := r.peek(); t.is("(") && t.tight() && !r.sc.bases[base] && r.p.problem.familyOf(base) == nil {
		if _, ok := r.arguments(); !ok {
			return nil, false
		}
		whole := Span{first.start, r.tokens[r.i-1].end}
		text := r.p.text[span.Start:span.End]
		return r.fail(Diagnostic{Span: whole, Code: "indexed-call", Args: []string{r.p.quote(whole), text}, Fixes: fixes(whole, text+"*"+r.p.text[t.start:whole.End])})
	}
	if !r.p.family(base, ranges, span) {
		return nil, false
	}
	return calculus.Indexed(base, exprs...), true
}

// kronecker reads delta(i, k).
func (r *reader) kronecker(first *token) (calculus.Expr, bool) {
	args, ok := r.arguments()
	if !ok {
		return nil, false
	}
	if len(args) != 2 {
		return r.fail(r.p.arity(Span{first.start, r.tokens[r.i-1].end}, "delta", 2, 2, len(args)))
	}
	return calculus.Kronecker(args[0], args[1]), true
}
