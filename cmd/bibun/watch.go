package main

import (
	"cmp"
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
	var poll bool
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
			if err := a.configure(cmd, src); err != nil {
				return err
			}
			if out == "" {
				out = a.configuredOutput()
			}
			return a.watch(cmd.Context(), src, out, t, poll)
		},
	}
	t.flags(cmd)
	cmd.Flags().StringVarP(&out, "output", "o", "", "the folder to write (default: output of bibun.toml)")
	pollFlag(cmd, &poll)
	return cmd
}

// pollFlag adds the flag for file systems that don't tell what changes.
func pollFlag(cmd *cobra.Command, poll *bool) {
	cmd.Flags().BoolVar(poll, "poll", false, "look at all files again and again, where the file system doesn't tell what changes")
}

func (a *app) watch(ctx context.Context, src, out string, t target, poll bool) (err error) {
	info, err := os.Stat(src)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errors.New("watch takes a folder; " + src + " is a file")
	}
	b := buildFlags{target: t, out: out}
	s, err := a.site(src, b, nil)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, s.Close()) }()
	index, err := a.indexes(s, b)
	if err != nil {
		return err
	}
	tell := a.teller()
	tell.begin(watchingLine(src, out, a.messageLang()))
	err = watch.Watch(ctx, s, a.watchOptions(src, poll, tell, watch.Options{
		Report: func(r watch.Round) {
			tell.round(roundLine(r, a.messageLang()), a.findingsOf(s, r))
			for _, o := range r.Outcomes {
				index.add(o)
			}
			for _, name := range r.Removed {
				index.drop(name)
			}
			err := index.write(func(o site.Outcome) {
				if o.Err != nil {
					tell.warn(o.Err.Error())
				}
			})
			if err != nil {
				tell.warn(err.Error())
			}
		},
	}))
	if errors.Is(err, watch.ErrSettings) || errors.Is(err, watch.ErrOutput) {
		return errAgain
	}
	return err
}

// watchOptions fills in what every watch has.
func (a *app) watchOptions(src string, poll bool, tell *teller, o watch.Options) watch.Options {
	o.Jobs = a.workers()
	o.Poll = poll
	o.Lang = a.messageLang()
	o.Warn = tell.warn
	o.Settings, o.SettingsFile, o.Reload = a.settings(src), a.settingsFile(), a.reload(src, tell)
	return o
}

func watchingLine(src, out, lang string) string {
	if lang == "ja" {
		return fmt.Sprintf("%s を監視し、%s に書き出します（Ctrl+C で終了）", src, out)
	}
	return fmt.Sprintf("watching %s, writing %s (Ctrl+C ends)", src, out)
}

// workers is how many files are worked on at once.
func (a *app) workers() int {
	if a.jobs == 0 {
		return runtime.GOMAXPROCS(0)
	}
	return a.jobs
}

// findingsOf is what a round has found.
func (a *app) findingsOf(s *site.Site, r watch.Round) []told {
	var files []told
	for _, name := range r.Gone {
		files = append(files, told{file: name})
	}
	for _, o := range r.Outcomes {
		files = append(files, told{o.Name, a.outcomeFindings(s, o)})
	}
	return files
}

// roundLine is "15:04:05 built 1 note, 3 blocks in 12 ms".
func roundLine(r watch.Round, lang string) string {
	var sum site.Summary
	for _, o := range r.Outcomes {
		if o.Err == nil { // else it is among those with errors
			sum.Add(o)
		}
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
	add(sum.Notes, "built "+count(sum.Notes, "note"), fmt.Sprintf("ノート %d 件", sum.Notes))
	add(blocks, count(blocks, "block"), fmt.Sprintf("ブロック %d", blocks))
	add(sum.Files, count(sum.Files, "other file"), fmt.Sprintf("他のファイル %d 件", sum.Files))
	add(len(r.Removed), "removed "+count(len(r.Removed), "output"), fmt.Sprintf("削除 %d 件", len(r.Removed)))
	add(r.Broken, count(r.Broken, "file")+" with errors", fmt.Sprintf("エラーのあるファイル %d 件", r.Broken))
	if len(parts) == 0 {
		add(1, "nothing to build", "対象なし")
	}
	line := clock(r.Start.Add(r.Elapsed)) + " "
	if lang == "ja" {
		return line + strings.Join(parts, "、") + "（" + milliseconds(r.Elapsed) + "）"
	}
	return line + strings.Join(parts, ", ") + " in " + milliseconds(r.Elapsed)
}
