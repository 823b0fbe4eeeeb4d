package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/document"
	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/extension"
)

// buildFlags are the flags of build alone.
type buildFlags struct {
	target
	out                         string
	inPlace, force, check, diff bool
}

func (a *app) buildCommand() *cobra.Command {
	var b buildFlags
	cmd := &cobra.Command{
		Use:   "build [SRC] -o OUT",
		Short: "A note or a folder of notes to files",
		Long: `Build converts a note, or every note of a folder; other files are copied. Hidden
files and folders and the temporaries of editors are passed over. An output that
is the same already isn't written. A block that can't be solved stays as it is
and is told about, and everything else is built.

With --in-place, blocks stay where they are and solutions are written below them,
between two comments, so that they are replaced when build is run again. Several
notes and folders may be named then. With --check nothing is written, and the
exit code is 1 where something isn't what build would make it; --diff shows the
difference.`,
		Example: "  bibun build notes -o site --to html\n  bibun build --in-place notes\n  bibun build --in-place --diff notes/*.md",
		Args: func(cmd *cobra.Command, args []string) error {
			if b.inPlace {
				return nil
			}
			return cobra.MaximumNArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			if _, err := os.Stat(args[0]); err != nil {
				return err
			}
			if err := a.configure(cmd, args[0]); err != nil {
				return err
			}
			if err := b.settle(cmd, a); err != nil {
				return err
			}
			return a.build(cmd.Context(), args, b)
		},
	}
	b.flags(cmd)
	f := cmd.Flags()
	f.StringVarP(&b.out, "output", "o", "", "the file or folder to write (default: output of bibun.toml)")
	f.BoolVar(&b.inPlace, "in-place", false, "write solutions below their blocks, into the notes themselves")
	f.BoolVar(&b.force, "force", false, "with --in-place, also replace solutions that were edited by hand")
	f.BoolVar(&b.check, "check", false, "write nothing; exit with 1 where something is stale")
	f.BoolVar(&b.diff, "diff", false, "as --check, and print what would change")
	return cmd
}

// settle checks what the flags are together.
func (b *buildFlags) settle(cmd *cobra.Command, a *app) error {
	b.check = b.check || b.diff
	changed := cmd.Flags().Changed
	switch {
	case !b.inPlace && b.force:
		return errors.New("--force goes with --in-place")
	case b.inPlace && b.out != "":
		return errors.New("--in-place writes into the notes; it can't be used with -o")
	case b.inPlace && changed("to") && b.to != "markdown":
		return errors.New("--in-place can't be used with --to " + b.to)
	case b.inPlace:
		b.to = "markdown" // what bibun.toml says is about outputs
	case b.out == "":
		if b.out = a.configuredOutput(); b.out == "" {
			return errNoOutput
		}
	}
	return nil
}

// build builds notes and folders of notes.
func (a *app) build(ctx context.Context, paths []string, b buildFlags) error {
	var sum site.Summary
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		var more site.Summary
		if info.IsDir() {
			more, err = a.buildFolder(ctx, path, b)
		} else {
			more, err = a.buildFile(ctx, path, b)
		}
		sum.AddAll(more)
		if err != nil {
			return err
		}
	}
	how := wrote
	if b.check {
		how = checked
	}
	a.summary(sum, how)
	if sum.Errors > 0 {
		return errUnwritten
	}
	return a.verdict()
}

var (
	errUnwritten  = errors.New("some files could not be read or written")
	errUnreadable = errors.New("some files could not be read")
	errNoOutput   = errors.New("the output has no name; give one with -o, or with output in bibun.toml")
)

// site opens the folders of a build or a watch. A build is shown by p, which may be nil.
func (a *app) site(src string, b buildFlags, p *progress) (*site.Site, error) {
	if b.out == "" && !b.inPlace {
		return nil, errNoOutput
	}
	c, err := a.buildConverter(b, true)
	if err != nil {
		return nil, err
	}
	o := site.Options{Src: src, Out: b.out, InPlace: b.inPlace, Check: b.check,
		Convert: convert(c), MaxNote: int64(a.limits.FileBytes), Lang: a.messageLang(), Rename: b.outputName, Ignore: a.ignore, Jobs: a.jobs, Total: p.expect}
	if !b.inPlace && !b.check && a.key != nil {
		o.Key = a.key()
	}
	return site.Open(o)
}

// convert is what a folder does with each of its notes.
func convert(c *note.Converter) site.Convert {
	return func(ctx context.Context, file string, src []byte) (*site.Result, error) {
		n, err := c.Convert(ctx, file, src)
		if err != nil {
			return nil, err
		}
		r := &site.Result{Output: n.Output, Findings: n.Findings()}
		r.Unsettled = slices.ContainsFunc(r.Findings, func(f report.Finding) bool { return f.Code == "out-of-time" })
		r.Counts.Solved, r.Counts.Skipped, r.Counts.Failed = n.Counts()
		return r, nil
	}
}

func (a *app) buildFolder(ctx context.Context, src string, b buildFlags) (sum site.Summary, err error) {
	err = a.progress(func(p *progress) (err error) {
		s, err := a.site(src, b, p)
		if err != nil {
			return err
		}
		defer func() { err = cmp.Or(err, s.Close()) }()
		index, err := a.indexes(s, b)
		if err != nil {
			return err
		}
		each := func(o site.Outcome) {
			a.outcome(s, o)
			file := filepath.Join(b.out, filepath.FromSlash(o.Output))
			if b.inPlace {
				file = s.File(o.Name)
			}
			a.written(file, o, b)
		}
		sum, err = s.Build(ctx, func(o site.Outcome) {
			each(o)
			index.add(o)
			p.step()
		})
		if err == nil {
			err = index.write(func(o site.Outcome) {
				each(o)
				switch {
				case o.Err != nil:
					sum.Errors++
				case o.Written:
					sum.Written++
				}
			})
		}
		return err
	})
	return sum, err
}

