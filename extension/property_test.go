package extension

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// expected is a note and what it has to become, made side by side and line by line,
// each line with an ending of its own.
type expected struct {
	t        *rapid.T
	in, out  strings.Builder
	kept     strings.Builder // with solutions in place
	solution []string        // the lines of the fake solution
}

func (e *expected) ending() string {
	return rapid.SampledFrom([]string{"\n", "\n", "\r\n"}).Draw(e.t, "ending")
}

// line adds a line that stays.
func (e *expected) line(text string) {
	text += e.ending()
	e.in.WriteString(text)
	e.out.WriteString(text)
	e.kept.WriteString(text)
}

// drawnContainer is a nest of containers: what its first line starts with, and every other.
type drawnContainer struct{ first, later string }

func drawContainers(t *rapid.T) drawnContainer {
	var c drawnContainer
	for range rapid.IntRange(0, 4).Draw(t, "depth") {
		mark := rapid.SampledFrom([]string{"> ", "- ", "* ", "+ ", "1. ", "2) ", "> - ", ">"}).Draw(t, "mark")
		later := mark
		if !strings.HasPrefix(mark, ">") {
			later = strings.Repeat(" ", len(mark))
		} else if mark == "> - " {
			later = ">   "
		}
		if strings.HasSuffix(c.first, ">") && !strings.HasPrefix(mark, ">") {
			mark, later = " "+mark, " "+later // the quote takes the space
		}
		c.first += mark
		c.later += later
	}
	return c
}

// block adds a problem in its containers, between two paragraphs.
func (e *expected) block() {
	c := drawContainers(e.t)
	blank := strings.TrimRight(c.later, " ")
	e.line(c.first + "a")
	e.line(blank)

	fence := rapid.SampledFrom([]string{"```", "````", "~~~", "~~~~~~"}).Draw(e.t, "fence")
	info := rapid.SampledFrom([]string{"diff", " diff", "bibun", "diff math", "diff {steps=brief}", `diff {#a .b lang="en"}`}).Draw(e.t, "info")
	indent := rapid.SampledFrom([]string{"", "", " ", "   "}).Draw(e.t, "indent")
	newline := e.ending()
	lines := []string{fence + info, c.later + "L = u^2", c.later + "dL", c.later + indent + fence}
	block := strings.Join(lines[:2], newline) + e.ending() + lines[2] + e.ending() + lines[3]
	e.in.WriteString(c.later + indent + block)
	e.kept.WriteString(c.later + indent + block)
	for i, l := range e.solution {
		if i > 0 {
			e.out.WriteString(newline)
		}
		if l != "" {
			e.out.WriteString(c.later + indent + l)
		} else {
			e.out.WriteString(strings.TrimRight(c.later+indent, " "))
		}
	}
	begin := beginLine(regionHash(e.solution)[:hashDigits], false)
	for _, l := range append(append([]string{begin, ""}, e.solution...), "", endLine(false)) {
		e.kept.WriteString(newline + strings.TrimRight(c.later+indent+l, " "))
	}
	e.line("") // ends the line of the closing fence
	e.line(blank)
	e.line(c.later + "b")
}

// TestSpliceExactly makes notes of every kind of container, fence and line ending,
// mixed, and knows byte by byte what they have to become.
func TestSpliceExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &expected{t: t, solution: strings.Split(strings.TrimSuffix(fakeMarkdown, "\n"), "\n")}
		for range rapid.IntRange(1, 4).Draw(t, "blocks") {
			e.line(rapid.SampledFrom([]string{"# h", "text", "<div>", "|a|b|", "    code", "***"}).Draw(t, "before"))
			e.line("")
			e.line("<!-- end of lists -->")
			e.line("")
			e.block()
			e.line("")
		}
		before, in, out, kept := "", e.in.String(), e.out.String(), e.kept.String()
		if rapid.Bool().Draw(t, "bom") {
			before = string(bom)
		}
		if rapid.Bool().Draw(t, "front matter") {
			before += "---\r\ntitle: a\n---\n"
		}
		if rapid.Bool().Draw(t, "no final newline") {
			in, out, kept = strings.TrimRight(in, "\r\n"), strings.TrimRight(out, "\r\n"), strings.TrimRight(kept, "\r\n")
		}
		check := func(name, want string, splice func(src []byte) ([]byte, *Report, error), src string) {
			got, report, err := splice([]byte(before + src))
			if err != nil || report.Failed() {
				t.Fatalf("%s: %v, %+v", name, err, report.Diagnostics)
			}
			if string(got) != before+want {
				t.Fatalf("%s of\n%q\nis\n%q, not\n%q", name, before+src, got, before+want)
			}
		}
		elsewhere := func(src []byte) ([]byte, *Report, error) { return Splice(t.Context(), src, fakeOptions()) }
		inPlace := func(src []byte) ([]byte, *Report, error) {
			return SpliceInPlace(t.Context(), src, fakeOptions(), InPlace{})
		}
		check("splicing", out, elsewhere, in)
		check("splicing again", out, elsewhere, out)
		check("splicing in place", kept, inPlace, in)
		check("splicing in place again", kept, inPlace, kept)
		check("splicing what is spliced in place", out, elsewhere, kept)
	})
}

// TestLoneCR: a CR alone ends no line for goldmark, as for git, so a file with such
// lines holds no fence, and one within a block is white space.
func TestLoneCR(t *testing.T) {
	for _, src := range []string{
		"```diff\rL = u\rdL\r```\r",
		"a\r\r```diff\rL = u\rdL\r```\r\rb",
	} {
		if got, report := splice(t, src, fakeOptions()); got != src || report.Failed() {
			t.Errorf("%q became %q", src, got)
		}
	}
	src := "a\rb\n\n```diff\nL = u\ndL\n```\n\nc\rd\n"
	if got, _ := splice(t, src, fakeOptions()); got != "a\rb\n\n"+fakeMarkdown+"\nc\rd\n" {
		t.Errorf("%q became %q", src, got)
	}
}
