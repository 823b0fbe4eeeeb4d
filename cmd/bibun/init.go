package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "A configuration file and a first note, to begin with",
		Long: `Init writes a bibun.toml, in which every option stands as a comment, and a first
note. It never writes over a file: where one of the two is there, it writes neither.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return a.init(dir)
		},
	}
}

// firstNote is the name of the note that init writes.
const firstNote = "first-note.md"

func (a *app) init(dir string) error {
	lang := a.messageLang()
	files := []struct{ path, text string }{
		{filepath.Join(dir, config.FileName), config.Template(lang)},
		{filepath.Join(dir, firstNote), firstNoteText(lang)},
	}
	out, err := site.OpenOutput(dir)
	if err != nil {
		return err
	}
	defer out.Close()
	out.Sweep(".") // what one that was killed has left
	if text, err := os.ReadFile(files[0].path); err == nil && string(text) == files[0].text {
		if _, err := os.Lstat(files[1].path); errors.Is(err, fs.ErrNotExist) {
			files = files[1:] // an init that was interrupted is gone on with
		}
	}
	for _, f := range files {
		if _, err := os.Lstat(f.path); !errors.Is(err, fs.ErrNotExist) {
			if err == nil {
				err = fmt.Errorf("%s is there already; nothing was written", f.path)
			}
			return err
		}
	}
	for i, f := range files {
		if err := out.Create(filepath.Base(f.path), []byte(f.text)); err != nil {
			if errors.Is(err, fs.ErrExist) {
				return err // another init has gone on with what this one made
			}
			for _, made := range files[:i] { // both or neither
				err = cmp.Or(err, out.Remove(filepath.Base(made.path)))
			}
			return err
		}
	}
	for _, f := range files {
		fmt.Fprintf(a.stdout, "%s\n", f.path)
	}
	return nil
}

// firstNoteText is a note with one problem of each common kind.
func firstNoteText(lang string) string {
	if lang == "ja" {
		return `---
title: はじめてのノート
bibun:
  lang: ja
---

# はじめてのノート

次の関数の偏微分を求める。

` + "```diff\nL(u,v) = u^3 + 4uv - v^2\n∂L/∂u\n∂L/∂v\n```" + `

連鎖律を使うもの。

` + "```diff\ny(x) = e^{-x^2}\ndy/dx\n```" + `

` + "`bibun build . -o out`" + ` で解答の入ったノートが out にできる。
`
	}
	return `---
title: A first note
bibun:
  lang: en
---

# A first note

Find the partial derivatives of this function.

` + "```diff\nL(u,v) = u^3 + 4uv - v^2\n∂L/∂u\n∂L/∂v\n```" + `

This one needs the chain rule.

` + "```diff\ny(x) = e^{-x^2}\ndy/dx\n```" + `

` + "`bibun build . -o out`" + ` writes the note with its solutions to out.
`
}
