package problem

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// maxOrder limits the order of a derivative that is asked for. The tenth
// derivative of a product of a few factors already fills pages.
const maxOrder = 10

// answerable turns a question into requests.
func (p *parser) answerable(q *question) {
	if q.laplacian && q.above != nil {
		p.laplacian(q)
		return
	}
	if q.verbal == nil && q.parts == nil && q.jacobian == nil && q.notations == nil {
		return
	}
	if q.above == nil {
		if p.failed {
			return // the definition is there, and broken
		}
		p.report(Diagnostic{Span: q.statement.span(), Code: "no-definition", Args: []string{p.quote(q.statement.span())}})
		return
	}
	q.above = p.whole(q)
	at := q.statement.at
	if len(q.points) == 1 && q.points[0] != nil {
		at = q.points[0]
	}
	switch {
	case q.verbal != nil:
		p.within(q, at, func() { p.verbalRequest(q) })
	case q.parts != nil:
		p.within(q, at, func() { p.japaneseRequest(q) })
	case q.jacobian != nil:
		p.within(q, at, func() { p.jacobianRequest(q) })
	default:
		spans := p.itemSpans(q)
		for i := range q.notations {
			if p.tired() {
				return
			}
			if i < len(q.points) && q.points[i] != nil {
				at = q.points[i]
			} else {
				at = q.statement.at
			}
			p.within(q, at, func() { p.notationRequest(q, &q.notations[i], spans[i]) })
		}
	}
}

// within makes requests whose answers are wanted at the point, if there is one.
func (p *parser) within(q *question, at *place, ask func()) {
	n := len(p.problem.Requests)
	p.at, p.along = at, q.statement.along
	ask()
	at = p.at // f'(a) has its own
	list := p.problem.Requests[n:]
	p.problem.Requests = p.problem.Requests[:n]
	for _, r := range list {
		if p.locate(r, at) {
			p.problem.Requests = append(p.problem.Requests, r)
		}
	}
	if along := p.along; along != nil && len(list) > 0 && list[0].Kind != Directional {
		p.report(Diagnostic{Span: along.span, Code: "stray-direction", Args: []string{p.quote(along.span)}})
		p.problem.Requests = p.problem.Requests[:n]
	}
	p.at, p.along = nil, nil
}

// atPoints are the kinds of request that need a point.
var atPoints = []Kind{Value, Tangent, Normal, Linear, Table}

// locate puts the point into the request. Those of [atPoints] need all coordinates,
// and a table needs numbers.
func (p *parser) locate(r *Request, at *place) bool {
	needed := slices.Contains(atPoints, r.Kind)
	if len(r.Families) > 0 && (at != nil || r.Order > 1) {
		p.report(Diagnostic{Span: r.Span, Code: "not-yet", Args: []string{p.quote(r.Span)}})
		return false
	}
	if at == nil {
		if needed {
			p.report(Diagnostic{Span: r.Span, Code: "no-point", Args: []string{p.quote(r.Span), r.Function.Name.Name(), exampleOf(r.Function.coordinates())}})
		}
		return !needed
	}
	var ok bool
	if n := len(r.Function.coordinates()); (r.Kind == Tangent || r.Kind == Normal) && r.Parameter == nil && r.Function.Equation == nil && at.names == nil && len(at.values) == n+1 {
		values, ok := p.coordinates(at, r.Function)
		if !ok {
			return false
		}
		below, height := *at, r.Function.heightPlace()
		below.values = slices.Delete(slices.Clone(at.values), height, height+1)
		at, r.Height = &below, values[height]
	}
	if r.At, r.Rates, ok = p.point(at, r); !ok || !needed && r.Kind != Plot {
		return ok
	}
	all := r.Wrt
	if r.Function.Equation != nil {
		all = r.Function.coordinates()
	}
	for _, v := range all {
		if !slices.ContainsFunc(r.At, func(c Coordinate) bool { return c.Var.Name() == v.Name() }) {
			p.report(Diagnostic{Span: at.span, Code: "open-coordinate", Args: []string{p.quote(at.span), v.Name(), r.Function.Name.Name()}})
			return false
		}
	}
	if (r.Kind == Table || r.Kind == Plot) && slices.ContainsFunc(r.At, func(c Coordinate) bool { return len(calculus.Symbols(c.Value)) > 0 }) {
		p.report(Diagnostic{Span: at.span, Code: "point-of-letters", Args: []string{p.quote(at.span)}})
		return false
	}
	return true
}

