package problem_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/extension/hostile"
)

// nameForm is what names consist of: Latin and Greek letters, Japanese, digits,
// subscripts and primes. No host and no typesetter takes any of it for markup.
var nameForm = regexp.MustCompile(`^[\p{Latin}\p{Greek}][\p{Latin}\p{Greek}0-9_\x{3041}-\x{30ff}\p{Han}々']*$|^[\x{3041}-\x{30ff}\p{Han}々][\p{Latin}\p{Greek}0-9_\x{3041}-\x{30ff}\p{Han}々']*$`)

// TestInjectionNames has names of a block with hostile text be of no other form.
func TestInjectionNames(t *testing.T) {
	names := 0
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		_, text := hostile.Block(pick)
		if pick(3) == 0 {
			text = "f(" + hostile.Line(pick) + ") = " + hostile.Line(pick) + "\nvars " + hostile.Line(pick) + "\n" + hostile.Text(pick)
		}
		p, _ := problem.Parse(text)
		for _, d := range p.Definitions {
			list := append([]*calculus.Sym{d.Name}, d.Vars...)
			list = append(list, d.Params...)
			if d.Body != nil {
				list = append(list, calculus.Symbols(d.Body)...)
			}
			for _, s := range list {
				if s == nil {
					continue
				}
				names++
				if !nameForm.MatchString(s.Name()) {
					t.Fatalf("%q is a name in\n%s", s.Name(), text)
				}
			}
		}
	})
	if names < 100 {
		t.Errorf("only %d names", names)
	}
}
