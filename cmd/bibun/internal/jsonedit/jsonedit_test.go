package jsonedit

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/fuzzing"
)

func TestApply(t *testing.T) {
	const src = ` { "b" : [1.50, {"t":"x","c":"\u0041é"} ,null], "a":1e3, "b2":"end" } ` + "\n"
	v, err := Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	inner := v.Get("b").Elements()[1]
	if s, ok := inner.Get("c").String(); !ok || s != "Aé" {
		t.Errorf("the text is %q, %v", s, ok)
	}
	if got := string(v.Get("b").Elements()[0].Raw()); got != "1.50" {
		t.Errorf("the number is %s", got)
	}
	text, err := Quote("a<b & c")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	at := inner.Get("c")
	end := v.Get("b2")
	if err := Apply(&out, []byte(src), []Edit{{at.Start, at.End, text}, {end.Start, end.End, []byte("7")}}); err != nil {
		t.Fatal(err)
	}
	const want = ` { "b" : [1.50, {"t":"x","c":"a<b & c"} ,null], "a":1e3, "b2":7 } ` + "\n"
	if out.String() != want {
		t.Errorf("got  %swant %s", out.String(), want)
	}
}

func TestMissing(t *testing.T) {
	v, err := Parse([]byte(`{"a":[1],"n":null}`))
	if err != nil {
		t.Fatal(err)
	}
	if v.Get("x") != nil || v.Get("a", "x") != nil || v.Get("x", "y") != nil {
		t.Error("a key is found that isn't there")
	}
	if _, ok := v.Get("n").String(); ok {
		t.Error("null is a text")
	}
	if v.Get("x").Elements() != nil || v.Elements() != nil || v.Get("x").Keys() != nil {
		t.Error("there are elements of nothing")
	}
}

func TestFaults(t *testing.T) {
	for _, src := range []string{"", "{", `{"a":1} {"b":2}`, `{'a':1}`, `[1,]`, strings.Repeat("[", 1_000_000)} {
		if _, err := Parse([]byte(src)); err == nil {
			t.Errorf("%.20q is read", src)
		}
	}
}

// FuzzParse checks that values stand where they say, in any text that is JSON.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,"b",{"c":null}],"d":{}}`, ` [ ] `, `"\ud83d\ude00"`, `-0.0e+1`, `{"":{"":""}}`} {
		f.Add([]byte(s))
	}
	for _, s := range fuzzing.Literals(f, "cmd/bibun/internal/pandoc", "cmd/bibun/internal/mdbook", "examples") {
		if strings.Contains(s, `":`) {
			f.Add([]byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var v *Value
		var err error
		fuzzing.Swift(t, len(src), func() { v, err = Parse(src) })
		if (err == nil) != json.Valid(src) {
			t.Skip() // deeper than it is read
		}
		if err != nil {
			return
		}
		var edits []Edit
		var walk func(v *Value)
		walk = func(v *Value) {
			if !json.Valid(v.Raw()) || strings.TrimSpace(string(v.Raw())) != string(v.Raw()) {
				t.Fatalf("%q is no value of %q", v.Raw(), src)
			}
			if v.Items == nil {
				edits = append(edits, Edit{v.Start, v.End, v.Raw()})
			}
			for _, item := range v.Items {
				walk(item)
			}
		}
		walk(v)
		var out bytes.Buffer
		if err := Apply(&out, src, edits); err != nil || !bytes.Equal(out.Bytes(), src) {
			t.Fatalf("%q became %q, %v", src, out.Bytes(), err)
		}
	})
}
