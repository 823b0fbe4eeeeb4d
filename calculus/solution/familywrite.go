package solution

import (
	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

// spread writes the corners with dots between them: the derivatives themselves,
// or what they are.
func (s *solver) spread(c corner, entry func(*calculus.Chain) calculus.Expr) string {
	rows := make([][]calculus.Expr, len(c.rows))
	for i, row := range c.rows {
		for _, chain := range row {
			rows[i] = append(rows[i], entry(chain))
		}
	}
	text, err := s.print.Spread(rows)
	if err != nil && s.err == nil {
		s.err = err
	}
	return text
}

func leftOf(c *calculus.Chain) calculus.Expr { return c.Left }

func answerOf(c *calculus.Chain) calculus.Expr { return c.Answer() }

// alone reports whether the corners are all that the result is.
func (r *result) alone() bool { return len(r.corners) == 1 && len(r.entries) == 1 }

// familyGradient writes the derivatives by variables and by the general members of
// families, and a vector or matrix for each family.
func (w *writer) familyGradient(r *result) {
	name := w.tex(r.request.Function.Name)
	if w.options.Steps != StepsAnswer || len(r.corners) == 0 {
		for _, c := range r.chains {
			w.chain(c, r.request.Function)
		}
	} else {
		for _, c := range r.chains[:len(r.request.Wrt)] {
			w.chain(c, r.request.Function)
		}
	}
	if len(r.corners) > 0 && w.options.Steps != StepsAnswer {
		w.therefore()
	}
	for _, c := range r.corners {
		left := `\nabla `
		if !r.alone() {
			left = `\nabla_{` + latex.Symbol(c.name) + `}`
		}
		w.spreadRows(left+name, c)
		if w.options.Steps == StepsAnswer {
			inside := *c.general
			inside.Conditions = inside.Conditions[:0:0]
			for _, row := range c.rows {
				for _, one := range row {
					inside.Conditions = append(inside.Conditions, one.Conditions...)
				}
			}
			w.after(&inside)
		}
	}
}

// familyHessian writes the second derivative by two general members, and the
// matrix.
func (w *writer) familyHessian(r *result) {
	chains := r.chains
	if w.options.Steps == StepsAnswer {
		chains = chains[len(chains)-1:]
	}
	for _, c := range chains {
		w.chain(c, r.request.Function)
	}
	if len(r.corners) == 0 {
		return
	}
	if w.options.Steps != StepsAnswer {
		w.therefore()
	}
	w.spreadRows("H", r.corners[0])
}

// spreadRows writes a vector or a matrix as derivatives and as values.
func (w *writer) spreadRows(left string, c corner) {
	right := w.spread(c, answerOf)
	if w.options.Steps != StepsAnswer {
		symbols := w.spread(c, leftOf)
		if width(left)+6+width(symbols)+width(right) > maxWidth {
			w.rowsDisplay([]row{{left: left, right: symbols}, {right: right}})
			return
		}
		right = symbols + "=" + right
	}
	w.rowsDisplay([]row{{left: left, right: right}})
}
