package problem

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// Equation determines an unknown as a function of other variables: y where
// x² + y² = 1, or F(x, y) = 0.
type Equation struct {
	Left, Right calculus.Expr
	// Function is F where the equation was written F(x, y) = c; nil elsewhere. Left
	// is then its body, and nil where nothing is known of F.
	Function *Definition
	// Uses are the definitions that the sides refer to.
	Uses []*Definition
	// order is the one in which a point gives its coordinates.
	order []*calculus.Sym
}

// equation is a statement that may be an equation: one with "=" that defines
// nothing, or whose left side is defined already. It is one where a request asks
// about an unknown in it.
type equation struct {
	statement *statement
	head      *head       // of F(x, y) = 0, which could define F as well
	function  *Definition // that the left side names
	maybe     bool        // it starts like sin(y) = x, which could define sin as well
	// otherwise is what is wrong with the statement where nothing asks about it;
	// without a code there is nothing.
	otherwise Diagnostic
	first     bool // it starts the block
}

// startsWithFunction reports whether the statement is sin(…) = …, of a function
// that everybody knows.
func (p *parser) startsWithFunction(s *statement) bool {
	first := &s.tokens[0]
	return first.kind == kindWord && isFunction(first.text) && s.tokens[1].is("(") && equals(s.tokens) > 0
}

// mayBeEquation puts a statement aside that cannot be a definition.
func (p *parser) mayBeEquation(e equation) {
	first := &e.statement.tokens[0]
	if i := equals(e.statement.tokens); e.otherwise.Code != "" && (i < 1 || !e.statement.tokens[i].is("=") || first.kind == kindWord && isKeyword(first.text)) {
		p.report(e.otherwise)
		return
	}
	e.first = len(p.problem.Definitions) == 0 && len(p.equations) == 0
	p.equations = append(p.equations, &e)
}

// settleEquations reads the statements that were put aside: as equations for the
// unknowns that are asked about. It returns the definitions, those among them that
// turn out to be such.
func (p *parser) settleEquations(heads []*head, asked []*question) []*head {
	for _, h := range heads { // F(x, y) = 0
		if body := h.parsed.Body; h.def.ArgList && body.from+2 == len(h.statement.tokens) && h.statement.tokens[body.from].kind == kindNumber {
			p.equations = append(p.equations, &equation{statement: h.statement, head: h, function: h.def})
		}
	}
	heads = slices.DeleteFunc(heads, func(h *head) bool { return p.declaresUnknown(h, heads, asked) })
	var unknowns, known []string
	nameless := false
	for _, q := range asked {
		nameless = nameless || p.nameless(q, len(heads) == 0)
		for _, name := range p.asksAbout(q) {
			if p.defined[name] != nil {
				known = append(known, name)
			} else if !slices.Contains(unknowns, name) {
				unknowns = append(unknowns, name)
			}
		}
	}
	values := slices.Clone(unknowns)
	if nameless {
		for _, name := range []string{"y", "z"} { // of a curve or a surface
			if p.defined[name] == nil && !slices.Contains(values, name) {
				values = append(values, name)
			}
		}
	}
	heads = slices.DeleteFunc(heads, func(h *head) bool {
		return p.isProduct(h, values, known) || p.isSurface(h, asked, known) || p.isInverse(h, heads, asked)
	})
	if len(p.equations) == 0 {
		return heads
	}
	for _, name := range values {
		p.scope.declare(name)
		p.scope.values[name] = true
	}
	for _, e := range p.equations {
		switch {
		case e.otherwise.Code == "unexpected" && len(heads) == 0 && len(asked) > 0:
			// The block is about the equation, so that what is wrong is the request.
			if !p.settleEquation(e, unknowns, nameless) && !p.settleEquation(e, unknowns, true) {
				if len(unknowns) > 0 { // x² = 1 is an equation, and not for y
					e.otherwise = Diagnostic{Span: e.statement.span(), Code: "undetermined", Args: unknowns[:1]}
				}
				p.report(e.otherwise)
			}
		case e.maybe && slices.Contains(unknowns, e.statement.tokens[0].text), !p.settleEquation(e, unknowns, nameless):
			if e.maybe {
				if h := p.head(e.statement); h != nil {
					heads = append(heads, h)
				}
			} else if e.otherwise.Code != "" {
				p.report(p.nothingUnknown(e))
			}
		}
	}
	for _, q := range asked {
		q.above = p.lastAbove(q.statement)
	}
	return heads
}

