package extension

import (
	"slices"

	"github.com/bibun-md/bibun/calculus/solution"
)

// option is an option that can stand on a fence line or in front matter.
type option struct {
	name   string
	values []string
	// noteOnly options hold for the whole note and can't stand on a fence.
	noteOnly bool
	apply    func(s *Settings, value string)
}

// set applies a value, unless the option doesn't have it.
func (o option) set(s *Settings, value string) bool {
	if !slices.Contains(o.values, value) {
		return false
	}
	o.apply(s, value)
	return true
}

// allOptions are the options of the block language, in the order in which the
// manual lists them.
func allOptions() []option {
	return []option{
		{name: "steps", values: []string{"answer", "brief", "full"},
			apply: func(s *Settings, v string) { s.Solution.Steps = solution.Steps(v) }},
		{name: "lang", values: []string{"ja", "en"},
			apply: func(s *Settings, v string) { s.Solution.Lang = solution.Lang(v) }},
		{name: "show", values: []string{"problem", "solution", "answer", "all"},
			apply: func(s *Settings, v string) { s.Solution.Show = solution.Show(v) }},
		{name: "order", values: []string{"descending", "source"},
			apply: func(s *Settings, v string) { s.Solution.Order = solution.Order(v) }},
		{name: "log", values: []string{"log", "ln"},
			apply: func(s *Settings, v string) { s.Solution.Log = v }},
		{name: "numbered", values: []string{"true", "false"},
			apply: func(s *Settings, v string) { s.Solution.Numbered = v == "true" }},
		{name: "preset", values: PresetNames(), noteOnly: true,
			apply: func(s *Settings, v string) { s.Preset = v }},
	}
}

func fenceOption(name string) (option, bool) {
	o, ok := noteOption(name)
	return o, ok && !o.noteOnly
}

func noteOption(name string) (option, bool) {
	for _, o := range allOptions() {
		if o.name == name {
			return o, true
		}
	}
	return option{}, false
}

func fenceOptionNames() (names []string) {
	for _, o := range allOptions() {
		if !o.noteOnly {
			names = append(names, o.name)
		}
	}
	return names
}

func noteOptionNames() (names []string) {
	for _, o := range allOptions() {
		names = append(names, o.name)
	}
	return names
}

// NoteOption is an option that can stand in a note's front matter, under bibun,
// and in any other place where a host lets its users set it.
type NoteOption struct {
	Name string
	// Values are those that it can have; the first of them is no default.
	Values []string
}

// NoteOptions are the options of the block language, in the manual's order.
func NoteOptions() (list []NoteOption) {
	for _, o := range allOptions() {
		list = append(list, NoteOption{o.name, o.values})
	}
	return list
}

// Set gives an option a value and reports whether the option exists and has it.
func (s *Settings) Set(name, value string) bool {
	o, ok := noteOption(name)
	return ok && o.set(s, value)
}

// over puts the fields of s that say something over base.
func (s Settings) over(base Settings) Settings {
	if s.Preset != "" {
		base.Preset = s.Preset
	}
	from, to := s.Solution, &base.Solution
	if from.Lang != "" {
		to.Lang = from.Lang
	}
	if from.Steps != "" {
		to.Steps = from.Steps
	}
	if from.Show != "" {
		to.Show = from.Show
	}
	if from.Order != "" {
		to.Order = from.Order
	}
	if from.Log != "" {
		to.Log = from.Log
	}
	if from.Numbered {
		to.Numbered = true
	}
	return base
}

// Nearest is the name that a misspelt one was probably meant to be, or "".
// Two edits in a word of four or more letters are a slip; more are another word.
func Nearest(word string, names []string) string {
	if len(word) > 32 {
		return ""
	}
	best, least := "", 3
	if len(word) < 4 {
		least = 2
	}
	for _, n := range names {
		if d := distance(word, n); d < least {
			best, least = n, d
		}
	}
	return best
}

// distance is Levenshtein's, over bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
