package problem

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// head is a definition whose body has not been read yet.
type head struct {
	statement *statement
	parsed    *definition
	def       *Definition
	local     map[string]bool
}

// head reads what a definition introduces, before "=".
func (p *parser) head(s *statement) *head {
	s.tokens = ofItself(s.tokens)
	parsed, bad := readDefinition(s.tokens)
	if name := raisedArgument(s.tokens); bad != nil && name != nil {
		span := spanOf(name)
		p.report(Diagnostic{Span: span, Code: "bad-name", Args: []string{p.quote(span)}})
		return nil
	}
	if bad != nil {
		p.mayBeEquation(equation{statement: s, otherwise: p.unexpectedToken(bad)})
		return nil
	}
	base, primes, ok := readName(s.tokens[parsed.Name.from:parsed.Name.to])
	if !ok {
		p.report(Diagnostic{Span: spanOf(s.tokens[parsed.Name.from:parsed.Name.to]), Code: "bad-name", Args: []string{p.quote(spanOf(s.tokens[parsed.Name.from:parsed.Name.to]))}})
		return nil
	}
	d := &Definition{Name: p.symbol(base + strings.Repeat("'", primes)), Span: s.span(), ArgList: parsed.Args != nil}
	h := &head{statement: s, parsed: parsed, def: d, local: map[string]bool{}}
	if d.ArgList && !p.arguments(h) {
		return nil
	}
	name := d.Name.Name()
	if h.local[name] {
		p.report(Diagnostic{Span: spanOf(s.tokens[parsed.Name.from:parsed.Name.to]), Code: "own-name", Args: []string{name}})
	}
	if earlier := p.defined[name]; earlier != nil {
		if parsed.Body.to == 0 {
			p.report(Diagnostic{Span: s.span(), Code: "nothing-asked", Args: []string{p.quote(s.span()), name}})
			return nil
		}
		p.mayBeEquation(equation{statement: s, function: earlier,
			otherwise: Diagnostic{Span: spanOf(s.tokens[parsed.Name.from:parsed.Name.to]), Code: "redefinition", Args: []string{name}}})
		return nil
	}
	p.defined[name] = d
	p.problem.Definitions = append(p.problem.Definitions, d)
	p.scope.declare(name)
	if d.ArgList {
		p.scope.functions[name] = d
	} else {
		p.scope.values[name] = true
	}
	return h
}

// raisedArgument returns the σ² of ℓ(μ, σ²) = …, which is no name of an argument, and
// nil where nothing of the kind stands.
func raisedArgument(tokens []token) []token {
	shut := matching(tokens, 1)
	if !tokens[1].is("(") || shut < 0 || !tokens[shut+1].is("=") || !startsName(tokens[0].kind) || len(splitAt(tokens[2:shut], ",")) < 2 {
		return nil
	}
	for _, arg := range splitAt(tokens[2:shut], ",") {
		if len(arg) < 2 || !startsName(arg[0].kind) {
			continue
		}
		if last := &arg[len(arg)-1]; last.kind == kindSuper || len(arg) == 3 && arg[1].is("^") && last.kind == kindNumber {
			return arg
		}
	}
	return nil
}

// arguments reads the argument list: variables, parameters after ";", or a
// family w_1, ..., w_N.
func (p *parser) arguments(h *head) bool {
	d, args := h.def, h.parsed.Args
	add := func(list *[]*calculus.Sym, n name) bool {
		tokens := h.statement.tokens[n.from:n.to]
		base, primes, ok := readName(tokens)
		if !ok {
			p.report(Diagnostic{Span: spanOf(tokens), Code: "bad-name", Args: []string{p.quote(spanOf(tokens))}})
			return false
		}
		text := base + strings.Repeat("'", primes)
		if h.local[text] {
			p.report(Diagnostic{Span: spanOf(tokens), Code: "repeated-argument", Args: []string{text}})
			return false
		}
		h.local[text] = true
		p.scope.declare(text)
		*list = append(*list, p.symbol(text))
		return true
	}
	dots := slices.IndexFunc(args.vars, func(a argument) bool { return a.dots })
	if dots >= 0 {
		return p.familyList(h, dots)
	}
	for _, a := range args.vars {
		if !add(&d.Vars, a.name) {
			return false
		}
	}
	for _, a := range args.params {
		if a.dots {
			p.report(Diagnostic{Span: h.statement.span(), Code: "family"})
			return false
		}
		if !add(&d.Params, a.name) {
			return false
		}
	}
	return true
}

