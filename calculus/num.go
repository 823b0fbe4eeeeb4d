package calculus

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Num is an exact rational number. A number that was typed as a decimal
// remembers it, and stays one through arithmetic for as long as its decimal
// expansion ends.
type Num struct {
	m        meta
	num, den int64    // in lowest terms, den > 0, when big is nil
	big      *big.Rat // numbers that do not fit
	decimal  bool
}

// Numbers that rules and printers need.
var (
	Zero     = Int(0)
	One      = Int(1)
	Two      = Int(2)
	MinusOne = Int(-1)
	Half     = Rat(1, 2)
)

// Int returns the integer n.
func Int(n int64) *Num { return ratio(n, 1, false) }

// Rat returns num/den. It panics when den is 0.
func Rat(num, den int64) *Num {
	if den == 0 {
		panic("calculus: zero denominator")
	}
	if num == math.MinInt64 || den == math.MinInt64 {
		return bigNum(new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den)), false)
	}
	if den < 0 {
		num, den = -num, -den
	}
	g := gcd(abs64(num), den)
	return ratio(num/g, den/g, false)
}

// Rational returns the number r.
func Rational(r *big.Rat) *Num { return bigNum(new(big.Rat).Set(r), false) }

// ParseNum reads digits, possibly with a decimal point: 12, 0.5, .5, 3.
func ParseNum(s string) (*Num, bool) {
	if strings.Trim(s, "0123456789.") != "" || strings.Count(s, ".") > 1 || s == "" || s == "." {
		return nil, false
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil, false
	}
	return bigNum(r, strings.Contains(s, ".")), true
}

// smallInts are the integers from −16 on that derivatives are full of.
var smallInts = func() (list [80]*Num) {
	for i := range list {
		list[i] = newNum(int64(i)-16, 1, false)
	}
	return list
}()

func ratio(num, den int64, decimal bool) *Num {
	if i := num + 16; den == 1 && !decimal && i >= 0 && i < int64(len(smallInts)) {
		return smallInts[i]
	}
	return newNum(num, den, decimal)
}

func newNum(num, den int64, decimal bool) *Num {
	return &Num{m: atom(mix(mix(uint64(num)*31+uint64(kindNum))^uint64(den)), 0), num: num, den: den, decimal: decimal}
}

