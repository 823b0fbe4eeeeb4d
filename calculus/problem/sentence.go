package problem

import "slices"

// withVerbs marks the Japanese verbs of a sentence, and drops what only is
// said along with them: 連鎖律を用いて, の方程式.
func (p *parser) withVerbs(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if next := &tokens[min(i+1, len(tokens)-1)]; isNounBefore(&t) && (next.kind == kindWord || next.kind == kindGreek) && p.defined[t.text] == nil && !p.scope.bases[t.text] && verbOf(t.text) == "" && !isMeans(&t) {
			continue // 半径 r で
		}
		if t.kind == kindNamed && p.defined[t.text] == nil {
			if t.text == "連鎖律" && tokens[i+1].kind == kindParticle && isMeans(&tokens[i+2]) {
				i += 2
				continue
			}
			if t.text == "連鎖律" && tokens[i+1].kind == kindParticle && tokens[i+1].text == "で" && tokens[i+2].kind == kindParticle { // 連鎖律で求めよ
				i++
				continue
			}
			if (t.text == "すべて" || t.text == "全て") && tokens[i+1].kind == kindParticle && tokens[i+1].text == "の" {
				i++
				continue
			}
			if verb := verbOf(t.text); verb != "" {
				t.kind, t.text = kindVerb, verb
				out = append(out, t)
				if tokens[i+1].kind == kindParticle && tokens[i+1].text == "の" && (tokens[i+2].text == "方程式" || tokens[i+2].text == "式") {
					i += 2
				}
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// isMeans reports whether t says by which means: 用いて, 使って.
func isMeans(t *token) bool {
	switch t.text {
	case "用いて", "使って", "利用して", "より", "よって", "もちいて", "つかって":
		return t.kind == kindNamed
	}
	return false
}

// signsOf returns the request in mathematical signs of a sentence around one,
// such as ∂L/∂uを求めよ or f'(1)の値, and nil where the sentence is in words.
func signsOf(tokens []token) []token {
	end := len(tokens) - 1
	n := end
	for n > 0 && (tokens[n-1].kind == kindParticle || tokens[n-1].kind == kindVerb && tokens[n-1].text == "value") {
		n--
	}
	signs, and := false, false
	for i := range n {
		switch t := &tokens[i]; {
		case t.kind == kindParticle && t.text == "と":
			and = true
		case t.kind == kindParticle || t.kind == kindVerb:
			return nil
		case t.is("'") || t.is("∂") || t.is("/") || t.is("∇") || t.kind == kindCommand:
			signs = true
		}
	}
	if n == 0 || !signs && slices.ContainsFunc(tokens, func(t token) bool { return t.kind == kindVerb }) {
		return nil
	}
	list := append(slices.Clone(tokens[:n]), tokens[end])
	for i := range list {
		if t := &list[i]; and && t.kind == kindParticle { // f_xとf_yを求めよ
			t.kind, t.text = kindOp, ","
		}
	}
	return list
}

// withoutEndings drops Japanese endings, as in 偏微分せよ.
func withoutEndings(tokens []token) []token {
	n := len(tokens) - 1
	for n > 1 && tokens[n-1].kind == kindParticle {
		n--
	}
	tokens[n] = tokens[len(tokens)-1]
	return tokens[:n+1]
}
