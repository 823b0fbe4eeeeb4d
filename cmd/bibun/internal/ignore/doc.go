// Package ignore reads .gitignore files as git does.
//
// [Parse] reads the lines of one file, or of a command line, as [Patterns]. A
// [Tree] holds those of a folder of notes: the .gitignore and .bibunignore files
// in it and in the folders above it, up to the root of the repository. git's
// own exclude files outside the tree of folders are not read: what is built
// should not depend on whose machine it is built on.
package ignore
