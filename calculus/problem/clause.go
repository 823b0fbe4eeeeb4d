package problem

import "slices"

// A request may say where its answer is wanted: "dL at u=1, v=2", "点(1,2)での
// 接平面", "\left. … \right|_{x=1}", "f'(1)". Such clauses are cut out of the
// statement before the grammar sees it, since in the first two "=" would make
// it a definition.

// cutClauses takes "at …", "along …" and their Japanese forms out of a
// statement.
func (p *parser) cutClauses(s *statement) {
	english, japanese := false, false
	s.tokens = barAt(withAt(s.tokens))
	for i := range s.tokens {
		t := &s.tokens[i]
		switch {
		case i > 0 && clauseWord(s.tokens, i) > 0:
			english = true
		case t.kind == kindParticle && (t.text == "で" || t.text == "での"), t.kind == kindNamed && isDirection(t.text):
			japanese = true
		case t.is("=") && !english && !japanese && !mayHoldPlace(s.tokens):
			return // a definition
		}
	}
	if (english || japanese) && p.tooLong(s) {
		return
	}
	if english || japanese {
		s.tokens = withoutQuestion(s.tokens)
	}
	if english {
		p.englishClauses(s)
	}
	if japanese {
		p.japaneseClauses(s)
	}
}

// withAt writes the at that may be left out behind a verb and its object:
// 接平面 L (1,2), value f x=1.
func withAt(tokens []token) []token {
	if k := tokens[0].kind; k != kindWord && k != kindNamed || verbOf(tokens[0].text) == "" || !startsName(tokens[1].kind) || verbOf(tokens[0].text) == "directional" {
		return tokens
	}
	c := &cursor{tokens: tokens, i: 1}
	var object name
	switch tokens[1].text {
	case "at", "of", "to", "by", "wrt", "with", "in", "along":
		return tokens
	}
	if !object.read(c) {
		return tokens
	}
	i := c.i
	shut := matching(tokens, i)
	switch {
	case tokens[i].is("(") && shut == len(tokens)-2 && !areNames(tokens[i+1:shut]):
	case startsName(tokens[i].kind) && tokens[i].space && tokens[i+1].is("="):
	default:
		return tokens
	}
	at := token{kind: kindWord, text: "at", start: tokens[i].start, end: tokens[i].start, space: true, unit: 1}
	return slices.Insert(slices.Clone(tokens), i, at)
}

// barAt writes at for the bar of ∂f/∂x|x=1, y=2, which has its place beside it, not
// below.
func barAt(tokens []token) []token {
	i := slices.IndexFunc(tokens, func(t token) bool { return t.is("|") || t.is(closeBar) })
	if i < 3 || !isQuotient(tokens) || !startsName(tokens[i+1].kind) || !slices.ContainsFunc(tokens[i:], func(t token) bool { return t.is("=") }) {
		return tokens
	}
	tokens = slices.Clone(tokens)
	tokens[i].kind, tokens[i].text, tokens[i].space, tokens[i+1].space = kindWord, "at", true, true
	return tokens
}

// tooLong reports a request that is longer than any that is meant, whose
// clauses are not looked for.
func (p *parser) tooLong(s *statement) bool {
	if len(s.tokens) <= maxRequestTokens {
		return false
	}
	p.report(Diagnostic{Span: s.tokens[maxRequestTokens].span(), Code: "too-long", Args: exceeded("signs in one request", len(s.tokens), maxRequestTokens, "")})
	s.broken = true
	return true
}

// mayHoldPlace reports whether a "=" in the statement may be that of x=1で or
// (u,v)=(1,2)で.
func mayHoldPlace(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool {
		return t.kind == kindParticle && (t.text == "で" || t.text == "での") || t.kind == kindNamed && isDirection(t.text)
	})
}

// clauseWord returns how many tokens at i introduce a clause: 0 for none.
func clauseWord(tokens []token, i int) int {
	t := &tokens[i]
	if t.kind != kindWord && t.kind != kindNamed {
		return 0
	}
	next := &tokens[i+1]
	opens := t.kind == kindNamed || t.space && (next.space || next.is("("))
	switch t.text {
	case "at", "along", "toward", "towards":
		if opens && next.kind != kindEnd {
			return 1
		}
	case "点": // 誤差表 f 点(1,2)
		if next.is("(") && verbOf(tokens[0].text) != "" && tokens[i-1].kind != kindParticle {
			return 1
		}
	case "evaluated":
		if next.kind == kindWord && next.text == "at" {
			return 2
		}
	case "in":
		if next.text == "the" && tokens[i+2].text == "direction" {
			return 3
		}
	}
	return 0
}