// familyList reads w_1, ..., w_N; the dots stand at index dots. Where both ends are
// numbers the members are written out.
func (p *parser) familyList(h *head, dots int) bool {
	d, vars := h.def, h.parsed.Args.vars
	fail := func() bool {
		p.report(Diagnostic{Span: h.statement.span(), Code: "family"})
		return false
	}
	if dots == 0 || dots != len(vars)-2 {
		return fail()
	}
	member := func(a argument) (base, sub string) {
		name, primes, ok := readName(h.statement.tokens[a.from:a.to])
		if !ok || primes > 0 {
			return "", ""
		}
		base, sub, _ = strings.Cut(name, "_")
		return base, sub
	}
	base, from := member(vars[0])
	last, to := member(vars[len(vars)-1])
	if base == "" || base != last || from == "" || to == "" {
		return fail()
	}
	for _, a := range vars[1:dots] { // w_2 of w_1, w_2, ..., w_N
		if b, sub := member(a); b != base || sub == "" {
			return fail()
		}
	}
	p.scope.declare(base)
	first, ok1 := calculus.ParseNum(from)
	end, ok2 := calculus.ParseNum(to)
	if ok1 && ok2 {
		lo, okLo := first.Int64()
		hi, okHi := end.Int64()
		if !okLo || !okHi || hi < lo || hi-lo >= maxTerms {
			return fail()
		}
		for i := lo; i <= hi; i++ {
			name := base + "_" + calculus.Int(i).String()
			h.local[name] = true
			d.Vars = append(d.Vars, p.symbol(name))
		}
		return true
	}
	bound := func(sub string, n *calculus.Num, ok bool) calculus.Expr {
		if ok {
			return n
		}
		return p.symbol(sub)
	}
	over := Range{From: bound(from, first, ok1), To: bound(to, end, ok2)}
	if !p.family(base, []Range{over}, h.statement.span()) {
		return false
	}
	d.Family = p.problem.familyOf(base)
	return true
}

// body reads the right-hand side.
func (p *parser) body(h *head) {
	if h.parsed.Body.to == h.parsed.Body.from {
		return
	}
	sc := *p.scope
	sc.local = h.local
	p.using = h.def
	if e, ok := p.expression(&sc, h.statement, h.parsed.Body); ok {
		h.def.Body = e
	}
	p.using = nil
}

// ofItself takes the tokens of x = x(t) for those of x(t): that x is a function of t.
func ofItself(tokens []token) []token {
	is := slices.IndexFunc(tokens, func(t token) bool { return t.is("=") })
	end := len(tokens) - 1
	if is < 1 || end-is-1 < is+3 || !tokens[end-1].is(")") || !tokens[2*is+1].is("(") {
		return tokens
	}
	same := func(a, b token) bool { return a.kind == b.kind && a.text == b.text && a.alphabet == b.alphabet }
	within := func(t token) bool { return t.is("(") || t.is(")") || t.is("=") }
	if !slices.EqualFunc(tokens[:is], tokens[is+1:2*is+1], same) || slices.ContainsFunc(tokens[2*is+2:end-1], within) {
		return tokens
	}
	return tokens[is+1:]
}

// finish settles what the definitions depend on: members of families, cycles,
// variables, parameters.
func (p *parser) finish(heads []*head) {
	for _, h := range heads {
		if h.def.stand(heads) {
			p.restsOnItself(h.def, heads)
		}
	}
	p.settleFamilies(heads)
	for _, h := range heads {
		if h.def.Body != nil {
			h.def.parts = contentsOf(h.def.Body)
			p.usesMembers(h.def)
		}
	}
	p.cycles(heads)
	for _, h := range heads {
		p.variables(h)
	}
	for _, h := range heads {
		p.idleArguments(h)
	}
	p.callsOfFamilies()
}

