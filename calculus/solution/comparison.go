package solution

import (
	"context"
	"errors"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// comparison sets the differential of a function beside its increment, for steps that
// get smaller.
type comparison struct {
	h    *calculus.Sym // the step
	rows []*calculus.Increment
	// differential is dL in terms of h, and increment ΔL where that is a polynomial.
	differential, increment calculus.Expr
}

// quadratic reports whether the difference shrinks like h².
func (t *comparison) quadratic() bool {
	a, b := t.rows[tableRows-2].Ratio.Value.Float(), t.rows[tableRows-1].Ratio.Value.Float()
	return b != 0 && a/b > 0.5 && a/b < 2
}

// tableRows is how many steps a table has: the last of three shows what the first
// two only suggest.
const tableRows = 3

// compare works out the total differential, its value at the point, and the rows of
// the table: for h = 1, 0.1, 0.01, or smaller ones where the function has no value
// so far from the point.
func (s *solver) compare(ctx context.Context, res *result) error {
	d, point := res.request.Function, res.point()
	body, ok := s.numeric(d)
	if !ok {
		return calculus.ErrAbstract
	}
	set := s.setting(d)
	vars := make([]*calculus.Sym, len(point))
	for i, c := range point {
		vars[i] = c.Var
	}
	if err := s.gradientOf(ctx, res, d, vars); err != nil {
		return err
	}
	total, err := set.TotalDifferential(d.Name, vars, res.chains)
	if err != nil {
		return err
	}
	res.chains = append(res.chains, total)
	t := &comparison{h: s.stepName(d)}
	for _, text := range []string{"1", "0.1", "0.01", "0.001", "0.0001"} {
		h, _ := calculus.ParseNum(text)
		row, err := set.Increment(d.Name, body, total.Answer(), point, h)
		switch {
		case errors.Is(err, calculus.ErrUndefined):
			continue
		case err != nil:
			return err
		}
		if t.rows = append(t.rows, row); len(t.rows) == tableRows {
			break
		}
	}
	if len(t.rows) < tableRows {
		return calculus.ErrUndefined
	}
	t.differential, t.increment, err = set.InSteps(body, total.Answer(), point, t.h)
	res.comparison = t
	return err
}

// stepName is h, or another letter where the block uses that one.
func (s *solver) stepName(d *problem.Definition) *calculus.Sym {
	for _, letter := range []string{"h", "k", "s"} {
		h := calculus.Symbol(letter)
		used := false
		for _, o := range s.problem.Definitions {
			used = used || o.Name.Name() == letter || o.Body != nil && calculus.DependsOn(o.Body, h)
			for _, x := range o.Vars {
				used = used || x.Name() == letter
			}
		}
		if !used {
			return h
		}
	}
	return calculus.Symbol("epsilon")
}

// differential writes dL, increment ΔL, and steps du=dv=h.
func (s *solver) differential(d *problem.Definition) string { return s.tex(calculus.Diff(d.Name)) }

func (s *solver) increment(d *problem.Definition) string { return `\Delta ` + s.tex(d.Name) }

func (w *writer) steps(r *problem.Request) string {
	text := ""
	for _, c := range r.At {
		text += w.tex(calculus.Diff(c.Var)) + "="
	}
	return text + w.tex(w.stepName(r.Function))
}

// comparison writes the differential at the point, the increment, and the two side by
// side.
func (w *writer) comparison(r *result) {
	d, t := r.request.Function, r.comparison
	total := r.chains[len(r.chains)-1]
	if w.options.Steps != StepsAnswer {
		rows := w.supports(r, r.chains[:len(r.chains)-1])
		w.rowsDisplay(append(rows, w.inOneLine(w.tex(total.Left), total.Lines)...))
		w.rowsDisplay(w.valueRows(r, r.values))
		w.after(total)
		w.paragraph(sentence(w.words.step, inlineMath(w.steps(r.request)))...)
		w.rowsDisplay(w.increments(r))
	}
	h, dL, change := w.tex(t.h), w.differential(d), w.increment(d)
	head := []string{h, dL, change, change + "-" + dL, "(" + change + "-" + dL + ")/" + h + "^2"}
	rounded, equal := false, true
	var rows [][]string
	for _, one := range t.rows {
		row := []string{w.tex(one.Step)}
		for _, f := range one.Figures() {
			row = append(row, w.tex(f.Value))
			rounded = rounded || f.Rounded
		}
		equal = equal && one.Difference.Value.Sign() == 0
		rows = append(rows, row)
	}
	w.displayed(latex.Table(head, rows))
	if rounded {
		w.paragraph(Inline{Text: w.words.rounded})
	}
	switch {
	case equal:
		w.paragraph(sentence(w.words.linearTable, inlineMath(change), inlineMath(dL))...)
	case t.quadratic():
		w.paragraph(sentence(w.words.quadratic, inlineMath(h), inlineMath(change+"-"+dL))...)
	}
}

// increments writes what the differential and the increment are for a step.
func (w *writer) increments(r *result) []row {
	d, t := r.request.Function, r.comparison
	var here, there []calculus.Expr
	for _, c := range r.request.At {
		here = append(here, c.Value)
		if calculus.Equal(c.Value, calculus.Zero) {
			there = append(there, t.h)
		} else {
			there = append(there, calculus.Add(c.Value, t.h))
		}
	}
	name := d.Name.Name()
	change := w.tex(calculus.Sub(calculus.ApplyTo(name, there...), calculus.ApplyTo(name, here...)))
	if t.increment != nil {
		change += "=" + w.tex(t.increment)
	}
	return []row{{left: w.differential(d), expr: t.differential}, {left: w.increment(d), right: change}}
}
