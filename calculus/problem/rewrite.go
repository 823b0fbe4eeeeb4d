package problem

import (
	"slices"
	"strconv"

	"github.com/bibun-md/bibun/calculus"
)

// Some ways to write a request are others in disguise. They are put into the
// form that the grammar knows: ∂_x∂_y f is D_{y,x} f, f^{(4)}(x) is f””(x).

// plainSigns rewrites a request in mathematical signs.
func plainSigns(tokens []token) []token {
	found := false
	for i := range tokens[:len(tokens)-1] {
		if tokens[i].is("∂") && (tokens[i+1].is("_") || tokens[i+1].kind == kindSub) {
			found = true
		} else if tokens[i].is("^") && i > 0 {
			n, _ := lagrangeOrder(tokens, i)
			found = found || n > 0
		}
	}
	if !found {
		return tokens
	}
	out := make([]token, 0, len(tokens)+8)
	for i := 0; i < len(tokens); {
		t := tokens[i]
		switch {
		case t.is("∂") && (tokens[i+1].is("_") || tokens[i+1].kind == kindSub):
			i = lowered(&out, tokens, i)
		case t.is("^") && i > 0:
			n, next := lagrangeOrder(tokens, i)
			if n == 0 {
				out = append(out, t)
				i++
				continue
			}
			prime := token{kind: kindOp, text: "'", start: t.start, end: tokens[next-1].end}
			for range n {
				out = append(out, prime)
			}
			i = next
		default:
			out = append(out, t)
			i++
		}
	}
	return out
}

// lowered writes ∂_x∂_y, which starts at i, as D_{y,x}, since the last sign acts
// first. It returns where the rest starts.
func lowered(out *[]token, tokens []token, i int) int {
	first := tokens[i]
	var names [][]token
	for tokens[i].is("∂") && (tokens[i+1].is("_") || tokens[i+1].kind == kindSub) {
		from, to := i+2, i+3
		if tokens[i+1].kind == kindSub { // ∂ₓ
			from, to = i+1, i+2
		}
		if shut := matching(tokens, from); tokens[from].is("{") && shut > 0 {
			from, to = from+1, shut
			i = shut + 1
		} else {
			i = min(to, len(tokens)-1)
		}
		names = append(names, tokens[from:min(to, len(tokens)-1)])
	}
	at := func(text string) token {
		return token{kind: kindOp, text: text, start: first.start, end: first.end}
	}
	first.kind, first.text, first.unit = kindNamed, "D", 1
	*out = append(*out, first, at("_"), at("{"))
	for k := len(names) - 1; k >= 0; k-- {
		*out = append(*out, names[k]...)
		if k > 0 {
			*out = append(*out, at(","))
		}
	}
	*out = append(*out, at("}"))
	return i
}

// lagrangeOrder reads ^{(4)} or ^(4) at i, and returns the order and where the
// rest starts. The order is 0 where nothing of the kind stands there.
func lagrangeOrder(tokens []token, i int) (order, next int) {
	i++
	braces := tokens[i].is("{")
	if braces {
		i++
	}
	if !tokens[i].is("(") || tokens[i+1].kind != kindNumber || !tokens[i+2].is(")") {
		return 0, 0
	}
	order, err := strconv.Atoi(tokens[i+1].text)
	if err != nil || order > maxOrder {
		return 0, 0
	}
	i += 3
	if braces {
		if !tokens[i].is("}") {
			return 0, 0
		}
		i++
	}
	return order, i
}

