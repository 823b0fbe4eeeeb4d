package serve

import (
	"bytes"
	_ "embed"
	"html/template"
	"slices"
	"sync"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

//go:embed client.js
var clientScript string

//go:embed client.css
var clientStyle string

// The head tells the client what the page is; the foot holds what was found in
// the note. Both are part of the page as it is sent, so that errors are seen
// without a script, too.
var previewTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("preview").Parse(`
{{- define "head" -}}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{{.Own}}client.css?{{.Version}}">
<meta name="bibun" content="{{.Generation}}" data-version="{{.Version}}" data-math="{{.Math}}">
<script defer nonce="{{.Nonce}}" src="{{.Own}}client.js?{{.Version}}"></script>
{{- end -}}

{{- define "foot" -}}
<nav id="bibun-nav" class="no-math" lang="{{.Words.Lang}}"><a href="/">{{.Words.Index}}</a></nav>
<p id="bibun-offline" class="no-math" lang="{{.Words.Lang}}" role="status" hidden>{{.Words.Offline}}</p>
{{if .Findings -}}
<aside id="bibun-findings" class="no-math {{.Worst}}" lang="{{.Words.Lang}}" role="alert">
<details{{if eq .Worst "error"}} open{{end}}><summary>{{.Summary}}</summary>
<ol>
{{range .Findings -}}
<li class="{{.Severity}}">
<p class="bibun-place">{{.File}}{{if .Line}}:{{.Line}}:{{.Column}}{{end}}</p>
<p class="bibun-message"><strong>{{.Label}}</strong> {{.Message}}</p>
{{if .Marked}}<pre><span class="bibun-line">{{.Line}} │ </span>{{.Before}}<mark>{{.Marked}}</mark>{{.After}}</pre>
{{end}}{{if .Help}}<ul>
{{range .Help}}<li><span class="bibun-help">{{$.Words.Help}}</span> {{.}}</li>
{{end}}</ul>
{{end}}</li>
{{end -}}
</ol>
</details>
</aside>
{{end}}
{{- end -}}
`))
})

// shown is a finding as the overlay shows it, its excerpt cut at the mark.
type shown struct {
	report.Finding
	Label                 string
	Before, Marked, After string
}

// preview is what is set into the page of a note.
func (s *Server) preview(p *rendered, generation uint64, nonce string) (page.Preview, error) {
	list := make([]shown, len(p.findings))
	errors := 0
	for i, f := range p.findings {
		list[i] = s.show(f)
		if f.Severity == report.Error {
			errors++
		}
	}
	// Errors first: they are what keeps a block from being solved.
	slices.SortStableFunc(list, func(a, b shown) int {
		return rank(a.Severity) - rank(b.Severity)
	})
	worst, summary := report.Error, s.words.count(errors, s.words.error)
	switch warnings := len(list) - errors; {
	case errors == 0:
		worst, summary = report.Warning, s.words.count(warnings, s.words.warning)
	case warnings > 0:
		summary += " · " + s.words.count(warnings, s.words.warning)
	}
	data := struct {
		Own, Version, Generation, Nonce string
		Math                            string
		Words                           struct{ Lang, Index, Offline, Help string }
		Findings                        []shown
		Worst, Summary                  string
	}{
		Own: ownPath, Version: version, Generation: s.name(generation), Nonce: nonce,
		Math:     p.document.MathJaxURL,
		Findings: list, Worst: worst, Summary: summary,
	}
	data.Words.Lang, data.Words.Index = s.words.lang, s.words.index
	data.Words.Offline, data.Words.Help = s.words.offline, s.words.help
	var head, foot bytes.Buffer
	if err := previewTemplate().ExecuteTemplate(&head, "head", data); err != nil {
		return page.Preview{}, err
	}
	if err := previewTemplate().ExecuteTemplate(&foot, "foot", data); err != nil {
		return page.Preview{}, err
	}
	return page.Preview{Nonce: nonce, Head: template.HTML(head.String()), Foot: template.HTML(foot.String())}, nil
}

func rank(severity string) int {
	if severity == report.Error {
		return 0
	}
	return 1
}

// show cuts the excerpt of a finding into what is before the mark, in it, and
// after. Columns count code points from 1; a place at the end of a line is
// marked as a space.
func (s *Server) show(f report.Finding) shown {
	d := shown{Finding: f, Label: s.words.error}
	if f.Severity == report.Warning {
		d.Label = s.words.warning
	}
	d.Column = max(d.Column, 1)
	if f.Line == 0 || f.Excerpt == "" {
		return d
	}
	line := []rune(f.Excerpt)
	from := min(d.Column-1, len(line))
	to := len(line)
	if f.EndLine <= f.Line && f.EndColumn > 0 {
		to = min(max(f.EndColumn-1, from), len(line))
	}
	d.Before, d.Marked, d.After = string(line[:from]), string(line[from:to]), string(line[to:])
	if d.Marked == "" {
		d.Marked = " "
		if d.After != "" { // mark the character there
			d.Marked, d.After = string(line[to:to+1]), string(line[to+1:])
		}
	}
	return d
}
