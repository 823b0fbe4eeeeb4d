package extension

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func FuzzSplice(f *testing.F) {
	for _, s := range []string{
		"```diff\nL = u^2\ndL\n```\n",
		"> - ```diff\n>   L = u^2\n>   dL\n>   ```\n> - b\n",
		"-\t```diff\n\tL = u\n\tdL\n\t```\ntext",
		"1. a\n\n   ~~~ diff {steps=brief}\n   L = u\n   dL\n   ~~~\n2. b\r\n",
		"\ufeff---\nbibun:\n  lang: en\n---\n```diff\nL = u\ndL",
		"[^1]: ```bibun\n    L = u\n    dL\n    ```\n",
		"a\n```diff\nL = u\ndL\n```\n===\n",
		"<!-- bibun:off -->\n```diff\nL = u\ndL\n```\n",
		" >\t- ```diff\n >\t  L = u\n >\t  dL\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if strings.Contains(string(src), "SOLVE") || strings.Contains(string(src), "DONE") {
			return
		}
		whole := string(src)
		out, report, err := Splice(context.Background(), src, fakeOptions())
		var limit *LimitError
		if string(src) != whole {
			t.Fatal("the note was written to")
		}
		if errors.As(err, &limit) || err != nil {
			if string(out) != whole {
				t.Fatalf("changed in spite of %v", err)
			}
			return
		}
		checkSplice(t, src, out, report)
		again, report, err := Splice(context.Background(), out, fakeOptions())
		if err != nil || string(again) != string(out) {
			t.Fatalf("twice is not once: %v\n%q\n%q", err, out, again)
		}
		for _, b := range report.Blocks {
			if b.Status == Solved {
				t.Fatalf("a block is left in %q", out)
			}
		}
	})
}

// FuzzSpliceInPlace: but for the lines from marker to marker nothing is added, and
// twice is once, whatever markers are in the note already.
func FuzzSpliceInPlace(f *testing.F) {
	for _, s := range []string{
		"```diff\nL = u^2\ndL\n```\n",
		"> - ```diff\n>   L = u^2\n>   dL\n>   ```\n> - b\r\n",
		"-\t```diff\n\tL = u\n\tdL\n\t```\ntext",
		"```diff\nL = u\ndL\n```\n<!-- bibun:begin sha256=0123456789abcdef -->\nold\n<!-- bibun:end -->\n",
		"> ```diff\n> L = u\n> dL\n> ```\n> <!-- bibun:begin sha256=0123456789abcdef -->\n<!-- bibun:end -->\n",
		"<!-- bibun:end -->\n\n```diff\nL = u\ndL\n```\n<!-- bibun:begin -->\n",
		"{/* bibun:begin sha256=0123456789abcdef */}\n\n{/* bibun:end */}\n",
		"[^1]: ```bibun\n    L = u\n    dL\n    ```\n",
	} {
		f.Add([]byte(s), false, false)
		f.Add([]byte(s), true, true)
	}
	f.Fuzz(func(t *testing.T, src []byte, mdx, force bool) {
		in := InPlace{MDX: mdx, Force: force}
		out, report, err := SpliceInPlace(context.Background(), src, fakeOptions(), in)
		if err != nil {
			if string(out) != string(src) {
				t.Fatalf("changed in spite of %v", err)
			}
			return
		}
		if !strings.Contains(string(src), "bibun:") && !mdx {
			// A CR at the very end is one of CRLF once a line comes after it.
			if bare := withoutRegions(string(out)); bare != string(src) && bare+"\r" != string(src) {
				t.Fatalf("%q became %q", src, out)
			}
		}
		again, second, err := SpliceInPlace(context.Background(), out, fakeOptions(), in)
		if err != nil || string(again) != string(out) {
			t.Fatalf("twice is not once: %v\n%q\n%q\n%q", err, src, out, again)
		}
		if !report.Failed() && second.Failed() {
			t.Fatalf("fails when done again: %q", out)
		}
	})
}

// FuzzBlock has any text read and solved by the real parser and solver. A
// mistake of theirs is caught and called an internal error; here it fails.
func FuzzBlock(f *testing.F) {
	for _, s := range []string{
		"L(u,v) = u^3 + 4uv - v^2\n∂L/∂u\n∂L/∂v", "L = u^2v^4\ndL", "L(w_1, ..., w_N)\ndL",
		"f(x) = 1/2x\nf'(x)", "y = sin(e^(x^2))\ndy/dx", "z = wx + b; y = σ(z); L = 1/2(y-t)^2\n∂L/∂w",
		"L = 1/N sum(i=1..N,(w_i-t_i)^2)\n∂L/∂w_k", "f(x,y) = x^y\n∇f\nhessian f", `f(x) = \frac{x}{x^2+1}` + "\nf'(x)",
		"L(u,v) = |u|v\nLをu, vで偏微分",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "~~~") {
			return
		}
		src := []byte("~~~bibun\n" + s + "\n~~~\n")
		out, report, err := Splice(context.Background(), src, Options{})
		if err != nil || len(report.Blocks) != 1 {
			t.Fatalf("%v, %d blocks", err, len(report.Blocks))
		}
		b := report.Blocks[0]
		for _, d := range b.Diagnostics {
			if d.Code == CodeInternal || d.Code == CodeOutOfTime {
				t.Fatalf("%s: %s", d.Code, d.Message("en"))
			}
			if d.Start < 0 || d.End < d.Start || d.End > len(src) || d.Message("en") == "" || d.Message("ja") == "" {
				t.Fatalf("%+v", d)
			}
		}
		if (b.Status == Solved) == (string(out) == string(src)) {
			t.Fatalf("%s: %q", b.Status, out)
		}
	})
}

func FuzzInfo(f *testing.F) {
	for _, s := range []string{
		"diff", "diff math", "bibun {steps=brief lang=en}", `diff {lang="en" .c #i, numbered=true}`,
		"diff {", "diff {=", "diff {a", "diff {a=", `diff {a="`, "diff {1,3}", "diff {}}", "diff {a={b=c}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in := readInfo(s)
		var settings Settings
		for _, d := range in.settle(&settings) {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(s) {
				t.Fatalf("%q: span %v", s, d.Span)
			}
		}
		for _, a := range in.attrs {
			if !strings.HasPrefix(s[a.at:], a.key) {
				t.Fatalf("%q: %q is not at %d", s, a.key, a.at)
			}
		}
	})
}
