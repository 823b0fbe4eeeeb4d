package calculus

// Expr is a mathematical expression. Expressions are immutable and may share
// parts; the constructors keep what they are given and evaluate nothing, so
// 2·3·x stays 2·3·x until a step of a [Derivation] says otherwise.
//
// The nodes are [*Num], [*Const], [*Sym], [*Sum], [*Prod], [*Quo], [*Pow],
// [*Call], [*Apply], [*Deriv], [*Differential], [*Index], [*Sigma], [*Product],
// [*Delta], [*Cases] and [*Labelled].
type Expr interface {
	// String returns the expression in the plain ASCII of the block language,
	// which reads it back.
	String() string

	// meta seals the interface.
	meta() *meta
}

// meta is what every node knows about itself from the day it is built.
type meta struct {
	hash  uint64 // equal expressions have equal hashes, whatever the order of terms
	names uint64 // a Bloom filter over the free symbols
	size  int    // nodes, counted as a tree; saturates
	depth int
	width int  // about how many signs it takes on paper; saturates
	open  bool // holds a derivative that has not been carried out
	sums  bool // holds a sum or a product over an index

	members  bool // holds a member of a family
	applied  bool // holds a function that is known by name
	fraction bool // holds a quotient
	beyond   bool // holds more than symbols, numbers, their sums, products and whole powers
}

// Size returns the number of nodes of e, counted as a tree.
func Size(e Expr) int { return e.meta().size }

// Depth returns the height of e as a tree; an atom has depth 1.
func Depth(e Expr) int { return e.meta().depth }

// Applies reports whether e holds a function that is known by name only.
func Applies(e Expr) bool { return e.meta().applied }

// maxSize is where a node count stops growing: shared parts can make a tree
// exponentially larger than the memory that holds it.
const maxSize = 1 << 40

// kind numbers the node types, for hashing.
type kind uint64

const (
	kindNum kind = iota + 1
	kindConst
	kindSym
	kindSum
	kindProd
	kindQuo
	kindPow
	kindCall
	kindApply
	kindDeriv
	kindDifferential
	kindIndex
	kindSigma
	kindCases
	kindLabelled
	kindDelta
	kindProduct
)

// mix scrambles h; the constants are those of the SplitMix64 generator
// (Steele, Lea and Flood 2014).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}

