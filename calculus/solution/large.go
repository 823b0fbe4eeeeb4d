package solution

import (
	"github.com/bibun-md/bibun/calculus/problem"
)

// kept warns of a power in an answer that is too large a number to be written out. One
// that the author wrote has had its warning when it was read.
func (s *solver) kept(a Answer, r *problem.Request) (problem.Diagnostic, bool) {
	if s.problem.Large {
		return problem.Diagnostic{}, false
	}
	limits := s.options.Limits.Limits
	values := a.Values
	for _, e := range a.Entries {
		values = append(values[:len(values):len(values)], e.Value)
	}
	for _, v := range values {
		if kept, bits := limits.Kept(v); kept != nil {
			return problem.Diagnostic{Span: r.Span, Severity: problem.Warning, Code: CodeTooLarge,
				Args: []string{kept.String(), bits.String(), problem.Grouped(limits.Bits)}}, true
		}
	}
	return problem.Diagnostic{}, false
}
