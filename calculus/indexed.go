package calculus

// Index is a member of an indexed family: w_i.
type Index struct {
	m    meta
	base string
	subs []Expr
}

// Indexed returns the member of the family base with the given subscripts.
func Indexed(base string, subs ...Expr) Expr {
	m := ordered(kindIndex, subs...)
	h := hashString(kindIndex, base)
	m.hash = mix(m.hash ^ h)
	m.names |= 1 << (h >> 58)
	m.members = true
	return &Index{m: m, base: base, subs: subs}
}

// Base returns the family's name.
func (x *Index) Base() string { return x.base }

// Subs returns the subscripts.
func (x *Index) Subs() []Expr { return x.subs }

// Sigma is a sum over an index: Σ from i=from to i=to of body.
type Sigma struct {
	m              meta
	index          *Sym
	from, to, body Expr
}

// SumOver returns the sum of body for index = from, …, to.
func SumOver(index *Sym, from, to, body Expr) Expr {
	m := ordered(kindSigma, index, from, to, body)
	m.sums = true
	return &Sigma{m: m, index: index, from: from, to: to, body: body}
}

// Index returns the index of summation.
func (s *Sigma) Index() *Sym { return s.index }

// From returns the first value of the index.
func (s *Sigma) From() Expr { return s.from }

// To returns the last value of the index.
func (s *Sigma) To() Expr { return s.to }

// Body returns the summand.
func (s *Sigma) Body() Expr { return s.body }

// Delta is Kronecker's delta of two indices: 1 where they are equal, 0
// elsewhere.
type Delta struct {
	m    meta
	i, j Expr
}

// Kronecker returns δ with the indices i and j.
func Kronecker(i, j Expr) Expr {
	return &Delta{m: unordered(kindDelta, []Expr{i, j}), i: i, j: j}
}

// Indices returns the two indices.
func (d *Delta) Indices() (i, j Expr) { return d.i, d.j }

func (d *Delta) meta() *meta { return &d.m }

func (x *Index) meta() *meta { return &x.m }

func (s *Sigma) meta() *meta { return &s.m }
