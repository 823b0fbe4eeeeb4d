package problem

import "slices"

// Requests that begin with a verb are read by hand, as those in signs are.

// verbal is a verb and its objects: partial L by u, v; 偏微分 u, v.
type verbal struct {
	Verb    string
	Nouns   []string // that say what the verb already says, or what it is done to
	Objects []target
	By      []name
}

// readVerbal reads verb noun* [ 'of' | 'to' ] [ targets ] [ ( 'by' | 'wrt' |
// 'with' 'respect' 'to' ) names ]. The lists may stand in round brackets. The
// second result is the offending token where the tokens do not fit.
func readVerbal(tokens []token) (*verbal, *token) {
	c := &cursor{tokens: tokens}
	v := &verbal{Verb: tokens[0].text}
	c.pass()
	for isNoun(tokens[c.i].text) {
		v.Nouns = append(v.Nouns, tokens[c.i].text)
		c.pass()
	}
	c.word("of", "to")
	object := func() bool {
		var t target
		ok := t.Name.read(c) && c.arguments(&t)
		v.Objects = append(v.Objects, t)
		return ok
	}
	_, text := c.look()
	nameless := (text == "by" || text == "wrt") && tokens[c.i+1].kind != kindEnd // partial by x
	if k, text := c.look(); !nameless && (startsName(k) && text != "with" || c.is("(")) && !c.list(object) {
		return nil, &tokens[c.i]
	}
	variable := func() bool {
		var n name
		ok := n.read(c)
		v.By = append(v.By, n)
		return ok
	}
	by := c.word("by", "wrt")
	if k, text := c.look(); !by && len(v.Objects) == 1 && startsName(k) && text != "with" && c.tokens[c.i].space {
		by = true // 偏微分 L u
	}
	if !by && c.word("with") {
		if by = c.word("respect") && c.word("to"); !by {
			return nil, &tokens[c.i]
		}
	}
	if by && !c.list(variable) {
		return nil, &tokens[c.i]
	}
	if tokens[c.i].kind != kindEnd {
		return nil, &tokens[c.i]
	}
	return v, nil
}

// list reads one thing or more between commas, possibly in round brackets.
func (c *cursor) list(one func() bool) bool {
	c.accept("(")
	if !one() {
		return false
	}
	for c.word(",", "と", "and") {
		if !one() {
			return false
		}
	}
	c.accept(")")
	return true
}

// arguments reads the names in brackets that may follow the name of a function.
// A comma without a name after it is where they stop to fit.
func (c *cursor) arguments(t *target) bool {
	if !c.accept("(") {
		return true
	}
	for {
		var n name
		if !n.read(c) {
			return false
		}
		t.Args = append(t.Args, n)
		if !c.is(",") || !startsName(c.tokens[c.i+1].kind) {
			return c.accept(")")
		}
		c.pass()
	}
}

// word passes one of the texts, if it is next.
func (c *cursor) word(texts ...string) bool {
	k, text := c.look()
	if k == kindEnd || !slices.Contains(texts, text) {
		return false
	}
	c.pass()
	return true
}

func isNoun(text string) bool {
	switch text {
	case "derivative", "derivatives", "differential", "vector", "matrix", "determinant", "plane", "line", "approximation", "rule":
		return true
	}
	return false
}
