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

// Ranged is a sum or a product over an index: a [*Sigma] or a [*Product].
type Ranged interface {
	Expr
	// Index returns the index that runs.
	Index() *Sym
	// From returns the first value of the index.
	From() Expr
	// To returns the last value of the index.
	To() Expr
	// Except returns the values of the index that are left out, k in ∏_{i≠k} x_i.
	Except() []Expr
	// Body returns the summand or the factor.
	Body() Expr

	run() *running
	// over returns the same operation for another run.
	over(r running) Expr
}

// running is what a sum and a product over an index have in common. Of all its parts
// the body alone can hold the index.
type running struct {
	m              meta
	index          *Sym
	from, to, body Expr
	except         []Expr
}

// Index returns the index that runs.
func (r *running) Index() *Sym { return r.index }

// From returns the first value of the index.
func (r *running) From() Expr { return r.from }

// To returns the last value of the index.
func (r *running) To() Expr { return r.to }

// Except returns the values of the index that are left out.
func (r *running) Except() []Expr { return r.except }

// Body returns the summand or the factor.
func (r *running) Body() Expr { return r.body }

func (r *running) run() *running { return r }

func (r *running) meta() *meta { return &r.m }

// parts are the children of a sum or product over an index.
func (r *running) parts() []Expr { return append([]Expr{r.index, r.from, r.to, r.body}, r.except...) }

// measured fills in what a node knows about itself.
func (r running) measured(k kind) running {
	r.m = ordered(k, r.parts()...)
	r.m.sums = true
	return r
}

// Sigma is a sum over an index: Σ from i=from to i=to of body.
type Sigma struct{ running }

// SumOver returns the sum of body for index = from, …, to.
func SumOver(index *Sym, from, to, body Expr, except ...Expr) Expr {
	return (*Sigma)(nil).over(running{index: index, from: from, to: to, body: body, except: except})
}

func (s *Sigma) over(r running) Expr { return &Sigma{r.measured(kindSigma)} }

// Product is a product over an index: ∏ from i=from to i=to of body. Without any
// factor it is 1.
type Product struct{ running }

// ProductOver returns the product of body for index = from, …, to.
func ProductOver(index *Sym, from, to, body Expr, except ...Expr) Expr {
	return (*Product)(nil).over(running{index: index, from: from, to: to, body: body, except: except})
}

func (p *Product) over(r running) Expr { return &Product{r.measured(kindProduct)} }

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
