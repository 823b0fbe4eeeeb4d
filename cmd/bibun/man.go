package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
)

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "The manual page, for man",
		Long: `Man prints the manual page of this bibun, made of what its commands say of
themselves, so that it is never out of date.`,
		Example: "  bibun man | man -l -\n  bibun man >~/.local/share/man/man1/bibun.1",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(a.stdout, manual(cmd.Root()))
			return err
		},
	}
}

// manPage is a manual page in the language of groff's macros for them, man(7).
type manPage struct{ strings.Builder }

// roff keeps groff from reading text as anything else.
func roff(text string) string {
	var b strings.Builder
	start := true // of a line, where a dot is a command
	for _, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-' || r == '"' || r == '\'' || r == '`' || r == '^' || r == '~':
			b.WriteString(map[rune]string{'-': `\-`, '"': `\(dq`, '\'': `\(aq`, '`': `\(ga`, '^': `\(ha`, '~': `\(ti`}[r])
		case r == '.' && start:
			b.WriteString(`\&.`)
		case r > '~':
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
		start = r == '\n'
	}
	return b.String()
}

func (m *manPage) macro(name string, words ...string) {
	m.WriteString("." + name)
	for _, w := range words {
		m.WriteString(` "` + roff(w) + `"`)
	}
	m.WriteString("\n")
}

// text writes paragraphs.
func (m *manPage) text(s string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(s), "\n\n") {
		if i > 0 {
			m.macro("PP")
		}
		m.WriteString(roff(paragraph) + "\n")
	}
}

// literal writes lines as they are.
func (m *manPage) literal(s string) {
	m.macro("PP")
	m.macro("nf")
	m.WriteString(roff(s) + "\n")
	m.macro("fi")
}

// item writes a term and what there is to say of it.
func (m *manPage) item(term, about string) {
	m.macro("TP")
	m.macro("B", term)
	m.text(about)
}

// flags writes a list of flags.
func (m *manPage) flags(set *pflag.FlagSet) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		term := "--" + f.Name
		if f.Shorthand != "" {
			term = "-" + f.Shorthand + ", " + term
		}
		kind, usage := pflag.UnquoteUsage(f)
		if kind != "" {
			term += " " + kind
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "[]" {
			usage += " (default: " + f.DefValue + ")"
		}
		m.item(term, usage)
	})
}

// manual is the page about a program.
func manual(root *cobra.Command) string {
	var m manPage
	m.macro("TH", "BIBUN", "1", "", "bibun "+version(), "")
	m.macro("SH", "NAME")
	m.text("bibun - " + strings.ToLower(root.Short[:1]) + root.Short[1:])
	m.macro("SH", "SYNOPSIS")
	m.text("bibun COMMAND [OPTION...]")
	m.macro("SH", "DESCRIPTION")
	m.text(root.Long)
	m.macro("SH", "COMMANDS")
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		use, about := c.Use, c.Long
		if c.HasSubCommands() { // completion, whose shells are commands of their own
			var names []string
			for _, sub := range c.Commands() {
				names = append(names, sub.Name())
			}
			use, about = use+" "+strings.Join(names, "|"), ""
		}
		if about == "" {
			about = c.Short + "."
		}
		m.macro("SS", "bibun "+use)
		m.text(about)
		m.flags(c.NonInheritedFlags())
		if c.Example != "" {
			m.literal(c.Example)
		}
	}
	m.macro("SH", "OPTIONS OF ALL COMMANDS")
	m.flags(root.PersistentFlags())
	m.macro("SH", "CONFIGURATION")
	m.text("The nearest bibun.toml upwards, as far as the root of the repository, holds for a folder of notes. " +
		"The command line wins over the line of a fence, that over the front matter of a note, and that over bibun.toml. Its keys:")
	for _, k := range config.Keys() {
		about := k.About
		if k.Values != nil {
			about += ": " + strings.Join(k.Values, ", ")
		}
		m.item(k.Name+" = "+k.Default, about)
	}
	m.macro("SH", "EXIT STATUS")
	for _, s := range []struct{ code, about string }{
		{fmt.Sprint(exitDone), "Done."},
		{fmt.Sprint(exitFindings), "A block has an error, with --fail-on warning also a warning; or, with --check, something is stale."},
		{fmt.Sprint(exitTrouble), "Wrong usage or configuration, or a file that could not be read or written."},
		{fmt.Sprint(exitInterrupted), "Interrupted before the work was done."},
	} {
		m.item(s.code, s.about)
	}
	m.macro("SH", "ENVIRONMENT")
	m.item("NO_COLOR, CLICOLOR_FORCE, TERM", "Colour is used on a terminal, unless NO_COLOR is set or TERM is dumb; with CLICOLOR_FORCE also elsewhere. --color wins.")
	m.item("LC_ALL, LC_MESSAGES, LANG", "Messages are in Japanese where the locale is, unless --lang or bibun.toml says otherwise.")
	m.item("GITHUB_WORKSPACE", "The folder that the paths in --format github and sarif start from.")
	m.macro("SH", "FILES")
	m.item("bibun.toml", "The configuration; see above.")
	m.item(".gitignore, .bibunignore", "What is passed over in a folder of notes, with the rules of git.")
	m.item("OUT/.bibun", "The record of what build and watch have written to an output folder.")
	return m.String()
}
