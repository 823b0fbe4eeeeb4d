package document

import (
	"fmt"
	"slices"
	"strings"
)

// characters declares what pdflatex doesn't know of the characters of a
// document: those of mathematics as what they are, others as their number in a
// box. lualatex needs none of it.
func characters(content string) string {
	var used []rune
	for _, r := range content {
		if r >= 0x180 && !known(r) && !slices.Contains(used, r) {
			used = append(used, r)
		}
	}
	slices.Sort(used)
	var s strings.Builder
	for _, r := range used {
		tex, ok := asMath(r)
		if ok {
			tex = `\ensuremath{` + tex + "}"
		} else {
			tex = fmt.Sprintf(`\fbox{\tiny U+%04X}`, r)
		}
		fmt.Fprintf(&s, "\\DeclareUnicodeCharacter{%04X}{%s}\n", r, tex)
	}
	return s.String()
}

// known reports whether pdflatex has a character with fontenc T1 already.
func known(r rune) bool {
	return strings.ContainsRune("–—‘’‚“”„†‡•…‰‹›€™", r)
}

// asMath is a character as a formula.
func asMath(r rune) (tex string, ok bool) {
	for _, pair := range strings.Fields(`
		α\alpha β\beta γ\gamma δ\delta ε\varepsilon ζ\zeta η\eta θ\theta ι\iota κ\kappa λ\lambda μ\mu ν\nu ξ\xi ο{o}
		π\pi ρ\rho ς\varsigma σ\sigma τ\tau υ\upsilon φ\varphi χ\chi ψ\psi ω\omega
		Γ\Gamma Δ\Delta Θ\Theta Λ\Lambda Ξ\Xi Π\Pi Σ\Sigma Φ\Phi Ψ\Psi Ω\Omega
		∂\partial ∇\nabla ∑\sum ∏\prod ∫\int √\surd ∞\infty ∈\in ∉\notin ≤\le ≥\ge ≠\ne ≈\approx ≡\equiv →\to ←\gets
		⇒\Rightarrow ⇔\Leftrightarrow ↦\mapsto −- ·\cdot ⋅\cdot ∘\circ ′\prime ″\prime\prime …\ldots ⋯\cdots ∝\propto ∀\forall ∃\exists
		⁰^0 ⁴^4 ⁵^5 ⁶^6 ⁷^7 ⁸^8 ⁹^9 ⁿ^n ₀_0 ₁_1 ₂_2 ₃_3 ₄_4 ₅_5 ₆_6 ₇_7 ₈_8 ₉_9 ℝ\mathbb{R} ∪\cup ∩\cap ⊂\subset ✓\checkmark`) {
		if c := []rune(pair); c[0] == r {
			return string(c[1:]), true
		}
	}
	return "", false
}
