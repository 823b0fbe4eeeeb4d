package problem

import (
	"slices"
	"strconv"
	"strings"
)

// LaTeX has several commands for the same thing. What follows writes the rarer
// ones as the common one, so that the parser knows one form: \pdv{f}{x} of
// package physics as \frac{\partial f}{\partial x}, f^{\prime} as f'.

// rewrite rewrites the idioms of the current statement.
func (s *scanner) rewrite() {
	in := slices.Clone(s.tokens[s.first:])
	s.tokens = s.tokens[:s.first]
	for i := 0; i < len(in); {
		out, n := idiom(in[i:])
		if n == 0 {
			out, n = in[i:i+1], 1
		}
		s.tokens = append(s.tokens, out...)
		i += n
	}
}

// idiom returns what the first n tokens are written as; n is 0 where they are
// no idiom.
func idiom(in []token) (out []token, n int) {
	t := &in[0]
	switch {
	case t.is("^"):
		return raisedPrimes(in)
	case t.kind != kindCommand:
		return nil, 0
	case t.text == "dd":
		return plainD(in)
	case t.text == "pdv" || t.text == "pd":
		return derivativeCommand(in, "∂")
	case t.text == "dv" || t.text == "od" || t.text == "odv":
		return derivativeCommand(in, "d")
	}
	return nil, 0
}

// raisedPrimes writes ^{\prime\prime} and ^\prime as primes.
func raisedPrimes(in []token) ([]token, int) {
	i := 1
	braces := i < len(in) && in[i].is("{")
	if braces {
		i++
	}
	from := i
	for i < len(in) && in[i].is("'") {
		i++
	}
	if i == from || braces && (i == len(in) || !in[i].is("}")) {
		return nil, 0
	}
	primes := slices.Clone(in[from:i])
	primes[0].space = false
	if braces {
		i++
	}
	return primes, i
}

// plainD writes \dd{x} and \dd x as d x.
func plainD(in []token) ([]token, int) {
	out := []token{{kind: kindWord, text: "d", start: in[0].start, end: in[0].end, space: in[0].space, unit: 1}}
	if len(in) < 2 || !in[1].is("{") {
		return out, 1
	}
	shut := matching(in, 1)
	if shut < 0 {
		return nil, 0
	}
	return append(out, in[2:shut]...), shut + 1
}

// derivativeCommand writes \pdv{f}{x}, \pdv[2]{f}{x}, \pdv{f}{x}{y},
// \pdv{f}{x,y} and \pdv{x} as fractions.
func derivativeCommand(in []token, sign string) ([]token, int) {
	i := 1
	if i < len(in) && in[i].is("*") {
		i++
	}
	var orders []string
	if i < len(in) && in[i].is("[") {
		shut := matching(in, i)
		if shut < 0 {
			return nil, 0
		}
		for _, part := range splitAt(in[i+1:shut], ",") {
			if len(part) != 1 || part[0].kind != kindNumber {
				return nil, 0
			}
			orders = append(orders, part[0].text)
		}
		i = shut + 1
	}
	var groups [][]token
	for len(groups) < 3 && i < len(in) && in[i].is("{") {
		shut := matching(in, i)
		if shut < 0 {
			return nil, 0
		}
		groups = append(groups, in[i+1:shut])
		i = shut + 1
	}
	if len(groups) == 0 {
		return nil, 0
	}
	var of []token
	if len(groups) > 1 {
		of, groups = groups[0], groups[1:]
	}
	var vars [][]token
	for _, g := range groups {
		vars = append(vars, splitAt(g, ",")...)
	}
	if len(orders) > 0 && len(orders) != len(vars) {
		return nil, 0
	}
	total := len(vars)
	for _, o := range orders {
		k, err := strconv.Atoi(o)
		if err != nil {
			return nil, 0
		}
		total += k - 1
	}
	b := builder{at: in[0].end}
	out := token{kind: kindCommand, text: "frac", start: in[0].start, end: in[0].end, space: in[0].space, unit: 1}
	b.tokens = append(b.tokens, out)
	b.op("{")
	b.sign(sign)
	if total > 1 {
		b.power(strconv.Itoa(total))
	}
	b.copy(of)
	b.op("}")
	b.op("{")
	for k, v := range vars {
		if len(v) == 0 {
			return nil, 0
		}
		b.sign(sign)
		b.copy(v)
		if len(orders) > 0 && orders[k] != "1" {
			b.power(orders[k])
		}
	}
	b.at = in[i-1].end
	b.op("}")
	return b.tokens, i
}

// builder puts tokens together; those that were not written stand, with no
// width, behind the one before.
type builder struct {
	tokens []token
	at     int
}

func (b *builder) add(k kind, text string) {
	b.tokens = append(b.tokens, token{kind: k, text: text, start: b.at, end: b.at, unit: 1})
}
func (b *builder) op(text string) { b.add(kindOp, text) }

// sign adds the sign of differentiation.
func (b *builder) sign(sign string) {
	if sign == "d" {
		b.add(kindWord, "d")
		return
	}
	b.op(sign)
}

// power adds an order.
func (b *builder) power(order string) {
	b.op("^")
	b.op("{")
	b.add(kindNumber, order)
	b.op("}")
}

// copy adds tokens as they were written.
func (b *builder) copy(tokens []token) {
	if len(tokens) > 0 {
		b.tokens = append(b.tokens, tokens...)
		b.at = tokens[len(tokens)-1].end
	}
}

// splitAt cuts tokens at the operator sep outside brackets.
func splitAt(tokens []token, sep string) [][]token {
	var list [][]token
	depth, from := 0, 0
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && t.is(sep):
			list = append(list, tokens[from:i])
			from = i + 1
		}
	}
	return append(list, tokens[from:])
}

// fontSwitch reads \rm and its like, as old TeX has them. {\rm loss} is one
// name; otherwise the switch only sets the page.
func (s *scanner) fontSwitch(n int) {
	rest := s.text[s.pos+n:]
	arg := strings.TrimLeft(rest, " ")
	word := 0
	for word < len(arg) && isLetter(arg[word]) {
		word++
	}
	last := len(s.tokens) - 1
	if last < s.first || !s.tokens[last].is("{") || s.tokens[last].end != s.pos || word == 0 || !strings.HasPrefix(strings.TrimLeft(arg[word:], " "), "}") {
		s.skip(n)
		return
	}
	name := arg[:word]
	tail := arg[word:]
	width := n + len(rest) - len(arg) + word + len(tail) - len(strings.TrimLeft(tail, " ")) + 1
	open := s.tokens[last]
	s.tokens = s.tokens[:last]
	s.depth = max(s.depth-1, 0)
	kind := kindNamed
	switch name {
	case "d":
		kind = kindWord
	case "e":
		kind = kindConstant
	}
	s.tokens = append(s.tokens, token{kind: kind, text: name, start: open.start, end: s.pos + width, space: open.space, unit: 1})
	s.pos += width
	s.space = false
}
