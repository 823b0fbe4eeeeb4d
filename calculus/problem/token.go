package problem

// token is a piece of the block's text. Its text is normalised — folded to
// ASCII where there is an ASCII form, Greek letters by their English name — and
// start and end are where it stands in the block.
type token struct {
	text       string
	start, end int
	kind       kind
	// space says that white space stands before the token. Spacing matters in a
	// few places: 1/2 x is ½x, and 1/2x can be read two ways.
	space bool
	// unit is the width in bytes of one letter of a word, which is more than 1
	// for full-width letters and those of mathematical alphabets.
	unit uint8
	// alphabet is the LaTeX alphabet of a name that is set in one of its own, as
	// in \mathbf{x}.
	alphabet alphabet
}

// kind is what a token is.
type kind uint8

const (
	kindEnd      kind = iota
	kindNumber        // 12, 0.5
	kindFraction      // ½, as "1/2"
	kindWord          // a run of letters, which may be one name or several
	kindNamed         // one name however long: \mathrm{loss}, 価格
	kindGreek         // a Greek letter, by its English name
	kindCommand       // a LaTeX command with arguments, without its backslash: frac
	kindSuper         // raised characters: ², ⁻¹
	kindSub           // lowered characters: ₁
	kindDots          // ... … \ldots
	kindParticle      // a Japanese particle or ending: を, で, せよ
	kindOp            // everything else, one operator or bracket each
	kindD             // the d of dL, cut from its word in a request
	kindVerb          // what a request asks for, by its kind
	kindBad           // a character that means nothing here

	// The kinds below stand only in expressions whose words have been resolved.

	kindSymbol   // a symbol's name
	kindFunction // a known function's name
	kindConstant // e or pi
	kindDeriv    // d/dx in front of an expression
)

// Bars of LaTeX that say themselves which side they are on, such as \lvert.
const (
	openBar  = "\\lvert"
	closeBar = "\\rvert"
)

// is reports whether t is the operator or bracket op.
func (t *token) is(op string) bool { return t.kind == kindOp && t.text == op }

func (t *token) span() Span { return Span{t.start, t.end} }

// tight reports whether t follows the token before it without white space.
func (t *token) tight() bool { return !t.space }

// statement is one statement's tokens, the last of which is a kindEnd.
type statement struct {
	tokens []token
	// latex says that the statement is written in LaTeX: a run of letters is
	// then a product of single letters.
	latex bool
	// at is the point that the statement names, along the direction; broken says
	// that one of them could not be read.
	at, along *place
	broken    bool
	// every says that the request is about every function of the block.
	every bool
}

func (s *statement) span() Span {
	if len(s.tokens) < 2 {
		return Span{s.tokens[0].start, s.tokens[0].start}
	}
	return Span{s.tokens[0].start, s.tokens[len(s.tokens)-2].end}
}

// spanOf returns the range that the tokens cover.
func spanOf(tokens []token) Span {
	if len(tokens) == 0 {
		return Span{}
	}
	return Span{tokens[0].start, tokens[len(tokens)-1].end}
}
