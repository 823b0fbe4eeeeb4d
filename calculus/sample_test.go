package calculus

import (
	"math"
	"testing"
)

// The level curves of x² + y² are circles, each of one piece.
func TestLevelCurvesOfABowl(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	g := Scope{}.Grid(Add(Power(x, Two), Power(y, Two)), x, y, XY{-2, -2}, XY{2, 2}, 81)
	for _, z := range []float64{0.5, 1, 2} {
		lines := g.Level(z)
		if len(lines) != 1 {
			t.Fatalf("level %v has %d pieces", z, len(lines))
		}
		if first, last := lines[0][0], lines[0][len(lines[0])-1]; math.Hypot(first.X-last.X, first.Y-last.Y) > 1e-9 {
			t.Errorf("level %v is not closed", z)
		}
		for _, p := range lines[0] {
			if math.Abs(math.Hypot(p.X, p.Y)-math.Sqrt(z)) > 2e-3 {
				t.Errorf("level %v passes through %v", z, p)
			}
		}
	}
	if lines := g.Level(9); lines != nil {
		t.Errorf("a level that is not there has %d pieces", len(lines))
	}
}

// A saddle has two branches, and nothing is drawn where there is no value.
func TestLevelCurvesOfASaddle(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	g := Scope{}.Grid(Mul(x, y), x, y, XY{-2, -2}, XY{2, 2}, 80)
	if n := len(g.Level(1)); n != 2 {
		t.Errorf("xy = 1 has %d branches", n)
	}
	g = Scope{}.Grid(Add(Log.Of(x), y), x, y, XY{-2, -2}, XY{2, 2}, 80)
	for _, line := range g.Level(0) {
		for _, p := range line {
			if p.X <= 0 {
				t.Fatalf("log x + y = 0 passes through %v", p)
			}
		}
	}
}

func TestValues(t *testing.T) {
	x := Symbol("x")
	v := Scope{}.Values(Log.Of(x), x, -1, 1, 5)
	if !math.IsNaN(v[0].Y) || !math.IsNaN(v[2].Y) || v[4] != (XY{1, 0}) {
		t.Errorf("%v", v)
	}
}
