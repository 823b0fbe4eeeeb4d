package report

import (
	"fmt"
	"path/filepath"
	"strings"
)

// github writes a workflow command, which GitHub turns into an annotation:
//
//	::error file=notes/a.md,line=4,endLine=4,col=9,endColumn=12,title=ambiguous-division::message
//
// See "Workflow commands for GitHub Actions" in GitHub's documentation. The end
// column is that of the last character, and goes with an end on the same line
// only.
func (p *Printer) github(f Finding) error {
	var properties []string
	add := func(key string, value any) {
		properties = append(properties, key+"="+escapeProperty.Replace(Visible(fmt.Sprint(value))))
	}
	if f.File != "" {
		add("file", p.fromRoot(f.File))
	}
	if f.Line > 0 {
		add("line", f.Line)
		add("endLine", max(f.EndLine, f.Line))
		if f.EndLine <= f.Line && f.Column > 0 {
			add("col", f.Column)
			add("endColumn", max(f.EndColumn-1, f.Column))
		}
	}
	if f.Code != "" {
		add("title", f.Code)
	}
	severity := f.Severity
	if severity != Warning {
		severity = Error
	}
	command := "::" + severity
	if len(properties) > 0 {
		command += " " + strings.Join(properties, ",")
	}
	lines := []string{Visible(f.Message)}
	for _, h := range f.Help {
		lines = append(lines, Visible(h))
	}
	_, err := fmt.Fprintf(p.W, "%s::%s\n", command, escapeData.Replace(strings.Join(lines, "\n")))
	return err
}

// What GitHub's runner decodes again; in a property also what ends one.
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// fromRoot is a path from Root with slashes, where it lies below it.
func (p *Printer) fromRoot(file string) string {
	if p.Root == "" || file == "-" {
		return filepath.ToSlash(file)
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	rel, err := filepath.Rel(p.Root, abs)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}
