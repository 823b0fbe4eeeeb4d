package problem

import (
	"slices"
	"strings"
)

// form is which kind of statement one is.
type form uint8

const (
	isNothing form = iota // reported already
	isDefinition
	isDeclaration
	isRequest
)

// classify tells a definition from a declaration and a request by what is seen
// before anything is known about names: a definition has "=" and something
// other than "?" after it.
func (p *parser) classify(s *statement) form {
	first := &s.tokens[0]
	if isDeclarator(first.text) && (first.kind == kindWord || first.kind == kindNamed) && declares(s.tokens[1:]) {
		return isDeclaration
	}
	s.tokens = withoutHeld(withoutQuestion(s.tokens))
	if s.broken {
		return isNothing
	}
	if len(s.tokens) < 2 && s.at != nil {
		p.report(Diagnostic{Span: s.at.span, Code: "not-a-statement", Args: []string{p.quote(s.at.span), p.quote(s.at.span)}})
		return isNothing
	}
	if len(s.tokens) < 2 {
		p.report(Diagnostic{Span: first.span(), Code: "unexpected", Args: []string{p.quote(first.span())}})
		return isNothing
	}
	if bullet := first.is("-") || first.is("*") || first.is("+"); bullet && s.tokens[1].space && len(p.problem.Definitions) > 0 {
		p.problem.Shape.List = true
		p.report(Diagnostic{Span: s.span(), Code: "list", Fixes: fixes(Span{first.start, s.tokens[1].start}, "")})
		return isNothing
	}
	if i := equals(s.tokens); i >= 0 {
		if i > 0 && (isDerivative(s.tokens[:i]) || p.isPrimed(s.tokens[:i])) {
			p.report(Diagnostic{Span: s.span(), Code: "answer-given", Args: []string{p.quote(spanOf(s.tokens[:i]))},
				Fixes: fixes(Span{s.tokens[i].start, s.span().End}, "")})
			return isNothing
		}
		return isDefinition
	}
	if isHead(s.tokens) {
		return isDefinition
	}
	return isRequest
}

// withoutQuestion drops "=", "= ?" and "?" from the end, and "= ?" before a comma.
func withoutQuestion(tokens []token) []token {
	for i := 1; i+2 < len(tokens); i++ {
		if tokens[i].is("=") && tokens[i+1].is("?") && tokens[i+2].is(",") {
			tokens = slices.Delete(slices.Clone(tokens), i, i+2)
		}
	}
	n := len(tokens) - 1
	for n > 0 && (tokens[n-1].is("?") || tokens[n-1].is("=")) {
		n--
	}
	if n == len(tokens)-1 {
		return tokens
	}
	// Not in place: the tokens are one array for the whole block.
	return append(append([]token(nil), tokens[:n]...), tokens[len(tokens)-1])
}

