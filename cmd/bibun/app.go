package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/document"
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
	configFile            string
	ignore, limit         []string

	limits extension.Limits // those of --limit, and below them those of config
	config *config.Config   // what bibun.toml says; never nil
	key    func() string    // see outputKey
	// settingsRead tells the bibun.toml that was read from others; "" where there is none.
	settingsRead string
	again        again

	printer *report.Printer

	errors, warnings int      // findings told so far
	codesTold        []string // of those printed, each once
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
		Args:              cobra.NoArgs,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.start() },
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	f := root.PersistentFlags()
	f.StringVar(&a.preset, "preset", "", "how the host wants its mathematics: "+strings.Join(extension.PresetNames(), ", "))
	f.StringVar(&a.lang, "lang", "", "language of solutions and messages: ja or en")
	f.StringVar(&a.steps, "steps", "", "how much is shown: answer, brief or full")
	f.StringVar(&a.format, "format", "human", "form of diagnostics: "+strings.Join(formats(), ", "))
	f.StringVar(&a.color, "color", "auto", "colour in diagnostics: auto, always or never")
	f.StringVar(&a.failOn, "fail-on", "error", "exit with 1 on: error or warning")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print errors only")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "also print each file that is written")
	f.IntVar(&a.jobs, "jobs", 0, "files worked on at once (default: the number of processors)")
	f.StringVar(&a.configFile, "config", "", "the configuration file (default: the nearest bibun.toml upwards)")
	f.StringArrayVar(&a.ignore, "ignore", nil, "files to pass over, as a line of a .gitignore in the folder of notes; may be repeated")
	f.StringArrayVar(&a.limit, "limit", nil, "a limit as name=value: "+strings.Join(extension.LimitNames(), ", ")+"; may be repeated")
	root.AddCommand(a.renderCommand(), a.buildCommand(), a.checkCommand(), a.solveCommand(),
		a.explainCommand(), a.watchCommand(), a.serveCommand(), a.initCommand(), a.configCommand(), a.mdbookCommand(), a.pandocCommand(),
		a.presetsCommand(), a.cleanCommand(), a.doctorCommand(), a.manCommand(), a.versionCommand())
	completeFlags(root)
	root.SetOut(a.stdout) // which its command for completions takes now
	settleCompletion(root)
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
		{"--format", a.format, formats()},
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
	a.config = &config.Config{}
	if err := a.setLimits(extension.Limits{}); err != nil {
		return err
	}
	return a.setPrinter()
}

// setPrinter makes the printer that the flags ask for.
func (a *app) setPrinter() error {
	color, err := report.UseColor(a.color, report.IsTerminal(a.stderr), a.getenv)
	if err != nil {
		return err
	}
	a.printer = &report.Printer{
		W: a.stderr, Format: report.Format(a.format), Color: color,
		Version: version(), Root: a.getenv("GITHUB_WORKSPACE"),
	}
	return nil
}

// setLimits puts the limits of the command line over base.
func (a *app) setLimits(base extension.Limits) error {
	a.limits = base
	for _, l := range a.limit {
		name, value, ok := strings.Cut(l, "=")
		if !ok {
			return fmt.Errorf("--limit is %q; it must be a name and a value, as in depth=200", l)
		}
		if err := a.limits.Set(name, value); err != nil {
			return fmt.Errorf("--limit: %w", err)
		}
	}
	return nil
}

// formats are the values of --format.
func formats() (names []string) {
	for _, f := range report.Formats() {
		names = append(names, string(f))
	}
	return names
}

// oneOf checks the value of a flag.
func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	words := slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return s == "" })
	return fmt.Errorf("%s is %q; it must be one of %s", flag, value, strings.Join(words, ", "))
}

// setLang is the language that the command line or bibun.toml sets, or "".
func (a *app) setLang() string {
	if a.lang != "" {
		return a.lang
	}
	return a.config.Text("lang")
}

