package extension

import (
	"bytes"
	"context"

	"github.com/yuin/goldmark/parser"

	"github.com/bibun-md/bibun/calculus/problem"
)

var bom = []byte("\xef\xbb\xbf")

// Note is a Markdown file taken apart into what goldmark should not see and
// what it should.
type Note struct {
	// Head is what stands before the body: a byte order mark and front matter
	// with its delimiters. Either may be missing.
	Head []byte
	// Body is the Markdown.
	Body []byte
	// Matter is the text of the front matter between its delimiters.
	Matter []byte
	// Format is the language of the front matter: "yaml", "toml", or "" where
	// there is none.
	Format string

	file     []byte // all of it: Head and Body
	matterAt int    // where Matter starts in file
}

// ReadNote takes a file apart. Head and Body together are src, byte for byte.
func ReadNote(src []byte) Note {
	body := bytes.TrimPrefix(src, bom)
	n := Note{Body: body, file: src}
	if format, matter, rest, ok := cutMatter(body); ok {
		n.Format, n.Matter, n.Body = format, matter, rest
		first, _ := cutLine(body)
		n.matterAt = len(src) - len(body) + len(first)
	}
	n.Head = src[:len(src)-len(n.Body)]
	return n
}

// cutMatter finds front matter: YAML between lines of ---, TOML between lines
// of +++. Opened and never closed, it is no front matter.
func cutMatter(src []byte) (format string, matter, rest []byte, ok bool) {
	first, after := cutLine(src)
	switch string(bytes.TrimRight(first, " \t\r\n")) {
	case "---":
		format = "yaml"
	case "+++":
		format = "toml"
	default:
		return "", nil, nil, false
	}
	for at := after; len(at) > 0; {
		var line []byte
		line, next := cutLine(at)
		end := string(bytes.TrimRight(line, " \t\r\n"))
		if format == "yaml" && (end == "---" || end == "...") || format == "toml" && end == "+++" {
			return format, after[:len(after)-len(at)], next, true
		}
		at = next
	}
	return "", nil, nil, false
}

// cutLine splits off the first line, with its line ending.
func cutLine(s []byte) (line, rest []byte) {
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		return s[:i+1], s[i+1:]
	}
	return s, nil
}

// Context is a parser context for goldmark to convert n.Body with: positions
// are then those of the whole file, the defaults in the front matter count, and
// solving stops when ctx ends.
func (n Note) Context(ctx context.Context) parser.Context {
	pc := parser.NewContext()
	pc.Set(noteKey, &origin{ctx: ctx, note: n})
	return pc
}

// Warn returns a warning about what stands at an offset of the body, up to the end of
// its line.
func (n Note) Warn(code string, at int, args ...string) Diagnostic {
	d := Diagnostic{Start: len(n.Head) + at, End: len(n.Head) + lineEnd(n.Body, at)}
	d.Severity, d.Code, d.Args = problem.Warning, code, args
	d.locate(&lineIndex{src: n.file})
	return d
}

// origin is what the transformer has to know of a note beyond goldmark's source.
type origin struct {
	ctx  context.Context
	note Note
}
