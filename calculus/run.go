package calculus

import (
	"math"
	"slices"
)

// start goes to another point, at which the names have the values, in their
// order. The same as a map is for the nodes that are left to the evaluator.
func (p *program) start(values []float64, at Point) {
	for i, v := range values {
		p.plain[i] = approx{v, 0}
	}
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
	return p.plain[p.lines[i].slot], p.ev.outside
}

// run carries instructions out.
func (p *program) run(code []instruction) {
	for i := range code {
		switch c := &code[i]; {
		case c.order == 0:
			p.plain[c.into] = p.number(c)
		case c.order > 1 || !p.dual(c):
			p.jets[c.into] = p.jet(c)
		}
	}
}

// number carries out an instruction that no derivative surrounds.
func (p *program) number(c *instruction) approx {
	v := p.plain
	switch c.op {
	case opTop:
		x := &p.jets[c.a]
		return x.at(1<<x.k - 1)
	case opSum:
		z := v[p.args[c.a]]
		for _, s := range p.args[c.a+1 : c.b] {
			z = z.add(v[s])
		}
		return z
	case opProduct:
		z := v[p.args[c.a]]
		for _, s := range p.args[c.a+1 : c.b] {
			z = z.mul(v[s])
		}
		return z
	case opWhole:
		if c.b > 0 {
			return v[c.a].powInt(int(c.b))
		}
	case opEvaluated:
		return p.evaluated(c).a0
	}
	a := jet{a0: v[c.a]}
	if c.binary() {
		return p.combined(c, a, jet{a0: v[c.b]}).a0
	}
	return p.applied(c, a).a0
}

// dual does, in place, what jet does to a sum or a product with one ε, which first
// derivatives are full of. It returns false for other instructions.
func (p *program) dual(c *instruction) bool {
	if c.op != opSum && c.op != opProduct {
		return false
	}
	x := &p.jets[p.args[c.a]]
	a0, a1 := x.a0, x.a1
	for _, s := range p.args[c.a+1 : c.b] {
		if y := &p.jets[s]; c.op == opSum {
			a0, a1 = a0.add(y.a0), a1.add(y.a1)
		} else {
			a0, a1 = a0.mul(y.a0), a0.mul(y.a1).plus(a1.mul(y.a0))
		}
	}
	z := &p.jets[c.into]
	z.k, z.a0, z.a1 = 1, a0, a1
	return true
}

// jet carries out an instruction inside a derivative.
func (p *program) jet(c *instruction) jet {
	v, order := p.jets, int(c.order)
	switch c.op {
	case opWiden:
		return p.widened(c)
	case opVary:
		z := p.widened(c)
		z.set(1<<(order-1), approx{1, 0})
		return z
	case opTop:
		return v[c.a].top(order)
	case opSum:
		z := v[p.args[c.a]]
		for _, s := range p.args[c.a+1 : c.b] {
			z = z.add(v[s])
		}
		return z
	case opProduct:
		z := v[p.args[c.a]]
		for _, s := range p.args[c.a+1 : c.b] {
			z = z.mul(v[s])
		}
		return z
	case opEvaluated:
		return p.evaluated(c)
	}
	if c.binary() {
		return p.combined(c, v[c.a], v[c.b])
	}
	return p.applied(c, v[c.a])
}

// binary reports whether the instruction has two operands.
func (c *instruction) binary() bool {
	return c.op == opQuotient || c.op == opPower || c.op == opPlainPower
}

// combined carries out an instruction on the values of its two operands.
func (p *program) combined(c *instruction, a, b jet) jet {
	if c.op == opQuotient {
		return p.ev.quotient(a, b)
	}
	return p.ev.raised(a, b, c.op == opPlainPower)
}

// applied carries out an instruction on the value of its operand.
func (p *program) applied(c *instruction, a jet) jet {
	switch c.op {
	case opExp:
		return a.exp()
	case opWhole:
		return p.ev.whole(a, int(c.b))
	case opReal:
		return p.ev.real(a, p.details[c.b].node.(*Num).Float())
	case opCall:
		d := &p.details[c.b]
		return p.ev.checked(d.f(a), a, d.node.(*Call).fn.within)
	}
	panic("calculus: unknown instruction")
}

// widened returns the value of the operand, which belongs to a frame further
// out, with the ε of this one. Where there is no value that is known well, there
// is no derivative either, not even 0.
func (p *program) widened(c *instruction) jet {
	var z jet
	if c.b == 0 {
		z = jet{a0: p.plain[c.a]}.widen(int(c.order))
	} else {
		z = p.jets[c.a].widen(int(c.order))
	}
	if !z.a0.finite() {
		return z.scale(math.NaN())
	}
	return z
}

// evaluated has the evaluator evaluate a node, with the variables of the
// derivatives around it.
func (p *program) evaluated(c *instruction) jet {
	d := &p.details[c.b]
	var around []*frame
	for f := d.in; f.outer != nil; f = f.outer {
		around = append(around, f)
	}
	for _, f := range slices.Backward(around) {
		p.ev.push(seed{name: f.x, value: p.jets[f.slot]})
	}
	p.ev.order = d.in.order
	z := p.ev.eval(d.node)
	if len(around) > 0 {
		p.ev.pop(0)
	}
	p.ev.order = 0
	return z
}
