package extension

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

// TestInjectionHosts puts a note of blocks with hostile text through all hosts. On
// each page the block's neighbours stand where they stood, and between them nothing
// but the solution; the formulas that arrive are those that were sent, which
// checkFormulas has looked at, and every engine draws them.
//
// BIBUN_HOSTILE=2000 makes it so many blocks, rather than 24.
func TestInjectionHosts(t *testing.T) {
	requireHosts(t)
	const perNote = 24
	notes := 1
	if n, err := strconv.Atoi(os.Getenv("BIBUN_HOSTILE")); err == nil {
		notes = max(1, n/perNote)
	}
	all := append(hosts(), host{"docusaurus", nil, "MDX run", "KaTeX"})
	type job struct {
		host host
		note int
		sent sent
	}
	var jobs []job
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	ask := func(reader, finder, text string) {
		if err := enc.Encode(map[string]string{"reader": reader, "finder": finder, "text": text}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range notes {
		src := hostileNote(t, rand.New(rand.NewPCG(uint64(i), 11)).IntN, perNote)
		written := map[string]sent{}
		for _, h := range all {
			s, ok := written[h.preset]
			if !ok {
				p, _ := PresetNamed(h.preset)
				out, report := splice(t, src, Options{Override: Settings{Preset: h.preset}})
				s.markdown = out
				for _, b := range report.Blocks {
					checkFormulas(t, p, &b.Solution.Document)
					s.formulas = append(s.formulas, arriving(p, &b.Solution.Document)...)
				}
				written[h.preset] = s
			}
			reader, text := h.reader, s.markdown
			if h.make != nil {
				reader, text = "html", h.make(t, s.markdown)
			}
			ask(reader, "page", text)
			ask(reader, h.finder, text)
			jobs = append(jobs, job{h, i, s})
		}
	}
	ask("MDX run", "page", "{'con'+'trol'}") // what its author has it evaluate
	answers := json.NewDecoder(bytes.NewReader(runNode(t, &in)))
	forKaTeX := map[string]bool{}
	var drawn []typeset.Formula
	for _, j := range jobs {
		t.Run(j.host.name(), func(t *testing.T) {
			var page, found struct {
				Formulas []typeset.Formula
				Rest     string
				Errors   []string
			}
			if err := answers.Decode(&page); err != nil {
				t.Fatal(err)
			}
			if err := answers.Decode(&found); err != nil {
				t.Fatal(err)
			}
			for _, e := range append(page.Errors, found.Errors...) {
				t.Errorf("note %d: %s", j.note, e)
			}
			if wrong := wrongPage(page.Rest, perNote); len(wrong) > 0 {
				t.Errorf("note %d:\n%s", j.note, strings.Join(wrong, "\n"))
			}
			if j.host.finder == "merror" {
				return
			}
			for i, f := range found.Formulas {
				found.Formulas[i].TeX = strings.Join(strings.Fields(f.TeX), " ")
			}
			if diff := cmp.Diff(j.sent.formulas, found.Formulas); diff != "" {
				t.Errorf("note %d (-sent +arrived):\n%s", j.note, diff)
			}
			for _, f := range found.Formulas {
				drawn = append(drawn, f)
				forKaTeX[f.TeX] = forKaTeX[f.TeX] || !onlyMathJax(j.host.preset)
			}
		})
	}
	var control struct{ Rest string }
	if err := answers.Decode(&control); err != nil || !strings.Contains(control.Rest, "control") {
		t.Errorf("MDX evaluates nothing: %q, %v", control.Rest, err)
	}
	for _, f := range typeset.Draw(t, drawn) {
		if f.Engine != "KaTeX" || forKaTeX[f.TeX] {
			t.Errorf("%s: %s\n\t%s", f.Engine, f.Error, f.TeX)
		}
	}
	t.Logf("%d blocks, %d pages, %d formulas", notes*perNote, len(jobs), len(drawn))
}

// TestInjectionTextHosts has hostile text in solutions themselves, as TestInjectionText
// has, and puts them through all hosts.
func TestInjectionTextHosts(t *testing.T) {
	requireHosts(t)
	const perNote = 12
	notes := 1
	if n, err := strconv.Atoi(os.Getenv("BIBUN_HOSTILE")); err == nil {
		notes = max(1, n/perNote)
	}
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	type job struct {
		host host
		sent string
	}
	var jobs []job
	pages := map[string]bool{} // some hosts stand in the list for several finders
	for _, h := range append(hosts(), host{"docusaurus", nil, "MDX run", "KaTeX"}) {
		if pages[h.preset+h.reader] {
			continue
		}
		pages[h.preset+h.reader] = true
		for i := range notes {
			pick := rand.New(rand.NewPCG(uint64(i), 19)).IntN
			o := Options{Preset: h.preset, parse: fakeParse, solve: func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
				return &solution.Solution{Document: hostileDocument(pick)}, nil
			}}
			var src strings.Builder
			for b := range perNote {
				fmt.Fprintf(&src, "before%dblock\n\n```diff\nL = u\ndL\n```\n\nafter%dblock\n\n***\n\n", b, b)
			}
			out, _ := splice(t, src.String(), o)
			reader, text := h.reader, out
			if h.make != nil {
				reader, text = "html", h.make(t, out)
			}
			if err := enc.Encode(map[string]string{"reader": reader, "finder": "page", "text": text}); err != nil {
				t.Fatal(err)
			}
			jobs = append(jobs, job{h, out})
		}
	}
	answers := json.NewDecoder(bytes.NewReader(runNode(t, &in)))
	for _, j := range jobs {
		t.Run(j.host.preset+"/"+j.host.reader, func(t *testing.T) {
			var page struct {
				Rest   string
				Errors []string
			}
			if err := answers.Decode(&page); err != nil {
				t.Fatal(err)
			}
			if wrong := append(page.Errors, wrongStructure(page.Rest, perNote)...); len(wrong) > 0 {
				t.Errorf("%s\nof\n%s", strings.Join(wrong, "\n"), j.sent)
			}
		})
	}
}
