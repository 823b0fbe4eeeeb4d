package problem_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/problem"
)

// indices are the letters of sums and products in random expressions. i is not
// among them, since xi in LaTeX is asked about.
var indices = []string{"j", "k", "l", "m", "n", "r"}

// TestPlainTextIsReadBack prints random expressions in plain text and reads
// them again.
func TestPlainTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { plainTextIsReadBack(t, drawn{t}) })
}

// TestLaTeXIsReadBack prints random expressions in LaTeX and reads them again.
func TestLaTeXIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { latexIsReadBack(t, drawn{t}) })
}

// FuzzPlainText is TestPlainTextIsReadBack with expressions that a fuzzer makes
// up.
func FuzzPlainText(f *testing.F) {
	addChoices(f)
	f.Fuzz(func(t *testing.T, choices []byte) { plainTextIsReadBack(t, &bytes{choices}) })
}

// FuzzLaTeX is TestLaTeXIsReadBack with expressions that a fuzzer makes up.
func FuzzLaTeX(f *testing.F) {
	addChoices(f)
	f.Fuzz(func(t *testing.T, choices []byte) { latexIsReadBack(t, &bytes{choices}) })
}

// addChoices adds choices of many kinds of expression to a corpus.
func addChoices(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		choices := make([]byte, 4+n)
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		f.Add(choices)
	}
}

// failer is a test or a property.
type failer interface {
	Fatalf(format string, args ...any)
}

func plainTextIsReadBack(t failer, c chooser) {
	want := generator{c, true}.expression(1+c.below(5), indices, nil)
	text := want.String()
	if got := read(t, text); !calculus.Identical(got, want) {
		t.Fatalf("%s\nread as %s", text, got)
	}
}

// latexIsReadBack compares values: notation drops brackets that change nothing,
// such as those of (ab)c, and writes e^x as exp x in high exponents.
func latexIsReadBack(t failer, c chooser) {
	want := generator{c, false}.expression(1+c.below(5), indices, nil)
	text := latex.String(want)
	got := read(t, `\displaystyle `+text)
	a, b := value(got), value(want)
	if math.IsNaN(a) || math.IsNaN(b) {
		return // a product that is too large, times 0
	}
	if math.Abs(b) < 1e9 && !(math.Abs(a-b) <= 1e-6*(1+math.Abs(b))) {
		t.Fatalf("%s\n%s\nread as %s\n%g, want %g", want, text, got, a, b)
	}
}

// read returns the body of a function, in a block that declares the names of
// random expressions. That a and v are families is known from a sum in it.
func read(t failer, body string) calculus.Expr {
	p, diagnostics := problem.Parse("G = sum(p=1..N, v_p a_pp)\nF(x, y, w_1, w_ab, theta, theta_0, x_{1,2}, x', varphi, Delta, N, K, yhat, xbar_1, loss) = " + body + "\nhessian F")
	for _, d := range diagnostics {
		if d.Severity == problem.Error && d.Code != "not-yet" { // a Hessian by a family
			t.Fatalf("%s: %s", body, d.Message("en"))
		}
	}
	return p.Definitions[1].Body
}

// value gives e a value in which symbols, functions and powers are arbitrary
// but smooth, so that it is defined everywhere and tells expressions of
// different meaning apart.
func value(e calculus.Expr) float64 {
	children := calculus.Children(e)
	args := make([]float64, len(children))
	for i, c := range children {
		args[i] = value(c)
	}
	switch e := e.(type) {
	case *calculus.Num:
		return e.Float()
	case *calculus.Sym, *calculus.Const:
		return arbitrary(e.String())
	case *calculus.Sum:
		total := 0.0
		for _, a := range args {
			total += a
		}
		return total
	case *calculus.Prod:
		total := 1.0
		for _, a := range args {
			total *= a
		}
		return total
	case *calculus.Quo:
		return args[0] / args[1]
	case *calculus.Pow:
		if e.Base() == calculus.E {
			return arbitrary("exp", args[1])
		}
		return arbitrary("power", args...)
	case *calculus.Call:
		return arbitrary(e.Func().Name(), args...)
	case *calculus.Apply:
		return arbitrary(e.Name(), args...)
	case *calculus.Index:
		return arbitrary(e.Base()+"_", args...)
	case *calculus.Sigma, *calculus.Product, *calculus.Delta, *calculus.Deriv:
		return arbitrary(fmt.Sprintf("%T", e), args...)
	}
	panic(fmt.Sprintf("no value for %T", e))
}

// arbitrary is some bounded smooth function called name.
func arbitrary(name string, args ...float64) float64 {
	h := fnv.New32a()
	h.Write([]byte(name))
	total := float64(h.Sum32()%10_000) / 1000
	for i, a := range args {
		total += math.Tanh(a/float64(i+2)) * float64(i+2)
	}
	return 2 + math.Sin(total)
}
