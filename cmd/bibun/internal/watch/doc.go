// Package watch keeps the output of a folder of notes as a fresh build would
// make it, while the notes are being edited.
//
// Events of the file system are hints and no more. What decides is the state
// that one goroutine owns (the loop in loop.go): for each file the hash of what
// was built last and its stamp. A hint marks a path dirty; once the hints pause
// (debounce.go) the dirty paths are looked at, and what is really new is built
// by workers, one at a time for each path. A sweep over all of the folder every
// two seconds finds what no event has told. Folders are watched, never files
// (folders.go), since saving by rename replaces the file.
package watch