// nothingUnknown says what is wrong with an equation that settles nothing: where the
// block defines what is asked about, that.
func (p *parser) nothingUnknown(e *equation) Diagnostic {
	if e.otherwise.Code != "unexpected" {
		return e.otherwise
	}
	if first := &e.statement.tokens[0]; notOffered(first.text) {
		return Diagnostic{Span: first.span(), Code: "not-offered", Args: []string{p.quote(first.span())}}
	}
	var known []*calculus.Sym
	for _, d := range p.problem.Definitions {
		if name := d.Name.Name(); d.Equation == nil && slices.ContainsFunc(e.statement.tokens, func(t token) bool {
			return t.kind == kindWord && !isFunction(t.text) && strings.Contains(t.text, name) || t.text == name
		}) {
			known = append(known, d.Name)
		}
	}
	if known == nil {
		return e.otherwise
	}
	span := e.statement.span()
	return Diagnostic{Span: span, Code: "nothing-unknown", Args: []string{p.quote(span), joinNames(known)}}
}

// undefine takes a definition back.
func (p *parser) undefine(d *Definition) {
	name := d.Name.Name()
	delete(p.defined, name)
	delete(p.scope.values, name)
	delete(p.scope.bases, name)
	p.problem.Definitions = slices.DeleteFunc(p.problem.Definitions, func(o *Definition) bool { return o == d })
}

// settleEquation reads e as an equation for those of the unknowns that it holds,
// and reports whether there are any. Where a request doesn't name its unknown, that
// is the last coordinate: y of x and y, z of x, y and z.
func (p *parser) settleEquation(e *equation, unknowns []string, nameless bool) bool {
	if len(unknowns) == 0 && !nameless {
		return false
	}
	s := e.statement
	at := equals(s.tokens)
	var uses Definition
	p.using = &uses
	defer func() { p.using = nil }()
	var eq Equation
	var held []*calculus.Sym
	ok := true
	switch {
	case e.function != nil:
		eq.Function = e.function
		held = e.function.Vars
		uses.Uses = []*Definition{e.function}
	default:
		if eq.Left, ok = p.expression(p.scope, s, expression{0, at}); ok {
			held = calculus.Symbols(eq.Left)
		}
	}
	if ok {
		eq.Right, ok = p.expression(p.scope, s, expression{at + 1, toEnd})
	}
	if !ok {
		return true // reported
	}
	held = append(slices.Clone(held), calculus.Symbols(eq.Right)...)
	eq.order = p.coordinateOrder(&eq, held)
	if nameless {
		unknowns = p.withLast(e, unknowns, held)
	}
	found := false
	for _, name := range unknowns {
		if !named(held, name) || p.defined[name] != nil {
			continue
		}
		found = true
		eq.Uses = uses.Uses
		d := &Definition{Name: p.symbol(name), Span: s.span(), Equation: &eq}
		p.unknown(d, held)
		p.defined[name] = d
		p.problem.Definitions = append(p.problem.Definitions, d)
	}
	if found {
		p.problem.Shape.Definition = p.problem.Shape.Definition || e.first
		if e.function != nil {
			p.used[e.function] = true
		}
		if e.head != nil {
			e.head.parsed.Body = expression{} // it says nothing of what F is
		}
	}
	return found
}

// unknown sorts the symbols of an equation into the variables of its unknown and
// parameters.
func (p *parser) unknown(d *Definition, held []*calculus.Sym) {
	declared, params := symbolSet(p.problem.Vars), symbolSet(p.problem.Params)
	for _, x := range held {
		switch name := x.Name(); {
		case name == d.Name.Name() || named(d.Vars, name) || named(d.Params, name) || p.defined[name] != nil && p.defined[name].Equation == nil:
		case params[name] || len(declared) > 0 && !declared[name]:
			d.Params = append(d.Params, x)
		default:
			d.Vars = append(d.Vars, x)
		}
	}
}

// coordinateOrder is the order of the coordinates of an equation that holds the
// symbols: the declared one, that of the arguments of F, or else the alphabet's,
// since y² + x² + z² = 14 is met by points (x, y, z).
func (p *parser) coordinateOrder(eq *Equation, held []*calculus.Sym) []*calculus.Sym {
	if len(p.problem.Vars) > 0 {
		return p.problem.Vars
	}
	if eq.Function != nil && eq.Function.ArgList {
		return eq.Function.Vars
	}
	return byAlphabet(held)
}

