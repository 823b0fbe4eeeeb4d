package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

// processorTime is what this thread has used so far.
func processorTime() time.Duration {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_THREAD, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkGrowth makes notes of each family at sizes that double, and reports by which
// factor the processor's time grew at the last doubling: 2 for what grows as the note
// does, 4 for what grows as its square. GROWTH=html (or markdown, latex) reports on one
// of the formats only, GROWTH_FAMILY on families whose names hold a word.
//
//	GROWTH=html go test -run='^$' -bench=Growth -benchtime=1x ./cmd/bibun
//
// It is the least of several runs on this thread that counts, from 20 ms on.
func BenchmarkGrowth(b *testing.B) {
	want := os.Getenv("GROWTH")
	for _, to := range []note.Format{note.Markdown, note.HTML, note.LaTeX} {
		if want != "" && want != string(to) {
			continue
		}
		c := note.New(note.Options{To: to, Blocks: extension.Options{Limits: extension.Limits{BlockTime: time.Hour}}})
		families := markdownFamilies()
		if to == note.Markdown {
			families = append(families, blockFamilies()...)
		}
		for _, f := range families {
			if strings.Contains(f.name, os.Getenv("GROWTH_FAMILY")) {
				b.Run(string(to)+"/"+f.name, func(b *testing.B) {
					for b.Loop() {
						grow(b, c, f)
					}
				})
			}
		}
	}
}

// grow reports on a family.
func grow(b *testing.B, c *note.Converter, f family) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var times []time.Duration
	n := cmp.Or(f.from, 20_000)
	for ; ; n *= 2 {
		src := []byte(f.note(n) + "\n\n" + goodBlock)
		var best time.Duration
		passed := false // a limit
		for i := range 3 {
			start := processorTime()
			made, err := c.Convert(b.Context(), "a.md", src)
			used := processorTime() - start
			if limit := (*extension.LimitError)(nil); errors.As(err, &limit) || err == nil && refused(made) {
				b.ReportMetric(float64(used.Milliseconds()), "refusal-ms")
				passed = true
				break
			} else if err != nil {
				b.Fatal(err)
			}
			if i == 0 || used < best {
				best = used
			}
		}
		if passed {
			break
		}
		times = append(times, best)
		if best > 200*time.Millisecond || n >= 4<<20 || f.most > 0 && n >= f.most {
			break
		}
	}
	b.ReportMetric(float64(n), "size")
	for i, name := range []string{"last", "before", "before-that"} {
		k := len(times) - 1 - i
		if k > 0 && times[k] > 20*time.Millisecond {
			b.ReportMetric(float64(times[k])/float64(max(times[k-1], time.Microsecond)), name+"×")
		}
	}
	if len(times) > 0 {
		b.ReportMetric(float64(times[len(times)-1].Milliseconds()), "ms")
	}
}

// refused reports whether the first block of a note passed a limit.
func refused(n *note.Note) bool {
	for _, f := range n.Findings() {
		if f.Severity == "error" {
			return true
		}
	}
	return slices.ContainsFunc(n.Findings(), func(f report.Finding) bool { return f.Code == extension.CodeLimit })
}

