package extension

// Preset says how a host wants its mathematics. It is data, and, where the
// host's Markdown would change a formula, a function that keeps it whole.
type Preset struct {
	// Name is how the preset is chosen.
	Name string
	// Inline and Display enclose a formula.
	Inline, Display Delimiters
	// Spaced says that a letter or digit next to an inline formula would keep it
	// from being seen as one, so a space is put between.
	Spaced bool
	// Interrupts says that a display needs no blank lines around it.
	Interrupts bool
	// BlankAround says that a display needs blank lines around it also where
	// its neighbour ends by itself, as a heading does.
	BlankAround bool
	// Numbers says that a parenthesis after a display is read as its number, and taken
	// from the text, even after blank lines.
	Numbers bool
	// OneLine says that in a quote a display has to stand on one line: Hugo's
	// passthrough and, of a list in a quote, Zenn leave the marks of the quote in
	// the formula.
	OneLine bool
	// HTML says that the preset is for HTML, LaTeX that it is for LaTeX documents;
	// all others are for Markdown.
	HTML, LaTeX bool
	// MaxDisplay is how long a display may be, in bytes; a longer one is split
	// between its lines. 0 is any length.
	MaxDisplay int

	// inlineMath and displayMath rewrite LaTeX; nil leaves it as [safe] makes it.
	inlineMath, displayMath func(string) string
}

// Delimiters enclose a formula. A newline at the end of Open or the start of
// Close puts the delimiter on a line of its own.
type Delimiters struct{ Open, Close string }

// PresetNamed finds a preset.
func PresetNamed(name string) (*Preset, bool) {
	for _, p := range Presets() {
		if p.Name == name {
			return &p, true
		}
	}
	return nil, false
}

// PresetNames are the names of all presets, in the order of the manual's table.
func PresetNames() (names []string) {
	for _, p := range Presets() {
		names = append(names, p.Name)
	}
	return names
}
