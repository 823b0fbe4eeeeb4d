package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

func (a *app) cleanCommand() *cobra.Command {
	var try bool
	cmd := &cobra.Command{
		Use:   "clean [OUT]",
		Short: "Remove what bibun wrote to an output folder, and nothing else",
		Long: `Clean removes the files that build and watch have written to a folder, by the
record that they keep there, and the folders that they made for them. A file that
was there before, one that was changed since and one that something else wrote stay.
OUT is the output of bibun.toml unless it is named.`,
		Example: "  bibun clean site\n  bibun clean --dry-run",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.configure(cmd, "."); err != nil {
				return err
			}
			out := a.configuredOutput()
			if len(args) > 0 {
				out = args[0]
			}
			if out == "" {
				return errors.New("the output has no name; give one, or output in bibun.toml")
			}
			return a.clean(out, try)
		},
	}
	cmd.Flags().BoolVarP(&try, "dry-run", "n", false, "remove nothing; print what would be removed")
	return cmd
}

func (a *app) clean(out string, try bool) error {
	c, err := site.Clean(out, try)
	if errors.Is(err, site.ErrNoRecord) {
		return fmt.Errorf("%s holds no record of a build, so that nothing in it is known to be bibun's", out)
	}
	if err != nil {
		return err
	}
	for _, name := range c.Removed {
		file := filepath.Join(out, filepath.FromSlash(name))
		switch {
		case try:
			fmt.Fprintln(a.stdout, file)
		case a.verbose && a.format == string(report.Human):
			fmt.Fprintf(a.stderr, "removed %s\n", report.Visible(file))
		}
	}
	for _, name := range c.Kept {
		a.tell([]report.Finding{{File: filepath.Join(out, filepath.FromSlash(name)), Severity: report.Warning, Code: "output-kept",
			Message: a.say("changed since bibun wrote it; it stays", "bibun が書いた後に変更されているので残します")}})
	}
	if !a.quiet && a.format == string(report.Human) {
		n := len(c.Removed)
		if try {
			fmt.Fprintln(a.stderr, a.say(count(n, "file")+" would be removed", fmt.Sprintf("削除の対象 %d 件", n)))
		} else {
			fmt.Fprintln(a.stderr, a.say(count(n, "file")+" removed", fmt.Sprintf("削除 %d 件", n)))
		}
	}
	return a.verdict()
}

// say is the one of two texts that is in the language of messages.
func (a *app) say(en, ja string) string {
	if a.messageLang() == "ja" {
		return ja
	}
	return en
}
