package solution

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
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
	return (r.Kind == problem.Partial || r.Kind == problem.Ordinary) && len(r.Wrt) == 1 && len(r.At) == 0
}

// writer puts a document together.
type writer struct {
	*solver
	doc     Document
	echoed  map[*problem.Definition]bool
	done    map[string]bool // derivatives that are on the page, by their left sides
	held    bool            // "the others are constants" has been said
	lead    string          // the head of a solution that is still to be written
	assumed bool            // the author's assumptions have been echoed
	stated  map[string]bool // conditions that the solution has stated
}

func (s *solver) document(results []*result) (*Document, error) {
	s.linear = map[string]bool{}
	w := &writer{solver: s, echoed: map[*problem.Definition]bool{}, done: map[string]bool{}}
	for _, g := range grouped(results) {
		w.group(g)
	}
	return &w.doc, s.err
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
	switch g.first().Kind {
	case problem.Total:
		w.total(g.results[0])
	case problem.Gradient:
		w.gradient(g.results[0])
	case problem.Hessian:
		w.hessian(g.results[0])
	case problem.Value, problem.Tangent, problem.Directional, problem.Jacobian:
		w.special(g.results[0])
	default:
		for _, r := range g.results {
			chains := r.chains
			if w.options.Steps == StepsAnswer {
				chains = chains[len(chains)-1:]
			}
			for _, c := range chains {
				w.chain(c, r.request.Function)
			}
		}
	}
	switch g.first().Kind {
	case problem.Value, problem.Tangent, problem.Directional: // at their point already
	default:
		for _, r := range g.results {
			w.valuesAfter(r)
		}
	}
}

