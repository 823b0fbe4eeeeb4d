package problem

import (
	"reflect"
	"sync"
	"testing"
)

// TestConcurrentParse reads the test data from many goroutines at once; run
// with -race.
func TestConcurrentParse(t *testing.T) {
	list := blocks(t, "testdata/diagnostics.txt")
	want := make([][]Diagnostic, len(list))
	for i, b := range list {
		_, want[i] = Parse(b)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, b := range list {
				if _, got := Parse(b); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%q: other diagnostics than before", b)
				}
			}
		})
	}
	wg.Wait()
}
