// Package report shows people and programs what bibun found in their notes.
//
// A [Finding] is one thing to tell: where, how bad, what, and the ways out. A
// [Printer] writes findings in one of five forms:
//
//   - human, with the line of the note and a caret under the place;
//   - short, one line each, as compilers print them;
//   - json, one object a line;
//   - sarif, one SARIF 2.1.0 document, for code scanning;
//   - github, workflow commands, which GitHub shows as annotations.
package report
