package extension

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/fuzzing"
)

// addNotes adds the notes of other tests to a corpus.
func addNotes(f *testing.F, add func(note []byte)) {
	for _, note := range fuzzing.Some(fuzzing.Notes(f), 150) {
		add([]byte(note))
	}
}

// FuzzSplice has any bytes spliced. Outside of blocks they stay, and so does what Markdown
// makes of them; twice is once.
func FuzzSplice(f *testing.F) {
	addNotes(f, func(note []byte) { f.Add(note) })
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
		var out []byte
		var report *Report
		var err error
		fuzzing.Swift(t, len(src), func() { out, report, err = Splice(context.Background(), src, fakeOptions()) })
		if string(src) != whole {
			t.Fatal("the note was written to")
		}
		if limit := (*LimitError)(nil); err != nil {
			if !errors.As(err, &limit) && !strings.Contains(err.Error(), "preset") {
				t.Fatal(err)
			}
			if string(out) != whole {
				t.Fatalf("changed in spite of %v", err)
			}
			return
		}
		checkPlaces(t, src, report)
		if !mayMark(src) { // a region below a block goes, too; FuzzSpliceInPlace has those
			checkSplice(t, src, out, report)
		}
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

// checkPlaces checks that everything a report tells of stands in the note.
func checkPlaces(t *testing.T, src []byte, report *Report) {
	t.Helper()
	all := report.Diagnostics
	for _, b := range report.Blocks {
		if b.Start < 0 || b.End < b.Start || b.End > len(src) || b.Line < 1 || b.Column < 1 || b.EndLine < b.Line {
			t.Fatalf("a block from %d to %d of %d bytes, from line %d to line %d", b.Start, b.End, len(src), b.Line, b.EndLine)
		}
		all = append(all, b.Diagnostics...)
	}
	for _, d := range all {
		if d.Start < 0 || d.End < d.Start || d.End > len(src) || d.Line < 1 || d.Column < 1 || d.EndLine < d.Line {
			t.Fatalf("%s from %d to %d of %d bytes, from line %d to line %d", d.Code, d.Start, d.End, len(src), d.Line, d.EndLine)
		}
		for _, e := range d.Edits {
			if e.Start < 0 || e.End < e.Start || e.End > len(src) {
				t.Fatalf("%s: an edit from %d to %d of %d bytes", d.Code, e.Start, e.End, len(src))
			}
		}
	}
}

// FuzzSpliceInPlace: but for the lines from marker to marker below a solved block nothing
// changes, and twice is once, whatever markers are in the note already.
func FuzzSpliceInPlace(f *testing.F) {
	addNotes(f, func(note []byte) { f.Add(note, false, true); f.Add(note, true, false) })
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
		whole := string(src)
		var out []byte
		var report *Report
		var err error
		fuzzing.Swift(t, len(src), func() { out, report, err = SpliceInPlace(context.Background(), src, fakeOptions(), in) })
		if string(src) != whole {
			t.Fatal("the note was written to")
		}
		if err != nil {
			if string(out) != whole {
				t.Fatalf("changed in spite of %v", err)
			}
			return
		}
		checkPlaces(t, src, report)
		var ends []int
		for _, b := range report.Blocks {
			if b.Status == Solved {
				ends = append(ends, lineEnd(src, b.End))
			}
		}
		if !onlyRegions(whole, string(out), 0, ends) {
			t.Fatalf("more than the solutions is another:\n%q became\n%q", src, out)
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

// onlyRegions reports whether out is what is left of src, from at, but for a region below each of the
// lines that end at ends: a new one, or one over the region that stands there.
func onlyRegions(src, out string, at int, ends []int) bool {
	if len(ends) == 0 {
		return out == src[at:]
	}
	end := ends[0]
	rest, ok := strings.CutPrefix(out, src[at:end])
	if !ok {
		return false
	}
	for _, newline := range []string{"\n", "\r\n"} {
		if below, ok := strings.CutPrefix(rest, newline); ok {
			if below, ok = cutRegion(below); ok && onlyRegions(src, below, end, ends[1:]) {
				return true
			}
		}
	}
	// Blank lines may stand before a region; they stay.
	start := end
	for start < len(src) {
		line, _ := cutLine([]byte(src[start:]))
		if strings.Trim(string(line), " \t\r\n>") != "" && start > end {
			break
		}
		start += len(line)
	}
	old, ok := cutRegion(src[start:])
	if !ok {
		return false
	}
	rest, ok = strings.CutPrefix(rest, src[end:start])
	if !ok {
		return false
	}
	rest, ok = cutRegion(rest)
	return ok && onlyRegions(src, rest, len(src)-len(old), ends[1:])
}

// cutRegion cuts a region off that a text begins with, up to the end of its last line.
func cutRegion(text string) (rest string, ok bool) {
	for first := true; text != ""; first = false {
		line := text[:lineEnd([]byte(text), 0)]
		if first && !strings.Contains(line, "bibun:begin sha256=") {
			return "", false
		}
		if strings.HasSuffix(strings.TrimRight(line, " \t"), endLine(false)) || strings.HasSuffix(strings.TrimRight(line, " \t"), endLine(true)) {
			return text[len(line):], true
		}
		_, text, _ = strings.Cut(text, "\n")
	}
	return "", false
}

// FuzzSpliceLaTeX has any bytes spliced as a LaTeX document: outside of blocks they stay, but for
// line ends beside a solution, which make it paragraphs of its own.
func FuzzSpliceLaTeX(f *testing.F) {
	for _, document := range fuzzing.Some(append(fuzzing.Literals(f, "extension"), fuzzing.Files(f, "examples", ".tex")...), 100) {
		f.Add([]byte(document))
	}
	for _, s := range []string{
		"a\n\\begin{diff}\nL = u^2\ndL\n\\end{diff}\nb\n",
		"\ufeff  \\begin{bibun}[steps=brief, lang=en] % c\r\n  L = u\r\n  dL\r\n  \\end{bibun} % d",
		"% bibun:off\n\\begin{diff}\nL = u\ndL\n\\end{diff}\n% bibun:on\n\\begin{verbatim}\n\\begin{diff}\n\\end{verbatim}\n\\begin{diff}\nL = u\ndL\n\\end{diff}",
		"\\begin{diff}\nL = u\ndL\n\\end{diff} \\begin{bibun}\nL = u\ndL\n\\end{bibun}",
		"\\item\n\\begin{diff}\nL = u\ndL\n\\end{diff}\n\\begin{diff}\nL = u\ndL\n\\end{diff}\n\\end{itemize}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if strings.Contains(string(src), "SOLVE") || strings.Contains(string(src), "DONE") {
			return
		}
		whole := string(src)
		var out []byte
		var report *Report
		var err error
		fuzzing.Swift(t, len(src), func() { out, report, err = SpliceLaTeX(context.Background(), src, fakeOptions()) })
		if err != nil || string(src) != whole {
			t.Fatalf("%v, written to: %t", err, string(src) != whole)
		}
		checkPlaces(t, src, report)
		const space = " \t\r\n"
		at, rest := 0, string(out)
		same := func(want, got string) {
			want, got = strings.TrimRight(want, space), strings.TrimRight(got, space)
			if before, ok := strings.CutSuffix(got, want); !ok || strings.Trim(before, space) != "" || before != "" && at == 0 {
				t.Fatalf("%q became %q", want, got)
			}
		}
		for _, b := range report.Blocks {
			if b.Status != Solved {
				continue
			}
			before, after, ok := strings.Cut(rest, "SOLVE ")
			if !ok {
				t.Fatalf("a solution is missing in %q", out)
			}
			same(whole[at:b.Start], before)
			_, rest, _ = strings.Cut(after, "DONE")
			at = b.End
		}
		if at == 0 && rest != whole {
			t.Fatalf("changed without a solution: %q", out)
		}
		same(whole[at:], rest)
		if again, _, err := SpliceLaTeX(context.Background(), out, fakeOptions()); err != nil || string(again) != string(out) {
			t.Fatalf("twice is not once: %v\n%q\n%q", err, out, again)
		}
	})
}
