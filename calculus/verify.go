package calculus

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Verdict is what the verifier found.
type Verdict uint8

// The verdicts. Verified is a test passed at sample points, not a proof;
// Unknown says that too few points were found at which the lines could be
// compared.
const (
	Unknown Verdict = iota
	Verified
	Refuted
)

func (v Verdict) String() string { return [...]string{"unknown", "verified", "refuted"}[v] }

const (
	// wantedPoints is how many points must agree. A rule that is wrong is wrong
	// nearly everywhere, so the first point decides; the others guard against
	// accidents.
	wantedPoints = 4
	// domainPoints is how many must agree where roots, logarithms and the like
	// have no value everywhere: √(tan x) has one where sin x and cos x are
	// negative, and a line with their roots in it has none there.
	domainPoints = 8
	// branchPoints is how many must agree where a function is given piece by
	// piece, so that every piece of |x| or max(x, y) is met.
	branchPoints = 16
	// maxPoints bounds the points, where there are many indices.
	maxPoints = 64
	// minAttempts is how long the search for points at which everything is
	// defined goes on at least, maxAttempts at most: where 1 − 5x and xy − y are
	// roots' radicands, one point in a hundred will do. attemptedNodes is how
	// much is evaluated in vain before a large function is given up.
	minAttempts, maxAttempts = 200, 3000
	attemptedNodes           = 100_000
	// slack multiplies the error bounds, which are first-order estimates.
	slack = 1e3
	// blur is the relative error from which on a point decides nothing.
	blur = 1e-6
)

// Verify evaluates every line at sample points where the conditions hold and
// compares it with the first. Derivatives that have not been carried out are
// evaluated by jets, which share no code with the rules. It returns Refuted
// and the number of the first line that differs, or that has no value where the
// first has one, or Verified or Unknown.
func (s Scope) Verify(lines []Expr, conditions []Relation) (Verdict, int) {
	p := programs.Get().(*program)
	defer p.release()
	return s.verify(p, lines, conditions)
}

// verify is Verify with a program whose memory it uses.
func (s Scope) verify(p *program, lines []Expr, conditions []Relation) (Verdict, int) {
	conditions = s.forAll(lines, conditions)
	p.names = s.sampled(lines, conditions, p.names)
	names := p.names.list
	random := uint64(0x9e3779b97f4a7c15)
	wanted := wantedPoints
	defined := s.follow()
	for _, l := range lines {
		if wanted = max(wanted, defined.pointsFor(l)); wanted == branchPoints {
			break
		}
	}
	indices := 0
	for i, n := range names {
		if n.role == index {
			names[i].period = period(names[0].terms, indices)
			indices++
			wanted = max(wanted, branchPoints, names[i].period*n.terms) // every value of every index
		}
	}
	attempts := min(max(minAttempts, attemptedNodes/(1+Size(lines[0]))), maxAttempts)
	wanted = min(wanted, maxPoints)
	good := 0
	p.compile(s, lines, conditions)
	values := make([]float64, len(names))
	for attempt := 0; attempt < attempts && good < wanted; attempt++ {
		for i, n := range names {
			random += 0x9e3779b97f4a7c15
			u := float64(mix(random)>>11) / (1 << 53)
			values[i] = n.sample(attempt, u)
		}
		s.visit(p, names, values)
		switch verdict, line := s.compare(p); verdict {
		case Refuted:
			return Refuted, line
		case Verified:
			good++
		}
	}
	if good < wanted {
		return Unknown, 0
	}
	if line := s.corners(p, values, lines); line > 0 {
		return Refuted, line
	}
	return Verified, 0
}

// visit takes the program to the point at which the names have the values, which it
// changes where the author assumes a sum.
func (s Scope) visit(p *program, names []sampledName, values []float64) {
	if !p.byName {
		p.start(values, nil)
		return
	}
	at := make(Point, len(names))
	for i, n := range names {
		at[n.name] = values[i]
	}
	s.honourTotals(at)
	for i, n := range names {
		values[i] = at[n.name]
	}
	p.start(values, at)
}

// forAll puts every value in the place of an index in a condition that is free in no
// line: log Π x_i = Σ log x_i needs x_i > 0 for every i.
func (s Scope) forAll(lines []Expr, conditions []Relation) []Relation {
	if !slices.ContainsFunc(lines, func(l Expr) bool { return l.meta().sums || l.meta().members }) {
		return conditions
	}
	free := s.sampled(lines, nil, sampledNames{})
	var all []Relation
	for _, c := range conditions {
		if over := Running(lines, c); len(over) > 0 {
			if e, ok := everywhere(c, over); ok {
				all = append(all, e)
				continue
			}
		}
		list := []Relation{c}
		if !c.Left.meta().members && !c.Right.meta().members {
			all = append(all, c)
			continue
		}
		for _, i := range s.sampled(append(slices.Clone(lines), c.Left, c.Right), nil, sampledNames{}).list {
			if i.role != index || free.place(Symbol(i.name)) >= 0 {
				continue
			}
			var next []Relation
			for k := i.from; k <= i.terms; k++ {
				value := map[string]Expr{i.name: Int(int64(k))}
				for _, r := range list {
					next = append(next, Relation{Substitute(r.Left, value), r.Op, Substitute(r.Right, value)})
				}
			}
			list = next
		}
		all = append(all, list...)
	}
	return all
}

