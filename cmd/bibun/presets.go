package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/extension"
)

func (a *app) presetsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "presets",
		Short: "How hosts want their mathematics: the values of --preset",
		Long: `Presets prints a line for each kind of host: the name for --preset and bibun.toml,
and how a formula in a line and one on display are written for it; ↵ is the end of
a line.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return presetsJSON(a.stdout)
			}
			return a.presetTable(a.stdout)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each preset")
	return cmd
}

// presetTable writes the presets as a table.
func (a *app) presetTable(w io.Writer) error {
	rows := [][]string{{a.say("preset", "名前"), a.say("in a line", "行中"), a.say("on display", "別行"), a.say("care", "注意")}}
	for _, p := range extension.Presets() {
		rows = append(rows, []string{p.Name, delimited(p.Inline), delimited(p.Display), a.care(p)})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += runewidth.FillRight(cell, widths[i]+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// delimited is x between delimiters, on one line.
func delimited(d extension.Delimiters) string {
	return strings.ReplaceAll(d.Open+"x"+d.Close, "\n", " ↵ ")
}

// care says what bibun takes care of for a host.
func (a *app) care(p extension.Preset) string {
	var parts []string
	add := func(holds bool, en, ja string) {
		if holds {
			parts = append(parts, a.say(en, ja))
		}
	}
	add(p.HTML, "pages, --to html", "HTML ページ（--to html）")
	add(p.LaTeX, "documents, --to latex", "LaTeX 文書（--to latex）")
	add(p.Name == "markdown", "default", "既定")
	add(p.BlankAround, "blank lines around", "前後に空行")
	add(p.Spaced, "spaces beside letters", "文字との間に空白")
	add(p.OneLine, "on one line in quotes", "引用中は1行")
	add(p.MaxDisplay > 0, fmt.Sprintf("split after %d bytes", p.MaxDisplay), fmt.Sprintf("%d バイトで分割", p.MaxDisplay))
	return strings.Join(parts, a.say(", ", "、"))
}

// presetsJSON writes an object a line. Keys are never renamed and never go away.
func presetsJSON(w io.Writer) error {
	type pair struct {
		Open  string `json:"open"`
		Close string `json:"close"`
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, p := range extension.Presets() {
		to := "markdown"
		switch {
		case p.HTML:
			to = "html"
		case p.LaTeX:
			to = "latex"
		}
		err := e.Encode(struct {
			Name       string `json:"name"`
			To         string `json:"to"`
			Inline     pair   `json:"inline"`
			Display    pair   `json:"display"`
			Spaced     bool   `json:"spaced"`
			Interrupts bool   `json:"interrupts"`
			Blank      bool   `json:"blankAround"`
			OneLine    bool   `json:"oneLine"`
			MaxDisplay int    `json:"maxDisplay"`
		}{p.Name, to, pair(p.Inline), pair(p.Display), p.Spaced, p.Interrupts, p.BlankAround, p.OneLine, p.MaxDisplay})
		if err != nil {
			return err
		}
	}
	return nil
}
