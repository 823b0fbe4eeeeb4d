package extension

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
)

// fakeHash is the hash of the fake solution; it is frozen with the syntax.
const fakeHash = "FAKEHASH"

func inPlace(t *testing.T, src string, o Options, in InPlace) (string, *Report) {
	t.Helper()
	out, report, err := SpliceInPlace(t.Context(), []byte(src), o, in)
	if err != nil {
		t.Fatal(err)
	}
	return string(out), report
}

// marked is the fake solution between its markers, on lines with a prefix.
func marked(prefix string, loose bool) string {
	inside := strings.TrimSuffix(fakeMarkdown, "\n")
	if loose {
		inside = "\n" + inside + "\n"
	} else {
		inside = strings.ReplaceAll(inside, "\n\n", "\n")
	}
	text := "<!-- bibun:begin sha256=" + fakeHash + " -->\n" + inside + "\n<!-- bibun:end -->"
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(prefix+lines[i], " \t")
	}
	return strings.Join(lines, "\n")
}

func TestInPlace(t *testing.T) {
	fence := "```diff\nL = u^2\ndL\n```"
	tests := []struct{ name, in, want string }{
		{"alone", fence + "\n", fence + "\n" + marked("", true) + "\n"},
		{"no final newline", fence, fence + "\n" + marked("", true)},
		{"neighbours", "a\n" + fence + "\nb\n", "a\n" + fence + "\n" + marked("", true) + "\nb\n"},
		{"between two", fence + "\n" + fence + "\n", fence + "\n" + marked("", true) + "\n" + fence + "\n" + marked("", true) + "\n"},
		{"white space after the fence", fence + " \t\nb\n", fence + " \t\n" + marked("", true) + "\nb\n"},
		{"indented by three", "   ```diff\n L = u^2\n dL\n  ```\n", "   ```diff\n L = u^2\n dL\n  ```\n" + marked("   ", true) + "\n"},
		{"quote", "> ```diff\n> L = u^2\n> dL\n> ```\n", "> ```diff\n> L = u^2\n> dL\n> ```\n" + marked("> ", true) + "\n"},
		{"quote, text next", "> ```diff\n> L = u^2\n> dL\n> ```\nb\n", "> ```diff\n> L = u^2\n> dL\n> ```\n" + marked("> ", true) + "\nb\n"},
		{"tight item", "- ```diff\n  L = u^2\n  dL\n  ```\n- b\n", "- ```diff\n  L = u^2\n  dL\n  ```\n" + marked("  ", false) + "\n- b\n"},
		{"loose item", "1. a\n\n   ```diff\n   L = u^2\n   dL\n   ```\n\n2. b\n", "1. a\n\n   ```diff\n   L = u^2\n   dL\n   ```\n" + marked("   ", true) + "\n\n2. b\n"},
		{"item in quote", "> - ```diff\n>   L = u^2\n>   dL\n>   ```\n> - b\n", "> - ```diff\n>   L = u^2\n>   dL\n>   ```\n" + marked(">   ", false) + "\n> - b\n"},
		{"item indented by tab", "- a\n\n\t```diff\n\tL = u^2\n\tdL\n\t```\n", "- a\n\n\t```diff\n\tL = u^2\n\tdL\n\t```\n" + marked("\t", true) + "\n"},
		{"footnote", "a[^1]\n\n[^1]: b\n\n    ```diff\n    L = u^2\n    dL\n    ```\n\nc\n", "a[^1]\n\n[^1]: b\n\n    ```diff\n    L = u^2\n    dL\n    ```\n" + marked("    ", true) + "\n\nc\n"},
		{"a patch", "```diff\n-a\n+b\n```\n", "```diff\n-a\n+b\n```\n"},
		{"off", "<!-- bibun:off -->\n" + fence + "\n", "<!-- bibun:off -->\n" + fence + "\n"},
		{"old region", fence + "\n<!-- bibun:begin sha256=" + regionHash([]string{"old"}) + " -->\nold\n<!-- bibun:end -->\n\nb\n", fence + "\n" + marked("", true) + "\n\nb\n"},
		{"old region, reformatted", "> ```diff\n> L = u^2\n> dL\n> ```\n>\n>\n> <!-- bibun:begin sha256=" + regionHash([]string{"old", "more"})[:20] + " -->\n>\n> old  \n>    more\n>\n>\n> <!-- bibun:end -->\n> b\n",
			"> ```diff\n> L = u^2\n> dL\n> ```\n>\n>\n" + marked("> ", true) + "\n> b\n"},
		{"markers in code", "    <!-- bibun:begin -->\n\n```\n<!-- bibun:end -->\n```\n\n" + fence + "\n", "    <!-- bibun:begin -->\n\n```\n<!-- bibun:end -->\n```\n\n" + fence + "\n" + marked("", true) + "\n"},
		{"a block in a region", fence + "\n<!-- bibun:begin sha256=" + regionHash([]string{"```diff", "L = u", "dL", "```"}) + " -->\n```diff\nL = u\ndL\n```\n<!-- bibun:end -->\n", fence + "\n" + marked("", true) + "\n"},
	}
	hash := regionHash(strings.Split(fakeMarkdown, "\n"))[:hashDigits]
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, form := range forms {
				for _, mdx := range []bool{false, true} {
					if mdx && strings.Contains(tt.name, "off") {
						continue
					}
					dress := func(s string) string {
						s = strings.ReplaceAll(s, fakeHash, hash)
						if mdx {
							s = strings.NewReplacer("<!-- bibun", "{/* bibun", " -->", " */}").Replace(s)
						}
						return form.of(s)
					}
					got, report := inPlace(t, dress(tt.in), fakeOptions(), InPlace{MDX: mdx})
					if want := dress(tt.want); got != want {
						t.Errorf("%s, mdx %t:\n%s", form.name, mdx, cmp.Diff(want, got))
					}
					if report.Failed() {
						t.Errorf("%s: %+v", form.name, report.Diagnostics)
					}
					again, report := inPlace(t, got, fakeOptions(), InPlace{MDX: mdx})
					if again != got || report.Failed() {
						t.Errorf("%s: twice is not once:\n%s", form.name, cmp.Diff(got, again))
					}
				}
			}
		})
	}
}

