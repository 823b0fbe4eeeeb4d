package problem

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asRead compares how the bodies of functions of the arguments are read.
func asRead(t *testing.T, args string, rows [][2]string) {
	t.Helper()
	for _, row := range rows {
		if got := reading("f"+args+" = ", row[0]); got != row[1] {
			t.Errorf("%s\n got %s\nwant %s", row[0], got, row[1])
		}
	}
}

// TestHowToolsDisagree reads what other programs read in several ways.
func TestHowToolsDisagree(t *testing.T) {
	for _, test := range []struct{ name, args, text, want string }{
		{"4uv", "(u, v)", "4uv", "4*u*v"},
		{"u(v+1)", "(u, v)", "u(v+1)", "u*(v+1)"},
		{"e^x(x+1)", "(x)", "e^x(x+1)", "e^x*(x+1)"},
		{"1/2x", "(x)", "1/2x", "[error ambiguous-division]"},
		{"sin x y", "(x, y)", "sin x y", "[error ambiguous-argument]"},
		{"w_{ij}", "", "w_{ij}", "w_ij"},
		{`\log x`, "(x)", `\log x`, "log(x)"},
		{`\frac{d}{dx}(x)+1`, "(x)", `\frac{d}{dx}(x)+1`, "D(x,x)+1"},
	} {
		t.Run(test.name, func(t *testing.T) { asRead(t, test.args, [][2]string{{test.text, test.want}}) })
	}
}

// TestReadingRules reads what each of the rules of the language is about.
func TestReadingRules(t *testing.T) {
	for _, rule := range []struct {
		name, args string
		rows       [][2]string
	}{
		{"names", "(u, v, rate, alpha)", [][2]string{
			{"rate", "rate"}, {"4uv", "4*u*v"}, {"urate", "u*rate"}, {"xy", "x*y"},
			{"alpha", "alpha"}, {`\alpha`, "alpha"}, {"α", "alpha"},
			{`\frac12 loss`, "(1/2)*l*o*s*s"}, {`\frac12 rate`, "(1/2)*rate"}, {`\mathrm{rate}`, "rate"}, {`\text{rate}\cdot u`, "rate*u"}, {`\operatorname{rate}`, "rate"}, {`\mathit{rate}`, "rate"},
		}},
		{"calls", "(u, v)", [][2]string{
			{"sin(u)", "sin(u)"}, {"u(v+1)", "u*(v+1)"}, {"g(u, v)", "g(u,v)"}, {"g(u)", "[error ambiguous-call]"}, {"sen(u)", "[error undefined-function]"},
		}},
		{"precedence", "(x, y)", [][2]string{
			{"-x^2", "-x^2"}, {"x^2^y", "x^(2^y)"}, {"x²^y", "(x^2)^y"}, {"2x^2", "2*x^2"}, {"2xy/3", "(2*x*y)/3"},
			{"x/y*2", "(x/y)*2"}, {"x·y×2", "x*y*2"}, {`x\cdot y`, "x*y"}, {"x+y-2", "x+y-2"},
			{"1/2x", "[error ambiguous-division]"}, {"1/(2x)", "1/(2*x)"}, {"(1/2)x", "(1/2)*x"}, {"1/2 x", "(1/2)*x"},
		}},
		{"exponents", "(x)", [][2]string{
			{"e^-x", "e^(-x)"}, {"e^(x+1)", "e^(x+1)"}, {"e^{x+1}", "e^(x+1)"}, {"e^x(x+1)", "e^x*(x+1)"},
			{`\frac12 x^12`, "[error ambiguous-exponent]"}, {`\frac12 x^{12}`, "(1/2)*x^12"}, {"x^12", "x^12"},
		}},
		{"bare arguments", "(x, y)", [][2]string{
			{`\sin 2x`, "sin(2*x)"}, {`\sin x \cos y`, "sin(x)*cos(y)"}, {"sin x + y", "sin(x)+y"}, {"sin x * y", "sin(x)*y"}, {"sin x/y", "sin(x)/y"}, {"sin x·y", "sin(x)*y"},
			{"sin x y", "[error ambiguous-argument]"}, {`\sin^2 x`, "sin(x)^2"}, {`\sin^{-1} x`, "arcsin(x) [warning inverse-function]"},
		}},
		{"constants", "(x)", [][2]string{
			{"e", "e"}, {"π", "pi"}, {"i x", "i*x"}, {"log x", "log(x)"}, {"log_2 x", "logb(2,x)"}, {`\log_{10} x`, "logb(10,x)"},
		}},
		{"constants that are declared", "(e, pi)", [][2]string{{"e^2", "e^2"}, {"2pi", "2*pi"}}},
		{"subscripts", "(x, y)", [][2]string{
			{"w_ij", "w_ij"}, {"w_{ij}", "w_ij"}, {"x_1", "x_1"}, {"x_1y", "x_1*y"}, {"sum(i=1..N, w_ij)", "sum(i=1..N,w_{i,j})"}, {"w_i", "w_i"},
		}},
		{"bodies of sums", "(x)", [][2]string{
			{`\sum_{i=1}^{N} w_i x + 1`, "sum(i=1..N,w_{i}*x)+1"}, {`\sum_{i=1}^{N} (w_i x + 1)`, "sum(i=1..N,w_{i}*x+1)"}, {"sum(i=1..N, w_i + x)", "sum(i=1..N,w_{i}+x)"},
		}},
		{"bars", "(x, y)", [][2]string{
			{"|x|", "abs(x)"}, {"|x||y|", "abs(x)*abs(y)"}, {"2|x|+1", "2*abs(x)+1"}, {"||x|-1|", "abs(abs(x)-1)"},
			{`\left|x+\left|y\right|\right|`, "abs(x+abs(y))"}, {`\lvert x\lvert y\rvert\rvert`, "abs(x*abs(y))"}, {"abs(abs(x)-y)", "abs(abs(x)-y)"},
		}},
		{"primes", "(x)", [][2]string{{"x'", "x'"}, {"y' + y''", "y'+y''"}}},
		{"what is skipped", "(x, y)", [][2]string{
			{`\left(x\,y\right)`, "x*y"}, {`x\;y\!x\quad y`, "x*y*x*y"}, {`x &+ y`, "x+y"}, {"（ｘ＋ｙ）＾２", "(x+y)^2"}, {"ｘ，", "x"},
		}},
	} {
		t.Run(rule.name, func(t *testing.T) { asRead(t, rule.args, rule.rows) })
	}
}

