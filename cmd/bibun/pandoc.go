package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/pandoc"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

func (a *app) pandocCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "pandoc [FORMAT]",
		Short: "The filter for pandoc",
		Long: `Pandoc reads a document as pandoc's JSON from standard input and writes it with
solutions in the place of its blocks to standard output. FORMAT is what pandoc is
to write, as it tells its filters; pictures are drawn for it.

  pandoc note.md -t json | bibun pandoc docx | pandoc -f json -o note.docx

Under the name pandoc-bibun, as a link or a copy, the program is this filter:

  pandoc --filter pandoc-bibun note.md -o note.docx

The options of a block are its attributes, {.diff steps=brief}; those of the whole
document stand in its metadata, under bibun. Its lang counts where no other
language is given.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.pandoc(cmd, strings.Join(args, ""))
		},
	}
}

// pandoc solves the blocks of a document.
func (a *app) pandoc(cmd *cobra.Command, format string) error {
	ctx := cmd.Context()
	src, err := a.read(ctx, stdinName)
	if err != nil {
		return err
	}
	doc, err := pandoc.Read(src)
	if err != nil {
		return fmt.Errorf("reading the JSON that pandoc sends: %w", err)
	}
	if err := a.configure(cmd, stdinName); err != nil {
		return err
	}
	o := a.blocks()
	s, wrong := doc.Settings(extension.Settings{Solution: o.Solution})
	if s.Solution.Lang == "" {
		s.Solution.Lang = hostLang(doc.Lang)
	}
	o.Solution, o.Preset = s.Solution, ""
	c := note.New(note.Options{Blocks: o, Lang: a.messageLang()})

	var texts []text
	for i, b := range doc.Blocks {
		texts = append(texts, text{blockName(i+1, b.Text), string(fenced(b.Info, []byte(b.Text+"\n")))})
	}
	notes, err := a.convertAll(ctx, c, texts)
	if err != nil {
		return err
	}
	a.tell(a.metadataFindings(wrong))
	a.tell(a.unreadFindings(doc.Unread))
	solutions := make([]*extension.Block, len(notes))
	for i, n := range notes {
		a.tell(blockFindings(n))
		for _, b := range n.Report.Blocks {
			if b.Status == extension.Solved {
				solutions[i] = b
			}
		}
	}
	var out bytes.Buffer
	if err := doc.Write(&out, solutions, format); err != nil {
		return err
	}
	if _, err := a.stdout.Write(out.Bytes()); err != nil {
		return err
	}
	return a.verdict()
}

// blockName names a block in findings: pandoc's JSON has no places, so the number
// among the blocks and the first line have to do.
func blockName(number int, text string) string {
	const most = 40
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if runes := []rune(line); len(runes) > most {
		line = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("block %d (%s)", number, line)
}

// blockFindings is what was found in a block that was put between fences: lines
// are those of its text, and what is about the fence is about the block as a whole.
func blockFindings(n *note.Note) []report.Finding {
	list := n.Findings()
	for i := range list {
		f := &list[i]
		if f.Line > 1 {
			f.Line, f.EndLine = f.Line-1, f.EndLine-1
			continue
		}
		f.Line, f.Column, f.EndLine, f.EndColumn, f.Excerpt = 0, 0, 0, 0, ""
	}
	return list
}

// metadataFindings tells of options in the metadata that don't exist or haven't
// the value they are given.
func (a *app) metadataFindings(wrong []pandoc.Option) (list []report.Finding) {
	for _, o := range wrong {
		d := extension.Diagnostic{Diagnostic: problem.Diagnostic{Severity: problem.Warning, Code: extension.CodeUnknownOption}}
		var names []string
		for _, known := range extension.NoteOptions() {
			names = append(names, known.Name)
			if known.Name == o.Name {
				d.Severity, d.Code = problem.Error, extension.CodeBadOptionValue
				d.Args = []string{o.Name, o.Value, strings.Join(known.Values, ", ")}
			}
		}
		if d.Args == nil {
			d.Args = []string{o.Name, extension.Nearest(o.Name, names)}
		}
		lang := a.messageLang()
		list = append(list, report.Finding{File: "metadata", Severity: string(d.Severity), Code: d.Code,
			Message: d.Message(lang), Help: d.Help(lang)})
	}
	return list
}

// unreadFindings tells of fences that pandoc hasn't read as such.
func (a *app) unreadFindings(texts []string) (list []report.Finding) {
	for _, text := range texts {
		fence, _, _ := strings.Cut(text, "}")
		language, attributes, _ := strings.Cut(fence, "{")
		help := "```{." + strings.Join(strings.Fields(language), " .") + " " + attributes + "}"
		f := report.Finding{File: fence + "}", Severity: report.Warning, Code: extension.CodeBadAttributes,
			Message: "this version of pandoc reads no block here", Help: []string{"write it as " + help}}
		if a.messageLang() == "ja" {
			f.Message, f.Help = "この版の pandoc はここをブロックとして読みません", []string{help + " と書いてください"}
		}
		list = append(list, f)
	}
	return list
}
