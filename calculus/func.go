package calculus

// Func is a function that bibun knows. The functions of the package are the
// only ones; they are compared by address.
type Func struct {
	name     string
	min, max int // number of arguments; max < 0: any number
}

// The known functions. Log is the natural logarithm written log, Ln the same
// written ln; LogBase(b, x) is the logarithm of x to the base b. Root(n, x) is
// the n-th root. Sigmoid(x) is 1/(1+e^−x), Softplus(x) is log(1+e^x), ReLU(x)
// is max(0, x).
var (
	Sin = unary("sin")
	Cos = unary("cos")
	Tan = unary("tan")
	Cot = unary("cot")
	Sec = unary("sec")
	Csc = unary("csc")

	Arcsin = unary("arcsin")
	Arccos = unary("arccos")
	Arctan = unary("arctan")
	Arccot = unary("arccot")
	Arcsec = unary("arcsec")
	Arccsc = unary("arccsc")

	Sinh = unary("sinh")
	Cosh = unary("cosh")
	Tanh = unary("tanh")
	Coth = unary("coth")
	Sech = unary("sech")
	Csch = unary("csch")

	Arsinh = unary("arsinh")
	Arcosh = unary("arcosh")
	Artanh = unary("artanh")
	Arcoth = unary("arcoth")
	Arsech = unary("arsech")
	Arcsch = unary("arcsch")

	Exp     = unary("exp")
	Log     = unary("log")
	Ln      = unary("ln")
	LogBase = &Func{name: "logb", min: 2, max: 2}
	Sqrt    = unary("sqrt")
	Root    = &Func{name: "root", min: 2, max: 2}

	Abs  = unary("abs")
	Sign = unary("sign")
	Max  = &Func{name: "max", min: 2, max: -1}
	Min  = &Func{name: "min", min: 2, max: -1}

	Erf      = unary("erf")
	Sigmoid  = unary("sigmoid")
	ReLU     = unary("relu")
	Softplus = unary("softplus")

	// Factorial is x!, which counts: it has no derivative.
	Factorial = unary("factorial")
)

func unary(name string) *Func { return &Func{name: name, min: 1, max: 1} }

// Functions lists the known functions that have derivatives.
func Functions() []*Func {
	return []*Func{
		Sin, Cos, Tan, Cot, Sec, Csc,
		Arcsin, Arccos, Arctan, Arccot, Arcsec, Arccsc,
		Sinh, Cosh, Tanh, Coth, Sech, Csch,
		Arsinh, Arcosh, Artanh, Arcoth, Arsech, Arcsch,
		Exp, Log, Ln, LogBase, Sqrt, Root,
		Abs, Sign, Max, Min, Erf, Sigmoid, ReLU, Softplus,
	}
}

// Name returns the function's name in the block language.
func (f *Func) Name() string { return f.name }

// Takes reports whether f can be applied to n arguments.
func (f *Func) Takes(n int) bool { return n >= f.min && (f.max < 0 || n <= f.max) }

// Arity returns how many arguments f takes; max is negative when any number
// from min on will do.
func (f *Func) Arity() (min, max int) { return f.min, f.max }
