package problem

import (
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// maxName limits the length of a name: no index of a sum is put into more.
const maxName = 200

// subscripted reads the subscripts that follow the letters base and returns the
// symbol's name. The index of a sum is replaced by its value.
func (r *reader) subscripted(base string) (string, bool) {
	name := base
	for {
		t := r.peek()
		if len(name)+len(t.text) > maxName && (t.kind == kindSub || t.is("_")) {
			r.fail(Diagnostic{Span: t.span(), Code: "bad-name", Args: []string{r.p.quote(t.span())}})
			return "", false
		}
		switch {
		case t.kind == kindSub:
			name += "_" + r.piece(t.text)
			r.i++
		case t.is("_"):
			r.i++
			pieces, ok := r.subscript()
			if !ok {
				return "", false
			}
			name += "_" + pieces
		default:
			return name, true
		}
	}
}

// subscript reads what stands after "_".
func (r *reader) subscript() (string, bool) {
	t := r.peek()
	switch t.kind {
	case kindWord, kindNumber, kindGreek, kindNamed, kindSymbol, kindConstant:
		r.i++
		return r.subscriptPiece(r.tokens[r.i-1 : r.i])
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
		piece, ok := r.subscriptPiece(r.tokens[from:r.i])
		if !ok {
			return "", false
		}
		pieces = append(pieces, piece)
		if r.peek().is(",") {
			r.i++
			continue
		}
		return strings.Join(pieces, "_"), r.close(open)
	}
}

// subscriptPiece returns the piece of a subscript between commas: a name, or
// arithmetic with the index of a sum, as in w_{i+1}.
func (r *reader) subscriptPiece(tokens []token) (string, bool) {
	if len(tokens) == 0 {
		r.unexpected()
		return "", false
	}
	if s := spanOf(tokens); s.End-s.Start > maxName {
		r.fail(Diagnostic{Span: s, Code: "bad-name", Args: []string{r.p.quote(s)}})
		return "", false
	}
	plain := true
	var text strings.Builder
	for _, t := range tokens {
		switch t.kind {
		case kindWord, kindNumber, kindGreek, kindNamed, kindSymbol, kindConstant:
			text.WriteString(r.piece(t.text))
		default:
			plain = false
		}
	}
	if plain {
		return text.String(), true
	}
	if resolved := r.p.resolve(r.sc, tokens, true); resolved != nil {
		inner := *r
		inner.tokens, inner.i, inner.bars = resolved, 0, 0
		if inner.depth++; inner.depth > maxDepth {
			r.fail(Diagnostic{Span: spanOf(tokens), Code: "too-deep"})
			return "", false
		}
		e, ok := inner.read()
		if !ok {
			return "", false
		}
		if n, ok := whole(e); ok && n.Sign() >= 0 {
			return n.String(), true
		}
		r.fail(Diagnostic{Span: spanOf(tokens), Code: "subscript", Args: []string{r.p.quote(spanOf(tokens))}})
	}
	return "", false
}

// piece replaces the indices of sums in a word of a subscript: with i = 2, ij
// is 2_j.
func (r *reader) piece(word string) string {
	if len(r.indices) == 0 {
		return word
	}
	if v, ok := r.bound(word); ok {
		return calculus.Int(v).String()
	}
	var parts []string
	replaced := false
	for _, c := range letters(word) {
		if v, ok := r.bound(c); ok {
			c = calculus.Int(v).String()
			replaced = true
		}
		parts = append(parts, c)
	}
	if !replaced {
		return word
	}
	return strings.Join(parts, "_")
}
