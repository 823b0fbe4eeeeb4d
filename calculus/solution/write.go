package solution

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// group is a run of requests that one sentence asks for.
type group struct {
	results []*result
}

func (g group) first() *problem.Request { return g.results[0].request }

// grouped joins the first partial derivatives of one function that follow one
// another.
func grouped(results []*result) []group {
	var groups []group
	for _, r := range results {
		if n := len(groups); n > 0 {
			last := groups[n-1].first()
			if simple(last) && simple(r.request) && last.Function == r.request.Function && last.Kind == r.request.Kind {
				groups[n-1].results = append(groups[n-1].results, r)
				continue
			}
		}
		groups = append(groups, group{[]*result{r}})
	}
	return groups
}

func simple(r *problem.Request) bool {
	return (r.Kind == problem.Partial || r.Kind == problem.Ordinary) && len(r.Wrt) == 1 && len(r.At) == 0 && r.Parameter == nil
}

// writer puts a document together.
type writer struct {
	*solver
	doc     Document
	echoed  map[*problem.Definition]bool
	done    map[string]bool // derivatives that are on the page, by their left sides
	let     map[string]bool // names that were introduced
	held    bool            // "the others are constants" has been said
	lead    string          // the head of a solution that is still to be written
	assumed bool            // the author's assumptions have been echoed
	used    string          // the rules that were named before the display above
	stated  map[string]bool // conditions that the solution has stated
}

func (s *solver) document(results []*result) (*Document, error) {
	s.linear = map[string]bool{}
	w := &writer{solver: s, echoed: map[*problem.Definition]bool{}, done: map[string]bool{}, let: map[string]bool{}}
	for _, g := range grouped(results) {
		w.group(g)
	}
	return &w.doc, s.err
}

// therefore leads over to a result that collects what was found: not where a solution
// begins with it, as all of that is on the page above.
func (w *writer) therefore() {
	if w.lead == "" {
		w.paragraph(Inline{Text: w.words.hence})
	}
}

func (w *writer) group(g group) {
	show := w.options.Show
	if show == ShowAll || show == ShowProblem {
		w.problem(g)
	}
	if show == ShowProblem {
		return
	}
	if show == ShowAnswer {
		defer func(was Steps) { w.options.Steps = was }(w.options.Steps)
		w.options.Steps = StepsAnswer
	}
	head := w.words.solution
	if w.options.Steps == StepsAnswer {
		head = w.words.answer
	}
	lead := []Inline{{Text: head}}
	if !w.held && w.options.Steps == StepsFull && g.holdsConstant() {
		lead[0].Text += w.words.holdConstant
		w.held = true
	}
	w.stated = map[string]bool{}
	w.lead = lead[0].Text
	defer func() { w.lead = "" }()
	if w.held && strings.HasSuffix(w.lead, w.words.holdConstant) {
		w.paragraph()
	}
	if g.first().Parameter != nil {
		w.parametric(g.results[0])
		if g.first().Kind == problem.Ordinary {
			w.valuesAfter(g.results[0])
		}
		return
	}
	switch g.first().Kind {
	case problem.Total:
		w.total(g.results[0])
	case problem.Gradient:
		w.gradient(g.results[0])
	case problem.Hessian:
		w.hessian(g.results[0])
	case problem.Value, problem.Tangent, problem.Normal, problem.Linear, problem.Directional, problem.Jacobian:
		w.special(g.results[0])
	case problem.Table:
		w.comparison(g.results[0])
	case problem.Plot:
		w.plot(g.results[0])
	default:
		for _, r := range g.results {
			chains := r.chains
			if w.options.Steps != StepsAnswer {
				w.onCurve(r)
				for _, im := range r.implicit {
					w.implicit(im, r.request.Function)
				}
			}
			if w.options.Steps == StepsAnswer {
				chains = chains[len(chains)-1:]
			}
			for _, c := range chains {
				w.chain(c, r.request.Function)
			}
			if r.symmetric && w.options.Steps == StepsFull && !w.otherOrderFollows(r.request) {
				w.paragraph(sentence(w.words.symmetry, inlineMath(w.lefts(chains[len(chains)-1])))...)
			}
		}
	}
	if k := g.first().Kind; !atPoint(k) && k != problem.Directional && k != problem.Plot {
		for _, r := range g.results {
			w.valuesAfter(r)
		}
	}
}

