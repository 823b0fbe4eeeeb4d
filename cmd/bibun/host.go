package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
)

// hostCommand is the command that a program of a name is: pandoc calls a filter, and
// mdBook a preprocessor, by the name of a program alone.
func hostCommand(program string) string {
	switch strings.TrimSuffix(filepath.Base(program), ".exe") {
	case "mdbook-bibun":
		return "mdbook"
	case "pandoc-bibun":
		return "pandoc"
	}
	return ""
}

// hostLang is the language of solutions in a text of a language, a tag such as
// en-GB; "" where bibun doesn't write that language.
func hostLang(tag string) solution.Lang {
	for _, lang := range []solution.Lang{solution.Japanese, solution.English} {
		if rest, ok := strings.CutPrefix(tag, string(lang)); ok && (rest == "" || rest[0] == '-' || rest[0] == '_') {
			return lang
		}
	}
	return ""
}

// text is a note that is in no file of its own, with a name for findings.
type text struct{ file, content string }

// convertAll converts what a host sends, several texts at once.
func (a *app) convertAll(ctx context.Context, c *note.Converter, texts []text) ([]*note.Note, error) {
	jobs := a.jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	notes, errs := make([]*note.Note, len(texts)), make([]error, len(texts))
	free := make(chan struct{}, jobs)
	var workers sync.WaitGroup
	for i, t := range texts {
		free <- struct{}{}
		workers.Go(func() {
			defer func() { <-free }()
			n, err := c.Convert(ctx, t.file, []byte(t.content))
			if err != nil {
				err = fmt.Errorf("%s: %w", t.file, err)
			}
			notes[i], errs[i] = n, err
		})
	}
	workers.Wait()
	return notes, errors.Join(errs...)
}
