// Package page turns a note into an HTML page, or into a fragment of one.
//
// [New] builds a [Renderer] from [Options]; [Renderer.Render] takes one note.
// goldmark parses the note with GFM, footnotes, highlighting, the author's own
// mathematics ([Math], [MathBlock]) and package extension, which solves the diff
// blocks; the result is set into a template with a style sheet. MathJax is
// loaded only by a page that has mathematics. A server lays the page out itself,
// with [Document.Page].
package page