// otherOrderFollows reports whether the block asks for the same mixed derivative in
// the other order, which is not on the page yet.
func (w *writer) otherOrderFollows(r *problem.Request) bool {
	return slices.ContainsFunc(w.solver.problem.Requests, func(o *problem.Request) bool {
		return o.Kind == r.Kind && o.Function == r.Function && len(o.Wrt) == 2 && o.Wrt[0].Name() == r.Wrt[1].Name() && o.Wrt[1].Name() == r.Wrt[0].Name() &&
			!w.done[w.tex(calculus.D(name(o.Function), true, w.variable(o.Wrt[0]), w.variable(o.Wrt[1])))]
	})
}

// atPoint reports whether a kind of result exists at a point only.
func atPoint(k problem.Kind) bool {
	return k == problem.Value || k == problem.Tangent || k == problem.Normal || k == problem.Linear || k == problem.Table
}

// holdsConstant reports whether partial derivatives by more than one variable
// are at stake.
func (g group) holdsConstant() bool {
	r := g.first()
	if r.Function.Equation != nil {
		return r.Kind == problem.Partial
	}
	switch r.Kind {
	case problem.Ordinary, problem.Value:
		return false
	case problem.Total, problem.Table, problem.Tangent, problem.Normal, problem.Linear:
		return len(r.Wrt) > 1
	case problem.Plot:
		return false
	}
	return true
}

// paragraph writes a paragraph, with the head of the solution in front where
// that is still to be written.
func (w *writer) paragraph(inlines ...Inline) {
	if w.lead != "" {
		inlines = append([]Inline{{Text: w.lead}}, inlines...)
		if len(inlines) == 1 {
			inlines[0].Text = strings.TrimSpace(w.lead)
		}
		inlines = joined(inlines)
		w.lead = ""
	}
	w.doc.Blocks = append(w.doc.Blocks, Block{Paragraph: inlines})
}

func (w *writer) displayed(text string) {
	if w.lead != "" {
		w.paragraph()
	}
	w.doc.Blocks = append(w.doc.Blocks, Block{Display: text})
}

// sentence fills a template's $1, $2 with inlines.
func sentence(template string, parts ...[]Inline) []Inline {
	var out []Inline
	for template != "" {
		i := strings.IndexByte(template, '$')
		if i < 0 {
			out = append(out, Inline{Text: template})
			break
		}
		if i > 0 {
			out = append(out, Inline{Text: template[:i]})
		}
		out = append(out, parts[template[i+1]-'1']...)
		template = template[i+2:]
	}
	return out
}

func inlineMath(tex string) []Inline { return []Inline{{Math: tex}} }

// list joins formulas with commas and "and".
func (w *writer) list(formulas []string) []Inline {
	var out []Inline
	for i, f := range formulas {
		switch {
		case i > 0 && i == len(formulas)-1:
			out = append(out, Inline{Text: w.words.and})
		case i > 0:
			out = append(out, Inline{Text: w.words.comma})
		}
		out = append(out, Inline{Math: f})
	}
	return out
}

// joined puts neighbouring texts together.
func joined(in []Inline) []Inline {
	var out []Inline
	for _, i := range in {
		if n := len(out); n > 0 && i.Math == "" && out[n-1].Math == "" {
			out[n-1].Text += i.Text
			continue
		}
		out = append(out, i)
	}
	return out
}

