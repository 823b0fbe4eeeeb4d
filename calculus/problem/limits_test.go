package problem

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
)

// TestLimits reads blocks that are larger than anything that an author means:
// each is refused with a diagnostic, or read.
func TestLimits(t *testing.T) {
	chain := func(n int) string { // z_i = z_{i-1} + z_{i-2}: 2^n paths
		var b strings.Builder
		b.WriteString("z_0 = x\nz_1 = y\n")
		for i := 2; i < n; i++ {
			fmt.Fprintf(&b, "z_%d = z_%d + z_%d\n", i, i-1, i-2)
		}
		fmt.Fprintf(&b, "∂z_%d/∂x", n-1)
		return b.String()
	}
	vars := make([]string, 2000)
	for i := range vars {
		vars[i] = fmt.Sprintf("x_%d", i)
	}
	for name, test := range map[string]struct{ text, code string }{
		"brackets at the limit":   {"f(x) = " + nested("(", ")", 990) + "\nf'", ""},
		"brackets":                {"f(x) = " + nested("(", ")", 1100) + "\nf'", "too-deep"},
		"100,000 brackets":        {"f(x) = " + nested("(", ")", 100_000) + "\nf'", "too-long"},
		"30,000 brackets":         {"f(x) = " + nested("(", ")", 30_000) + "\nf'", "too-long"},
		"9,000 brackets":          {"f(x) = " + nested("(", ")", 9_000) + "\nf'", "too-deep"},
		"braces":                  {"f(x) = " + nested("{", "}", 2_000) + "\nf'", "too-deep"},
		"bars":                    {"f(x) = " + nested("\\lvert ", "\\rvert ", 2_000) + "\nf'", "too-deep"},
		"fractions":               {"f(x) = " + nested("\\frac{1}{", "}", 2_000) + "\nf'", "too-deep"},
		"roots":                   {"f(x) = " + nested("√", "", 5_000) + "\nf'", "too-deep"},
		"functions":               {"f(x) = " + nested("sin ", "", 5_000) + "\nf'", "too-deep"},
		"calls":                   {"f(x) = " + nested("sin(", ")", 5_000) + "\nf'", "too-deep"},
		"signs":                   {"f(x) = 2*" + nested("-", "", 15_000) + "\nf'", "too-deep"},
		"towers":                  {"f(x) = " + nested("x^", "", 9_000) + "\nf'", "too-deep"},
		"quotients":               {"f(x) = " + nested("x/", "", 9_000) + "\nf'", "too-deep"},
		"subscripts":              {"f(x) = x" + nested("_{", "}", 4_000) + "\nf'", "bad-name"},
		"sums of sums":            {"f(x) = " + nested("sum(i=1..9, ", ")", 400) + "\nf'", "too-many-terms"},
		"sums of different sums":  {"f(x) = sum(i=1..99, sum(j=1..99, sum(k=1..99, i j k)))\nf'", "too-many-terms"},
		"sums of long names":      {"f(x) = sum(i=1..999, w_" + strings.Repeat("i", 30_000) + ")\nf'", "bad-name"},
		"sums of long exponents":  {"f(x) = sum(i=1..999, x" + strings.Repeat("ⁱ", 10_000) + ")\nf'", "too-many-terms"},
		"unclosed":                {"f(x) = " + strings.Repeat("(", 900) + "x\nf'", "unclosed"},
		"definitions":             {chain(400), ""},
		"too many statements":     {strings.Repeat("dL;", 600), "too-long"},
		"too many requests":       {"L(" + strings.Join(vars, ",") + ") = x_1\npartial L", "too-many-requests"},
		"requests on one line":    {"L(u) = u\n" + strings.Repeat("dL,", 15_000) + "dL", "too-many-requests"},
		"errors":                  {"L(u) = u\n" + strings.Repeat("dM,", 15_000) + "dM", "unknown-definition"},
		"a long word":             {"L = " + strings.Repeat("qu", 20_000) + "\ndL", ""},
		"a long word, hidden sin": {"L = " + strings.Repeat("qsin", 10_000) + "\ndL", "unclear-word"},
		"a long number":           {"L = " + strings.Repeat("9", 9_000) + "x\ndL", ""},
		"a longer number":         {"L = " + strings.Repeat("9", 60_000) + "x\ndL", "number-too-long"},
		"raised":                  {"L = x" + strings.Repeat("²", 5_000) + "\ndL", ""},
		"ambiguous":               {"f(x) = " + strings.Repeat("1/2x", 5_000) + "\nf'", "ambiguous-division"},
		"bare arguments":          {"f(x) = " + strings.Repeat("sin x y ", 2_000) + "\nf'", "ambiguous-argument"},
		"primes":                  {"f(x) = x\nf" + strings.Repeat("'", 60_000), "order-too-high"},
		"points":                  {"f(x) = x\nf" + strings.Repeat("(1)", 15_000), "too-long"},
		"directions":              {"f(x) = x\n" + strings.Repeat("((((方向", 3_500) + "方向微分", "too-long"},
		"directions and brackets": {"f(x) = x\n" + strings.Repeat("(", 20_000) + strings.Repeat("方向の", 4_000), "too-long"},
		"clauses":                 {"f(x) = x\ndf" + strings.Repeat(" at (1)", 6_000), "too-long"},
		"derivatives in brackets": {"f(x) = x\n" + strings.Repeat("∂/∂x(", 5_000) + "∂f/∂x" + strings.Repeat(")", 5_000), "too-long"},
		"lowered signs":           {"f(x) = x\n" + strings.Repeat("∂_x", 12_000) + " f", "too-long"},
		"families":                {"L = sum(i=1..N, " + strings.Repeat("v_i w_i u_i+", 1_000) + "1)\n∂L/∂w_k", ""},
		"members":                 {"L = sum(i=1..N, w_i^2)\nM = " + strings.Repeat("w_1+w_2+w_k+", 1_000) + "1\n∂M/∂w_k; ∂L/∂w_k", ""},
		"NUL":                     {"f(x) = \x00\nf'", "unknown-character"},
		"invalid UTF-8":           {"f(x) = \xff\xfe\nf'", "unknown-character"},
	} {
		_, diagnostics := Parse(test.text)
		found := slices.ContainsFunc(diagnostics, func(d Diagnostic) bool { return d.Code == test.code })
		if test.code == "" {
			for _, d := range diagnostics {
				if d.Severity == Error {
					t.Errorf("%s: %s: %s", name, d.Code, d.Message("en"))
				}
			}
		} else if !found {
			t.Errorf("%s: no %s among %d diagnostics: %v", name, test.code, len(diagnostics), diagnostics[:min(2, len(diagnostics))])
		}
		if len(diagnostics) > maxDiagnostics {
			t.Errorf("%s: %d diagnostics", name, len(diagnostics))
		}
	}
}

