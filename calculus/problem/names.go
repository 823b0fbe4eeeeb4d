package problem

import (
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// scope is what the names of a definition's body mean.
type scope struct {
	// functions are the block's definitions that have an argument list.
	functions map[string]*Definition
	// values are names that stand for a value, so that u(v+1) is a product:
	// variables, parameters, definitions without an argument list.
	values map[string]bool
	// local are the arguments of the definition itself, which come first.
	local map[string]bool
	// bases are the letters that all those names start with, without
	// subscripts: the words that a run of letters may be made of.
	bases map[string]bool
	// longest is the length of the longest base.
	longest int
}

func newScope() *scope {
	return &scope{functions: map[string]*Definition{}, values: map[string]bool{}, bases: map[string]bool{}}
}

// declare makes name known as the start of words.
func (sc *scope) declare(name string) {
	base := baseOf(name)
	sc.bases[base] = true
	sc.longest = max(sc.longest, len(base))
}

// baseOf returns name without subscript and primes.
func baseOf(name string) string {
	if i := strings.IndexAny(name, "_'"); i >= 0 {
		return name[:i]
	}
	return name
}

// isValue reports whether name stands for a value.
func (sc *scope) isValue(name string) bool { return sc.local[name] || sc.values[name] }

// function returns the definition that name calls.
func (sc *scope) function(name string) *Definition {
	if sc.local[name] {
		return nil
	}
	return sc.functions[name]
}

// maxBuiltin is the length of the longest built-in name that a run of letters
// may contain.
const maxBuiltin = 10

// split cuts a run of letters into the fewest known names. Single letters
// count as known where all says so, otherwise only where they are declared.
// The result is nil when the run cannot be cut.
func (sc *scope) split(run string, all bool) []string {
	longest := max(sc.longest, maxBuiltin)
	const never = 1 << 30
	count := make([]int, len(run)+1) // names needed from i on
	take := make([]int, len(run))    // length of the first of them
	for i := len(run) - 1; i >= 0; i-- {
		count[i] = never
		for n := min(longest, len(run)-i); n > 0; n-- {
			w := run[i : i+n]
			known := sc.bases[w] || n > 1 && (isFunction(w) || isGreek(w)) || n == 1 && (all || w == "e")
			if known && count[i+n] != never && count[i+n]+1 < count[i] {
				count[i], take[i] = count[i+n]+1, n
			}
		}
	}
	if count[0] == never {
		return nil
	}
	var words []string
	for i := 0; i < len(run); i += take[i] {
		words = append(words, run[i:i+take[i]])
	}
	return words
}

// hidden reports whether a built-in name of several letters occurs in run.
func hidden(run string) bool {
	for i := range run {
		for n := 2; n <= maxBuiltin && i+n <= len(run); n++ {
			if w := run[i : i+n]; isFunction(w) || isGreek(w) {
				return true
			}
		}
	}
	return false
}

// words cuts a run of letters into names by reading rule 1: a run that is a
// known name is that name; otherwise it is cut into the fewest known names, or
// else into single letters. Where a built-in name is hidden in letters that
// nothing declares, both readings are offered and none is taken.
//
// A word that nothing knows and that next shows to be a function's name stays
// whole.
func (p *parser) words(sc *scope, t, next *token, latex bool) []string {
	run := t.text
	if len(run) == 1 || sc.bases[run] {
		return []string{run}
	}
	if latex {
		if (run == "sum" || run == "prod") && next.is("(") {
			return []string{run} // its bounds leave no other reading
		}
		if (isFunction(run) || isGreek(run)) && !sc.spells(run) {
			product := strings.Join(letters(run), " ")
			if next.tight() && (next.is("(") || next.kind == kindNumber) {
				product += "\\cdot "
			}
			p.report(Diagnostic{Span: t.span(), Code: "plain-name-in-latex", Args: []string{run},
				Fixes: fixes(t.span(), "\\"+latexName(run), product)})
			return nil
		}
		return letters(run)
	}
	if isFunction(run) {
		return []string{run}
	}
	if isGreek(run) {
		if sc.spells(run) {
			p.report(Diagnostic{Span: t.span(), Code: "ambiguous-name", Args: []string{run},
				Fixes: fixes(t.span(), greekRune(run), strings.Join(letters(run), "*"))})
			return nil
		}
		return []string{run}
	}
	if _, accent := calculus.Accent(run); accent != "" && !sc.spells(run) {
		return []string{run} // xhat
	}
	if words := sc.split(run, false); words != nil {
		return words
	}
	if next.is("(") && next.tight() {
		return []string{run}
	}
	if name := otherwise(run); name != "" && !sc.spells(run) && (next.is("(") || next.space && (next.kind == kindWord || next.kind == kindNumber || next.kind == kindGreek)) {
		p.report(Diagnostic{Span: t.span(), Code: "undefined-function", Args: []string{run, strings.Join(letters(run), "*"), name},
			Fixes: fixes(t.span(), name, strings.Join(letters(run), "*"))})
		return nil
	}
	if words := p.plainSplit(sc, run); words != nil {
		return words
	}
	if hidden(run) {
		p.report(Diagnostic{Span: t.span(), Code: "unclear-word", Args: []string{run},
			Fixes: fixes(t.span(), strings.Join(sc.split(run, true), " "), strings.Join(letters(run), "*"))})
		return nil
	}
	if next.space && (next.kind == kindWord || next.kind == kindNumber || next.kind == kindGreek) && len(run) > 2 && nearest(run, functionNames()) != "" {
		p.report(p.unknownFunction(run, t.span(), false))
		return nil
	}
	if len(run) > 3 {
		p.warn(Diagnostic{Span: t.span(), Code: "word-as-product", Args: []string{run, strings.Join(letters(run), "·")}})
	}
	return letters(run)
}

// plainSplit cuts a run of letters that holds the name of a function or a Greek letter,
// as sinx does, where what is left are x, y, z or letters that stand alone in the
// block. It returns nil where something else is left.
func (p *parser) plainSplit(sc *scope, run string) []string {
	if !hidden(run) {
		return nil
	}
	words := sc.split(run, true)
	for _, w := range words {
		if len(w) == 1 && !sc.bases[w] && w != "x" && w != "y" && w != "z" && !p.alone[w[0]] {
			return nil
		}
	}
	return words
}

// otherwise returns the name that bibun knows a function by where run is another
// one for it: tg, sh and the like, and names in capital letters.
func otherwise(run string) string {
	switch run {
	case "lg":
		return "log_10"
	case "tg":
		return "tan"
	case "ctg", "cotg":
		return "cot"
	case "arctg":
		return "arctan"
	case "sh":
		return "sinh"
	case "ch":
		return "cosh"
	case "th":
		return "tanh"
	}
	if low := strings.ToLower(run); strings.ToUpper(run) == run && isFunction(low) {
		return low
	}
	return ""
}

// spells reports whether every letter of run is declared by itself.
func (sc *scope) spells(run string) bool {
	for _, c := range letters(run) {
		if !sc.bases[c] {
			return false
		}
	}
	return true
}

func letters(run string) []string { return strings.Split(run, "") }

// greekRune returns the Greek letter called name.
func greekRune(name string) string {
	fields := strings.Fields(greekNames)
	for i := 1; i < len(fields); i += 2 {
		if fields[i] == name {
			return fields[i-1]
		}
	}
	return name
}

// latexName returns the command for a known function or letter.
func latexName(name string) string {
	if isGreek(name) {
		return name
	}
	switch name {
	case "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan", "exp", "log", "ln", "max", "min", "sqrt":
		return name
	}
	return "operatorname{" + name + "}"
}

// readName returns the canonical form of the name in tokens — w_ij for
// w_{ij}, x_1_2 for x_{1,2}, theta_0 for θ₀ — and how many primes follow it.
func readName(tokens []token) (base string, primes int, ok bool) {
	if len(tokens) == 0 {
		return "", 0, false
	}
	var b strings.Builder
	b.WriteString(tokens[0].text)
	piece := false // a piece of subscript has been written
	sub := func(text string) bool {
		if !piece {
			b.WriteByte('_')
		}
		piece = true
		for i := 0; i < len(text); i++ {
			if c := text[i]; c < 0x80 && !isLetter(c) && !isDigit(c) {
				return false
			}
		}
		b.WriteString(text)
		return true
	}
	for i := 1; i < len(tokens); i++ {
		t := &tokens[i]
		switch t.kind {
		case kindOp:
			switch t.text {
			case "'":
				primes++
			case "_", "{", "}":
			case ",":
				piece = false
			default:
				return "", 0, false
			}
		case kindWord, kindNumber, kindSub, kindGreek, kindNamed, kindConstant:
			if !sub(t.text) {
				return "", 0, false
			}
		default:
			return "", 0, false
		}
	}
	return b.String(), primes, true
}
