package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
)

// stdinName is how findings name a note that came through standard input.
const stdinName = "-"

func (a *app) renderCommand() *cobra.Command {
	var t target
	var json bool
	cmd := &cobra.Command{
		Use:   "render [FILE|-]",
		Short: "One note to standard output",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			file := stdinName
			if len(args) > 0 {
				file = args[0]
			}
			if err := a.configure(cmd, file); err != nil {
				return err
			}
			if json && !cmd.Flags().Changed("to") {
				t.to = "markdown" // what bibun.toml says is about the note
			}
			return a.render(cmd.Context(), file, t, json)
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&json, "json", false, "print a JSON object for each diff block instead of the note")
	return cmd
}

// render converts one note. With json, what is printed is what was found; the
// Markdown in it is that of the preset, so --to html doesn't go with it.
func (a *app) render(ctx context.Context, file string, t target, json bool) error {
	if json && t.to != "markdown" {
		return errors.New("--json can't be used with --to " + t.to)
	}
	c, err := a.converter(t, false)
	if err != nil {
		return err
	}
	src, err := a.read(ctx, file)
	if err != nil {
		return err
	}
	n, err := c.Convert(ctx, file, src)
	if err != nil {
		return err
	}
	return a.print(n, json)
}

// print writes what a note became to standard output, and what was found to
// standard error.
func (a *app) print(n *note.Note, json bool) error {
	var err error
	if json {
		err = n.WriteJSON(a.stdout)
	} else {
		_, err = a.stdout.Write(n.Output)
	}
	a.tell(n.Findings())
	if err != nil {
		return err
	}
	return a.verdict()
}

// read returns the content of a file, or of standard input for "-". It ends with
// ctx, even where nothing comes through standard input.
func (a *app) read(ctx context.Context, file string) ([]byte, error) {
	if file != stdinName {
		return os.ReadFile(file)
	}
	type result struct {
		src []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		src, err := io.ReadAll(a.stdin)
		done <- result{src, err}
	}()
	select {
	case r := <-done:
		if r.err != nil {
			return nil, fmt.Errorf("reading standard input: %w", r.err)
		}
		return r.src, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
