package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/extension"
)

// settleCompletion has cobra make its command for the scripts of shells, which on
// its own takes a shell that it doesn't know for a call for help.
func settleCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "The script that completes bibun's commands in a shell"
			c.RunE = func(*cobra.Command, []string) error {
				return errors.New("completion needs the name of a shell: bash, fish, powershell or zsh")
			}
		}
	}
}

// completeFlags has shells complete the values of the flags that all commands have.
func completeFlags(root *cobra.Command) {
	for name, values := range map[string][]string{
		"preset":  extension.PresetNames(),
		"lang":    {"ja", "en"},
		"steps":   {"answer", "brief", "full"},
		"format":  formats(),
		"color":   {"auto", "always", "never"},
		"fail-on": {"error", "warning"},
	} {
		completeValues(root, name, values...)
	}
	limits := extension.LimitNames()
	for i := range limits {
		limits[i] += "="
	}
	root.RegisterFlagCompletionFunc("limit", cobra.FixedCompletions(limits, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveNoSpace))
	root.MarkPersistentFlagFilename("config", "toml")
}

// completeValues has shells complete the values of a flag.
func completeValues(cmd *cobra.Command, flag string, values ...string) {
	cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}
