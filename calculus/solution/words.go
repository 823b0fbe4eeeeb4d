package solution

import (
	"slices"
	"sync"

	"github.com/bibun-md/bibun/calculus"
)

// words are the words of one language. A sentence is a template in which $1,
// $2, … stand for formulas.
type words struct {
	problem, solution, answer string // the heads of the parts

	findPartials                            string // $1 the function, $2 the variables
	findPartial                             string // $1 the function, $2 the variable
	findDerivative                          string
	findHigher                              string // $1 the function, $2 the derivative
	findTotal                               string
	findGradient                            string
	findHessian                             string
	findGradientBy, findHessianBy           string // $1 the function, $2 the variables
	findSecondTotal, findJacobian           string
	findValue, findTangent, findDirectional string // $1 the function, $2 the point or direction
	findTangentLine                         string
	alsoAt                                  string // $1 the point
	where                                   string // $1 other definitions, $2 the sentence
	holdConstant                            string
	let                                     string // $1 the names introduced
	using                                   string // $1 rules
	similarly                               string // the rules of the display before
	provided                                string // $1 conditions
	inCases                                 string // before an answer in cases
	hence                                   string // before a result that collects what was found
	unknown                                 string // $1 the derivative: too few points to verify it
	abridged, answersOnly                   string
	unfinished                              string

	basic    string // several rules for elementary functions
	tidy     string // several steps of algebra
	and      string // between the last two of a list
	comma    string // between formulas in a list
	ruleJoin string
	noteOpen string
	noteEnd  string

	rules map[*calculus.Rule]string
}

func wordsOf(l Lang) *words {
	if l == English {
		return english()
	}
	return japanese()
}

// The words are put together when the first document needs them.
var japanese = sync.OnceValue(func() *words {
	return &words{
		problem: "【問題】", solution: "【解答】", answer: "【答】",
		findPartials:    "$1 を $2 でそれぞれ偏微分せよ。",
		findPartial:     "$1 を $2 で偏微分せよ。",
		findDerivative:  "$1 を $2 で微分せよ。",
		findHigher:      "$1 について、$2 を求めよ。",
		findTotal:       "$1 の全微分を求めよ。",
		findGradient:    "$1 の勾配を求めよ。",
		findHessian:     "$1 のヘッセ行列を求めよ。",
		findGradientBy:  "$1 の $2 についての勾配を求めよ。",
		findHessianBy:   "$1 の $2 についてのヘッセ行列を求めよ。",
		findSecondTotal: "$1 の2階の全微分を求めよ。",
		findJacobian:    "$1 のヤコビ行列を求めよ。",
		findValue:       "$1 の $2 における値を求めよ。",
		findTangent:     "$1 のグラフの $2 における接平面を求めよ。",
		findDirectional: "$1 の方向 $2 への方向微分を求めよ。",
		findTangentLine: "$1 のグラフの $2 における接線を求めよ。",
		alsoAt:          "また、$1 における値を求めよ。",
		where:           "$1 とする。",
		holdConstant:    "偏微分では、ほかの変数を定数とみなす。",
		let:             "$1 とおく。",
		using:           "次の計算では$1を用いる。",
		similarly:       "同様に、",
		provided:        "ただし、$1 とする。",
		inCases:         "場合に分けて書くと、次のようになる。",
		hence:           "よって、",
		unknown:         "（$1 は、数値による検算ができる点が足りなかった。）",
		abridged:        "（途中の式は長くなるため、一部を省略した。）",
		answersOnly:     "（以下は長くなるため、答えだけを示す。）",
		unfinished:      "（式が長いため、整理を途中でやめた。）",
		basic:           "基本的な関数の微分",
		tidy:            "整理",
		and:             "、", comma: "、", ruleJoin: "・", noteOpen: "（", noteEnd: "）",
		rules: map[*calculus.Rule]string{
			calculus.ConstantRule:          "定数の微分",
			calculus.ConstantMultipleRule:  "定数倍",
			calculus.SumRule:               "和の微分",
			calculus.PowerRule:             "べき乗の微分",
			calculus.ExponentialRule:       "指数関数の微分",
			calculus.LogarithmRule:         "対数関数の微分",
			calculus.TrigonometricRule:     "三角関数の微分",
			calculus.InverseTrigRule:       "逆三角関数の微分",
			calculus.HyperbolicRule:        "双曲線関数の微分",
			calculus.RootRule:              "無理関数の微分",
			calculus.AbsoluteRule:          "絶対値の微分",
			calculus.PiecewiseRule:         "場合分け",
			calculus.SpecialRule:           "公式",
			calculus.ProductRule:           "積の微分",
			calculus.QuotientRule:          "商の微分",
			calculus.ReciprocalRule:        "逆数の微分",
			calculus.ChainRule:             "合成関数の微分",
			calculus.LogarithmicRule:       "対数微分法",
			calculus.LogarithmLaws:         "対数の性質",
			calculus.TotalDifferentialRule: "全微分",
			calculus.DirectionalRule:       "方向微分",
			calculus.TangentRule:           "接平面",
			calculus.DeterminantRule:       "行列式",
			calculus.SubstituteRule:        "代入",
			calculus.KroneckerRule:         "クロネッカーのデルタ",
			calculus.CollapseRule:          "デルタの項だけ残る",
			calculus.AssumptionRule:        "仮定した総和",
			calculus.ExpandRule:            "展開",
			calculus.FactorRule:            "因数分解",
			calculus.CommonDenominatorRule: "通分",
			calculus.CancelRule:            "約分",
			calculus.PythagoreanRule:       "平方関係",
			calculus.RecognizeRule:         "元の関数で表す",
		},
	}
})

