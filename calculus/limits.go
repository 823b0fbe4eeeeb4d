package calculus

import "cmp"

// Limits bound derivations, so that none takes long or fills the memory. They
// are counts, the same on every machine. A field that is zero means its default.
type Limits struct {
	// Nodes bounds the size of a line. Defaults to 200,000; LaTeX of that size
	// fills about a hundred pages.
	Nodes int
	// Shown bounds the nodes of all lines of a chain together. What is left then
	// is carried out in one step. Defaults to 6,000: some ten pages.
	Shown int
	// Work bounds the monomial products of one simplification. Defaults to
	// 200,000, far above what fits on a page.
	Work int
	// Bits is the length of the numbers that powers of numbers are written out to;
	// a longer one stays a power. Defaults to 32,768: four pages of digits.
	Bits int
}

func (l Limits) nodes() int { return cmp.Or(l.Nodes, maxNodes) }
func (l Limits) shown() int { return min(cmp.Or(l.Shown, 6_000), l.nodes()) }
func (l Limits) work() int  { return cmp.Or(l.Work, 200_000) }
func (l Limits) bits() int  { return cmp.Or(l.Bits, 32_768) }

// maxNodes is the default of [Limits.Nodes].
const maxNodes = 200_000
