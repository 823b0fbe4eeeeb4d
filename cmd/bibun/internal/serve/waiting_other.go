//go:build !unix

package serve

// withoutWaiting does nothing where a folder can't hold a pipe.
const withoutWaiting = 0
