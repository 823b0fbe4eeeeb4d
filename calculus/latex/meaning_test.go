package latex_test

import (
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"testing"

	. "github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"pgregory.net/rapid"
)

// TestMeaning reads formulas back as a mathematician would and compares what
// was read with the expression, by value. A bracket too few, a sign in the
// wrong place or a factor swallowed by a function or a sum changes the value.
// Functions, powers and operators stand for arbitrary ones here (see opaque),
// so that the comparison has no domains to care for.
func TestMeaning(t *testing.T) {
	for _, tt := range append(examples, notation...) {
		if strings.Contains(tt.want, "d(") || strings.Contains(tt.want, "dd") || strings.Contains(tt.want, "text") {
			continue
		}
		compare(t, tt.in)
	}
}

func TestMeaningOfAnything(t *testing.T) {
	g := generator{names: []string{"x", "y", "N", "alpha", "theta_0", "w_1", "w_ij", "x'", "x_1'", "loss", "yhat", "thetabar_1"}}
	rapid.Check(t, func(t *rapid.T) {
		for _, in := range rapid.SliceOfN(g.upTo(7), 1, 20).Draw(t, "exprs") {
			compare(t, in)
		}
	})
}

func compare(t rapid.TB, in Expr) {
	if quotient(in) || exceptInSubscript(in, false) {
		return
	}
	text := latex.String(in)
	r := reader{toks: tokens(text)}
	got, want := r.sum(), value(in)
	if r.pos != len(r.toks) {
		t.Errorf("%v\n\t%s\n\tread as far as %s", in, text, strings.Join(r.toks[:r.pos], ""))
		return
	}
	if math.IsNaN(want) || math.Abs(want) > 1e9 {
		return // divided by 0, or as good as
	}
	if !(math.Abs(got-want) <= 1e-6*(1+math.Abs(want))) {
		t.Errorf("%v\n\t%s\n\tmeans %g, reads as %g", in, text, want, got)
	}
}

// exceptInSubscript reports whether a subscript holds a sum that leaves a term out.
// How that is written depends on the sums around it, and a subscript is a name here.
func exceptInSubscript(e Expr, within bool) bool {
	if r, ok := e.(Ranged); ok && within && len(r.Except()) > 0 {
		return true
	}
	_, index := e.(*Index)
	return slices.ContainsFunc(Children(e), func(c Expr) bool { return exceptInSubscript(c, within || index) })
}

// opaque is the value of an arbitrary function called name: bounded, and as
// good as never the same for different arguments.
func opaque(name string, args ...float64) float64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	v := 1 + float64(h.Sum64()%1000)/1000
	s := v
	for i, a := range args {
		s = 1.3*s + (float64(i)+v)*math.Sin(4*a/(1+math.Abs(a))+float64(i))
	}
	return v + math.Sin(s)
}

// value evaluates an expression. Names and families are their printed text.
func value(e Expr) float64 {
	switch e := e.(type) {
	case *Num:
		return e.Float()
	case *Sum:
		s := 0.0
		for _, t := range e.Terms() {
			s += value(t)
		}
		return s
	case *Prod:
		p := 1.0
		for _, f := range e.Factors() {
			p *= value(f)
		}
		return p
	case *Quo:
		return value(e.Num()) / value(e.Den())
	case *Pow:
		return opaque("^", value(e.Base()), value(e.Exp()))
	case *Call:
		switch e.Func() {
		case Exp:
			return opaque("^", opaque("e"), value(e.Arg()))
		case Sigmoid:
			return opaque(`\sigma`, value(e.Arg()))
		}
		return opaque(e.Func().Name(), values(e.Args())...)
	case *Apply:
		return opaque(latex.Symbol(e.Name()), values(e.Args())...)
	case *Deriv:
		r := reader{toks: tokens(latex.String(e))}
		r.frac()
		head := strings.Join(r.toks[:r.pos], "")
		if r.pos == len(r.toks) {
			return opaque(head)
		}
		return opaque(head, value(e.Of()))
	case *Differential:
		return opaque("d" + strings.Join(tokens(latex.String(e.Of())), ""))
	case Ranged:
		args := []float64{opaque(latex.Symbol(e.Index().Name()))}
		for _, k := range e.Except() {
			args = append(args, value(k))
		}
		if len(args) == 1 {
			args = append(args, value(e.From()), value(e.To()))
		}
		sign := `\sum`
		if _, product := e.(*Product); product {
			sign = `\prod`
		}
		return opaque(sign, append(args, value(e.Body()))...)
	case *Cases:
		var args []float64
		for _, b := range e.Branches() {
			args = append(args, value(b.Value), value(b.Cond.Left), value(b.Cond.Right))
		}
		return opaque("cases", args...)
	}
	return opaque(strings.Join(tokens(latex.String(e)), ""))
}

func values(list []Expr) []float64 {
	vs := make([]float64, len(list))
	for i, e := range list {
		vs[i] = value(e)
	}
	return vs
}

// quotient reports whether e holds a quotient that looks like a derivative:
// dy over dx, which nobody could tell from dy/dx.
func quotient(e Expr) bool {
	if q, ok := e.(*Quo); ok && leibniz("{"+latex.String(q.Num())) && leibniz("{"+latex.String(q.Den())) {
		return true
	}
	return slices.ContainsFunc(Children(e), quotient)
}
