package latex

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// MaxBytes is how long one formula may become by default. A line of a worked
// solution that a reader can follow has a few hundred bytes; 512 KiB is two
// thousand of those, and still takes a browser no more than seconds to typeset.
// Shared parts can make an expression's text exponentially longer than the
// memory that holds it, so a limit there must be.
const MaxBytes = 512 << 10

// TooLongError is the error of a formula that passes its limit.
type TooLongError struct {
	Max int // bytes
}

func (e *TooLongError) Error() string {
	if e.Max%1024 == 0 {
		return fmt.Sprintf("a formula is longer than %d KiB", e.Max/1024)
	}
	return fmt.Sprintf("a formula is longer than %d bytes", e.Max)
}

// Style says how the choices are made that an author can make. Its zero value
// is the style of the package's examples.
type Style struct {
	// Log is how the natural logarithm is written: "log", "ln", or as the
	// author wrote it. Defaults to as the author wrote it.
	Log string
	// Variables names the independent variables. The derivative of one is
	// written as an operator, ∂/∂v (u), and that of any other symbol as the
	// derivative of a function, ∂L/∂v. Defaults to the variable itself by
	// which is differentiated.
	Variables []string
	// MaxBytes is how long a formula may become. Defaults to [MaxBytes].
	MaxBytes int
}

func (s Style) maxBytes() int { return cmp.Or(s.MaxBytes, MaxBytes) }

// String returns e in the style of the zero [Style]. An expression that passes
// [MaxBytes] comes out as \cdots; use [Style.Format] to learn of it.
func String(e calculus.Expr) string {
	s, err := Style{}.Format(e)
	if err != nil {
		return `\cdots`
	}
	return s
}

// Format returns e as LaTeX for math mode, without delimiters. Its only error
// is a [*TooLongError].
func (s Style) Format(e calculus.Expr) (string, error) {
	var stack [512]byte
	buf, err := s.Append(stack[:0], e)
	if err != nil {
		return "", err
	}
	return string(buf), nil
}

// Append appends what [Style.Format] returns to dst. On an error dst comes
// back as it was.
func (s Style) Append(dst []byte, e calculus.Expr) ([]byte, error) {
	// Every leaf prints a byte at least, and a tree has fewer branchings than
	// leaves. What is too large is not even begun.
	if calculus.Size(e) > 2*s.maxBytes() {
		return dst, &TooLongError{s.maxBytes()}
	}
	p := printer{style: s, buf: s.roomFor(dst, e), start: len(dst), max: s.maxBytes()}
	p.expr(e)
	if p.full() {
		return dst, &TooLongError{p.max}
	}
	return p.buf, nil
}

// roomFor grows dst for what a long expression is about to add. In a sum of products
// a node takes about two bytes.
func (s Style) roomFor(dst []byte, e calculus.Expr) []byte {
	if size := calculus.Size(e); size > 1000 {
		return slices.Grow(dst, min(5*size/2, s.maxBytes()))
	}
	return dst
}

// AppendTerms appends what [Style.Append] does, and to ends where each term ends,
// counted from the beginning of the sum. A sum may be broken there.
func (s Style) AppendTerms(dst []byte, ends []int, e *calculus.Sum) ([]byte, []int, error) {
	if calculus.Size(e) > 2*s.maxBytes() {
		return dst, ends, &TooLongError{s.maxBytes()}
	}
	p := printer{style: s, buf: s.roomFor(dst, e), start: len(dst), max: s.maxBytes()}
	before := len(ends)
	for i, t := range e.Terms() {
		if p.term(t, i == 0); p.full() {
			return dst, ends[:before], &TooLongError{p.max}
		}
		ends = append(ends, len(p.buf)-p.start)
	}
	return p.buf, ends, nil
}

// Relation returns an equation or inequality, such as x\gt 0.
func (s Style) Relation(r calculus.Relation) (string, error) {
	if calculus.Size(r.Left)+calculus.Size(r.Right) > 2*s.maxBytes() {
		return "", &TooLongError{s.maxBytes()}
	}
	p := printer{style: s, max: s.maxBytes()}
	p.relation(r)
	if p.full() {
		return "", &TooLongError{p.max}
	}
	return string(p.buf), nil
}