func hashString(k kind, s string) uint64 {
	h := uint64(14695981039346656037) ^ uint64(k) // FNV-1a
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

func atom(h, names uint64) meta { return meta{hash: h, names: names, size: 1, depth: 1, width: 1} }

// ordered combines children whose places matter.
func ordered(k kind, children ...Expr) meta {
	m := meta{hash: mix(uint64(k) * 0x9e3779b97f4a7c15), size: 1}
	if k != kindPow {
		m.width, m.beyond = 1, true
	}
	for _, c := range children {
		m.hash = mix(m.hash*31 + c.meta().hash)
		m.absorb(c)
	}
	m.depth++
	return m
}

// unordered combines children whose places do not matter.
func unordered(k kind, children []Expr) meta {
	m := meta{hash: mix(uint64(k) * 0x9e3779b97f4a7c15), size: 1, beyond: k == kindDelta}
	if k == kindSum {
		m.width = 1
	}
	for _, c := range children {
		if n, ok := c.(*Num); ok && k == kindProd && n.is(-1) {
			m.width-- // a sign takes no room of its own
		}
		m.hash += mix(c.meta().hash)
		m.absorb(c)
	}
	m.hash = mix(m.hash)
	m.depth++
	return m
}

func (m *meta) absorb(c Expr) {
	cm := c.meta()
	m.names |= cm.names
	m.size = min(m.size+cm.size, maxSize)
	m.depth = max(m.depth, cm.depth)
	m.width = min(m.width+cm.width, maxSize)
	m.open = m.open || cm.open
	m.sums = m.sums || cm.sums
	m.members = m.members || cm.members
	m.applied = m.applied || cm.applied
	m.fraction = m.fraction || cm.fraction
	m.beyond = m.beyond || cm.beyond
}

// Const is a mathematical constant: [E] or [Pi].
type Const struct {
	m    meta
	name string
}

// The constants. E is Euler's number.
var (
	E  = &Const{m: atom(hashString(kindConst, "e"), 0), name: "e"}
	Pi = &Const{m: atom(hashString(kindConst, "pi"), 0), name: "pi"}
)

// Name returns "e" or "pi".
func (c *Const) Name() string { return c.name }

// Sym is a symbol: a variable, a parameter, or the name of a function when it
// stands for the function's value, as L does in ∂L/∂u.
type Sym struct {
	m    meta
	name string
}

// Symbol returns the symbol called name. A name is a letter or a Greek
// letter's English name, then possibly an underscore and a subscript: x, w_1,
// theta_0, w_ij. A further underscore stands for a comma in the subscript:
// x_1_2 is printed x_{1,2}.
func Symbol(name string) *Sym {
	h := hashString(kindSym, name)
	return &Sym{m: atom(h, bloomOf(h)), name: name}
}

// bloom is the Bloom filter of one symbol.
func bloom(name string) uint64 { return bloomOf(hashString(kindSym, name)) }

func bloomOf(hash uint64) uint64 { return 1 << (hash >> 58) }

// Name returns the symbol's name.
func (s *Sym) Name() string { return s.name }

// Sum is a sum of two or more terms in the author's order. A difference is a
// sum in which a term is negative: x − y is the sum of x and −1·y.
type Sum struct {
	m     meta
	terms []Expr
}

// Add returns the sum of the terms, which it keeps as they are. The sum of one
// term is that term, the sum of none is 0.
func Add(terms ...Expr) Expr {
	switch len(terms) {
	case 0:
		return Zero
	case 1:
		return terms[0]
	}
	return &Sum{m: unordered(kindSum, terms), terms: terms}
}

// Sub returns a − b, the sum of a and [Neg] b.
func Sub(a, b Expr) Expr { return Add(a, Neg(b)) }

// Terms returns the terms, which the caller must not change.
func (s *Sum) Terms() []Expr { return s.terms }

// Prod is a product of two or more factors in the author's order.
type Prod struct {
	m       meta
	factors []Expr
}

// Mul returns the product of the factors, which it keeps as they are. The
// product of one factor is that factor, the product of none is 1.
func Mul(factors ...Expr) Expr {
	switch len(factors) {
	case 0:
		return One
	case 1:
		return factors[0]
	}
	return &Prod{m: unordered(kindProd, factors), factors: factors}
}

// Neg returns −e as an author writes it: the sign joins a leading number, so
// Neg(3x) is (−3)x; everything else is multiplied by −1.
func Neg(e Expr) Expr {
	switch e := e.(type) {
	case *Num:
		if e.Sign() > 0 {
			return e.neg()
		}
	case *Prod:
		if n, ok := e.factors[0].(*Num); ok && n.Sign() > 0 {
			factors := make([]Expr, len(e.factors))
			copy(factors, e.factors)
			factors[0] = n.neg()
			return Mul(factors...)
		}
		return Mul(append([]Expr{MinusOne}, e.factors...)...)
	}
	return Mul(MinusOne, e)
}

// Factors returns the factors, which the caller must not change.
func (p *Prod) Factors() []Expr { return p.factors }

// Quo is a quotient.
type Quo struct {
	m        meta
	num, den Expr
}

// Div returns the quotient num/den.
func Div(num, den Expr) Expr {
	m := ordered(kindQuo, num, den)
	m.fraction = true
	return &Quo{m: m, num: num, den: den}
}

// Num returns the numerator.
func (q *Quo) Num() Expr { return q.num }

// Den returns the denominator.
func (q *Quo) Den() Expr { return q.den }

// Pow is a power.
type Pow struct {
	m         meta
	base, exp Expr
}

// Power returns base^exp.
func Power(base, exp Expr) Expr {
	m := ordered(kindPow, base, exp)
	if n, ok := exp.(*Num); !ok || !n.IsInt() || n.Sign() < 0 || base == E {
		m.beyond = true
	}
	return &Pow{m: m, base: base, exp: exp}
}

// Base returns the base.
func (p *Pow) Base() Expr { return p.base }

// Exp returns the exponent.
func (p *Pow) Exp() Expr { return p.exp }

// Call is a known function of its arguments, such as sin x.
type Call struct {
	m    meta
	fn   *Func
	args []Expr
}

// Of returns f applied to args. It panics when f does not take that many.
func (f *Func) Of(args ...Expr) Expr {
	if !f.Takes(len(args)) {
		panic("calculus: " + f.name + " called with a wrong number of arguments")
	}
	m := ordered(kindCall, args...)
	m.hash = mix(m.hash ^ hashString(kindCall, f.name))
	return &Call{m: m, fn: f, args: args}
}

// Func returns the function.
func (c *Call) Func() *Func { return c.fn }

// Args returns the arguments, which the caller must not change.
func (c *Call) Args() []Expr { return c.args }

// Arg returns the first argument.
func (c *Call) Arg() Expr { return c.args[0] }

// Apply is a function that is known by name only, applied to its arguments:
// f(x, y).
type Apply struct {
	m    meta
	name string
	args []Expr
}

// ApplyTo returns the unknown function called name, applied to args.
func ApplyTo(name string, args ...Expr) Expr {
	m := ordered(kindApply, args...)
	m.hash = mix(m.hash ^ hashString(kindApply, name))
	m.applied = true
	return &Apply{m: m, name: name, args: args}
}

// Name returns the function's name.
func (a *Apply) Name() string { return a.name }

// Args returns the arguments, which the caller must not change.
func (a *Apply) Args() []Expr { return a.args }

// Deriv is a derivative that has not been carried out: of an expression, or of
// a symbol that names a function, as in ∂L/∂u. Differentiation is with respect
// to one symbol after the other, the first of wrt first, so that ∂²f/∂y∂x has
// wrt x, y.
type Deriv struct {
	m       meta
	of      Expr
	wrt     []Expr
	partial bool
}

// D returns the derivative of e with respect to wrt (symbols or [*Index]
// nodes), written with ∂ when partial is true and with d otherwise.
func D(e Expr, partial bool, wrt ...Expr) Expr {
	var room parts
	m := ordered(kindDeriv, append(append(room[:0], e), wrt...)...)
	m.open = true
	return &Deriv{m: m, of: e, wrt: wrt, partial: partial}
}

// Of returns what is differentiated.
func (d *Deriv) Of() Expr { return d.of }

// Wrt returns the variables in the order of differentiation.
func (d *Deriv) Wrt() []Expr { return d.wrt }

// Partial says whether the derivative is written with ∂.
func (d *Deriv) Partial() bool { return d.partial }

// Differential is the differential of a variable or of a function: du, dL.
type Differential struct {
	m  meta
	of Expr
}

// Diff returns the differential of a symbol or of an [*Index].
func Diff(of Expr) Expr {
	return &Differential{m: ordered(kindDifferential, of), of: of}
}

// Of returns what the differential is of.
func (d *Differential) Of() Expr { return d.of }

// Labelled is an expression with a label under it that says what it is; its
// value is the expression's.
type Labelled struct {
	m           meta
	expr, label Expr
}

// WithLabel returns e with a label under it.
func WithLabel(e, label Expr) Expr {
	return &Labelled{m: ordered(kindLabelled, e), expr: e, label: label}
}

// Expr returns the expression.
func (l *Labelled) Expr() Expr { return l.expr }

// Label returns the label.
func (l *Labelled) Label() Expr { return l.label }

func (l *Labelled) meta() *meta { return &l.m }

func (n *Num) meta() *meta { return &n.m }

func (c *Const) meta() *meta { return &c.m }

func (s *Sym) meta() *meta { return &s.m }

func (s *Sum) meta() *meta { return &s.m }

func (p *Prod) meta() *meta { return &p.m }

func (q *Quo) meta() *meta { return &q.m }

func (p *Pow) meta() *meta { return &p.m }

func (c *Call) meta() *meta { return &c.m }

func (a *Apply) meta() *meta { return &a.m }

func (d *Deriv) meta() *meta { return &d.m }

func (d *Differential) meta() *meta { return &d.m }
