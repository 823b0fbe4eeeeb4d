package solution

import (
	"context"
	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
	"maps"
	"slices"
	"strings"
)

// solver works the requests of one problem out.
type solver struct {
	problem *problem.Problem
	options Options
	scope   calculus.Scope
	given   []calculus.Relation // what the author assumes
	// bodies are the definitions with the author's functions put in.
	bodies   map[*problem.Definition]calculus.Expr
	settings map[*problem.Definition]*calculus.Setting
	large    map[*problem.Definition]bool // those that passed Limits.Body
	style    calculus.Style
	print    latex.Style
	words    *words
	// lets are the names of the arguments that a body gives to functions known by
	// name only: u = x²−y² of f(x²−y²).
	lets map[*problem.Definition][]calculus.Let
	// several are the functions known by name only that are applied to several things.
	several map[string]bool
	// linear remembers the functions whose fall into terms has been shown.
	linear map[string]bool
	// firsts remembers first derivatives, which second ones and totals share.
	firsts map[key]derived
	// families are the names of indexed families that occur in the block.
	families map[string]bool
	// bounds are the symbols that end a sum or a product or count its terms.
	bounds map[string]bool
	// printed remembers the formulas that were printed, buf is where.
	printed map[calculus.Expr]string
	buf     []byte
	// ends tells where the terms of long sums that were printed end.
	ends map[*calculus.Sum][]int
	// full counts the nodes of the lines of all results so far, cut is the first
	// chain that lost its lines to that.
	full   int
	cut    *calculus.Chain
	fitted map[*calculus.Chain]bool
	// err is the first formula that was too long to print.
	err error
}

func newSolver(ctx context.Context, p *problem.Problem, o Options) *solver {
	s := &solver{
		problem: p, options: o.withDefaults(),
		bodies:   map[*problem.Definition]calculus.Expr{},
		firsts:   map[key]derived{},
		large:    map[*problem.Definition]bool{},
		printed:  map[calculus.Expr]string{},
		fitted:   map[*calculus.Chain]bool{},
		settings: map[*problem.Definition]*calculus.Setting{},
		lets:     map[*problem.Definition][]calculus.Let{},
		several:  map[string]bool{},
	}
	s.print.Log, s.print.MaxBytes = o.Log, o.Limits.Bytes
	for _, d := range p.Definitions {
		s.print.Variables = append(s.print.Variables, names(d.Vars)...)
	}
	s.print.Variables = slices.DeleteFunc(s.print.Variables, func(name string) bool {
		return slices.ContainsFunc(p.Definitions, func(d *problem.Definition) bool { return d.Equation != nil && d.Name.Name() == name }) ||
			slices.ContainsFunc(p.Requests, func(r *problem.Request) bool { return givenBy(r.Function, name) })
	})
	s.words = wordsOf(s.options.Lang)
	s.scope = calculus.Scope{
		Defs:     map[string]calculus.Expr{},
		Funcs:    map[string]calculus.Function{},
		Families: map[string]calculus.FamilyBody{},
	}
	s.families, s.bounds = map[string]bool{}, map[string]bool{}
	var written []calculus.Expr
	for _, d := range p.Definitions {
		if e := d.Equation; e != nil && e.Left != nil {
			written = append(written, e.Left, e.Right)
		}
		if d.Body == nil {
			continue
		}
		written = append(written, d.Body)
		if d.ArgList {
			s.scope.Funcs[d.Name.Name()] = calculus.Function{Params: d.Vars, Body: d.Body}
		}
	}
	for _, a := range p.Assumptions {
		s.given = append(s.given, a)
		if _, number := a.Right.(*calculus.Num); !number || a.Op != calculus.Equals {
			continue
		}
		if sum, ok := calculus.OverIndex(a.Left); ok {
			s.scope.Totals = append(s.scope.Totals, calculus.Relation{Left: sum, Op: a.Op, Right: a.Right})
		}
	}
	for _, d := range p.Definitions {
		if d.Body != nil {
			body := s.scope.Unfold(d.Body)
			if calculus.Size(body) > s.options.Limits.Body {
				s.large[d] = true
				continue
			}
			if carried, err := (&calculus.Setting{Limits: s.options.Limits.Limits}).CarryOut(ctx, body); err == nil {
				body = carried
			}
			s.bodies[d] = body
			s.findFamilies(s.bodies[d])
			if d.Member != nil {
				if i, ok := d.Member.Subs()[0].(*calculus.Sym); ok && len(d.Member.Subs()) == 1 {
					s.scope.Families[d.Member.Base()] = calculus.FamilyBody{Index: i, Body: s.bodies[d]}
				}
				continue
			}
			// A function named like its own variable, A(A) = A², defines no name.
			if !calculus.DependsOn(s.bodies[d], d.Name) {
				s.scope.Defs[d.Name.Name()] = s.bodies[d]
			}
		}
	}
	for _, r := range p.Requests {
		s.otherMember(r.Function)
	}
	s.primed()
	for _, d := range p.Definitions {
		if body, ok := s.bodies[d]; ok {
			s.nameArguments(d, body)
			s.nameAbstract(s.bodies[d])
		}
	}
	s.style = calculus.StyleOf(written...)
	if o.Log == "ln" {
		s.style.Log = calculus.Ln
	}
	s.style.SourceOrder = o.Order == OrderSource
	return s
}

