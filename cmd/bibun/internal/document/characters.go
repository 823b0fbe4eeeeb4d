package document

import (
	"fmt"
	"slices"
	"strings"
)

// characters declares what the fonts of TeX have no sign for, of the characters of a
// document: those of mathematics as what they are, others as their number in a box.
// In Japanese, luatexja has a font for most of them.
func characters(content string, japanese bool) string {
	var used []rune
	for _, r := range content {
		missing := r >= 0x180 && !known(r)
		if japanese {
			missing = r >= 0x1F000 && r < 0x20000 // pictures; kanji come behind them
		}
		if missing && !slices.Contains(used, r) {
			used = append(used, r)
		}
	}
	if used == nil {
		return ""
	}
	slices.Sort(used)
	var s strings.Builder
	s.WriteString(`\ifdefined\directlua
\newcommand{\notecharacter}[2]{\catcode"#1=13 \begingroup\lccode` + "`" + `\~="#1 \lowercase{\endgroup\protected\def~}{#2}}
\else
\newcommand{\notecharacter}[2]{\DeclareUnicodeCharacter{#1}{#2}}
\fi
`)
	for _, r := range used {
		tex, ok := asMath(r)
		if ok {
			tex = `\ensuremath{` + tex + "}"
		} else {
			tex = fmt.Sprintf(`\fbox{\tiny U+%04X}`, r)
		}
		fmt.Fprintf(&s, "\\notecharacter{%04X}{%s}\n", r, tex)
	}
	return s.String()
}

// known reports whether pdflatex has a character with fontenc T1 already.
func known(r rune) bool {
	return strings.ContainsRune("–—‘’‚“”„†‡•…‰‹›€™ȘșȚț", r)
}

// asMath is a character as a formula.
func asMath(r rune) (tex string, ok bool) {
	for _, pair := range strings.Fields(`
		α\alpha β\beta γ\gamma δ\delta ε\varepsilon ζ\zeta η\eta θ\theta ι\iota κ\kappa λ\lambda μ\mu ν\nu ξ\xi ο{o}
		π\pi ρ\rho ς\varsigma σ\sigma τ\tau υ\upsilon φ\varphi χ\chi ψ\psi ω\omega
		Γ\Gamma Δ\Delta Θ\Theta Λ\Lambda Ξ\Xi Π\Pi Σ\Sigma Φ\Phi Ψ\Psi Ω\Omega
		∂\partial ∇\nabla ∑\sum ∏\prod ∫\int √\surd ∞\infty ∈\in ∉\notin ≤\le ≥\ge ≠\ne ≈\approx ≡\equiv →\to ←\gets
		⇒\Rightarrow ⇔\Leftrightarrow ↦\mapsto −- ·\cdot ⋅\cdot ∘\circ ′\prime ″\prime\prime …\ldots ⋯\cdots ∝\propto ∀\forall ∃\exists
		⁰^0 ⁴^4 ⁵^5 ⁶^6 ⁷^7 ⁸^8 ⁹^9 ⁿ^n ₀_0 ₁_1 ₂_2 ₃_3 ₄_4 ₅_5 ₆_6 ₇_7 ₈_8 ₉_9 ℝ\mathbb{R} ∪\cup ∩\cap ⊂\subset ✓\checkmark
		⊃\supset ⊆\subseteq ⊇\supseteq ∅\varnothing ∖\setminus ℕ\mathbb{N} ℤ\mathbb{Z} ℚ\mathbb{Q} ℂ\mathbb{C} ℓ\ell ∓\mp ∗\ast
		∧\land ∨\lor ⊕\oplus ⊗\otimes ⊥\perp ∥\parallel ∠\angle ∼\sim ≃\simeq ≅\cong ≪\ll ≫\gg ≦\leqq ≧\geqq ⟨\langle ⟩\rangle
		↑\uparrow ↓\downarrow ↔\leftrightarrow ⇐\Leftarrow ∴\therefore ∵\because ∬\iint ∮\oint ϵ\epsilon ϕ\phi ϑ\vartheta ★\bigstar ☆\star`) {
		if c := []rune(pair); c[0] == r {
			return string(c[1:]), true
		}
	}
	return "", false
}