// englishClauses cuts "at …" and "along …", each of which ends where another
// clause starts.
func (p *parser) englishClauses(s *statement) {
	rest := make([]token, 0, len(s.tokens))
	var clause []token
	var target **place
	flush := func() {
		if target == nil {
			return
		}
		if *target = p.readPlace(clause, s.latex); *target == nil {
			s.broken = true
		}
		clause, target = nil, nil
	}
	depth := 0
	for i := 0; i < len(s.tokens)-1; i++ {
		t := &s.tokens[i]
		switch {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && i > 0:
			if n := clauseWord(s.tokens, i); n > 0 {
				flush()
				target = &s.at
				if t.text != "at" && t.text != "点" && t.text != "evaluated" {
					target = &s.along
				}
				clause = []token{}
				i += n - 1
				continue
			}
			if t.kind == kindWord && t.space && (t.text == "by" || t.text == "wrt" || t.text == "with") {
				flush()
			}
		}
		if target != nil {
			clause = append(clause, *t)
		} else {
			rest = append(rest, *t)
		}
	}
	flush()
	s.tokens = append(rest, s.tokens[len(s.tokens)-1])
}

// readPlace reads the outer form of a place and reports one that has none.
func (p *parser) readPlace(tokens []token, latex bool) *place {
	pl, ok := placeOf(tokens, latex)
	if !ok {
		p.report(Diagnostic{Span: spanOf(tokens), Code: "bad-point", Args: []string{p.quote(spanOf(tokens))}})
		return nil
	}
	return pl
}

// isDirection reports whether word says that the vector beside it is a
// direction.
func isDirection(word string) bool {
	switch word {
	case "方向", "方向へ", "方向に", "方向ベクトル", "向き", "向きに":
		return true
	}
	return false
}

// japaneseClauses cuts 点(1,2)で, u=1, v=2のとき and (3,4)方向の.
func (p *parser) japaneseClauses(s *statement) {
	tokens := slices.Clone(s.tokens)
	cut := func(from, to int) {
		tokens = slices.Delete(tokens, from, to)
		if from < len(tokens) && tokens[from].kind == kindParticle && tokens[from].text == "の" {
			tokens = slices.Delete(tokens, from, from+1)
		}
	}
	for i := 0; i < len(tokens); i++ {
		if tokens[i].kind != kindNamed || !isDirection(tokens[i].text) {
			continue
		}
		from, to := i, i+1
		var vector []token
		if shut := matching(tokens, i+1); shut > 0 && tokens[i+1].is("(") { // 方向(3,4)
			vector, to = tokens[i+1:shut+1], shut+1
		} else {
			shut := i - 1
			if shut > 0 && tokens[shut].kind == kindParticle && tokens[shut].text == "の" {
				shut--
			}
			if from = opening(tokens, shut); from < 0 {
				continue
			}
			vector = tokens[from : shut+1]
			if from > 1 && tokens[from-1].is("=") && startsName(tokens[from-2].kind) { // v=(3,4)方向
				from -= 2
			}
			if from > 0 && tokens[from-1].kind == kindNamed && introducesPlace(&tokens[from-1]) {
				from--
			}
		}
		if s.along = p.readPlace(slices.Clone(vector), s.latex); s.along == nil {
			s.broken = true
		}
		cut(from, to)
		i = from - 1
	}
	start := 0
	for i := 1; i+2 < len(tokens); i++ {
		switch t := &tokens[i]; {
		case t.kind != kindParticle || t.text == "と":
		case t.text == "の" && tokens[i+1].text == "点" && tokens[i+2].kind == kindParticle && equals(tokens[start:i]) > 0:
			tokens = slices.Delete(tokens, i, i+2) // x=1の点における
		default:
			start = i + 1
		}
	}
	start = 0
	for i := 0; i < len(tokens); i++ {
		if tokens[i].kind != kindParticle || tokens[i].text == "と" {
			continue
		}
		if t := tokens[i].text; (t == "で" || t == "での") && isPlace(tokens[start:i]) {
			if s.at = p.readPlace(slices.Clone(tokens[start:i]), s.latex); s.at == nil {
				s.broken = true
			}
			cut(start, i+1)
			if start < len(tokens) && tokens[start].is(",") {
				tokens = slices.Delete(tokens, start, start+1)
			}
			i = start - 1
			continue
		}
		start = i + 1
	}
	s.tokens = tokens
}

