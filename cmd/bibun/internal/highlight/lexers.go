package highlight

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"html/template"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

//go:embed lexers.zip
var archive []byte

//go:embed code.css
var css string

//go:embed lines.css
var lines string

// CSS returns the colours of code for light screens and paper, and for dark
// screens.
func CSS() template.CSS { return template.CSS(css + lines) }

// lexers returns the lexers, which refer to one another by their names.
var lexers = sync.OnceValue(func() *chroma.LexerRegistry {
	registry := chroma.NewLexerRegistry()
	files, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		panic(err) // the archive is a part of the program
	}
	for _, f := range files.File {
		registry.Register(chroma.MustNewXMLLexer(files, f.Name))
	}
	return registry
})
