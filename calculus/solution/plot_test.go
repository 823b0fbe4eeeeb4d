package solution

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// figureOf is the figure of a block, and the text around it.
func figureOf(t *testing.T, block string) (*Figure, string) {
	t.Helper()
	s, text := written(t, block, Options{Lang: English})
	for _, b := range s.Document.Blocks {
		if b.Figure != nil {
			return b.Figure, text
		}
	}
	t.Fatalf("%s: no figure", block)
	return nil, ""
}

func TestPlotGraph(t *testing.T) {
	f, text := figureOf(t, "f(x) = x^3-3x; plot f at x=2")
	if !strings.Contains(text, "Draw the graph of $f(x)=x^3-3x$ and its tangent at $x=2$.") || f.Alt != "graph: f = x^3-3*x" {
		t.Errorf("%q in\n%s", f.Alt, text)
	}
	graph, tangent := f.Strokes[0], f.Strokes[len(f.Strokes)-1]
	if graph.Role != RoleGraph || tangent.Role != RoleTangent || f.XLabel != "x" || f.YLabel != "y" {
		t.Fatalf("%v %v %s %s", graph.Role, tangent.Role, f.XLabel, f.YLabel)
	}
	for _, p := range graph.Points {
		if want := p.X*p.X*p.X - 3*p.X; math.Abs(p.Y-want) > 1e-9 {
			t.Errorf("the graph passes through %v, not %v", p, want)
		}
	}
	for _, p := range tangent.Points { // y = 9x − 16
		if math.Abs(p.Y-(9*p.X-16)) > 1e-9 || p.Y < f.Low.Y-1e-9 || p.Y > f.High.Y+1e-9 {
			t.Errorf("the tangent passes through %v", p)
		}
	}
	if len(f.Marks) != 1 || f.Marks[0] != (calculus.XY{X: 2, Y: 2}) {
		t.Errorf("marked are %v", f.Marks)
	}
}

// A graph is broken at a pole and ends with the domain.
func TestPlotBreaks(t *testing.T) {
	for block, parts := range map[string]int{
		"f(x) = 1/x; plot f":       2,
		"f(x) = tan(x); plot f":    3,
		"f(x) = log(x); plot f":    1,
		"f(x) = abs(x); plot f":    1,
		"f(x) = sqrt(x^2-1); plot": 1, // on the wider part
	} {
		f, _ := figureOf(t, block)
		if len(f.Strokes) != parts {
			t.Errorf("%s: %d parts, want %d", block, len(f.Strokes), parts)
		}
		for _, s := range f.Strokes {
			for _, p := range s.Points {
				if math.IsNaN(p.Y) || p.Y < f.Low.Y-1e-9 || p.Y > f.High.Y+1e-9 {
					t.Errorf("%s: %v lies outside the window", block, p)
				}
			}
		}
	}
}

func TestPlotLevels(t *testing.T) {
	f, text := figureOf(t, "f(x,y) = x^2 + x y + y^2; plot f at (1,1)")
	if !strings.Contains(text, `The curves on which $f$ is $5,\ 10,\ 15,\ 20,\ 25$, and the direction of $\nabla f$ at $(x,y)=(1,1)$.`) {
		t.Error(text)
	}
	for _, s := range f.Strokes {
		switch s.Role {
		case RoleGradient:
			a, b := s.Points[0], s.Points[1]
			if a != (calculus.XY{X: 1, Y: 1}) || math.Abs((b.X-a.X)-(b.Y-a.Y)) > 1e-9 || b.X <= a.X { // ∇f = (3, 3)
				t.Errorf("the gradient points from %v to %v", a, b)
			}
		case RoleLevel:
			for _, p := range s.Points {
				v := p.X*p.X + p.X*p.Y + p.Y*p.Y
				if want := math.Round(v/5) * 5; want != s.Value || math.Abs(v-want) > 0.02 {
					t.Errorf("level %g passes through %v, where f is %v", s.Value, p, v)
				}
			}
		}
	}
}

// TestPlotOwnArguments: what else is defined by the name of an argument isn't drawn.
func TestPlotOwnArguments(t *testing.T) {
	f, _ := figureOf(t, "y = x^2; dy/dx; f(x,y) = x + y; plot f")
	for _, s := range f.Strokes {
		for _, p := range s.Points {
			if math.Abs(p.X+p.Y-s.Value) > 0.02 {
				t.Fatalf("level %g passes through %v", s.Value, p)
			}
		}
	}
}

func TestPlotFails(t *testing.T) {
	for block, code := range map[string]string{
		"f(x) = log(-1-x^2); plot f":     CodeUndefined,
		"f(x) = sqrt(x-100); plot f":     CodeUndefined,
		"f(x) = abs(x); plot f at x=0":   CodeUndefined,
		"z = f(x,y); plot z":             CodeAbstract,
		"z = f(x,y); table z at (1,2)":   CodeAbstract,
		"f(x,y,z) = x y z; plot f":       "plot-variables",
		"f(x; a) = a x; plot f":          "plot-letters",
		"L = sum(i=1..N, w_i^2); plot L": "not-yet",
		"f(x) = x; plot f at x=a":        "point-of-letters",
		"x^2+y^2 = 1; plot y":            "unknown-of-equation",
	} {
		p, diagnostics := problem.Parse(block)
		s, err := Solve(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, d := range append(diagnostics, s.Diagnostics...) {
			found = found || d.Code == code
		}
		if !found {
			t.Errorf("%s: %v %v, want %s", block, diagnostics, s.Diagnostics, code)
		}
	}
}

func TestPlotSays(t *testing.T) {
	for block, want := range map[string]string{
		"f(x,y) = 5; plot f":                 "Here $f$ is constant",
		"f(x,y) = x^2-y^2; plot f at (0,0)":  "The curves on which $f$ is",
		"f(x,y) = x^2-y^2; plot f at (1,-1)": `\nabla f`,
	} {
		_, text := written(t, block, Options{Lang: English})
		if lines := strings.Split(strings.TrimSpace(text), "\n"); !strings.Contains(lines[len(lines)-1], want) {
			t.Errorf("%s: %s", block, lines[len(lines)-1])
		}
	}
}

func TestLaTeXNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.5: "0.5", -2: "-2", 500000: "500000", 1e6: "10^{6}", -1e6: "-10^{6}",
		3e20: `3\times 10^{20}`, -1.5e-7: `-1.5\times 10^{-7}`, 0.0002: "0.0002", 1e-5: "10^{-5}", 0.30000000000000004: "0.3"} {
		if got := LaTeXNumber(v); got != want {
			t.Errorf("%g: %s, want %s", v, got, want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		n         int
		want      string
	}{
		{-3, 3, 7, "-3 -2.5 -2 -1.5 -1 -0.5 0 0.5 1 1.5 2 2.5 3"},
		{0, 100, 5, "0 20 40 60 80 100"},
		{-0.02, 0.03, 5, "-0.02 -0.01 0 0.01 0.02 0.03"},
		{1, 1, 5, ""},
	} {
		var got []string
		for _, v := range Ticks(c.low, c.high, c.n) {
			got = append(got, LaTeXNumber(v))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v to %v: %v", c.low, c.high, got)
		}
	}
}
