package problem

import (
	"sync"

	"github.com/bibun-md/bibun/calculus"
)

// functions gives the known functions by every name that authors call them.
var functions = sync.OnceValue(func() map[string]*calculus.Func {
	m := map[string]*calculus.Func{}
	for _, f := range calculus.Functions() {
		m[f.Name()] = f
	}
	m[calculus.Factorial.Name()] = calculus.Factorial
	for alias, name := range map[string]string{
		"asin": "arcsin", "acos": "arccos", "atan": "arctan", "acot": "arccot", "asec": "arcsec", "acsc": "arccsc",
		"asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh", "acoth": "arcoth", "asech": "arsech", "acsch": "arcsch",
		"arcsinh": "arsinh", "arccosh": "arcosh", "arctanh": "artanh", "arccoth": "arcoth", "arcsech": "arsech", "arccsch": "arcsch",
		"cosec": "csc", "sgn": "sign", "ReLU": "relu", "Sin": "sin", "Cos": "cos", "Tan": "tan", "Log": "log", "Exp": "exp", "Sqrt": "sqrt",
	} {
		m[alias] = m[name]
	}
	return m
})

// isFunction reports whether word calls a known function or one of the forms
// that are read like functions.
func isFunction(word string) bool {
	if len(word) < 2 {
		return false
	}
	switch word {
	case "sum", "prod", "cbrt", "softmax":
		return true
	}
	return functions()[word] != nil
}

// inverse returns the inverse of a trigonometric or hyperbolic function, which
// is what \sin^{-1} means.
func inverse(f *calculus.Func) *calculus.Func {
	pairs := [...][2]*calculus.Func{
		{calculus.Sin, calculus.Arcsin}, {calculus.Cos, calculus.Arccos}, {calculus.Tan, calculus.Arctan},
		{calculus.Cot, calculus.Arccot}, {calculus.Sec, calculus.Arcsec}, {calculus.Csc, calculus.Arccsc},
		{calculus.Sinh, calculus.Arsinh}, {calculus.Cosh, calculus.Arcosh}, {calculus.Tanh, calculus.Artanh},
		{calculus.Coth, calculus.Arcoth}, {calculus.Sech, calculus.Arsech}, {calculus.Csch, calculus.Arcsch},
	}
	for _, p := range pairs {
		if p[0] == f {
			return p[1]
		}
	}
	return nil
}
