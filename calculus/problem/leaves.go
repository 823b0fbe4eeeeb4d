package problem

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// The leaves of the grammar are read by hand (participle's Parseable): names,
// argument lists, differentials and expressions.

// name is the range of a name's tokens within its statement.
type name struct{ from, to int }

// Parse reads a name: letters, then possibly a subscript and primes.
func (n *name) Parse(lex *lexer.PeekingLexer) error {
	switch kind(lex.Peek().Type) {
	case kindWord, kindNamed, kindGreek, kindConstant:
	default:
		return participle.NextMatch
	}
	n.from = int(lex.RawCursor())
	lex.Next()
	switch t := lex.Peek(); {
	case kind(t.Type) == kindNumber, kind(t.Type) == kindSub:
		lex.Next()
	case kind(t.Type) == kindOp && t.Value == "_":
		lex.Next()
		if t := lex.Peek(); kind(t.Type) == kindOp && t.Value == "{" {
			for !lex.Peek().EOF() && lex.Peek().Value != "}" {
				lex.Next()
			}
		}
		if !lex.Peek().EOF() {
			lex.Next()
		}
	}
	for t := lex.Peek(); kind(t.Type) == kindOp && t.Value == "'"; t = lex.Peek() {
		lex.Next()
	}
	n.to = int(lex.RawCursor())
	return nil
}

// toEnd is where an expression ends that takes the rest of its statement.
const toEnd = -1

// expression is the range of an expression's tokens within its statement. It
// ends before a comma, a relation or a range outside brackets.
type expression struct{ from, to int }

// Parse finds where the expression ends; [reader] reads it.
func (e *expression) Parse(lex *lexer.PeekingLexer) error {
	e.from = int(lex.RawCursor())
	if kind(lex.Peek().Type) == kindBody {
		lex.Next()
		e.to = toEnd
		return nil
	}
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

// Parse reads the list up to its closing bracket.
func (a *arguments) Parse(lex *lexer.PeekingLexer) error {
	list := &a.vars
	for {
		var arg argument
		switch t := lex.Peek(); {
		case kind(t.Type) == kindDots:
			lex.Next()
			arg.dots = true
		case arg.name.Parse(lex) != nil:
			return &participle.UnexpectedTokenError{Unexpected: *t}
		}
		*list = append(*list, arg)
		switch t := lex.Peek(); {
		case isOp(t, ","):
			lex.Next()
		case isOp(t, ";") && list == &a.vars:
			lex.Next()
			list = &a.params
		case isOp(t, ")"):
			return nil
		default:
			return &participle.UnexpectedTokenError{Unexpected: *t}
		}
	}
}

func isOp(t *lexer.Token, op string) bool { return kind(t.Type) == kindOp && t.Value == op }

// above is what stands above the line of a derivative: ∂²f.
type above struct {
	sign  string
	order string
	of    name
}

// Parse reads a sign, an order and a function.
func (a *above) Parse(lex *lexer.PeekingLexer) error {
	sign, ok := parseSign(lex)
	if !ok {
		return participle.NextMatch
	}
	a.sign, a.order = sign, parseOrder(lex)
	if a.of.Parse(lex) == nil && isOp(lex.Peek(), "(") {
		for !lex.Peek().EOF() && !isOp(lex.Peek(), ")") { // L(u,v)
			lex.Next()
		}
		lex.Next()
	}
	return nil
}

// below is one variable of differentiation: ∂x².
type below struct {
	sign  string
	name  name
	order string
}

// Parse reads a sign, a variable and an order.
func (b *below) Parse(lex *lexer.PeekingLexer) error {
	sign, ok := parseSign(lex)
	if !ok {
		return participle.NextMatch
	}
	b.sign = sign
	if b.name.Parse(lex) != nil {
		return &participle.UnexpectedTokenError{Unexpected: *lex.Peek()}
	}
	b.order = parseOrder(lex)
	return nil
}

func parseSign(lex *lexer.PeekingLexer) (string, bool) {
	t := lex.Peek()
	if isOp(t, "∂") || kind(t.Type) == kindD {
		lex.Next()
		return t.Value, true
	}
	return "", false
}

// parseOrder reads ², ^2 or ^{2}; it returns "" where no order stands.
func parseOrder(lex *lexer.PeekingLexer) string {
	t := lex.Peek()
	if kind(t.Type) == kindSuper {
		lex.Next()
		return t.Value
	}
	if !isOp(t, "^") {
		return ""
	}
	lex.Next()
	braces := isOp(lex.Peek(), "{")
	if braces {
		lex.Next()
	}
	t = lex.Peek()
	if !t.EOF() {
		lex.Next()
	}
	if braces && isOp(lex.Peek(), "}") {
		lex.Next()
	}
	return t.Value
}