// stand makes a function of which only the name is known one that stands for its
// values where another body holds its bare name: x of z = f(x, y) is x(t).
func (d *Definition) stand(heads []*head) bool {
	if d.Body != nil || !d.ArgList || len(d.Vars) == 0 || d.Family != nil || d.Args != nil || d.Member != nil {
		return false
	}
	if !slices.ContainsFunc(heads, func(h *head) bool {
		return h.def.Body != nil && slices.Contains(h.def.Uses, d) && calculus.DependsOn(h.def.Body, d.Name)
	}) {
		return false
	}
	args := make([]calculus.Expr, len(d.Vars))
	for i, v := range d.Vars {
		args[i] = v
	}
	d.Body, d.ArgList = calculus.ApplyTo(d.Name.Name(), args...), false
	return true
}

// restsOnItself reports a function that stands for its values, f for f(A), where A is
// defined by f.
func (p *parser) restsOnItself(d *Definition, heads []*head) {
	var visited []*Definition
	var leads func(*Definition) bool
	leads = func(from *Definition) bool {
		if from == d {
			return true
		}
		if slices.Contains(visited, from) {
			return false
		}
		visited = append(visited, from)
		return slices.ContainsFunc(from.Uses, leads)
	}
	for _, h := range heads {
		if a := h.def; a != d && named(d.Vars, a.Name.Name()) && leads(a) {
			p.report(Diagnostic{Span: a.Span, Code: "cycle", Args: []string{a.Name.Name() + " → " + d.Name.Name() + " → " + a.Name.Name()}})
			a.Body = nil
		}
	}
}

// idleArguments looks for arguments that the body does not hold although it
// holds letters that are no arguments. x as an argument and x_1 in the body are
// not the same, and neither are x and \vec{x}.
func (p *parser) idleArguments(h *head) {
	d := h.def
	if d.Body == nil || !d.ArgList || d.Family != nil || d.Args != nil || len(d.Vars) != len(h.parsed.Args.vars) {
		return // x_1, ..., x_9 names more than the body need hold
	}
	params := symbolSet(p.problem.Params)
	var free []*calculus.Sym
	for _, s := range d.Params[d.Written:] {
		if !params[s.Name()] && !p.isBound(s.Name()) {
			free = append(free, s)
		}
	}
	if len(free) == 0 {
		return
	}
	for i, v := range d.Vars {
		name := v.Name()
		if named(d.parts.symbols, name) || slices.ContainsFunc(d.Uses, func(u *Definition) bool { return !u.ArgList && u.dependsOn(name) }) {
			continue
		}
		var parts []*calculus.Sym
		for _, s := range free {
			letter, accent := calculus.Accent(baseOf(s.Name()))
			if strings.HasPrefix(s.Name(), name+"_") || accent != "" && letter == name {
				parts = append(parts, s)
			}
		}
		at := spanOf(h.statement.tokens[h.parsed.Args.vars[i].from:h.parsed.Args.vars[i].to])
		if parts != nil {
			p.report(Diagnostic{Span: at, Code: "vector-argument", Args: []string{name, d.Name.Name(), joinNames(parts)}, Fixes: fixes(at, joinNames(parts))})
			continue
		}
		p.warn(Diagnostic{Span: at, Code: "unused-argument", Args: []string{name, d.Name.Name(), joinNames(free)}})
	}
}

