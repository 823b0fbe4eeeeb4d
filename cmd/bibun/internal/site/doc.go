// Package site builds a folder of notes into a folder of pages.
//
// [Open] checks that the two folders can be what they are asked to be and
// returns a [Site]. [Site.Walk] lists the notes and the other files in a stable
// order; [Site.Make] makes the output of one of them; [Site.Build] does so for
// all of them, several at a time, and reports in the order of the list. All
// writing goes through an [Output], which never leaves its folder and never
// shows a file that is half written.
//
// With a key, the output folder holds a record of what each output was made of.
// By it Make leaves alone what hasn't changed, [Site.Prune] removes the outputs of
// files that are gone, and [Clean] removes all that was written.
//
// What a note becomes is the business of the caller, who gives a [Convert].
package site
