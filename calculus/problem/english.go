package problem

import (
	"slices"
	"strings"
)

// English exercises name a function and ask about it in one sentence: "Find dy/dx
// if y = x²." What follows cuts such a sentence into the definition and the
// request, as exercises.go does for Japanese.

// englishParts returns the statements that an English sentence holds: itself, where
// it is none.
func englishParts(s statement) []statement {
	first := &s.tokens[0]
	if first.kind != kindWord || len(first.text) < 2 || len(s.tokens) < 4 || !s.tokens[1].space && s.tokens[1].kind != kindNamed {
		return []statement{s}
	}
	switch {
	case supposes(first.text):
		return s.supposed()
	case first.text == "Show" || first.text == "Prove" || first.text == "Verify":
		s.tokens = skipWords(s.tokens[1:], "that")
	case asks(first.text):
		return s.asked()
	}
	return []statement{s}
}

// supposes reports whether word starts a sentence that gives a function. Small let
// and if are words of programs.
func supposes(word string) bool {
	switch word {
	case "Let", "Given", "Suppose", "Consider", "If", "For", "suppose", "given", "consider":
		return true
	}
	return false
}

// asks reports whether word starts a sentence that asks for something.
func asks(word string) bool {
	return isFind(word) || verbOf(word) != "" && verbOf(word) != "plot"
}

// isFind reports whether word asks for what follows it.
func isFind(word string) bool {
	switch strings.ToLower(word) {
	case "find", "compute", "calculate", "determine", "obtain", "what":
		return true
	}
	return false
}

// supposed reads "Let y = x²", "If y = x², find dy/dx" and "Let x > 0".
func (s statement) supposed() []statement {
	s.tokens = skipWords(s.tokens[1:], "that", "the", "a", "function", "functions", "curve", "surface", "equation")
	equal := equals(s.tokens)
	if equal < 0 {
		return []statement{s}
	}
	depth := 0
	for i := range s.tokens {
		switch t := &s.tokens[i]; {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && i > equal+1 && (t.is(",") || t.space && t.kind == kindWord && isFind(t.text)):
			rest := s
			rest.tokens = skipWords(s.tokens[i:], ",", "then", "and")
			if rest.tokens[0].kind == kindWord && asks(rest.tokens[0].text) {
				return []statement{s.upTo(i), rest}
			}
		}
	}
	return []statement{s}
}

// asked reads "Find the derivative of y = x² with respect to x".
func (s statement) asked() []statement {
	equal := equals(s.tokens)
	if equal < 2 || s.tokens[equal+1].is("?") || s.tokens[equal+1].kind == kindEnd {
		return []statement{s}
	}
	from := equal - 1
	if s.tokens[from].is(")") {
		from = opening(s.tokens, from) - 1
	}
	if from < 1 || !startsName(s.tokens[from].kind) || !s.tokens[from].space || s.tokens[from-1].kind != kindWord && !s.tokens[from-1].is(",") ||
		slices.ContainsFunc(s.tokens[:from], func(t token) bool { return t.kind == kindWord && t.space && t.text == "at" }) || from == 1 && isFind(s.tokens[0].text) {
		return []statement{s}
	}
	to := len(s.tokens) - 1
	for i := equal + 2; i < to; i++ {
		if t := &s.tokens[i]; t.kind == kindWord && t.space && (t.text == "with" || t.text == "wrt" || t.text == "by" || clauseWord(s.tokens, i) > 0) {
			to = i
			break
		}
	}
	definition := s.upTo(to)
	definition.tokens = definition.tokens[from:]
	before := s.tokens[:from]
	for len(before) > 1 {
		last := &before[len(before)-1]
		if !last.is(",") && (last.kind != kindWord || !links(last.text)) {
			break
		}
		before = before[:len(before)-1]
	}
	name := []token{s.tokens[from]}
	if slices.ContainsFunc(before, func(t token) bool {
		return t.is("∂") || t.is("∇") || t.is("/") || t.is("'") || t.is("_") || t.kind == kindCommand || t.kind == kindWord && t.text == "d"+name[0].text
	}) {
		name = nil // dy/dx says it
	}
	request := s
	request.tokens = slices.Concat(before, name, s.tokens[to:])
	return []statement{definition, request}
}

// links reports whether word joins a request to the function that it is about.
func links(word string) bool {
	switch word {
	case "of", "to", "if", "for", "when", "where", "given", "that", "the", "function", "curve", "surface":
		return true
	}
	return false
}

// skipWords drops words and commas from the front.
func skipWords(tokens []token, words ...string) []token {
	for len(tokens) > 1 && (tokens[0].kind == kindWord || tokens[0].kind == kindOp) && slices.Contains(words, tokens[0].text) && tokens[1].space {
		tokens = tokens[1:]
	}
	return tokens
}

// upTo returns the statement of the tokens before the one at i.
func (s statement) upTo(i int) statement {
	end := token{kind: kindEnd, start: s.tokens[i-1].end, end: s.tokens[i-1].end, space: true}
	s.tokens = append(slices.Clone(s.tokens[:i]), end)
	return s
}