// TestMarkersAreFrozen: notes hold them, so they may never change.
func TestMarkersAreFrozen(t *testing.T) {
	got, _ := inPlace(t, "```diff\nL = u^2\ndL\n```\n", fakeOptions(), InPlace{})
	hash := regionHash(strings.Split(fakeMarkdown, "\n"))[:hashDigits]
	if want := "```diff\nL = u^2\ndL\n```\n<!-- bibun:begin sha256=" + hash + " -->\n\n" + fakeMarkdown + "\n<!-- bibun:end -->\n"; got != want {
		t.Error(cmp.Diff(want, got))
	}
	// What sha256sum says of the lines a and b: printf 'a\nb\n' | sha256sum.
	if got := regionHash([]string{"", "  a ", "", "b", "", ""}); got != "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2" {
		t.Errorf("hash %s", got)
	}
}

func TestInPlaceFaults(t *testing.T) {
	fence := "```diff\nL = u^2\ndL\n```\n"
	begin := "<!-- bibun:begin sha256=" + regionHash([]string{"old"})[:16] + " -->\n"
	end := "<!-- bibun:end -->\n"
	tests := []struct{ name, in, want string }{
		{"edited", "a\n\n" + fence + begin + "\nold!\n\n" + end, "7:1 region-edited"},
		{"nothing left", fence + begin + end, "5:1 region-edited"},
		{"no end", fence + begin + "old\n", "5:1 orphan-marker"},
		{"no end in the quote", "> " + strings.ReplaceAll(strings.TrimSuffix(fence, "\n"), "\n", "\n> ") + "\n> " + begin + "> old\n\n" + end, "5:3 orphan-marker, 8:1 orphan-marker"},
		{"no begin", fence + "old\n\n" + end, "7:1 orphan-marker"},
		{"end at once", fence + end, "5:1 orphan-marker"},
		{"two begins", fence + begin + begin + "old\n" + end, "6:1 doubled-marker"},
		{"two regions", fence + begin + "old\n" + end + begin + "old\n" + end, "8:1 orphan-marker, 10:1 orphan-marker"},
		{"no block", "a\n\n" + begin + "old\n" + end, "3:1 orphan-marker, 5:1 orphan-marker"},
		{"below a patch", "```diff\n-a\n```\n" + begin + "old\n" + end, "4:1 orphan-marker, 6:1 orphan-marker"},
		{"text between", fence + "a\n\n" + begin + "old\n" + end, "7:1 orphan-marker, 9:1 orphan-marker"},
		{"misspelt", fence + "<!-- bibun:begin -->\nold\n" + end, "5:1 orphan-marker"},
		{"misspelt end", fence + begin + "old\n<!-- bibun:end. -->\n", "7:1 orphan-marker"},
		{"fence not closed", "```diff\nL = u^2\ndL\n", "1:1 fence-not-closed"},
		{"fence not closed in a quote", "> ```diff\n> L = u^2\n> dL\n\na\n", "1:3 fence-not-closed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, form := range forms {
				got, report := inPlace(t, form.of(tt.in), fakeOptions(), InPlace{})
				var found []string
				for _, b := range report.Blocks {
					for _, d := range b.Diagnostics {
						found = append(found, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Code))
					}
				}
				for _, d := range report.Diagnostics {
					found = append(found, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Code))
				}
				if s := strings.Join(found, ", "); s != tt.want {
					t.Errorf("%s: found %s, want %s", form.name, s, tt.want)
				}
				if !report.Failed() {
					t.Errorf("%s: no error", form.name)
				}
				again, _ := inPlace(t, got, fakeOptions(), InPlace{})
				if again != got {
					t.Errorf("%s: twice is not once:\n%s", form.name, cmp.Diff(got, again))
				}
				if !strings.Contains(tt.want, "8:1 orphan-marker, 10:1") && !strings.Contains(tt.name, "text between") && !strings.Contains(tt.name, "no begin") && got != form.of(tt.in) {
					t.Errorf("%s: changed:\n%s", form.name, cmp.Diff(form.of(tt.in), got))
				}
			}
		})
	}
}

