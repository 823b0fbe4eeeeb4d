package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// errConfiguration ends a command whose bibun.toml has faults; they are printed
// already.
var errConfiguration = errors.New("configuration")

// configure reads the bibun.toml that holds for a note or a folder, or that
// --config names. Flags that weren't given take its values; the options of
// blocks, which notes may set too, are taken by [app.blocks] instead.
func (a *app) configure(cmd *cobra.Command, from string) error {
	c, findings, err := a.readConfig(from)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		a.tell(findings)
		return errConfiguration
	}
	a.config = c
	for _, k := range config.Keys() {
		if k.Name == "output" {
			continue // from where the file stands; see configuredOutput
		}
		if flag := cmd.Flags().Lookup(k.Name); flag != nil && c.Has(k.Name) && !k.Block {
			texts := c.Texts(k.Name)
			if k.Name == "template" {
				texts = []string{a.fromConfig(texts[0])}
			}
			if err := takeValue(flag, texts); err != nil {
				return err
			}
		}
	}
	if err := a.setLimits(c.Limits()); err != nil {
		return err
	}
	a.key = func() string { return a.outputKey(cmd) }
	return a.setPrinter()
}

// takeValue gives a flag the value that the file has for it. What the command
// line gives wins; of a list, it comes after.
func takeValue(flag *pflag.Flag, texts []string) error {
	if list, ok := flag.Value.(pflag.SliceValue); ok {
		return list.Replace(append(append([]string{}, texts...), list.GetSlice()...))
	}
	if flag.Changed {
		return nil
	}
	return flag.Value.Set(texts[0])
}

// readConfig finds and reads the file.
func (a *app) readConfig(from string) (*config.Config, []report.Finding, error) {
	file := a.configFile
	if file == "" {
		if from == stdinName {
			from = "."
		}
		found, err := config.Find(from)
		if err != nil {
			return nil, nil, err
		}
		if found == "" {
			a.settingsRead = ""
			return &config.Config{}, nil, nil
		}
		file = found
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	a.settingsRead = settingsText(file, text)
	if a.configFile == "" {
		file = shortest(file)
	}
	c, findings := config.Parse(file, text, a.messageLang())
	return c, findings, nil
}

// shortest is a path from the current folder, where that is shorter.
func shortest(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(here, path)
	if err != nil || len(rel) > len(path) {
		return path
	}
	return rel
}

// configuredOutput is the output folder that bibun.toml names, from where it
// stands; or "".
func (a *app) configuredOutput() string {
	out := a.config.Text("output")
	joined := a.fromConfig(out)
	if strings.HasSuffix(out, "/") && joined != out { // a folder, also for one note
		joined += string(filepath.Separator)
	}
	return joined
}

// fromConfig is a path that bibun.toml names, from where that stands.
func (a *app) fromConfig(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(a.config.Path), filepath.FromSlash(path))
}
