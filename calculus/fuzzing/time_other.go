//go:build !unix

package fuzzing

import "time"

// processorTime is always 0 here: nothing is slow where it can't be told.
func processorTime() time.Duration { return 0 }