func TestForce(t *testing.T) {
	src := "```diff\nL = u^2\ndL\n```\n<!-- bibun:begin sha256=0123456789abcdef -->\nmine\n<!-- bibun:end -->\nb\n"
	got, report := inPlace(t, src, fakeOptions(), InPlace{Force: true})
	fresh, _ := inPlace(t, "```diff\nL = u^2\ndL\n```\nb\n", fakeOptions(), InPlace{})
	if got != fresh || report.Failed() {
		t.Error(cmp.Diff(fresh, got))
	}
}

// TestAFailedBlockKeepsItsSolution: a slip in a block is no reason to throw its
// old solution away.
func TestAFailedBlockKeepsItsSolution(t *testing.T) {
	src := "```diff math\nL = oops\ndL\n```\n<!-- bibun:begin sha256=" + regionHash([]string{"old"}) + " -->\nold\n<!-- bibun:end -->\n"
	got, report := inPlace(t, src, fakeOptions(), InPlace{})
	if got != src || !report.Failed() || len(report.Diagnostics) > 0 {
		t.Errorf("%+v\n%s", report, got)
	}
}

// TestRegionsAreReplacedElsewhere: a note with solutions in it becomes the same as
// one without, in Markdown and in HTML.
func TestRegionsAreReplacedElsewhere(t *testing.T) {
	for _, src := range []string{
		"a\n\n```diff\nL = u^2\ndL\n```\nb\n",
		"> ```diff\n> L = u^2\n> dL\n> ```\n\nb\n",
		"- ```diff\n  L = u^2\n  dL\n  ```\n- b\n",
		"```diff\nL = u^2\ndL\n```\n\n```diff\nL = u^2\ndL\n```",
	} {
		regionReplaced(t, src, false)
		// CommonMark, which HTML is made by, takes a comment of MDX and the line after
		// it for one paragraph.
		regionReplaced(t, strings.Replace(src, "\nb\n", "\n\nb\n", 1), true)
	}
}

