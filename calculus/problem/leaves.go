package problem

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// The leaves of the grammar are read by hand: names and expressions, which are
// ranges of the statement's tokens, argument lists and differentials.

// source is where tokens come from: participle's lexer, or a cursor.
type source interface {
	look() (kind, string)
	pass()
	place() int // among the statement's tokens
}

// lexed is participle's lexer as a source.
type lexed struct{ *lexer.PeekingLexer }

func (l lexed) look() (kind, string) {
	t := l.Peek()
	if t.EOF() {
		return kindEnd, ""
	}
	return kind(t.Type), t.Value
}
func (l lexed) pass()      { l.Next() }
func (l lexed) place() int { return int(l.RawCursor()) }

// cursor reads tokens, the last of which is a kindEnd, one after the other.
type cursor struct {
	tokens []token
	i      int
}

func (c *cursor) look() (kind, string) { return c.tokens[c.i].kind, c.tokens[c.i].text }
func (c *cursor) pass() {
	if c.i < len(c.tokens)-1 {
		c.i++
	}
}
func (c *cursor) place() int { return c.i }

// is reports whether the next token is the operator or bracket op.
func (c *cursor) is(op string) bool { return c.tokens[c.i].is(op) }

// accept passes the operator or bracket op, if it is next.
func (c *cursor) accept(op string) bool {
	if !c.is(op) {
		return false
	}
	c.i++
	return true
}

// name is the range of a name's tokens within its statement.
type name struct{ from, to int }

// Parse reads a name for participle.
func (n *name) Parse(lex *lexer.PeekingLexer) error {
	if !n.read(lexed{lex}) {
		return participle.NextMatch
	}
	return nil
}

// startsName reports whether a name starts with a token of the kind.
func startsName(k kind) bool {
	return k == kindWord || k == kindNamed || k == kindGreek || k == kindConstant
}

// read reads a name: letters, then possibly a subscript and primes.
func (n *name) read(s source) bool {
	if k, _ := s.look(); !startsName(k) {
		return false
	}
	n.from = s.place()
	s.pass()
	switch k, text := s.look(); {
	case k == kindNumber, k == kindSub:
		s.pass()
	case k == kindOp && text == "_":
		s.pass()
		if k, text := s.look(); k == kindOp && text == "{" {
			for k, text := s.look(); k != kindEnd && text != "}"; k, text = s.look() {
				s.pass()
			}
		}
		s.pass()
	}
	for k, text := s.look(); k == kindOp && text == "'"; k, text = s.look() {
		s.pass()
	}
	n.to = s.place()
	return true
}

// toEnd is where an expression ends that takes the rest of its statement.
const toEnd = -1

// expression is the range of an expression's tokens within its statement. It
// ends before a comma, a relation or a range outside brackets.
type expression struct{ from, to int }

// Parse finds where the expression ends; [reader] reads it.
func (e *expression) Parse(lex *lexer.PeekingLexer) error {
	e.from = int(lex.RawCursor())
	depth := 0
	for {
		t := lex.Peek()
		if t.EOF() || depth == 0 && endsExpression(t) {
			break
		}
		if kind(t.Type) == kindOp {
			switch t.Value {
			case "(", "[", "{":
				depth++
			case ")", "]", "}":
				depth--
			}
		}
		lex.Next()
	}
	e.to = int(lex.RawCursor())
	if e.from == e.to {
		return participle.NextMatch
	}
	return nil
}

func endsExpression(t *lexer.Token) bool {
	if kind(t.Type) == kindDots {
		return true
	}
	if kind(t.Type) != kindOp {
		return false
	}
	switch t.Value {
	case ",", "=", "==", "=>", "<", "<=", ">", ">=", "!=", "..":
		return true
	}
	return false
}

// arguments is an argument list without its brackets: u, v; a.
type arguments struct {
	vars, params []argument
}

// argument is a name, or the dots of a family.
type argument struct {
	name
	dots bool
}

// read reads the list up to its closing bracket.
func (a *arguments) read(c *cursor) bool {
	list := &a.vars
	for {
		var arg argument
		if k, _ := c.look(); k == kindDots {
			c.pass()
			arg.dots = true
		} else if !arg.name.read(c) {
			return false
		}
		*list = append(*list, arg)
		switch {
		case c.accept(","):
		case list == &a.vars && (c.accept(";") || c.accept("|")): // f(x; μ), f(x | μ)
			list = &a.params
		default:
			return c.is(")")
		}
	}
}

// above is what stands above the line of a derivative: ∂²f.
type above struct {
	sign  string
	order string
	of    name
}

// read reads a sign, an order and a function, with its arguments if they stand
// there.
func (a *above) read(c *cursor) bool {
	var ok bool
	if a.sign, ok = readSign(c); !ok {
		return false
	}
	a.order = readOrder(c)
	if a.of.read(c) && c.is("(") {
		if shut := matching(c.tokens, c.i); shut > 0 { // L(u,v)
			c.i = shut + 1
		}
	}
	return true
}

// below is one variable of differentiation: ∂x².
type below struct {
	sign  string
	name  name
	order string
}

// read reads a sign, a variable and an order.
func (b *below) read(c *cursor) bool {
	var ok bool
	if b.sign, ok = readSign(c); !ok || !b.name.read(c) {
		return false
	}
	b.order = readOrder(c)
	return true
}

func readSign(c *cursor) (string, bool) {
	t := &c.tokens[c.i]
	if t.is("∂") || t.kind == kindD {
		c.i++
		return t.text, true
	}
	return "", false
}

// readOrder reads ², ^2 or ^{2}; it returns "" where no order stands.
func readOrder(c *cursor) string {
	if t := &c.tokens[c.i]; t.kind == kindSuper {
		c.i++
		return t.text
	}
	if !c.accept("^") {
		return ""
	}
	braces := c.accept("{")
	_, text := c.look()
	c.pass()
	if braces {
		c.accept("}")
	}
	return text
}
