package problem

import (
	"fmt"
	"strconv"

	"github.com/bibun-md/bibun/calculus"
)

// exceeded are the arguments of a message that there is more of something than the
// limit: what, how much, the limit, and its name where the user can set it.
func exceeded(what string, found, most int, limit string) []string {
	args := []string{what, Grouped(found), Grouped(most)}
	if limit != "" {
		args = append(args, limit)
	}
	return args
}

// tooDeep reports an expression that is nested deeper than the limit.
func (p *parser) tooDeep(span Span) Diagnostic {
	return Diagnostic{Span: span, Code: "too-deep", Args: []string{Grouped(p.limits.Depth)}}
}

// power makes a power, and warns of a number too large to be written out.
func (p *parser) power(base, exp calculus.Expr, span Span) calculus.Expr {
	made := calculus.Power(base, exp)
	k, ok := p.number(exp)
	if !ok {
		return made
	}
	n, ok := p.number(base)
	if !ok {
		return made
	}
	limits := calculus.Limits{Bits: p.limits.Bits}
	if bits, large := limits.TooLarge(n, k); large {
		p.problem.Large = true
		p.warn(Diagnostic{Span: span, Code: "number-too-large", Args: []string{p.quote(span), bits.String(), Grouped(p.limits.Bits)}})
		return made
	}
	if v, ok := limits.Number(calculus.Power(n, k)); ok {
		if p.numbers == nil {
			p.numbers = map[calculus.Expr]*calculus.Num{}
		}
		p.numbers[made] = v
	}
	return made
}

// number is calculus.Limits.Number for what may hold powers that have been read.
func (p *parser) number(e calculus.Expr) (*calculus.Num, bool) {
	if n, ok := p.numbers[e]; ok {
		return n, true
	}
	return calculus.Limits{Bits: p.limits.Bits}.Number(e)
}

// Grouped writes a number as people read it: 32,768.
func Grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// about says how large a number of so many digits is, to two of them: 1.2 billion,
// 12億, 10^369.
func about(digits, lang string) string {
	if len(digits) > 15 {
		return fmt.Sprintf("10^%d", len(digits)-1)
	}
	number, err := strconv.Atoi(digits)
	if err != nil {
		return digits
	}
	if number < 1_000_000 {
		return Grouped(number)
	}
	units := []struct {
		size float64
		word string
	}{{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}}
	if lang != "en" {
		units[0].word, units[1].size, units[1].word, units[2].size, units[2].word = "兆", 1e8, "億", 1e4, "万"
	}
	for _, u := range units {
		if n := float64(number) / u.size; n >= 1 {
			rounded, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 2, 64), 64)
			return strconv.FormatFloat(rounded, 'f', -1, 64) + u.word
		}
	}
	return digits
}

// countedIn says in a language what there is too much of. English is what the code
// says.
func countedIn(what, lang string) string {
	if ja := counted[what]; lang != "en" && ja != "" {
		return ja
	}
	return what
}

// counted is what limits count, in Japanese.
var counted = map[string]string{
	"bytes in the block":            "ブロックのバイト数",
	"statements":                    "文の数",
	"signs in one expression":       "1つの式の記号の数",
	"signs in one request":          "1つの問いの記号の数",
	"terms":                         "項の数",
	"numbers and names":             "数と文字の数",
	"digits":                        "桁数",
	"nodes in a line":               "1行の節点（数・文字・演算）の数",
	"nodes in a derivative":         "1つの導関数の節点（数・文字・演算）の数",
	"nodes in a function":           "1つの関数の節点（数・文字・演算）の数",
	"conditions":                    "条件の数",
	"derivatives in a differential": "1つの全微分の導関数の数",
	"entries in a matrix":           "行列の成分の数",
	"bytes of LaTeX":                "LaTeX のバイト数",
}
