package solution

import (
	"context"
	"errors"
	"slices"

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
	// here says that the two are equal for these steps, and not for others.
	here bool
}

// quadratic reports whether the difference shrinks like h², from every row to the next.
func quadratic(rows []*calculus.Increment) bool {
	return eachRatio(rows, func(ratio float64) bool { return ratio > 0.5 && ratio < 2 })
}

// settled reports whether the rows show how the difference shrinks: like h², faster,
// or not at all because there is none.
func settled(rows []*calculus.Increment) bool {
	return equal(rows) || quadratic(rows) || eachRatio(rows, func(ratio float64) bool { return ratio >= 0 && ratio < 0.4 })
}

// eachRatio reports whether what (ΔL − dL)/h² becomes from one row to the next, as a
// part of what it was, is fine.
func eachRatio(rows []*calculus.Increment, fine func(ratio float64) bool) bool {
	for i := range rows[1:] {
		before := rows[i].Ratio.Value.Float()
		if before == 0 || !fine(rows[i+1].Ratio.Value.Float()/before) {
			return false
		}
	}
	return true
}

// equal reports whether the differential is the increment in every row.
func equal(rows []*calculus.Increment) bool {
	return !slices.ContainsFunc(rows, func(r *calculus.Increment) bool { return r.Difference.Value.Sign() != 0 })
}

// tableRows is how many steps a table has: the last of three shows what the first
// two only suggest.
const tableRows = 3

// steps are those of which a table has [tableRows] that follow one another.
var steps = []string{"1", "0.1", "0.01", "0.001", "0.0001"}

// smoothRows works out the rows of a table for the first steps over which the function
// is smooth and that show how the difference shrinks. Where none show it, the first
// steps over which the function is smooth are taken.
func smoothRows(set *calculus.Setting, name *calculus.Sym, body, differential calculus.Expr, point []calculus.Coordinate) ([]*calculus.Increment, error) {
	var first, rows []*calculus.Increment
	for _, text := range steps {
		h, _ := calculus.ParseNum(text)
		row, err := set.Increment(name, body, differential, point, h)
		if err != nil && !errors.Is(err, calculus.ErrUndefined) {
			return nil, err
		}
		if err != nil || len(rows) == 0 && !set.Smooth(body, point, h) {
			rows = nil // those of a table follow one another
			continue
		}
		if rows = append(rows, row); len(rows) < tableRows {
			continue
		}
		if settled(rows) {
			return rows, nil
		}
		if first == nil {
			first = slices.Clone(rows)
		}
		rows = rows[1:]
	}
	if first == nil {
		return nil, calculus.ErrUndefined
	}
	return first, nil
}

// compare works out the total differential, its value at the point, and the rows of
// the table: for h = 1, 0.1, 0.01, or smaller ones where these lead too far.
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
	if t.rows, err = smoothRows(set, d.Name, body, total.Answer(), point); err != nil {
		return err
	}
	if equal(t.rows) && len(vars) > 1 {
		t.here = set.Curved(d.Name, vars)
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
	rounded := false
	var rows [][]string
	for _, one := range t.rows {
		row := []string{w.tex(one.Step)}
		for _, f := range one.Figures() {
			row = append(row, w.tex(f.Value))
			rounded = rounded || f.Rounded
		}
		rows = append(rows, row)
	}
	w.displayed(latex.Table(head, rows))
	if rounded {
		w.paragraph(Inline{Text: w.words.rounded})
	}
	switch {
	case t.here:
		w.paragraph(sentence(w.words.equalHere, inlineMath(change), inlineMath(dL), inlineMath(w.steps(r.request)))...)
	case equal(t.rows):
		w.paragraph(sentence(w.words.linearTable, inlineMath(change), inlineMath(dL))...)
	case quadratic(t.rows):
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
