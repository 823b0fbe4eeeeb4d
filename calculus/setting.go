package calculus

import "slices"

// Setting is what a derivation knows of the problem around it. It remembers what
// several derivations can share, so one is not for several goroutines at once.
type Setting struct {
	Scope
	// Vars are the variables in the declared order, which is their order in
	// products. Other symbols count as parameters and stand before them.
	Vars   []*Sym
	Style  Style
	Limits Limits
	// Stages asks for the lines between where simplification does more to the
	// last line than a reader sees at once.
	Stages bool
	// Factors asks for the product rule where the logarithm of a product would do,
	// for a point where one of the factors is 0.
	Factors bool

	places *SymbolSet        // Vars, once they are many
	placed int               // how many Vars there were then
	read   map[Expr]*reading // what simplification has read

	// broken changes what a rule has made of a derivative. Tests set it, to see
	// that verification catches every rule that is wrong.
	broken func(rules []*Rule, made Expr) Expr
	// spoilt does the same to what a pass of simplification has made.
	spoilt func(pass string, made polynomial) polynomial
}

// Apart returns a setting for another goroutine, which knows the same and remembers
// nothing yet.
func (s *Setting) Apart() *Setting {
	s.known()
	own := *s
	own.read = nil
	return &own
}

// line returns a line that rules lead to.
func (s *Setting) line(e Expr, rules ...*Rule) Line {
	if s.broken != nil {
		e = s.broken(rules, e)
	}
	return Line{Expr: e, Rules: rules}
}

// simplified is line for what no rule of differentiation leads to.
func (s *Setting) simplified(e Expr, rules ...*Rule) Line {
	l := s.line(e, rules...)
	l.Simplified = true
	return l
}

// Style is the author's spelling, which results keep.
type Style struct {
	Log              *Func // Log or Ln; nil is Log
	ExpCall          bool  // exp(x) rather than e^x
	FractionalPowers bool  // x^(1/2) rather than √x
	SourceOrder      bool  // terms stay in the order in which they arise
}

// StyleOf returns the spelling that the expressions show.
func StyleOf(exprs ...Expr) Style {
	var s Style
	var roots, calls, powers bool
	visited := map[Expr]bool{}
	var walk func(Expr)
	walk = func(e Expr) {
		if !e.meta().beyond {
			return
		}
		if e.meta().size > 3 {
			if visited[e] {
				return
			}
			visited[e] = true
		}
		switch e := e.(type) {
		case *Call:
			switch e.fn {
			case Log, Ln:
				if s.Log == nil {
					s.Log = e.fn
				}
			case Exp:
				calls = true
			case Sqrt, Root:
				roots = true
			}
		case *Pow:
			if e.base == E {
				powers = true
			} else if n, ok := e.exp.(*Num); ok && !n.IsInt() {
				s.FractionalPowers = true
			}
		}
		var room parts
		for _, c := range children(e, room[:0]) {
			walk(c)
		}
	}
	for _, e := range exprs {
		walk(e)
	}
	s.ExpCall = calls && !powers
	s.FractionalPowers = s.FractionalPowers && !roots
	return s
}

// log returns log u in the author's spelling.
func (s Style) log(u Expr) Expr { return s.logFunc().Of(u) }

func (s Style) logFunc() *Func {
	if s.Log == Ln {
		return Ln
	}
	return Log
}

// exp returns e^u in the author's spelling.
func (s Style) exp(u Expr) Expr {
	if s.ExpCall {
		return Exp.Of(u)
	}
	return Power(E, u)
}

// place returns where the symbol x stands in the declared order, and −1 for a
// parameter.
func (s *Setting) place(x *Sym) int {
	if len(s.Vars) <= fewSymbols {
		return slices.IndexFunc(s.Vars, func(v *Sym) bool { return v.name == x.name })
	}
	s.known()
	return s.places.place(x)
}

// known makes the table of the variables.
func (s *Setting) known() {
	if s.placed != len(s.Vars) {
		s.places, s.placed = SetOf(s.Vars), len(s.Vars)
	}
}
