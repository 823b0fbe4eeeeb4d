package solution

import "github.com/bibun-md/bibun/calculus"

// fit leaves out the lines between function and answer where they are longer
// than a reader can use, so that the answer still comes: the lines of a chain of
// which one is too long to print, and those of all chains that come when the
// block's solutions have filled the page.
func (s *solver) fit(r *result) {
	if s.options.Steps == StepsAnswer {
		return
	}
	for _, c := range r.chains {
		if s.fitted[c] {
			continue
		}
		s.fitted[c] = true
		last := len(c.Lines) - 1
		if s.full > s.options.Limits.Page {
			if s.cut == nil && last > 0 {
				s.cut = c
			}
			c.Lines, c.Parts = c.Lines[last:], nil
			continue
		}
		s.full += nodes(c)
		for _, l := range c.Lines[:last] {
			before := s.err
			if s.tex(l.Expr); s.err != before {
				s.err = before
				c.Lines, c.Abridged = c.Lines[last:], true
				break
			}
		}
	}
}

// shorten leaves out the lines between functions and answers.
func (s *solver) shorten(results []*result) {
	for _, r := range results {
		for _, c := range r.chains {
			if last := len(c.Lines) - 1; last > 0 {
				c.Lines, c.Parts, c.Abridged = c.Lines[last:], nil, true
			}
		}
	}
}

// nodes counts the nodes of the lines of a chain and of its parts.
func nodes(c *calculus.Chain) int {
	n := 0
	for _, l := range c.Lines {
		n += calculus.Size(l.Expr)
	}
	for _, p := range c.Parts {
		n += nodes(p)
	}
	return n
}
