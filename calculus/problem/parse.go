package problem

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus"
)

// The limits of a block besides those of [Limits]. They are counts, the same on
// every machine.
const (
	// maxRequestTokens allows some two hundred requests on one line.
	maxRequestTokens = 2000
	// maxStatements keeps what compares statements with each other short. A
	// block of 500 lines is no exercise.
	maxStatements = 500
	// maxDiagnostics is more than an author mends in one go.
	maxDiagnostics = 100
)

// Parse reads the text of a block. The problem holds what could be read, also
// where there are errors among the diagnostics, which are ordered by position.
func Parse(text string) (*Problem, []Diagnostic) { return ParseWithin(text, Limits{}) }

// ParseWithin is [Parse] with limits of the caller's.
func ParseWithin(text string, limits Limits) (*Problem, []Diagnostic) {
	p := &parser{text: text, limits: limits.withDefaults(), problem: &Problem{}, defined: map[string]*Definition{}, symbols: map[string]*calculus.Sym{}, scope: newScope()}
	if most := p.limits.Bytes; len(text) > most {
		p.report(Diagnostic{Span: Span{most, most}, Code: "too-long", Args: exceeded("bytes in the block", len(text), most, "block-bytes")})
		return p.problem, p.diagnostics
	}
	p.block(scan(text))
	slices.SortStableFunc(p.diagnostics, func(a, b Diagnostic) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return p.problem, p.diagnostics
}

// parser is the state of reading one block.
type parser struct {
	text        string
	limits      Limits
	problem     *Problem
	diagnostics []Diagnostic
	failed      bool // an error has been reported
	spent       int  // primaries read, also again and again within sums
	symbols     map[string]*calculus.Sym

	scope   *scope
	alone   uint64 // letters that stand alone in the block, a bit for each from A on
	defined map[string]*Definition
	others  map[string]*Definition // of members that a request names by another index
	ranges  map[string]*Range      // of the indices that the block declares
	assumed []assumed
	counted map[string]Range // of names with a number below, in sums that were written out
	// equations are statements that may be equations for unknowns.
	equations []*equation
	calls     []call
	using     *Definition // whose body is being read
	leafs     map[*Definition]*calculus.SymbolSet
	numbers   map[calculus.Expr]*calculus.Num // powers of numbers, worked out
	used      map[*Definition]bool            // by another definition or a request
	at        *place                          // of the request that is being read
	along     *place                          // the same for its direction
}

// block reads the statements: first what they define and declare, then what
// the requests differentiate by, then the bodies, which may use all of it, and
// last the requests.
func (p *parser) block(statements []statement) {
	p.used = map[*Definition]bool{}
	p.alphabets(statements)
	p.standAlone(statements)
	if len(statements) > maxStatements {
		p.report(Diagnostic{Span: statements[maxStatements].span(), Code: "too-long", Args: exceeded("statements", len(statements), maxStatements, "")})
		return
	}
	statements = splitSentences(exercises(statements, p.text))
	var heads []*head
	var asked []*question
	for i := range statements {
		s := &statements[i]
		p.cutClauses(s)
		switch p.classify(s) {
		case isDefinition:
			if p.startsWithFunction(s) {
				p.mayBeEquation(equation{statement: s, maybe: true})
			} else if h := p.head(s); h != nil {
				heads = append(heads, h)
			}
		case isDeclaration:
			p.declaration(s)
		case isRequest:
			asked = append(asked, &question{statement: s})
		}
		p.look(i, s)
	}
	for _, q := range asked {
		p.question(q)
	}
	heads = p.settleEquations(heads, asked)
	for _, a := range p.assumed {
		p.assume(a)
	}
	for _, h := range p.softmaxLast(heads) {
		if p.tired() {
			return
		}
		p.body(h)
	}
	p.finish(heads)
	for _, q := range asked {
		if p.tired() {
			return
		}
		p.answerable(q)
	}
	p.overNothing()
	if len(statements) > 0 {
		p.leftovers(heads, len(asked) > 0, statements[len(statements)-1].span())
	}
}

// standAlone notes the letters that are words by themselves.
func (p *parser) standAlone(statements []statement) {
	for i := range statements {
		for j := range statements[i].tokens {
			if t := &statements[i].tokens[j]; t.kind == kindWord && len(t.text) == 1 {
				p.alone |= 1 << (t.text[0] - 'A')
			}
		}
	}
}

// report records an error.
func (p *parser) report(d Diagnostic) {
	d.Severity = Error
	p.failed = true
	p.record(d)
}

// warn records a warning.
func (p *parser) warn(d Diagnostic) {
	d.Severity = Warning
	p.record(d)
}

// record keeps d unless the same was said of the same place, as happens when a
// sum's body is read again.
func (p *parser) record(d Diagnostic) {
	if len(p.diagnostics) >= maxDiagnostics {
		return
	}
	for _, e := range p.diagnostics {
		if e.Span == d.Span && e.Code == d.Code {
			return
		}
	}
	p.diagnostics = append(p.diagnostics, d)
}

// symbol returns the symbol called name, the same one each time.
func (p *parser) symbol(name string) *calculus.Sym {
	s := p.symbols[name]
	if s == nil {
		s = calculus.Symbol(name)
		p.symbols[name] = s
	}
	return s
}

// tired reports whether enough has been reported to stop reading.
func (p *parser) tired() bool { return len(p.diagnostics) >= maxDiagnostics }

// spend counts a primary against the budget.
func (p *parser) spend() bool {
	p.spent++
	return p.spent <= p.limits.Nodes
}

// quote returns the text of a span as messages show it: on one line and not too
// long.
func (p *parser) quote(s Span) string {
	text := strings.ToValidUTF8(strings.Join(strings.Fields(p.text[s.Start:s.End]), " "), "\ufffd")
	const most = 60
	if len(text) <= most {
		return text
	}
	cut := most
	for cut > most-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// uses notes that the body being read refers to d.
func (p *parser) uses(d *Definition) {
	p.used[d] = true
	if p.using != nil && !slices.Contains(p.using.Uses, d) {
		p.using.Uses = append(p.using.Uses, d)
	}
}

// unexpectedToken says what stands where it cannot.
func (p *parser) unexpectedToken(t *token) Diagnostic {
	switch {
	case t.kind == kindEnd:
		return Diagnostic{Span: Span{t.start, t.end}, Code: "unexpected-end"}
	case t.kind == kindBad && t.text == "∞", t.kind == kindCommand && t.text == "infty":
		return Diagnostic{Span: t.span(), Code: "infinite", Args: []string{p.quote(t.span())}}
	case t.kind == kindBad && pairOf(t.text) != "":
		return Diagnostic{Span: t.span(), Code: "unclosed", Args: []string{t.text, pairOf(t.text)}}
	case t.kind == kindBad && closesPair(t.text):
		return Diagnostic{Span: t.span(), Code: "unopened", Args: []string{t.text}}
	case t.kind == kindCommand && (t.text == "begin" || t.text == "end"):
		return Diagnostic{Span: t.span(), Code: "unknown-environment", Args: []string{p.quote(t.span())}}
	case t.kind == kindBad:
		return Diagnostic{Span: t.span(), Code: "unknown-character", Args: []string{p.quote(t.span())}}
	case t.kind == kindDots:
		return Diagnostic{Span: t.span(), Code: "dots", Args: []string{p.quote(t.span())}}
	case t.is(")") || t.is("]") || t.is("}"):
		return Diagnostic{Span: t.span(), Code: "unopened", Args: []string{t.text}}
	case t.is("∂") || t.kind == kindD:
		return Diagnostic{Span: t.span(), Code: "derivative-in-expression", Args: []string{p.quote(t.span())}}
	case t.kind == kindCommand && !isFunction(t.text) && t.text != "frac" && !isRootSign(t.text):
		return p.unknownCommand(t)
	}
	return Diagnostic{Span: t.span(), Code: "unexpected", Args: []string{p.quote(t.span())}}
}

// expression reads the tokens of an expression in the scope.
func (p *parser) expression(sc *scope, s *statement, e expression) (calculus.Expr, bool) {
	if e.to == toEnd {
		e.to = len(s.tokens) - 1
	}
	tokens := s.tokens[e.from:e.to]
	if most := p.limits.Tokens; len(tokens) > most {
		p.report(Diagnostic{Span: tokens[most].span(), Code: "too-long", Args: exceeded("signs in one expression", len(tokens), most, "tokens")})
		return nil, false
	}
	resolved := p.resolve(sc, tokens, s.latex)
	if resolved == nil {
		return nil, false
	}
	if end := &resolved[len(resolved)-1]; e.to < len(s.tokens) && len(tokens) == 0 {
		end.start, end.end = s.tokens[e.to].start, s.tokens[e.to].start
	}
	r := &reader{p: p, sc: sc, tokens: resolved, latex: s.latex, start: s.tokens[0].start}
	return r.read()
}
