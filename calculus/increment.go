package calculus

import (
	"math"
	"math/big"
	"strconv"
)

// Increment compares the differential of a function with its increment, for one
// step by which all variables leave a point: dL = Σ ∂L/∂x·h with
// ΔL = L(a+h, b+h) − L(a, b).
type Increment struct {
	Step *Num
	// Differential is dL, Actual is ΔL, Difference is ΔL − dL and Ratio is
	// (ΔL − dL)/h², which tends to half the second differential.
	Differential, Actual, Difference, Ratio Figure
}

// Figures are the numbers of a row of the table.
func (inc *Increment) Figures() []Figure {
	return []Figure{inc.Differential, inc.Actual, inc.Difference, inc.Ratio}
}

// Figure is a number in a table: exact where its decimals end soon, and rounded
// to six significant digits elsewhere.
type Figure struct {
	Value   *Num
	Rounded bool
}

// figureDigits is how many significant digits a rounded figure has.
const figureDigits = 6

// Increment works the comparison out at a point for a step. The total
// differential of the function called name, whose body is given, is
// differential, in du, dv, …. Each figure is verified: what exact arithmetic
// finds must be what evaluation finds, the differential by jets. It returns
// [ErrUndefined] where the function has no value at the point or a step away,
// and a [*RefutedError] when a figure does not hold.
func (set *Setting) Increment(name *Sym, body, differential Expr, point []Coordinate, step *Num) (*Increment, error) {
	away := make([]Coordinate, len(point))
	at := Point{}
	steps := map[string]Expr{}
	for i, c := range point {
		away[i] = Coordinate{c.Var, set.exactly(Add(c.Value, step))}
		at["d"+c.Var.name] = step.Float()
		steps[c.Var.name] = step
	}
	here, there := set.Scope.at(point), set.Scope.at(away)
	value := func(s Scope, e Expr) approx {
		v, outside := s.approximate(e, at)
		if outside {
			v.v = math.NaN()
		}
		return v
	}
	moved := stepped(set.Inline(differential), steps)
	slope, claim := value(here, moved), value(here, Diff(name))
	if !slope.finite() || !claim.finite() {
		return nil, ErrUndefined
	}
	if math.Abs(slope.v-claim.v) > slack*(slope.err+claim.err)+1e-300 {
		return nil, &RefutedError{Line: moved, Rules: []*Rule{TotalDifferentialRule}}
	}
	from, to := value(here, body), value(there, body)
	actual := to.add(approx{-from.v, from.err})
	if !actual.finite() {
		return nil, ErrUndefined
	}
	square := step.mul(step)
	difference := actual.add(approx{-slope.v, slope.err})
	inc := &Increment{Step: step}
	var failed error
	figure := func(found *Num, v approx) Figure {
		f, err := figureOf(found, v)
		if err != nil {
			failed = err
		}
		return f
	}
	dL, before, after := set.number(put(moved, point)), set.number(put(set.Inline(body), point)), set.number(put(set.Inline(body), away))
	var change, rest, ratio *Num
	if before != nil && after != nil {
		change = after.add(before.neg())
	}
	if dL != nil && change != nil {
		rest = change.add(dL.neg())
		ratio = rest.mul(square.inv())
	}
	quotient := difference.mul(nearest(1 / square.Float()))
	if rest == nil && !difference.known() {
		quotient = set.remainder(name, point, step)
		if !quotient.finite() {
			return nil, ErrUndefined
		}
		precise := quotient.mul(nearest(square.Float()))
		if math.Abs(precise.v-difference.v) > slack*(precise.err+difference.err) {
			return nil, ErrUndefined // there is something on the way that the formula does not see
		}
		difference = precise
		if !actual.known() {
			actual = slope.add(precise)
		}
	}
	inc.Differential = figure(dL, slope)
	inc.Actual = figure(change, actual)
	inc.Difference = figure(rest, difference)
	inc.Ratio = figure(ratio, quotient)
	return inc, failed
}

