package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// bombs are notes that are small and ask for much, or large and ask for little.
func bombs() map[string]string {
	block := func(lines ...string) string { return "```diff\n" + strings.Join(lines, "\n") + "\n```\n" }
	of := func(body string) string { return block("f(x) = "+body, "f'(x)") }
	nested := func(n int, open, inner, closed string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(closed, n)
	}
	terms := func(n int, sep string, term func(i int) string) string {
		var list []string
		for i := range n {
			list = append(list, term(i))
		}
		return strings.Join(list, sep)
	}
	doubling := func(op string) string {
		lines := []string{"a_0 = x + 1"}
		for i := 1; i < 40; i++ {
			lines = append(lines, fmt.Sprintf("a_%d = a_%d%sa_%d", i, i-1, op, i-1))
		}
		return block(append(lines, "∂a_39/∂x")...)
	}
	return map[string]string{
		"a tower of powers":       of("x*9^9^9^9"),
		"a large power":           of("x^1000000000"),
		"powers of powers":        of("x*((9^9)^9999)^9999"),
		"powers of brackets":      of(nested(6, "(", "x", "+1)^1000")),
		"many digits":             of(strings.Repeat("1", 60_000) + "x^2"),
		"a million digits":        of(strings.Repeat("1", 1_000_000) + "x^2"),
		"brackets":                of(nested(100_000, "(", "x", ")")),
		"three million brackets":  of(nested(3_000_000, "(", "x", ")")),
		"brackets never closed":   of(nested(30_000, "(", "x", "")),
		"fractions":               of(nested(20_000, `\frac{1}{`, "x", "}")),
		"fractions in a block":    of(nested(5_000, `\frac{1}{`, "x", "}")),
		"nested sines":            of(nested(3_000, "sin(", "x", ")")),
		"nested roots":            of(nested(500, "sqrt(1+", "x", ")")),
		"nested bars":             of(nested(40, "|1+", "x", "|")),
		"nested pieces":           of(nested(60, "relu(1+", "x", ")")),
		"a long name":             of(strings.Repeat("a", 50_000) + "*x"),
		"a name of a million":     of(strings.Repeat("a", 1_000_000) + "*x"),
		"a sum to a billion":      of("sum(i=1..1000000000000, x^i)"),
		"a product to a billion":  of("prod(i=1..1000000000, x+i)"),
		"a factorial":             of("x*1000000!"),
		"factors to be opened":    block("f(x) = "+terms(300, "*", func(i int) string { return fmt.Sprintf("(x+%d)", i) }), "f''(x)"),
		"denominators":            of(terms(2000, "+", func(i int) string { return fmt.Sprintf("x^2/%d", 1000+i) })),
		"a maximum of many":       of("max(" + terms(200, ",", func(i int) string { return fmt.Sprintf("x^%d", i+2) }) + ")"),
		"a high derivative":       block("f(x) = sin(x)*e^x*x^3", "d^100f/dx^100"),
		"a large matrix":          block("f = "+terms(60, "*", func(i int) string { return fmt.Sprintf("sin(x_%d)", i) }), "hessian"),
		"definitions in a circle": block("a = b + x", "b = c", "c = a", "∂a/∂x"),
		"doubling sums":           doubling("+"),
		"doubling products":       doubling("*"),
		"doubling powers":         doubling("^"),
		"many fences":             strings.Repeat("```diff\n", 50_000) + "```\n",
		"many problems":           strings.Repeat(of("x^2"), 10_100),
		"lists":                   strings.Repeat("- ", 12_000) + "a\n\n" + of("x^2"),
		"quotes":                  strings.Repeat("> ", 12_000) + "a\n\n" + of("x^2"),
		"emphasis":                strings.Repeat("*a **a ", 30_000) + "\n\n",
		"link openers":            strings.Repeat("[a](<b", 30_000) + "\n\n",
		"square brackets":         strings.Repeat("[", 50_000) + "\n\n",
		"code spans":              terms(2000, "", func(i int) string { return "e" + strings.Repeat("`", i) }) + "\n\n",
		"references":              terms(50_000, "", func(i int) string { return fmt.Sprintf("[r%d]: /u\n", i) }) + strings.Repeat("[r1] ", 1000) + "\n\n",
	}
}

// A block that asks for too much is answered or refused, and the rest of the note is
// built. A note that nests too deeply, or has too many problems, stays as it was from
// there on.
func TestBombs(t *testing.T) {
	const good, solved = "```diff\nL = u^2v^4\ndL\n```\n", `2uv^4\,du`
	whole := map[string]bool{"lists": true, "quotes": true, "many problems": true}
	for name, bomb := range bombs() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// No test of speed: a hang is what it ends.
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
			defer cancel()
			var out, told bytes.Buffer
			code := run(ctx, []string{"render", "-"}, strings.NewReader(bomb+"\n"+good), &out, &told)
			if code > exitFindings {
				t.Fatalf("exit code %d: %.300s", code, told.String())
			}
			if whole[name] {
				if !strings.HasSuffix(out.String(), good) || told.Len() == 0 {
					t.Error("the end of the note did not stay as it was, or nothing was told")
				}
				return
			}
			if !strings.Contains(out.String(), solved) {
				t.Errorf("the block behind was not solved: %.300s", told.String())
			}
			if told.Len() > 20_000 {
				t.Errorf("%d bytes of messages", told.Len())
			}
		})
	}
}