var english = sync.OnceValue(func() *words {
	return &words{
		problem: "Problem. ", solution: "Solution. ", answer: "Answer. ",
		findPartials:    "Find the partial derivatives of $1 with respect to $2.",
		findPartial:     "Find the partial derivative of $1 with respect to $2.",
		findDerivative:  "Differentiate $1 with respect to $2.",
		findHigher:      "For $1, find $2.",
		findTotal:       "Find the total differential of $1.",
		findGradient:    "Find the gradient of $1.",
		findHessian:     "Find the Hessian matrix of $1.",
		findGradientBy:  "Find the gradient of $1 with respect to $2.",
		findHessianBy:   "Find the Hessian matrix of $1 with respect to $2.",
		findSecondTotal: "Find the second-order total differential of $1.",
		findJacobian:    "Find the Jacobian matrix of $1.",
		findValue:       "Find the value of $1 at $2.",
		findTangent:     "Find the tangent plane to the graph of $1 at $2.",
		findDirectional: "Find the derivative of $1 in the direction $2.",
		findTangentLine: "Find the tangent line to the graph of $1 at $2.",
		alsoAt:          " Evaluate it at $1.",
		where:           "Let $1. ",
		holdConstant:    "In a partial derivative the other variables are treated as constants.",
		let:             "Put $1.",
		using:           "The next lines use: $1.",
		similarly:       "Similarly,",
		provided:        "This holds for $1.",
		inCases:         "Case by case:",
		hence:           "Therefore",
		unknown:         "(There were too few points to check $1 numerically.)",
		abridged:        "(Some lines between are left out because they get long.)",
		answersOnly:     "(The solution gets long; from here on only the answers are shown.)",
		unfinished:      "(The expression is long and was not simplified to the end.)",
		basic:           "basic derivatives",
		tidy:            "simplify",
		and:             " and ", comma: ", ", ruleJoin: ", ", noteOpen: "(", noteEnd: ")",
		rules: map[*calculus.Rule]string{
			calculus.ConstantRule:          "constant rule",
			calculus.ConstantMultipleRule:  "constant multiple",
			calculus.SumRule:               "sum rule",
			calculus.PowerRule:             "power rule",
			calculus.ExponentialRule:       "exponential rule",
			calculus.LogarithmRule:         "logarithm rule",
			calculus.TrigonometricRule:     "trigonometric rule",
			calculus.InverseTrigRule:       "inverse trigonometric rule",
			calculus.HyperbolicRule:        "hyperbolic rule",
			calculus.RootRule:              "root rule",
			calculus.AbsoluteRule:          "absolute value",
			calculus.PiecewiseRule:         "piece by piece",
			calculus.SpecialRule:           "formula",
			calculus.ProductRule:           "product rule",
			calculus.QuotientRule:          "quotient rule",
			calculus.ReciprocalRule:        "reciprocal rule",
			calculus.ChainRule:             "chain rule",
			calculus.LogarithmicRule:       "logarithmic differentiation",
			calculus.LogarithmLaws:         "laws of logarithms",
			calculus.TotalDifferentialRule: "total differential",
			calculus.DirectionalRule:       "directional derivative",
			calculus.TangentRule:           "tangent plane",
			calculus.DeterminantRule:       "determinant",
			calculus.SubstituteRule:        "substitute",
			calculus.KroneckerRule:         "Kronecker delta",
			calculus.CollapseRule:          "one term remains",
			calculus.AssumptionRule:        "by the assumed sum",
			calculus.ExpandRule:            "expand",
			calculus.FactorRule:            "factor",
			calculus.CommonDenominatorRule: "common denominator",
			calculus.CancelRule:            "cancel",
			calculus.PythagoreanRule:       "Pythagorean identity",
			calculus.RecognizeRule:         "in terms of the function",
		},
	}
})

// named returns the names of the rules that a line is annotated with: the
// heavy ones where there are any, and the constant rule only when it is alone.
// More than two light rules are not told apart, nor are more than two of algebra.
func (w *words) named(rules []*calculus.Rule) []string {
	heavy, algebra := false, true
	for _, r := range rules {
		heavy = heavy || r.Heavy
		algebra = algebra && r.Algebra
	}
	var list []string
	for _, r := range calculus.Rules() { // a fixed order
		if r == calculus.ConstantRule && len(rules) > 1 {
			continue
		}
		if r.Heavy == heavy && slices.Contains(rules, r) {
			list = append(list, w.rules[r])
		}
	}
	switch {
	case heavy || len(list) <= 2:
	case algebra:
		return []string{w.tidy}
	default:
		return []string{w.basic}
	}
	return list
}