// holdsConstant reports whether partial derivatives by more than one variable
// are at stake.
func (g group) holdsConstant() bool {
	r := g.first()
	switch r.Kind {
	case problem.Ordinary, problem.Value:
		return false
	case problem.Total:
		return len(r.Wrt) > 1
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

func math(tex string) []Inline { return []Inline{{Math: tex}} }

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

// problem says what is asked, in typeset form, so that the author sees how the
// block was read.
func (w *writer) problem(g group) {
	r := g.first()
	d := r.Function
	var template string
	var rest []Inline
	switch {
	case r.Kind == problem.Value:
		template, rest = w.words.findValue, math(w.point(r))
	case r.Kind == problem.Tangent:
		template, rest = w.words.findTangent, math(w.point(r))
		if len(r.At) == 1 {
			template = w.words.findTangentLine
		}
	case r.Kind == problem.Directional:
		template, rest = w.words.findDirectional, math(w.direction(r))
	case r.Kind == problem.Jacobian:
		template = w.words.findJacobian
	case r.Kind == problem.Total && r.Order >= 2:
		template = w.words.findSecondTotal
	case r.Kind == problem.Total:
		template = w.words.findTotal
	case r.Kind == problem.Gradient:
		template = w.words.findGradient
	case r.Kind == problem.Hessian:
		template = w.words.findHessian
	case len(r.Wrt) > 1:
		template = w.words.findHigher
		rest = math(w.tex(g.results[0].chains[len(g.results[0].chains)-1].Left))
	default:
		var vars []string
		for _, res := range g.results {
			vars = append(vars, w.tex(res.request.Wrt[0]))
		}
		rest = w.list(vars)
		switch {
		case r.Kind == problem.Ordinary:
			template = w.words.findDerivative
		case len(vars) > 1:
			template = w.words.findPartials
		default:
			template = w.words.findPartial
		}
	}
	out := []Inline{{Text: w.words.problem}}
	var others []string
	for _, o := range w.problemDefinitions(d) {
		if !w.echoed[o] {
			w.echoed[o] = true
			others = append(others, w.echo(o))
		}
	}
	if !w.assumed && len(w.scope.Totals) > 0 {
		w.assumed = true
		for _, t := range w.scope.Totals {
			others = append(others, w.condition(t))
		}
	}
	if len(others) > 0 {
		out = append(out, sentence(w.words.where, w.list(others))...)
	}
	formula := w.signature(d)
	if !w.echoed[d] {
		formula = w.echo(d)
		w.echoed[d] = true
	}
	formulas := math(formula)
	if r.Kind == problem.Jacobian {
		var list []string
		for _, f := range r.Functions {
			list = append(list, w.echo(f))
			w.echoed[f] = true
		}
		formulas = w.list(list)
	}
	out = append(out, sentence(template, formulas, rest)...)
	if len(r.At) > 0 && r.Kind != problem.Value && r.Kind != problem.Tangent {
		out = append(out, sentence(w.words.alsoAt, math(w.point(r)))...)
	}
	w.paragraph(joined(out)...)
}

// point writes the point of a request: (x,y)=(1,2), or x=1.
func (w *writer) point(r *problem.Request) string {
	var vars, values []string
	for _, c := range r.At {
		vars = append(vars, w.tex(c.Var))
		values = append(values, w.tex(c.Value))
	}
	if len(vars) == 1 {
		return vars[0] + "=" + values[0]
	}
	return "(" + joinComma(vars) + ")=(" + joinComma(values) + ")"
}

// direction writes the direction of a request: (3,4).
func (w *writer) direction(r *problem.Request) string {
	var values []string
	for _, v := range r.Direction {
		values = append(values, w.tex(v))
	}
	return "(" + joinComma(values) + ")"
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

// problemDefinitions lists the definitions that d rests on, in the order of the
// block.
func (w *writer) problemDefinitions(d *problem.Definition) []*problem.Definition {
	needed := map[*problem.Definition]bool{}
	var visit func(*problem.Definition)
	visit = func(d *problem.Definition) {
		if d.Body == nil {
			return
		}
		for _, o := range w.solver.problem.Definitions {
			if o != d && !needed[o] && mentions(d.Body, o) {
				needed[o] = true
				visit(o)
			}
		}
	}
	visit(d)
	var list []*problem.Definition
	for _, o := range w.solver.problem.Definitions {
		if needed[o] && o != d {
			list = append(list, o)
		}
	}
	return list
}

// mentions reports whether e uses what d defines: a symbol, a function, or the
// members of a family.
func mentions(e calculus.Expr, d *problem.Definition) bool {
	name := d.Name.Name()
	switch e := e.(type) {
	case *calculus.Sym:
		return e.Name() == name
	case *calculus.Apply:
		if e.Name() == name {
			return true
		}
	case *calculus.Index:
		if d.Member != nil && e.Base() == d.Member.Base() {
			return true
		}
	}
	for _, c := range calculus.Children(e) {
		if mentions(c, d) {
			return true
		}
	}
	return false
}

// signature is the function's name with its arguments where they were written.
func (w *writer) signature(d *problem.Definition) string {
	name := w.tex(d.Name)
	switch {
	case d.Family != nil:
		from := latex.Symbol(d.Family.Base + "_" + d.Family.From.String())
		return name + "(" + from + `,\ldots,` + w.tex(calculus.Indexed(d.Family.Base, d.Family.To)) + ")"
	case d.ArgList:
		args := make([]string, len(d.Vars))
		for i, x := range d.Vars {
			args[i] = w.tex(x)
		}
		list := strings.Join(args, ",")
		if n := len(d.Params); n > 0 {
			params := make([]string, n)
			for i, x := range d.Params {
				params[i] = w.tex(x)
			}
			list += ";" + strings.Join(params, ",")
		}
		return name + "(" + list + ")"
	}
	return name
}

// echo is the definition as it was read.
func (w *writer) echo(d *problem.Definition) string {
	if d.Body == nil {
		return w.signature(d)
	}
	return w.signature(d) + "=" + w.tex(d.Body)
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
	if w.options.Steps != StepsAnswer {
		for _, p := range c.Parts {
			if p.Heavy() {
				part := *p
				part.Conditions = nil // they are among those of the whole
				w.chain(&part, d)
			}
		}
		if len(c.Lets) > 0 {
			lets := make([]string, len(c.Lets))
			for i, l := range c.Lets {
				lets[i] = w.tex(l.Name) + "=" + w.tex(l.Expr)
			}
			w.paragraph(sentence(w.words.let, w.list(lets))...)
		}
	}
	w.rowsDisplay(w.rows(c, fn))
	w.after(c)
}

// rowsDisplay writes rows, with the names of the rules before them where there
// is no room at the side.
func (w *writer) rowsDisplay(rows []row) {
	text, prose := w.display(rows)
	if len(prose) > 0 {
		w.paragraph(sentence(w.words.using, []Inline{{Text: strings.Join(prose, w.words.ruleJoin)}})...)
	}
	w.displayed(text)
}

// after says under which conditions the chain holds.
func (w *writer) after(c *calculus.Chain) {
	list := slices.DeleteFunc(w.conditions(c.Conditions), func(t string) bool {
		stated := w.stated[t]
		w.stated[t] = true
		return stated
	})
	if len(list) > 0 {
		w.paragraph(sentence(w.words.provided, w.list(list))...)
	}
	if c.Verdict == calculus.Unknown {
		w.paragraph(sentence(w.words.unknown, math(w.tex(c.Left)))...)
	}
	if c.Abridged && w.options.Steps != StepsAnswer {
		w.paragraph(Inline{Text: w.words.abridged})
	}
	if c.Unfinished {
		w.paragraph(Inline{Text: w.words.unfinished})
	}
}

// conditions writes conditions, the two ends of a range as one.
func (w *writer) conditions(relations []calculus.Relation) []string {
	var list []string
	for i := 0; i < len(relations); i++ {
		r := relations[i]
		if i+1 < len(relations) && r.Op == calculus.LessEqual {
			if next := relations[i+1]; next.Op == r.Op && calculus.Equal(r.Right, next.Left) {
				list = append(list, w.condition(r)+`\le `+w.tex(next.Right))
				i++
				continue
			}
		}
		list = append(list, w.condition(r))
	}
	return list
}

// condition writes a condition as a reader expects it: a sum of squares is 0
// in one point only.
func (w *writer) condition(r calculus.Relation) string {
	if sum, ok := r.Left.(*calculus.Sum); ok && r.Op == calculus.NotEqual {
		if names := squares(sum); names != nil {
			zeros := make([]string, len(names))
			list := make([]string, len(names))
			for i, x := range names {
				list[i] = w.tex(x)
				zeros[i] = "0"
			}
			return "(" + strings.Join(list, ",") + `)\ne(` + strings.Join(zeros, ",") + ")"
		}
	}
	text, err := w.print.Relation(r)
	if err != nil && w.err == nil {
		w.err = err
	}
	return text
}

// squares returns the symbols whose squares the sum adds up, and nil when it
// is anything else.
func squares(sum *calculus.Sum) []*calculus.Sym {
	var names []*calculus.Sym
	for _, t := range sum.Terms() {
		p, ok := t.(*calculus.Pow)
		if !ok {
			return nil
		}
		x, isSym := p.Base().(*calculus.Sym)
		n, isNum := p.Exp().(*calculus.Num)
		if !isSym || !isNum || n.Cmp(calculus.Two) != 0 {
			return nil
		}
		names = append(names, x)
	}
	return names
}
