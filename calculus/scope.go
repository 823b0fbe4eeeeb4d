package calculus

// Point gives values to symbols.
type Point map[string]float64

// Scope says what the names in an expression stand for. A symbol that it
// defines has the definition's value; the others have values at a [Point].
type Scope struct {
	// Defs are the bodies of defined names. They must not be circular.
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
