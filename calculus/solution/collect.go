package solution

import (
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// supports writes the chains that a collected result rests on: those that
// took a heavy rule in full, the others by their answers. It returns rows with
// the latter, and with what was found before.
func (w *writer) supports(r *result, chains []*calculus.Chain) []row {
	return w.supportsOf(chains, r.request.Function)
}

func (w *writer) supportsOf(chains []*calculus.Chain, d *problem.Definition) []row {
	if w.options.Steps == StepsAnswer {
		return nil
	}
	var short []string
	for _, c := range chains {
		key := w.tex(c.Left)
		if !w.done[key] && c.Heavy() && len(c.Lines) > 1 {
			w.chain(c, d)
			continue
		}
		w.done[key] = true
		short = append(short, w.lefts(c)+"="+w.tex(c.Answer()))
	}
	return equations(short)
}

// lefts is the left side of a chain; a mixed second derivative is named in
// both orders, which are equal.
func (w *writer) lefts(c *calculus.Chain) string {
	left := w.tex(c.Left)
	if d, ok := c.Left.(*calculus.Deriv); ok && len(d.Wrt()) == 2 && !calculus.Equal(d.Wrt()[0], d.Wrt()[1]) {
		return left + "=" + w.tex(calculus.D(d.Of(), d.Partial(), d.Wrt()[1], d.Wrt()[0]))
	}
	return left
}

// equations sets equations side by side where they fit into a line, and one
// below the other elsewhere.
func equations(list []string) []row {
	var rows []row
	for _, eq := range list {
		left, right, _ := strings.Cut(eq, "=")
		if n := len(rows); n > 0 && width(rows[n-1].left)+3+width(rows[n-1].right)+6+width(eq) <= maxWidth-8 {
			rows[n-1].right += `,\qquad ` + eq
			continue
		}
		rows = append(rows, row{left: left, right: right})
	}
	return rows
}

func (w *writer) total(r *result) {
	c := r.chains[len(r.chains)-1]
	left := w.tex(c.Left)
	rows := w.supports(r, r.chains[:len(r.chains)-1])
	switch {
	case w.options.Steps == StepsAnswer:
		rows = append(rows, row{left: left, expr: c.Answer()})
	default:
		rows = append(rows, w.inOneLine(left, c.Lines)...)
	}
	w.rowsDisplay(rows)
	w.after(c)
}

// inOneLine writes a chain a = b = c in one row where it fits.
func (w *writer) inOneLine(left string, lines []calculus.Line) []row {
	var texts []string
	for _, l := range lines {
		if text := w.tex(l.Expr); len(texts) == 0 || text != texts[len(texts)-1] {
			texts = append(texts, text)
		}
	}
	if all := strings.Join(texts, "="); width(left)+3+width(all) <= maxWidth {
		return []row{{left: left, right: all}}
	}
	var rows []row
	for _, l := range lines {
		rows = append(rows, row{left: left, expr: l.Expr})
		left = ""
	}
	return rows
}

func (w *writer) gradient(r *result) {
	if len(r.request.Families) > 0 {
		w.familyGradient(r)
		return
	}
	if w.options.Steps != StepsAnswer {
		shown := len(w.doc.Blocks)
		for _, c := range r.chains {
			w.chain(c, r.request.Function)
		}
		if len(w.doc.Blocks) > shown {
			w.therefore()
		}
	}
	left, symbols, values := w.vector(r)
	rows := []row{{left: left, right: symbols + "=" + values}}
	if w.options.Steps == StepsAnswer {
		rows[0].right = values
	} else if width(left)+3+width(rows[0].right) > maxWidth {
		rows = []row{{left: left, right: symbols}, {right: values}}
	}
	w.rowsDisplay(rows)
}

// vector returns ∇L, its components as derivatives, and their values.
func (s *solver) vector(r *result) (left, symbols, values string) {
	var names []string
	var chains []*calculus.Chain
	for _, e := range r.entries {
		names = append(names, s.tex(e.chain.Left))
		chains = append(chains, e.chain)
	}
	return `\nabla ` + s.tex(r.request.Function.Name), tuple(names), s.tuple(chains)
}

// tuple writes the answers of the chains as a vector.
func (s *solver) tuple(chains []*calculus.Chain) string {
	var list []string
	for _, c := range chains {
		list = append(list, s.tex(c.Answer()))
	}
	return tuple(list)
}

func tuple(list []string) string { return `\left(` + strings.Join(list, `,\,`) + `\right)` }

func (w *writer) hessian(r *result) {
	if len(r.request.Families) > 0 {
		w.familyHessian(r)
		return
	}
	symbols, values := w.matrices(r)
	if w.options.Steps == StepsAnswer {
		w.displayed(w.aligned([]latex.Row{{Left: "H", Right: values}}))
		return
	}
	var firsts, seconds []*calculus.Chain
	for _, c := range r.chains {
		if len(c.Left.(*calculus.Deriv).Wrt()) == 1 {
			firsts = append(firsts, c)
		} else {
			seconds = append(seconds, c)
		}
	}
	rows := w.supports(r, firsts)
	if rows = append(rows, w.supports(r, seconds)...); len(rows) > 0 {
		w.rowsDisplay(rows)
	}
	w.therefore()
	w.displayed(w.aligned([]latex.Row{{Left: "H", Right: symbols + "=" + values}}))
	for _, c := range r.chains {
		w.after(c)
	}
}

// matrices returns a Hessian or a Jacobian as derivatives and as values.
func (s *solver) matrices(r *result) (symbols, values string) {
	symbols = s.matrixOf(r, func(i int) calculus.Expr {
		e := r.entries[i]
		d := e.chain.Left.(*calculus.Deriv)
		wrt := make([]calculus.Expr, len(e.wrt))
		for i, x := range e.wrt {
			wrt[i] = x
		}
		return calculus.D(d.Of(), d.Partial(), wrt...)
	})
	return symbols, s.matrixOf(r, func(i int) calculus.Expr { return r.entries[i].chain.Answer() })
}

// matrixOf writes a matrix with one entry for each of the result's, row by row.
func (s *solver) matrixOf(r *result, entry func(int) calculus.Expr) string {
	n := len(r.request.Wrt) // columns
	rows := make([][]calculus.Expr, len(r.entries)/n)
	for i := range r.entries {
		rows[i/n] = append(rows[i/n], entry(i))
	}
	text, err := s.print.Matrix(rows)
	if err != nil && s.err == nil {
		s.err = err
	}
	return text
}
