package calculus

import (
	"math"
	"math/big"
)

// powerBits predicts how many bits the longer of the two numbers in the fraction n^k
// has, for a whole k.
func powerBits(n, k *Num) *big.Int {
	if i, ok := k.Int64(); ok {
		if bits := n.log2() * math.Abs(float64(i)); bits < 1<<53 {
			return big.NewInt(int64(bits) + 1)
		}
	}
	length := new(big.Float).SetInt(k.Rat().Num())
	length.Mul(length.Abs(length), big.NewFloat(n.log2()))
	bits, _ := length.Int(nil)
	return bits.Add(bits, big.NewInt(1))
}

// log2 returns the logarithm of the numerator or the denominator of n, whichever is
// larger, and 0 for 0.
func (n *Num) log2() float64 {
	if n.big == nil {
		return math.Log2(float64(max(n.num, -n.num, n.den)))
	}
	longer := new(big.Int).Abs(n.big.Num())
	if d := n.big.Denom(); d.Cmp(longer) > 0 {
		longer = d
	}
	mantissa := new(big.Float)
	exp := new(big.Float).SetInt(longer).MantExp(mantissa)
	m, _ := mantissa.Float64()
	return float64(exp) + math.Log2(m)
}

// Number returns the number that e is, an expression of numbers that can be written
// out within the limits: 3² + 1 is 10. It returns false for any other.
func (l Limits) Number(e Expr) (*Num, bool) {
	if n, ok := e.(*Num); ok || !numeral(e) {
		return n, ok
	}
	n, ok := newSimplifier(&Setting{Limits: l}, nil).simplify(e).(*Num)
	return n, ok
}

// TooLarge predicts how many bits the number base^exp has, without computing it. It
// returns false where these are no more than the limit, so that the number is written
// out, or where exp isn't whole.
func (l Limits) TooLarge(base, exp *Num) (bits *big.Int, ok bool) {
	if !exp.IsInt() {
		return nil, false
	}
	bits = powerBits(base, exp)
	return bits, bits.Cmp(big.NewInt(int64(l.bits()))) > 0
}

// Kept returns the first power of numbers in e that is too large to be written out; nil
// where there is none.
func (l Limits) Kept(e Expr) (kept *Pow, bits *big.Int) {
	visited := map[Expr]bool{} // parts may be shared all over
	var walk func(Expr)
	walk = func(e Expr) {
		if kept != nil || e.meta().size == 1 || visited[e] {
			return
		}
		visited[e] = true
		if p, ok := e.(*Pow); ok {
			if base, ok := p.base.(*Num); ok {
				if exp, ok := p.exp.(*Num); ok {
					if n, large := l.TooLarge(base, exp); large {
						kept, bits = p, n
						return
					}
				}
			}
		}
		var room parts
		for _, c := range children(e, room[:0]) {
			walk(c)
		}
	}
	walk(e)
	return kept, bits
}
