package solution

import (
	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
	"strconv"
	"strings"
)

// problem says what is asked, in typeset form, so that the author sees how the
// block was read.
func (w *writer) problem(g group) {
	r := g.first()
	d := r.Function
	var template string
	var rest []Inline
	var more [][]Inline // what a template names beyond $2
	switch {
	case r.Parameter != nil:
		w.parametricProblem(g)
		return
	case d.Equation != nil:
		w.implicitProblem(g)
		return
	case r.Kind == problem.Value:
		template, rest = w.words.findValue, inlineMath(w.point(r))
	case r.Kind == problem.Plot:
		template = w.words.findGraph
		if len(r.Wrt) > 1 {
			template = w.words.findLevels
		}
		if len(r.At) > 0 {
			template, rest = w.words.findGraphAt, inlineMath(w.point(r))
			if len(r.Wrt) > 1 {
				template = w.words.findLevelsAt
			}
		}
	case r.Kind == problem.Linear:
		template, rest = w.words.findLinear, inlineMath(w.point(r))
	case r.Kind == problem.Tangent:
		template, rest = w.words.findTangent, inlineMath(w.point(r))
		if len(r.At) == 1 {
			template = w.words.findTangentLine
		}
	case r.Kind == problem.Normal:
		template, rest = w.words.findNormal, inlineMath(w.point(r))
		if len(r.At) == 1 {
			template = w.words.findNormalLine
		}
	case r.Kind == problem.Table:
		template, rest = w.words.findTable, inlineMath(w.point(r))
		more = [][]Inline{inlineMath(w.differential(d)), inlineMath(w.increment(d)), inlineMath(w.steps(r))}
	case r.Kind == problem.Directional:
		template, rest = w.words.findDirectional, inlineMath(w.direction(r))
	case r.Kind == problem.Jacobian:
		template = w.words.findJacobian
		if r.Determinant {
			template = w.words.findJacobianDeterminant
		}
	case r.Kind == problem.Total && r.Order > 2:
		template, rest = w.words.findHigherTotal, []Inline{{Text: strconv.Itoa(r.Order)}}
	case r.Kind == problem.Total && r.Order == 2:
		template = w.words.findSecondTotal
	case r.Kind == problem.Total:
		template = w.words.findTotal
	case r.Kind == problem.Gradient:
		template = w.words.findGradient
		if len(r.Families) > 0 && d.Family == nil {
			template, rest = w.words.findGradientBy, w.list(w.variablesOf(r))
		}
	case r.Kind == problem.Hessian:
		template = w.words.findHessian
		if len(r.Families) > 0 && d.Family == nil {
			template, rest = w.words.findHessianBy, w.list(w.variablesOf(r))
		}
	case len(r.Wrt) > 1:
		template = w.words.findHigher
		rest = inlineMath(w.tex(g.results[0].chains[len(g.results[0].chains)-1].Left))
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
		if !w.echoed[o] && (o.Body != nil || o.Family != nil) {
			w.echoed[o] = true
			others = append(others, w.echo(o))
		}
	}
	if !w.assumed && len(w.totals) > 0 {
		w.assumed = true
		for _, t := range w.totals {
			others = append(others, w.condition(t))
		}
	}
	if len(others) > 0 {
		out = append(out, sentence(w.words.where, w.list(others))...)
	}
	formula := w.signature(d)
	if !w.echoed[d] && d.Of == nil {
		formula = w.echo(d)
		w.echoed[d] = true
	}
	formulas := inlineMath(formula)
	if r.Kind == problem.Jacobian {
		var list []string
		for _, f := range r.Functions {
			list = append(list, w.echo(f))
			w.echoed[f] = true
		}
		formulas = w.list(list)
	}
	out = append(out, sentence(template, append([][]Inline{formulas, rest}, more...)...)...)
	if len(r.At) > 0 && !atPoint(r.Kind) && r.Kind != problem.Plot {
		out = append(out, sentence(w.words.alsoAt, inlineMath(w.point(r)))...)
	}
	w.paragraph(joined(out)...)
}

// variablesOf writes the variables that a request runs over: b, and w_1, …, w_N
// for a family, w_ij for one with several subscripts.
func (w *writer) variablesOf(r *problem.Request) []string {
	var list []string
	for _, x := range r.Wrt {
		list = append(list, w.tex(x))
	}
	for _, f := range r.Families {
		if n := len(f.Ranges); n > 1 {
			var subs []calculus.Expr
			for _, k := range w.freshIndices(r.Function, n) {
				subs = append(subs, k)
			}
			list = append(list, w.tex(calculus.Indexed(f.Base, subs...)))
			continue
		}
		list = append(list, w.tex(calculus.Indexed(f.Base, f.From))+`,\ldots,`+w.tex(calculus.Indexed(f.Base, f.To)))
	}
	return list
}

// point writes the point of a request: (x,y)=(1,2), or x=1.
func (w *writer) point(r *problem.Request) string {
	var vars, values []string
	for _, c := range r.At {
		vars = append(vars, w.tex(c.Var))
		values = append(values, w.tex(c.Value))
	}
	place := "(" + joinComma(vars) + ")=(" + joinComma(values) + ")"
	switch len(vars) {
	case 0:
		place = ""
	case 1:
		place = vars[0] + "=" + values[0]
	}
	for _, rate := range r.Rates {
		if place != "" {
			place += `,\ `
		}
		place += w.tex(calculus.D(rate.Of, false, rate.By)) + "=" + w.tex(rate.Value)
	}
	return place
}

// direction writes the direction of a request: (3,4).
func (w *writer) direction(r *problem.Request) string {
	var values []string
	for _, v := range r.Direction {
		values = append(values, w.tex(v))
	}
	return "(" + joinComma(values) + ")"
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
	if d.Of != nil {
		needed[d.Of] = true
	}
	if d.Equation != nil {
		for _, o := range d.Equation.Uses {
			needed[o] = true
			visit(o)
		}
	}
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
	name := w.tex(name(d))
	switch {
	case d.Family != nil:
		from := latex.Symbol(d.Family.Base + "_" + d.Family.From.String())
		return name + "(" + from + `,\ldots,` + w.tex(calculus.Indexed(d.Family.Base, d.Family.To)) + ")"
	case d.ArgList:
		vars := d.Vars
		if d.Args != nil {
			vars = d.Args
		}
		args := make([]string, len(vars))
		for i, x := range vars {
			args[i] = w.tex(x)
		}
		list := strings.Join(args, ",")
		if n := d.Written; n > 0 {
			params := make([]string, n)
			for i, x := range d.Params[:n] {
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
