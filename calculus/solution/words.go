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
	findHigherTotal                         string // $1 the function, $2 the order
	findJacobianDeterminant                 string
	findValue, findTangent, findDirectional string // $1 the function, $2 the point or direction
	findTangentLine, findLinear             string
	findNormal, findNormalLine              string
	findOnCurve                             string // $1 the coordinates, $2 the derivative
	findCurveNormal, findSurfaceNormal      string // $1 the equation or the coordinates, $2 the point
	symmetry                                string // $1 a mixed derivative in the one and the other order
	findImplicit                            string // $1 the equation, $2 the unknown, $3 its variables, $4 the derivatives
	findImplicitTangent, findImplicitPlane  string // $1 the equation, $2 the point
	bothSidesOfSeveral                      string // $2 several unknowns
	findRate                                string // $1 the equation, $2 the functions, $3 their variable, $4 the derivative
	uprightTangent                          string // $1 the point, $2 the line x = a
	onCurve, onSurface                      string // $1 the equation at the point $2
	satisfied, satisfiedGiven               string // $1 the equation at a moment
	onCurveGiven, onSurfaceGiven            string // the same for a point of letters
	bothSides                               string // $1 the variable, $2 the unknown, $3 its variables
	findGraph, findLevels                   string
	findGraphAt, findLevelsAt               string // $2 the point
	showsGraph                              string // $1 the graph
	showsTangent                            string // $1 the graph, $2 the point
	showsConstant                           string // $1 the function
	equalHere                               string // $1 ΔL, $2 dL, $3 du = dv = h
	showsLevels                             string // $1 the function, $2 its values
	showsGradient                           string // $3 the gradient, $4 the point
	altGraph, altLevels                     string // before the function, in plain text
	findTable                               string // $1 the function, $2 the point, $3 dL, $4 ΔL, $5 du = dv = h
	step                                    string // $1 du = dv = h
	quadratic, linearTable, rounded         string // what a table shows
	alsoAt                                  string // $1 the point
	where                                   string // $1 other definitions, $2 the sentence
	holdConstant                            string
	let                                     string // $1 the names introduced
	using                                   string // $1 rules
	similarly                               string // the rules of the display before
	provided                                string // $1 conditions
	passing                                 string // $1 conditions that the answer does not need
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
		findPartials:            "$1 を $2 でそれぞれ偏微分せよ。",
		findPartial:             "$1 を $2 で偏微分せよ。",
		findDerivative:          "$1 を $2 で微分せよ。",
		findHigher:              "$1 について、$2 を求めよ。",
		findTotal:               "$1 の全微分を求めよ。",
		findGradient:            "$1 の勾配を求めよ。",
		findHessian:             "$1 のヘッセ行列を求めよ。",
		findGradientBy:          "$1 の $2 についての勾配を求めよ。",
		findHessianBy:           "$1 の $2 についてのヘッセ行列を求めよ。",
		findSecondTotal:         "$1 の2階の全微分を求めよ。",
		findHigherTotal:         "$1 の$2階の全微分を求めよ。",
		findJacobian:            "$1 のヤコビ行列を求めよ。",
		findJacobianDeterminant: "$1 のヤコビ行列とその行列式を求めよ。",
		findValue:               "$1 の $2 における値を求めよ。",
		findTangent:             "$1 のグラフの $2 における接平面を求めよ。",
		findDirectional:         "$1 の方向 $2 への方向微分を求めよ。",
		findGraph:               "$1 のグラフをかけ。",
		findLevels:              "$1 の等高線をかけ。",
		findGraphAt:             "$1 のグラフと、$2 における接線をかけ。",
		findLevelsAt:            "$1 の等高線と、$2 における勾配をかけ。",
		showsGraph:              "$1 のグラフ。",
		showsTangent:            "$1 のグラフと、$2 における接線。",
		showsConstant:           "$1 は、この範囲では一定である。",
		showsLevels:             "$1 の値が $2 である等高線。",
		showsGradient:           "$1 の値が $2 である等高線と、$4 における $3 の向き。",
		altGraph:                "グラフ: ",
		altLevels:               "等高線: ",
		findLinear:              "$1 を $2 の近くで1次式で近似せよ。",
		symmetry:                "偏微分の順序を交換しても同じになる: $1。",
		findTangentLine:         "$1 のグラフの $2 における接線を求めよ。",
		findNormal:              "曲面 $1 の $2 における法線ベクトルと法線を求めよ。",
		findNormalLine:          "$1 のグラフの $2 における法線を求めよ。",
		findOnCurve:             "曲線 $1 について、$2 を求めよ。",
		findCurveNormal:         "曲線 $1 の $2 における法線を求めよ。",
		findSurfaceNormal:       "曲面 $1 の $2 における法線ベクトルと法線を求めよ。",
		findImplicit:            "方程式 $1 で定まる $3 の関数 $2 について、$4 を求めよ。",
		findImplicitTangent:     "曲線 $1 の $2 における接線を求めよ。",
		findImplicitPlane:       "曲面 $1 の $2 における接平面を求めよ。",
		bothSidesOfSeveral:      "$2 を $3 の関数とみて、両辺を $1 で微分する。",
		findRate:                "$3 の関数 $2 が $1 を満たすとき、$4 を求めよ。",
		bothSides:               "$2 を $3 の関数とみて、両辺を $1 で微分する。",
		uprightTangent:          "点 $1 における接線は直線 $2 なので、法線は次のようになる。",
		onCurve:                 "$1 なので、点 $2 は曲線上にある。",
		onSurface:               "$1 なので、点 $2 は曲面上にある。",
		satisfied:               "$1 なので、これらの値は方程式を満たす。",
		satisfiedGiven:          "これらの値は方程式を満たすので、$1 である。",
		onCurveGiven:            "点 $2 は曲線上にあるので、$1 である。",
		onSurfaceGiven:          "点 $2 は曲面上にあるので、$1 である。",
		findTable:               "$1 の $2 における $3 と増分 $4 を、$5 として比べよ。",
		step:                    "$1 とすると、",
		quadratic:               "$1 を10分の1にすると、$2 はおよそ100分の1になる。",
		linearTable:             "$1 の値は $2 と等しい。",
		equalHere:               "$3 とするかぎり、$1 の値は $2 と等しい。ほかの進み方では異なることがある。",
		rounded:                 "割り切れない値は、有効数字6桁に四捨五入した。",
		alsoAt:                  "また、$1 における値を求めよ。",
		where:                   "$1 とする。",
		holdConstant:            "偏微分では、ほかの変数を定数とみなす。",
		let:                     "$1 とおく。",
		using:                   "次の計算では$1を用いる。",
		similarly:               "同様に、",
		provided:                "ただし、$1 とする。",
		passing:                 "途中では $1 としたが、結果はそうでない点でも成り立つ。",
		inCases:                 "場合に分けて書くと、次のようになる。",
		hence:                   "よって、",
		unknown:                 "（$1 は、数値による検算ができる点が足りなかった。）",
		abridged:                "（途中の式は長くなるため、一部を省略した。）",
		answersOnly:             "（以下は長くなるため、答えだけを示す。）",
		unfinished:              "（式が長いため、整理を途中でやめた。）",
		basic:                   "基本的な関数の微分",
		tidy:                    "整理",
		and:                     "、", comma: "、", ruleJoin: "・", noteOpen: "（", noteEnd: "）",
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
			calculus.TangentLineRule:       "接線",
			calculus.NormalRule:            "法線",
			calculus.ParametricRule:        "媒介変数による微分",
			calculus.DeterminantRule:       "行列式",
			calculus.SymmetryRule:          "偏微分の順序交換",
			calculus.ImplicitRule:          "陰関数の微分",
			calculus.EquationRule:          "与えられた式",
			calculus.SubstituteRule:        "代入",
			calculus.KroneckerRule:         "クロネッカーのデルタ",
			calculus.CollapseRule:          "デルタの項だけ残る",
			calculus.MeanRule:              "平均との差の総和は0",
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
		findPartials:            "Find the partial derivatives of $1 with respect to $2.",
		findPartial:             "Find the partial derivative of $1 with respect to $2.",
		findDerivative:          "Differentiate $1 with respect to $2.",
		findHigher:              "For $1, find $2.",
		findTotal:               "Find the total differential of $1.",
		findGradient:            "Find the gradient of $1.",
		findHessian:             "Find the Hessian matrix of $1.",
		findGradientBy:          "Find the gradient of $1 with respect to $2.",
		findHessianBy:           "Find the Hessian matrix of $1 with respect to $2.",
		findSecondTotal:         "Find the second-order total differential of $1.",
		findHigherTotal:         "Find the total differential of order $2 of $1.",
		findJacobian:            "Find the Jacobian matrix of $1.",
		findJacobianDeterminant: "Find the Jacobian matrix of $1, and its determinant.",
		findValue:               "Find the value of $1 at $2.",
		findTangent:             "Find the tangent plane to the graph of $1 at $2.",
		findDirectional:         "Find the derivative of $1 in the direction $2.",
		findGraph:               "Draw the graph of $1.",
		findLevels:              "Draw level curves of $1.",
		findGraphAt:             "Draw the graph of $1 and its tangent at $2.",
		findLevelsAt:            "Draw level curves of $1 and its gradient at $2.",
		showsGraph:              "The graph of $1.",
		showsTangent:            "The graph of $1 and its tangent at $2.",
		showsConstant:           "Here $1 is constant, and has no level curves.",
		showsLevels:             "The curves on which $1 is $2.",
		showsGradient:           "The curves on which $1 is $2, and the direction of $3 at $4.",
		altGraph:                "graph: ",
		altLevels:               "level curves: ",
		findLinear:              "Find the linear approximation of $1 near $2.",
		symmetry:                "The order of differentiation does not matter: $1.",
		findTangentLine:         "Find the tangent line to the graph of $1 at $2.",
		findNormal:              "Find a normal vector and the normal line to the surface $1 at $2.",
		findNormalLine:          "Find the normal line to the graph of $1 at $2.",
		findOnCurve:             "For the curve $1, find $2.",
		findCurveNormal:         "Find the normal line to the curve $1 at $2.",
		findSurfaceNormal:       "Find a normal vector and the normal line to the surface $1 at $2.",
		findImplicit:            "The equation $1 determines $2 as a function of $3. Find $4.",
		findImplicitTangent:     "Find the tangent line to the curve $1 at $2.",
		findImplicitPlane:       "Find the tangent plane to the surface $1 at $2.",
		bothSidesOfSeveral:      "Differentiate both sides with respect to $1, where $2 are functions of $3.",
		findRate:                "The functions $2 of $3 satisfy $1. Find $4.",
		bothSides:               "Differentiate both sides with respect to $1, where $2 is a function of $3.",
		uprightTangent:          "The tangent at $1 is the line $2, so the normal is",
		onCurve:                 "Since $1, the point $2 lies on the curve.",
		onSurface:               "Since $1, the point $2 lies on the surface.",
		satisfied:               "Since $1, the values satisfy the equation.",
		satisfiedGiven:          "The values satisfy the equation, so $1.",
		onCurveGiven:            "The point $2 lies on the curve, so $1.",
		onSurfaceGiven:          "The point $2 lies on the surface, so $1.",
		findTable:               "For $1 at $2, compare the differential $3 with the increment $4 for $5.",
		step:                    "With $1,",
		quadratic:               "When $1 is divided by 10, $2 is divided by about 100.",
		linearTable:             "$1 equals $2.",
		equalHere:               "As long as $3, $1 equals $2; for other steps the two may differ.",
		rounded:                 "Values whose decimals do not end are rounded to six significant digits.",
		alsoAt:                  " Evaluate it at $1.",
		where:                   "Let $1. ",
		holdConstant:            "In a partial derivative the other variables are treated as constants.",
		let:                     "Put $1.",
		using:                   "The next lines use: $1.",
		similarly:               "Similarly,",
		provided:                "This holds for $1.",
		passing:                 "The lines on the way assume $1; the result holds without that.",
		inCases:                 "Case by case:",
		hence:                   "Therefore",
		unknown:                 "(There were too few points to check $1 numerically.)",
		abridged:                "(Some lines between are left out because they get long.)",
		answersOnly:             "(The solution gets long; from here on only the answers are shown.)",
		unfinished:              "(The expression is long and was not simplified to the end.)",
		basic:                   "basic derivatives",
		tidy:                    "simplify",
		and:                     " and ", comma: ", ", ruleJoin: ", ", noteOpen: "(", noteEnd: ")",
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
			calculus.TangentLineRule:       "tangent line",
			calculus.NormalRule:            "normal line",
			calculus.ParametricRule:        "parametric differentiation",
			calculus.DeterminantRule:       "determinant",
			calculus.SymmetryRule:          "symmetry of second derivatives",
			calculus.ImplicitRule:          "implicit differentiation",
			calculus.EquationRule:          "by the equation",
			calculus.SubstituteRule:        "substitute",
			calculus.KroneckerRule:         "Kronecker delta",
			calculus.CollapseRule:          "one term remains",
			calculus.MeanRule:              "deviations from the mean add up to 0",
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
