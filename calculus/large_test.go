package calculus

import (
	"math/big"
	"strings"
	"testing"
)

// TestPowerBits compares predictions with the numbers themselves.
func TestPowerBits(t *testing.T) {
	for _, test := range []struct {
		base *Num
		exp  int64
	}{
		{Int(2), 40_000}, {Int(9), 9_999}, {Int(-7), 12_345}, {Rat(3, 2), 20_000}, {Rat(2, 3), 20_000}, {Int(10), -20_000}, {Int(1), 1 << 40}, {Int(0), 5}, {Int(-1), 3},
		{Rational(new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(5), 900))), 77},
	} {
		r := test.base.Rat()
		longest := max(r.Num().BitLen(), r.Denom().BitLen())
		if longest > 1 {
			k := big.NewInt(max(test.exp, -test.exp))
			longest = max(new(big.Int).Exp(r.Num(), k, nil).BitLen(), new(big.Int).Exp(r.Denom(), k, nil).BitLen())
		} else {
			longest = 1
		}
		if got := powerBits(test.base, Int(test.exp)); got.Cmp(big.NewInt(int64(longest))) != 0 {
			t.Errorf("%s^%d: %s bits, want %d", test.base, test.exp, got, longest)
		}
	}
	if got := powerBits(Int(9), Int(387_420_489)).String(); got != "1228093895" {
		t.Errorf("9^9^9: %s bits", got)
	}
	huge, _ := ParseNum("1" + strings.Repeat("0", 400))
	if got := powerBits(Int(2), huge).String(); len(got) != 401 {
		t.Errorf("2^10^400: %d digits", len(got))
	}
}

// TestBits writes powers of numbers out within the limit, and keeps the others.
func TestBits(t *testing.T) {
	x := Symbol("x")
	huge, _ := ParseNum("1" + strings.Repeat("0", 30))
	for _, test := range []struct {
		in   Expr
		bits int
		want string // "" where digits are written out
		kept bool   // whether it holds a number that isn't
	}{
		{Power(Int(2), Int(40_000)), 0, "2^40000", true},
		{Power(Int(2), Int(40_000)), 40_001, "", false},
		{Power(Int(2), Int(40_000)), 40_000, "2^40000", true},
		{Power(Int(2), Int(10)), 8, "2^10", true},
		{Power(Int(2), Int(10)), 11, "1024", false},
		{Mul(Power(Int(2), huge), x), 0, "x*2^" + huge.String(), true},
		{Power(Mul(Two, x), huge), 0, "(2*x)^" + huge.String(), false},
		{Power(MinusOne, huge), 0, "1", false},
		{Power(Neg(x), huge), 0, "x^" + huge.String(), false},
		{Power(Zero, huge), 0, "0", false},
		{Power(Power(Int(10), Int(20_000)), Int(3)), 0, "(10^20000)^3", true},
	} {
		set := &Setting{Limits: Limits{Bits: test.bits}}
		got := newSimplifier(set, nil).simplify(test.in)
		if n, ok := got.(*Num); test.want == "" && (!ok || n.Rat().Num().BitLen() <= 32_768) || test.want != "" && got.String() != test.want {
			t.Errorf("%s, %d bits: %.80s, want %s", test.in, test.bits, got, test.want)
		}
		if kept, _ := set.Limits.Kept(got); test.kept != (kept != nil) {
			t.Errorf("%s, %d bits: kept %v", test.in, test.bits, kept)
		}
	}
}
