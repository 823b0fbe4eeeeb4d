package latex_test

import (
	"errors"
	"strings"
	"testing"

	. "github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

func TestTooLong(t *testing.T) {
	// Sixty shared additions are a tree of 2⁶¹ nodes.
	var shared Expr = x
	for range 60 {
		shared = Add(shared, shared)
	}
	wide := make([]Expr, 1<<16)
	for i := range wide {
		wide[i] = Symbol("theta_10")
	}
	for name, in := range map[string]Expr{
		"shared": shared,
		"wide":   Add(wide...),
		"matter": Symbol(strings.Repeat("x", latex.MaxBytes)),
	} {
		dst := []byte("before")
		dst, err := latex.Style{}.Append(dst, in)
		var long *latex.TooLongError
		if !errors.As(err, &long) || long.Max != latex.MaxBytes || string(dst) != "before" {
			t.Errorf("%s: %d bytes, %v; want a TooLongError and nothing written", name, len(dst), err)
		}
		if text, err := (latex.Style{MaxBytes: 4 * latex.MaxBytes}).Format(in); (err == nil) != (name != "shared") || err == nil && len(text) <= latex.MaxBytes {
			t.Errorf("%s: %d bytes with a greater limit, %v", name, len(text), err)
		}
		if got := latex.String(in); got != `\cdots` {
			t.Errorf("%s: String gave %d bytes", name, len(got))
		}
	}
}

func TestDeep(t *testing.T) {
	// A deep tree is printed as long as its text fits.
	var deep Expr = x
	for range 5000 {
		deep = Sin.Of(deep)
	}
	if got := latex.String(deep); strings.Count(got, `\sin`) != 5000 {
		t.Errorf("%d sines of 5000", strings.Count(got, `\sin`))
	}
}