// TestFunctions reads every function by each of its names, in ASCII and in LaTeX.
func TestFunctions(t *testing.T) {
	for plain, names := range map[string]string{
		"sin": "sin Sin", "cos": "cos Cos", "tan": "tan Tan", "cot": "cot", "sec": "sec", "csc": "csc cosec",
		"arcsin": "arcsin asin", "arccos": "arccos acos", "arctan": "arctan atan", "arccot": "arccot acot", "arcsec": "arcsec asec", "arccsc": "arccsc acsc",
		"sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "coth": "coth", "sech": "sech", "csch": "csch",
		"arsinh": "arsinh asinh arcsinh", "arcosh": "arcosh acosh arccosh", "artanh": "artanh atanh arctanh",
		"arcoth": "arcoth acoth arccoth", "arsech": "arsech asech arcsech", "arcsch": "arcsch acsch arccsch",
		"exp": "exp Exp", "log": "log Log", "ln": "ln", "sqrt": "sqrt Sqrt", "abs": "abs", "sign": "sign sgn", "erf": "erf", "sigmoid": "sigmoid", "relu": "relu ReLU", "softplus": "softplus",
	} {
		for _, name := range strings.Fields(names) {
			want := plain + "(x)"
			for _, text := range []string{name + "(x)", name + " x", `\operatorname{` + name + `}(x)`, `\mathrm{` + name + `}\left(x\right)`, `\` + name + ` x`} {
				if text == `\sqrt x` || strings.HasPrefix(text, `\Sqrt`) {
					continue // \sqrt is in the table below
				}
				asRead(t, "(x)", [][2]string{{text, want}})
			}
		}
	}
	asRead(t, "(x, y)", [][2]string{
		{"max(x, y)", "max(x,y)"}, {`\max\{x, y\}`, "max(x,y)"}, {"min(x, 1)", "min(x,1)"}, {`\min(x,1)`, "min(x,1)"},
		{"σ(x)", "sigmoid(x)"}, {`\sigma(x)`, "sigmoid(x)"}, {"√x", "sqrt(x)"}, {`\sqrt{x}`, "sqrt(x)"}, {`\sqrt[3]{x}`, "root(3,x)"}, {"cbrt x", "root(3,x)"}, {`\sqrt x`, "sqrt(x)"},
		{"log_3 x", "logb(3,x)"}, {`\log_{3}x`, "logb(3,x)"}, {`\sin^{-1}x`, "arcsin(x) [warning inverse-function]"}, {`\tanh^{-1} x`, "artanh(x) [warning inverse-function]"},
		{"sum(i=1..N, w_i)", "sum(i=1..N,w_{i})"}, {`\sum_{i=1}^{N} w_i`, "sum(i=1..N,w_{i})"}, {"prod(i=1..N, w_i)", "prod(i=1..N,w_{i})"}, {`\prod_{i=1}^{N} w_i`, "prod(i=1..N,w_{i})"},
		{"softmax(x, y)_1", "e^x/(e^x+e^y)"}, {"softmax(a)_i", "e^a_{i}/sum(j=1..N,e^a_{j})"},
	})
}

// TestLaTeXConstructs reads what people paste from their notes, construct by
// construct.
func TestLaTeXConstructs(t *testing.T) {
	asRead(t, `(x, y, \theta, \alpha)`, [][2]string{
		{`\dfrac{x}{y}`, "x/y"}, {`\tfrac{x}{y}`, "x/y"}, {`\frac12`, "1/2"}, {`\frac1x`, "1/x"}, {`\frac{1}{1+\frac{1}{x}}`, "1/(1+1/x)"},
		{`\left.x\right.`, "x"}, {`\left|x\right|`, "abs(x)"}, {`\bigl(x\bigr)`, "x"}, {`\Bigg[x+1\Bigg]^2`, "(x+1)^2"},
		{`\mathrm{e}^x`, "e^x"}, {`\exp\left(x\right)`, "exp(x)"}, {`\ln x`, "ln(x)"}, {`\operatorname{sech} x`, "sech(x)"}, {`\sqrt[3]{x}`, "root(3,x)"}, {`\sqrt2`, "sqrt(2)"},
		{`\lvert x \rvert`, "abs(x)"}, {`\sin^2\theta`, "sin(theta)^2"}, {`\sin^{-1} x`, "arcsin(x) [warning inverse-function]"}, {`\log_2 x`, "logb(2,x)"},
		{`\sum_{i=1}^{n} w_i`, "sum(i=1..n,w_{i})"}, {`\prod_{i=1}^{n} w_i`, "prod(i=1..n,w_{i})"}, {`\boldsymbol{w}`, "w"}, {`x_{i,j}`, "x_i_j"}, {`x{}^2`, "x^2"},
		{`x\,y\;x\quad y`, "x*y*x*y"}, {`x\times y\div 2`, "(x*y)/2"}, {`x^\alpha`, "x^alpha"}, {`{x}{y}`, "x*y"}, {`\displaystyle x`, "x"}, {"x % twice\n  + x", "x+x"},
	})
	for _, row := range [][2]string{
		{"\\begin{aligned} f(x,y) &= x^2y \\end{aligned} ⏎ \\nabla f", "f(x,y;) = x^2*y | gradient f x y"},
		{"$f(x,y) = x^2y$ ⏎ $f_x$", "f(x,y;) = x^2*y | partial f x"},
		{"$$f(x,y) = x^2y$$ ⏎ $$f_{xy}$$", "f(x,y;) = x^2*y | partial f x y"},
		{"\\(f(x,y) = x^2y\\) ⏎ \\(D_x f\\)", "f(x,y;) = x^2*y | partial f x"},
		{"f(x,y) = x^2y % note ⏎ \\mathrm{d}f % and more", "f(x,y;) = x^2*y | total f x y"},
		{"f(x,y) = x^2y ⏎ \\frac{\\partial^2 f}{\\partial x\\partial y}", "f(x,y;) = x^2*y | partial f y x"},
		{"f(x,y) = x^2y ⏎ \\left.\\frac{\\partial f}{\\partial x}\\right|_{(1,2)}", "f(x,y;) = x^2*y | partial f x at x=1 y=2"},
		{"f(x,y) = x^2y ⏎ \\mathrm{grad} f", "f(x,y;) = x^2*y | gradient f x y"},
	} {
		if got := inOneLine(strings.ReplaceAll(row[0], " ⏎ ", "\n")); got != row[1] {
			t.Errorf("%s\n got %s\nwant %s", row[0], got, row[1])
		}
	}
}

// TestEveryCodeIsInTheTable looks for the codes in the source of the package: each
// has its message and its explanation.
func TestEveryCodeIsInTheTable(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`(?:Code: |Code = |ambiguousDigits\([a-z]+, [a-z]+, )"([a-z0-9-]+)"`)
	seen := map[string]bool{}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(data), -1) {
			seen[m[1]] = true
			if !slices.Contains(Codes(), m[1]) {
				t.Errorf("%s: %s has no message", path, m[1])
			}
			if _, ok := Explain(m[1], "en"); !ok {
				t.Errorf("%s: %s is not explained", path, m[1])
			}
		}
	}
	if len(seen) < 80 {
		t.Errorf("%d codes", len(seen))
	}
}