// heightPlace is where the value of d stands among the coordinates of a point of its
// graph: last, but (x, y) is a point of x = y² too.
func (d *Definition) heightPlace() int {
	vars := d.coordinates()
	if d.ArgList || len(likelyConstants(append(slices.Clone(vars), d.Name))) > 0 {
		return len(vars)
	}
	return slices.Index(byAlphabet(append(slices.Clone(vars), d.Name)), d.Name)
}

// exampleOf writes a point with the variables: x=0, y=0.
func exampleOf(vars []*calculus.Sym) string {
	text := ""
	for i, v := range vars {
		if i > 0 {
			text += ", "
		}
		text += v.Name() + "=" + plural(i+1)
	}
	return text
}

// request adds what verb asks of d, by the given variables; none means all.
func (p *parser) request(verb string, d *Definition, by []*calculus.Sym, span Span) {
	switch verb {
	case "partial":
		if by == nil && len(d.LeafFamilies()) == 0 {
			by = d.Leaves()
		}
		if len(by) == 0 {
			p.whichVariable(d, span)
			return
		}
		for _, v := range by {
			p.ask(Partial, d, span, v)
		}
	case "derivative":
		if p.along != nil {
			p.directional(d, by, span)
			return
		}
		if by == nil {
			all := d.Leaves()
			if len(all) != 1 || len(d.LeafFamilies()) > 0 {
				p.whichVariable(d, span)
				return
			}
			by = all
		}
		for _, v := range by {
			p.ask(Ordinary, d, span, v)
		}
	case "chain":
		verb = "partial"
		if len(d.Leaves()) == 1 && len(d.LeafFamilies()) == 0 {
			verb = "derivative"
		}
		p.request(verb, d, by, span)
	case "total":
		if len(by) > 0 {
			p.report(Diagnostic{Span: span, Code: "takes-no-variables", Args: []string{verb}})
			return
		}
		p.overFamilies(Total, d, d.Leaves(), d.variableFamilies(), span)
	case "gradient":
		p.over(Gradient, d, by, span)
	case "hessian":
		p.over(Hessian, d, by, span)
	case "value":
		p.over(Value, d, nil, span)
	case "tangent":
		p.tangentOf(Tangent, d, span)
	case "normal":
		p.tangentOf(Normal, d, span)
	case "linear":
		p.over(Linear, d, nil, span)
	case "plot":
		p.plot(d, span)
	case "table":
		if letters := lettersOf(d); len(letters) > 0 {
			p.report(Diagnostic{Span: span, Code: "table-letters", Args: []string{d.Name.Name(), joinNames(letters)}})
			return
		}
		p.over(Table, d, nil, span)
	case "directional":
		p.directional(d, by, span)
	}
}

// plot asks for a drawing, of which there is one for functions of one or two
// variables, all of them numbers.
func (p *parser) plot(d *Definition, span Span) {
	vars := d.Leaves()
	letters := lettersOf(d)
	switch {
	case len(d.variableFamilies()) > 0:
		p.runsOverFamily(d, span)
	case len(letters) > 0:
		p.report(Diagnostic{Span: span, Code: "plot-letters", Args: []string{d.Name.Name(), joinNames(letters)}})
	case len(vars) == 0 || len(vars) > 2:
		p.report(Diagnostic{Span: span, Code: "plot-variables", Args: []string{d.Name.Name(), plural(len(vars))}})
	default:
		p.ask(Plot, d, span, vars...)
	}
}

// lettersOf lists the parameters of d and of what it rests on.
func lettersOf(d *Definition) []*calculus.Sym {
	var letters []*calculus.Sym
	d.each(func(o *Definition) bool {
		letters = append(letters, o.Params...)
		return false
	})
	return letters
}

// over asks for a gradient or a Hessian.
func (p *parser) over(kind Kind, d *Definition, by []*calculus.Sym, span Span) {
	var families []*Family
	if by == nil {
		by, families = d.Leaves(), d.variableFamilies()
	} else {
		by, families = d.splitFamilies(by)
	}
	p.overFamilies(kind, d, by, families, span)
}

