// Package solution turns a problem into a worked solution: which lines to
// show, the words around them, in Japanese and English.
//
// [Solve] has every request worked out by package calculus (work.go) and puts
// a [Document] together: the problem as it was read, one aligned chain of
// equations for each request with the names of the rules at the right, the
// conditions under which the lines hold, and the result (write.go, collect.go).
// [Options] choose the language, the level of detail and the parts. rows.go
// decides which lines a level of detail shows and where a line breaks; words.go
// holds all words; answer.go gives the same results in the form that programs
// read.
package solution
