package calculus

import "math"

// A program is the lines of a derivation written out as instructions, to be
// evaluated at one point after the other. A node that several lines share, or
// one line holds more than once, has one instruction, so that what is shared is
// evaluated once, however many times it is printed. What the instructions do is
// what the [evaluator] does with the same nodes; the nodes that are rare are left
// to it whole.
type program struct {
	ev     evaluator
	code   []instruction
	args   []int32 // operands of sums and products
	values []jet   // of the slots; a slot that no instruction fills holds a constant
	lines  []compiled
	places []place // a hash table, at most half full, its length a power of two
	filled int
	outer  frame
}

// compiled is a line: the instructions up to end complete it, and its value is
// in the slot.
type compiled struct {
	end  int
	slot int32
}

// place tells the slot of a node inside a frame.
type place struct {
	e    Expr
	in   *frame
	slot int32
}

// frame is what surrounds a node: the derivatives that have not been carried
// out, each of which lets its variable carry an ε.
type frame struct {
	outer *frame // nil where there is no derivative
	x     string // the variable of the innermost one
	slot  int32  // of the variable with its ε
	order int    // the number of ε
	moved uint64 // a Bloom filter over the names that may rest on the variables
	inner []*frame
}

// opcode tells what an instruction does.
type opcode uint8

const (
	opSymbol    opcode = iota // the value of a name at the point
	opWiden                   // a, with more ε
	opVary                    // a, with an ε of its own
	opTop                     // the coefficient of the ε in a that are beyond the frame's
	opSum                     // args[a:b]
	opProduct                 // args[a:b]
	opQuotient                // a/b
	opExp                     // e^a
	opWhole                   // a^n for a whole n
	opReal                    // a^n for any other number n
	opPower                   // a^b
	opCall                    // f(a)
	opEvaluated               // left to the evaluator
)

type instruction struct {
	op       opcode
	constant bool // the exponent holds no symbol
	order    int32
	into     int32
	a, b     int32
	node     Expr
	in       *frame
	f        func(jet) jet
}

// compile makes p the program of the lines, in the memory of the one before.
func (p *program) compile(s Scope, lines []Expr) {
	clear(p.places)
	if p.places == nil {
		const few = 64 // what the derivation of a short function needs
		p.places, p.code, p.values = make([]place, 2*few), make([]instruction, 0, few), make([]jet, 0, few)
	}
	*p = program{
		ev: s.evaluator(nil), code: p.code[:0], args: p.args[:0], values: p.values[:0],
		lines: p.lines[:0], places: p.places,
	}
	for _, l := range lines {
		slot := p.slot(l, &p.outer)
		p.lines = append(p.lines, compiled{len(p.code), slot})
	}
}

// start goes to another point.
func (p *program) start(at Point) {
	p.ev.at, p.ev.memo, p.ev.named = at, nil, nil
	p.ev.bad, p.ev.outside = false, false
}

// line evaluates the i-th line, after the lines before it, and reports whether a
// function in it was met outside its domain.
func (p *program) line(i int) (value approx, outside bool) {
	from := 0
	if i > 0 {
		from = p.lines[i-1].end
	}
	p.run(p.code[from:p.lines[i].end])
	if p.ev.bad {
		return approx{math.NaN(), math.NaN()}, false
	}
	return p.values[p.lines[i].slot].a0, p.ev.outside
}

// slot returns the slot of e, with the instructions that fill it.
func (p *program) slot(e Expr, in *frame) int32 {
	for i := p.hash(e, in); ; i++ {
		at := &p.places[i&(len(p.places)-1)]
		if at.e == nil {
			break
		}
		if at.e == e && at.in == in {
			return at.slot
		}
	}
	s := p.written(e, in)
	p.remember(place{e, in, s})
	return s
}

func (p *program) hash(e Expr, in *frame) int { return int(e.meta().hash>>1) + 7*in.order }

