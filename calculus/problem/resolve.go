package problem

import "strings"

// resolve turns the words of an expression into names: what a run of letters
// means depends on what the block declares. It returns nil when that failed.
func (p *parser) resolve(sc *scope, tokens []token, latex bool) []token {
	z := resolver{p: p, sc: sc, in: tokens, latex: latex, out: make([]token, 0, len(tokens)+len(tokens)/8+4)}
	for z.i < len(tokens) {
		if !z.next() {
			return nil
		}
	}
	end := 0
	if len(tokens) > 0 {
		end = tokens[len(tokens)-1].end
	}
	return append(z.out, token{kind: kindEnd, start: end, end: end, space: true})
}

type resolver struct {
	p     *parser
	sc    *scope
	in    []token
	i     int
	out   []token
	latex bool
}

func (z *resolver) at(i int) *token {
	if i >= 0 && i < len(z.in) {
		return &z.in[i]
	}
	return &token{kind: kindEnd}
}

// next resolves the token at i and what belongs to it.
func (z *resolver) next() bool {
	t := &z.in[z.i]
	switch t.kind {
	case kindWord:
		if n := z.derivative(); n > 0 {
			z.i += n
			return true
		}
		return z.word(*t)
	case kindNamed:
		z.name(*t, t.text)
	case kindGreek:
		if z.bigOperator(*t) {
			return true
		}
		z.name(*t, t.text)
	case kindConstant:
		z.out = append(z.out, *t)
		z.i++
		return true
	case kindNumber:
		if d, ok := z.scientific(t); ok && !z.latex {
			z.p.report(d)
			return false
		}
		z.out = append(z.out, *t)
		z.i++
		return true
	case kindCommand:
		if n := z.derivative(); n > 0 {
			z.i += n
			return true
		}
		if isFunction(t.text) && t.text != "sqrt" && t.text != "sum" && t.text != "prod" {
			z.name(*t, t.text)
			return true
		}
		z.out = append(z.out, *t)
		z.i++
		if n := z.at(z.i); t.text == "frac" {
			switch {
			case n.kind == kindNumber:
				z.digits(*n)
				z.i++
			case n.kind == kindWord && len(n.text) == 1: // \frac x2
				z.name(*n, n.text)
			}
		}
		return true
	case kindOp:
		if t.text == "{" && z.at(z.i+1).is("}") && !z.at(z.i-1).is("^") {
			z.i += 2 // {} is nothing
			return true
		}
		z.out = append(z.out, *t)
		z.i++
		return true
	default:
		z.out = append(z.out, *t)
		z.i++
		return true
	}
	return z.subscript()
}

// scientific reports 1e-3 and 2E5, which programs read as powers of ten. In LaTeX,
// where nobody writes so, they are products.
func (z *resolver) scientific(t *token) (Diagnostic, bool) {
	e, i := z.at(z.i+1), z.i+2
	if e.kind != kindWord || !e.tight() || e.text != "e" && e.text != "E" || z.sc.bases[e.text] {
		return Diagnostic{}, false
	}
	sign := z.at(i)
	signed := sign.is("-") || sign.is("+")
	if signed {
		i++
	}
	n := z.at(i)
	if n.kind != kindNumber || !n.tight() || signed && !sign.tight() || strings.Contains(n.text, ".") {
		return Diagnostic{}, false
	}
	power, product := n.text, t.text+"*"+e.text+"*"+n.text
	if signed {
		power, product = sign.text+n.text, t.text+"*"+e.text+" "+sign.text+" "+n.text
	}
	span := Span{t.start, n.end}
	return Diagnostic{Span: span, Code: "ambiguous-number", Args: []string{z.p.quote(span), e.text},
		Fixes: fixes(span, t.text+"*10^{"+power+"}", product)}, true
}

