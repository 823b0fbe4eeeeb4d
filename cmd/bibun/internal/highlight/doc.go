// Package highlight colours the fenced code of pages with chroma, without what
// chroma does when a program starts.
//
// Importing chroma's package of lexers reads 280 lexers and 70 styles at once,
// which takes as long as solving a thousand blocks. So this package imports
// chroma's core alone. The lexers are chroma's own files, in an archive that is
// opened when a page first holds code; the colours are chroma's two styles,
// written out as CSS. Both are made from chroma by the tests:
//
//	go test ./cmd/bibun/internal/highlight -update
//
// which fail where they are no longer chroma's.
package highlight
