package extension

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	gmext "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// sharedNotes are notes of all kinds: the examples, a block with a mistake, a patch, and a
// function so large that several goroutines work out its derivatives.
func sharedNotes(t *testing.T) []string {
	t.Helper()
	var large strings.Builder
	for i := 1; i <= 30; i++ {
		fmt.Fprintf(&large, " + x^%d sin(y)^%d e^{%dxy}", i, i, i)
	}
	notes := []string{
		"```diff math steps=answer\nf(x,y) = 1" + large.String() + "\n∇f\n```\n",
		"```diff\nf(x) = 1/2x\nf'(x)\n```\n",
		"```diff\n-a\n+b\n```\n",
	}
	files, err := filepath.Glob("../examples/notes/*/*.md")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		notes = append(notes, string(src))
	}
	return notes
}

// sharable is a Markdown with an Extender. Code isn't coloured: what colours it gives up on
// a text by the clock, and has other colours on a machine with much else to do.
func sharable(o Options) goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(gmext.GFM, gmext.Footnote, gmext.DefinitionList, &Extender{Options: o}))
}

// Sixty-four goroutines share an Extender, each with the same note first and with one of
// its own choice afterwards, and get what one gets that has an Extender to itself; beside
// them Splice is called with the same options. It is meant for -race.
func TestExtenderIsShared(t *testing.T) {
	o := Options{Limits: Limits{BlockTime: time.Hour}} // of 64 at once, each takes long
	convert := func(md goldmark.Markdown, src string) string {
		pc := parser.NewContext()
		html := convert(t, md, src, pc)
		return html + told(t, Get(pc))
	}
	splice := func(src string) string {
		out, report, err := Splice(context.Background(), []byte(src), o)
		if err != nil {
			t.Error(err)
		}
		return string(out) + told(t, report)
	}
	notes := sharedNotes(t)
	html, markdown := make([]string, len(notes)), make([]string, len(notes))
	for i, src := range notes {
		html[i], markdown[i] = convert(sharable(o), src), splice(src)
	}
	shared := sharable(o)
	var all sync.WaitGroup
	begin := make(chan struct{})
	for i := range 64 {
		all.Go(func() {
			<-begin
			for _, n := range []int{1, i % len(notes)} {
				if got := convert(shared, notes[n]); got != html[n] {
					t.Errorf("goroutine %d: note %d is\n%s\nand alone\n%s", i, n, got, html[n])
				}
			}
			if n := (i + 1) % len(notes); splice(notes[n]) != markdown[n] {
				t.Errorf("goroutine %d: note %d is spliced in another way than alone", i, n)
			}
		})
	}
	close(begin)
	all.Wait()
}

// told is what a report says.
func told(t *testing.T, r *Report) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}