// messageLang is the language of messages: the one that is set, else that of the
// locale.
func (a *app) messageLang() string {
	if lang := a.setLang(); lang != "" {
		return lang
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

// blocks are the options for diff blocks: those of bibun.toml, which the note
// wins over, and those of the flags, which win over the note.
func (a *app) blocks() extension.Options {
	base := a.config.Blocks()
	return extension.Options{
		Solution: base.Solution,
		Preset:   base.Preset,
		Override: extension.Settings{
			Solution: solution.Options{Lang: solution.Lang(a.lang), Steps: solution.Steps(a.steps)},
			Preset:   a.preset,
		},
		Limits: a.limits,
	}
}

// target holds the flags that say what notes become.
type target struct {
	to                   string
	math                 string
	mathJaxURL, katexURL string
	template             string
	fragment             bool
	unsafe               bool
}

func (t *target) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&t.to, "to", "markdown", "what notes become: markdown, html or latex")
	completeValues(cmd, "to", "markdown", "html", "latex")
	f.StringVar(&t.math, "math", "mathjax", "what typesets the formulas of HTML pages: mathjax or katex")
	completeValues(cmd, "math", "mathjax", "katex")
	f.StringVar(&t.mathJaxURL, "mathjax-url", page.DefaultMathJax, "the MathJax script of HTML pages")
	f.StringVar(&t.katexURL, "katex-url", page.DefaultKaTeX, "the KaTeX script of HTML pages, with its other files around it")
	f.StringVar(&t.template, "template", "", "a template for HTML pages (default: bibun's own page)")
	_ = cmd.MarkFlagFilename("template", "html", "tmpl") // what it says counts in a build's key
	f.BoolVar(&t.fragment, "fragment", false, "HTML or LaTeX without the page or document around it")
	f.BoolVar(&t.unsafe, "unsafe", false, "let the raw HTML of notes through")
}

// layout is the author's template, or nil. It is only read for pages.
func (t *target) layout() (*page.Template, error) {
	if t.template == "" || t.to != "html" || t.fragment {
		return nil, nil
	}
	text, err := os.ReadFile(t.template)
	if err != nil {
		return nil, err
	}
	layout, err := page.ParseTemplate(t.template, string(text))
	if err != nil {
		// The error has the name of the file and a line in it.
		_, told, _ := strings.Cut(err.Error(), "template:")
		return nil, errors.New(strings.TrimSpace(told))
	}
	return layout, nil
}

// converter returns a converter for these flags. Linked says that links between
// notes lead to their pages.
func (a *app) converter(t target, linked bool) (*note.Converter, error) {
	return a.converterInPlace(t, linked, nil)
}

// converterInPlace is a converter that keeps blocks where inPlace is set.
func (a *app) converterInPlace(t target, linked bool, inPlace *extension.InPlace) (*note.Converter, error) {
	if err := oneOf("--to", t.to, []string{"markdown", "html", "latex"}); err != nil {
		return nil, err
	}
	if a.preset != "" {
		p, _ := extension.PresetNamed(a.preset)
		if p.HTML != (t.to == "html") || p.LaTeX && t.to != "latex" {
			return nil, fmt.Errorf("--preset %s can't be used with --to %s", a.preset, t.to)
		}
	}
	if t.math != "" {
		if err := oneOf("--math", t.math, []string{"mathjax", "katex"}); err != nil {
			return nil, err
		}
	}
	layout, err := t.layout()
	if err != nil {
		return nil, err
	}
	return note.New(note.Options{
		To:      note.Format(t.to),
		Blocks:  a.blocks(),
		InPlace: inPlace,
		Page: page.Options{
			Lang: a.setLang(), MathJaxURL: t.mathJaxURL, KaTeX: t.math == "katex", KaTeXURL: t.katexURL,
			Template: layout, Fragment: t.fragment, Unsafe: t.unsafe, LinkNotes: linked,
		},
		Document: document.Options{Lang: a.setLang(), Fragment: t.fragment},
		Lang:     a.messageLang(),
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
		if !slices.Contains(a.codesTold, f.Code) && slices.Contains(extension.Codes(), f.Code) {
			a.codesTold = append(a.codesTold, f.Code)
		}
	}
}

// verdict is the error that a command ends with after what was told.
func (a *app) verdict() error {
	a.more()
	if a.errors > 0 || a.failOn == "warning" && a.warnings > 0 {
		return errFindings
	}
	return nil
}

// exitCode prints the error that a command ended with, and what findings still
// need to be whole, and returns the code for it.
func (a *app) exitCode(ctx context.Context, err error) int {
	code, trouble := exitDone, ""
	switch {
	case err == nil:
	case errors.Is(err, errFindings):
		code = exitFindings
	case errors.Is(err, errConfiguration): // told already, with its places
		code = exitTrouble
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		code = exitInterrupted
	default:
		code, trouble = exitTrouble, err.Error()
		if help := a.wayOut(err); help != "" {
			trouble += "; " + help
		}
	}
	if a.printer == nil { // ended before the flags were read
		a.printer = &report.Printer{W: a.stderr}
	}
	if err := a.printer.Close(trouble); err != nil && code == exitDone {
		return exitTrouble
	}
	return code
}