// blockFamilies are kinds of blocks that ask much of the solver; their size is a count
// of terms, requests or letters.
func blockFamilies() []family {
	block := func(lines ...string) string { return "```diff\n" + strings.Join(lines, "\n") + "\n```\n" }
	of := func(body string) string { return block("f(x) = "+body, "f'(x)") }
	terms := func(n int, sep, format string) string {
		list := make([]string, n)
		for i := range list {
			list[i] = strings.ReplaceAll(format, "#", fmt.Sprint(i+1))
		}
		return strings.Join(list, sep)
	}
	nested := func(n int, open, inner, shut string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(shut, n)
	}
	return []family{
		{"a sum of powers", func(n int) string { return of(terms(n, "+", "#x^#")) }, 25, 3200},
		{"a sum of sines", func(n int) string { return of(terms(n, "+", "sin(#x)")) }, 25, 3200},
		{"a sum of products", func(n int) string { return of(terms(n, "+", "x^#*sin(x)")) }, 25, 1600},
		{"a sum of quotients", func(n int) string { return of(terms(n, "+", "x/(x+#)")) }, 12, 800},
		{"a sum of fractions", func(n int) string { return of(terms(n, "+", "x^2/#")) }, 25, 3200},
		{"a product of sums", func(n int) string { return of(terms(n, "*", "(x+#)")) }, 6, 400},
		{"a product of sines", func(n int) string { return of(terms(n, "*", "sin(#x)")) }, 6, 400},
		{"nested sines", func(n int) string { return of(nested(n, "sin(", "x", ")")) }, 6, 800},
		{"nested roots", func(n int) string { return of(nested(n, "sqrt(1+", "x", ")")) }, 6, 800},
		{"nested fractions", func(n int) string { return of(nested(n, "1/(1+", "x", ")")) }, 6, 800},
		{"nested powers", func(n int) string { return of(nested(n, "(", "x", "+1)^2")) }, 6, 800},
		{"a maximum", func(n int) string { return of("max(" + terms(n, ",", "x^#") + ")") }, 6, 400},
		{"many pieces", func(n int) string { return of(terms(n, "+", "relu(x-#)")) }, 6, 400},
		{"nested pieces", func(n int) string { return of(nested(n, "relu(1+", "x", ")")) }, 6, 400},
		{"nested bars", func(n int) string { return of(nested(n, "abs(1+", "x", ")")) }, 6, 400},
		{"definitions in a row", func(n int) string {
			lines := []string{"a_0 = x^2"}
			for i := 1; i <= n; i++ {
				lines = append(lines, fmt.Sprintf("a_%d = sin(a_%d)", i, i-1))
			}
			return block(append(lines, fmt.Sprintf("∂a_%d/∂x", n))...)
		}, 6, 400},
		{"doubling definitions", func(n int) string {
			lines := []string{"a_0 = x^2"}
			for i := 1; i <= n; i++ {
				lines = append(lines, fmt.Sprintf("a_%d = a_%d*sin(a_%d)", i, i-1, i-1))
			}
			return block(append(lines, fmt.Sprintf("∂a_%d/∂x", n))...)
		}, 3, 48},
		{"many definitions", func(n int) string {
			var lines []string
			for i := 1; i <= n; i++ {
				lines = append(lines, fmt.Sprintf("f_%d = x^%d", i, i))
			}
			return block(append(lines, "∂f_1/∂x")...)
		}, 25, 3200},
		{"many requests", func(n int) string { return block("f(x) = sin(x)*x^2", strings.Repeat("f'(x)\n", n)) }, 12, 900},
		{"many definitions and requests", func(n int) string {
			var lines []string
			for i := 1; i <= n; i++ {
				lines = append(lines, fmt.Sprintf("f_%d = x^%d*sin(x)", i, i), fmt.Sprintf("∂f_%d/∂x", i))
			}
			return block(lines...)
		}, 12, 400},
		{"derivatives of high order", func(n int) string { return block("f(x) = sin(x)*x^3", fmt.Sprintf("d^%df/dx^%d", n, n)) }, 3, 96},
		{"derivatives of high order of a chain", func(n int) string { return block("f(x) = e^(x^2)", fmt.Sprintf("d^%df/dx^%d", n, n)) }, 3, 48},
		{"gradients", func(n int) string { return block("f = "+terms(n, "*", "sin(x_#)"), "gradient f") }, 6, 100},
		{"differentials", func(n int) string { return block("f = "+terms(n, "+", "x_#^2"), "df") }, 12, 800},
		{"hessians", func(n int) string { return block("f = "+terms(n, "*", "x_#"), "hessian f") }, 3, 48},
		{"hessians of sums", func(n int) string { return block("f = "+terms(n, "+", "x_#^3"), "hessian f") }, 3, 48},
		{"jacobians", func(n int) string { return block(terms(n, "\n", "f_# = x^#*y"), "jacobian x, y") }, 6, 200},
		{"a long word", func(n int) string { return of(strings.Repeat("qu", n) + "*x") }, 400, 30000},
		{"a long word with functions", func(n int) string { return of(strings.Repeat("sinx", n)) }, 6, 15000},
		{"a long comment", func(n int) string { return block("f(x) = x^2 # "+strings.Repeat("(", n), "f'(x)") }, 4000, 60000},
		{"many comments", func(n int) string { return block("f(x) = x^2", strings.Repeat("# a\n", n)+"f'(x)") }, 400, 15000},
		{"digits", func(n int) string { return of(strings.Repeat("7", n) + "x^2") }, 400, 9000},
		{"a sum over an index", func(n int) string { return of(fmt.Sprintf("sum(i=1..%d, x^i/i)", n)) }, 12, 900},
		{"a product over an index", func(n int) string { return of(fmt.Sprintf("prod(i=1..%d, x+i)", n)) }, 6, 400},
		{"families", func(n int) string {
			return block("L = sum(i=1..N, "+terms(n, "+", "w_i^#")+")", "∂L/∂w_k")
		}, 6, 400},
		{"many families", func(n int) string {
			return block("L = "+terms(n, "+", "sum(i=1..N, w_i^#)"), "∂L/∂w_k")
		}, 6, 400},
		{"sums within sums", func(n int) string {
			return block("L = "+nested(n, "sum(i=1..N, w_i+", "w_i^2", ")"), "∂L/∂w_k")
		}, 3, 48},
		{"an equation", func(n int) string { return block(terms(n, "+", "x^#*y^2")+" = 1", "dy/dx") }, 6, 200},
		{"a point", func(n int) string { return block("f(x) = "+terms(n, "+", "x^#"), "f'(x) at x=1.1") }, 12, 400},
		{"a picture", func(n int) string { return block("f(x) = "+terms(n, "+", "sin(#x)"), "plot f") }, 12, 400},
	}
}
