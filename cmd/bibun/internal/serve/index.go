package serve

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
)

var indexTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("index").Parse(`<h1>{{.Title}}</h1>
{{if .Sections -}}
<p><input id="bibun-filter" type="search" placeholder="{{.Filter}}" aria-label="{{.Filter}}" hidden></p>
{{range .Sections -}}
<section class="bibun-index">
{{if .Folder}}<h2><a href="{{.URL}}">{{.Folder}}</a></h2>
{{end}}<ul>
{{range .Notes}}<li><a href="{{.URL}}">{{.Name}}</a></li>
{{end}}</ul>
</section>
{{end}}{{else}}<p>{{.None}}</p>
{{end}}`))
})

type section struct {
	Folder, URL string
	Notes       []link
}

type link struct{ Name, URL string }

// index answers with the list of the notes in a folder, and in the folders in it.
func (s *Server) index(w http.ResponseWriter, r *http.Request, folder, nonce string) {
	generation := s.manifest.current()
	var sections []section
	at := map[string]int{}
	for _, name := range s.manifest.list(folder) {
		dir := path.Dir(name)
		i, ok := at[dir]
		if !ok {
			i = len(sections)
			at[dir] = i
			sections = append(sections, section{})
			if dir != "." {
				sections[i] = section{Folder: dir + "/", URL: folderURL(dir)}
			}
		}
		sections[i].Notes = append(sections[i].Notes, link{path.Base(name), s.manifest.url(name)})
	}
	slices.SortFunc(sections, func(a, b section) int { return strings.Compare(a.Folder, b.Folder) })
	title := s.words.index
	if folder != "" {
		title = folder
	}
	var body bytes.Buffer
	err := indexTemplate().Execute(&body, map[string]any{
		"Title": title, "Sections": sections, "Filter": s.words.filter, "None": s.words.none})
	if err != nil {
		s.options.Log(err.Error())
	}
	s.answer(w, r, http.StatusOK, &rendered{document: &page.Document{
		Lang: s.words.lang, Title: title + " — bibun", Body: body.Bytes()}}, generation, nonce)
}

// folderURL returns the path of a folder's index, encoded.
func folderURL(dir string) string { return (&url.URL{Path: "/" + dir + "/"}).EscapedPath() }
