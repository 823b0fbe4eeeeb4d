package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/mdbook"
	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/extension"
)

func (a *app) mdbookCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "mdbook",
		Short: "The preprocessor for mdBook",
		Long: `Mdbook is run by mdBook. It reads a book from standard input and writes it with
solutions in the place of the blocks to standard output. In book.toml:

  [output.html]
  mathjax-support = true

  [preprocessor.bibun]
  command = "bibun mdbook"
  lang = "en"

Options of blocks stand in that table; steps, for example, is one. The language of
the book counts where no other is given. A preset is chosen there too, where
something other than mdBook's own MathJax draws the formulas.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.mdbook(cmd) },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "supports RENDERER",
		Short: "Tell mdBook whether bibun writes for a renderer",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			// What the notation is right for, or what the author has chosen one for.
			if args[0] == "html" || a.preset != "" {
				return nil
			}
			return errFindings
		},
	})
	return cmd
}

// mdbook solves the blocks of a book.
func (a *app) mdbook(cmd *cobra.Command) error {
	ctx := cmd.Context()
	src, err := a.read(ctx, stdinName)
	if err != nil {
		return err
	}
	book, err := mdbook.Read(src, "bibun")
	if err != nil {
		return fmt.Errorf("reading the book that mdBook sends: %w", err)
	}
	if err := a.configure(cmd, book.Root); err != nil {
		return err
	}
	c, err := a.bookConverter(book)
	if err != nil {
		return err
	}
	var texts []text
	for _, chapter := range book.Chapters {
		texts = append(texts, text{shortest(chapter.File), chapter.Content})
	}
	notes, err := a.convertAll(ctx, c, texts)
	if err != nil {
		return err
	}
	var contents []string
	for _, n := range notes {
		contents = append(contents, string(n.Output))
		a.tell(n.Findings())
	}
	var out bytes.Buffer
	if err := book.Write(&out, contents); err != nil {
		return err
	}
	out.WriteByte('\n')
	if _, err := a.stdout.Write(out.Bytes()); err != nil {
		return err
	}
	return a.verdict()
}

// bookConverter is the converter for a book. Above what bibun.toml says stands
// what book.toml says; the language of the book comes last. It is mdBook that asks, so
// neither a note nor bibun.toml says for which host formulas are written.
func (a *app) bookConverter(book *mdbook.Book) (*note.Converter, error) {
	o, lang := a.blocks(), a.messageLang()
	s, err := book.Settings(extension.Settings{Solution: o.Solution})
	if err != nil {
		return nil, err
	}
	switch {
	case s.Solution.Lang == "":
		s.Solution.Lang = hostLang(book.Language)
	case a.setLang() == "":
		lang = string(s.Solution.Lang)
	}
	if s.Preset == "" {
		s.Preset = "mdbook"
	}
	if o.Override.Preset == "" {
		o.Override.Preset = s.Preset
	}
	if p, ok := extension.PresetNamed(o.Override.Preset); ok && (p.HTML || p.LaTeX) {
		return nil, errors.New("--preset " + p.Name + " can't be used for chapters, which stay Markdown")
	}
	o.Solution = s.Solution
	return note.New(note.Options{Blocks: o, Lang: lang}), nil
}