// plainWords drops what is only said along with a request, find and the like,
// and notes the order that it asks for in words: second derivative, 2階導関数.
func (p *parser) plainWords(q *question) {
	s := q.statement
	first := &s.tokens[0]
	if first.kind == kindWord && first.text != "d" && (s.tokens[1].space || s.tokens[1].kind == kindNamed) {
		if isFind(first.text) && len(s.tokens) > 2 {
			s.tokens = s.tokens[1:]
		}
		for s.tokens[0].kind == kindWord && slices.Contains([]string{"is", "are", "that", "the", "all", "an", "a", "equation", "equations", "of"}, s.tokens[0].text) && s.tokens[1].space && len(s.tokens) > 2 {
			s.tokens = s.tokens[1:]
		}
		if t := &s.tokens[0]; t.kind == kindWord && len(t.text) > 3 && len(s.tokens) > 2 && s.tokens[1].space && verbOf(t.text) == "" && p.defined[t.text] == nil && isQuotient(s.tokens[1:]) {
			s.tokens = s.tokens[1:] // velocity ds/dt
		}
		if n := ordinal(s.tokens[0].text); n > 0 {
			rest := s.tokens[1:]
			if rest[0].is("-") && rest[1].text == "order" {
				rest = rest[2:]
			} else if rest[0].text == "order" {
				rest = rest[1:]
			}
			if rest[0].kind == kindWord && verbOf(rest[0].text) != "" || rest[0].text == "derivatives" {
				q.ordered(&rest[0], n)
				s.tokens = rest
			}
		}
	}
	for i := 0; i+1 < len(s.tokens); i++ {
		if t, next := &s.tokens[i], &s.tokens[i+1]; t.kind == kindNumber && t.text == "1" && next.kind == kindNamed && (next.text == "次近似" || next.text == "次近似式") {
			word := *next
			word.text, word.start = "一次近似", t.start
			s.tokens = slices.Concat(s.tokens[:i], []token{word}, s.tokens[i+2:])
		}
	}
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != kindNamed {
			continue
		}
		for n, numeral := range [...]string{"一", "二", "三", "四", "五"} {
			rest, ok := cutPrefix(t.text, numeral)
			for _, counter := range [...]string{"階の", "階", "次", "回"} {
				if verb, counts := cutPrefix(rest, counter); ok && counts && verbOf(verb) != "" {
					s.tokens = slices.Clone(s.tokens)
					s.tokens[i].text = verb
					q.ordered(&s.tokens[i], n+1)
				}
			}
		}
	}
	for i := 0; i+1 < len(s.tokens); i++ {
		t, next := &s.tokens[i], &s.tokens[i+1]
		if t.kind != kindNumber || next.kind != kindNamed {
			continue
		}
		for _, counter := range [...]string{"階の", "階", "次", "回"} {
			verb, ok := cutPrefix(next.text, counter)
			if n, err := strconv.Atoi(t.text); ok && err == nil && verbOf(verb) != "" {
				word := *next
				word.text = verb
				q.ordered(&word, n)
				from := i
				if i > 0 && s.tokens[i-1].kind == kindNamed && s.tokens[i-1].text == "第" {
					from--
				}
				s.tokens = slices.Concat(s.tokens[:from], []token{word}, s.tokens[i+2:])
				break
			}
		}
		if k := i + 2; next.text == "階" && k+1 < len(s.tokens) && s.tokens[k].kind == kindParticle && s.tokens[k].text == "の" && verbOf(s.tokens[k+1].text) != "" {
			if n, err := strconv.Atoi(t.text); err == nil { // 2階の導関数
				q.ordered(&s.tokens[k+1], n)
				s.tokens = slices.Concat(s.tokens[:i], s.tokens[k+1:])
			}
		}
	}
}

// ordered notes that words ask for an order of what the verb asks for.
func (q *question) ordered(verb *token, order int) {
	q.order = order
	if q.orders == nil {
		q.orders = map[int]int{}
	}
	q.orders[verb.start] = order
}

// orderOf is the order that words ask for in one of the parts of a sentence.
func (q *question) orderOf(part *statement) int {
	if len(q.parts) == 1 {
		return q.order
	}
	for i := range part.tokens {
		if order := q.orders[part.tokens[i].start]; order > 0 {
			return order
		}
	}
	return 0
}

func cutPrefix(word, prefix string) (string, bool) {
	if len(word) > len(prefix) && word[:len(prefix)] == prefix {
		return word[len(prefix):], true
	}
	return "", false
}

func ordinal(word string) int {
	switch word {
	case "first", "First":
		return 1
	case "second", "Second":
		return 2
	case "third", "Third":
		return 3
	case "fourth", "Fourth":
		return 4
	}
	return 0
}