// bigOperator emits Σ and Π with bounds as what they mean: a sum, a product.
func (z *resolver) bigOperator(t token) bool {
	if t.text != "Sigma" && t.text != "Pi" || z.sc.bases[t.text] {
		return false
	}
	next := z.at(z.i + 1)
	bounds := next.is("_") && z.at(z.i+2).is("{") && z.at(z.i+4).is("=") || next.kind == kindSub && strings.Contains(next.text, "=") ||
		next.is("(")
	if index := z.at(z.i + 2); next.is("_") { // Σ_k t_k
		rest := z.i + 3
		if index.is("{") {
			index, rest = z.at(z.i+3), z.i+4
		}
		bounds = bounds || index.kind == kindWord && len(index.text) == 1 && holdsIndex(z.in[min(rest, len(z.in)):], index.text)
	}
	if next.kind == kindSub && len(next.text) == 1 {
		bounds = bounds || holdsIndex(z.in[z.i+2:], next.text)
	}
	if !bounds {
		return false
	}
	t.kind, t.text = kindCommand, "sum"
	if z.in[z.i].text == "Pi" {
		t.text = "prod"
	}
	z.out = append(z.out, t)
	z.i++
	return true
}

// name emits t as the one name text.
func (z *resolver) name(t token, text string) {
	switch {
	case z.sc.bases[text]:
		t.kind = kindSymbol
	case isFunction(text):
		t.kind = kindFunction
	case text == "e" && t.kind != kindNamed || text == "pi":
		t.kind = kindConstant
	default:
		t.kind = kindSymbol
	}
	t.text = text
	z.out = append(z.out, t)
	z.i++
}

// word emits the names that the run of letters t is cut into.
func (z *resolver) word(t token) bool {
	if len(t.text) == 1 || z.sc.bases[t.text] {
		z.name(t, t.text)
		return z.subscript()
	}
	words := z.p.words(z.sc, &t, z.at(z.i+1), z.latex)
	if words == nil {
		return false
	}
	at := t.start
	for i, w := range words {
		piece := t
		piece.start, piece.end = at, at+len(w)*int(t.unit)
		piece.space = t.space && i == 0
		at = piece.end
		z.name(piece, w)
		z.i--
	}
	z.i++
	return z.subscript()
}

// subscript copies the subscript of the symbol that was emitted last. In it a
// word is no product: w_ij has the one subscript ij.
func (z *resolver) subscript() bool {
	last := z.out[len(z.out)-1].kind
	if last != kindSymbol {
		return true
	}
	t := z.at(z.i)
	base := len(z.out) > 1 && z.out[len(z.out)-2].is("_") // of a logarithm
	if t.kind == kindNumber && t.tight() && !base && !strings.Contains(t.text, ".") {
		base := z.out[len(z.out)-1]
		if z.latex {
			span, letter := Span{base.start, t.end}, z.p.text[base.start:base.end]
			z.p.report(Diagnostic{Span: span, Code: "ambiguous-digit", Args: []string{z.p.quote(span)},
				Fixes: fixes(span, letter+"_{"+t.text+"}", letter+"\\cdot "+t.text)})
			return false
		}
		sub := *t
		sub.kind = kindSub
		z.out = append(z.out, sub)
		z.i++
		return true
	}
	for z.at(z.i).is("_") {
		z.out = append(z.out, *z.at(z.i))
		z.i++
		t := z.at(z.i)
		switch {
		case t.is("{"):
			for z.i < len(z.in) {
				t := *z.at(z.i)
				z.out = append(z.out, t)
				z.i++
				if t.is("}") {
					break
				}
			}
		case t.kind == kindWord:
			if !z.bareSubscript(*t) {
				return false
			}
			if z.out[len(z.out)-1].kind != kindWord {
				return z.subscript() // the word held a further name
			}
		case t.kind == kindNumber && z.latex && len(t.text) > 1:
			z.ambiguousSubscript(t, "{"+t.text+"}", "{"+t.text[:1]+"}\\cdot "+t.text[1:])
			return false
		case t.kind == kindNumber || t.kind == kindGreek || t.kind == kindNamed:
			z.out = append(z.out, *t)
			z.i++
		}
	}
	return true
}