// Curved reports whether a second derivative of the function called name is not 0:
// its differential is its increment for some steps at most.
func (set *Setting) Curved(name *Sym, vars []*Sym) bool {
	for i, x := range vars {
		for _, y := range vars[i:] {
			if verdict, _ := set.Scope.Verify([]Expr{D(name, true, x, y), Zero}, nil); verdict == Refuted {
				return true
			}
		}
	}
	return false
}

// stepped returns e with numbers in the place of the differentials of symbols.
func stepped(e Expr, steps map[string]Expr) Expr {
	if d, ok := e.(*Differential); ok {
		if x, ok := d.of.(*Sym); ok && steps[x.name] != nil {
			return steps[x.name]
		}
		return e
	}
	return mapChildren(e, func(c Expr) Expr { return stepped(c, steps) })
}

// exactly returns e as one number where it is one.
func (set *Setting) exactly(e Expr) Expr {
	if n := set.number(e); n != nil {
		return n
	}
	return e
}

// number returns the rational number that e is, and nil where simplification
// finds none.
func (set *Setting) number(e Expr) *Num {
	n, _ := newSimplifier(set, nil).simplify(e).(*Num)
	return n
}

// figureOf makes a figure of a number. What was found exactly, if anything, must
// be what evaluation has found.
func figureOf(found *Num, v approx) (Figure, error) {
	if found != nil {
		// The step itself, 0.1, is known to the nearest float64 only.
		if math.Abs(found.Float()-v.v) > slack*(v.err+math.Abs(v.v)*unit)+1e-300 {
			return Figure{}, &RefutedError{Line: found, Rules: []*Rule{SubstituteRule}}
		}
		if d := found.mul(decimalOne); d.decimal {
			return Figure{Value: d}, nil
		}
		v = nearest(found.Float())
	}
	if math.Abs(v.v) <= slack*v.err {
		return Figure{Zero, true}, nil
	}
	if !v.known() {
		return Figure{}, ErrUndefined // too few digits are known
	}
	text := strconv.FormatFloat(v.v, 'e', figureDigits-1, 64)
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return Figure{}, ErrUndefined
	}
	return Figure{bigNum(r, true), true}, nil
}

// known reports whether so many digits of a are known that it can be rounded.
func (a approx) known() bool {
	return slack*a.err < math.Abs(a.v) && a.err <= math.Abs(a.v)*math.Pow(10, -figureDigits-1)
}

// decimalOne makes numbers decimals.
var decimalOne, _ = ParseNum("1.0")

// InSteps writes dL and ΔL in terms of the step h by which all variables leave the
// point. ΔL is nil where it is no polynomial in h that a reader would like.
func (set *Setting) InSteps(body, differential Expr, point []Coordinate, h *Sym) (dL, change Expr, err error) {
	steps := map[string]Expr{}
	away := make([]Coordinate, len(point))
	for i, c := range point {
		steps[c.Var.name] = h
		away[i] = Coordinate{c.Var, Add(c.Value, h)}
	}
	tidy := func(e Expr) Expr {
		s := newSimplifier(set, h)
		p := s.poly(e)
		if q, ok := s.expanded(p); ok {
			p = q
		}
		if len(p) > maxPowers {
			return nil
		}
		r := s.arrange(p, false)
		if verdict, _ := set.Scope.Verify([]Expr{e, r}, nil); verdict == Refuted {
			err = &RefutedError{Line: r, Rules: []*Rule{ExpandRule}}
		}
		if !p.plain() {
			return nil
		}
		return r
	}
	body = set.Inline(body)
	moved := put(stepped(set.Inline(differential), steps), point)
	if dL = tidy(moved); dL == nil {
		dL = newSimplifier(set, h).simplify(moved)
	}
	return dL, tidy(Sub(put(body, away), put(body, point))), err
}

// maxPowers is how many powers of the step a reader takes in at a glance.
const maxPowers = 6
