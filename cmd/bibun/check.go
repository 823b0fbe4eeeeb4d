package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Diagnostics only: solve every block, write nothing",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			if err := a.configure(cmd, args[0]); err != nil {
				return err
			}
			return a.check(cmd.Context(), args)
		},
	}
}

// check solves the blocks of notes and of folders of notes. A file that is named
// is taken for a note whatever its name.
func (a *app) check(ctx context.Context, paths []string) error {
	c, err := a.converter(target{to: "markdown"}, false)
	if err != nil {
		return err
	}
	var sum site.Summary
	for _, p := range paths {
		info, err := os.Stat(p)
		switch {
		case p == stdinName || err == nil && !info.IsDir():
			src, err := a.read(ctx, p)
			if err != nil {
				return err
			}
			r, err := convert(c)(ctx, p, src)
			if err != nil {
				return err
			}
			a.tell(r.Findings)
			sum.Add(site.Outcome{Note: true, Counts: r.Counts})
		case err != nil:
			return err
		default:
			more, err := a.checkFolder(ctx, p, c)
			if err != nil {
				return err
			}
			sum.AddAll(more)
		}
	}
	a.summary(sum, solvedOnly)
	if sum.Errors > 0 {
		return errUnreadable
	}
	return a.verdict()
}

func (a *app) checkFolder(ctx context.Context, dir string, c *note.Converter) (sum site.Summary, err error) {
	err = a.progress(func(p *progress) error {
		s, err := site.Open(site.Options{Src: dir, Convert: convert(c), MaxNote: int64(a.limits.FileBytes), Lang: a.messageLang(), Ignore: a.ignore, Jobs: a.jobs, Total: p.expect})
		if err != nil {
			return err
		}
		defer s.Close()
		sum, err = s.Build(ctx, func(o site.Outcome) {
			a.outcome(s, o)
			p.step()
		})
		return err
	})
	return sum, err
}