// givenBy reports whether d is f as a function of t and name one of the x and y of f(x, y).
func givenBy(d *problem.Definition, name string) bool {
	return d != nil && d.Of != nil && d.Member == nil && !d.ArgList && slices.ContainsFunc(d.Uses, func(u *problem.Definition) bool { return u.Name.Name() == name })
}

// otherMember makes the body of d known where it is y_k and the block defines y_i, or f as a
// function of t where the block defines f(x, y).
func (s *solver) otherMember(d *problem.Definition) {
	if d == nil || d.Of == nil {
		return
	}
	body, ok := s.bodies[d.Of]
	if !ok {
		s.large[d] = s.large[d.Of]
		return
	}
	if d.Member == nil {
		s.bodies[d] = body
		return
	}
	values := map[string]calculus.Expr{}
	for n, sub := range d.Of.Member.Subs() {
		if i, ok := sub.(*calculus.Sym); ok {
			values[i.Name()] = d.Member.Subs()[n]
		}
	}
	s.bodies[d] = calculus.Substitute(body, values)
}

// setting is what the calculus needs to know to differentiate d.
func (s *solver) setting(d *problem.Definition) *calculus.Setting {
	set, ok := s.settings[d]
	if !ok {
		set = s.newSetting(d)
		s.settings[d] = set
	}
	return set
}

func (s *solver) newSetting(d *problem.Definition) *calculus.Setting {
	vars := d.Vars
	if d.Equation != nil {
		vars = append(slices.Clone(vars), d.Name)
	}
	if len(vars) == 0 && d.Body != nil {
		vars = calculus.Symbols(d.Body)
	}
	if !d.ArgList {
		vars = weightsFirst(coordinatesInOrder(vars))
	}
	for _, l := range s.lets[d] {
		vars = append(vars[:len(vars):len(vars)], l.Name)
	}
	for _, u := range d.Uses {
		if !u.ArgList && u.Member == nil {
			vars = append(vars[:len(vars):len(vars)], u.Name) // no coefficient either
		}
	}
	if len(s.bounds) > 0 {
		// The N of a sum is a parameter.
		vars = slices.DeleteFunc(slices.Clone(vars), func(x *calculus.Sym) bool { return s.bounds[x.Name()] })
	}
	set := &calculus.Setting{Scope: s.within(d), Vars: vars, Style: s.style, Limits: s.options.Limits.Limits, Stages: s.options.Steps == StepsFull}
	body, ok := s.bodies[d]
	set.Factors = ok && slices.ContainsFunc(s.problem.Requests, func(r *problem.Request) bool {
		return r.Function == d && len(r.At) > 0 && set.Vanishes(body, coordinates(r))
	})
	return set
}

