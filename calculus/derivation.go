package calculus

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Line is one member of a chain of equal expressions.
type Line struct {
	Expr Expr
	// Rules lead from the line above to this one.
	Rules []*Rule
	// Simplified marks the lines that no rule of differentiation produced.
	Simplified bool
}

// Chain is a derivation: the left side equals every line, each of which
// follows from the one above. The last line is the answer.
type Chain struct {
	Left Expr
	// Lets are the names that were introduced on the way, outermost first:
	// y = sin t, t = e^s, s = x².
	Lets []Let
	// Parts are the chains of the factors, where the chain rule was applied
	// along names that the author introduced.
	Parts []*Chain
	Lines []Line
	// Conditions must hold for the lines to, beyond those under which the
	// function itself is defined.
	Conditions []Relation
	// Passing must hold on the way as well, and need not for the answer.
	Passing []Relation
	// Cases are the answer in cases: inside and at the ends of a range, or for
	// equal and for different indices. Where there are cases for the ends, the
	// lines hold inside.
	Cases []Case
	// Unfinished says that the budget ended before the answer was simplified.
	Unfinished bool
	// Abridged says that lines were left out because they got too long.
	Abridged bool
	Verdict  Verdict
}

// Case is what an answer is under conditions on indices.
type Case struct {
	When  []Relation
	Value Expr
}

// Let introduces a name for an expression. Where it names the members of a family,
// y_i, Index is i.
type Let struct {
	Name  *Sym
	Expr  Expr
	Index *Sym
}

// Answer returns the last line.
func (c *Chain) Answer() Expr { return c.Lines[len(c.Lines)-1].Expr }

// Rules returns the rules of all lines, each once, in the order of first use.
func (c *Chain) Rules() []*Rule {
	var set ruleSet
	for _, l := range c.Lines {
		set.add(l.Rules...)
	}
	return set
}

// Heavy reports whether a heavy rule of differentiation was used.
func (c *Chain) Heavy() bool {
	for _, l := range c.Lines {
		for _, r := range l.Rules {
			if r.Heavy {
				return true
			}
		}
	}
	return false
}

// RefutedError reports a line that the verifier found wrong. It is never
// printed; the rules tell where the fault must be.
type RefutedError struct {
	Line  Expr
	Rules []*Rule
}

func (e *RefutedError) Error() string {
	ids := ""
	for i, r := range e.Rules {
		if i > 0 {
			ids += ", "
		}
		ids += r.ID
	}
	return fmt.Sprintf("a line was refuted after the rules %s: %s", ids, e.Line)
}

// LimitError reports that a derivation passed one of its limits.
type LimitError struct {
	What string // what is counted: "nodes in a line", "conditions", …
	Max  int
}

func (e *LimitError) Error() string { return fmt.Sprintf("too many %s (limit %d)", e.What, e.Max) }

// ErrFactorial reports a derivative by what a factorial is taken of.
var ErrFactorial = errors.New("a factorial is one of whole numbers")

// ErrAbstract reports a derivative of a function of which only the name is known.
var ErrAbstract = errors.New("the function is known by name only")

// ErrNowhere reports an answer over an index that has no value anywhere, as it divides
// by 0 for some value of the index: ∏_i ∏_j (x_i − x_j) with the factors for j = i.
var ErrNowhere = errors.New("the answer has no value for any values of the indices")

// verified finishes the chain: every line is compared with the derivative that
// it claims to be, in the scope.
func (c *Chain) verified(scope Scope, claim Expr) error {
	p := programs.Get().(*program)
	defer p.release()
	if len(c.Lets) > 0 {
		// The names introduced on the way are defined for the verifier.
		lets := make(map[string]Expr, len(c.Lets))
		for _, l := range c.Lets {
			if l.Index != nil {
				scope = scope.withFamily(l)
				continue
			}
			lets[l.Name.name] = l.Expr
		}
		scope = scope.with(lets)
	}
	lines := make([]Expr, 0, len(c.Lines)+1)
	lines = append(lines, claim)
	for _, l := range c.Lines {
		lines = append(lines, l.Expr)
	}
	verdict, at := scope.verify(p, lines, slices.Concat(c.Conditions, c.Passing))
	if len(c.Passing) > 0 && verdict != Refuted {
		if v, _ := scope.verify(p, []Expr{claim, c.Answer()}, c.Conditions); v != Verified {
			verdict, at = v, len(c.Lines)
		}
	}
	c.Verdict = verdict
	if verdict == Refuted {
		return &RefutedError{Line: c.Lines[at-1].Expr, Rules: c.Lines[at-1].Rules}
	}
	for _, one := range c.Cases {
		switch verdict, _ := scope.verify(p, []Expr{claim, one.Value}, append(one.Among(c.Conditions), one.When...)); verdict {
		case Refuted:
			return &RefutedError{Line: one.Value, Rules: []*Rule{CollapseRule}}
		case Unknown:
			c.Verdict = Unknown
		}
	}
	return nil
}

// Among returns the conditions that hold in the case as well: those on the
// symbols that the case is about are its own.
func (one Case) Among(conditions []Relation) []Relation {
	return slices.DeleteFunc(slices.Clone(conditions), func(r Relation) bool {
		return slices.ContainsFunc(one.When, func(own Relation) bool {
			if r.Op == NotEqual {
				return sameList([]Expr{r.Left, r.Right}, []Expr{own.Left, own.Right}) || sameList([]Expr{r.Right, r.Left}, []Expr{own.Left, own.Right})
			}
			return r.Op == LessEqual && (Equal(r.Left, own.Left) || Equal(r.Right, own.Left) || Equal(r.Left, own.Right) || Equal(r.Right, own.Right))
		})
	})
}

func ended(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	default:
		return nil
	}
}
