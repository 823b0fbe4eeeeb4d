package calculus

import "strings"

// accents are the endings of names by which plain text writes an accent: xhat
// is x̂. They are the names of the LaTeX commands.
var accents = [...]string{"hat", "bar", "tilde", "vec", "ddot", "dot"}

// Accent splits a name such as yhat, thetabar or xdot into the letter and the
// accent over it, which is the name of the LaTeX command. The accent is empty
// where the name has none: only a single letter and a Greek one carry accents.
func Accent(name string) (letter, accent string) {
	for _, a := range accents {
		letter, ok := strings.CutSuffix(name, a)
		if !ok {
			continue
		}
		if len(letter) == 1 && (letter[0]|0x20 >= 'a' && letter[0]|0x20 <= 'z') || IsGreek(letter) {
			return letter, a
		}
	}
	return name, ""
}

// IsGreek reports whether name is the English name of a Greek letter, or "ell".
func IsGreek(name string) bool {
	switch name {
	case "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho",
		"sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
		"Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
		"varepsilon", "vartheta", "varphi", "varpi", "varrho", "varsigma", "ell":
		return true
	}
	return false
}
