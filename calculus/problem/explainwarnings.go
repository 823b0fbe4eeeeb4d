package problem

// explainedWarnings explains what is read, and may be read otherwise than it
// was meant.
var explainedWarnings = []explained{
	{"unfinished",
		"The answer is right, and a limit ended its simplification.",
		"答えは正しいのですが、整理の途中で上限に達しました。", "", ""},
	{"unused-definition",
		"A definition is used neither by another one nor by a request. Often a name is misspelt somewhere.",
		"この定義は、ほかの定義にも問いにも使われていません。どこかで名前を書き間違えていることがよくあります。",
		"f(x) = x\ng(x) = 2x\ndf", "f(x) = x\ng(x) = 2x\ndf; dg"},
	{"inverse-function",
		"sin⁻¹ x is read as arcsin x, as most textbooks do, not as 1/sin x.",
		"sin⁻¹ x は、多くの教科書にならって 1/sin x ではなく arcsin x と読みます。",
		"f(x) = sin⁻¹ x\ndf", "f(x) = arcsin x\ndf"},
	{"short-exponent",
		"Without a bracket, only the first number after ^ is the exponent: e^2x is e² times x.",
		"括弧がないとき、指数は ^ の直後の数だけです。e^2x は e² と x の積になります。",
		"f(x) = e^2x\ndf", "f(x) = e^(2x)\ndf"},
	{"power-of-one",
		"x^1/2 is x¹ divided by 2. A fraction as an exponent needs brackets.",
		"x^1/2 は x¹ を 2 で割ったものです。指数が分数なら括弧でくくってください。",
		"f(x) = x^1/2\ndf", "f(x) = x^(1/2)\ndf"},
	{"word-as-product",
		"Letters in a row that are no declared name are a product of single letters. Declare the word to make it one name.",
		"宣言されていない文字の並びは、1文字ずつの積と読みます。1つの名前なら宣言してください。",
		"L = rate^2\ndL", "vars rate\nL = rate^2\ndL"},
}
