package site

import (
	"bytes"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// What is read while another writes begins and ends as one version.
func TestReadWhole(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.md")
	version := func(i int) []byte { // of lengths that differ
		return bytes.Repeat([]byte{byte('a' + i%26)}, 100+i%26)
	}
	if err := os.WriteFile(name, version(0), 0o666); err != nil {
		t.Fatal(err)
	}
	var over atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; !over.Load(); i++ {
			os.WriteFile(name, version(i), 0o666)
		}
	}()
	for range 20_000 {
		data, err := readWhole(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 0 && !bytes.Equal(data, version(int(data[0]-'a'))) {
			t.Fatalf("torn: %q", data)
		}
	}
	over.Store(true)
	<-done
}
