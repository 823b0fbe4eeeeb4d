package extension

import (
	"context"
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

var plots = []string{
	"f(x) = x^3-3x; plot f at x=2",
	"f(x) = 1/x; plot f",
	"f(x) = 1000000 x^2; plot f",
	"f(x,y) = x^2+xy+y^2; plot f at (1,1)",
	"f(x,y) = log(xy); plot f",
	"f_1(x) = 2; plot",
	"f(x) = 10^20 x; plot f",
	"f(x,y) = 10^(-9) x y; plot f",
}

func figureOf(t *testing.T, block string) *solution.Figure {
	t.Helper()
	p, diagnostics := problem.Parse(block)
	s, err := solution.Solve(context.Background(), p, solution.Options{})
	if err != nil || len(diagnostics)+len(s.Diagnostics) > 0 {
		t.Fatalf("%s: %v %v", block, diagnostics, s.Diagnostics)
	}
	for _, b := range s.Document.Blocks {
		if b.Figure != nil {
			return b.Figure
		}
	}
	t.Fatalf("%s: no figure", block)
	return nil
}

// SVG is XML that holds every stroke.
func TestFigureSVG(t *testing.T) {
	for _, block := range plots {
		f := figureOf(t, block)
		f.Alt += ` <&">`
		text := FigureSVG(f)
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v\n%s", block, err, text)
			}
		}
		if n := strings.Count(text, `stroke="#2f7ae5"`) + strings.Count(text, `stroke="#d9730d"`); n != len(f.Strokes) {
			t.Errorf("%s: %d of %d strokes", block, n, len(f.Strokes))
		}
		if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: %s", block, text)
		}
	}
}

// In Markdown a figure is a block of lines of one width, none of them blank.
func TestFigureText(t *testing.T) {
	for _, block := range plots {
		lines := strings.Split(FigureText(figureOf(t, block)), "\n")
		if len(lines) != textRows+3 {
			t.Errorf("%s: %d lines", block, len(lines))
		}
		drawn := false
		for i, line := range lines {
			if strings.TrimSpace(line) == "" {
				t.Errorf("%s: line %d is blank", block, i)
			}
			if i >= 1 && i <= textRows && utf8.RuneCountInString(line) != utf8.RuneCountInString(lines[1]) {
				t.Errorf("%s: line %d is of another width", block, i)
			}
			drawn = drawn || strings.ContainsFunc(line, func(r rune) bool { return r > 0x2800 && r <= 0x28ff })
		}
		if !drawn {
			t.Errorf("%s: nothing is drawn", block)
		}
	}
	if got := FigureText(figureOf(t, "f(x) = x; plot f")); !strings.Contains(got, "0┤") || !strings.HasSuffix(got, "3  x") {
		t.Error(got)
	}
}

// The number of a tick stands in the row of the axis or curve that it belongs to.
func TestFigureTextRows(t *testing.T) {
	for block, label := range map[string]string{"f(x) = x; plot f": "0", "f(x) = x^2; plot f": "0", "f_1(x) = 2; plot": "2", "f(x) = 10^20 x; plot f": "2×10²⁰"} {
		f := figureOf(t, block)
		v := map[string]float64{"0": 0, "2": 2, "2×10²⁰": 2e20}[label]
		var x float64
		for _, s := range f.Strokes {
			for i := 1; i < len(s.Points); i++ {
				if a, b := s.Points[i-1], s.Points[i]; min(a.Y, b.Y) <= v && v <= max(a.Y, b.Y) {
					x = a.X
				}
			}
		}
		column := int(math.Round((x-f.Low.X)/(f.High.X-f.Low.X)*(2*textColumns-1))) / 2
		for _, line := range strings.Split(FigureText(f), "\n") {
			head, rest, ok := strings.Cut(line, "┤")
			if ok && strings.TrimSpace(head) == label && []rune(rest)[column] == '⠀' {
				t.Errorf("%s: nothing at %s\n%s", block, label, FigureText(f))
			}
		}
	}
}

func TestTicksAsText(t *testing.T) {
	for v, want := range map[float64][2]string{
		-0.5:    {"−0.5", "−0.5"},
		3e20:    {"3×10²⁰", `3×10<tspan dy="-4" font-size="9">20</tspan>`},
		-1e6:    {"−10⁶", `−10<tspan dy="-4" font-size="9">6</tspan>`},
		-1.5e-7: {"−1.5×10⁻⁷", `−1.5×10<tspan dy="-4" font-size="9">−7</tspan>`},
	} {
		if got := [2]string{tick(v), tickSVG(v)}; got != want {
			t.Errorf("%g: %q, want %q", v, got, want)
		}
	}
}

func TestBraille(t *testing.T) {
	for r, dots := range map[rune][][2]int{'⠀': nil, '⠁': {{0, 0}}, '⠈': {{1, 0}}, '⡀': {{0, 3}}, '⢀': {{1, 3}}, '⣿': {{0, 0}, {0, 1}, {0, 2}, {0, 3}, {1, 0}, {1, 1}, {1, 2}, {1, 3}}} {
		got := braille(func(x, y int) bool {
			for _, d := range dots {
				if d == [2]int{x, y} {
					return true
				}
			}
			return false
		})
		if got != r {
			t.Errorf("%v: %c, want %c", dots, got, r)
		}
	}
}

// A figure in a quote in a list keeps its place there, also in hosts whose displays
// stand on one line.
func TestFigureInContainers(t *testing.T) {
	src := "- > ```diff {lang=en}\n  > f(x) = x^2\n  > plot f\n  > ```\n  >\n  > after\n"
	for _, preset := range []string{"markdown", "zenn", "hugo", "hatena"} {
		out, r, err := Splice(context.Background(), []byte(src), Options{Preset: preset})
		if err != nil || r.Blocks[0].Status != Solved {
			t.Fatalf("%s: %v", preset, err)
		}
		inside := false
		for _, line := range strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")[1:] {
			if !strings.HasPrefix(line, "  >") {
				t.Errorf("%s: %q leaves the quote", preset, line)
			}
			if strings.Contains(line, "```text") {
				inside = true
			}
		}
		if !inside || !strings.Contains(string(out), "\n  > ```\n") || !strings.HasSuffix(string(out), "  > after\n") {
			t.Errorf("%s:\n%s", preset, out)
		}
	}
}
