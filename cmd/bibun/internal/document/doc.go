// Package document turns a note into a LaTeX document.
//
// [New] builds a [Renderer]; [Renderer.Render] takes one note. goldmark parses
// it as it does for pages, with the diff blocks solved; the tree is written as
// LaTeX for lualatex, in Japanese with luatexja, and where the note is in English
// for pdflatex too. What stands in document.go is the frame, in block.go and
// inline.go what stands in it, in table.go and footnote.go what LaTeX makes hard, in characters.go the characters
// that its fonts lack.
package document