func byAlphabet(held []*calculus.Sym) []*calculus.Sym {
	order := slices.Clone(held)
	slices.SortStableFunc(order, func(a, b *calculus.Sym) int {
		x, y := a.Name(), b.Name()
		return cmp.Or(cmp.Compare(baseOf(x), baseOf(y)), cmp.Compare(len(x), len(y)), cmp.Compare(x, y))
	})
	return order
}

// withLast puts the last coordinate that e holds at the end of the unknowns. What
// could be the definition of a function F is an equation for y or z only.
func (p *parser) withLast(e *equation, unknowns []string, held []*calculus.Sym) []string {
	order := p.problem.Vars
	if len(order) == 0 {
		order = byAlphabet(held)
	}
	params := symbolSet(p.problem.Params)
	var list []string
	for _, x := range order {
		if name := x.Name(); named(held, name) && !params[name] && p.defined[name] == nil && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	if len(list) < 2 {
		return unknowns
	}
	last := list[len(list)-1]
	if e.head != nil && last != "y" && last != "z" {
		return unknowns
	}
	return append(slices.DeleteFunc(slices.Clone(unknowns), func(name string) bool { return name == last }), last)
}

// nameless reports whether the question asks about whatever there is: for the
// tangent, or for anything in a block that defines nothing.
func (p *parser) nameless(q *question, nothing bool) bool {
	if q.verbal != nil {
		return len(q.verbal.Objects) == 0 && (nothing || q.verbal.Verb == "tangent" || q.verbal.Verb == "normal")
	}
	if nothing && slices.ContainsFunc(q.notations, func(n notation) bool {
		return n.Nabla != nil && n.Nabla.Of == nil || n.Quo != nil && n.Quo.Inner == nil && n.Quo.Below != nil && operand(&n.Quo.Above, n.Quo.Of) == nil
	}) {
		return true
	}
	return slices.ContainsFunc(q.parts, func(part part) bool {
		return len(part.japanese.Phrases) == 0 && (nothing || part.japanese.Verb == "tangent" || part.japanese.Verb == "normal")
	})
}

// asksAbout lists the names that a question asks about.
func (p *parser) asksAbout(q *question) []string {
	s := q.statement
	var list []string
	add := func(n name) {
		if base, _, ok := readName(s.tokens[n.from:n.to]); ok {
			list = append(list, base)
		}
	}
	for i := range q.notations {
		n := &q.notations[i]
		for n.Quo != nil && n.Quo.Inner != nil {
			n = n.Quo.Inner
		}
		switch {
		case n.Quo != nil:
			if of := operand(&n.Quo.Above, n.Quo.Of); of != nil {
				add(*of)
			}
		case n.Short != nil:
			if base, _, ok := readName(s.tokens[n.Short.Name.from:n.Short.Name.to]); ok {
				letter, _, _ := strings.Cut(base, "_")
				list = append(list, letter)
			}
		}
	}
	if q.verbal != nil {
		for _, o := range q.verbal.Objects {
			add(o.Name)
		}
	}
	for _, part := range q.parts {
		s = part.statement
		for _, ph := range part.japanese.Phrases {
			if ph.Particle != "で" && ph.Particle != "での" {
				for _, o := range ph.Names {
					add(o.Name)
				}
			}
		}
	}
	return list
}

// coordinates are the variables that a point for d gives values to: those of d,
// and the unknown of an equation, in the order of the equation.
func (d *Definition) coordinates() []*calculus.Sym {
	if d.Equation == nil {
		return d.Leaves()
	}
	place := func(x *calculus.Sym) int {
		if i := slices.IndexFunc(d.Equation.order, func(o *calculus.Sym) bool { return o.Name() == x.Name() }); i >= 0 {
			return i
		}
		return len(d.Equation.order)
	}
	list := append(slices.Clone(d.Vars), d.Name)
	slices.SortStableFunc(list, func(a, b *calculus.Sym) int { return place(a) - place(b) })
	return list
}

// ownEquation reads y = x e^y as an equation for y.
func (p *parser) ownEquation(d *Definition) {
	if d.Body == nil {
		return // broken
	}
	d.Equation = &Equation{Left: d.Name, Right: d.Body}
	d.Equation.order = p.coordinateOrder(d.Equation, append(slices.Clone(d.parts.symbols), d.Name))
	p.unknown(d, d.parts.symbols)
}
