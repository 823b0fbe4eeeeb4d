// Package fuzzing is for tests: it has what fuzz targets share.
//
// A target begins where the other tests are: [Literals], [Files] and [Blocks] are
// what those tests read, and [Some] takes as many of them as there is time for.
// [Swift] and [Within] say of an operation how long it may take, and find, in a long
// run, the input that takes longer.
//
// A long run is one with BIBUN_FUZZ=long, as .ci/fuzz has it from a minute a target on. Elsewhere
// nothing is timed.
package fuzzing

import "os"

// Variable names the environment variable that, set to "long", has everything
// begun with and everything timed.
const Variable = "BIBUN_FUZZ"

// Long reports whether this is a long run.
func Long() bool { return os.Getenv(Variable) == "long" }
