package problem

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// Curves may be given by a parameter, x = cos t, y = sin t, and the variables of an
// equation may depend on the time: x = x(t), y = y(t), x² + y² = 25.

// parameters are the letters that stand for a parameter where several letters could.
var parameters = []string{"t", "theta", "phi", "varphi", "s", "u"}

// parameterOf returns the parameter on which both of a curve's coordinates rest, and nil
// where they are no such coordinates.
func parameterOf(y, x *Definition) *calculus.Sym {
	for _, d := range []*Definition{y, x} {
		if d == nil || d.Body == nil || d.Equation != nil || d.Member != nil || d.Family != nil || len(d.LeafFamilies()) > 0 {
			return nil
		}
	}
	if x == y || y.dependsOn(x.Name.Name()) || x.dependsOn(y.Name.Name()) {
		return nil
	}
	shared := slices.DeleteFunc(slices.Clone(y.Leaves()), func(t *calculus.Sym) bool { return !named(x.Leaves(), t.Name()) })
	if len(shared) == 1 {
		return shared[0]
	}
	for _, letter := range parameters {
		if i := slices.IndexFunc(shared, func(t *calculus.Sym) bool { return t.Name() == letter }); i >= 0 {
			return shared[i]
		}
	}
	return nil
}

// along returns the parameter where dy/dx is asked of a curve that is given by one.
func (p *parser) parameterFor(kind Kind, d *Definition, wrt []*calculus.Sym) *calculus.Sym {
	if kind != Ordinary || len(wrt) == 0 || slices.ContainsFunc(wrt, func(x *calculus.Sym) bool { return x.Name() != wrt[0].Name() }) {
		return nil
	}
	x := p.defined[wrt[0].Name()]
	t := parameterOf(d, x)
	if t != nil {
		p.used[x] = true
	}
	return t
}

// curve returns the coordinates of the curve of which a tangent is wanted, if d is one
// of them: those called x and y.
func (p *parser) curve(d *Definition) (x, y *Definition) {
	x, y = p.defined["x"], p.defined["y"]
	if d != x && d != y || parameterOf(y, x) == nil {
		return nil, nil
	}
	return x, y
}

// tangentOf asks for the tangent or the normal of d: of its graph, or of the curve of
// which it is a coordinate.
func (p *parser) tangentOf(kind Kind, d *Definition, span Span) {
	x, y := p.curve(d)
	if y == nil {
		p.over(kind, d, nil, span)
		return
	}
	t := parameterOf(y, x)
	p.used[x], p.used[y] = true, true
	if r := p.ask(kind, y, span, t); r != nil {
		r.Parameter, r.Abscissa = t, x
	}
}

// composed returns d, or, where f(x, y) is to be differentiated by a t that it is no function
// of, f as the function of t that it becomes by the block's x = cos t, y = sin t. So it is
// where df/dx is asked and y is given by x.
func (p *parser) composed(kind Kind, d *Definition, wrt []*calculus.Sym) *Definition {
	if !d.ArgList || d.Body == nil || d.Family != nil || d.Member != nil || d.Args != nil || !slices.ContainsFunc(wrt, func(t *calculus.Sym) bool {
		return !d.dependsOn(t.Name()) || kind == Ordinary && slices.ContainsFunc(d.Vars, func(y *calculus.Sym) bool {
			u := p.defined[y.Name()]
			return u != nil && y.Name() != t.Name() && u.dependsOn(t.Name())
		})
	}) {
		return d
	}
	key := d.Name.Name() + "()"
	if o := p.others[key]; o != nil {
		return o
	}
	o := *d
	o.ArgList, o.Of, o.Vars, o.Uses = false, d, nil, slices.Clone(d.Uses)
	for _, x := range d.Vars {
		u := p.defined[x.Name()]
		switch {
		case u == nil:
			o.Vars = append(o.Vars, x)
		case u.Body == nil || u.ArgList || u.Equation != nil || u == d || u.dependsOn(d.Name.Name()):
			return d
		default:
			o.Uses = append(o.Uses, u)
		}
	}
	if slices.ContainsFunc(wrt, func(t *calculus.Sym) bool { return !o.dependsOn(t.Name()) }) {
		return d
	}
	for _, u := range o.Uses {
		p.used[u] = true
	}
	if p.others == nil {
		p.others = map[string]*Definition{}
	}
	p.others[key] = &o
	return &o
}

// asWritten returns d, or, where ∂²z/∂x∂y is asked and y is given by x, z as the function
// z(x, y) that was written: y is a variable beside x, for nothing else could be meant.
func (p *parser) asWritten(d *Definition, wrt []*calculus.Sym) *Definition {
	rests := func(y *calculus.Sym) bool {
		u := p.defined[y.Name()]
		return u != nil && u.Body != nil && slices.ContainsFunc(wrt, func(x *calculus.Sym) bool { return x.Name() != y.Name() && u.dependsOn(x.Name()) })
	}
	if d.ArgList || d.Body == nil || d.Equation != nil || d.Of != nil || d.Member != nil || len(d.LeafFamilies()) > 0 || !slices.ContainsFunc(wrt, rests) {
		return d
	}
	key := d.Name.Name() + "(,)"
	if o := p.others[key]; o != nil {
		return o
	}
	o := *d
	o.ArgList, o.Of, o.Vars = true, d, slices.Clone(d.Vars)
	for _, u := range d.Uses {
		if !u.ArgList && u.Member == nil {
			o.Vars = append(o.Vars, u.Name)
		}
	}
	for _, x := range wrt {
		if !named(o.Vars, x.Name()) {
			return d // z rests on it by another name
		}
	}
	if p.others == nil {
		p.others = map[string]*Definition{}
	}
	p.others[key] = &o
	return &o
}

// changesWith reports whether the unknown d of an equation depends on t because other
// variables of the equation are declared to: x = x(t).
func (d *Definition) changesWith(t string) bool {
	return d.Equation != nil && slices.ContainsFunc(d.Equation.Uses, func(u *Definition) bool { return u.Body == nil && u.ArgList && named(u.Vars, t) })
}

// rate reads dx/dt in front of "=" in a place. It returns false where the tokens are
// something else.
func (p *parser) rate(pl *place, n name) (of, by *calculus.Sym, ok bool) {
	var text strings.Builder
	for _, t := range pl.statement.tokens[n.from:n.to] {
		if t.kind == kindCommand && t.text != "frac" {
			return nil, nil, false
		}
		text.WriteString(p.text[t.start:t.end])
	}
	s := text.String()
	if inside, isFraction := strings.CutPrefix(s, `\frac{`); isFraction {
		s = strings.TrimSuffix(strings.Replace(inside, "}{", "/", 1), "}")
	}
	above, below, found := strings.Cut(s, "/")
	above, isD := strings.CutPrefix(above, "d")
	below, isD2 := strings.CutPrefix(below, "d")
	if !found || !isD || !isD2 || above == "" || below == "" {
		return nil, nil, false
	}
	name := func(text string) string {
		if _, known := p.symbols[text]; known || p.defined[text] != nil {
			return text
		}
		if greek := strings.TrimPrefix(text, `\`); greek != text {
			return greek
		}
		return text
	}
	return p.symbol(name(above)), p.symbol(name(below)), true
}
