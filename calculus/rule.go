package calculus

// Rule is a law by which one line of a derivation follows from the one above.
type Rule struct {
	// ID names the rule in JSON and in the tables of words: "product".
	ID string
	// Formula states it in one line.
	Formula string
	// Heavy marks the rules that deserve a line of their own in a brief solution.
	Heavy bool
	// Algebra marks the rules that bring a result into its form.
	Algebra bool
}

// The rules.
var (
	ConstantRule         = &Rule{ID: "constant", Formula: "(c)' = 0"}
	ConstantMultipleRule = &Rule{ID: "constant-multiple", Formula: "(cu)' = cu'"}
	SumRule              = &Rule{ID: "sum", Formula: "(u+v)' = u' + v'"}
	PowerRule            = &Rule{ID: "power", Formula: "(x^n)' = nx^(n-1)"}
	ExponentialRule      = &Rule{ID: "exponential", Formula: "(e^x)' = e^x, (a^x)' = a^x log a"}
	LogarithmRule        = &Rule{ID: "logarithm", Formula: "(log x)' = 1/x"}
	TrigonometricRule    = &Rule{ID: "trigonometric", Formula: "(sin x)' = cos x, (cos x)' = -sin x, (tan x)' = 1/cos^2 x"}
	InverseTrigRule      = &Rule{ID: "inverse-trigonometric", Formula: "(arctan x)' = 1/(1+x^2)"}
	HyperbolicRule       = &Rule{ID: "hyperbolic", Formula: "(sinh x)' = cosh x, (tanh x)' = 1-tanh^2 x"}
	RootRule             = &Rule{ID: "root", Formula: "(sqrt x)' = 1/(2 sqrt x)"}
	AbsoluteRule         = &Rule{ID: "absolute-value", Formula: "|x|' = x/|x|"}
	PiecewiseRule        = &Rule{ID: "piecewise", Formula: "f' piece by piece"}
	SpecialRule          = &Rule{ID: "special", Formula: "(erf x)' = 2/sqrt(pi) e^(-x^2), (sigmoid x)' = sigmoid(x)(1-sigmoid(x))"}

	ProductRule     = &Rule{ID: "product", Formula: "(uv)' = u'v + uv'", Heavy: true}
	QuotientRule    = &Rule{ID: "quotient", Formula: "(u/v)' = (u'v - uv')/v^2", Heavy: true}
	ReciprocalRule  = &Rule{ID: "reciprocal", Formula: "(1/v)' = -v'/v^2", Heavy: true}
	ChainRule       = &Rule{ID: "chain", Formula: "(f(u))' = f'(u)u'", Heavy: true}
	LogarithmicRule = &Rule{ID: "logarithmic-differentiation", Formula: "y' = y (log|y|)', u^v = e^(v log u)", Heavy: true}

	LogarithmLaws         = &Rule{ID: "logarithm-laws", Formula: "log(uv) = log u + log v, log(u/v) = log u - log v, log(u^n) = n log u", Heavy: true}
	TotalDifferentialRule = &Rule{ID: "total-differential", Formula: "df = f_x dx + f_y dy", Heavy: true}
	DirectionalRule       = &Rule{ID: "directional", Formula: "derivative along v = grad f . v/|v|", Heavy: true}
	TangentRule           = &Rule{ID: "tangent", Formula: "f(a) + f_x(a)(x-a) + f_y(a)(y-b)", Heavy: true}
	TangentLineRule       = &Rule{ID: "tangent-line", Formula: "f(a) + f'(a)(x-a)", Heavy: true}
	NormalRule            = &Rule{ID: "normal", Formula: "f(a) - (x-a)/f'(a)", Heavy: true}
	ParametricRule        = &Rule{ID: "parametric", Formula: "dy/dx = (dy/dt)/(dx/dt)", Heavy: true}
	DeterminantRule       = &Rule{ID: "determinant", Formula: "det(a b; c d) = ad - bc", Heavy: true}
	SymmetryRule          = &Rule{ID: "symmetry", Formula: "f_xy = f_yx"}
	ImplicitRule          = &Rule{ID: "implicit", Formula: "dy/dx = -F_x/F_y where F(x,y) = 0", Heavy: true}
	EquationRule          = &Rule{ID: "equation", Formula: "F(x,y) = c, as given"}
	SubstituteRule        = &Rule{ID: "substitute", Formula: "t = u", Heavy: true}
	KroneckerRule         = &Rule{ID: "kronecker-delta", Formula: "dw_i/dw_k = delta_ik"}
	CollapseRule          = &Rule{ID: "collapse", Formula: "sum over i of a_i delta_ik = a_k", Heavy: true}
	MeanRule              = &Rule{ID: "mean", Formula: "sum of (x_i - m) = 0 for the mean m of the x_i"}
	AssumptionRule        = &Rule{ID: "assumption", Formula: "sum of t_k = 1, as assumed"}
	ExpandRule            = &Rule{ID: "expand", Formula: "a(b+c) = ab + ac", Algebra: true}
	FactorRule            = &Rule{ID: "factor", Formula: "ab + ac = a(b+c)", Algebra: true}
	CommonDenominatorRule = &Rule{ID: "common-denominator", Formula: "a/b + c/d = (ad+bc)/(bd)", Algebra: true}
	CancelRule            = &Rule{ID: "cancel", Formula: "(ab)/(ac) = b/c", Algebra: true}
	PythagoreanRule       = &Rule{ID: "pythagorean", Formula: "sin^2 x + cos^2 x = 1", Algebra: true}
	RecognizeRule         = &Rule{ID: "recognize", Formula: "an expression named by the author"}
)

// Rules lists all rules, in the order in which the rules of one line are named.
func Rules() []*Rule {
	return []*Rule{
		SumRule, ConstantMultipleRule, ConstantRule, PowerRule, ExponentialRule, LogarithmRule,
		TrigonometricRule, InverseTrigRule, HyperbolicRule, RootRule, AbsoluteRule, PiecewiseRule, SpecialRule,
		ProductRule, QuotientRule, ReciprocalRule, ChainRule, LogarithmicRule,
		LogarithmLaws, TotalDifferentialRule, DirectionalRule, TangentRule, TangentLineRule, NormalRule, ParametricRule, DeterminantRule, SymmetryRule, ImplicitRule, EquationRule, SubstituteRule, KroneckerRule, CollapseRule, MeanRule, AssumptionRule, ExpandRule, FactorRule, CommonDenominatorRule,
		CancelRule, PythagoreanRule, RecognizeRule,
	}
}
