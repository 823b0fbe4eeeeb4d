// Package serve shows a folder of notes in a browser while they are written.
//
// [New] makes a [Server] for a folder; [Server.Serve] answers on a listener
// until its context ends. Notes are rendered when a page is asked for (pages.go)
// and kept by their hash. What the watch of the folder has found goes to
// [Server.Changed], which raises the generation and tells every open page the
// paths that changed (events.go); the page (client.js) fetches itself, sets in
// what is new and keeps the place that is being read.
//
// A preview is open to everything that runs in the user's browser. So the guard
// (guard.go) comes before all else: only a page of this server may ask, only for
// what the manifest (manifest.go) lists, and events never carry content.
package serve
