package problem

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// place is a point or a direction as it was written: (1, 2), u=1, v=2, or
// (u, v)=(1, 2).
type place struct {
	statement statement // its tokens
	names     []name    // none for (1, 2)
	values    []expression
	span      Span
}

// placeOf reads the outer form of a place.
func placeOf(tokens []token, latex bool) (*place, bool) {
	n := len(tokens)
	for len(tokens) > 0 && introducesPlace(&tokens[0]) {
		tokens = tokens[1:]
	}
	if len(tokens) == 0 {
		return nil, false
	}
	if label := &tokens[0]; len(tokens) < n && len(tokens) > 3 && label.kind == kindWord && len(label.text) == 1 && label.text[0] < 'a' && tokens[1].is("(") {
		tokens = tokens[1:] // 点P(1,2)
	}
	if shut := matching(tokens, 0); tokens[0].is("(") && shut == len(tokens)-1 && shut > 1 && equals(tokens[1:shut]) > 0 {
		tokens = tokens[1:shut] // (x=1, y=2)
	}
	pl := &place{span: spanOf(tokens)}
	end := token{kind: kindEnd, start: pl.span.End, end: pl.span.End, space: true}
	pl.statement = statement{tokens: append(slices.Clone(tokens), end), latex: latex}
	equal := equals(tokens)
	shut := matching(tokens, 0)
	switch {
	case equal < 0 && shut == len(tokens)-1:
		return pl, pl.list(tokens, 1, shut, false)
	case equal < 0:
		return pl, pl.list(tokens, 0, len(tokens), false)
	case equal == shut+1 && shut > 0: // (u, v) = (1, 2)
		open := equal + 1
		if open >= len(tokens) || matching(tokens, open) != len(tokens)-1 {
			return pl, false
		}
		if !pl.list(tokens, open+1, len(tokens)-1, false) {
			return pl, false
		}
		return pl, pl.list(tokens, 1, shut, true) && len(pl.names) == len(pl.values)
	}
	for from := 0; from <= len(tokens); {
		to := separatorIn(tokens, from, len(tokens))
		if !pl.equation(tokens, from, to) {
			return pl, false
		}
		from = to + 1
	}
	return pl, true
}

// introducesPlace reports whether t is a word in front of a place that adds
// nothing to it.
func introducesPlace(t *token) bool {
	switch t.text {
	case "点", "the", "point", "vector", "ベクトル", "direction", "of", ":":
		return t.kind == kindWord || t.kind == kindNamed || t.is(":")
	}
	return t.is(",")
}

// list reads values, or names, between commas.
func (pl *place) list(tokens []token, from, to int, names bool) bool {
	for from <= to {
		end := separatorIn(tokens, from, to)
		if end == from {
			return false
		}
		if names {
			pl.names = append(pl.names, name{from, end})
		} else {
			pl.values = append(pl.values, expression{from, end})
		}
		from = end + 1
	}
	return true
}

// equation reads u = 1, or u = v = 1.
func (pl *place) equation(tokens []token, from, to int) bool {
	n := len(pl.names)
	for {
		e := equals(tokens[from:to])
		if e <= 0 {
			break
		}
		pl.names = append(pl.names, name{from, from + e})
		from += e + 1
	}
	if len(pl.names) == n || from >= to {
		return false
	}
	for len(pl.values) < len(pl.names) {
		pl.values = append(pl.values, expression{from, to})
	}
	return true
}

// separatorIn returns where the next comma, "and" or と outside brackets
// stands, or to.
func separatorIn(tokens []token, from, to int) int {
	depth := 0
	for i := from; i < to; i++ {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && (t.is(",") || t.kind == kindParticle && t.text == "と" || t.kind == kindWord && t.text == "and"):
			return i
		}
	}
	return to
}

// matching returns where the bracket that opens at from closes; it is −1 where
// no bracket opens there or it never closes.
func matching(tokens []token, from int) int {
	depth := 0
	for i := from; i < len(tokens); i++ {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		}
		if depth == 0 {
			if i == from {
				return -1
			}
			return i
		}
	}
	return -1
}

// opening returns where the bracket that closes at shut opens, or −1.
func opening(tokens []token, shut int) int {
	depth := 0
	for i := shut; i >= 0; i-- {
		switch t := &tokens[i]; {
		case t.is(")") || t.is("]") || t.is("}"):
			depth++
		case t.is("(") || t.is("[") || t.is("{"):
			depth--
		}
		if depth == 0 {
			if i == shut {
				return -1
			}
			return i
		}
	}
	return -1
}

