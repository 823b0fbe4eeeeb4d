package solution

import (
	"cmp"

	"github.com/bibun-md/bibun/calculus"
)

// Options say how a solution is written. The zero value is a full Japanese
// solution.
type Options struct {
	// Lang is the language of the words. Defaults to Japanese.
	Lang Lang
	// Steps is how much is shown. Defaults to StepsFull.
	Steps Steps
	// Show is which parts are written. Defaults to ShowAll.
	Show Show
	// Order is the order of terms in the answers. Defaults to OrderDescending.
	Order Order
	// Log is how the natural logarithm is written where a rule brings one in.
	// Defaults to the author's spelling, and to log where there is none.
	Log string
	// Numbered puts equation numbers at the displays.
	Numbered bool
	// Limits bound how long derivations and their lines may get.
	Limits Limits
}

// Limits bound a solution. A field that is zero means its default.
type Limits struct {
	calculus.Limits
	// Body is the size of a function once the author's functions are put in:
	// f(x) = g(g(x)), g(x) = h(h(x)), … doubles it with every line. Defaults to
	// half of Nodes: 100,000.
	Body int
	// Document is the length of all formulas of a block's solutions together, as
	// LaTeX. Where the lines between functions and answers make it longer, they are
	// left out. Defaults to 256 KiB: a thousand lines that a reader can follow.
	Document int
	// Bytes is the length of one formula. Defaults to Document.
	Bytes int
	// Page is how many nodes the lines of a block's solutions may have together;
	// of what follows then only the answers are shown. Defaults to 60,000: some
	// hundred pages.
	Page int
}

// Lang is a language: "ja" or "en".
type Lang string

// The languages. The empty Lang is Japanese.
const (
	Japanese Lang = "ja"
	English  Lang = "en"
)

// Steps is a level of detail.
type Steps string

// The levels of detail. The empty Steps is StepsFull.
const (
	StepsAnswer Steps = "answer" // the result
	StepsBrief  Steps = "brief"  // a line for each heavy rule
	StepsFull   Steps = "full"   // also a line for each wave of light rules
)

// Show is which parts of a solution are written.
type Show string

// The parts. The empty Show is ShowAll.
const (
	ShowProblem  Show = "problem"
	ShowSolution Show = "solution"
	ShowAnswer   Show = "answer"
	ShowAll      Show = "all"
)

// Order is an order of terms.
type Order string

// The orders. The empty Order is OrderDescending.
const (
	OrderDescending Order = "descending"
	OrderSource     Order = "source"
)

func (o Options) withDefaults() Options {
	if o.Lang == "" {
		o.Lang = Japanese
	}
	if o.Steps == "" {
		o.Steps = StepsFull
	}
	if o.Show == "" {
		o.Show = ShowAll
	}
	o.Limits.Nodes = cmp.Or(o.Limits.Nodes, 200_000)
	o.Limits.Work = cmp.Or(o.Limits.Work, 200_000)
	o.Limits.Bits = cmp.Or(o.Limits.Bits, 32_768)
	o.Limits.Body = cmp.Or(o.Limits.Body, max(o.Limits.Nodes/2, 1))
	o.Limits.Document = cmp.Or(o.Limits.Document, 256<<10)
	o.Limits.Bytes = cmp.Or(o.Limits.Bytes, o.Limits.Document)
	o.Limits.Page = cmp.Or(o.Limits.Page, 60_000)
	return o
}
