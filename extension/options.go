package extension

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
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
	// Lines is how many lines a note has. The tree of a note of empty items or
	// headings takes goldmark a kilobyte a line; War and Peace has 65,000. Defaults
	// to 250,000.
	Lines int
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
	// Tokens is how many numbers, names and signs one expression has. Defaults to
	// 20,000, a sum of several thousand terms.
	Tokens int
	// Nesting is how deep brackets, fractions and roots may stand within each
	// other. Defaults to 1,000.
	Nesting int
	// Nodes is how many numbers, names and operations a line of a solution has, or
	// a sum that is written out; a function has at most half as many. Defaults to
	// 200,000: some hundred pages.
	Nodes int
	// RewriteSteps is how many products of terms the simplification of an answer
	// may take, which then stays as it is. Defaults to 200,000.
	RewriteSteps int
	// NumberBits is the length to which powers of numbers are written out.
	// Defaults to 32,768 bits, some 9,900 digits.
	NumberBits int
	// LaTeXBytes is the length of the formulas of a block's solutions together.
	// Defaults to 256 KiB.
	LaTeXBytes int
}

// problem are the limits that hold where a block is read.
func (l Limits) problem() problem.Limits {
	return problem.Limits{Bytes: l.BlockBytes, Tokens: l.Tokens, Depth: l.Nesting, Nodes: l.Nodes, Bits: l.NumberBits}
}

// over puts the limits over those on solutions that say nothing.
func (l Limits) over(s solution.Limits) solution.Limits {
	s.Nodes = cmp.Or(s.Nodes, l.Nodes)
	s.Work = cmp.Or(s.Work, l.RewriteSteps)
	s.Bits = cmp.Or(s.Bits, l.NumberBits)
	s.Document = cmp.Or(s.Document, l.LaTeXBytes)
	return s
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	own, defaults := l.counts(), d.counts()
	for _, name := range LimitNames() {
		if n, ok := own[name]; ok && *n == 0 {
			*n = *defaults[name]
		}
	}
	l.BlockTime = cmp.Or(l.BlockTime, d.BlockTime)
	return l
}

// DefaultLimits are those that hold where a field of [Limits] is 0.
func DefaultLimits() Limits {
	return Limits{
		FileBytes: 16 << 20, Lines: 250_000, BlockBytes: 64 << 10, Depth: 100, Blocks: 10_000, BlockTime: 2 * time.Second,
		Tokens: 20_000, Nesting: 1000, Nodes: 200_000, RewriteSteps: 200_000, NumberBits: 32_768, LaTeXBytes: 256 << 10,
	}
}

// LimitNames are the names by which users set the fields of [Limits].
func LimitNames() []string {
	return []string{"file-bytes", "lines", "block-bytes", "depth", "blocks", "block-time",
		"tokens", "nesting", "nodes", "rewrite-steps", "number-bits", "latex-bytes"}
}

// counts are the limits that are counts, by their names.
func (l *Limits) counts() map[string]*int {
	return map[string]*int{
		"file-bytes": &l.FileBytes, "lines": &l.Lines, "block-bytes": &l.BlockBytes, "depth": &l.Depth, "blocks": &l.Blocks,
		"tokens": &l.Tokens, "nesting": &l.Nesting, "nodes": &l.Nodes, "rewrite-steps": &l.RewriteSteps,
		"number-bits": &l.NumberBits, "latex-bytes": &l.LaTeXBytes,
	}
}

// Set gives the limit of a name a value: a whole number, or a duration such as
// 5s for block-time. It has to be more than nothing.
func (l *Limits) Set(name, value string) error {
	if name == "block-time" {
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return fmt.Errorf("limit %s is %q; it must be a time such as 5s", name, value)
		}
		l.BlockTime = d
		return nil
	}
	field, ok := l.counts()[name]
	if !ok {
		hint := ""
		if near := Nearest(name, LimitNames()); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		return fmt.Errorf("there is no limit %q%s", name, hint)
	}
	n, err := strconv.Atoi(value)
	if err != nil || n <= 0 {
		return fmt.Errorf("limit %s is %q; it must be a whole number of 1 or more", name, value)
	}
	*field = n
	return nil
}

// LimitError says that a note passes one of its [Limits]. It is left as it is.
type LimitError struct {
	// Name is that of the limit as users set it: file-bytes, lines or depth.
	Name string
	What string // "bytes in the file", "lines in the file" or "nested quotes and lists"
	Max  int
	// Found is how many there are; 0 where they were not counted to the end.
	Found int
	Line  int // where the limit was passed; 0 where it is not one line
}

func (e *LimitError) Error() string { return e.Message("en") }

// Message says in a language, "ja" or "en", what there is too much of.
func (e *LimitError) Message(lang string) string {
	where, what := fmt.Sprintf("line %d: ", e.Line), fmt.Sprintf("too many %s: ", e.What)
	much := Grouped(e.Found) + " (limit " + Grouped(e.Max) + ")"
	if e.Found == 0 {
		much = "more than " + Grouped(e.Max)
	}
	if lang == "ja" {
		where = fmt.Sprintf("%d行目: ", e.Line)
		what = map[string]string{
			"file-bytes": "ファイルのバイト数が多すぎます: ",
			"lines":      "ファイルの行数が多すぎます: ",
			"depth":      "引用やリストの入れ子が深すぎます: ",
		}[e.Name]
		much = Grouped(e.Found) + "（上限 " + Grouped(e.Max) + "）"
		if e.Found == 0 {
			much = Grouped(e.Max) + " を超えます"
		}
	}
	if e.Line == 0 {
		where = ""
	}
	return where + what + much
}

// Help says in a language how the limit is raised.
func (e *LimitError) Help(lang string) []string {
	option := "--limit " + e.Name + "=…"
	if lang == "ja" {
		return []string{option + " で変えられます"}
	}
	return []string{"raise it with " + option}
}

// Grouped writes a number as people read it: 16,777,216.
func Grouped(n int) string { return problem.Grouped(n) }

type (
	parseFunc func(text string) (*problem.Problem, []problem.Diagnostic)
	solveFunc func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error)
)

func (o Options) parser() parseFunc {
	if o.parse != nil {
		return o.parse
	}
	limits := o.Limits.withDefaults().problem()
	return func(text string) (*problem.Problem, []problem.Diagnostic) { return problem.ParseWithin(text, limits) }
}

func (o Options) solver() solveFunc {
	if o.solve != nil {
		return o.solve
	}
	limits := o.Limits.withDefaults()
	return func(ctx context.Context, p *problem.Problem, s solution.Options) (*solution.Solution, error) {
		s.Limits = limits.over(s.Limits)
		return solution.Solve(ctx, p, s)
	}
}
