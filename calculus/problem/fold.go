package problem

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"github.com/bibun-md/bibun/calculus"
)

// fold maps a character to the one that the scanner knows it by: full-width
// forms and mathematical alphabets to plain letters, the many dots, minus signs
// and brackets of Unicode to those of a keyboard.
func fold(r rune) rune {
	if r < 0x80 {
		return r
	}
	switch r {
	case '\u00a0', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009', '\u200a', '\u202f', '\u205f', '\u3000',
		'\u200b', '\u200c', '\u200d', '\u2060', '\u2061', '\u2062', '\u2063', '\ufeff', '\ufe0e', '\ufe0f':
		return ' '
	case '−', '–', '—', '‐', '‑', '﹣':
		return '-'
	case '·', '⋅', '∙', '•', '・', '×', '✕', '✖', '∗', '⨯':
		return '*'
	case '÷', '∕', '⁄':
		return '/'
	case '、', '､', '，':
		return ','
	case '′', '’', '‘', 'ʹ':
		return '\''
	case '【', '〔', '［', '〚':
		return '['
	case '】', '〕', '］', '〛':
		return ']'
	case '∣', '❘', '｜':
		return '|'
	case '≦', '⩽':
		return '≤'
	case '≧', '⩾':
		return '≥'
	case '∂', '∇', '√', '∛', '∜', '∑', '∏', '≤', '≥', '≠', '…', '⋯':
		return r
	case '∆':
		return 'Δ'
	case 'µ':
		return 'μ'
	}
	if f := width.LookupRune(r).Folded(); f != 0 {
		if f < 0x80 {
			return f
		}
		return fold(f)
	}
	if r >= 0x1d400 && r <= 0x1d7ff || r >= 0x2100 && r <= 0x214f || r >= 0xfe50 && r <= 0xfe6b {
		// Mathematical alphabets, as pasted from a typeset page: 𝑥, 𝜕, ℝ. Small
		// forms of signs: ﹙.
		for _, c := range norm.NFKC.String(string(r)) {
			return c
		}
	}
	return r
}

// superscripts and subscripts give the plain character of a raised or lowered one.
const (
	superscripts = "⁰0¹1²2³3⁴4⁵5⁶6⁷7⁸8⁹9⁺+⁻-⁽(⁾)ⁿnⁱiᵃaᵇbᶜcᵈdᵉeᵏkˡlᵐmᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻzᴺNᵀTᐟ/"
	subscripts   = "₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9₊+₋-₌=ₐaₑeₕhᵢiⱼjₖkₗlₘmₙnₒoₚpᵣrₛsₜtᵤuᵥvₓx"
)

// script returns the plain character of r, raised or lowered, in the table.
func script(table string, r rune) (byte, bool) {
	if r < 0xb2 {
		return 0, false
	}
	i := strings.IndexRune(table, r)
	if i < 0 {
		return 0, false
	}
	return table[i+len(string(r))], true
}

// vulgar gives the value of a character that is a fraction.
func vulgar(r rune) (string, bool) {
	if r < '¼' || r > '⅞' || !unicode.Is(unicode.No, r) {
		return "", false
	}
	s := norm.NFKC.String(string(r)) // 1⁄2 with U+2044
	num, den, ok := strings.Cut(s, "⁄")
	if !ok {
		return "", false
	}
	return num + "/" + den, true
}

// greekNames lists the Greek letters with their English names, small letters
// first; capitals that look like Latin letters have no name in mathematics.
const greekNames = "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega " +
	"Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ϵ epsilon ϑ vartheta ϕ phi ϖ varpi ϱ varrho ς varsigma"

// isGreek reports whether name is the English name of a Greek letter.
func isGreek(name string) bool { return calculus.IsGreek(name) }

// greekLetter returns the English name of the letter r.
func greekLetter(r rune) (string, bool) {
	if r < 'Γ' || r > 'ϵ' {
		return "", false
	}
	_, rest, ok := strings.Cut(greekNames, string(r)+" ")
	if !ok {
		return "", false
	}
	name, _, _ := strings.Cut(rest, " ")
	return name, true
}
