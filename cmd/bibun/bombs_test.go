package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/extension"
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
		"a sum of sums":           of("sum(i=1..1000000000000, sum(j=1..1000000000000, x^(i+j)))"),
		"a family to a billion":   block("index i = 1..1000000000000", "L = sum(i, w_i^2)", "∂L/∂w_k"),
		"digits behind the point": of("0." + strings.Repeat("3", 60_000) + "x"),
		"a large exponent":        of("x^" + strings.Repeat("9", 9_000)),
		"a small exponent":        of("x^(1/" + strings.Repeat("9", 9_000) + ")"),
		"roots of a large number": of("sqrt(" + strings.Repeat("9", 9_000) + ")x"),
		"a binomial":              of("(x+1)^1000*(x-1)^1000"),
		"many letters":            of(terms(15_000, "*", func(i int) string { return string(rune('a' + i%26)) })),
		"words":                   of(strings.Repeat("sinx", 15_000)),
		"a comment":               block("f(x) = x^2 # "+strings.Repeat("(", 60_000), "f'(x)"),
		"many requests":           block("f(x) = sin(x)", strings.Repeat("f'(x);", 10_000)),
		"many derivatives":        block("f(x) = tan(x)", terms(60, "\n", func(i int) string { return fmt.Sprintf("d^%df/dx^%d", i+1, i+1) })),
		"the highest derivative":  block("f(x) = e^(x^2)", "d^1000000000f/dx^1000000000"),
		"many variables":          block("f("+terms(500, ",", func(i int) string { return fmt.Sprintf("x_%d", i) })+") = x_1", "hessian f"),
		"a jacobian":              block(terms(60, "\n", func(i int) string { return fmt.Sprintf("f_%d = x_1^%d+x_2", i, i+2) }), "jacobian x_1, x_2"),
		"a table":                 block("L(u,v) = u^1000000000*v", "table L at u=1, v=2"),
		"a picture":               block("f(x) = x^1000000000", "plot f"),
		"a tangent far away":      block("f(x) = x^1000000000", "tangent f at x=9"),
		"a point of many digits":  block("f(x) = x^1000", "f'(x) at x=0."+strings.Repeat("3", 5_000)),
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

const goodBlock, goodAnswer = "```diff\nL = u^2v^4\ndL\n```\n", `2uv^4\,du`

// TestBombs gives each bomb to the program, as a Markdown note and as a page. A block
// that asks for too much is answered or refused, and the rest of the note is built. A
// note that nests too deeply, or has too many problems or lines, stays as it was from
// there on. None takes more than 256 MiB.
func TestBombs(t *testing.T) {
	whole := map[string]bool{"lists": true, "quotes": true, "many problems": true}
	for name, bomb := range bombs() {
		for _, to := range []string{"markdown", "html"} {
			if to == "html" && (whole[name] || name == "references") {
				continue // refused, or a family of TestPathologicalMarkdown
			}
			t.Run(name+"/"+to, func(t *testing.T) {
				r := rendered(t, bomb+"\n"+goodBlock, "--to", to)
				if r.code > exitFindings {
					t.Fatalf("exit code %d: %.300s", r.code, r.told)
				}
				if whole[name] {
					if !strings.HasSuffix(r.out, goodBlock) || r.told == "" {
						t.Error("the end of the note did not stay as it was, or nothing was told")
					}
					return
				}
				if !strings.Contains(r.out, goodAnswer) {
					t.Errorf("the block behind was not solved: %.300s", r.told)
				}
				if len(r.told) > 20_000 {
					t.Errorf("%d bytes of messages", len(r.told))
				}
			})
		}
	}
}

