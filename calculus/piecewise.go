package calculus

// Cases is an expression given piece by piece. Where no branch's condition
// holds it is undefined.
type Cases struct {
	m        meta
	branches []Branch
}

// Branch is one piece of a [Cases]: value where cond holds.
type Branch struct {
	Value Expr
	Cond  Relation
}

// Piecewise returns the expression that is given by the branches.
func Piecewise(branches ...Branch) Expr {
	var children []Expr
	for _, b := range branches {
		children = append(children, b.Value, b.Cond.Left, b.Cond.Right)
	}
	m := ordered(kindCases, children...)
	for _, b := range branches {
		m.hash = mix(m.hash*31 + uint64(b.Cond.Op))
	}
	return &Cases{m: m, branches: branches}
}

// Branches returns the branches, which the caller must not change.
func (c *Cases) Branches() []Branch { return c.branches }

// Relation is an equation or inequality between two expressions.
type Relation struct {
	Left  Expr
	Op    Op
	Right Expr
}

// Op is the sign of a [Relation].
type Op uint8

// The signs.
const (
	Equals Op = iota
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
)

// String returns the sign in ASCII.
func (o Op) String() string { return [...]string{"=", "!=", "<", "<=", ">", ">="}[o] }

func (r Relation) String() string {
	return r.Left.String() + r.Op.String() + r.Right.String()
}

func (c *Cases) meta() *meta { return &c.m }
