package solution

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
	return o
}
