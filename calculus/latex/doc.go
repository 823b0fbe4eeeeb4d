// Package latex writes expressions as LaTeX for math mode: nothing but
// notation.
//
// [String] turns a [calculus.Expr] into the text between a formula's
// delimiters; [Style.Format] does the same with an author's choices and an
// error for what is too long. What an expression says is never changed here:
// terms and factors keep their order, and 4v\cdot 1 stays what it is until a
// step of a derivation says otherwise. Minus signs, brackets and fractions
// follow from precedence, in one pass over the expression; nothing is decided
// from text that is already written.
//
// The pieces of a display are put together by [Aligned] from [Row] values, by
// [Matrix] and by [Underbrace]; [Text] sets words of any language between
// formulas. [Width] estimates how much room a formula takes on a page, for
// whoever decides where a line must break.
//
// Everything the package writes is drawn alike by MathJax 3, MathJax 4 and
// KaTeX, and passes through Markdown hosts and template engines: [Macros] is
// the closed list of commands that it uses, dollar signs and the openers of
// Liquid and Jinja never occur, and < > | are written by name. Package
// typeset, beside this one, lets a test have formulas drawn by all three.
package latex
