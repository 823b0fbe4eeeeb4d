package problem

// Definitions and requests in mathematical signs are read by hand: they are
// nearly all statements, and a table of productions takes several times as long.

// definition is L(u,v) = …, z = …, or L(w_1, ..., w_N) without a body.
type definition struct {
	Name name
	Args *arguments
	Body expression
}

// readDefinition reads name [ '(' arguments ')' ] [ [':'] '=' expression ]. The
// second result is the offending token where the tokens do not fit.
func readDefinition(tokens []token) (*definition, *token) {
	c := &cursor{tokens: tokens}
	d := &definition{}
	if !d.Name.read(c) {
		return nil, &tokens[c.i]
	}
	if c.accept("(") {
		d.Args = &arguments{}
		if !d.Args.read(c) {
			return nil, &tokens[c.i]
		}
		c.i++
	}
	if tokens[c.i].is(":") && tokens[c.i+1].is("=") {
		c.i++
	}
	if c.accept("=") && tokens[c.i].kind != kindEnd {
		d.Body = expression{c.i, toEnd}
		return d, nil
	}
	if tokens[c.i].kind != kindEnd {
		return nil, &tokens[c.i]
	}
	return d, nil
}

// notation is a request in mathematical signs: ∂L/∂u, dL, ∇L, f'(x).
type notation struct {
	Nabla *nabla
	Quo   *quotient
	Short *short
}

// nabla is ∇L.
type nabla struct{ Of *target }

// quotient is ∂²f/∂y∂x or \frac{\partial^2 f}{\partial y\partial x}, d/du, or dL.
type quotient struct {
	Above above
	Below []below // none for dL
	Of    *target
	// Inner is what is differentiated again: ∂/∂x(∂f/∂y).
	Inner *notation
}

// short is f'(x), f_{xy} or D_x f.
type short struct {
	Name name
	Args []name
	Of   *target
}

// readNotations reads requests between commas. The second result is the
// offending token where the tokens do not fit.
func readNotations(tokens []token) ([]notation, *token) {
	c := &cursor{tokens: tokens}
	var list []notation
	for {
		var n notation
		if !n.read(c) {
			return nil, &tokens[c.i]
		}
		list = append(list, n)
		if !c.accept(",") {
			break
		}
	}
	if tokens[c.i].kind != kindEnd {
		return nil, &tokens[c.i]
	}
	return list, nil
}

// read reads one request.
func (n *notation) read(c *cursor) bool {
	t := &c.tokens[c.i]
	switch {
	case t.is("∇"):
		c.i++
		n.Nabla = &nabla{}
		return readTarget(c, &n.Nabla.Of)
	case t.kind == kindCommand && t.text == "frac":
		c.i++
		n.Quo = &quotient{}
		return n.Quo.fraction(c)
	case t.is("∂") || t.kind == kindD:
		n.Quo = &quotient{}
		return n.Quo.flat(c)
	case startsName(t.kind):
		n.Short = &short{}
		return n.Short.read(c)
	}
	return false
}

// fraction reads {above}{below} and what is differentiated.
func (q *quotient) fraction(c *cursor) bool {
	return c.accept("{") && q.Above.read(c) && c.accept("}") &&
		c.accept("{") && q.variables(c) && c.accept("}") && q.operand(c)
}

// flat reads above/below, above/(below) or above alone, and what is
// differentiated.
func (q *quotient) flat(c *cursor) bool {
	if !q.Above.read(c) {
		return false
	}
	if c.accept("/") {
		brackets := c.accept("(")
		if !q.variables(c) || brackets && !c.accept(")") {
			return false
		}
	}
	return q.operand(c)
}

// variables reads the variables of differentiation, at least one.
func (q *quotient) variables(c *cursor) bool {
	for {
		var b below
		if !b.read(c) {
			return false
		}
		q.Below = append(q.Below, b)
		if t := &c.tokens[c.i]; !t.is("∂") && t.kind != kindD {
			return true
		}
	}
}

// operand reads a name, or another derivative in brackets, if either follows.
func (q *quotient) operand(c *cursor) bool {
	if c.accept("(") {
		q.Inner = &notation{}
		return q.Inner.read(c) && c.accept(")")
	}
	return readTarget(c, &q.Of)
}

// read reads a name, its arguments and a second name.
func (n *short) read(c *cursor) bool {
	return n.Name.read(c) && readNames(c, &n.Args) && readTarget(c, &n.Of)
}

// readTarget reads the name of a function with its arguments, if one follows.
func readTarget(c *cursor, t **target) bool {
	if k, _ := c.look(); !startsName(k) {
		return true
	}
	*t = &target{}
	return (*t).Name.read(c) && readNames(c, &(*t).Args)
}

// readNames reads a list of names in brackets, if one follows.
func readNames(c *cursor, list *[]name) bool {
	if !c.accept("(") {
		return true
	}
	for {
		var n name
		if !n.read(c) {
			return false
		}
		*list = append(*list, n)
		if !c.accept(",") {
			return c.accept(")")
		}
	}
}
