package extension

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/bibun-md/bibun/calculus/problem"
)

// A diff fence is also how everyone shows a patch. The rules below decide which
// blocks are ours; measured on 2,701 real diff blocks they claim none.
//
//  1. The first word of the info string is diff or bibun (find.go).
//  2. No line starts as the lines of a patch do.
//  3. The first statement is a definition or a declaration.
//  4. A request names something that the block defines.
//
// The word math after diff, and the alias bibun, claim a block whatever it
// looks like; the word patch and the comment bibun:off leave it alone.

// verdict is what the rules say of a block.
type verdict struct {
	status  Status // Solved means: claimed, and there is something to solve
	problem *problem.Problem
	// diagnostics have spans in the block's text.
	diagnostics []problem.Diagnostic
}

// judge applies rules 2 to 4 to the text of a block.
func judge(text string, always bool, parse parseFunc) verdict {
	if always {
		return judgeClaimed(text, parse)
	}
	if patchLine(text) {
		return verdict{status: Skipped, diagnostics: looksLikeList(text, parse)}
	}
	p, ds := parse(text)
	v := verdict{status: Skipped, problem: p}
	broken := hasProblemError(ds)
	switch shape := p.Shape; {
	case !shape.Definition:
		// Rule 3. In silence: it may be anything.
	case shape.Request && !broken:
		v.status, v.diagnostics = Solved, ds
	case shape.ArgList && shape.Request:
		v.status, v.diagnostics = Failed, ds
	case shape.ArgList || shape.Request:
		// Rule 4, or the parse, failed: more likely a problem with a slip in it
		// than a patch or a list of settings, but not surely.
		v.diagnostics = asWarnings(ds)
	}
	return v
}

// judgeClaimed reads a block that its author says is a problem.
func judgeClaimed(text string, parse parseFunc) verdict {
	p, ds := parse(text)
	v := verdict{status: Solved, problem: p, diagnostics: ds}
	switch {
	case hasProblemError(ds):
		v.status = Failed
	case len(p.Requests) == 0:
		v.status = Failed
		v.diagnostics = append(ds, problem.Diagnostic{Severity: problem.Error, Code: CodeNothingAsked})
	}
	return v
}

// edCommand is how ed, diff without options and RCS say which lines change:
// 2c2, 5,7d4, a12 3.
var edCommand = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d+(,\d+)?[acd](\d+(,\d+)?)?|[ad]\d+ \d+)$`)
})

// patchLine is rule 2: whether a line starts, in column 0, as one of a patch.
func patchLine(text string) bool {
	for line := range strings.Lines(text) {
		if patchStart(strings.TrimRight(line, " \t\n")) {
			return true
		}
	}
	return false
}

func patchStart(line string) bool {
	if line == "" {
		return false
	}
	switch line[0] {
	case '+', '-', '<', '>', '!':
		return true
	case '@':
		return strings.HasPrefix(line, "@@")
	case 'd', 'i', '\\', 'a':
		if strings.HasPrefix(line, "diff ") || strings.HasPrefix(line, "index ") ||
			strings.HasPrefix(line, `\ No newline`) {
			return true
		}
	}
	return edCommand().MatchString(line)
}

// looksLikeList says so where a patch would be a problem but for the bullets
// of its requests, "- dL" under a definition, or for the verb diff.
func looksLikeList(text string, parse parseFunc) []problem.Diagnostic {
	var plain strings.Builder
	span, item := problem.Span{}, ""
	at := 0
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "- "):
			if item == "" {
				item = strings.TrimSpace(line)
				span = problem.Span{Start: at, End: at + 1}
			}
			plain.WriteString(line[2:])
		case strings.HasPrefix(line, "diff ") && at > 0:
			if item == "" {
				item = strings.TrimSpace(line)
				span = problem.Span{Start: at, End: at + len(item)}
			}
			plain.WriteString(line)
		case patchStart(strings.TrimRight(line, " \t\n")):
			return nil
		default:
			plain.WriteString(line)
		}
		at += len(line)
	}
	if item == "" {
		return nil
	}
	p, ds := parse(plain.String())
	if !p.Shape.Definition || !p.Shape.Request || hasProblemError(ds) || p.Definitions[0].Span.Start >= span.Start {
		return nil
	}
	return []problem.Diagnostic{{Span: span, Severity: problem.Warning, Code: CodeLooksLikeAList, Args: []string{item}}}
}

func hasProblemError(ds []problem.Diagnostic) bool {
	return slices.ContainsFunc(ds, func(d problem.Diagnostic) bool { return d.Severity == problem.Error })
}

// asWarnings is for a block that is left alone: what would be errors of a
// problem are only reasons why it isn't one.
func asWarnings(ds []problem.Diagnostic) []problem.Diagnostic {
	ds = slices.Clone(ds)
	for i := range ds {
		ds[i].Severity = problem.Warning
	}
	return ds
}
