// Package markdown reads the Markdown of pages and documents: goldmark with GitHub's
// tables, strikethrough, addresses and tasks, and with footnotes.
//
// The time that goldmark needs for one paragraph, and the memory for one table, can
// grow with the square of its length; a note of 300 KB takes it a minute. What grows
// so is mended here: delimiters are matched by the algorithm of the CommonMark
// specification with its bounds (emphasis.go), a code span that nothing closes is
// known without a search (codespan.go), the destination of a link ends where the
// specification says (link.go), definitions of references are read in portions
// (reference.go), and footnotes are found by their labels (footnote.go). What a note
// may ask for beyond its own length is counted ([Context]): the cells that a table
// fills up, and the addresses that references repeat.
package markdown