// written tells that a file was written or, in a check, that it would be.
func (a *app) written(file string, o site.Outcome, b buildFlags) {
	switch {
	case o.Err != nil:
	case o.Removed:
		if a.verbose && a.format == "human" {
			fmt.Fprintf(a.stderr, "removed %s\n", report.Visible(file))
		}
	case !o.Written:
	case b.check:
		a.tell([]report.Finding{a.stale(file)})
		if b.diff && o.After != nil {
			a.stdout.Write(unifiedDiff(filepath.ToSlash(file), o.Before, o.After))
		}
	case a.verbose && a.format == "human":
		fmt.Fprintf(a.stderr, "wrote %s\n", report.Visible(file))
	}
}

// outcome tells what there is to tell of one file.
func (a *app) outcome(s *site.Site, o site.Outcome) {
	a.tell(a.outcomeFindings(s, o))
}

// outcomeFindings is what there is to tell of one file.
func (a *app) outcomeFindings(s *site.Site, o site.Outcome) []report.Finding {
	if o.Err == nil || errors.Is(o.Err, context.Canceled) {
		return o.Findings
	}
	f := report.Finding{File: s.File(o.Name), Severity: report.Error, Code: "file", Message: o.Err.Error()}
	if help := a.wayOut(o.Err); help != "" {
		f.Help = []string{help}
	}
	return append(slices.Clone(o.Findings), f)
}

// buildFile converts one note to a file. Nothing is made before the note was read.
func (a *app) buildFile(ctx context.Context, src string, b buildFlags) (sum site.Summary, err error) {
	start := time.Now()
	c, err := a.buildConverter(b, false)
	if err != nil {
		return sum, err
	}
	file := src
	if !b.inPlace {
		if file, err = outputFile(src, b.out, b.target); err != nil {
			return sum, err
		}
	}
	data, err := os.ReadFile(src)
	if err != nil {
		return sum, err
	}
	info, err := os.Stat(src)
	if err != nil {
		return sum, err
	}
	if there, err := os.Stat(file); !b.inPlace && err == nil && os.SameFile(info, there) {
		return sum, fmt.Errorf("writing %s would overwrite the note; choose another output, or --in-place", file)
	}
	r, err := convert(c)(ctx, src, data)
	if err != nil {
		return sum, err
	}
	o := site.Outcome{Note: true, Counts: r.Counts}
	if err := writeNote(&o, file, data, r.Output, info.Mode(), b); err != nil {
		return sum, err
	}
	a.tell(r.Findings)
	a.written(file, o, b)
	sum.Add(o)
	sum.Elapsed = time.Since(start)
	return sum, nil
}

// writeNote writes what one note became, or in a check only looks.
func writeNote(o *site.Outcome, file string, src, out []byte, mode fs.FileMode, b buildFlags) (err error) {
	open := site.OpenOutput
	if b.check {
		open = site.OpenCheck
	}
	dir, err := open(filepath.Dir(file))
	if err != nil {
		return err
	}
	defer dir.Close()
	if !b.check {
		dir.Sweep(".") // what a killed run has left
	}
	name := filepath.Base(file)
	switch {
	case b.check:
		o.Before, o.Written, err = dir.Differs(name, out)
		o.After = out
	case b.inPlace && bytes.Equal(src, out):
	case b.inPlace:
		o.Written, err = true, dir.WriteOver(name, src, out, mode)
	default:
		o.Written, _, err = dir.Write(name, out, mode)
	}
	return err
}

// buildConverter is the converter of a build.
func (a *app) buildConverter(b buildFlags, linked bool) (*note.Converter, error) {
	if b.inPlace {
		return a.converterInPlace(b.target, linked, &extension.InPlace{Force: b.force})
	}
	return a.converter(b.target, linked)
}

// stale is the finding for a file that isn't what build would make it.
func (a *app) stale(file string) report.Finding {
	f := report.Finding{File: file, Severity: report.Error, Code: "stale",
		Message: "not up to date", Help: []string{"run the same command without --check and --diff"}}
	if a.messageLang() == "ja" {
		f.Message, f.Help = "最新ではありません", []string{"同じコマンドを --check と --diff なしで実行してください"}
	}
	return f
}

// outputName is the name of what a note becomes.
func (t *target) outputName(name string) string {
	switch t.to {
	case "html":
		return page.PageName(name)
	case "latex":
		return document.Name(name)
	}
	return name
}

// outputFile says where one note goes: to the file out where its name is that
// of a note or a page, else into the folder out.
func outputFile(src, out string, t target) (string, error) {
	if out == "" {
		return "", errNoOutput
	}
	info, err := os.Stat(out)
	folder := err == nil && info.IsDir() || os.IsPathSeparator(out[len(out)-1])
	if !folder {
		switch strings.ToLower(filepath.Ext(out)) {
		case ".md", ".markdown", ".mdx", ".html", ".htm", ".tex":
			return out, nil
		}
	}
	name := filepath.Base(src)
	return filepath.Join(out, t.outputName(name)), nil
}

// summary prints the line that a build ends with.
func (a *app) summary(s site.Summary, h how) {
	if a.quiet || a.format != "human" {
		return
	}
	fmt.Fprintln(a.stderr, summaryLine(s, h, a.messageLang()))
}
