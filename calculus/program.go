package calculus

import (
	"math"
	"math/bits"
	"slices"
	"sync"
)

// A program is the lines of a derivation written out as instructions, to be
// evaluated at one point after the other. A node that several lines share, or
// one line holds more than once, has one instruction, so that what is shared is
// evaluated once, however many times it is printed. What the instructions do is
// what the [evaluator] does with the same nodes; the nodes that are rare are left
// to it whole.
type program struct {
	ev   evaluator
	code []instruction
	args []int32 // operands of sums and products
	// details belong to the instructions whose b is a place here.
	details []detail
	lines   []compiled
	// The slots: plain numbers, and inside derivatives jets. A slot that no
	// instruction fills holds a constant.
	plain   []approx
	jets    []jet
	names   sampledNames // whose slots are the first ones
	byName  bool         // values are looked up by name too: by the evaluator, and in conditions
	defined uint64       // a Bloom filter over the defined names
	// conditions must hold at a point for the lines to be compared there.
	conditions []Relation
	slots      slots
	outer      frame
	frames     int32 // inside it
	within     int   // how many definitions are being compiled, one for another
}

// compiled is a line: the instructions up to end complete it, and its value is
// in the plain slot.
type compiled struct {
	end  int
	slot int32
}

// frame is what surrounds a node: the derivatives that have not been carried
// out, each of which lets its variable carry an ε.
type frame struct {
	outer *frame // nil where there is no derivative
	id    int32  // by which slots tell frames apart
	x     string // the variable of the innermost one
	slot  int32  // of the variable with its ε
	order int    // the number of ε
	moved uint64 // a Bloom filter over the names that may rest on the variables
	inner []*frame
}

// opcode tells what an instruction does.
type opcode uint8

const (
	opWiden      opcode = iota // a, of a frame that has b ε, with more of them
	opVary                     // the same, the last ε its own
	opTop                      // the coefficient of the ε in a that are beyond the frame's
	opSum                      // args[a:b]
	opProduct                  // args[a:b]
	opQuotient                 // a/b
	opExp                      // e^a
	opWhole                    // a^b for a whole number b
	opReal                     // a^n for any other number n, the node of details[b]
	opPower                    // a^b
	opPlainPower               // a^b for a b that holds no symbol
	opCall                     // f(a), of details[b]
	opEvaluated                // details[b], left to the evaluator
)

// instruction computes the value of a slot from those of others. Its slots are
// plain ones where there are no ε, and jets elsewhere.
type instruction struct {
	op    opcode
	order uint8 // the number of ε
	into  int32
	a, b  int32
}

// detail is what few instructions need to know besides.
type detail struct {
	node Expr
	in   *frame
	f    func(jet) jet
}

// programs are those whose memory can be used again.
var programs = sync.Pool{New: func() any { return new(program) }}

// release leaves nothing but the memory, for another use.
func (p *program) release() {
	clear(p.slots.known)
	clear(p.details)
	p.names.clear(0)
	*p = program{
		code: p.code, args: p.args, details: p.details, plain: p.plain, jets: p.jets,
		lines: p.lines, slots: p.slots, names: p.names,
	}
	programs.Put(p)
}

// compile makes p the program of the lines, to be compared where the conditions
// hold. Its names get values at a point.
func (p *program) compile(s Scope, lines []Expr, conditions []Relation) {
	nodes := 64 // what the derivation of a short function needs
	if size := lines[0].meta().size; size > 4096 {
		nodes = 1 << min(bits.Len(uint(size)), 17)
	}
	p.slots.clear(5 * nodes / 8)
	*p = program{
		ev: s.evaluator(nil), code: slices.Grow(p.code[:0], nodes), args: p.args[:0], details: p.details[:0],
		plain: slices.Grow(p.plain[:0], nodes), jets: p.jets[:0],
		lines: p.lines[:0], slots: p.slots, names: p.names, defined: s.follow().filter, conditions: conditions, byName: len(conditions)+len(s.Totals) > 0,
	}
	if lines[0].meta().open {
		p.jets = slices.Grow(p.jets, nodes/2)
	}
	for range p.names.list {
		p.constant(math.NaN(), &p.outer)
	}
	for _, l := range lines {
		slot := p.slot(l, &p.outer)
		p.lines = append(p.lines, compiled{len(p.code), slot})
	}
}

// slot returns the slot of e, with the instructions that fill it.
func (p *program) slot(e Expr, in *frame) int32 {
	if x, ok := e.(*Sym); ok && in.outer == nil && x.m.names&p.defined == 0 {
		return p.symbol(x, in)
	}
	s, ok := p.slots.find(e, in.id)
	if !ok {
		s = p.written(e, in)
		p.slots.keep(e, in.id, s)
	}
	return s
}

// emit appends an instruction of the frame and returns the slot that it fills.
func (p *program) emit(c instruction, in *frame) int32 {
	c.into, c.order = p.hold(jet{}, in), uint8(in.order)
	p.code = append(doubled(p.code), c)
	return c.into
}

// emitWith is emit for an instruction with details.
func (p *program) emitWith(c instruction, d detail, in *frame) int32 {
	c.b, d.in = int32(len(p.details)), in
	p.details = append(p.details, d)
	return p.emit(c, in)
}

