package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

func (a *app) configCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "config [PATH]",
		Short: "The configuration that holds for a folder or a note, and where it comes from",
		Long: `Config prints every option with the value that holds for the notes in PATH, as a
bibun.toml, and where the value comes from: the command line, bibun.toml or the
default. Fence lines and the front matter of a note win over bibun.toml.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			from := "."
			if len(args) > 0 {
				from = args[0]
			}
			if err := a.configure(cmd, from); err != nil {
				return err
			}
			return a.printConfig(cmd, a.stdout)
		},
	}
}

// printConfig writes what holds as TOML.
func (a *app) printConfig(cmd *cobra.Command, w io.Writer) error {
	type line struct{ text, from string }
	var lines []line
	width := 0
	for _, k := range config.Keys() {
		name, limit := strings.CutPrefix(k.Name, "limits.")
		if limit && !slices.ContainsFunc(lines, func(l line) bool { return l.text == "[limits]" }) {
			lines = append(lines, line{}, line{text: "[limits]"})
		}
		value, from := a.effective(cmd, k)
		l := line{name + " = " + value, from}
		width = max(width, runewidth.StringWidth(l.text))
		lines = append(lines, l)
	}
	var b strings.Builder
	for _, l := range lines {
		if l.from == "" {
			b.WriteString(l.text + "\n")
			continue
		}
		fmt.Fprintf(&b, "%s  # %s\n", runewidth.FillRight(l.text, width), report.Visible(l.from))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// effective is the value of a key, as TOML, and where it comes from.
func (a *app) effective(cmd *cobra.Command, k config.Key) (value, from string) {
	if limit, ok := strings.CutPrefix(k.Name, "limits."); ok {
		for _, l := range slices.Backward(a.limit) {
			if name, value, _ := strings.Cut(l, "="); name == limit {
				return k.TOML(value), "--limit"
			}
		}
	} else if flag := cmd.Flags().Lookup(k.Name); flag != nil && flag.Changed {
		if k.Kind == config.List {
			from = "--" + k.Name
			if a.config.Has(k.Name) {
				from = fmt.Sprintf("%s:%d, --%s", a.config.Path, a.config.Line(k.Name), k.Name)
			}
			return k.TOML(a.ignore...), from
		}
		return k.TOML(flag.Value.String()), "--" + k.Name
	}
	if a.config.Has(k.Name) {
		return k.TOML(a.config.Texts(k.Name)...), fmt.Sprintf("%s:%d", a.config.Path, a.config.Line(k.Name))
	}
	if a.messageLang() == "ja" {
		return k.Default, "既定"
	}
	return k.Default, "default"
}