// honourTotals changes the last member of each family whose sum the author
// assumes so that the assumption holds, for every value of the other subscripts.
func (s Scope) honourTotals(at Point) {
	for _, total := range s.Totals {
		sum, ok := total.Left.(*Sigma)
		if !ok {
			continue
		}
		member, ok := sum.body.(*Index)
		if !ok {
			continue
		}
		from, to := s.Evaluate(sum.from, at), s.Evaluate(sum.to, at)
		if math.IsNaN(to-from) || to-from > maxTerms {
			continue
		}
		names := []string{member.base}
		for _, sub := range member.subs {
			var next []string
			for _, n := range names {
				if Equal(sub, sum.index) {
					next = append(next, n+"_"+placeholder)
					continue
				}
				next = append(next, subscripts(n, 0, maxTerms)...)
			}
			names = next
		}
		for _, n := range names {
			rest := total.Right.(*Num).Float()
			last := ""
			for i := int(from); i <= int(to); i++ {
				last = strings.Replace(n, placeholder, strconv.Itoa(i), 1)
				if i < int(to) {
					rest -= at[last]
				}
			}
			if _, sampled := at[last]; sampled {
				at[last] = rest
			}
		}
	}
}

// placeholder stands for a subscript that is summed over.
const placeholder = "*"

// pointsFor returns at how many points e is to be compared.
func (f *followed) pointsFor(e Expr) int {
	points := wantedPoints
	if f.plain(e) {
		return points
	}
	switch e := e.(type) {
	case *Cases:
		return branchPoints
	case *Call:
		switch e.fn {
		case Abs, Sign, Max, Min, ReLU:
			return branchPoints
		case Sqrt, Root, Log, Ln, LogBase, Arcsin, Arccos, Arcsec, Arccsc, Arcosh, Artanh, Arcoth, Arsech:
			points = domainPoints
		}
	case *Pow:
		if n, ok := e.exp.(*Num); e.base != E && !(ok && n.IsInt()) {
			points = domainPoints
		}
	case *Sym:
		if body := f.body(e); body != nil {
			return f.pointsFor(body)
		}
		return points
	case *Num, *Const:
		return points
	}
	var room parts
	for _, c := range children(e, room[:0]) {
		if points = max(points, f.pointsFor(c)); points == branchPoints {
			break
		}
	}
	return points
}

// compare evaluates the lines at the point to which the program has gone.
func (s Scope) compare(p *program) (Verdict, int) {
	for _, c := range p.conditions {
		ev := s.evaluator(p.ev.at)
		if yes, sure := ev.holds(c); !yes || !sure || ev.bad {
			return Unknown, 0
		}
	}
	var first approx
	for i := range p.lines {
		a, outside := p.line(i)
		if outside && i > 0 {
			return Refuted, i
		}
		if outside || !a.sound() {
			return Unknown, 0
		}
		if i == 0 {
			first = a
			continue
		}
		tolerance := slack*(a.err+first.err) + 1e-300
		if math.Abs(a.v-first.v) > tolerance {
			return Refuted, i
		}
	}
	return Verified, 0
}

// role is what kind of number a name stands for.
type role uint8

const (
	variable role = iota
	count         // in the upper end of a sum: N
	first         // in the lower end of a sum, which is 1 for the verifier
	index         // a subscript: 1, 2, …, N
)

// sampledName is a name that needs a value.
type sampledName struct {
	name string
	role role
	// terms is the N up to which sums and indices run, from the value from on.
	// period is how long an index keeps its value.
	from, terms, period int
}

const (
	// fewTerms is the N for which sums are verified: first, last and one between.
	fewTerms = 3
	// maxTerms bounds the N where subscripts are shifted, w_{i+2}, and more
	// members are needed to have one that is near neither end.
	maxTerms = 9
)

// period is how long the index number n keeps its value, so that all values of
// all indices meet.
func period(terms, n int) int {
	p := 1
	for range n {
		p = min(p*terms, maxPoints)
	}
	return p
}

// The ranges from which points are drawn, in turn: around 1 first, where most
// functions are defined, then negative numbers, where roots and logarithms
// that were taken apart are not, both signs, beyond 1, and at last (0,1) for
// probabilities and inverse functions, and far out.
var ranges = [...][2]float64{{0.3, 1.7}, {-4, -0.2}, {-1.5, 1.5}, {1.1, 4}, {0.05, 0.95}, {2, 12}, {-0.5, 0.5}}

