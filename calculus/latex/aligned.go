package latex

import (
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// Row is a line of an aligned display. Its parts are LaTeX.
type Row struct {
	// Left stands before the relation; it is empty where the line continues
	// the chain of the line above.
	Left string
	// Rel is the relation at which the lines are aligned. Defaults to =.
	Rel string
	// Right stands after the relation.
	Right string
	// Note stands in a column of its own at the right, such as
	// [Text] of a rule's name.
	Note string
	// Break is set for a line that goes on with the right side of the line
	// above: it has no relation, is indented, and Right begins with its sign.
	Break bool
}

// Aligned returns the rows as an aligned environment, one a line:
//
//	\begin{aligned}
//	\frac{\partial L}{\partial u} &= 3u^2+4v\cdot 1-0 &&\text{（べき乗の微分）} \\
//	&= 3u^2+4v
//	\end{aligned}
//
// No line is blank or begins with anything that Markdown reads as the start
// of a list, a heading, a quotation or a fence.
func Aligned(rows []Row) string {
	size := 0
	for _, r := range rows {
		size += len(r.Left) + len(r.Rel) + len(r.Right) + len(r.Note) + len(` \\ &\quad {} &&`)
	}
	var b strings.Builder
	b.Grow(size + len("\\begin{aligned}\n\\end{aligned}"))
	b.WriteString(`\begin{aligned}`)
	for i, r := range rows {
		if i > 0 {
			b.WriteString(` \\`)
		}
		r.append(&b)
	}
	b.WriteString("\n" + `\end{aligned}`)
	return b.String()
}

// Numbered returns an aligned display with a number at every line, which the
// host counts.
func Numbered(aligned string) string {
	return strings.NewReplacer(`\begin{aligned}`, `\begin{align}`, `\end{aligned}`, `\end{align}`).Replace(aligned)
}

// append writes the row with what separates it from the line above.
func (r Row) append(b *strings.Builder) {
	left := oneLine(r.Left)
	switch {
	case left == "":
		b.WriteByte('\n')
	case left[0] == '[' || left[0] == '*':
		// After \\ these would be an option or a star.
		b.WriteString(" {}")
	case left[0] == '\\' || isLetter(left[0]):
		b.WriteByte('\n')
	default:
		// A sign or a digit may begin a block of Markdown; it stays on the
		// line above.
		b.WriteByte(' ')
	}
	if left != "" {
		b.WriteString(left)
		b.WriteByte(' ')
	}
	right := oneLine(r.Right)
	switch {
	case r.Break:
		b.WriteString(`&\quad {}`)
	case r.Rel == "":
		b.WriteString("&= ")
	default:
		b.WriteString("&" + r.Rel + " ")
	}
	b.WriteString(right)
	if r.Note != "" {
		b.WriteString(" &&" + oneLine(r.Note))
	}
}

// oneLine returns s without line breaks, which LaTeX takes for spaces.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// Matrix returns the rows as a matrix in round brackets.
func (s Style) Matrix(rows [][]calculus.Expr) (string, error) {
	buf := []byte(`\begin{pmatrix}`)
	for i, row := range rows {
		if i > 0 {
			buf = append(buf, `\\`...)
		}
		for j, e := range row {
			if j > 0 {
				buf = append(buf, '&')
			}
			var err error
			if buf, err = s.Append(buf, e); err != nil {
				return "", err
			}
			if len(buf) > s.maxBytes() {
				return "", &TooLongError{s.maxBytes()}
			}
		}
	}
	return string(append(buf, `\end{pmatrix}`...)), nil
}

// Spread returns a vector or matrix of which the first and the last entries are
// given, with dots for those between: 2 rows of 1, or of 2.
func (s Style) Spread(corners [][]calculus.Expr) (string, error) {
	buf := []byte(`\begin{pmatrix}`)
	for i, row := range corners {
		if i > 0 && len(row) == 1 {
			buf = append(buf, `\\\vdots\\`...)
		} else if i > 0 {
			buf = append(buf, `\\\vdots&\ddots&\vdots\\`...)
		}
		for j, e := range row {
			if j > 0 {
				buf = append(buf, `&\cdots&`...)
			}
			var err error
			if buf, err = s.Append(buf, e); err != nil {
				return "", err
			}
		}
	}
	return string(append(buf, `\end{pmatrix}`...)), nil
}

// Cases returns values with the conditions under which each is the right one,
// which are LaTeX, behind a brace.
func (s Style) Cases(values []calculus.Expr, conditions []string) (string, error) {
	buf := []byte(`\begin{cases}`)
	for i, e := range values {
		if i > 0 {
			buf = append(buf, `\\`...)
		}
		var err error
		if buf, err = s.Append(buf, e); err != nil {
			return "", err
		}
		buf = append(buf, `&(`+conditions[i]+`)`...)
	}
	return string(append(buf, `\end{cases}`...)), nil
}

// Matrix returns the rows as a matrix in round brackets, in the style of the
// zero [Style]. Like [String] it gives \cdots for what is too long.
func Matrix(rows [][]calculus.Expr) string {
	m, err := Style{}.Matrix(rows)
	if err != nil {
		return `\cdots`
	}
	return m
}

// Underbrace returns formula with a brace below it that says what it is.
func Underbrace(formula, is string) string {
	return `\underbrace{` + guard(formula) + `}_{` + guard(is) + `}`
}

// guard keeps a formula that begins with a brace, or with what a template
// engine takes for its own after one, from meeting the brace before it.
func guard(s string) string {
	if s != "" && strings.IndexByte("{%#", s[0]) >= 0 {
		return " " + s
	}
	return s
}
