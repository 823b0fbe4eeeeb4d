package problem

import (
	"slices"
	"strings"
)

// What opens in LaTeX and never closes is named: $, \[, \begin{aligned} and
// \left. hold no part of the formula, and dropped in silence a missing half of
// them would join lines, or hide a bracket.

// dotted is an open \left, and where it stands if it is \left. and so shows no
// bracket that the parser would miss.
type dotted struct{ at Span }

// opens passes text, n bytes wide, and reports whether what shuts it stands
// somewhere behind. Where it does not, the parser is told.
func (s *scanner) opens(text, shut string, n int) bool {
	if s.last == nil {
		s.last = map[string]int{}
	}
	at, known := s.last[shut]
	if !known {
		at = strings.LastIndex(s.text, shut)
		s.last[shut] = at
	}
	if at < s.pos+n {
		s.add(kindBad, text, n)
		return false
	}
	s.skip(n)
	return true
}

// shuts passes text, n bytes wide, and returns whether something is open. Where
// nothing is, the parser is told.
func (s *scanner) shuts(text string, open bool, n int) bool {
	if !open {
		s.add(kindBad, text, n)
		return false
	}
	s.skip(n)
	return true
}

// dollar reads $ or $$, the first of which is n bytes wide.
func (s *scanner) dollar(n int) {
	s.latex = true
	switch double := strings.HasPrefix(s.text[s.pos+n:], "$"); {
	case double && s.displayed:
		s.displayed = false
		s.display--
		s.skip(n + 1)
	case double:
		if s.opens("$$", "$$", n+1) {
			s.displayed = true
			s.display++
		}
	case s.math:
		s.math = false
		s.skip(n)
	default:
		s.math = s.opens("$", "$", n)
	}
}

// noBracket reads \left. or \right., n bytes wide.
func (s *scanner) noBracket(name string, n int) {
	switch {
	case name == "left":
		s.lefts = append(s.lefts, dotted{Span{s.pos, s.pos + n}})
	case len(s.lefts) == 0 && s.braces > 0:
		s.braces--
	case len(s.lefts) == 0:
		s.add(kindBad, `\right.`, n)
		return
	default:
		s.lefts = s.lefts[:len(s.lefts)-1]
	}
	s.skip(n)
}

// unmatched tells the parser of each \left. of the statement that nothing closes.
func (s *scanner) unmatched() {
	for _, left := range s.lefts {
		if left.at.End > 0 {
			i := s.first
			for i < len(s.tokens) && s.tokens[i].start < left.at.Start {
				i++
			}
			s.tokens = slices.Insert(s.tokens, i, token{kind: kindBad, text: `\left.`, start: left.at.Start, end: left.at.End, unit: 1})
		}
	}
	s.lefts = s.lefts[:0]
}

// pairOf returns what would close the text that opens, or "" where it opens nothing.
func pairOf(text string) string {
	switch text {
	case "$", "$$":
		return text
	case `\[`:
		return `\]`
	case `\(`:
		return `\)`
	case `\left.`, `\left\{`:
		return `\right.`
	}
	if name, ok := strings.CutPrefix(text, `\begin`); ok {
		return `\end` + name
	}
	return ""
}

// closesPair reports whether the text closes what is not open.
func closesPair(text string) bool {
	return text == `\]` || text == `\right.` || strings.HasPrefix(text, `\end`)
}

// stacked reads \stackrel{\mathrm{def}}{=} and \overset{…}{=}, which are signs of
// definition; anything else below is left to the parser, which names the command.
func (s *scanner) stacked(command string, n int) {
	rest := s.text[s.pos+n:]
	if shut := closingBrace(rest); strings.HasPrefix(rest, "{") && shut > 0 && strings.HasPrefix(rest[shut+1:], "{=}") {
		s.add(kindOp, "=", n+shut+1+len("{=}"))
		return
	}
	s.add(kindCommand, command, n)
}

// startsSystem reports whether text is the brace of \left\{\begin{array}{l}, which
// holds several definitions.
func startsSystem(text string) bool {
	rest, ok := strings.CutPrefix(text, `\{`)
	return ok && strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), `\begin{`)
}

// system reads the \begin or \end, n bytes wide, of an environment with several
// definitions, one in each row, whose name takes m bytes more.
func (s *scanner) system(name, environment string, n, m int) {
	text := s.text[s.pos : s.pos+n+m]
	if name == "end" {
		s.systems--
		s.display--
		s.skip(n + m)
		return
	}
	if environment == "array" { // the columns
		_, k := s.argument(n + m)
		m += k
	}
	if s.opens(text, `\end{`+environment+`}`, n+m) {
		s.systems++
		s.display++
	}
}