// bareSubscript cuts a word that follows "_" without braces: x_iy_i is x_i·y_i,
// since the last letter has a subscript of its own. LaTeX lowers one letter
// only, so that a longer word has two readings there.
func (z *resolver) bareSubscript(t token) bool {
	n := len(t.text)
	cut := n
	if n > 1 && z.at(z.i+1).is("_") && z.at(z.i+1).tight() {
		cut = n - 1
	}
	if z.latex && cut > 1 {
		z.ambiguousSubscript(&t, "{"+t.text+"}", "{"+t.text[:1]+"} "+t.text[1:])
		return false
	}
	sub, rest := t, t
	sub.text, sub.end = t.text[:cut], t.start+cut*int(t.unit)
	z.out = append(z.out, sub)
	if cut == n {
		z.i++
		return true
	}
	rest.text, rest.start, rest.space = t.text[cut:], sub.end, false
	return z.word(rest)
}

// ambiguousSubscript reports the subscript t, of which LaTeX lowers the first
// character only, with what may be meant in its place. The sign "_" and the letter
// in front of it have been emitted.
func (z *resolver) ambiguousSubscript(t *token, one, product string) {
	span := t.span()
	if n := len(z.out); n > 1 && z.out[n-2].kind == kindSymbol {
		span.Start = z.out[n-2].start
	}
	base := z.p.text[span.Start:t.start]
	z.p.report(Diagnostic{Span: span, Code: "ambiguous-subscript", Args: []string{z.p.quote(span)}, Fixes: fixes(span, base+one, base+product)})
}

// digits emits each digit of t by itself, as \frac12 takes them.
func (z *resolver) digits(t token) {
	width := (t.end - t.start) / len(t.text)
	for i := range len(t.text) {
		d := t
		d.text, d.start, d.end = t.text[i:i+1], t.start+i*width, t.start+(i+1)*width
		d.space = t.space && i == 0
		z.out = append(z.out, d)
	}
}

// derivative reads the operator d/dx or \frac{d}{dx} where it stands in front of
// an expression, and returns how many tokens it takes.
func (z *resolver) derivative() int {
	t := z.at(z.i)
	i := z.i + 1
	braces := t.kind == kindCommand
	if braces {
		if t.text != "frac" || !z.at(i).is("{") || !z.at(i+2).is("}") || !z.at(i+3).is("{") {
			return 0
		}
		t = z.at(i + 1)
		i += 4
	} else {
		if z.sc.bases["d"] || !z.at(i).is("/") {
			return 0
		}
		i++
	}
	if !(t.kind == kindWord && t.text == "d") && !t.is("∂") {
		return 0
	}
	variable := *z.at(i)
	switch {
	case t.is("∂") && variable.is("∂"), variable.kind == kindWord && variable.text == "d":
		i++
		variable = *z.at(i)
	case t.kind == kindWord && variable.kind == kindWord && strings.HasPrefix(variable.text, "d"):
		variable.text = variable.text[1:]
	default:
		return 0
	}
	if variable.kind != kindWord && variable.kind != kindGreek {
		return 0
	}
	from := i
	i++
	for braces && i < len(z.in) && !z.at(i).is("}") {
		i++
	}
	name := append([]token{variable}, z.in[min(from+1, len(z.in)):min(i, len(z.in))]...)
	text, _, ok := readName(name)
	if !ok {
		return 0
	}
	if braces {
		i++
	}
	d := token{kind: kindDeriv, text: text, start: z.at(z.i).start, end: z.at(min(i, len(z.in)) - 1).end, space: z.at(z.i).space}
	if t.is("∂") {
		d.unit = 1
	}
	z.out = append(z.out, d)
	return i - z.i
}
