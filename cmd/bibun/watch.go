package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/cmd/bibun/internal/watch"
)

func (a *app) watchCommand() *cobra.Command {
	var t target
	var out string
	cmd := &cobra.Command{
		Use:   "watch [SRC] -o OUT",
		Short: "Build, then rebuild on save",
		Long: `Watch builds a folder of notes and then, until it is interrupted, what changes in
it. An output is replaced in one step, so a reader never sees half of it. A block
that can't be solved is told about and stays as it is until it is mended.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			src := "."
			if len(args) > 0 {
				src = args[0]
			}
			return a.watch(cmd.Context(), src, out, t)
		},
	}
	t.flags(cmd)
	cmd.Flags().StringVarP(&out, "output", "o", "", "the folder to write")
	cmd.MarkFlagRequired("output")
	return cmd
}

func (a *app) watch(ctx context.Context, src, out string, t target) error {
	info, err := os.Stat(src)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errors.New("watch takes a folder; " + src + " is a file")
	}
	s, err := a.site(src, out, t)
	if err != nil {
		return err
	}
	defer s.Close()
	jobs := a.jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return watch.Watch(ctx, s, watch.Options{
		Jobs:   jobs,
		Report: func(r watch.Round) { a.round(s, r) },
		Warn:   func(message string) { fmt.Fprintf(a.stderr, "bibun: warning: %s\n", message) },
	})
}

// round prints one status line for a round of building, and below it what was
// found.
func (a *app) round(s *site.Site, r watch.Round) {
	if !a.quiet && a.format == "human" {
		fmt.Fprintln(a.stderr, roundLine(r, a.messageLang()))
	}
	for _, o := range r.Outcomes {
		a.outcome(s, o)
	}
}

// roundLine is "15:04:05 built 1 note, 3 blocks in 12 ms".
func roundLine(r watch.Round, lang string) string {
	var sum site.Summary
	for _, o := range r.Outcomes {
		sum.Add(o)
	}
	blocks := sum.Counts.Solved + sum.Counts.Failed
	var parts []string
	add := func(n int, english, japanese string) {
		if n == 0 {
			return
		}
		if lang == "ja" {
			english = japanese
		}
		parts = append(parts, english)
	}
	nothing := sum.Files == 0 && len(r.Removed) == 0
	add(sum.Notes, "built "+count(sum.Notes, "note"), fmt.Sprintf("ノート %d 件", sum.Notes))
	if sum.Notes == 0 && nothing {
		add(1, "nothing to build", "対象なし")
	}
	add(blocks, count(blocks, "block"), fmt.Sprintf("ブロック %d", blocks))
	add(sum.Files, count(sum.Files, "other file"), fmt.Sprintf("他のファイル %d 件", sum.Files))
	add(len(r.Removed), "removed "+count(len(r.Removed), "output"), fmt.Sprintf("削除 %d 件", len(r.Removed)))
	add(r.Broken, count(r.Broken, "file")+" with errors", fmt.Sprintf("エラーのあるファイル %d 件", r.Broken))
	line := r.Start.Add(r.Elapsed).Format("15:04:05") + " "
	if lang == "ja" {
		return line + strings.Join(parts, "、") + "（" + milliseconds(r.Elapsed) + "）"
	}
	return line + strings.Join(parts, ", ") + " in " + milliseconds(r.Elapsed)
}
