package extension

import (
	"testing"

	"go.uber.org/goleak"
)

// No test leaves a goroutine. The clock of the highlighter's regular expressions stops by
// itself a while after the last of them.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/dlclark/regexp2/v2.runClock"))
}
