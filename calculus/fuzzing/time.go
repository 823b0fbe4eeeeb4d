package fuzzing

import (
	"testing"
	"time"
)

// What is slow: an operation on text may take 100 ms for each 10 KB of it that are begun.
// Every operation here is linear in its text but for a small factor and takes a
// few ms for 10 KB, so what passes this, even with the counters that a fuzzer puts into
// the program, grows faster than its text.
const (
	slowTime = 100 * time.Millisecond
	slowSize = 10_000 // bytes
)

// Swift runs an operation on a text of a size. In a long run it fails the test where
// that takes longer than the text allows. What is run may be run again, and has to do the same then.
func Swift(t testing.TB, size int, run func()) {
	t.Helper()
	Within(t, slowTime*time.Duration(1+size/slowSize), run)
}

// Within is [Swift] for an operation with a budget of its own.
//
// It is the processor's time that counts, of all threads of the process, so a busy machine
// makes nothing slow. It includes what an earlier input has left to the collector, so an
// operation is slow only if it is so twice.
func Within(t testing.TB, limit time.Duration, run func()) {
	t.Helper()
	if !Long() {
		run()
		return
	}
	least := time.Duration(0)
	for range 2 {
		before := processorTime()
		run()
		took := processorTime() - before
		if took <= limit {
			return
		}
		if least == 0 || took < least {
			least = took
		}
	}
	t.Fatalf("slow: %v of the processor's time, where %v are allowed", least, limit)
}
