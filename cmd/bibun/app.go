package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

// app is what the commands share: the streams, the common flags, and the count
// of what was found.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	// The common flags.
	preset, lang, steps   string
	format, color, failOn string
	quiet, verbose        bool
	jobs                  int

	printer          *report.Printer
	errors, warnings int
}

// errFindings ends a command that found something wrong; the findings are
// printed already.
var errFindings = errors.New("findings")

func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "bibun",
		Short: "Worked solutions for the diff blocks of study notes",
		Long: `bibun turns the fenced diff blocks of Markdown notes into worked solutions:
partial derivatives, total differentials and gradients, step by step, in LaTeX
for MathJax or KaTeX. Everything else in a note stays as it is.`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args:              cobra.NoArgs,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.start() },
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	f := root.PersistentFlags()
	f.StringVar(&a.preset, "preset", "", "how the host wants its mathematics: "+strings.Join(extension.PresetNames(), ", "))
	f.StringVar(&a.lang, "lang", "", "language of solutions and messages: ja or en")
	f.StringVar(&a.steps, "steps", "", "how much is shown: answer, brief or full")
	f.StringVar(&a.format, "format", "human", "form of diagnostics: human, short or json")
	f.StringVar(&a.color, "color", "auto", "colour in diagnostics: auto, always or never")
	f.StringVar(&a.failOn, "fail-on", "error", "exit with 1 on: error or warning")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print errors only")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "also print each file that is written")
	f.IntVar(&a.jobs, "jobs", 0, "files worked on at once (default: the number of processors)")
	root.AddCommand(a.renderCommand(), a.buildCommand(), a.checkCommand(), a.solveCommand(),
		a.watchCommand(), a.versionCommand())
	return root
}

// start checks the common flags.
func (a *app) start() error {
	for _, f := range []struct {
		name, value string
		allowed     []string
	}{
		{"--lang", a.lang, []string{"", "ja", "en"}},
		{"--steps", a.steps, []string{"", "answer", "brief", "full"}},
		{"--format", a.format, []string{"human", "short", "json"}},
		{"--color", a.color, []string{"auto", "always", "never"}},
		{"--fail-on", a.failOn, []string{"error", "warning"}},
		{"--preset", a.preset, append(extension.PresetNames(), "")},
	} {
		if err := oneOf(f.name, f.value, f.allowed); err != nil {
			return err
		}
	}
	if a.jobs < 0 {
		return fmt.Errorf("--jobs is %d; it must be 1 or more", a.jobs)
	}
	color, err := report.UseColor(a.color, a.stderr, a.getenv)
	if err != nil {
		return err
	}
	a.printer = &report.Printer{W: a.stderr, Format: report.Format(a.format), Color: color}
	return nil
}

// oneOf checks the value of a flag.
func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	words := slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return s == "" })
	return fmt.Errorf("%s is %q; it must be one of %s", flag, value, strings.Join(words, ", "))
}

// messageLang is the language of messages: that of --lang, else of the locale.
func (a *app) messageLang() string {
	if a.lang != "" {
		return a.lang
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := a.getenv(name); v != "" {
			if strings.HasPrefix(v, "ja") {
				return "ja"
			}
			break
		}
	}
	return "en"
}

// blocks are the options for diff blocks that the flags give. They win over the note.
func (a *app) blocks() extension.Options {
	return extension.Options{Override: extension.Settings{
		Solution: solution.Options{Lang: solution.Lang(a.lang), Steps: solution.Steps(a.steps)},
		Preset:   a.preset,
	}}
}

// target holds the flags that say what notes become.
type target struct {
	to         string
	mathJaxURL string
	fragment   bool
	unsafe     bool
}

func (t *target) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&t.to, "to", "markdown", "what notes become: markdown or html")
	f.StringVar(&t.mathJaxURL, "mathjax-url", page.DefaultMathJax, "the MathJax script of HTML pages")
	f.BoolVar(&t.fragment, "fragment", false, "HTML without the page around it")
	f.BoolVar(&t.unsafe, "unsafe", false, "let the raw HTML of notes through")
}

// converter returns a converter for these flags. Linked says that links between
// notes lead to their pages.
func (a *app) converter(t target, linked bool) (*note.Converter, error) {
	if err := oneOf("--to", t.to, []string{"markdown", "html"}); err != nil {
		return nil, err
	}
	if a.preset != "" {
		p, _ := extension.PresetNamed(a.preset)
		if p.HTML != (t.to == "html") {
			return nil, fmt.Errorf("--preset %s can't be used with --to %s", a.preset, t.to)
		}
	}
	return note.New(note.Options{
		To:     note.Format(t.to),
		Blocks: a.blocks(),
		Page: page.Options{
			Lang: a.lang, MathJaxURL: t.mathJaxURL, Fragment: t.fragment, Unsafe: t.unsafe, LinkNotes: linked,
		},
		Lang: a.messageLang(),
	}), nil
}

// tell prints findings and counts them.
func (a *app) tell(findings []report.Finding) {
	for _, f := range findings {
		if f.Severity == report.Warning {
			a.warnings++
			if a.quiet {
				continue
			}
		} else {
			a.errors++
		}
		a.printer.Print(f)
	}
}

// verdict is the error that a command ends with after what was told.
func (a *app) verdict() error {
	if a.errors > 0 || a.failOn == "warning" && a.warnings > 0 {
		return errFindings
	}
	return nil
}

// exitCode prints the error that a command ended with and returns the code for it.
func (a *app) exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	fmt.Fprintf(a.stderr, "bibun: %v\n", err)
	return exitTrouble
}