// TestLongNotes has notes that are too long stay as they are, or be refused where they
// are to become something else.
func TestLongNotes(t *testing.T) {
	for name, test := range map[string]struct {
		line   string
		times  int
		wanted string
	}{
		"100 MB":        {strings.Repeat("a", 99_999) + "\n", 1000, "too many bytes in the file: 100,000,"},
		"a line of 17M": {strings.Repeat("a", 17_000), 1000, "too many bytes in the file: 17,000,"},
		"300,000 lines": {"a\n", 300_000, "too many lines in the file: 300,00"},
	} {
		file := filepath.Join(t.TempDir(), "a.md")
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		for range test.times {
			f.WriteString(test.line)
		}
		f.WriteString("\n\n" + goodBlock)
		size, _ := f.Seek(0, io.SeekCurrent)
		f.Close()
		for _, to := range []string{"markdown", "html", "latex"} {
			r := started(t, nil, "render", file, "--to", to)
			if !strings.Contains(r.told, test.wanted) || !strings.Contains(r.told, "--limit") {
				t.Errorf("%s to %s: %.300q", name, to, r.told)
			}
			if to == "markdown" && (r.code != 0 || r.written != size) || to != "markdown" && (r.code != exitTrouble || r.written > 0) {
				t.Errorf("%s to %s: exit code %d, %d of %d bytes", name, to, r.code, r.written, size)
			}
		}
	}
}

// TestPathologicalMarkdown builds a folder with a note of each family, to everything
// that there is: each is built to its end, and the whole takes no more than 256 MiB.
func TestPathologicalMarkdown(t *testing.T) {
	src := t.TempDir()
	for i, f := range markdownFamilies() {
		note := f.note(100_000) + "\n\n" + goodBlock
		if err := os.WriteFile(filepath.Join(src, fmt.Sprintf("%03d.md", i)), []byte(note), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for to, extension := range map[string]string{"markdown": "md", "html": "html", "latex": "tex"} {
		out := filepath.Join(t.TempDir(), "out")
		r := started(t, nil, "build", src, "-o", out, "--to", to, "--jobs", "1", "--lang", "en")
		if r.code > exitFindings {
			t.Errorf("to %s: exit code %d: %.1000s", to, r.code, r.told)
		}
		for i, f := range markdownFamilies() {
			built, err := os.ReadFile(filepath.Join(out, fmt.Sprintf("%03d.%s", i, extension)))
			if f.name == "quotes in quotes" && to != "markdown" { // refused
				if !errors.Is(err, os.ErrNotExist) || !strings.Contains(r.told, "too many nested quotes and lists") {
					t.Errorf("%s to %s: error %v", f.name, to, err)
				}
				continue
			}
			if solved := strings.Contains(string(built), goodAnswer); err != nil || solved == swallowing(f.name) {
				t.Errorf("%s to %s: solved is %v, error %v", f.name, to, solved, err)
			}
		}
	}
}

// TestPathologicalPresets writes the families in the notation of every host.
func TestPathologicalPresets(t *testing.T) {
	for _, preset := range extension.PresetNames() {
		if p, _ := extension.PresetNamed(preset); p.HTML || p.LaTeX {
			continue
		}
		for _, f := range markdownFamilies() {
			note := f.note(5_000) + "\n\n" + goodBlock
			got, report, err := extension.Splice(t.Context(), []byte(note), extension.Options{Preset: preset})
			if err != nil && !swallowing(f.name) || err == nil && len(report.Blocks) == 0 && !swallowing(f.name) || len(got) == 0 {
				t.Errorf("%s, %s: %v", preset, f.name, err)
			}
		}
	}
}

// TestPathologicalPreview asks the preview for a note of each family.
func TestPathologicalPreview(t *testing.T) {
	notes := map[string]string{}
	for i, f := range markdownFamilies() {
		notes[fmt.Sprintf("%03d.md", i)] = f.note(20_000) + "\n\n" + goodBlock
	}
	p := notesFor(t, notes)
	p.start("serve", p.src, "--port", "0", "--lang", "en")
	p.until("the address", func() bool { return address.MatchString(p.said()) })
	home := address.FindString(p.said())
	for i, f := range markdownFamilies() {
		answer, err := http.Get(fmt.Sprintf("%s%03d.html", home, i))
		if err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		page, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if solved := strings.Contains(string(page), goodAnswer); err != nil || answer.StatusCode != http.StatusOK || solved == swallowing(f.name) {
			t.Errorf("%s: status %d, solved is %v, error %v", f.name, answer.StatusCode, solved, err)
		}
	}
	if peak := peakMemory(p.cmd.Process.Pid); peak > maxMemory {
		t.Errorf("the preview took %d MiB", peak>>20)
	}
}
