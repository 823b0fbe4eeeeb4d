package solution

import (
	"strings"
	"testing"
)

// TestGiven checks that the problem says what the author assumes, and that the
// solution states only conditions that do not follow from it.
func TestGiven(t *testing.T) {
	for _, test := range []struct {
		block, let string
		condition  string // that is stated, "" for none
	}{
		{"f(x) = |x|; f'(x)", "", `x\ne 0`},
		{"assume x > 0; f(x) = |x|; f'(x)", `$x\gt 0$`, ""},
		{"f(x) = |x| (x > 1); f'(x)", `$x\gt 1$`, ""},
		{"f(x) = |x| (x >= 1); f'(x)", `$x\ge 1$`, ""},
		{"f(x) = |x| (x >= 0); f'(x)", `$x\ge 0$`, `x\ne 0`},
		{"f(x) = |x| (x > -1); f'(x)", `$x\gt-1$`, `x\ne 0`},
		{"f(x) = |x| (x < 0); f'(x)", `$x\lt 0$`, ""},
		{"f(x) = |x| (0 < x < 1); f'(x)", `$0\lt x\lt 1$`, ""},
		{"f(x) = |x| (x ≠ 0); f'(x)", `$x\ne 0$`, ""},
		{"f(x) = x^(1/2); assume x >= 0; f'(x)", `$x\ge 0$`, `x\gt 0`},
		{"f(x) = |x|; assume y > 0; f'(x)", `$y\gt 0$`, `x\ne 0`},
		{"x^2 + y^2 = 25; assume y > 0; dy/dx", `$y\gt 0$`, ""},
	} {
		_, text := written(t, test.block, Options{Lang: "en"})
		problem, solution, _ := strings.Cut(text, "Solution.")
		if has := strings.Contains(problem, "Let "); has != (test.let != "") || !strings.Contains(problem, test.let) {
			t.Errorf("%s: no %s in\n%s", test.block, test.let, problem)
		}
		for _, sign := range []string{`\ne`, `\gt`, `\lt`, `\ge`, `\le`} {
			solution = strings.ReplaceAll(solution, `\left`, "")
			if test.condition == "" && strings.Contains(solution, sign) || !strings.Contains(solution, test.condition) {
				t.Errorf("%s: want the condition %q in\n%s", test.block, test.condition, solution)
				break
			}
		}
	}
}