// within is the scope inside d. The arguments of a function are its own, whatever else the block
// defines by their names: the y of f(x, y) isn't y = x².
func (s *solver) within(d *problem.Definition) calculus.Scope {
	scope := s.scope
	if !d.ArgList {
		return scope
	}
	own := slices.DeleteFunc(slices.Concat(d.Vars, d.Params[:d.Written]), func(x *calculus.Sym) bool {
		return s.scope.Defs[x.Name()] == nil
	})
	if len(own) > 0 {
		scope.Defs = maps.Clone(scope.Defs)
	}
	for _, x := range own {
		delete(scope.Defs, x.Name())
	}
	return scope
}

// weightsFirst puts the letters that weigh terms, as λ does in a penalty λw², in front of
// undeclared variables: they stand first in products wherever they occur first.
func weightsFirst(vars []*calculus.Sym) []*calculus.Sym {
	weight := func(v *calculus.Sym) bool {
		switch v.Name() {
		case "alpha", "beta", "gamma", "lambda", "eta":
			return true
		}
		return false
	}
	ordered := slices.Clone(vars)
	slices.SortStableFunc(ordered, func(a, b *calculus.Sym) int {
		switch {
		case weight(a) && !weight(b):
			return -1
		case weight(b) && !weight(a):
			return 1
		}
		return 0
	})
	return ordered
}

// coordinatesInOrder puts x, y, z among undeclared variables into their usual
// order, in the places where they stand.
func coordinatesInOrder(vars []*calculus.Sym) []*calculus.Sym {
	var places []int
	byName := map[string]*calculus.Sym{}
	for i, v := range vars {
		switch v.Name() {
		case "x", "y", "z":
			places = append(places, i)
			byName[v.Name()] = v
		}
	}
	ordered := slices.Clone(vars)
	next := 0
	for _, name := range []string{"x", "y", "z"} {
		if v, ok := byName[name]; ok {
			ordered[places[next]] = v
			next++
		}
	}
	return ordered
}

// partial reports whether derivatives of d are written with ∂.
func (s *solver) partial(d *problem.Definition) bool {
	return d.Family != nil || d.Member != nil || d.Args != nil || !d.ArgList && len(d.LeafFamilies()) > 0 || len(d.Leaves()) > 1
}

// value is the function's value in the author's notation: L, or σ(z) for a
// function of one variable that was given its argument.
func value(d *problem.Definition) calculus.Expr {
	if d.Member != nil {
		return d.Member
	}
	if d.ArgList && len(d.Vars) == 1 {
		return calculus.ApplyTo(d.Name.Name(), d.Vars[0])
	}
	return d.Name
}

// nameArguments gives names to what stands as an argument of a function of which
// nothing but the name is known, so that the chain rule can go through them.
func (s *solver) nameArguments(d *problem.Definition, body calculus.Expr) {
	known := s.scope // what is not to get names for its arguments
	if len(s.several) > 0 {
		known.Funcs = maps.Clone(s.scope.Funcs)
		for name := range s.several {
			known.Funcs[name] = calculus.Function{}
		}
	}
	named := calculus.NameArguments(body, known, func(used func(*calculus.Sym) bool) *calculus.Sym {
		for _, letter := range []string{"u", "v", "w", "s", "p", "q", "r", "m", "n", "k"} {
			name := calculus.Symbol(letter)
			if !used(name) && !s.uses(name) {
				return name
			}
		}
		return nil
	})
	if len(named.Lets) == 0 {
		return
	}
	for _, l := range named.Lets {
		s.scope.Defs[l.Name.Name()] = l.Expr
		s.nameAbstract(l.Expr)
	}
	s.lets[d] = named.Lets
	s.bodies[d] = named.Expr
	if _, ok := s.scope.Defs[d.Name.Name()]; ok {
		s.scope.Defs[d.Name.Name()] = named.Expr
	}
}

