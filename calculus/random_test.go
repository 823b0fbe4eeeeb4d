package calculus

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
)

// randomExpr returns an expression such as exercises have, of about the given
// depth, in the symbols.
func randomExpr(r *rand.Rand, symbols []*Sym, depth int) Expr {
	if depth == 0 || r.IntN(6) == 0 {
		switch r.IntN(5) {
		case 0:
			return Int(int64(r.IntN(5) + 1))
		default:
			return symbols[r.IntN(len(symbols))]
		}
	}
	sub := func() Expr { return randomExpr(r, symbols, depth-1) }
	switch r.IntN(12) {
	case 0, 1:
		return Add(sub(), sub())
	case 2:
		return Sub(sub(), sub())
	case 3:
		return Add(sub(), Neg(sub()), sub())
	case 4, 5:
		return Mul(sub(), sub())
	case 6:
		return Mul(Int(int64(r.IntN(7)-3)|1), sub(), sub())
	case 7:
		return Div(sub(), sub())
	case 8:
		return Power(sub(), Int(int64(r.IntN(6)-2)|1))
	case 9:
		return Power(E, sub())
	case 10:
		if r.IntN(4) == 0 {
			return Power(sub(), sub())
		}
		return Sqrt.Of(sub())
	}
	fs := Functions()
	f := fs[r.IntN(len(fs))]
	switch f {
	case LogBase:
		return f.Of(Int(int64(r.IntN(3)+2)), sub())
	case Root:
		return f.Of(Int(int64(r.IntN(3)+2)), sub())
	case Max, Min:
		return f.Of(sub(), sub())
	}
	return f.Of(sub())
}

func TestRandomDerivationsAreVerified(t *testing.T) {
	symbols := []*Sym{Symbol("x"), Symbol("y"), Symbol("z")}
	n := 20000
	if testing.Short() {
		n = 2000
	}
	counts := map[Verdict]int{}
	nowhere := 0
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		f := randomExpr(r, symbols, 1+r.IntN(4))
		set := &Setting{Vars: symbols, Style: StyleOf(f)}
		c, err := set.Differentiate(context.Background(), Request{
			Left: D(Symbol("f"), true, symbols[0]), Body: f, Wrt: symbols[0], Partial: true, Name: Symbol("f"),
		})
		var limit *LimitError
		if errors.As(err, &limit) {
			continue
		}
		if err != nil {
			t.Errorf("seed %d: %s: %v", seed, f, err)
			continue
		}
		counts[c.Verdict]++
		if c.Verdict == Unknown {
			// Nothing can be compared where the function itself is nowhere defined.
			if v, _ := (Scope{}).Verify([]Expr{f, f}, nil); v == Unknown {
				nowhere++
			} else if testing.Verbose() {
				t.Logf("seed %d: unknown: %s  (%v)", seed, f, c.Conditions)
			}
		}
	}
	t.Logf("verified %d, unknown %d, of which nowhere defined %d", counts[Verified], counts[Unknown], nowhere)
	if bad := counts[Unknown] - nowhere; bad*100 > n {
		t.Errorf("%d of %d derivations could not be verified", bad, n)
	}
}
