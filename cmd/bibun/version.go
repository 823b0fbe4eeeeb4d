package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "The version of bibun, and the revision that it was built of",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			details := []string{runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
			if r := revision(); r != "" {
				details = append([]string{r}, details...)
			}
			_, err := fmt.Fprintf(a.stdout, "bibun %s (%s)\n", version(), strings.Join(details, ", "))
			return err
		},
	}
}

// version is that of the module, as the go command has recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// revision is "revision 0123456789ab of 2026-01-31, changed since", as far as the
// go command has recorded it; or "".
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	said := map[string]string{}
	for _, s := range info.Settings {
		said[s.Key] = s.Value
	}
	r := said["vcs.revision"]
	if r == "" {
		return ""
	}
	text := "revision " + r[:min(len(r), 12)]
	if day, _, ok := strings.Cut(said["vcs.time"], "T"); ok {
		text += " of " + day
	}
	if said["vcs.modified"] == "true" {
		text += ", changed since"
	}
	return text
}
