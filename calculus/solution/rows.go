package solution

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

// maxWidth is the estimated width, in columns, that a line may have before it
// is broken. 72 columns fit a phone held sideways and the text column of the
// common blog themes.
const maxWidth = 72

// noteGap is the room, in columns, that an aligned display leaves before its
// notes.
const noteGap = 5

// width estimates how wide a formula is, as far as a line reaches.
func width(tex string) int { return latex.WidthUpTo(tex, maxWidth) }

// tex prints an expression, once: the document shows what the answer lists. A
// formula that is too long to print is remembered in s.err.
func (s *solver) tex(e calculus.Expr) string {
	text, ok := s.printed[e]
	if !ok {
		buf, err := s.print.Append(s.buf[:0], e)
		if err != nil && s.err == nil {
			s.err = err
		}
		s.buf, text = buf, string(buf)
		s.printed[e] = text
	}
	return text
}

// terms prints a sum and tells where its terms end.
func (s *solver) terms(sum *calculus.Sum) (text string, ends []int) {
	if ends, ok := s.ends[sum]; ok {
		return s.printed[sum], ends
	}
	buf, ends, err := s.print.AppendTerms(s.buf[:0], nil, sum)
	if err != nil && s.err == nil {
		s.err = err
	}
	s.buf = buf
	return string(buf), ends
}

// row is a line of a display, still in parts.
type row struct {
	rel   string // LaTeX of the relation; = where it is empty
	left  string // LaTeX; empty where the line continues the one above
	expr  calculus.Expr
	right string // LaTeX, where the right side is more than one expression
	rules []*calculus.Rule
}

// shown returns the lines of the chain that the level of detail asks for.
func (s *solver) shown(c *calculus.Chain, fn string) []calculus.Line {
	lines := c.Lines
	last := len(lines) - 1
	switch s.options.Steps {
	case StepsAnswer:
		return lines[last:]
	case StepsBrief:
		var list []calculus.Line
		for i, l := range lines {
			if i == last || hasHeavy(l.Rules) {
				list = append(list, l)
			}
		}
		return list
	}
	if len(lines) > 1 && linearOnly(lines[0].Rules) {
		// How the function falls into terms is shown once.
		if s.linear[fn] {
			lines = lines[1:]
		}
		s.linear[fn] = true
	}
	return lines
}

func hasHeavy(rules []*calculus.Rule) bool {
	for _, r := range rules {
		if r.Heavy {
			return true
		}
	}
	return false
}

// linearOnly reports whether the sum rule, and at most constant multiples
// with it, made the line.
func linearOnly(rules []*calculus.Rule) bool {
	sum := false
	for _, r := range rules {
		switch r {
		case calculus.SumRule:
			sum = true
		case calculus.ConstantMultipleRule:
		default:
			return false
		}
	}
	return sum
}

// rows turns a chain into rows.
func (s *solver) rows(c *calculus.Chain, fn string) []row {
	var rows []row
	left := s.tex(c.Left)
	before := ""
	for _, l := range s.shown(c, fn) {
		text := s.tex(l.Expr)
		if text == before {
			continue
		}
		before = text
		rows = append(rows, row{left: left, expr: l.Expr, rules: l.Rules})
		left = ""
	}
	return rows
}

// display puts rows together as one aligned display, and returns the names of
// the rules that its lines use where these do not fit beside them.
func (s *solver) display(rows []row) (text string, prose []string) {
	var out []latex.Row
	// The left column is as wide as its widest entry in every row.
	indent := 0
	for _, r := range rows {
		indent = max(indent, width(r.left))
	}
	// So are the columns of the formulas and of the notes.
	formulas, notes := 0, 0
	for _, r := range rows {
		formulas = max(formulas, width(s.right(r)))
		notes = max(notes, width(s.note(r.rules)))
	}
	fits := notes == 0 || indent+3+formulas+noteGap+notes <= maxWidth
	for _, r := range rows {
		note := ""
		if fits {
			note = s.note(r.rules)
		} else {
			for _, name := range s.words.named(r.rules) {
				if s.options.Steps != StepsAnswer && !slices.Contains(prose, name) {
					prose = append(prose, name)
				}
			}
		}
		pieces := []string{s.right(r)}
		if r.expr != nil && indent+3+width(pieces[0]) > maxWidth {
			pieces = s.broken(r.expr, maxWidth-indent-3)
		}
		for i, p := range pieces {
			line := latex.Row{Right: p}
			if i == 0 {
				line.Left, line.Rel = r.left, r.rel
				line.Note = note
			} else {
				line.Break = true
			}
			out = append(out, line)
		}
	}
	return s.aligned(out), prose
}

// aligned is the display of the rows, with numbers where they are wanted.
func (s *solver) aligned(rows []latex.Row) string {
	text := latex.Aligned(rows)
	if s.options.Numbered {
		return latex.Numbered(text)
	}
	return text
}

func (s *solver) right(r row) string {
	if r.expr == nil {
		return r.right
	}
	return s.tex(r.expr)
}

func (s *solver) note(rules []*calculus.Rule) string {
	if s.options.Steps == StepsAnswer {
		return ""
	}
	list := s.words.named(rules)
	if len(list) == 0 {
		return ""
	}
	return latex.Text(s.words.noteOpen + strings.Join(list, s.words.ruleJoin) + s.words.noteEnd)
}

// broken splits a sum before its + and − into pieces that are at most so
// many columns wide where that is possible.
func (s *solver) broken(e calculus.Expr, columns int) []string {
	sum, ok := e.(*calculus.Sum)
	if !ok {
		return []string{s.tex(e)}
	}
	text, ends := s.terms(sum)
	var pieces []string
	from, to, filled := 0, 0, 0 // of the piece so far
	for _, end := range ends {
		w := width(text[to:end])
		if to > from && filled+w > columns {
			pieces = append(pieces, text[from:to])
			from, filled = to, 0
		}
		to = end
		filled += w
	}
	return append(pieces, text[from:to])
}