// overFamilies asks for what runs over variables and over the members of
// families, of which it must be known how many there are.
func (p *parser) overFamilies(kind Kind, d *Definition, by []*calculus.Sym, families []*Family, span Span) {
	if len(families) == 0 {
		p.ask(kind, d, span, by...)
		return
	}
	several := len(families) > 1 || len(by) > 0 || len(families[0].Ranges) > 1
	if slices.Contains(atPoints, kind) || kind == Hessian && several {
		p.report(Diagnostic{Span: span, Code: "not-yet", Args: []string{p.quote(span)}})
		return
	}
	for _, f := range families {
		for _, r := range f.Ranges {
			if r.From == nil || r.To == nil {
				p.report(Diagnostic{Span: span, Code: "family-range", Args: []string{f.Base}})
				return
			}
		}
	}
	if r := p.ask(kind, d, span, by...); r != nil {
		r.Families = families
	}
}

// runsOverFamily reports that what is asked would run over the members of a
// family, which cannot be worked out.
func (p *parser) runsOverFamily(d *Definition, span Span) bool {
	if len(d.variableFamilies()) == 0 {
		return false
	}
	p.report(Diagnostic{Span: span, Code: "not-yet", Args: []string{p.quote(span)}})
	return true
}

// overNothing reports requests that run over the variables of what has none: the gradient of 3.
func (p *parser) overNothing() {
	p.problem.Requests = slices.DeleteFunc(p.problem.Requests, func(r *Request) bool {
		over := r.Kind == Gradient || r.Kind == Hessian || r.Kind == Jacobian || r.Kind == Total && r.Order > 1
		if !over || len(r.Wrt)+len(r.Families) > 0 || r.Function.Body == nil {
			return false
		}
		p.whichVariable(r.Function, r.Span)
		return true
	})
}

// whichVariable reports that a request must name a variable.
func (p *parser) whichVariable(d *Definition, span Span) {
	if d.Body == nil && p.failed {
		return // the body is broken
	}
	diagnostic := Diagnostic{Span: span, Code: "which-variable", Args: []string{d.Name.Name()}}
	if list := variablesOf(d); list != "" {
		diagnostic.Args = append(diagnostic.Args, list)
	}
	p.report(diagnostic)
}

func joinNames(list []*calculus.Sym) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.Name()
	}
	return strings.Join(names, ", ")
}

// verbalRequest reads verb [name] [by vars]. An object that is no definition is
// a variable: partial u, v.
func (p *parser) verbalRequest(q *question) {
	v, s := q.verbal, q.statement
	span := s.span()
	var by []*calculus.Sym
	for _, n := range v.By {
		if text, _, _ := p.name(s, n); text != "" {
			by = append(by, p.symbol(text))
		}
	}
	var of []*Definition
	for _, t := range v.Objects {
		text, _, at := p.name(s, t.Name)
		switch {
		case text == "":
			return
		case p.defined[text] != nil:
			of = append(of, p.defined[text])
		case p.otherMember(text) != nil && (v.By != nil || len(of) > 0 || !p.isVariable(q.above, text)):
			of = append(of, p.otherMember(text))
		case v.By != nil || len(of) > 0 || t.Args != nil || !p.isVariable(q.above, text):
			if v.By == nil && t.Args == nil && len(of) == 0 {
				p.report(p.unknownName(text, at))
			} else {
				p.report(p.unknownDefinition(text, at))
			}
			return
		default:
			by = append(by, p.symbol(text))
		}
	}
	verb := v.Verb
	if slices.Contains(v.Nouns, "determinant") && verb == "jacobian" {
		verb = "determinant"
	}
	p.requests(q, verb, q.order, of, by, span)
}

// requests adds what verb asks of each function, or of all of them together.
func (p *parser) requests(q *question, verb string, order int, of []*Definition, by []*calculus.Sym, span Span) {
	if verb == "jacobian" || verb == "determinant" {
		if of == nil {
			of = p.results()
		}
		p.jacobian(of, by, verb == "determinant", span)
		return
	}
	if of == nil && q.statement.every {
		of = p.problem.Definitions
	}
	if of == nil {
		of = []*Definition{q.above}
	}
	for _, d := range of {
		if order > 0 {
			p.ordered(verb, d, by, order, span)
			continue
		}
		p.request(verb, d, by, span)
	}
}

// isVariable reports whether d may be differentiated by name, or whether that
// cannot be told because its body is broken.
func (p *parser) isVariable(d *Definition, name string) bool {
	return d.dependsOn(name) || p.failed
}