// equals returns where the first "=" outside brackets stands, or −1.
func equals(tokens []token) int {
	depth := 0
	for i := range tokens {
		if tokens[i].kind != kindOp {
			continue
		}
		switch tokens[i].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case "=", "==", "=>":
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

// isDerivative reports whether the tokens before "=" are a derivative, so that
// the statement gives an answer instead of asking for one.
func isDerivative(tokens []token) bool {
	first := &tokens[0]
	if first.kind == kindCommand && first.text == "frac" && len(tokens) > 2 {
		first = &tokens[2] // behind the brace
	} else if !slices.ContainsFunc(tokens, func(t token) bool { return t.is("/") }) {
		return first.is("∂") || first.is("∇")
	}
	return first.is("∂") || first.is("∇") || first.kind == kindWord && strings.HasPrefix(first.text, "d")
}

// isPrimed reports whether the tokens before "=" are f' or f'(x) of a function that is
// defined.
func (p *parser) isPrimed(tokens []token) bool {
	c := &cursor{tokens: append(slices.Clone(tokens), token{kind: kindEnd})}
	var n name
	if !n.read(c) || !tokens[n.to-1].is("'") {
		return false
	}
	base, primes, ok := readName(tokens[n.from:n.to])
	return ok && primes > 0 && p.defined[base] != nil && (n.to == len(tokens) || matching(tokens, n.to) == len(tokens)-1)
}

// isHead reports whether the tokens are a name with an argument list and
// nothing else, which defines a function without a body.
func isHead(tokens []token) bool {
	n := len(tokens) - 1
	if n < 4 || !tokens[1].is("(") || !tokens[n-1].is(")") {
		return false
	}
	if k := tokens[0].kind; k != kindWord && k != kindNamed && k != kindGreek || tokens[0].kind == kindWord && verbOf(tokens[0].text) != "" {
		return false
	}
	return areNames(tokens[2 : n-1])
}

// isDeclarator reports whether word starts a declaration.
func isDeclarator(word string) bool {
	switch word {
	case "vars", "variables", "変数", "params", "parameters", "constants", "定数", "パラメータ", "パラメーター", "assume", "仮定", "index", "添字":
		return true
	}
	return false
}

// declares reports whether what follows a declarator can be a declaration: it
// starts with a name or a number, so that "index = 2" defines a variable.
func declares(rest []token) bool {
	t := &rest[0]
	if t.is(":") {
		t = &rest[1]
	}
	switch t.kind {
	case kindWord, kindNamed, kindGreek, kindNumber, kindConstant, kindCommand:
		return true
	}
	return t.is("-") || t.is("|")
}

// verbOf returns what a verb asks for, by its name in language.md.
func verbOf(word string) string {
	switch word {
	case "partial", "partials", "偏微分", "偏導関数", "偏微分係数":
		return "partial"
	case "total", "全微分":
		return "total"
	case "gradient", "grad", "勾配", "勾配ベクトル":
		return "gradient"
	case "hessian", "hess", "Hess", "ヘッセ行列", "ヘシアン":
		return "hessian"
	case "derivative", "diff", "differentiate", "微分", "導関数", "微分係数":
		return "derivative"
	case "jacobian", "Jacobian", "ヤコビ行列":
		return "jacobian"
	case "ヤコビアン", "ヤコビ行列式":
		return "determinant"
	case "chain", "連鎖律":
		return "chain"
	case "value", "evaluate", "値":
		return "value"
	case "linear", "linearize", "linearization", "線形近似", "一次近似", "1次近似", "１次近似", "線形近似式", "一次近似式", "1次近似式", "１次近似式":
		return "linear"
	case "tangent", "接平面", "接線":
		return "tangent"
	case "normal", "法線", "法線ベクトル":
		return "normal"
	case "directional", "方向微分", "方向微分係数":
		return "directional"
	case "plot", "図", "グラフ", "等高線", "等高線図":
		return "plot"
	case "table", "誤差表":
		return "table"
	}
	if len(word) > 3 && 'A' <= word[0] && word[0] <= 'Z' { // Gradient of f
		return verbOf(strings.ToLower(word[:1]) + word[1:])
	}
	return ""
}

// splitSentences cuts "f(x) = x^2 を x で微分せよ" into the definition and the
// request about it.
func splitSentences(statements []statement) []statement {
	for i := 0; i < len(statements); i++ {
		s := statements[i]
		equal := equals(s.tokens)
		if equal < 1 {
			continue
		}
		at := slices.IndexFunc(s.tokens, func(t token) bool { return t.kind == kindParticle && t.text != "と" && t.text != "せよ" })
		if at < equal+2 || s.tokens[at].text != "を" && s.tokens[at].text != "の" || s.tokens[at-1].kind == kindNamed && isDirection(s.tokens[at-1].text) {
			continue // x=1での is a point
		}
		var name []token
		for _, t := range s.tokens[:equal] {
			if t.is("(") {
				break
			}
			name = append(name, t)
		}
		to := at
		if s.tokens[at-1].kind == kindNamed && s.tokens[at-1].text == "上" { // 曲線 … 上の点
			to--
		}
		end := token{kind: kindEnd, start: s.tokens[to].start, end: s.tokens[to].start, space: true}
		definition := statement{tokens: append(slices.Clone(s.tokens[:to]), end), latex: s.latex}
		request := statement{tokens: append(name, s.tokens[at:]...), latex: s.latex}
		if after := &s.tokens[at+1]; s.tokens[at].text == "の" && after.kind == kindNamed && after.text == "点" {
			request.tokens = s.tokens[at+1:] // what the point is on may be an equation
		}
		parts := append(withConditions(definition), request)
		statements = slices.Replace(slices.Clone(statements), i, i+1, parts...)
		i += len(parts) - 1
	}
	return statements
}