// isPlace reports whether the phrase is a point, not a list of variables.
func isPlace(phrase []token) bool {
	if len(phrase) == 0 {
		return false
	}
	if phrase[0].kind == kindNamed && phrase[0].text == "点" || equals(phrase) > 0 {
		return true
	}
	return phrase[0].is("(") && matching(phrase, 0) == len(phrase)-1 && !areNames(phrase[1:len(phrase)-1])
}

// areNames reports whether the tokens are names between commas.
func areNames(tokens []token) bool {
	for i := range tokens {
		t := &tokens[i]
		switch t.kind {
		case kindWord, kindNamed, kindSub, kindDots:
		case kindGreek:
			if t.text == "pi" && len(tokens) == 1 {
				return false
			}
		case kindNumber:
			if i == 0 || t.space || tokens[i-1].is(",") {
				return false
			}
		case kindOp:
			switch t.text {
			case ",", ";", "_", "{", "}", "'":
			default:
				return false
			}
		default:
			return false
		}
	}
	return true
}

// cutPoints takes the points out of requests in mathematical signs: f'(1), and
// \left.f_x\right|_{x=1}. Each of several requests on a line may have its own.
func (p *parser) cutPoints(q *question) {
	s := q.statement
	found := false
	for i := 1; i < len(s.tokens)-1 && !found; i++ {
		found = s.tokens[i].is("(") || s.tokens[i].is("[") || s.tokens[i].is("_") && (s.tokens[i+1].is("{") || s.tokens[i+1].is("("))
	}
	if !found || p.tooLong(s) {
		return
	}
	tokens := slices.Clone(s.tokens)
	item, first := 0, 0
	for i := 0; i < len(tokens)-1; i++ {
		t := &tokens[i]
		switch {
		case t.is(","):
			item++
			first = i + 1
		case i > first && (t.is("(") || t.is("[")) && isOperator(tokens[first:i]) && !p.isInner(tokens, i):
			rest, ok := p.unwrapOperand(s, tokens, first, i)
			if !ok {
				return
			}
			tokens = rest
			i--
		case i > first && t.is("(") && takesPoint(tokens, i):
			if shut := matching(tokens, i); shut > 0 && !areNames(tokens[i+1:shut]) && !differentiates(tokens[i+1:shut]) {
				p.keepPoint(q, item, tokens[i:shut+1])
				tokens = slices.Delete(tokens, i, shut+1)
				i--
				continue
			}
			fallthrough
		case t.is("(") || t.is("{") || t.is("["):
			shut := matching(tokens, i)
			if shut < 0 {
				s.tokens = tokens
				return
			}
			if i == first && !t.is("{") && tokens[shut+1].is("_") { // [∂f/∂x]_{x=1}
				tokens[shut].text = closeBar
				tokens = slices.Delete(tokens, i, i+1)
				i--
				continue
			}
			i = shut
		case (t.is("|") || t.is(closeBar)) && tokens[i+1].is("_") && tokens[i+2].kind != kindEnd:
			shut := matching(tokens, i+2)
			if shut < 0 {
				shut = i + 2
			}
			at := tokens[i+2 : shut+1]
			for at[0].is("{") && len(at) > 2 && matching(at, 0) == len(at)-1 {
				at = at[1 : len(at)-1]
			}
			p.keepPoint(q, item, at)
			tokens = slices.Delete(tokens, i, shut+1)
			i--
		}
	}
	s.tokens = tokens
}

// differentiates reports whether a derivative stands among the tokens.
func differentiates(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.is("∂") || t.kind == kindWord && len(t.text) > 1 && t.text[0] == 'd' })
}

// takesPoint reports whether the bracket at i may hold the point at which what
// stands before it is evaluated.
func takesPoint(tokens []token, i int) bool {
	prev := &tokens[i-1]
	switch prev.kind {
	case kindWord, kindNamed, kindGreek, kindSub, kindNumber:
		return true
	}
	return prev.is("'") || prev.is("}") || prev.is(")")
}

// keepPoint notes the point of the item.
func (p *parser) keepPoint(q *question, item int, tokens []token) {
	for len(q.points) <= item {
		q.points = append(q.points, nil)
	}
	if q.points[item] = p.readPlace(slices.Clone(tokens), q.statement.latex); q.points[item] == nil {
		q.statement.broken = true
	}
}
