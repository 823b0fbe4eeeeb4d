package problem

import "strings"

// alphabet is a LaTeX alphabet. Names are read without theirs, so that
// \mathbf{w} is w; a block that tells letters apart by the alphabet alone is
// refused by [parser.alphabets].
type alphabet uint8

const (
	italic alphabet = iota // also upright: \mathrm{x}
	bold
	calligraphic
	double
	fraktur
	sans
	typewriter
)

// alphabetOf returns the alphabet that a command sets its argument in.
func alphabetOf(command string) alphabet {
	switch command {
	case "mathbf", "boldsymbol", "bm", "textbf":
		return bold
	case "mathcal", "mathscr":
		return calligraphic
	case "mathbb":
		return double
	case "mathfrak":
		return fraktur
	case "mathsf":
		return sans
	case "mathtt":
		return typewriter
	}
	return italic
}

// style notes the alphabet of the tokens from the one at from on.
func (s *scanner) style(command string, from int) {
	a := alphabetOf(command)
	if a == italic {
		return
	}
	for i := from; i < len(s.tokens); i++ {
		s.tokens[i].alphabet = a
	}
}

// alphabets reports a letter that stands in the block in two alphabets. What
// has a subscript is taken for a component: w_i of \mathbf{w}.
func (p *parser) alphabets(statements []statement) {
	var set []*token
	for i := range statements {
		for j := range statements[i].tokens {
			if t := &statements[i].tokens[j]; t.alphabet != italic {
				set = append(set, t)
			}
		}
	}
	if set == nil {
		return
	}
	for i := range statements {
		tokens := statements[i].tokens
		for j := range tokens[:len(tokens)-1] {
			t := &tokens[j]
			if t.kind != kindWord && t.kind != kindGreek && t.kind != kindNamed || tokens[j+1].is("_") || tokens[j+1].kind == kindSub {
				continue
			}
			for _, o := range set {
				if o.alphabet != t.alphabet && holdsName(t, o.text) {
					p.report(Diagnostic{Span: t.span(), Code: "two-alphabets", Args: []string{p.quote(t.span()), p.quote(o.span())}})
					return
				}
			}
		}
	}
}

// holdsName reports whether t is the name, or a run of letters with it.
func holdsName(t *token, name string) bool {
	return t.text == name || t.kind == kindWord && len(name) == 1 && t.alphabet == italic && !isFunction(t.text) && verbOf(t.text) == "" &&
		!isDeclarator(t.text) && strings.Contains(strings.TrimPrefix(t.text, "d"), name) && len(t.text) <= 3
}
