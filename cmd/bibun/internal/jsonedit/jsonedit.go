// Package jsonedit replaces parts of a JSON text and leaves every other byte as it
// was: keys that nobody here knows stay, and so do their order and the numbers.
//
// [Parse] reads a text into a tree of [Value], each of which knows where it stands;
// [Apply] makes a list of [Edit] in the text.
package jsonedit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Value is a value of a JSON text.
type Value struct {
	// Start and End enclose it in the text.
	Start, End int
	// Items are the elements of an array, or the values of an object in order.
	Items []*Value

	src    []byte
	keys   []string // of an object
	object bool
}

// Parse reads a text that holds one value. What is no JSON is an error, and so is
// what is nested deeper than 10,000, as encoding/json has it.
func Parse(src []byte) (*Value, error) {
	// This tells of any fault, with its kind, and bounds the recursion below.
	var whole json.RawMessage
	if err := json.Unmarshal(src, &whole); err != nil {
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			return nil, fmt.Errorf("no JSON at byte %d: %w", syntax.Offset, err)
		}
		return nil, err
	}
	p := parser{src: src, dec: json.NewDecoder(bytes.NewReader(src))}
	p.dec.UseNumber()
	return p.value()
}

type parser struct {
	src []byte
	dec *json.Decoder
}

func (p *parser) value() (*Value, error) {
	start := p.next()
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	v := &Value{Start: start, src: p.src}
	if d, ok := token.(json.Delim); ok {
		v.object = d == '{'
		for p.dec.More() {
			if v.object {
				key, err := p.dec.Token()
				if err != nil {
					return nil, err
				}
				v.keys = append(v.keys, key.(string)) // Parse has found it valid
			}
			item, err := p.value()
			if err != nil {
				return nil, err
			}
			v.Items = append(v.Items, item)
		}
		if _, err := p.dec.Token(); err != nil { // the bracket that closes it
			return nil, err
		}
	}
	v.End = int(p.dec.InputOffset())
	return v, nil
}

// next is where the next value starts, behind what separates it from the last.
func (p *parser) next() int {
	at := int(p.dec.InputOffset())
	for at < len(p.src) && bytes.IndexByte([]byte(" \t\r\n,:"), p.src[at]) >= 0 {
		at++
	}
	return at
}

// Get is the value of a key, or nil where v is nil or no object that has it.
func (v *Value) Get(keys ...string) *Value {
	for _, key := range keys {
		if v == nil || !v.object {
			return nil
		}
		i := slices.Index(v.keys, key)
		if i < 0 {
			return nil
		}
		v = v.Items[i]
	}
	return v
}

// Keys are those of an object, in order.
func (v *Value) Keys() []string {
	if v == nil {
		return nil
	}
	return v.keys
}

// Elements are the elements of an array; none where v is nil or no array.
func (v *Value) Elements() []*Value {
	if v == nil || v.object {
		return nil
	}
	return v.Items
}

// String is the text that v is. It returns false where it isn't one.
func (v *Value) String() (s string, ok bool) {
	if v == nil || v.src[v.Start] != '"' {
		return "", false
	}
	return s, v.Decode(&s) == nil
}

// Raw is the part of the text that v is.
func (v *Value) Raw() []byte { return v.src[v.Start:v.End] }

// Decode reads v as encoding/json does.
func (v *Value) Decode(to any) error { return json.Unmarshal(v.Raw(), to) }

// Edit replaces what stands between Start and End.
type Edit struct {
	Start, End int
	Text       []byte
}

// Apply writes src with edits made in it, which are in order and apart.
func Apply(w io.Writer, src []byte, edits []Edit) error {
	done := 0
	for _, e := range edits {
		if _, err := w.Write(src[done:e.Start]); err != nil {
			return err
		}
		if _, err := w.Write(e.Text); err != nil {
			return err
		}
		done = e.End
	}
	_, err := w.Write(src[done:])
	return err
}

// Quote writes a value as JSON, with nothing escaped that need not be.
func Quote(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // LaTeX is full of & and <
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
