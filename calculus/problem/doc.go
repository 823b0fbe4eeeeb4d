// Package problem reads the block language: the text between the fences of a
// diff block, as authors of study notes type it — ASCII, Unicode, LaTeX,
// English and Japanese — becomes a [Problem] of definitions and requests.
//
//	p, diagnostics := problem.Parse("L(u,v) = u^3 + 4uv - v^2\n∂L/∂u")
//
// The way through the package is [Parse]:
//
//   - The scanner folds characters (full-width letters, mathematical alphabets,
//     the dots and minus signs of Unicode, LaTeX commands) and cuts the text into
//     statements and those into tokens. Spans stay those of the text as typed.
//   - What says where an answer is wanted, such as "at u=1", is cut out.
//   - Each statement is a definition, a declaration or a request by its first
//     tokens. The outer form of a declaration or a sentence is read by
//     participle, by the structures of grammar.go, that of the others by hand.
//   - When all is known that the block defines and declares, the words of the
//     expressions are resolved into names — 4uv is 4·u·v — and the expressions
//     are read by precedence climbing.
//   - What the block lowers an index under is a family of variables, and its
//     members take the place of the symbols that name them.
//   - The definitions are put in relation to each other, and the requests are
//     looked up in them.
//
// Expressions are built as they stand: 2·3·x stays 2·3·x, a−b+c is one sum of
// three terms, (a+b)+c is a sum within a sum, −3x is (−3)·x, and 1/2 is one
// number.
//
// What can be read two ways is not guessed. Such a [Diagnostic] has two fixes,
// and each of them is an edit after which the block reads one way. Diagnostics
// hold codes; [Diagnostic.Message] and [Diagnostic.Help] put them into words, and
// [Explain] explains them at length.
//
// [Inspect] tells what a block looks like, by which a problem is told from a
// patch.
package problem
