package calculus

import (
	"context"
	"slices"
)

// Request describes one derivative to be worked out.
type Request struct {
	// Left is how the derivative is written: ∂L/∂u.
	Left Expr
	// Body is differentiated by Wrt: a symbol, or a member w_k of an indexed
	// family.
	Body Expr
	Wrt  Expr
	// Partial says that derivatives are written with ∂.
	Partial bool
	// Name is the name of the function and Value its value in the author's
	// notation, L or σ(z), by which a result may be recognized. Nil where the
	// body has no name, as for a derivative of a derivative.
	Name  *Sym
	Value Expr
	// Carry puts the derivative of Body, not yet carried out, on the first line.
	Carry bool
	// Given are the conditions under which Body is what is differentiated.
	Given []Relation
	// Claim is what the answer must equal; nil is the derivative of Body.
	Claim Expr
}

// Differentiate works out a derivative, line by line, and verifies every line.
// It returns a [*RefutedError] when one does not hold, a [*LimitError] when the
// derivation gets too long, and [ErrAbstract] for functions without a body,
// [ErrFactorial] for the x of x!, and [ErrNowhere] where the answer over an index has
// no value.
func (set *Setting) Differentiate(ctx context.Context, r Request) (*Chain, error) {
	d := &differentiator{ctx: ctx, set: set, x: r.Wrt, partial: r.Partial, names: set.resting(r.Wrt)}
	claim := r.Claim
	if claim == nil {
		claim = d.derivative(d.varying(r.Body))
	}
	if d.err = ended(ctx); d.err != nil {
		return nil, d.err
	}
	d.value = set.stands(r)
	r.Body = set.apart(r.Body, r)
	d.body = r.Body
	c := &Chain{Left: r.Left}
	if r.Carry {
		c.Lines = append(c.Lines, Line{Expr: d.derivative(r.Body)})
	}
	if !d.substitution(c, r) {
		if err := d.waves(ctx, c, r.Body); err != nil {
			return nil, err
		}
	}
	d.finish(c)
	d.recognize(c, r)
	d.inLogistic(c)
	if y, ok := r.Value.(*Index); ok {
		d.inMembers(c, y, r)
	} else if x, ok := r.Wrt.(*Index); ok {
		c.Lines = append(c.Lines, set.gathered(c.Answer(), set.membersAt(x))...)
	}
	d.byEquality(c)
	c.Parts = d.parts
	if len(d.barred)+len(d.opened)+len(d.conditions) > maxConditions {
		return nil, &LimitError{"conditions", maxConditions}
	}
	if barred := conditions(d.barred, r.Body); keepsDomain(c.Answer(), r.Body) {
		c.Passing = barred
	} else {
		d.opened = append(d.opened, barred...)
	}
	d.conditions = slices.Concat(d.opened, d.conditions)
	c.Conditions = conditions(d.conditions, r.Body)
	if given := unbounded(r.Given); len(given) > 0 {
		// That the body is defined may need them, but not that the function is.
		c.Conditions = conditions(append(given, c.Conditions...), Zero)
	}
	c.Conditions = append(indexRanges(r.Given, c.Conditions), c.Conditions...)
	if err := c.verified(set.Scope, claim); err != nil {
		return nil, err
	}
	if c.Verdict == Unknown && r.Body.meta().sums && set.Scope.undefined(c.Answer()) {
		return nil, ErrNowhere
	}
	return c, nil
}

// indexRanges returns those of the conditions given that bound an index and that
// are not among the others.
func indexRanges(given, others []Relation) []Relation {
	var list []Relation
	for _, r := range given {
		same := func(o Relation) bool { return o.Op == r.Op && Equal(o.Left, r.Left) && Equal(o.Right, r.Right) }
		if r.Op == LessEqual && !slices.ContainsFunc(others, same) {
			list = append(list, r)
		}
	}
	return list
}

// unbounded returns those of the conditions given that bound no index.
func unbounded(given []Relation) []Relation {
	return slices.DeleteFunc(slices.Clone(given), func(r Relation) bool { return r.Op == LessEqual })
}

// CarryOut replaces the derivatives inside e by what they are, without
// showing how.
func (set *Setting) CarryOut(ctx context.Context, e Expr) (Expr, error) {
	var failed error
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		if !e.meta().open {
			return e
		}
		e = mapChildren(e, walk)
		d, ok := e.(*Deriv)
		if !ok || failed != nil {
			return e
		}
		of := d.of
		for _, x := range d.wrt {
			c, err := set.Differentiate(ctx, Request{Left: D(of, d.partial, x), Body: of, Wrt: x, Partial: d.partial})
			if err != nil {
				failed = err
				return e
			}
			of = c.Answer()
		}
		return of
	}
	r := walk(e)
	return r, failed
}

// stands returns the value of the function in the author's notation where that
// means the body: not in A(A) = A², and not for a derivative of a derivative.
func (set *Setting) stands(r Request) Expr {
	var body Expr
	switch v := r.Value.(type) {
	case *Sym:
		body = set.Defs[v.name]
	case *Apply:
		body = set.Funcs[v.name].Body
	case *Index:
		if f, ok := set.Families[v.base]; ok && len(v.subs) == 1 {
			body = Substitute(f.Body, map[string]Expr{f.Index.name: v.subs[0]})
		}
	}
	if body == nil || !Equal(set.Unfold(body), r.Body) {
		return nil
	}
	return r.Value
}