func (p *program) remember(new place) {
	if p.filled++; 2*p.filled > len(p.places) {
		old := p.places
		p.places = make([]place, 2*len(old))
		for _, at := range old {
			if at.e != nil {
				p.put(at)
			}
		}
	}
	p.put(new)
}

func (p *program) put(new place) {
	for i := p.hash(new.e, new.in); ; i++ {
		if at := &p.places[i&(len(p.places)-1)]; at.e == nil {
			*at = new
			return
		}
	}
}

// emit appends an instruction of the frame and returns the slot that it fills.
func (p *program) emit(c instruction, in *frame) int32 {
	c.into, c.order, c.in = int32(len(p.values)), int32(in.order), in
	p.values = append(p.values, jet{})
	p.code = append(p.code, c)
	return c.into
}

// constant returns a slot for v.
func (p *program) constant(v float64, in *frame) int32 {
	p.values = append(p.values, constant(v, in.order))
	return int32(len(p.values) - 1)
}

// written writes the instructions for e.
func (p *program) written(e Expr, in *frame) int32 {
	if in.outer != nil && in.still(e) {
		return p.emit(instruction{op: opWiden, a: p.slot(e, in.outer)}, in)
	}
	switch e := e.(type) {
	case *Num:
		return p.constant(e.Float(), in)
	case *Const:
		if e == E {
			return p.constant(math.E, in)
		}
		return p.constant(math.Pi, in)
	case *Sym:
		return p.symbol(e, in)
	case *Sum:
		return p.several(opSum, e.terms, in)
	case *Prod:
		return p.several(opProduct, e.factors, in)
	case *Quo:
		den := p.slot(e.den, in)
		return p.emit(instruction{op: opQuotient, a: p.slot(e.num, in), b: den}, in)
	case *Pow:
		return p.power(e, in)
	case *Call:
		if f := e.fn.onJets(); f != nil {
			return p.emit(instruction{op: opCall, a: p.slot(e.args[0], in), f: f, node: e}, in)
		}
	case *Labelled:
		return p.slot(e.expr, in)
	case *Deriv:
		if s, ok := p.deriv(e, in); ok {
			return s
		}
	}
	return p.emit(instruction{op: opEvaluated, node: e}, in)
}

// still reports whether e certainly does not rest on the variable of the frame.
func (f *frame) still(e Expr) bool {
	m := e.meta()
	return m.names&f.moved == 0 && !m.members && !m.applied
}

func (p *program) several(op opcode, list []Expr, in *frame) int32 {
	var few [8]int32
	slots := few[:0]
	for _, e := range list {
		slots = append(slots, p.slot(e, in))
	}
	from := len(p.args)
	p.args = append(p.args, slots...)
	return p.emit(instruction{op: op, a: int32(from), b: int32(len(p.args))}, in)
}

// symbol is the variable of a derivative around it, or what a definition says,
// or a value of the point.
func (p *program) symbol(x *Sym, in *frame) int32 {
	for f := in; f.outer != nil; f = f.outer {
		if f.x == x.name {
			if f == in {
				return f.slot
			}
			return p.emit(instruction{op: opWiden, a: f.slot}, in)
		}
	}
	if body, ok := p.ev.defs[x.name]; ok {
		return p.slot(body, in)
	}
	return p.emit(instruction{op: opSymbol, node: x}, in)
}

func (p *program) power(e *Pow, in *frame) int32 {
	if e.base == E {
		return p.emit(instruction{op: opExp, a: p.slot(e.exp, in)}, in)
	}
	base := p.slot(e.base, in)
	if n, ok := e.exp.(*Num); ok {
		op := opReal
		if _, whole := n.whole(); whole {
			op = opWhole
		}
		return p.emit(instruction{op: op, a: base, node: n}, in)
	}
	return p.emit(instruction{op: opPower, a: base, b: p.slot(e.exp, in), constant: len(Symbols(e.exp)) == 0}, in)
}

