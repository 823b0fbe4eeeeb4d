package extension

import (
	"context"
	"fmt"
	"time"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

// Options say how blocks are solved and written. The zero value works.
//
// What holds for a block is decided by the first of these that says something:
// Override, the fence line, the front matter, these Options.
type Options struct {
	// Solution says how solutions are written where the note doesn't say so.
	// Defaults to the zero [solution.Options], a full solution in Japanese.
	Solution solution.Options
	// Preset names the notation of the host for [Splice]; see [Presets].
	// It is not used for HTML. Defaults to "markdown".
	Preset string
	// Override holds what wins over the note, such as flags of a command line.
	// Fields at their zero value override nothing. Defaults to nothing.
	Override Settings
	// Limits bound the work that a note can ask for. Defaults to the limits
	// that the fields of [Limits] name.
	Limits Limits

	// parse and solve stand in for the parser and the solver in tests.
	parse parseFunc
	solve solveFunc
}

// Settings are the options that can also stand in a note.
type Settings struct {
	// Solution says how solutions are written. Defaults to nothing said.
	Solution solution.Options
	// Preset names the notation of the host. Defaults to nothing said.
	Preset string
}

// Limits bound the work that a note can ask for.
type Limits struct {
	// FileBytes is the length of a note. No one writes a note of that length:
	// a larger file is data, or a mistake. Defaults to 16 MiB.
	FileBytes int
	// BlockBytes is the length of a block's text: some thousand lines, where a
	// long exercise has twenty. Defaults to 64 KiB.
	BlockBytes int
	// Depth is how many quotes and lists may be nested. goldmark's time grows
	// with the square of it and more: 46 s for 12,000. Defaults to 100.
	Depth int
	// Blocks is the number of problems in one note, enough for a whole book of
	// exercises in one file. Defaults to 10,000.
	Blocks int
	// BlockTime is a backstop behind the counted budgets of the solver, which
	// are the same on every machine as this is not. Defaults to 2 s.
	BlockTime time.Duration
}

func (l Limits) withDefaults() Limits {
	fill := func(p *int, v int) {
		if *p == 0 {
			*p = v
		}
	}
	fill(&l.FileBytes, 16<<20)
	fill(&l.BlockBytes, 64<<10)
	fill(&l.Depth, 100)
	fill(&l.Blocks, 10_000)
	if l.BlockTime == 0 {
		l.BlockTime = 2 * time.Second
	}
	return l
}

// LimitError says that a note passes one of its [Limits]. It is left as it is.
type LimitError struct {
	What string // "file bytes" or "nested containers"
	Max  int
	Line int // where the limit was passed; 0 where it is not one line
}

func (e *LimitError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: too many %s (limit %d)", e.Line, e.What, e.Max)
	}
	return fmt.Sprintf("too many %s (limit %d)", e.What, e.Max)
}

type (
	parseFunc func(text string) (*problem.Problem, []problem.Diagnostic)
	solveFunc func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error)
)

func (o Options) parser() parseFunc {
	if o.parse != nil {
		return o.parse
	}
	return problem.Parse
}

func (o Options) solver() solveFunc {
	if o.solve != nil {
		return o.solve
	}
	return solution.Solve
}