func bigNum(r *big.Rat, decimal bool) *Num {
	if r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != math.MinInt64 {
		return ratio(r.Num().Int64(), r.Denom().Int64(), decimal)
	}
	return &Num{m: atom(hashString(kindNum, r.String()), 0), big: r, decimal: decimal}
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func abs64(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// Rat returns n as a [big.Rat] of the caller's own.
func (n *Num) Rat() *big.Rat {
	if n.big != nil {
		return new(big.Rat).Set(n.big)
	}
	return big.NewRat(n.num, n.den)
}

// Float returns the nearest float64.
func (n *Num) Float() float64 {
	if n.big != nil {
		f, _ := n.big.Float64()
		return f
	}
	if n.den == 1 {
		return float64(n.num)
	}
	return float64(n.num) / float64(n.den)
}

// Sign returns −1, 0 or 1.
func (n *Num) Sign() int {
	switch {
	case n.big != nil:
		return n.big.Sign()
	case n.num > 0:
		return 1
	case n.num < 0:
		return -1
	}
	return 0
}

// IsInt reports whether n is an integer.
func (n *Num) IsInt() bool {
	if n.big != nil {
		return n.big.IsInt()
	}
	return n.den == 1
}

// Int64 returns n when it is an integer that fits.
func (n *Num) Int64() (int64, bool) {
	if n.big != nil || n.den != 1 {
		return 0, false
	}
	return n.num, true
}

// IsDecimal reports whether n is written as a decimal.
func (n *Num) IsDecimal() bool { return n.decimal }

// Fraction returns the numerator's digits without sign, and the denominator's.
func (n *Num) Fraction() (num, den string) {
	if n.big == nil && n.num != math.MinInt64 {
		return strconv.FormatInt(abs64(n.num), 10), strconv.FormatInt(n.den, 10)
	}
	r := n.Rat()
	return new(big.Int).Abs(r.Num()).String(), r.Denom().String()
}

// Cmp compares n and m by value and returns −1, 0 or 1.
func (n *Num) Cmp(m *Num) int {
	if n.big == nil && m.big == nil && n.den == m.den {
		switch {
		case n.num < m.num:
			return -1
		case n.num > m.num:
			return 1
		}
		return 0
	}
	return n.Rat().Cmp(m.Rat())
}

func (n *Num) is(i int64) bool { return n.big == nil && n.den == 1 && n.num == i }

func (n *Num) neg() *Num {
	if n.big == nil {
		return ratio(-n.num, n.den, n.decimal)
	}
	return bigNum(new(big.Rat).Neg(n.big), n.decimal)
}

func (n *Num) abs() *Num {
	if n.Sign() < 0 {
		return n.neg()
	}
	return n
}

func (n *Num) add(m *Num) *Num {
	decimal := n.decimal || m.decimal
	if n.big == nil && m.big == nil && n.den == 1 && m.den == 1 {
		if s := n.num + m.num; (s > n.num) == (m.num > 0) && s != math.MinInt64 {
			return ratio(s, 1, decimal)
		}
	}
	return settle(new(big.Rat).Add(n.Rat(), m.Rat()), decimal)
}

func (n *Num) mul(m *Num) *Num {
	decimal := n.decimal || m.decimal
	if n.big == nil && m.big == nil && (!decimal || n.den == 1 && m.den == 1) {
		num, ok := product64(n.num, m.num)
		den, ok2 := product64(n.den, m.den)
		if ok && ok2 {
			g := gcd(abs64(num), den)
			return ratio(num/g, den/g, decimal)
		}
	}
	return settle(new(big.Rat).Mul(n.Rat(), m.Rat()), decimal)
}

// product64 returns a·b where it fits; −2^63 does not.
func product64(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(abs64(a)), uint64(abs64(b)))
	if hi != 0 || lo >= 1<<63 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

// inv returns 1/n, n ≠ 0.
func (n *Num) inv() *Num {
	if n.big == nil && n.num != 0 {
		num, den := n.den, n.num
		if den < 0 {
			num, den = -num, -den
		}
		if !n.decimal {
			return ratio(num, den, false)
		}
	}
	return settle(new(big.Rat).Inv(n.Rat()), n.decimal)
}

// raised returns n^k for a whole k, and false when that has more bits than limit.
func (n *Num) raised(k *Num, limit int) (*Num, bool) {
	if i, ok := k.Int64(); ok {
		return n.powInt(i, limit)
	}
	switch { // k has 64 bits or more
	case n.is(0) && k.Sign() > 0, n.is(1):
		return n, true
	case n.is(-1) && k.big.Num().Bit(0) == 0:
		return One, true
	case n.is(-1):
		return n, true
	}
	return nil, false
}

// powInt returns n^k, and false when that has more bits than limit.
func (n *Num) powInt(k int64, limit int) (*Num, bool) {
	if limit >= 64 {
		if r, ok := n.smallPower(k); ok {
			return r, true
		}
	}
	if n.is(0) && k < 0 || powerBits(n, Int(k)).Cmp(big.NewInt(int64(limit))) > 0 {
		return nil, false
	}
	r := n.Rat()
	if k < 0 {
		r.Inv(r)
		k = -k
	}
	e := big.NewInt(k)
	num := new(big.Int).Exp(r.Num(), e, nil)
	den := new(big.Int).Exp(r.Denom(), e, nil)
	return settle(new(big.Rat).SetFrac(num, den), n.decimal), true
}

// smallPower returns n^k, k ≥ 0, where it fits into 64 bits.
func (n *Num) smallPower(k int64) (*Num, bool) {
	if n.big != nil || n.decimal || k < 0 || k > 64 {
		return nil, false
	}
	num, den := int64(1), int64(1)
	for range k {
		a, ok1 := product64(num, n.num)
		b, ok2 := product64(den, n.den)
		if !ok1 || !ok2 {
			return nil, false
		}
		num, den = a, b
	}
	return ratio(num, den, false), true
}

// settle makes a Num of r; a decimal stays one while its expansion ends
// within 12 places, which is as far as a reader of notes follows digits.
func settle(r *big.Rat, decimal bool) *Num {
	if decimal && !endsWithin(r, 12) {
		decimal = false
	}
	return bigNum(r, decimal)
}

func endsWithin(r *big.Rat, places int) bool {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	return new(big.Int).Rem(scale, r.Denom()).Sign() == 0
}

// Decimal returns n's absolute value as a decimal; it is exact when
// [Num.IsDecimal].
func (n *Num) Decimal() string {
	s := new(big.Rat).Abs(n.Rat()).FloatString(40)
	s = strings.TrimRight(s, "0")
	return strings.TrimSuffix(s, ".")
}

func bigInt(i *big.Int) *Num { return bigNum(new(big.Rat).SetInt(i), false) }