func (n sampledName) sample(attempt int, u float64) float64 {
	switch n.role {
	case count:
		return float64(n.terms)
	case first:
		return 1
	case index:
		return float64(n.from + attempt/n.period%(n.terms+1-n.from))
	}
	r := ranges[attempt%4]
	if attempt >= 24 {
		// Mix the ranges, so that 0 < x < y or x < 0 < y is met as well.
		r = ranges[int(u*1e6)%len(ranges)]
		u = math.Mod(u*1e6, 1)
	}
	return r[0] + u*(r[1]-r[0])
}

// sampledNames are the names that need values, each once.
type sampledNames struct {
	symbols SymbolSet
	list    []sampledName
}

// place returns where the name of x stands in the list, or −1.
func (n *sampledNames) place(x *Sym) int { return n.symbols.place(x) }

// add appends the name of x, which is not in the list.
func (n *sampledNames) add(x *Sym, name sampledName) {
	name.name = x.name
	n.symbols.Add(x)
	n.list = append(doubled(n.list), name)
}

// clear leaves nothing, and room for so many.
func (n *sampledNames) clear(room int) {
	clear(n.list)
	n.list = slices.Grow(n.list[:0], room)
	n.symbols.clear(room)
}

// sampled lists the names that the lines and conditions rest on, in the memory of
// other names.
func (s Scope) sampled(lines []Expr, conditions []Relation, names sampledNames) sampledNames {
	room := max(8, min(Size(lines[0])/8, 1<<14))
	names.clear(room)
	defined := s.follow()
	seen := map[string]bool{} // functions and families
	sums := s.sums(lines)
	terms := min(fewTerms+2*sums.shift, maxTerms)
	add := func(x *Sym, role role) {
		if names.place(x) < 0 {
			names.add(x, sampledName{role: role, from: sums.from, terms: terms})
		}
	}
	addIndices := func(e Expr, bound map[string]bool) {
		for _, i := range Symbols(e) {
			if !bound[i.name] {
				add(i, index)
			}
		}
	}
	addMembers := func(prefix, base string, subs int) {
		list := []string{prefix + base}
		for range subs {
			var next []string
			for _, n := range list {
				next = append(next, subscripts(n, min(0, 1-sums.shift), max(terms+sums.shift, sums.factor*terms))...)
			}
			list = next
		}
		for _, n := range list {
			add(Symbol(n), variable)
		}
	}
	for _, n := range sums.to {
		add(Symbol(n), count)
	}
	for _, n := range sums.first {
		add(Symbol(n), first)
	}
	bound := map[string]bool{}
	visited := map[Expr]bool{} // what is so large that it may be shared all over
	var walk func(Expr)
	walk = func(e Expr) {
		if e.meta().size > 64 {
			if visited[e] {
				return
			}
			visited[e] = true
		}
		switch e := e.(type) {
		case *Sym:
			switch {
			case len(bound) > 0 && bound[e.name]:
			case defined.has(e):
				if body := defined.body(e); body != nil {
					walk(body)
				}
			default:
				add(e, variable)
			}
			return
		case *Apply:
			if f, ok := s.Funcs[e.name]; ok && !seen[e.name+"("] {
				seen[e.name+"("] = true
				walk(f.Body)
			}
		case *Differential:
			switch x := e.of.(type) {
			case *Sym:
				if _, ok := s.Defs[x.name]; !ok || s.held[x.name] {
					add(Symbol("d"+x.name), variable)
				}
			case *Index:
				addMembers("d", x.base, len(x.subs))
			}
		case *Index:
			for _, i := range e.subs {
				addIndices(i, bound)
			}
			if f, ok := s.Families[e.base]; ok {
				if !seen[e.base+"_"] {
					seen[e.base+"_"] = true
					was := bound[f.Index.name]
					bound[f.Index.name] = true
					walk(f.Body)
					bound[f.Index.name] = was
				}
				return
			}
			addMembers("", e.base, len(e.subs))
			return
		case *Delta:
			addIndices(e.i, bound)
			addIndices(e.j, bound)
			return
		case Ranged:
			r := e.run()
			for _, k := range r.except {
				addIndices(k, bound)
			}
			was := bound[r.index.name]
			bound[r.index.name] = true
			walk(r.body)
			bound[r.index.name] = was
			return
		}
		var room parts
		for _, c := range children(e, room[:0]) {
			walk(c)
		}
	}
	// The lines first: they tell an index from a variable.
	for _, l := range lines {
		walk(l)
	}
	for _, c := range conditions {
		walk(c.Left)
		walk(c.Right)
	}
	return names
}
