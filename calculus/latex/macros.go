package latex

// Macros lists every control word and control symbol that the package may
// write, each without its backslash. All of them are drawn by MathJax 3 with
// the packages base and ams, by MathJax 4 with the same, and by KaTeX in
// strict mode. The list is closed: a test holds the package's output to it.
func Macros() []string {
	return []string{
		// Structure.
		"begin", "end", "left", "right", `\`, "frac", "sqrt", "underbrace",
		"text", "mathrm", "mathop", "nolimits",
		"hat", "bar", "tilde", "vec", "dot", "ddot",
		// Signs, space and brackets.
		",", "quad", "qquad", "cdot", "cdots", "vdots", "ddots", "partial", "sum", "prod",
		"ne", "lt", "le", "gt", "ge", "hline",
		"lvert", "rvert", "lbrace", "rbrace", "vert", "backslash", "ast",
		// Functions.
		"sin", "cos", "tan", "cot", "sec", "csc",
		"arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth",
		"exp", "log", "ln", "max", "min",
		// Letters.
		"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta",
		"iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma",
		"tau", "upsilon", "phi", "chi", "psi", "omega",
		"varepsilon", "vartheta", "varpi", "varrho", "varsigma", "varphi",
		"Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon",
		"Phi", "Psi", "Omega", "ell", "infty",
	}
}

// Environments lists the environments that the package may write.
func Environments() []string { return []string{"aligned", "array", "cases", "pmatrix"} }
