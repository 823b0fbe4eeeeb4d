package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain [CODE]",
		Short:   "A diagnostic at length, with an example mended; without a code, the list of codes",
		Example: "  bibun explain ambiguous-division\n  bibun explain --lang ja unclosed",
		Args:    cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extension.Codes(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.codes()
			}
			return a.explain(cmd.Context(), args[0])
		},
	}
}

// codes lists the codes, each with the first sentence of its explanation.
func (a *app) codes() error {
	width := 0
	for _, code := range extension.Codes() {
		width = max(width, len(code))
	}
	for _, code := range extension.Codes() {
		e, _ := extension.Explain(code, a.messageLang())
		if _, err := fmt.Fprintf(a.stdout, "%-*s  %s\n", width, code, firstSentence(e.Text)); err != nil {
			return err
		}
	}
	return nil
}

// firstSentence returns text up to its first full stop.
func firstSentence(text string) string {
	if first, _, ok := strings.Cut(text, "。"); ok {
		return first
	}
	first, _, _ := strings.Cut(text, ". ")
	return strings.TrimSuffix(first, ".")
}

// explain prints what code means. An example goes the way of every note, so
// that what is shown is what bibun says of it.
func (a *app) explain(ctx context.Context, code string) error {
	lang := a.messageLang()
	e, ok := extension.Explain(code, lang)
	if !ok {
		if near := extension.Nearest(code, extension.Codes()); near != "" {
			return fmt.Errorf("there is no code %q; did you mean %s?", code, near)
		}
		return fmt.Errorf("there is no code %q; bibun explain lists them", code)
	}
	gets, mended := "For example, this gets it:", "Mended:"
	if lang == "ja" {
		gets, mended = "たとえば、次のように書くと出ます。", "直すと、次のようになります。"
	}
	var b strings.Builder
	color, err := report.UseColor(a.color, report.IsTerminal(a.stdout), a.getenv)
	if err != nil {
		return err
	}
	p := &report.Printer{W: &b, Color: color}
	fmt.Fprintf(&b, "%s\n\n%s\n", p.Bold(code), wrap(e.Text, explainWidth))
	if e.Example != "" {
		n, err := a.example(ctx, e, e.Example)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "\n%s\n\n%s\n", gets, indent(e.Example))
		for _, f := range n.Findings() {
			p.Print(f)
		}
		fmt.Fprintf(&b, "\n%s\n\n%s", mended, indent(e.Mended))
	}
	_, err = io.WriteString(a.stdout, b.String())
	return err
}

// example converts an example of an explanation.
func (a *app) example(ctx context.Context, e extension.Explanation, text string) (*note.Note, error) {
	c, err := a.converter(target{to: "markdown"}, false)
	if err != nil {
		return nil, err
	}
	src := []byte(text)
	if e.Note {
		return c.Convert(ctx, "example.md", src)
	}
	src = append(src, '\n')
	n, err := c.Convert(ctx, "example", fenced("bibun", src))
	if err != nil {
		return nil, err
	}
	unfence(n, src)
	return n, nil
}

// explainWidth is the most display columns of a line of an explanation.
const explainWidth = 78

// wrap breaks text into lines of at most width display columns: at blanks, and
// between wide characters but not before one that ends a phrase.
func wrap(text string, width int) string {
	var lines []string
	var line, word []rune
	wide := func(r rune) bool { return runewidth.RuneWidth(r) == 2 }
	columns := func(s []rune) int { return runewidth.StringWidth(string(s)) }
	flush := func() {
		if len(line) > 0 && columns(line)+columns(word) > width {
			lines = append(lines, strings.TrimRight(string(line), " "))
			line, word = nil, []rune(strings.TrimLeft(string(word), " "))
		}
		line, word = append(line, word...), nil
	}
	runes := []rune(text)
	for i, r := range runes {
		word = append(word, r)
		if i+1 == len(runes) {
			break
		}
		next := runes[i+1]
		if r == ' ' || (wide(r) || wide(next)) && !slices.Contains([]rune("、。」)』)ー・"), next) && !slices.Contains([]rune("「『((∂"), r) {
			flush()
		}
	}
	flush()
	return strings.Join(append(lines, string(line)), "\n")
}

// indent puts four blanks before each line that holds something.
func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		if line != "\n" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// more says where the codes of what was told are explained.
func (a *app) more() {
	if a.quiet || report.Format(a.format) != report.Human || len(a.codesTold) == 0 {
		return
	}
	codes := a.codesTold
	const most = 3
	if len(codes) > most {
		codes = codes[:most]
	}
	line := "more about it: bibun explain "
	if a.messageLang() == "ja" {
		line = "詳しくは: bibun explain "
	}
	fmt.Fprintln(a.stderr, line+strings.Join(codes, ", bibun explain "))
}
