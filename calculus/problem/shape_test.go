package problem

import "testing"

// TestShape looks at problems, and at patches and code that might be taken for
// one.
func TestShape(t *testing.T) {
	for _, test := range []struct {
		text string
		want Shape
	}{
		{"L(u,v) = u^2\ndL", Shape{Definition: true, ArgList: true, Request: true}},
		{"# a comment\n\nL(u,v) = u^2\n∂L/∂u", Shape{Definition: true, ArgList: true, Request: true}},
		{"L = u^2v^4\ndL", Shape{Definition: true, Request: true}},
		{"変数 u, v\nL = u^2v^4\ndL", Shape{Definition: true, Request: true}},
		{"L(w_1, ..., w_N)\ndL", Shape{Definition: true, ArgList: true, Request: true}},
		{"L(u,v) = u^2 + \ndL", Shape{Definition: true, ArgList: true, Request: true}},
		{"L(u,v) = u^2\ndM", Shape{Definition: true, ArgList: true}},
		{"L(u,v) = u^2\n- dL", Shape{Definition: true, ArgList: true, List: true}},
		{"L(u,v) = u^2", Shape{Definition: true, ArgList: true}},
		{"hermesEnabled=false", Shape{Definition: true}},
		{"version = 1.2.3", Shape{Definition: true}},
		{"FOO=bar\nBAZ=qux", Shape{Definition: true}},
		{"dL\nL(u,v) = u^2", Shape{Request: true}},
		{"let (u, w) = f(x)\nprintln!(u)", Shape{}},
		{"let x = 1\ndx", Shape{}},
		{"const f = (x) => x\ndf", Shape{}},
		{"if (a == b) return", Shape{}},
		{"f(x) == y\ndf", Shape{}},
		{"def f(x):\n    return x", Shape{}},
		{"func f(x int) int {\n\treturn x\n}", Shape{}},
		{"import os\nos.exit(1)", Shape{}},
		{"return x = 2", Shape{}},
		{"print(x)", Shape{}},
		{"<div class=\"a\">\n</div>", Shape{}},
		{"foo\nbar", Shape{}},
		{"{ \"a\": 1 }", Shape{}},
		{"", Shape{}},
		{"# only a comment", Shape{}},
	} {
		if got := Inspect(test.text); got != test.want {
			t.Errorf("%q\n got %+v\nwant %+v", test.text, got, test.want)
		}
	}
}