// primed finds the functions of one variable, known by name only, that the bodies apply
// to more than one thing, as f(x)f(x²) does. Their derivatives are f′(x) and f′(x²), which
// the scope gets to know.
func (s *solver) primed() {
	arguments := map[string][]calculus.Expr{}
	var walk func(calculus.Expr)
	walk = func(e calculus.Expr) {
		if !calculus.Applies(e) {
			return
		}
		for _, c := range calculus.Children(e) {
			walk(c)
		}
		f, ok := e.(*calculus.Apply)
		if !ok || len(f.Args()) != 1 || s.scope.Funcs[f.Name()].Body != nil || strings.Contains(f.Name(), "'") {
			return
		}
		list := arguments[f.Name()]
		if !slices.ContainsFunc(list, func(a calculus.Expr) bool { return calculus.Equal(a, f.Args()[0]) }) {
			arguments[f.Name()] = append(list, f.Args()[0])
		}
	}
	for _, d := range s.problem.Definitions {
		if body, ok := s.bodies[d]; ok {
			walk(body)
		}
	}
	const most = 4 // derivatives
	t := calculus.Symbol("t")
	for name, list := range arguments {
		if len(list) < 2 || slices.ContainsFunc(s.problem.Definitions, func(d *problem.Definition) bool {
			body, ok := s.bodies[d]
			return ok && calculus.DependsOn(body, calculus.Symbol(name))
		}) {
			continue
		}
		s.several[name] = true
		var by []calculus.Expr
		for n := range most {
			by = append(by, t)
			s.scope.Funcs[name+strings.Repeat("'", n+1)] = calculus.Function{Params: []*calculus.Sym{t}, Body: calculus.D(calculus.ApplyTo(name, t), false, by...)}
		}
	}
}

// uses reports whether the block uses the name.
func (s *solver) uses(name *calculus.Sym) bool {
	if _, ok := s.scope.Defs[name.Name()]; ok {
		return true
	}
	for _, d := range s.problem.Definitions {
		if d.Name.Name() == name.Name() || d.Body != nil && calculus.DependsOn(d.Body, name) {
			return true
		}
	}
	return false
}

// nameAbstract defines the names of the functions in e that the block does not
// define, applied to symbols as in z = f(x, y), so that ∂f/∂x can be written.
func (s *solver) nameAbstract(e calculus.Expr) {
	if !calculus.Applies(e) {
		return
	}
	for _, c := range calculus.Children(e) {
		s.nameAbstract(c)
	}
	f, ok := e.(*calculus.Apply)
	if !ok {
		return
	}
	if _, defined := s.scope.Defs[f.Name()]; defined || s.several[f.Name()] {
		return
	}
	seen := map[string]bool{f.Name(): true}
	for _, a := range f.Args() {
		x, ok := a.(*calculus.Sym)
		if !ok || seen[x.Name()] {
			return
		}
		seen[x.Name()] = true
	}
	for _, body := range s.bodies {
		if calculus.DependsOn(body, calculus.Symbol(f.Name())) {
			return // the name is a variable as well
		}
	}
	s.scope.Defs[f.Name()] = f
}

// findFamilies collects the families of which members occur in e, and the
// bounds and indices of its sums and products.
func (s *solver) findFamilies(e calculus.Expr) {
	if calculus.IsPolynomial(e) {
		return
	}
	switch e := e.(type) {
	case *calculus.Index:
		s.families[e.Base()] = true
		return
	case calculus.Ranged:
		s.bounds[e.Index().Name()] = true
		if n, ok := e.To().(*calculus.Sym); ok {
			s.bounds[n.Name()] = true
		}
	}
	for _, c := range calculus.Children(e) {
		s.findFamilies(c)
	}
}

// variable is what the name x of a request stands for: a symbol, or the member
// w_k of a family that the block sums over.
func (s *solver) variable(x *calculus.Sym) calculus.Expr {
	base, subs, ok := strings.Cut(x.Name(), "_")
	if !ok || !s.families[base] {
		return x
	}
	var list []calculus.Expr
	split := strings.Split(subs, "_")
	if len(split) == 1 && !isNumber(subs) {
		split = strings.Split(subs, "") // w_ij has the indices i and j
	}
	for _, sub := range split {
		if n, ok := calculus.ParseNum(sub); ok {
			list = append(list, n)
		} else {
			list = append(list, calculus.Symbol(sub))
		}
	}
	return calculus.Indexed(base, list...)
}

func isNumber(s string) bool {
	_, ok := calculus.ParseNum(s)
	return ok
}

// name is the function as it stands in its derivatives: L, or the member y_i of
// a family.
func name(d *problem.Definition) calculus.Expr {
	if d.Member != nil {
		return d.Member
	}
	return d.Name
}
