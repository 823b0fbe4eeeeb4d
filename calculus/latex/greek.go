package latex

// greek returns the command for a Greek letter, given by its English name or
// as the letter itself, and "" for any other name. Capitals that LaTeX has no
// command for are upright Latin ones, as in a textbook.
func greek(name string) string {
	switch name {
	case "alpha", "α":
		return `\alpha`
	case "beta", "β":
		return `\beta`
	case "gamma", "γ":
		return `\gamma`
	case "delta", "δ":
		return `\delta`
	case "epsilon", "ϵ":
		return `\epsilon`
	case "zeta", "ζ":
		return `\zeta`
	case "eta", "η":
		return `\eta`
	case "theta", "θ":
		return `\theta`
	case "iota", "ι":
		return `\iota`
	case "kappa", "κ":
		return `\kappa`
	case "lambda", "λ":
		return `\lambda`
	case "mu", "μ", "µ":
		return `\mu`
	case "nu", "ν":
		return `\nu`
	case "xi", "ξ":
		return `\xi`
	case "pi", "π":
		return `\pi`
	case "rho", "ρ":
		return `\rho`
	case "sigma", "σ":
		return `\sigma`
	case "tau", "τ":
		return `\tau`
	case "upsilon", "υ":
		return `\upsilon`
	case "phi", "φ":
		return `\phi`
	case "chi", "χ":
		return `\chi`
	case "psi", "ψ":
		return `\psi`
	case "omega", "ω":
		return `\omega`
	case "varepsilon", "ε":
		return `\varepsilon`
	case "vartheta", "ϑ":
		return `\vartheta`
	case "varpi", "ϖ":
		return `\varpi`
	case "varrho", "ϱ":
		return `\varrho`
	case "varsigma", "ς":
		return `\varsigma`
	case "varphi", "ϕ":
		return `\varphi`
	case "Gamma", "Γ":
		return `\Gamma`
	case "Delta", "Δ":
		return `\Delta`
	case "Theta", "Θ":
		return `\Theta`
	case "Lambda", "Λ":
		return `\Lambda`
	case "Xi", "Ξ":
		return `\Xi`
	case "Pi", "Π":
		return `\Pi`
	case "Sigma", "Σ":
		return `\Sigma`
	case "Upsilon", "Υ":
		return `\Upsilon`
	case "Phi", "Φ":
		return `\Phi`
	case "Psi", "Ψ":
		return `\Psi`
	case "Omega", "Ω":
		return `\Omega`
	case "Alpha", "Α":
		return `\mathrm{A}`
	case "Beta", "Β":
		return `\mathrm{B}`
	case "Epsilon", "Ε":
		return `\mathrm{E}`
	case "Zeta", "Ζ":
		return `\mathrm{Z}`
	case "Eta", "Η":
		return `\mathrm{H}`
	case "Iota", "Ι":
		return `\mathrm{I}`
	case "Kappa", "Κ":
		return `\mathrm{K}`
	case "Mu", "Μ":
		return `\mathrm{M}`
	case "Nu", "Ν":
		return `\mathrm{N}`
	case "Omicron", "Ο":
		return `\mathrm{O}`
	case "Rho", "Ρ":
		return `\mathrm{P}`
	case "Tau", "Τ":
		return `\mathrm{T}`
	case "Chi", "Χ":
		return `\mathrm{X}`
	case "omicron", "ο":
		return `\mathrm{o}`
	case "ell", "ℓ":
		return `\ell`
	case "infty", "∞":
		return `\infty`
	}
	return ""
}