func regionReplaced(t *testing.T, src string, mdx bool) {
	t.Helper()
	written, _ := inPlace(t, src, fakeOptions(), InPlace{MDX: mdx})
	if written == src {
		t.Fatalf("nothing was written to %q", src)
	}
	want, _ := splice(t, src, fakeOptions())
	if got, _ := splice(t, written, fakeOptions()); got != want {
		t.Error(cmp.Diff(want, got))
	}
	page := func(src string) string {
		var b strings.Builder
		md := goldmark.New(goldmark.WithExtensions(&Extender{fakeOptions()}))
		if err := md.Convert([]byte(src), &b, parser.WithContext(parser.NewContext())); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if want, got := page(src), page(written); got != want {
		t.Errorf("mdx %t: %s", mdx, cmp.Diff(want, got))
	}
}

// TestInPlaceRandomNotes: of what the random notes hold, only what is added may
// differ, it can be taken away again, and twice is once.
func TestInPlaceRandomNotes(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1_000
	}
	written := 0
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		src := randomNote(r)
		out, report, err := SpliceInPlace(context.Background(), []byte(src), fakeOptions(), InPlace{})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		again, second, err := SpliceInPlace(context.Background(), out, fakeOptions(), InPlace{})
		if err != nil || string(again) != string(out) {
			t.Fatalf("seed %d: twice is not once: %v\n%q\n%s", seed, err, src, cmp.Diff(string(out), string(again)))
		}
		solved := 0
		for _, b := range report.Blocks {
			if b.Status == Solved {
				solved++
			}
		}
		for _, b := range second.Blocks {
			if b.Status == Solved {
				solved--
			}
		}
		if solved != 0 && !oddIndent.MatchString(src) {
			t.Fatalf("seed %d: %d blocks fewer after it\n%q\n%q", seed, solved, src, out)
		}
		if bare := withoutRegions(string(out)); bare != src {
			t.Fatalf("seed %d: other bytes changed:\n%s", seed, cmp.Diff(src, bare))
		}
		if string(out) != src {
			written++
		}
	}
	if written < n/4 {
		t.Errorf("only %d of %d notes have a solution", written, n)
	}
}

// withoutRegions takes the lines from marker to marker away.
func withoutRegions(s string) string {
	var kept strings.Builder
	inside := false
	for line := range strings.Lines(s) {
		text := strings.TrimLeft(line, " \t>")
		switch {
		case strings.HasPrefix(text, "<!-- bibun:begin"):
			inside = true
		case inside && strings.HasPrefix(text, "<!-- bibun:end"):
			inside = false
			if !strings.HasSuffix(line, "\n") { // at the end of the file
				return strings.TrimSuffix(strings.TrimSuffix(kept.String(), "\n"), "\r")
			}
		case !inside:
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// TestInPlaceRealSolutions: a solution with two paragraphs makes the tight list
// that it stands in loose, which must not change it when it is written again.
func TestInPlaceRealSolutions(t *testing.T) {
	for _, preset := range PresetNames() {
		if p, _ := PresetNamed(preset); p.HTML || p.LaTeX {
			continue
		}
		for _, src := range []string{
			"```diff\nL = u^2v\ndL\n```\n",
			"> 1. ```diff\n>    L = u^2v\n>    dL\n>    ```\n\nb\n",
			"- ```diff\n  L = u^2v\n  dL\n  ```\n- ```diff\n  L = u^2v^4\n  dL\n  ```\n",
		} {
			o := Options{Preset: preset}
			once, report := inPlace(t, src, o, InPlace{})
			if once == src || report.Failed() {
				t.Fatalf("%s: nothing written to %q", preset, src)
			}
			twice, report := inPlace(t, once, o, InPlace{})
			if twice != once || report.Failed() {
				t.Errorf("%s: twice is not once:\n%s", preset, cmp.Diff(once, twice))
			}
			if bare := withoutRegions(once); bare != src {
				t.Errorf("%s: %s", preset, cmp.Diff(src, bare))
			}
			want, _ := splice(t, src, o)
			if got, _ := splice(t, once, o); got != want {
				t.Errorf("%s: elsewhere:\n%s", preset, cmp.Diff(want, got))
			}
		}
	}
}
