package extension

import (
	"regexp"
	"slices"
	"strings"

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
	first := firstStatement(text)
	if !first.maybeProblem() {
		return verdict{status: Skipped}
	}
	p, ds := parse(text)
	v := verdict{status: Skipped, problem: p}
	broken := hasProblemError(ds)
	requests := p != nil && len(p.Requests) > 0
	switch {
	case first.requested(p):
		// Rule 3: a block that opens with a request is not ours.
	case requests && !broken:
		v.status, v.diagnostics = Solved, ds
	case first.function() && requests:
		v.status, v.diagnostics = Failed, ds
	case first.function() && broken:
		v.diagnostics = asWarnings(ds)
	case first.function():
		v.diagnostics = []problem.Diagnostic{{
			Span: first.span(), Severity: problem.Warning, Code: CodeNoRequest, Args: []string{first.text},
		}}
	case requests:
		// name = value lines with a request among them: more likely a problem
		// with a slip in it than a list of settings, but not surely.
		v.diagnostics = asWarnings(ds)
	}
	return v
}

// judgeClaimed reads a block that its author says is a problem.
func judgeClaimed(text string, parse parseFunc) verdict {
	p, ds := parse(text)
	v := verdict{status: Solved, problem: p, diagnostics: ds}
	first := firstStatement(text)
	switch {
	case hasProblemError(ds):
		v.status = Failed
	case first.text == "":
		v.status = Failed
		v.diagnostics = append(ds, problem.Diagnostic{Severity: problem.Error, Code: CodeEmptyBlock})
	case p == nil || len(p.Requests) == 0:
		v.status = Failed
		v.diagnostics = append(ds, problem.Diagnostic{
			Span: first.span(), Severity: problem.Error, Code: CodeNoRequest, Args: []string{first.text},
		})
	}
	return v
}

// edCommand is how ed, diff without options and RCS say which lines change:
// 2c2, 5,7d4, a12 3.
var edCommand = regexp.MustCompile(`^(\d+(,\d+)?[acd](\d+(,\d+)?)?|[ad]\d+ \d+)$`)

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
	return edCommand.MatchString(line)
}

// looksLikeList says so where a patch would be a problem but for the bullets
// of its requests: "- dL" under a definition.
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
		case patchStart(strings.TrimRight(line, " \t\n")):
			return nil
		default:
			plain.WriteString(line)
		}
		at += len(line)
	}
	first := firstStatement(text)
	if item == "" || first.at >= span.Start || !first.maybeProblem() {
		return nil
	}
	p, ds := parse(plain.String())
	if hasProblemError(ds) || p == nil || len(p.Requests) == 0 || first.requested(p) {
		return nil
	}
	return []problem.Diagnostic{{Span: span, Severity: problem.Warning, Code: CodeLooksLikeAList, Args: []string{item}}}
}

// statement is the first line of a block that is neither blank nor a comment.
type statement struct {
	text string
	at   int // offset in the block's text
}

func firstStatement(text string) statement {
	at := 0
	for line := range strings.Lines(text) {
		t := strings.TrimSpace(line)
		if t != "" && t[0] != '#' && t[0] != '%' {
			return statement{t, at + strings.Index(line, t)}
		}
		at += len(line)
	}
	return statement{at: at}
}

func (s statement) span() problem.Span { return problem.Span{Start: s.at, End: s.at + len(s.text)} }

var (
	functionHead = regexp.MustCompile(`^[\p{L}\\][\p{L}\p{M}\p{N}_{}\\]*\s*[(（][^()（）]*[)）]\s*($|[=＝;；])`)
	nameHead     = regexp.MustCompile(`^[\p{L}\\][\p{L}\p{M}\p{N}_{}\\']*\s*[=＝]`)
	arrowHead    = regexp.MustCompile(`^[^=＝]*[=＝]([=＝>~]|\s*[=＝>])`)
	declareHead  = regexp.MustCompile(`^(vars|params|index|assume|変数|定数|添字|仮定)([\s　:：]|$)`)
)

// function reports whether s defines a function with an argument list.
func (s statement) function() bool {
	return functionHead.MatchString(s.text) && !arrowHead.MatchString(s.text) && !keyword(s.text)
}

// maybeProblem is what can be said of rule 3 before anything is parsed. Most
// patches end here, so they cost no parse.
func (s statement) maybeProblem() bool {
	if s.text == "" || keyword(s.text) {
		return false
	}
	return declareHead.MatchString(s.text) || s.function() ||
		nameHead.MatchString(s.text) && !arrowHead.MatchString(s.text)
}

// requested reports whether the statement is a request, by what was parsed.
func (s statement) requested(p *problem.Problem) bool {
	if p == nil {
		return false
	}
	return slices.ContainsFunc(p.Requests, func(r *problem.Request) bool {
		return r.Span.Start <= s.at && s.at < r.Span.End
	})
}

// keyword reports whether the line starts with a word by which programming
// languages define things or steer: no one calls a function of a problem so.
func keyword(line string) bool {
	end := strings.IndexFunc(line, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' })
	if end < 0 {
		end = len(line)
	}
	switch strings.ToLower(line[:end]) {
	case "let", "const", "var", "val", "def", "fn", "fun", "func", "function", "sub", "proc", "class",
		"struct", "enum", "type", "interface", "impl", "trait", "module", "package", "import", "export",
		"from", "use", "using", "namespace", "public", "private", "protected", "static", "return", "if",
		"elif", "else", "elsif", "unless", "while", "for", "foreach", "switch", "case", "match", "when",
		"do", "end", "try", "catch", "except", "finally", "raise", "throw", "with", "async", "await", "new",
		"set", "select", "insert", "update", "delete", "create", "alter", "drop", "print", "println",
		"printf", "echo", "assert", "require", "include", "local", "global", "my", "our", "int", "float",
		"double", "char", "bool", "void", "auto", "string", "data", "where":
		return true
	}
	return false
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
