package solution

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
)

// python is Debian's Python, for which python3-sympy installs SymPy.
const python = "/usr/bin/python3"

// needSymPy skips the test unless everything, or a comparison of a certain size,
// is to run, and fails it where SymPy is missing then.
func needSymPy(t testing.TB) {
	t.Helper()
	if os.Getenv("BIBUN_TEST_ALL") == "" && os.Getenv("BIBUN_DIFFERENTIAL") == "" {
		t.Skip("nothing is compared with SymPy without BIBUN_TEST_ALL=1")
	}
	if out, err := exec.Command(python, "-c", "import sympy").CombinedOutput(); err != nil {
		t.Fatalf("python3-sympy is not installed: %s", out)
	}
}

// asked has a script work the jobs out with SymPy: an object a line in, and one a line
// out.
func asked[Result, Job any](t *testing.T, script string, jobs []Job) []Result {
	t.Helper()
	var in, errors bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, j := range jobs {
		if err := enc.Encode(j); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(python, filepath.Join("testdata", "differential", script))
	cmd.Stdin, cmd.Stderr = &in, &errors
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &errors)
	}
	results := make([]Result, len(jobs))
	dec := json.NewDecoder(bytes.NewReader(out))
	for i := range results {
		if err := dec.Decode(&results[i]); err != nil {
			t.Fatalf("answer %d of %d: %v\n%s", i, len(jobs), err, &errors)
		}
	}
	return results
}

// pythonOf writes e in Python. The names bound are Python's own variables.
func pythonOf(e calculus.Expr, bound ...string) string {
	all := func(list []calculus.Expr, between string) string {
		texts := make([]string, len(list))
		for i, e := range list {
			texts[i] = "(" + pythonOf(e, bound...) + ")"
		}
		return strings.Join(texts, between)
	}
	switch e := e.(type) {
	case *calculus.Num:
		n, d := e.Fraction()
		sign := ""
		if e.Sign() < 0 {
			sign = "-"
		}
		if d == "1" {
			return sign + n
		}
		return fmt.Sprintf("%sR(%s,%s)", sign, n, d)
	case *calculus.Const:
		if e == calculus.E {
			return "sympy.E"
		}
		return "sympy.pi"
	case *calculus.Sym:
		if slices.Contains(bound, e.Name()) {
			return e.Name()
		}
		return fmt.Sprintf("V(%q)", e.Name())
	case *calculus.Sum:
		return all(e.Terms(), "+")
	case *calculus.Prod:
		return all(e.Factors(), "*")
	case *calculus.Quo:
		return "div(" + all([]calculus.Expr{e.Num(), e.Den()}, ",") + ")"
	case *calculus.Pow:
		return "sympy.Pow(" + all([]calculus.Expr{e.Base(), e.Exp()}, ",") + ")"
	case *calculus.Call:
		name, ok := map[*calculus.Func]string{
			calculus.Exp: "exp", calculus.Log: "log", calculus.Ln: "log", calculus.Sqrt: "sqrt", calculus.Abs: "Abs", calculus.Factorial: "factorial",
			calculus.Sin: "sin", calculus.Cos: "cos", calculus.Tan: "tan", calculus.Arcsin: "asin", calculus.Arccos: "acos", calculus.Arctan: "atan",
			calculus.Sinh: "sinh", calculus.Cosh: "cosh", calculus.Tanh: "tanh", calculus.Erf: "erf",
		}[e.Func()]
		if !ok {
			return e.Func().Name() + "(" + all(e.Args(), ",") + ")" // of the script's own
		}
		return "sympy." + name + "(" + all(e.Args(), ",") + ")"
	case *calculus.Index:
		return fmt.Sprintf("M(%q,", e.Base()) + all(e.Subs(), ",") + ")"
	case *calculus.Delta:
		i, j := e.Indices()
		return "delta(" + all([]calculus.Expr{i, j}, ",") + ")"
	case calculus.Ranged:
		join := "total"
		if _, product := e.(*calculus.Product); product {
			join = "prod"
		}
		body := pythonOf(e.Body(), append(slices.Clone(bound), e.Index().Name())...)
		in := fmt.Sprintf("%s for %s in range(%s,%s+1)", body, e.Index().Name(), pythonOf(e.From(), bound...), pythonOf(e.To(), bound...))
		for _, k := range e.Except() {
			in += fmt.Sprintf(" if %s != %s", e.Index().Name(), pythonOf(k, bound...))
		}
		return join + "(" + in + ")"
	}
	panic(fmt.Sprintf("no Python for %s", e))
}
