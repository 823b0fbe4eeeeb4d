// Package extension brings bibun into Markdown. It finds the fenced diff
// blocks of a note that hold a problem, has them solved, and puts the worked
// solutions in their place, in one of two ways:
//
//   - [Extender] is a goldmark extension. The note becomes HTML, and each
//     solution stands in it as paragraphs and displays for MathJax.
//   - [Splice] keeps Markdown as Markdown. Only the bytes of the solved blocks
//     change, in the notation that a host wants, which a [Preset] describes.
//
// [SpliceInPlace] is Splice for authors who keep question and solution in one
// file: it writes the solution below its block, between two comments.
//
// Both go one way. goldmark parses the note; the fences are found in its tree
// (find.go) and looked at by the four rules that keep patches patches
// (claim.go); the text of a block, with its way back to the file (source.go), is
// read by package problem and solved by package solution; what was found comes
// back as a [Report] of [Block] values, with diagnostics positioned in the file.
//
// For HTML the report travels in the parser's context; [Get] takes it out:
//
//	md := goldmark.New(goldmark.WithExtensions(&extension.Extender{}))
//	pc := parser.NewContext()
//	err := md.Convert(src, w, parser.WithContext(pc))
//	report := extension.Get(pc)
//
// A host that strips a byte order mark or front matter before goldmark sees
// the note uses [ReadNote] and [Note.Context], so that positions stay those of
// the file and the defaults of the front matter count.
//
// Nothing that goes wrong in a block stops the note: its source stays, as an
// ordinary code block, and a [Diagnostic] says what is wrong.
package extension
