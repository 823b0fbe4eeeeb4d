package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// withoutTrace are the flags that leave no trace in outputs, nor in what is found
// in a note. A flag that isn't here counts as one that does: then a note is at
// worst built for nothing.
var withoutTrace = []string{"check", "color", "config", "diff", "fail-on", "force", "format", "help", "ignore",
	"in-place", "jobs", "limit", "output", "poll", "quiet", "verbose"}

// outputKey is a text that changes with all that outputs depend on besides the
// notes: the program, the flags, bibun.toml, the files that flags name, and the
// language of messages. It is "" where that can't be told.
func (a *app) outputKey(cmd *cobra.Command) string {
	program := programID()
	if program == "" {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%+v\n", program, a.messageLang(), a.limits)
	readable := true
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if slices.Contains(withoutTrace, f.Name) {
			return
		}
		fmt.Fprintf(h, "%s=%q\n", f.Name, f.Value.String())
		if _, isFile := f.Annotations[cobra.BashCompFilenameExt]; isFile && f.Value.String() != "" {
			text, err := os.ReadFile(f.Value.String())
			readable = readable && err == nil
			fmt.Fprintf(h, "%x\n", sha256.Sum256(text))
		}
	})
	for _, k := range config.Keys() {
		if k.Block {
			fmt.Fprintf(h, "%s=%q\n", k.Name, a.config.Texts(k.Name))
		}
	}
	if !readable {
		return ""
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:16])
}

// programID tells one bibun from another: by its version and, where that says
// not all, since the program was built of changed files, by its file. It is ""
// where that can't be told.
func programID() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	id := fmt.Sprintf("%s %s %s %s", info.Main.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if v := info.Main.Version; v != "" && v != "(devel)" && !strings.Contains(v, "dirty") {
		return id
	}
	file, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Stat(file)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%s %v", id, site.StampOf(f))
}
