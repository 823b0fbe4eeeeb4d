package fuzzing

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSeeds: what other tests read is found.
func TestSeeds(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // one of them
		least int
	}{
		{"literals", Literals(t, "calculus/fuzzing"), "one" + " of two literals", 10},
		{"a block of a table", Blocks(t), "L(w_1, ..., w_N); dL", 1000},
		{"a line of a file", Blocks(t), "f(x) = x²\nf'(x)", 1000},
		{"a note of a table", Notes(t), "> ```diff\n> L = u^2\n> dL\n> ```\n", 300},
	} {
		if !slices.Contains(tt.texts, tt.want) || len(tt.texts) < tt.least {
			t.Errorf("%s: %d texts, %q among them: %t", tt.name, len(tt.texts), tt.want, slices.Contains(tt.texts, tt.want))
		}
	}
	if got := Some([]string{"a", "b", "c", strings.Repeat("d", 1<<20), "e"}, 2); !slices.Equal(got, []string{"a", "c"}) && !Long() {
		t.Errorf("some are %q", got)
	}
}

// failing notes whether a test fails.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Helper()               {}
func (f *failing) Fatalf(string, ...any) { f.failed = true }

// TestSlow: what takes longer than its text allows is found in a long run, and there alone.
func TestSlow(t *testing.T) {
	busy := func() {
		for end := processorTime() + 3*slowTime; processorTime() < end && processorTime() > 0; {
		}
	}
	if processorTime() == 0 {
		t.Skip("the processor's time isn't known here")
	}
	for _, tt := range []struct {
		name, value string
		size        int
		run         func()
		want        bool
	}{
		{"busy", "long", 100, busy, true},
		{"busy for a long text", "long", 10 * slowSize, busy, false},
		{"busy, in a test", "", 100, busy, false},
		{"asleep", "long", 100, func() { time.Sleep(2 * slowTime) }, false},
	} {
		t.Setenv(Variable, tt.value)
		runs := 0
		f := &failing{TB: t}
		Swift(f, tt.size, func() { runs++; tt.run() })
		if f.failed != tt.want || runs == 0 {
			t.Errorf("%s: found slow: %t, after %d runs", tt.name, f.failed, runs)
		}
	}
}
