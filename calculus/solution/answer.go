package solution

import (
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// answer is the result of a request in the form that programs read.
func (s *solver) answer(r *result) Answer {
	q := r.request
	last := r.chains[len(r.chains)-1]
	a := Answer{
		Request: label(q, s.partial(q.Function)), Kind: q.Kind, Function: q.Function.Name.Name(), Wrt: names(q.Wrt),
		Values: []calculus.Expr{last.Answer()}, LaTeX: s.tex(last.Answer()),
		Verdict: calculus.Verified.String(),
	}
	for _, e := range r.entries {
		a.Entries = append(a.Entries, Entry{names(e.wrt), s.tex(e.chain.Answer()), e.chain.Answer()})
	}
	chain := []*calculus.Chain{last}
	switch q.Kind {
	case problem.Gradient, problem.Hessian, problem.Jacobian:
		chain = r.chains
		a.Values, a.Tuple = nil, len(q.Families) == 0
		for _, e := range a.Entries {
			a.Values = append(a.Values, e.Value)
		}
		if len(q.Families) > 0 {
			a.Lines = []string{s.tex(last.Left), s.tex(last.Answer())}
			if r.alone() {
				a.LaTeX = s.spread(r.corners[0], answerOf)
				a.Lines = []string{s.spread(r.corners[0], leftOf), a.LaTeX}
			}
		} else if q.Kind == problem.Gradient {
			left, symbols, values := s.vector(r)
			a.LaTeX = values
			a.Lines = []string{left, symbols, values}
		} else {
			symbols, values := s.matrices(r)
			a.LaTeX = values
			a.Lines = []string{"H", symbols, values}
			if q.Kind == problem.Jacobian {
				a.Lines[0] = "J"
			}
		}
	default:
		a.Lines = []string{s.tex(last.Left)}
		lines := last.Lines
		if s.options.Steps == StepsAnswer {
			lines = lines[len(lines)-1:]
		}
		for _, l := range lines {
			a.Lines = append(a.Lines, s.tex(l.Expr))
		}
	}
	if r.vector != nil {
		a.Values, a.Tuple = r.vector.components, true
		a.LaTeX = r.vector.tuple(s)
		a.Lines = []string{`\vec{n}`, a.LaTeX, r.vector.line(s)}
	}
	if len(r.values) > 0 && q.Kind != problem.Tangent && q.Kind != problem.Normal && q.Kind != problem.Linear && q.Kind != problem.Plot {
		s.answerAt(&a, r)
	}
	if r.comparison != nil {
		for _, inc := range r.comparison.rows {
			a.Table = append(a.Table, Comparison{inc.Step.String(), inc.Differential.Value.String(),
				inc.Actual.Value.String(), inc.Difference.Value.String(), inc.Ratio.Value.String()})
		}
	}
	for _, one := range last.Cases {
		c := Case{Value: one.Value, LaTeX: s.tex(one.Value)}
		for _, r := range one.When {
			c.When = append(c.When, r.String())
		}
		a.Cases = append(a.Cases, c)
	}
	seen := map[string]bool{}
	for _, c := range chain {
		for _, rule := range c.Rules() {
			if !seen[rule.ID] {
				seen[rule.ID] = true
				a.Rules = append(a.Rules, rule.ID)
			}
		}
		for _, cond := range c.Conditions {
			if t := cond.String(); !seen[t] {
				seen[t] = true
				a.Conditions = append(a.Conditions, t)
			}
		}
	}
	for _, c := range r.chains {
		if c.Verdict != calculus.Verified {
			a.Verdict = c.Verdict.String()
		}
	}
	return a
}

// answerAt replaces the answer by its value at the point of the request.
func (s *solver) answerAt(a *Answer, r *result) {
	a.Values, a.Tuple = nil, len(r.values) > 1
	for i, v := range r.values {
		a.Values = append(a.Values, v.Answer())
		if i < len(a.Entries) && len(r.values) == len(a.Entries) {
			a.Entries[i].Value, a.Entries[i].LaTeX = v.Answer(), s.tex(v.Answer())
		}
		if v.Verdict != calculus.Verified {
			a.Verdict = v.Verdict.String()
		}
	}
	switch r.request.Kind {
	case problem.Gradient:
		a.LaTeX = s.tuple(r.values)
	case problem.Hessian, problem.Jacobian:
		a.LaTeX = s.matrixOf(r, func(i int) calculus.Expr { return r.values[i].Answer() })
	default:
		a.LaTeX = s.tex(r.values[0].Answer())
	}
	if last := a.Lines[len(a.Lines)-1]; last != a.LaTeX {
		a.Lines = append(a.Lines, a.LaTeX)
	}
}

// label names a request in one line: ∂L/∂u, d²y/dx², ∂²f/∂y∂x, dL, ∇L.
func label(q *problem.Request, partial bool) string {
	f := q.Function.Name.Name()
	switch q.Kind {
	case problem.Total:
		if q.Order >= 2 {
			return "d" + superscript(q.Order) + f
		}
		return "d" + f
	case problem.Gradient:
		return "∇" + f
	case problem.Hessian, problem.Value, problem.Tangent, problem.Normal, problem.Linear, problem.Directional, problem.Table, problem.Plot:
		return string(q.Kind) + " " + f
	case problem.Jacobian:
		list := make([]string, len(q.Functions))
		for i, d := range q.Functions {
			list[i] = d.Name.Name()
		}
		return "jacobian " + strings.Join(list, ", ")
	}
	d := "d"
	if q.Kind == problem.Partial {
		d = "∂"
	}
	order := ""
	if n := len(q.Wrt); n > 1 {
		order = superscript(n)
	}
	var b strings.Builder
	b.WriteString(d + order + f + "/")
	for i := len(q.Wrt) - 1; i >= 0; {
		j := i
		for j >= 0 && q.Wrt[j].Name() == q.Wrt[i].Name() {
			j--
		}
		b.WriteString(d + q.Wrt[i].Name())
		if i-j > 1 {
			b.WriteString(superscript(i - j))
		}
		i = j
	}
	return b.String()
}

func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	if n < 10 {
		return string(digits[n])
	}
	return superscript(n/10) + string(digits[n%10])
}
