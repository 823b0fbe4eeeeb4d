package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/doctor"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

func (a *app) doctorCommand() *cobra.Command {
	var network bool
	cmd := &cobra.Command{
		Use:   "doctor [SRC]",
		Short: "What may keep bibun from working here, each with a way out",
		Long: `Doctor looks at the configuration that holds for a folder of notes, at the host
that the notes are for, at the output folder, at what watch needs of the system, at
TeX and at MathJax. It changes nothing, and asks the network only with --network. The
exit code is 1 where something can't work.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			src := "."
			if len(args) > 0 {
				src = args[0]
			}
			return a.doctor(cmd, src, network)
		},
	}
	cmd.Flags().BoolVar(&network, "network", false, "also ask for the MathJax script")
	return cmd
}

func (a *app) doctor(cmd *cobra.Command, src string, network bool) error {
	checkup := doctor.Checkup{Src: src, Getenv: a.getenv, Lang: a.messageLang(), Network: network}
	var results []doctor.Result
	switch err := a.configure(cmd, src); {
	case err == nil:
		checkup.Config = a.config
		checkup.Out = a.configuredOutput()
		checkup.Preset, checkup.To = a.config.Text("preset"), a.config.Text("to")
		if a.preset != "" {
			checkup.Preset = a.preset
		}
		checkup.Ignore = a.ignore
		checkup.Lang = a.messageLang()
	default:
		why := a.say("bibun.toml has faults, which are told above", "bibun.toml に誤りがあります（上に表示）")
		if err != errConfiguration {
			why = err.Error()
		}
		results = append(results, doctor.Result{About: "bibun.toml", Grade: doctor.Bad, Found: why})
	}
	results = append(results, checkup.Run(cmd.Context())...)
	color, err := report.UseColor(a.color, report.IsTerminal(a.stdout), a.getenv)
	if err != nil {
		return err
	}
	program := doctor.Result{About: "bibun", Grade: doctor.Good, Found: strings.TrimSpace(version() + " " + revision())}
	if exe, err := os.Executable(); err == nil {
		program.Found += ", " + exe
	}
	return a.printCheckup(a.stdout, append([]doctor.Result{program}, results...), color)
}

// printCheckup writes a line for each result and, below it, the way out.
func (a *app) printCheckup(w io.Writer, results []doctor.Result, color bool) error {
	codes := map[doctor.Grade]string{doctor.Good: "32", doctor.Odd: "1;33", doctor.Bad: "1;31"}
	var b strings.Builder
	for _, r := range results {
		grade := fmt.Sprintf("%-5s", r.Grade)
		if color {
			grade = "\x1b[" + codes[r.Grade] + "m" + grade + "\x1b[0m"
		}
		fmt.Fprintf(&b, "%s  %s: %s\n", grade, r.About, report.Visible(r.Found))
		for line := range strings.SplitSeq(r.Way, "\n") {
			if line != "" {
				fmt.Fprintf(&b, "       %s\n", report.Visible(line))
			}
		}
		switch r.Grade {
		case doctor.Odd:
			a.warnings++
		case doctor.Bad:
			a.errors++
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if a.errors > 0 || a.failOn == "warning" && a.warnings > 0 {
		return errFindings
	}
	return nil
}
