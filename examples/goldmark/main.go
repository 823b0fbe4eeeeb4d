// This program shows bibun inside a Go program that uses goldmark: beside GFM
// and goldmark-highlighting, which goes on to colour the real patches.
//
//	go run ./examples/goldmark examples/goldmark/note.md > note.html
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/yuin/goldmark"
	highlighting "github.com/yuin/goldmark-highlighting/v2"
	gmext "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"github.com/bibun-md/bibun/extension"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: goldmark NOTE.md")
		os.Exit(2)
	}
	src, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = convert(src, os.Args[1], os.Stdout, os.Stderr)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// convert writes a note as a page, and what was found amiss in its blocks.
func convert(src []byte, name string, page, messages io.Writer) error {
	md := goldmark.New(goldmark.WithExtensions(
		gmext.GFM,
		highlighting.NewHighlighting(highlighting.WithStyle("github")),
		&extension.Extender{}, // the zero value is all it takes
	))

	// The front matter stays out of the page, and the positions of messages
	// are still those of the file.
	note := extension.ReadNote(src)
	pc := note.Context(context.Background())
	var body bytes.Buffer
	if err := md.Convert(note.Body, &body, parser.WithContext(pc)); err != nil {
		return err
	}
	if report := extension.Get(pc); report != nil {
		for _, b := range report.Blocks {
			for _, d := range b.Diagnostics {
				fmt.Fprintf(messages, "%s:%d:%d: %s: %s\n", name, d.Line, d.Column, d.Severity, d.Message("en"))
			}
		}
	}
	_, err := fmt.Fprintf(page, head+"%s</body>\n</html>\n", body.Bytes())
	return err
}

// head loads MathJax, which finds the formulas without being told how they are
// delimited.
const head = `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<title>bibun in goldmark</title>
<script defer src="https://cdn.jsdelivr.net/npm/mathjax@4/tex-chtml.js"></script>
</head>
<body>
`
