package page

import (
	"bytes"
	"html"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
)

// Entry is a page that an index lists.
type Entry struct {
	// Name is its path from the folder of all pages, with slashes.
	Name string
	// Title may be empty; then its name is shown.
	Title string
}

// Index is the page of a folder, which lists its pages and those of the folders in
// it.
type Index struct {
	// Folder is its path from the folder of all pages, "." for that itself.
	Folder string
	// Title is the heading of the page.
	Title string
	// Lang is the language of the page. Defaults to that of the titles, as a note's.
	Lang string
	// Pages identifies the list of all pages; see [IndexOf].
	Pages string
	// Up is the page of the folder above, relative to this one, and UpTitle what the
	// link to it says. Defaults to no link.
	Up, UpTitle string
	// Template is the page around the list. Defaults to bibun's own.
	Template *Template
}

// indexMark tells a page that was written by bibun from one of the author's.
const indexMark = `<nav class="bibun-contents" data-pages="`

// IndexOf returns the list that an index which bibun has written was made from; it
// is not ok for other pages.
func IndexOf(page []byte) (pages string, ok bool) {
	_, rest, ok := bytes.Cut(page, []byte(indexMark))
	found, _, closed := bytes.Cut(rest, []byte(`"`))
	return string(found), ok && closed
}

var indexTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("index").Parse(`<h1>{{.Title}}</h1>
<nav class="bibun-contents" data-pages="{{.Pages}}">
{{with .Up}}<p><a href="{{.}}">↑ {{$.UpTitle}}</a></p>
{{end}}{{range .Sections -}}
{{if .Folder}}<h2><a href="{{.URL}}">{{.Folder}}</a></h2>
{{end}}{{with .Pages}}<ul>
{{range .}}<li><a href="{{.URL}}">{{.Title}}</a></li>
{{end}}</ul>
{{end}}{{end}}</nav>
`))
})

type indexSection struct {
	place       string // the folder, from that of the index; "." sorts first
	Folder, URL string // what the heading says and leads to; "" for no heading
	Pages       []indexLink
}

type indexLink struct{ URL, Title string }

// Page lists pages, in the order given; those outside the folder are left out.
// PageOf says which page a folder has.
func (x Index) Page(pages []Entry, pageOf func(folder string) string) ([]byte, error) {
	var sections []indexSection
	at := map[string]int{}
	for _, p := range pages {
		name, inside := p.Name, true
		if x.Folder != "." {
			name, inside = strings.CutPrefix(p.Name, x.Folder+"/")
		}
		if !inside {
			continue
		}
		folder := path.Dir(name) // from the folder of the index
		i, known := at[folder]
		if !known {
			i = len(sections)
			at[folder] = i
			sections = append(sections, indexSection{place: folder})
			if folder != "." {
				sections[i].Folder = folder
				sections[i].URL = relative(folder + "/" + pageOf(path.Join(x.Folder, folder)))
			}
		}
		title := p.Title
		if title == "" {
			title = strings.TrimSuffix(path.Base(name), path.Ext(name))
		}
		if sections[i].URL == relative(name) { // its heading leads there
			sections[i].Folder = title
			continue
		}
		sections[i].Pages = append(sections[i].Pages, indexLink{relative(name), title})
	}
	slices.SortStableFunc(sections, func(a, b indexSection) int { return strings.Compare(a.place, b.place) })
	var body bytes.Buffer
	err := indexTemplate().Execute(&body, map[string]any{"Title": x.Title, "Pages": x.Pages, "Up": x.Up, "UpTitle": x.UpTitle, "Sections": sections})
	if err != nil {
		return nil, err
	}
	d := &Document{Lang: first(x.Lang, GuessLang(body.Bytes())), Title: x.Title, Body: body.Bytes(), own: x.Template}
	return d.Page(Preview{})
}

// relative is the address of a file from the folder it is named from. A colon in
// its first part would make that a scheme.
func relative(name string) string { return (&url.URL{Path: name}).String() }

// TitleOf is the title that a page was given, or "" where it has none near its
// start.
func TitleOf(page []byte) string {
	_, rest, ok := bytes.Cut(page, []byte("<title>"))
	title, _, closed := bytes.Cut(rest, []byte("</title>"))
	if !ok || !closed {
		return ""
	}
	return strings.Join(strings.Fields(html.UnescapeString(string(title))), " ")
}