// chain writes one derivation: the names it introduces, its lines, and the
// conditions under which it holds.
func (w *writer) chain(c *calculus.Chain, d *problem.Definition) {
	fn := d.Name.Name()
	key := w.tex(c.Left)
	if w.done[key] && w.options.Steps != StepsAnswer {
		return
	}
	w.done[key] = true
	if c == w.cut {
		w.paragraph(Inline{Text: w.words.answersOnly})
	}
	if w.options.Steps != StepsAnswer {
		for _, p := range c.Parts {
			if p.Heavy() {
				part := *p
				part.Conditions = nil // they are among those of the whole
				part.Cases = nil
				w.chain(&part, d)
			}
		}
	}
	w.lets(c)
	if w.options.Steps == StepsAnswer && len(c.Cases) > 0 {
		w.cases(c)
		w.after(c)
		return
	}
	w.rowsDisplay(w.rows(c, fn))
	w.after(c)
	if len(c.Cases) > 0 {
		w.paragraph(Inline{Text: w.words.inCases})
		w.cases(c)
	}
}

// lets says what the names stand for that the chain introduces: those that its answer
// holds, where nothing else of it is shown.
func (w *writer) lets(c *calculus.Chain) {
	var lets []string
	for _, l := range c.Lets {
		if w.options.Steps != StepsAnswer || l.Index != nil {
			lets = append(lets, w.tex(l.Name)+"="+w.tex(l.Expr))
		}
	}
	if text := strings.Join(lets, ", "); text != "" && !w.let[text] {
		w.let[text] = true
		w.paragraph(sentence(w.words.let, w.list(lets))...)
	}
}

// cases writes the answer of the chain in cases, behind a brace.
func (w *writer) cases(c *calculus.Chain) {
	w.rowsDisplay([]row{{left: w.tex(c.Left), right: w.inCases(c)}})
}

// inCases is the answer of the chain in cases, as LaTeX.
func (s *solver) inCases(c *calculus.Chain) string {
	values, conditions := make([]calculus.Expr, len(c.Cases)), make([]string, len(c.Cases))
	for i, one := range c.Cases {
		values[i], conditions[i] = one.Value, strings.Join(s.conditions(one.When), `,\ `)
	}
	text, err := s.print.Cases(values, conditions)
	if err != nil && s.err == nil {
		s.err = err
	}
	return text
}

// rowsDisplay writes rows, with the names of the rules before them where there
// is no room at the side.
func (w *writer) rowsDisplay(rows []row) {
	text, prose := w.display(rows)
	switch rules := strings.Join(prose, w.words.ruleJoin); {
	case rules == "":
		w.used = ""
	case rules == w.used:
		w.paragraph(Inline{Text: w.words.similarly})
	default:
		w.paragraph(sentence(w.words.using, []Inline{{Text: rules}})...)
		w.used = rules
	}
	w.displayed(text)
}

// after says under which conditions the chain holds.
func (w *writer) after(c *calculus.Chain) {
	conditions := c.Conditions
	if w.options.Steps == StepsAnswer && len(c.Cases) > 0 {
		conditions = c.Cases[0].Among(conditions)
	}
	list := slices.DeleteFunc(w.conditions(conditions, shown(c)...), func(t string) bool {
		stated := w.stated[t]
		w.stated[t] = true
		return stated
	})
	if len(list) > 0 {
		w.paragraph(sentence(w.words.provided, w.list(list))...)
	}
	if list := w.conditions(c.Passing, shown(c)...); len(list) > 0 && w.options.Steps != StepsAnswer {
		w.paragraph(sentence(w.words.passing, w.list(list))...)
	}
	if c.Verdict == calculus.Unknown {
		w.paragraph(sentence(w.words.unknown, inlineMath(w.tex(c.Left)))...)
	}
	if c.Abridged && w.options.Steps != StepsAnswer {
		w.paragraph(Inline{Text: w.words.abridged})
	}
	if c.Unfinished {
		w.paragraph(Inline{Text: w.words.unfinished})
	}
}
