package main

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/extension"
)

func (a *app) solveCommand() *cobra.Command {
	t := target{fragment: true}
	var json bool
	cmd := &cobra.Command{
		Use:     "solve TEXT|-",
		Short:   "One block from the command line, without a note",
		Example: "  bibun solve 'L = u^2v^4; dL'\n  bibun solve --json 'f(x) = x^2; f''(x)'",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.configure(cmd, stdinName); err != nil {
				return err
			}
			if !cmd.Flags().Changed("to") {
				t.to = "markdown" // what bibun.toml says of notes isn't meant here
			}
			text := []byte(args[0])
			if args[0] == stdinName {
				var err error
				if text, err = a.read(cmd.Context(), stdinName); err != nil {
					return err
				}
			}
			return a.solve(cmd.Context(), text, t, json)
		},
	}
	cmd.Flags().StringVar(&t.to, "to", "markdown", "what the solution is written in: markdown or html")
	cmd.Flags().BoolVar(&json, "json", false, "print a JSON object instead of the solution")
	return cmd
}

// solve solves the text of one block. The text goes the way of a note that holds
// nothing but the block, so that it is read as it is in notes; then everything
// moves up by the line of the fence.
func (a *app) solve(ctx context.Context, text []byte, t target, json bool) error {
	if json && t.to != "markdown" {
		return errors.New("--json can't be used with --to " + t.to)
	}
	c, err := a.converter(t, false)
	if err != nil {
		return err
	}
	text = append(bytes.TrimRight(text, "\r\n"), '\n')
	n, err := c.Convert(ctx, stdinName, fenced("bibun", text))
	if err != nil {
		return err
	}
	unfence(n, text)
	if !solvedAll(n) {
		n.Output = nil // the block as it was is no solution
	}
	return a.print(n, json)
}

// fenced puts text between fences that nothing in it can close.
func fenced(info string, text []byte) []byte {
	fence := "~~~"
	for bytes.Contains(text, []byte(fence)) {
		fence += "~"
	}
	return []byte(fence + info + "\n" + string(text) + fence + "\n")
}

// unfence makes the positions in n those in text.
func unfence(n *note.Note, text []byte) {
	n.Source = text
	move := func(list []extension.Diagnostic) {
		for i := range list {
			list[i].Line = max(list[i].Line-1, 1)
			list[i].EndLine = max(list[i].EndLine-1, 1)
			for k := range list[i].Edits {
				list[i].Edits[k].Line--
				list[i].Edits[k].EndLine--
			}
		}
	}
	move(n.Report.Diagnostics)
	for _, b := range n.Report.Blocks {
		b.EndLine = strings.Count(string(text), "\n")
		move(b.Diagnostics)
	}
}

// solvedAll reports whether every block of the note was solved.
func solvedAll(n *note.Note) bool {
	_, skipped, failed := n.Counts()
	return skipped+failed == 0
}
