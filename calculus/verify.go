package calculus

import "math"

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
	// branchPoints is how many must agree where a function is given piece by
	// piece, so that every piece of |x| or max(x, y) is met.
	branchPoints = 16
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
// and the number of the first line that differs, or Verified or Unknown.
func (s Scope) Verify(lines []Expr, conditions []Relation) (Verdict, int) {
	names := s.sampled(lines, conditions)
	random := uint64(0x9e3779b97f4a7c15)
	at := make(Point, len(names))
	wanted := wantedPoints
	for _, l := range lines {
		if s.piecewise(l) {
			wanted = branchPoints
			break
		}
	}
	for _, n := range names {
		if n.role == index {
			wanted = branchPoints // every value of every index
		}
	}
	attempts := min(max(minAttempts, attemptedNodes/(1+Size(lines[0]))), maxAttempts)
	good := 0
	for attempt := 0; attempt < attempts && good < wanted; attempt++ {
		for _, n := range names {
			random += 0x9e3779b97f4a7c15
			u := float64(mix(random)>>11) / (1 << 53)
			at[n.name] = n.sample(attempt, u)
		}
		s.honourTotals(at)
		switch verdict, line := s.compare(lines, conditions, at); verdict {
		case Refuted:
			return Refuted, line
		case Verified:
			good++
		}
	}
	if good < wanted {
		return Unknown, 0
	}
	return Verified, 0
}

// honourTotals changes the last member of each family whose sum the author
// assumes so that the assumption holds.
func (s Scope) honourTotals(at Point) {
	for _, total := range s.Totals {
		sum, ok := total.Left.(*Sigma)
		if !ok {
			continue
		}
		member, ok := sum.body.(*Index)
		if !ok || len(member.subs) != 1 {
			continue
		}
		rest := total.Right.(*Num).Float()
		at[member.base+"_3"] = rest - at[member.base+"_1"] - at[member.base+"_2"]
	}
}

// piecewise reports whether e is given piece by piece somewhere.
func (s Scope) piecewise(e Expr) bool {
	switch e := e.(type) {
	case *Cases:
		return true
	case *Call:
		switch e.fn {
		case Abs, Sign, Max, Min, ReLU:
			return true
		}
	case *Sym:
		if body, ok := s.Defs[e.name]; ok {
			return s.piecewise(body)
		}
		return false
	case *Num, *Const:
		return false
	}
	for _, c := range Children(e) {
		if s.piecewise(c) {
			return true
		}
	}
	return false
}

// compare evaluates the lines at one point.
func (s Scope) compare(lines []Expr, conditions []Relation, at Point) (Verdict, int) {
	for _, c := range conditions {
		ev := s.evaluator(at)
		if !ev.holds(c) || ev.bad {
			return Unknown, 0
		}
	}
	var first approx
	for i, line := range lines {
		a := s.approximate(line, at)
		if !a.finite() || a.err > blur*math.Abs(a.v) && a.err > 1e-9 {
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
	count         // the upper end of a sum, which is 3 for the verifier
	index         // a subscript: 1, 2 or 3
)

// sampledName is a name that needs a value.
type sampledName struct {
	name string
	role role
}

// The ranges from which points are drawn, in turn: around 1 first, where most
// functions are defined, then both signs, (0,1) for probabilities and inverse
// functions, beyond 1, and at last far out.
var ranges = [...][2]float64{{0.3, 1.7}, {-1.5, 1.5}, {0.05, 0.95}, {1.1, 4}, {-4, -0.2}, {2, 12}, {-0.5, 0.5}}

func (n sampledName) sample(attempt int, u float64) float64 {
	switch n.role {
	case count:
		return 3
	case index:
		// Every combination of up to three indices comes round.
		return 1 + float64(uint64(float64(attempt)*1.37+u*3)%3)
	}
	r := ranges[attempt%4]
	if attempt >= 24 {
		// Mix the ranges, so that 0 < x < y or x < 0 < y is met as well.
		r = ranges[int(u*1e6)%len(ranges)]
		u = math.Mod(u*1e6, 1)
	}
	return r[0] + u*(r[1]-r[0])
}

// sampled lists the names that the lines and conditions rest on.
func (s Scope) sampled(lines []Expr, conditions []Relation) []sampledName {
	var names []sampledName
	seen := map[string]bool{}
	add := func(name string, role role) {
		if !seen[name] {
			seen[name] = true
			names = append(names, sampledName{name, role})
		}
	}
	for _, n := range s.counts(lines) {
		add(n, count)
	}
	bound := map[string]bool{}
	visited := map[Expr]bool{}
	var walk func(Expr)
	walk = func(e Expr) {
		if e.meta().size > 8 {
			if visited[e] {
				return
			}
			visited[e] = true
		}
		switch e := e.(type) {
		case *Sym:
			if bound[e.name] {
				return
			}
			if body, ok := s.Defs[e.name]; ok {
				if !seen[e.name] {
					seen[e.name] = true
					walk(body)
				}
				return
			}
			add(e.name, variable)
			return
		case *Differential:
			switch x := e.of.(type) {
			case *Sym:
				if _, ok := s.Defs[x.name]; !ok {
					add("d"+x.name, variable)
				}
			case *Index:
				for i := '1'; i <= '3'; i++ {
					add("d"+x.base+"_"+string(i), variable)
				}
			}
		case *Index:
			for _, i := range e.subs {
				if i, ok := i.(*Sym); ok && !bound[i.name] {
					add(i.name, index)
				}
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
			for _, member := range members(e.base, len(e.subs)) {
				add(member, variable)
			}
			return
		case *Delta:
			for _, i := range []Expr{e.i, e.j} {
				if i, ok := i.(*Sym); ok && !bound[i.name] {
					add(i.name, index)
				}
			}
			return
		case *Sigma:
			was := bound[e.index.name]
			bound[e.index.name] = true
			walk(e.body)
			bound[e.index.name] = was
			return
		}
		for _, c := range Children(e) {
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

// counts lists the symbols that are upper ends of sums.
func (s Scope) counts(exprs []Expr) []string {
	var names []string
	visited := map[Expr]bool{}
	var walk func(Expr)
	walk = func(e Expr) {
		if !e.meta().sums {
			return
		}
		if e.meta().size > 3 {
			if visited[e] {
				return
			}
			visited[e] = true
		}
		if sum, ok := e.(*Sigma); ok {
			if n, ok := sum.to.(*Sym); ok {
				names = append(names, n.name)
			}
		}
		for _, c := range Children(e) {
			walk(c)
		}
	}
	for _, e := range exprs {
		walk(e)
	}
	for _, e := range s.Defs {
		walk(e)
	}
	for _, f := range s.Families {
		walk(f.Body)
	}
	return names
}

// members lists the names of a family's members with subscripts up to 3.
func members(base string, subs int) []string {
	names := []string{base}
	for range subs {
		var next []string
		for _, n := range names {
			for i := '1'; i <= '3'; i++ {
				next = append(next, n+"_"+string(i))
			}
		}
		names = next
	}
	return names
}