// variables sorts the free symbols of the body into variables and parameters.
func (p *parser) variables(h *head) {
	d := h.def
	if d.Body == nil {
		return
	}
	declared, params := symbolSet(p.problem.Vars), symbolSet(p.problem.Params)
	var free []*calculus.Sym
	d.families = p.leafFamilies(d)
	for _, s := range d.parts.symbols {
		if !h.local[s.Name()] && p.defined[s.Name()] == nil && p.ranges[s.Name()] == nil && !d.counts(s) {
			free = append(free, s)
		}
	}
	if d.ArgList {
		p.familyArguments(d)
		d.Written = len(d.Params)
		d.Params = append(d.Params, free...)
		return
	}
	for _, s := range free {
		if params[s.Name()] || p.isBound(s.Name()) || len(declared) > 0 && !declared[s.Name()] {
			d.Params = append(d.Params, s)
		} else {
			d.Vars = append(d.Vars, s)
		}
	}
	if len(declared) > 0 {
		order := map[string]int{}
		for i, s := range p.problem.Vars {
			order[s.Name()] = i
		}
		slices.SortStableFunc(d.Vars, func(a, b *calculus.Sym) int { return order[a.Name()] - order[b.Name()] })
	}
}

// familyArguments takes the families among the arguments out of the variables:
// L(w) = sum(i=1..N, w_i^2) is a function of w_1, …, w_N.
func (p *parser) familyArguments(d *Definition) {
	isFamily := func(v *calculus.Sym) bool {
		return slices.ContainsFunc(d.families, func(f *Family) bool { return f.Base == v.Name() }) && !named(d.parts.symbols, v.Name())
	}
	if !slices.ContainsFunc(d.Vars, isFamily) {
		return
	}
	d.Args = slices.Clone(d.Vars)
	d.Vars = slices.DeleteFunc(d.Vars, isFamily)
	if f := p.problem.familyOf(d.Args[0].Name()); len(d.Args) == 1 && f.From != nil && len(f.Ranges) == 1 {
		d.Family = f
	}
}

// counts reports whether s is an index of the members that d defines.
func (d *Definition) counts(s *calculus.Sym) bool {
	return d.Member != nil && slices.ContainsFunc(d.Member.Subs(), func(sub calculus.Expr) bool { return calculus.Equal(sub, s) })
}

// isBound reports whether the symbol counts the terms of a sum or the members
// of a family, so that it is no variable.
func (p *parser) isBound(name string) bool {
	for _, d := range p.problem.Definitions {
		if slices.Contains(d.parts.bounds, name) {
			return true
		}
	}
	if len(p.problem.Families) == 0 {
		return false
	}
	s := p.symbol(name)
	return slices.ContainsFunc(p.problem.Families, func(f *Family) bool {
		return slices.ContainsFunc(f.Ranges, func(r Range) bool {
			return r.From != nil && calculus.DependsOn(r.From, s) || r.To != nil && calculus.DependsOn(r.To, s)
		})
	})
}

func symbolSet(list []*calculus.Sym) map[string]bool {
	set := map[string]bool{}
	for _, s := range list {
		set[s.Name()] = true
	}
	return set
}

// cycles reports definitions that refer to themselves through others, and cuts
// the reference that closes the circle.
func (p *parser) cycles(heads []*head) {
	const open, done = 1, 2
	state := map[*Definition]int{}
	var path []string
	var visit func(d *Definition)
	visit = func(d *Definition) {
		state[d] = open
		path = append(path, d.Name.Name())
		for i := 0; i < len(d.Uses); i++ {
			u := d.Uses[i]
			if state[u] == open {
				circle := append(append([]string(nil), path[slices.Index(path, u.Name.Name()):]...), u.Name.Name())
				if u == d && !d.ArgList && d.Member == nil {
					p.ownEquation(d)
				} else if u == d {
					p.report(Diagnostic{Span: d.Span, Code: "own-name", Args: []string{d.Name.Name()}})
				} else {
					p.report(Diagnostic{Span: d.Span, Code: "cycle", Args: []string{strings.Join(circle, " → ")}})
				}
				d.Uses = slices.Delete(d.Uses, i, i+1)
				d.Body = nil
				break
			}
			if state[u] == 0 {
				visit(u)
			}
		}
		path = path[:len(path)-1]
		state[d] = done
	}
	for _, h := range heads {
		if state[h.def] == 0 {
			visit(h.def)
		}
	}
}
