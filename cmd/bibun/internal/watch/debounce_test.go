package watch

import (
	"testing"
	"time"
)

func TestDebounce(t *testing.T) {
	start := time.Now()
	ms := func(n int) time.Time { return start.Add(time.Duration(n) * time.Millisecond) }
	tests := []struct {
		name  string
		hints []int // milliseconds
		want  int
	}{
		{"one save", []int{0}, 10},
		{"a save of several calls", []int{0, 1, 3}, 13},
		{"a long burst", []int{0, 9, 18, 27, 36, 45}, 50},
	}
	for _, tt := range tests {
		var d debounce
		for range 2 { // and once more after it was done
			for _, h := range tt.hints {
				d.hint(ms(h))
			}
			if !d.at.Equal(ms(tt.want)) {
				t.Errorf("%s: look after %v, want %d ms", tt.name, d.at.Sub(start), tt.want)
			}
			d.done()
		}
	}
}