// point reads a place as a point in which d is evaluated. Coordinates without
// names are those of d's variables in their order.
// What it says of rates, dx/dt = 2, is returned as well.
func (p *parser) point(pl *place, r *Request) ([]Coordinate, []Rate, bool) {
	d := r.Function
	vars := d.coordinates()
	if r.Parameter != nil {
		vars = []*calculus.Sym{r.Parameter}
	}
	if pl.names == nil && len(pl.values) != len(vars) {
		diagnostic := Diagnostic{Span: pl.span, Code: "point-size", Args: []string{p.quote(pl.span), plural(len(pl.values)), d.Name.Name(), plural(len(vars))}}
		if d.Equation != nil {
			diagnostic.Args = append(diagnostic.Args, joinNames(vars))
			if letters := likelyConstants(vars); len(letters) > 0 && len(vars)-len(letters) == len(pl.values) {
				diagnostic.Args = append(diagnostic.Args, joinNames(letters))
			}
		} else if list := variablesOf(d); list != "" {
			diagnostic.Args = append(diagnostic.Args, list)
		}
		p.report(diagnostic)
		return nil, nil, false
	}
	values, ok := p.coordinates(pl, d)
	if !ok {
		return nil, nil, false
	}
	list := make([]Coordinate, 0, len(values))
	var rates []Rate
	for i, v := range values {
		if pl.names == nil {
			list = append(list, Coordinate{vars[i], v})
			continue
		}
		if of, by, ok := p.rate(pl, pl.names[i]); ok {
			rates = append(rates, Rate{of, by, v})
			continue
		}
		text, _, at := p.name(&pl.statement, pl.names[i])
		if text == "" {
			return nil, nil, false
		}
		if !d.dependsOn(text) && !named(vars, text) && !d.equationUses(text) && !p.failed {
			diagnostic := p.notAVariable(text, d, at)
			diagnostic.Code = "not-a-coordinate"
			p.report(diagnostic)
			return nil, nil, false
		}
		if slices.ContainsFunc(list, func(c Coordinate) bool { return c.Var.Name() == text }) {
			p.report(Diagnostic{Span: at, Code: "repeated-argument", Args: []string{text}})
			return nil, nil, false
		}
		list = append(list, Coordinate{p.symbol(text), v})
	}
	// A parameter can be a coordinate, too: a of a=2a, x=1.
	given := make([]*calculus.Sym, len(list))
	for i, c := range list {
		given[i] = c.Var
	}
	for i, v := range values {
		if !p.fixed(v, pl, i, d, given) {
			return nil, nil, false
		}
	}
	return list, rates, true
}

// equationUses reports whether the name is that of a definition that the equation of d
// refers to.
func (d *Definition) equationUses(name string) bool {
	return d.Equation != nil && slices.ContainsFunc(d.Equation.Uses, func(u *Definition) bool { return u.Name.Name() == name })
}

// likelyConstants lists those of the variables that are likely to be constants.
func likelyConstants(vars []*calculus.Sym) []*calculus.Sym {
	return slices.DeleteFunc(slices.Clone(vars), func(v *calculus.Sym) bool { return v.Name() == "x" || v.Name() == "y" || v.Name() == "z" })
}

// coordinates reads the values of a place, which do not hold d's variables.
func (p *parser) coordinates(pl *place, d *Definition) ([]calculus.Expr, bool) {
	values := make([]calculus.Expr, len(pl.values))
	for i, v := range pl.values {
		e, ok := p.expression(p.scope, &pl.statement, v)
		if !ok || !p.fixed(e, pl, i, d, d.coordinates()) {
			return nil, false
		}
		values[i] = e
	}
	return values, true
}

// fixed reports whether a value of a place holds none of the variables, nor what depends on
// them: r of V = πr², r = r(t). Otherwise it reports that to the author.
func (p *parser) fixed(e calculus.Expr, pl *place, i int, d *Definition, vars []*calculus.Sym) bool {
	for _, s := range calculus.Symbols(e) {
		u := p.defined[s.Name()]
		if !slices.ContainsFunc(vars, func(x *calculus.Sym) bool {
			return x.Name() == s.Name() || u == d || u != nil && u.dependsOn(x.Name())
		}) {
			continue
		}
		span := spanOf(pl.statement.tokens[pl.values[i].from:pl.values[i].to])
		p.report(Diagnostic{Span: span, Code: "point-variable", Args: []string{p.quote(span), s.Name(), d.Name.Name()}})
		return false
	}
	return true
}

// direction reads a place as the direction of a derivative by the variables.
func (p *parser) direction(pl *place, d *Definition, vars []*calculus.Sym) ([]calculus.Expr, bool) {
	if pl.names != nil {
		p.report(Diagnostic{Span: pl.span, Code: "bad-point", Args: []string{p.quote(pl.span)}})
		return nil, false
	}
	if len(pl.values) != len(vars) {
		p.report(Diagnostic{Span: pl.span, Code: "direction-size", Args: []string{p.quote(pl.span), plural(len(pl.values)), d.Name.Name(), plural(len(vars)), joinNames(vars)}})
		return nil, false
	}
	values, ok := p.coordinates(pl, d)
	if ok && !slices.ContainsFunc(values, func(e calculus.Expr) bool { return !calculus.Equal(e, calculus.Zero) }) {
		p.report(Diagnostic{Span: pl.span, Code: "zero-direction", Args: []string{p.quote(pl.span)}})
		return nil, false
	}
	return values, ok
}