// differentiator rewrites derivatives by the rules.
type differentiator struct {
	set        *Setting
	x          Expr
	body       Expr // what is differentiated as a whole
	value      Expr // how the author writes that; nil where there is no way
	outer      Expr // y in y′ = y (log |y|)′
	partial    bool
	names      dependents
	parts      []*Chain // derivatives of names that were needed
	ctx        context.Context
	rules      ruleSet // of the wave under way
	conditions []Relation
	opened     []Relation      // under which logarithms fall into terms, for every index
	barred     []Relation      // under which log |y| has a value where y is differentiable
	foldLogs   bool            // e^(y log x) came from x^y and goes back to it
	ends       map[string]bool // the symbols that end sums in the answer
	err        error
}

// finish brings the last line into the form of a textbook.
func (d *differentiator) finish(c *Chain) {
	s := d.simplifier()
	if _, family := d.x.(*Index); family {
		d.collapse(c, s)
		return
	}
	if d.putBack(c) {
		return
	}
	last := &c.Lines[len(c.Lines)-1]
	if sum, ok := last.Expr.(*Sum); ok {
		s.memo.expect(min(2*sum.m.size/5, 8*len(sum.terms)))
	}
	answer := s.simplify(last.Expr)
	if _, quotient := d.body.(*Quo); !quotient || len(s.poly(answer)) > 1 {
		answer = s.termwiseDerivatives(answer, last.Expr)
	}
	answer = s.byPieces(s.summands(answer))
	answer, only := s.defined(answer, d.body)
	d.conditions = append(s.decided(d.conditions, d.body), only...)
	if bracket := bracketOf(d.body, answer); bracket != nil {
		answer = bracket
	} else if sum, ok := answer.(*Sum); ok && !answer.meta().open && answer.meta().size < 100 {
		// −(wx+b−t), where wx+b−t stands in the author's formula.
		if _, negative := SplitSign(sum.terms[0]); negative {
			if bracket := bracketOf(d.body, newSimplifier(d.set, d.x).simplify(Neg(answer))); bracket != nil && bracket != d.body {
				answer = Neg(bracket)
			}
		}
	}
	if d.set.broken != nil {
		answer = d.set.broken(s.used, answer)
	}
	if s.budget < 0 {
		c.Unfinished = true
		return
	}
	for _, b := range s.cancelled {
		d.conditions = append(d.conditions, Relation{b, NotEqual, Zero})
	}
	switch {
	case Identical(answer, last.Expr):
	case sameFactors(answer, last.Expr), c.Abridged && Size(last.Expr) > d.set.Limits.shown():
		last.Expr = answer
	default:
		if stages := d.stages(last.Expr, answer); stages != nil {
			c.Lines = append(c.Lines, stages...)
			return
		}
		c.Lines = append(c.Lines, Line{Expr: answer, Rules: s.used, Simplified: true})
	}
}

// bracketOf returns the sum in body that equals answer up to the order of its terms,
// and nil where there is none: of ½(wx+b−t)² the bracket wx+b−t is left, by b too.
func bracketOf(body, answer Expr) Expr {
	const most = 1000 // nodes that are looked at
	if _, ok := answer.(*Sum); !ok || body.meta().size > most {
		return nil
	}
	if _, ok := body.(*Sum); ok && Equal(body, answer) {
		return body
	}
	for _, c := range Children(body) {
		if e := bracketOf(c, answer); e != nil {
			return e
		}
	}
	return nil
}

func (d *differentiator) simplifier() *simplifier {
	s := newSimplifier(d.set, d.x)
	s.foldLogs, s.names, s.outer = d.foldLogs, d.names, d.outer
	return s
}

// sameFactors reports whether a and b differ in the order and grouping of
// terms and factors only.
func sameFactors(a, b Expr) bool {
	return flatHash(a) == flatHash(b) && Equal(flattened(a), flattened(b))
}

// flatHash is equal for expressions that are equal when flattened.
func flatHash(e Expr) uint64 {
	var sum func(e Expr, k kind) uint64
	sum = func(e Expr, k kind) uint64 {
		var h uint64
		switch e := e.(type) {
		case *Prod:
			if k == kindProd {
				for _, f := range e.factors {
					h += sum(f, k)
				}
				return h
			}
		case *Sum:
			if k == kindSum {
				for _, t := range e.terms {
					h += sum(t, k)
				}
				return h
			}
		}
		if k == kindProd {
			return mix(e.meta().hash)
		}
		return mix(flatHash(e))
	}
	switch e.(type) {
	case *Prod:
		return sum(e, kindProd) + uint64(kindProd)
	case *Sum:
		return sum(e, kindSum) + uint64(kindSum)
	}
	return e.meta().hash
}

// Flattened opens the products inside a product, and the sums and products inside a
// sum.
func Flattened(e Expr) Expr { return flattened(e) }

// flattened opens the products inside a product, and the sums and products
// inside a sum.
func flattened(e Expr) Expr {
	switch e := e.(type) {
	case *Prod:
		if factors := allFactors(e); len(factors) > len(e.factors) {
			return Mul(factors...)
		}
	case *Sum:
		ts := make([]Expr, 0, len(e.terms))
		for _, t := range e.terms {
			switch t := flattened(t).(type) {
			case *Sum:
				ts = append(ts, t.terms...)
			default:
				ts = append(ts, t)
			}
		}
		return Add(ts...)
	}
	return e
}
