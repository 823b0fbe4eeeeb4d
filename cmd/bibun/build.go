package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

func (a *app) buildCommand() *cobra.Command {
	var t target
	var out string
	cmd := &cobra.Command{
		Use:   "build [SRC] -o OUT",
		Short: "A note or a folder of notes to files",
		Long: `Build converts a note, or every note of a folder; other files are copied. Hidden
files and folders and the temporaries of editors are passed over. An output that
is the same already isn't written. A block that can't be solved stays as it is
and is told about, and everything else is built.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			src := "."
			if len(args) > 0 {
				src = args[0]
			}
			info, err := os.Stat(src)
			if err != nil {
				return err
			}
			if info.IsDir() {
				return a.buildFolder(cmd.Context(), src, out, t)
			}
			return a.buildFile(cmd.Context(), src, out, t)
		},
	}
	t.flags(cmd)
	cmd.Flags().StringVarP(&out, "output", "o", "", "the file or folder to write")
	cmd.MarkFlagRequired("output")
	return cmd
}

var (
	errUnwritten  = errors.New("some files could not be read or written")
	errUnreadable = errors.New("some files could not be read")
	errNoOutput   = errors.New("the output has no name")
)

// site opens the folders of a build or a watch.
func (a *app) site(src, out string, t target) (*site.Site, error) {
	if out == "" {
		return nil, errNoOutput
	}
	c, err := a.converter(t, true)
	if err != nil {
		return nil, err
	}
	o := site.Options{Src: src, Out: out, Convert: convert(c), Jobs: a.jobs}
	if t.to == "html" {
		o.Rename = page.PageName
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
		r.Counts.Solved, r.Counts.Skipped, r.Counts.Failed = n.Counts()
		return r, nil
	}
}

func (a *app) buildFolder(ctx context.Context, src, out string, t target) error {
	s, err := a.site(src, out, t)
	if err != nil {
		return err
	}
	defer s.Close()
	sum, err := s.Build(ctx, func(o site.Outcome) {
		a.outcome(s, o)
		if o.Written && a.verbose {
			fmt.Fprintf(a.stderr, "wrote %s\n", filepath.Join(out, filepath.FromSlash(o.Output)))
		}
	})
	if err != nil {
		return err
	}
	a.summary(sum, true)
	if sum.Errors > 0 {
		return errUnwritten
	}
	return a.verdict()
}

// outcome tells what there is to tell of one file.
func (a *app) outcome(s *site.Site, o site.Outcome) {
	a.tell(o.Findings)
	if o.Err != nil && !errors.Is(o.Err, context.Canceled) {
		a.tell([]report.Finding{{File: s.File(o.Name), Severity: report.Error, Code: "file", Message: o.Err.Error()}})
	}
}

// buildFile converts one note to a file. Nothing is made before the note was read.
func (a *app) buildFile(ctx context.Context, src, out string, t target) error {
	start := time.Now()
	c, err := a.converter(t, false)
	if err != nil {
		return err
	}
	file, err := outputFile(src, out, t)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	info, err := os.Stat(src)
	if err != nil {
		return err
	}
	if there, err := os.Stat(file); err == nil && os.SameFile(info, there) {
		return fmt.Errorf("writing %s would overwrite the note; choose another output", file)
	}
	r, err := convert(c)(ctx, src, data)
	if err != nil {
		return err
	}
	dir, err := site.OpenOutput(filepath.Dir(file))
	if err != nil {
		return err
	}
	defer dir.Close()
	written, err := dir.Write(filepath.Base(file), r.Output, info.Mode())
	if err != nil {
		return err
	}
	a.tell(r.Findings)
	sum := site.Summary{Elapsed: time.Since(start)}
	sum.Add(site.Outcome{Note: true, Written: written, Counts: r.Counts})
	a.summary(sum, true)
	return a.verdict()
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
		case ".md", ".markdown", ".html", ".htm":
			return out, nil
		}
	}
	name := filepath.Base(src)
	if t.to == "html" {
		name = page.PageName(name)
	}
	return filepath.Join(out, name), nil
}

// summary prints the line that a build ends with.
func (a *app) summary(s site.Summary, wrote bool) {
	if a.quiet || a.format != "human" {
		return
	}
	fmt.Fprintln(a.stderr, summaryLine(s, wrote, a.messageLang()))
}
