package solution

import (
	"context"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/problem"
)

// written is the solution of a block and its document of a block, its paragraphs and displays one after the
// other.
func written(t *testing.T, block string, o Options) (*Solution, string) {
	t.Helper()
	s := solved(t, block, o)
	if len(s.Diagnostics) > 0 {
		t.Fatalf("%s: %v", block, s.Diagnostics)
	}
	var b strings.Builder
	for _, one := range s.Document.Blocks {
		for _, i := range one.Paragraph {
			b.WriteString(i.Text)
			if i.Math != "" {
				b.WriteString("$" + i.Math + "$")
			}
		}
		b.WriteString(one.Display + "\n")
	}
	return s, b.String()
}

// The tangent plane leaves the surface as h².
func TestTable(t *testing.T) {
	s, text := written(t, "L(u,v) = u^3 + 4uv - v^2; 点(1,2)での誤差表", Options{})
	for _, want := range []string{
		`$L(u,v)=u^3+4uv-v^2$ の $(u,v)=(1,2)$ における $dL$ と増分 $\Delta L$ を、$du=dv=h$ として比べよ。`,
		`dL &= 11h \\`,
		`\Delta L &= L(1+h,2+h)-L(1,2)=h^3+6h^2+11h`,
		`h & dL & \Delta L & \Delta L-dL & (\Delta L-dL)/h^2 \\ \hline
{}1 & 11 & 18 & 7 & 7 \\
{}0.1 & 1.1 & 1.161 & 0.061 & 6.1 \\
{}0.01 & 0.11 & 0.110601 & 0.000601 & 6.01`,
		`$h$ を10分の1にすると、$\Delta L-dL$ はおよそ100分の1になる。`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if got := s.Answers[0].Table; len(got) != 3 || got[1] != (Comparison{"0.1", "1.1", "1.161", "0.061", "6.1"}) {
		t.Errorf("answer: %v", got)
	}
	for block, want := range map[string][]string{
		"f(x,y) = 2x+3y; table at (1,1)":     {`$\Delta f$ equals $df$.`},
		"f(x) = sin x; table at x=π/6":       {`{}0.1 & 0.0866025 & 0.0839604 & -0.00264218 & -0.264218`, "rounded", "divided by about 100"},
		"f(x) = sqrt(1-x); table at x=0.5":   {"{}0.001 &"},                       // no value at 1.5
		"f(x) = x^3; table at x=0":           {`{}0.1 & 0 & 0.001 & 0.001 & 0.1`}, // faster than h²
		"f(x) = e^x; table at x=0":           {`f(h)-f(0)`},
		"y = z^2; z = w x; table y at (1,2)": {`{}0.1 & 1.2 & 1.3361 & 0.1361 & 13.61`},
		"f(h) = h^2; table at h=3":           {`dh=k`},
		"f(x,y) = x/y; table at (1/3,2)":     {`f\left(\frac{1}{3}+h,2+h\right)-f\left(\frac{1}{3},2\right)`},
		"f(x) = x^2; table at x=1":           {`df &= 2h`, `\Delta f &= f(1+h)-f(1)=h^2+2h`},
		// A third derivative alone: e⁻²h/6, computed without cancellation.
		"f(x,y) = 2x e^x+2x-x e^x; table f at (-2,0)": {`{}0.1 & 0.186466 & 0.18649 & 0.0000237183 & 0.00237183`, `{}0.01 & 0.0186466 & 0.0186467 & 0.000000022669 & 0.00022669`},
		// No step over a pole or a kink.
		"f(x) = 1/x; table at x=-0.1":         {`{}0.01 & -1 & -1.11111`, `{}0.0001 & -0.01 & -0.01001 &`, "divided by about 100"},
		"f(x) = tan x; table at x=1":          {`{}0.1 & 0.342552 & 0.407352 & 0.0648001 & 6.48001`, `{}0.001 &`},
		"f(x) = abs(x); table at x=-0.5":      {`df &= -h`, `{}0.1 & -0.1 & -0.1 & 0 & 0`, `{}0.001 &`, `$\Delta f$ equals $df$.`},
		"f(x) = x^2+abs(x-1.5); table at x=1": {`{}0.1 & 0.1 & 0.11 & 0.01 & 1`},
		// The first step is one that shows how the difference shrinks.
		"f(x,y) = 3log(y)+2y^4-sin(x); table at (-3,1/2)": {`{}0.1 & 0.798999 & 0.779294 & -0.0197053 & -1.97053`, `{}0.001 &`, "divided by about 100"},
		"f(x,y) = x^2-y^2; table at (1,1)":                {`As long as $dx=dy=h$, $\Delta f$ equals $df$; for other steps`},
	} {
		_, text := written(t, block, Options{Lang: English})
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %s in\n%s", block, w, text)
			}
		}
		if strings.Contains(block, "^") && strings.Contains(text, "equals $df$.") {
			t.Errorf("%s: is Δf said to equal df?\n%s", block, text)
		}
		if strings.HasPrefix(block, "f(x) = x^3") && strings.Contains(text, "about 100") {
			t.Errorf("%s: the difference is said to shrink like h²", block)
		}
	}
}

func TestNoValue(t *testing.T) {
	for _, block := range []string{
		"f(x) = 1/x; value f at x=0", "f(x) = log x; f'(0)", "f(x) = 1/x; tangent f at x=0", "f(x) = log x; table at x=-1",
		"f(x) = abs(x); f'(0)", "f(x) = relu(x); f'(0)", "f(x) = tan x; value at x=π/2", "f(x) = (x^2-1)/(x-1); f'(1)",
		"f(x,y) = log(x+y); ∇f at (1,-1)", "f(x,y) = x/y; hessian f at (1,0)", "f(x,y) = sqrt(x y); directional f along (1,1) at (0,1)",
		"y = tan x cos x; dy/dx at x=π/2", "y = tan x cos x; value y at x=π/2", "y = (sin x)^(1/3) sqrt(cos x)(x+4); tangent y at x=0",
	} {
		p, _ := problem.Parse(block)
		s, err := Solve(context.Background(), p, Options{})
		if err != nil || len(s.Diagnostics) != 1 || s.Diagnostics[0].Code != CodeUndefined {
			t.Errorf("%s: %v %v", block, err, s.Diagnostics)
		}
	}
}

// Where a factor is 0 the logarithm of the product has no value, and the derivative
// has.
func TestValueWhereAFactorVanishes(t *testing.T) {
	for block, value := range map[string]string{
		"y = tan(x)^2 (x+4)(x+1)^3; dy/dx at x=-1":          `0`,
		"y = (x-1)^2 (x+1)^3 (x-2); dy/dx at x=2":           `27`,
		"y = (x+1)^2 e^x sqrt(x+4) cos(2x); dy/dx at x=π/4": `e^{\frac{\pi}{4}}`,
	} {
		s, text := written(t, block, Options{Lang: English})
		if strings.Contains(text, "logarithmic") || !strings.HasSuffix(strings.TrimSpace(text), value+"\n\\end{aligned}") {
			t.Errorf("%s:\n%s", block, text)
		}
		if s.Answers[0].Verdict != "verified" {
			t.Errorf("%s: %s", block, s.Answers[0].Verdict)
		}
		if _, text := written(t, strings.Split(block, " at ")[0], Options{Lang: English}); !strings.Contains(text, "logarithmic") {
			t.Errorf("%s: not by logarithms without the point", block)
		}
	}
}
