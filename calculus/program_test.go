package calculus

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A program and the evaluator, which walks the expression, find the same, for
// derivatives inside derivatives, for shared parts and through definitions too.
func TestProgramEvaluates(t *testing.T) {
	x, y, z := Symbol("x"), Symbol("y"), Symbol("z")
	n := 5000
	if testing.Short() {
		n = 1000
	}
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		scope := Scope{Defs: map[string]Expr{"z": randomExpr(r, []*Sym{x, y}, 2)}}
		symbols := []*Sym{x, y, z}
		f, g := randomExpr(r, symbols, 3), randomExpr(r, symbols, 2)
		d := D(f, true, symbols[r.IntN(2)])
		lines := []Expr{
			d,
			Add(g, Mul(d, g), f),
			D(Add(Mul(g, d), Power(f, Two)), true, symbols[r.IntN(2)]),
			D(Mul(f, g), true, x, symbols[r.IntN(2)]),
			Mul(g, Piecewise(Branch{f, Relation{x, Greater, y}}, Branch{d, Relation{x, LessEqual, y}})),
		}
		var p program
		p.names.add(x, sampledName{})
		p.names.add(y, sampledName{})
		p.compile(scope, lines, nil)
		for range 3 {
			values := []float64{4*r.Float64() - 2, 4*r.Float64() - 2}
			at := Point{"x": values[0], "y": values[1]}
			for i, l := range lines {
				// What a line before it met is no matter here.
				p.start(values, at)
				for j := range i {
					p.line(j)
				}
				p.ev.outside, p.ev.bad = false, false
				got, outside := p.line(i)
				want, wantOutside := scope.approximate(l, at)
				large := math.Abs(want.v) > 1e100 // what does not rest on x may have got too large
				if !agree(want, got) && !(large && want.sound()) || got.sound() && want.sound() && math.Abs(got.v-want.v) > slack*(got.err+want.err) {
					t.Errorf("seed %d: %s at %v is %v, want %v", seed, l, at, got, want)
				}
				if outside != wantOutside && i == 0 {
					t.Errorf("seed %d: %s at %v: outside is %v", seed, l, at, outside)
				}
			}
		}
	}
}

// agree reports whether both numbers are known well, or neither is, up to a factor
// in their error bounds, which rest on the order of operations.
func agree(a, b approx) bool {
	nearly := func(a approx) bool { return (approx{a.v, a.err / 4}).sound() }
	return (!a.sound() || nearly(b)) && (!b.sound() || nearly(a))
}
