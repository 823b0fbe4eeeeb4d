package report

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

// The types here are the part of SARIF 2.1.0 (OASIS Standard, 27 March 2020) that
// bibun writes; the names of their fields are those of the standard.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	ColumnKind  string            `json:"columnKind"`
	Results     []sarifResult     `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID string `json:"id"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level   string       `json:"level"`
	Message sarifMessage `json:"message"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

type sarifLocation struct {
	PhysicalLocation sarifPlace `json:"physicalLocation"`
}

type sarifPlace struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int           `json:"startLine"`
	StartColumn int           `json:"startColumn,omitempty"`
	EndLine     int           `json:"endLine"`
	EndColumn   int           `json:"endColumn,omitempty"`
	Snippet     *sarifMessage `json:"snippet,omitempty"`
}

// sarif writes everything that was found as one document.
func (p *Printer) sarif(trouble string) error {
	run := sarifRun{
		Tool: sarifTool{sarifDriver{Name: "bibun", Version: p.Version,
			InformationURI: "https://github.com/bibun-md/bibun", Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{{ExecutionSuccessful: trouble == ""}},
		ColumnKind:  "unicodeCodePoints",
		Results:     []sarifResult{},
	}
	if trouble != "" {
		run.Invocations[0].Notifications = []sarifNotification{{Error, sarifMessage{trouble}}}
	}
	for _, f := range p.results {
		rule := slices.Index(run.Tool.Driver.Rules, sarifRule{f.Code})
		if rule < 0 {
			rule = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{f.Code})
		}
		run.Results = append(run.Results, p.sarifResult(f, rule))
	}
	return WriteJSON(p.W, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}, "  ")
}

func (p *Printer) sarifResult(f Finding, rule int) sarifResult {
	place := sarifPlace{ArtifactLocation: sarifArtifact{p.uri(f.File)}}
	if f.Line > 0 {
		// A region that ends where it starts is empty, which SARIF takes for an
		// insertion point.
		place.Region = &sarifRegion{
			StartLine: f.Line, StartColumn: max(f.Column, 1),
			EndLine: max(f.EndLine, f.Line), EndColumn: max(f.EndColumn, 1),
		}
		if f.EndLine <= f.Line {
			place.Region.EndColumn = max(f.EndColumn, f.Column, 1)
		}
		if f.Excerpt != "" {
			place.Region.Snippet = &sarifMessage{strings.ToValidUTF8(f.Excerpt, "\ufffd")}
		}
	}
	return sarifResult{
		RuleID: f.Code, RuleIndex: rule, Level: f.Severity,
		Message:   sarifMessage{strings.Join(append([]string{f.Message}, f.Help...), "\n")},
		Locations: []sarifLocation{{place}},
	}
}

// uri is a file as a URI reference: relative to the root of the repository,
// or an absolute file URI.
func (p *Printer) uri(file string) string {
	if file == "-" {
		return "stdin"
	}
	path := p.fromRoot(file)
	if filepath.IsAbs(file) && path == filepath.ToSlash(file) {
		if !strings.HasPrefix(path, "/") { // a drive letter
			path = "/" + path
		}
		return (&url.URL{Scheme: "file", Path: path}).String()
	}
	return (&url.URL{Path: path}).String()
}
