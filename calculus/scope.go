package calculus

// Point gives values to symbols.
type Point map[string]float64

// Scope says what the names in an expression stand for. A symbol that it
// defines has the definition's value; the others have values at a [Point].
type Scope struct {
	// Defs are the bodies of defined names. They must not be circular; what is has no value.
	Defs map[string]Expr
	// Funcs are the functions that the author defined with an argument list.
	Funcs map[string]Function
	// Families are the indexed families that the author defined: y_i = e^(a_i)/S.
	Families map[string]FamilyBody
	// Totals are equations that the author assumes between the sum of a family
	// and a number, such as Σ t_k = 1.
	Totals []Relation

	// held are the defined names that are coordinates of a point. Their
	// differentials are numbers of their own, not 0.
	held map[string]bool
}

// FamilyBody defines the members of an indexed family.
type FamilyBody struct {
	Index *Sym
	Body  Expr
}

// Function is a function that the author defined.
type Function struct {
	Params []*Sym
	Body   Expr
}

// followed is the way into the bodies of defined names, each of which is taken once.
type followed struct {
	defs   map[string]Expr
	filter uint64 // a Bloom filter over the defined names
	seen   map[string]bool
}

func (s Scope) follow() *followed {
	f := &followed{defs: s.Defs}
	for name := range s.Defs {
		f.filter |= bloom(name)
	}
	return f
}

// body returns what defines x, the first time that it is asked for, and nil
// afterwards and where nothing does.
func (f *followed) body(x *Sym) Expr {
	body, ok := f.defs[x.name]
	if !ok || f.seen[x.name] {
		return nil
	}
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	f.seen[x.name] = true
	return body
}

// has reports whether x is defined.
func (f *followed) has(x *Sym) bool {
	if x.m.names&f.filter == 0 {
		return false
	}
	_, ok := f.defs[x.name]
	return ok
}

// plain reports whether e certainly holds neither a defined name nor more than sums,
// products and whole powers.
func (f *followed) plain(e Expr) bool {
	m := e.meta()
	return !m.beyond && m.names&f.filter == 0
}