func nested(open, shut string, n int) string {
	return strings.Repeat(open, n) + "x" + strings.Repeat(shut, n)
}

// TestLongSum reads a sum of 10,000 terms as one flat sum.
func TestLongSum(t *testing.T) {
	p, diagnostics := Parse("f(x) = " + strings.Repeat("x+", 9_999) + "x\nf'")
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics[0].Message("en"))
	}
	if n := len(p.Definitions[0].Body.(*calculus.Sum).Terms()); n != 10_000 {
		t.Errorf("%d terms", n)
	}
}

func BenchmarkTypicalBlock(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Parse("L(u,v) = u^3 + 4uv - v^2\n∂L/∂u\n∂L/∂v\n")
	}
}

func BenchmarkLaTeXBlock(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Parse("L(u,v) = \\frac{1}{2}\\sin^2 u\\cos v + \\sqrt{u^2+v^2}\n\\frac{\\partial^2 L}{\\partial v\\partial u}\n")
	}
}

func BenchmarkSum(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		text := "f(x) = " + strings.Repeat("x+", n-1) + "x\nf'"
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Parse(text)
			}
		})
	}
}

func BenchmarkRefusal(b *testing.B) {
	for _, n := range []int{1_100, 9_000, 100_000} {
		text := "f(x) = " + nested("(", ")", n) + "\nf'"
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Parse(text)
			}
		})
	}
}

// TestLimitMessages passes each limit that can be set: the message says how much there
// is, the limit and its name, and with a higher limit the text is read.
func TestLimitMessages(t *testing.T) {
	for _, test := range []struct {
		text      string
		low, high Limits
		code      string
		want      []string // in the message or the help, in both languages
	}{
		{"f(x) = x + x^2 + x^3\ndf", Limits{Bytes: 10}, Limits{Bytes: 30}, "too-long", []string{"23", "10", "block-bytes="}},
		{"f(x) = x + x^2 + x^3\ndf", Limits{Tokens: 8}, Limits{Tokens: 9}, "too-long", []string{"9", "8", "tokens="}},
		{"f(x) = ((((((x))))))\ndf", Limits{Depth: 4}, Limits{Depth: 10}, "too-deep", []string{"4", "nesting="}},
		{"f(x) = sum(i=1..9, x^i)\ndf", Limits{Nodes: 10}, Limits{Nodes: 40}, "too-many-terms", []string{"10", "nodes="}},
		{"f(x) = 1234567890123x\ndf", Limits{Bits: 40}, Limits{Bits: 44}, "number-too-long", []string{"13", "12", "number-bits="}},
		{"f(x) = 2^100 x\ndf", Limits{Bits: 100}, Limits{Bits: 101}, "number-too-large", []string{"2^100", "101", "100", "number-bits="}},
		{"f(x) = (2^7)^3 x\ndf", Limits{Bits: 20}, Limits{Bits: 22}, "number-too-large", []string{"(2^7)^3", "22", "20"}},
	} {
		_, diagnostics := ParseWithin(test.text, test.low)
		if len(diagnostics) != 1 || diagnostics[0].Code != test.code {
			t.Errorf("%s: %v", test.text, diagnostics)
			continue
		}
		for _, lang := range []string{"ja", "en"} {
			said := diagnostics[0].Message(lang) + "\n" + strings.Join(diagnostics[0].Help(lang), "\n")
			for _, w := range test.want {
				if !strings.Contains(said, w) {
					t.Errorf("%s: %q is not in %q", test.text, w, said)
				}
			}
		}
		if _, diagnostics := ParseWithin(test.text, test.high); len(diagnostics) > 0 {
			t.Errorf("%s: %v with %+v", test.text, diagnostics, test.high)
		}
	}
}

// TestAbout says how large numbers are in both languages.
func TestAbout(t *testing.T) {
	for _, test := range [][3]string{
		{"66439", "66,439", "66,439"},
		{"1228093895", "1.2 billion", "12億"},
		{"9990000", "10 million", "1000万"},
		{"4200000000000", "4.2 trillion", "4.2兆"},
		{"1" + strings.Repeat("0", 369), "10^369", "10^369"},
	} {
		if en, ja := about(test[0], "en"), about(test[0], "ja"); en != test[1] || ja != test[2] {
			t.Errorf("%.20s: %s, %s", test[0], en, ja)
		}
	}
}