// hold returns a new slot with v.
func (p *program) hold(v jet, in *frame) int32 {
	if in.order == 0 {
		p.plain = append(doubled(p.plain), v.a0)
		return int32(len(p.plain) - 1)
	}
	p.jets = append(doubled(p.jets), v)
	return int32(len(p.jets) - 1)
}

// doubled makes room for one more. Append alone copies long lists more often.
func doubled[T any](list []T) []T {
	if len(list) < cap(list) {
		return list
	}
	return slices.Grow(list, max(len(list), 8))
}

// constant returns a slot for the number that v is nearest to.
func (p *program) constant(v float64, in *frame) int32 {
	return p.hold(fixed(nearest(v), in.order), in)
}

// written writes the instructions for e.
func (p *program) written(e Expr, in *frame) int32 {
	if in.outer != nil && unmoved(e, in.moved) {
		return p.widen(p.slot(e, in.outer), in)
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
			return p.emitWith(instruction{op: opCall, a: p.slot(e.args[0], in)}, detail{node: e, f: f}, in)
		}
	case *Labelled:
		return p.slot(e.expr, in)
	case *Deriv:
		if s, ok := p.deriv(e, in); ok {
			return s
		}
	}
	p.byName = true
	return p.emitWith(instruction{op: opEvaluated}, detail{node: e}, in)
}

// several compiles a sum or a product. What does not rest on the variable of the
// frame is added or multiplied up outside of it.
func (p *program) several(op opcode, list []Expr, in *frame) int32 {
	var room [8]int32
	slots := room[:0]
	if in.outer != nil {
		var roomStill [8]int32
		still := roomStill[:0]
		for _, e := range list {
			if unmoved(e, in.moved) {
				still = append(still, p.slot(e, in.outer))
			}
		}
		if len(still) > 0 {
			slots = append(slots, p.widen(p.together(op, still, in.outer), in))
		}
	}
	for _, e := range list {
		if in.outer == nil || !unmoved(e, in.moved) {
			slots = append(slots, p.slot(e, in))
		}
	}
	return p.together(op, slots, in)
}

// together emits a sum or product of slots.
func (p *program) together(op opcode, slots []int32, in *frame) int32 {
	if len(slots) == 1 {
		return slots[0]
	}
	from := len(p.args)
	p.args = append(p.args, slots...)
	return p.emit(instruction{op: op, a: int32(from), b: int32(len(p.args))}, in)
}

// widen gives the value in a slot of the frame further out the ε of the frame.
func (p *program) widen(slot int32, in *frame) int32 {
	return p.emit(instruction{op: opWiden, a: slot, b: int32(in.outer.order)}, in)
}

// symbol is the variable of a derivative around it, or what a definition says,
// or a value of the point.
func (p *program) symbol(x *Sym, in *frame) int32 {
	if in.outer == nil {
		if body, ok := p.ev.defs[x.name]; ok {
			return p.definition(body, in)
		}
		if slot := p.names.place(x); slot >= 0 {
			return int32(slot)
		}
		return p.constant(math.NaN(), in)
	}
	if in.x == x.name {
		return in.slot
	}
	for f := in.outer; f != nil; f = f.outer {
		if f.outer != nil && f.x == x.name {
			return p.widen(p.slot(x, in.outer), in)
		}
	}
	if body, ok := p.ev.defs[x.name]; ok {
		return p.definition(body, in)
	}
	return p.widen(p.slot(x, in.outer), in)
}

// definition is what a defined name is. In a circle of them it is no number.
func (p *program) definition(body Expr, in *frame) int32 {
	if p.within == len(p.ev.defs) {
		return p.constant(math.NaN(), in)
	}
	p.within++
	defer func() { p.within-- }()
	return p.slot(body, in)
}

func (p *program) power(e *Pow, in *frame) int32 {
	if e.base == E {
		return p.emit(instruction{op: opExp, a: p.slot(e.exp, in)}, in)
	}
	base := p.slot(e.base, in)
	if n, ok := e.exp.(*Num); ok {
		if k, ok := n.whole(); ok {
			return p.emit(instruction{op: opWhole, a: base, b: int32(k)}, in)
		}
		return p.emitWith(instruction{op: opReal, a: base}, detail{node: n}, in)
	}
	op := opPower
	if len(Symbols(e.exp)) == 0 {
		op = opPlainPower
	}
	return p.emit(instruction{op: op, a: base, b: p.slot(e.exp, in)}, in)
}

// deriv compiles what is differentiated in a frame of its own. It returns false
// for derivatives by members of families, and for those that hold arguments still.
func (p *program) deriv(e *Deriv, in *frame) (int32, bool) {
	if in.order+len(e.wrt) > maxOrder || len(heldStill(e, p.ev.defs)) > 0 {
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
	p.frames++
	f := &frame{outer: outer, id: p.frames, x: x.name, order: outer.order + 1, moved: outer.moved | x.m.names | p.defined}
	f.slot = p.emit(instruction{op: opVary, a: p.slot(x, outer), b: int32(outer.order)}, f)
	outer.inner = append(outer.inner, f)
	return f
}
