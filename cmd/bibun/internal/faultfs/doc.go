// Package faultfs has file operations fail, for tests: a folder that shows another
// one and, when it is told to, answers the Nth operation with an error, writes half
// of what it was given, or calls the test, which may end the program at that very
// moment.
//
// [Mount] mounts such a folder with FUSE, so that the program under test is the real
// one and its system calls are, too. [FS.Arm] says what is to go wrong, and
// [FS.Disarm] ends that and returns what was asked.
package faultfs
