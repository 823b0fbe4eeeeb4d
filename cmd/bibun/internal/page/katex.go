package page

import (
	"html/template"
	"strings"
)

// DefaultKaTeX is where a page takes KaTeX from unless told otherwise: the public
// network that KaTeX's own manual names.
const DefaultKaTeX = "https://cdn.jsdelivr.net/npm/katex@0.19/dist/katex.min.js"

// katex are the files that a page with KaTeX loads.
type katex struct{ Script, AutoRender, Style template.URL }

// katexAt are the files beside a script, as npm lays them out: the style sheet in
// its folder, the search for formulas in contrib. What follows a ? holds for all.
func katexAt(script string) *katex {
	file, query, asked := strings.Cut(script, "?")
	if asked {
		query = "?" + query
	}
	folder := file[:strings.LastIndexByte(file, '/')+1]
	min := ""
	if strings.HasSuffix(file, ".min.js") {
		min = ".min"
	}
	return &katex{
		Script:     template.URL(script),
		AutoRender: template.URL(folder + "contrib/auto-render" + min + ".js" + query),
		Style:      template.URL(folder + "katex" + min + ".css" + query),
	}
}
