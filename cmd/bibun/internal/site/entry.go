package site

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io/fs"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// entry says what an output was made of, and what was found on the way.
type entry struct {
	output string // its name, relative to the output folder
	source string // the folder of notes, as seen from the output folder
	name   string // of the note or the other file, relative to source; "" where there is none
	key    string // the settings and the program; "" for a file that is copied
	note   bool   // converted, not copied
	ours   bool   // bibun has written it; else it was there, and as it had to be

	from, to         Stamp // of the source and of the output
	fromHash, toHash Hash  // zero where they weren't needed

	counts   Counts
	findings []report.Finding // whose File is "" for the note itself
}

// A record file is a header and then lines: the length of a payload, its check
// sum, the payload. A later line about a thing replaces an earlier one. The
// payload starts with what the line is about.
const (
	recordHeader = "bibun record 1\n"

	outputMade    = 'o'
	outputGone    = 'x'
	outputMeant   = 'w' // is about to be written: if the run ends there it may be ours
	folderMade    = 'd'
	folderGone    = 'e'
	allGenerated  = 'g'     // what is made of the outputs above is as they are
	longestLine   = 1 << 24 // a length beyond it is no length: a note has 16 MiB at most, and findings are short
	checkSumBytes = 4
)

// appendLine appends a line with a payload.
func appendLine(b, payload []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(payload)))
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(payload))
	return append(b, payload...)
}

// cutLine takes the first line off b; not ok where there is none that is whole.
func cutLine(b []byte) (payload, rest []byte, ok bool) {
	length, n := binary.Uvarint(b)
	if n <= 0 || length == 0 || length > longestLine || uint64(len(b)-n) < checkSumBytes+length {
		return nil, b, false
	}
	sum := binary.LittleEndian.Uint32(b[n:])
	payload = b[n+checkSumBytes:][:length]
	return payload, b[n+checkSumBytes+int(length):], crc32.ChecksumIEEE(payload) == sum
}

// about is the payload of a line that gives no more than a name.
func about(kind byte, name string) []byte { return append([]byte{kind}, name...) }

// foundLine is a finding with what JSON leaves out of it.
type foundLine struct {
	report.Finding
	Excerpt string `json:"excerpt"`
}

// payload is the entry as a line holds it.
func (e *entry) payload() []byte {
	b := make([]byte, 1, 256)
	b[0] = outputMade
	for _, s := range []string{e.output, e.source, e.name, e.key} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	flags := uint64(0)
	if e.note {
		flags |= 1
	}
	if e.ours {
		flags |= 2
	}
	b = binary.AppendUvarint(b, flags)
	for _, s := range []Stamp{e.from, e.to} {
		b = binary.AppendVarint(b, s.Size)
		b = binary.AppendUvarint(b, uint64(s.Mode))
		b = binary.AppendVarint(b, s.Mod)
		b = binary.AppendVarint(b, s.Changed)
		b = binary.AppendUvarint(b, s.ID)
	}
	b = append(append(b, e.fromHash[:]...), e.toHash[:]...)
	for _, n := range []int{e.counts.Solved, e.counts.Skipped, e.counts.Failed} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	if len(e.findings) > 0 {
		lines := make([]foundLine, len(e.findings))
		for i, f := range e.findings {
			lines[i] = foundLine{f, f.Excerpt}
		}
		text, _ := json.Marshal(lines) // texts and numbers: nothing that JSON hasn't
		b = append(b, text...)
	}
	return b
}

// readEntry reads what payload has written, without the first byte.
func readEntry(b []byte) (e entry, ok bool) {
	r := reader{b: b}
	e.output, e.source, e.name, e.key = r.text(), r.text(), r.text(), r.text()
	flags := r.unsigned()
	e.note, e.ours = flags&1 != 0, flags&2 != 0
	for _, s := range []*Stamp{&e.from, &e.to} {
		s.Size = r.signed()
		s.Mode = fs.FileMode(r.unsigned())
		s.Mod, s.Changed, s.ID = r.signed(), r.signed(), r.unsigned()
	}
	copy(e.fromHash[:], r.bytes(len(e.fromHash)))
	copy(e.toHash[:], r.bytes(len(e.toHash)))
	for _, n := range []*int{&e.counts.Solved, &e.counts.Skipped, &e.counts.Failed} {
		*n = int(r.unsigned())
	}
	if r.bad {
		return entry{}, false
	}
	if len(r.b) > 0 {
		var lines []foundLine
		if json.Unmarshal(r.b, &lines) != nil {
			return entry{}, false
		}
		for _, l := range lines {
			l.Finding.Excerpt = l.Excerpt
			e.findings = append(e.findings, l.Finding)
		}
	}
	return e, true
}

// reader reads numbers and texts off the front of b, and nothing more once b was
// too short.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.b)
	r.skip(n)
	return v
}

func (r *reader) signed() int64 {
	v, n := binary.Varint(r.b)
	r.skip(n)
	return v
}

func (r *reader) skip(n int) {
	if n <= 0 {
		r.b, r.bad = nil, true
		return
	}
	r.b = r.b[n:]
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.b, r.bad = nil, true
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) text() string { return string(r.bytes(int(min(r.unsigned(), longestLine)))) }