// ordered makes requests of the order that words ask for: the second
// derivative, all second partial derivatives, the second differential.
func (p *parser) ordered(verb string, d *Definition, by []*calculus.Sym, order int, span Span) {
	if order < 1 || order > maxOrder {
		p.report(Diagnostic{Span: span, Code: "order-too-high", Args: []string{p.quote(span)}})
		return
	}
	n := len(p.problem.Requests)
	p.request(verb, d, by, span)
	if order == 1 {
		return
	}
	list := slices.Clone(p.problem.Requests[n:])
	p.problem.Requests = p.problem.Requests[:n]
	switch verb {
	case "total":
		for _, r := range list {
			r.Order = order
			p.problem.Requests = append(p.problem.Requests, r)
		}
	case "derivative":
		for _, r := range list {
			p.ask(Ordinary, d, span, slices.Repeat(r.Wrt, order)...)
		}
	case "partial":
		var vars []*calculus.Sym
		for _, r := range list {
			vars = append(vars, r.Wrt...)
		}
		p.mixtures(d, vars, nil, order, span)
	default:
		p.report(Diagnostic{Span: span, Code: "not-yet", Args: []string{p.quote(span)}})
	}
}

// mixtures asks for the partial derivatives of the order by all choices of the
// variables, each once whatever their order.
func (p *parser) mixtures(d *Definition, vars, chosen []*calculus.Sym, order int, span Span) {
	if len(chosen) == order {
		p.ask(Partial, d, span, chosen...)
		return
	}
	for i, v := range vars {
		if p.tired() || len(p.problem.Requests) >= p.limits.Requests {
			return
		}
		p.mixtures(d, vars[i:], append(slices.Clone(chosen), v), order, span)
	}
}

// dropNoun drops what a request in signs is called: 偏導関数 f_x, f_y を求めよ,
// partial derivatives f_x and f_y.
func (p *parser) dropNoun(s *statement) {
	first := &s.tokens[0]
	n := 1
	for k := s.tokens[n]; k.kind == kindWord && (k.text == "derivative" || k.text == "derivatives" || k.text == "differential"); k = s.tokens[n] {
		n++
	}
	if first.kind != kindNamed && first.kind != kindWord || verbOf(first.text) == "" || p.defined[first.text] != nil || !p.isSigns(s.tokens[n:]) {
		return
	}
	s.tokens = slices.Clone(s.tokens[n:])
	for i := range s.tokens {
		if t := &s.tokens[i]; t.kind == kindWord && t.text == "and" {
			t.kind, t.text = kindOp, ","
		}
	}
}

// withPartialSigns writes ∂ for the words of partial f/partial x and del f/del x.
func withPartialSigns(tokens []token) []token {
	word := tokens[0].text
	slash := slices.IndexFunc(tokens, func(t token) bool { return t.is("/") })
	if tokens[0].kind != kindWord || word != "partial" && word != "del" || slash < 1 || tokens[slash+1].kind != kindWord || tokens[slash+1].text != word {
		return tokens
	}
	tokens = slices.Clone(tokens)
	for i := range tokens {
		if t := &tokens[i]; t.kind == kindWord && t.text == word {
			t.kind, t.text = kindOp, "∂"
		}
	}
	return tokens
}

// withoutAnd writes commas for the and between requests in signs: dL and ∇L, f_xとf_y.
func (p *parser) withoutAnd(tokens []token) []token {
	isAnd := func(t token) bool {
		return t.kind == kindWord && t.text == "and" && t.space && p.defined["and"] == nil || t.kind == kindParticle && t.text == "と"
	}
	i := slices.IndexFunc(tokens, isAnd)
	if i < 1 || i+2 >= len(tokens) {
		return tokens
	}
	tokens = slices.Clone(tokens)
	for i := range tokens {
		if t := &tokens[i]; isAnd(*t) && i > 0 {
			t.kind, t.text = kindOp, ","
		}
	}
	return slices.CompactFunc(tokens, func(a, b token) bool { return a.is(",") && b.is(",") }) // a, b, and c
}

// isSigns reports whether a request in signs starts with the tokens: ∂f/∂x,
// f_x, f', df.
func (p *parser) isSigns(tokens []token) bool {
	t := &tokens[0]
	switch {
	case t.is("∂"), t.is("∇"), t.kind == kindCommand && t.text == "frac":
		return true
	case t.kind != kindWord && t.kind != kindNamed && t.kind != kindGreek:
		return false
	case p.defined[t.text] != nil:
		return tokens[1].is("_") || tokens[1].is("'")
	}
	rest, ok := cutPrefix(t.text, "d")
	return ok && t.kind == kindWord && p.defined[rest] != nil
}