// deriv compiles what is differentiated in a frame of its own. It returns false
// for derivatives by members of families.
func (p *program) deriv(e *Deriv, in *frame) (int32, bool) {
	if in.order+len(e.wrt) > maxOrder {
		return 0, false
	}
	inner := in
	for _, x := range e.wrt {
		s, ok := x.(*Sym)
		if !ok {
			return 0, false
		}
		inner = p.varying(s, inner)
	}
	return p.emit(instruction{op: opTop, a: p.slot(e.of, inner)}, in), true
}

// varying returns the frame inside outer in which x carries one ε more.
func (p *program) varying(x *Sym, outer *frame) *frame {
	for _, f := range outer.inner {
		if f.x == x.name {
			return f
		}
	}
	f := &frame{outer: outer, x: x.name, order: outer.order + 1, moved: outer.moved | x.m.names}
	for name := range p.ev.defs {
		f.moved |= Symbol(name).m.names
	}
	f.slot = p.emit(instruction{op: opVary, a: p.slot(x, outer)}, f)
	outer.inner = append(outer.inner, f)
	return f
}

// run carries instructions out.
func (p *program) run(code []instruction) {
	v := p.values
	for i := range code {
		c := &code[i]
		order := int(c.order)
		var z jet
		switch c.op {
		case opSymbol:
			value, ok := p.ev.at[c.node.(*Sym).name]
			if !ok {
				p.ev.bad = true
				value = math.NaN()
			}
			z = constant(value, order)
		case opWiden:
			z = v[c.a].widen(order)
		case opVary:
			z = v[c.a].widen(order)
			z.set(1<<(order-1), approx{1, 0})
		case opTop:
			z = v[c.a].top(order)
		case opSum:
			z = p.sum(p.args[c.a:c.b], order)
		case opProduct:
			z = p.product(p.args[c.a:c.b], order)
		case opQuotient:
			z = p.ev.quotient(v[c.a], v[c.b])
		case opExp:
			z = v[c.a].exp()
		case opWhole:
			k, _ := c.node.(*Num).whole()
			z = p.ev.whole(v[c.a], k)
		case opReal:
			z = p.ev.real(v[c.a], c.node.(*Num).Float())
		case opPower:
			z = p.ev.raised(v[c.a], v[c.b], c.constant)
		case opCall:
			z = p.ev.checked(c.f(v[c.a]), v[c.a], c.node.(*Call).fn.within)
		case opEvaluated:
			z = p.evaluated(c)
		}
		v[c.into] = z
	}
}

// sum adds values. Plain numbers, which are most of them, are added as such.
func (p *program) sum(slots []int32, order int) jet {
	if order == 0 {
		z := p.values[slots[0]].a0
		for _, s := range slots[1:] {
			z = z.add(p.values[s].a0)
		}
		return jet{a0: z}
	}
	z := p.values[slots[0]]
	for _, s := range slots[1:] {
		z = z.add(p.values[s])
	}
	return z
}

// product multiplies values.
func (p *program) product(slots []int32, order int) jet {
	if order == 0 {
		z := p.values[slots[0]].a0
		for _, s := range slots[1:] {
			z = z.mul(p.values[s].a0)
		}
		return jet{a0: z}
	}
	z := p.values[slots[0]]
	for _, s := range slots[1:] {
		z = z.mul(p.values[s])
	}
	return z
}

// evaluated has the evaluator evaluate a node, with the variables of the
// derivatives around it.
func (p *program) evaluated(c *instruction) jet {
	var around []*frame
	for f := c.in; f.outer != nil; f = f.outer {
		around = append(around, f)
	}
	for i := len(around) - 1; i >= 0; i-- {
		p.ev.push(seed{around[i].x, p.values[around[i].slot]})
	}
	p.ev.order = c.in.order
	z := p.ev.eval(c.node)
	if len(around) > 0 {
		p.ev.pop(0)
	}
	p.ev.order = 0
	return z
}
