package problem

import (
	"errors"
	"io"
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// A statement is a definition, a declaration or a request. Declarations and
// sentences are read by participle, by the structures of this file, each field's
// tag being its production; definitions and requests in mathematical signs, and
// those that begin with a verb, which nearly all statements are, are read by hand
// in signs.go and verbal.go. Names and expressions are ranges
// of the statement's tokens: what they mean depends on names that later
// statements define, so they are resolved when all statements have been read.

// sentence is the union of these statements. What is seen of a statement decides
// between its members, so each is parsed on its own.
type sentence struct {
	Declaration *declaration `parser:"  @@"`
	Japanese    *japanese    `parser:"| @@"`
	Jacobian    *jacobian    `parser:"| @@"`
}

// declaration is vars …, params …, assume … or index ….
type declaration struct {
	Vars   []name      `parser:"  ( 'vars' | 'variables' | '変数' ) ':'? @@ ( ( ',' | 'と' | 'and' ) @@ )*"`
	Params []name      `parser:"| ( 'params' | 'parameters' | 'constants' | '定数' | 'パラメータ' | 'パラメーター' ) ':'? @@ ( ( ',' | 'と' | 'and' ) @@ )*"`
	Assume []condition `parser:"| ( 'assume' | '仮定' ) ':'? @@ ( ( ',' | 'と' | 'and' ) @@ )*"`
	Index  []bounds    `parser:"| ( 'index' | '添字' ) ':'? @@ ( ',' @@ )*"`
}

// condition is x > 0, or a chain 0 < x < 1.
type condition struct {
	First expression `parser:"@@"`
	Rest  []compared `parser:"@@+"`
}

type compared struct {
	Op    string     `parser:"@( '<' | '<=' | '>' | '>=' | '=' | '==' | '!=' )"`
	Right expression `parser:"@@"`
}

// bounds is i, j = 1..N, the dots of which may stand between commas.
type bounds struct {
	Names []name      `parser:"@@ ( ',' @@ )* '='"`
	From  expression  `parser:"@@ ( '..' | Dots | ','"`
	Next  *expression `parser:"( @@ ',' )? Dots ',' )"`
	To    expression  `parser:"@@"`
}

// target is the name of a function, possibly with its arguments, which say
// nothing new.
type target struct {
	Name name   `parser:"@@"`
	Args []name `parser:"( '(' @@ ( ',' @@ )* ')' )?"`
}

// japanese is a sentence: Lをu, vで偏微分せよ.
type japanese struct {
	Phrases []phrase `parser:"@@*"`
	Verb    string   `parser:"@Verb"`
	Sign    name     `parser:"@@?"` // Lの全微分dLを求めよ
	End     []string `parser:"@( Particle | ',' )*"`
}

// phrase is a list of names with the particle that gives its part.
type phrase struct {
	Names    []target `parser:"'('? @@ ( ( ',' | 'と' ) @@ )* ')'?"`
	Particle string   `parser:"@( 'を' | 'の' | 'で' | 'での' ) ( 'の' | 'せよ' )?"`
}

// jacobian is ∂(x,y)/∂(r,θ), or the same as a fraction.
type jacobian struct {
	Of []name `parser:"( 'frac':Command '{' )? '∂' '(' @@ ( ',' @@ )* ')' ( '/' | '}' '{' )"`
	By []name `parser:"'∂' '(' @@ ( ',' @@ )* ')' '}'?"`
}

// grammars are the parsers of the productions that statements start from.
type grammars struct {
	declaration *participle.Parser[declaration]
	japanese    *participle.Parser[japanese]
	jacobian    *participle.Parser[jacobian]
}

// grammar builds the parsers when the first block is read.
var grammar = sync.OnceValue(func() *grammars {
	all := participle.MustBuild[sentence](participle.Lexer(lexicon{}))
	return &grammars{
		declaration: production[declaration](all),
		japanese:    production[japanese](all),
		jacobian:    production[jacobian](all),
	}
})

func production[P any](all *participle.Parser[sentence]) *participle.Parser[P] {
	p, err := participle.ParserForProduction[P](all)
	if err != nil {
		panic("problem: " + err.Error())
	}
	return p
}

// parseTokens reads the statement's tokens by the production. The second
// result is the offending token where they do not fit.
func parseTokens[P any](p *participle.Parser[P], tokens []token) (*P, *token) {
	lex, err := lexer.Upgrade(&tokenReader{tokens: tokens})
	if err == nil {
		var v *P
		if v, err = p.ParseFromLexer(lex); err == nil {
			return v, nil
		}
	}
	var unexpected *participle.UnexpectedTokenError
	at := tokens[len(tokens)-1].start
	if errors.As(err, &unexpected) {
		at = unexpected.Unexpected.Pos.Offset
	}
	for i := range tokens {
		if tokens[i].start >= at {
			return nil, &tokens[i]
		}
	}
	return nil, &tokens[len(tokens)-1]
}

// lexicon is the hand-written scanner as participle's lexer.
type lexicon struct{}

// Symbols names the kinds of token that productions mention.
func (lexicon) Symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{
		"EOF":      lexer.EOF,
		"Number":   lexer.TokenType(kindNumber),
		"Command":  lexer.TokenType(kindCommand),
		"Super":    lexer.TokenType(kindSuper),
		"Dots":     lexer.TokenType(kindDots),
		"Particle": lexer.TokenType(kindParticle),
		"D":        lexer.TokenType(kindD),
		"Verb":     lexer.TokenType(kindVerb),
	}
}

// Lex reads the first statement of r.
func (lexicon) Lex(_ string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if statements := scan(string(text)); len(statements) > 0 {
		return &tokenReader{tokens: statements[0].tokens}, nil
	}
	return &tokenReader{tokens: []token{{kind: kindEnd}}}, nil
}

// tokenReader hands the tokens of a statement to participle. A token's position
// in the block travels as its offset.
type tokenReader struct {
	tokens []token
	next   int
}

// Next returns the next token.
func (r *tokenReader) Next() (lexer.Token, error) {
	t := &r.tokens[r.next]
	if t.kind == kindEnd {
		return lexer.EOFToken(lexer.Position{Offset: t.start}), nil
	}
	r.next++
	return lexer.Token{Type: lexer.TokenType(t.kind), Value: t.text, Pos: lexer.Position{Offset: t.start}}, nil
}
