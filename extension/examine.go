package extension

import (
	"context"
	"fmt"

	"github.com/bibun-md/bibun/calculus/problem"
)

// examiner looks at the fences of one note and has them solved.
type examiner struct {
	ctx      context.Context
	options  Options
	limits   Limits
	settings Settings // those of the note
	body     []byte   // what goldmark parsed
	shift    int      // where body starts in the file
	lines    lineIndex
	report   *Report
	claimed  int // blocks that were solved or failed so far
}

// newExaminer starts on a note. body must not be appended into: goldmark does
// so where the last line has no newline.
func newExaminer(ctx context.Context, n Note, o Options) *examiner {
	x := &examiner{
		ctx: ctx, options: o, limits: o.Limits.withDefaults(),
		body: n.Body[:len(n.Body):len(n.Body)], shift: len(n.Head),
		lines: lineIndex{src: n.file}, report: &Report{},
	}
	x.settings, x.report.Diagnostics = n.settings(&x.lines, Settings{Solution: o.Solution, Preset: o.Preset})
	x.settings = o.Override.over(x.settings)
	return x
}

// passage is a stretch of a file that may be a block, as a fence of Markdown or
// an environment of LaTeX has it.
type passage struct {
	text source
	// info says in which language the block is and with which options; infoAt is
	// where it stands.
	info   string
	infoAt int
	// start and end enclose the bytes that a solution replaces.
	start, end int
	// off says that the block is to be left alone, always that it is ours whatever
	// it looks like.
	off, always bool
}

// passageOf is the passage of a fence.
func passageOf(src []byte, f fence) passage {
	p := passage{
		text: readSource(src, f.node.Lines()),
		info: string(src[f.info:f.infoEnd]), infoAt: f.info,
		start: f.start, end: contentEnd(src, f), off: f.off,
	}
	if c, ok := findCloser(src, f); ok {
		p.end = c.end
	}
	return p
}

// examine makes the block of a passage: what it is and, where it is ours, its
// solution. Whatever goes wrong is said by the block.
func (x *examiner) examine(p passage) *Block {
	b := &Block{Status: Skipped, Source: p.text.text, Info: p.info}
	x.report.Blocks = append(x.report.Blocks, b)
	b.Start, b.End = p.start+x.shift, p.end+x.shift
	b.Line, b.Column = x.lines.place(b.Start)
	b.EndLine, _ = x.lines.place(b.End)

	in := readInfo(b.Info)
	in.always = in.always || p.always
	settings := x.settings
	wrong := in.settle(&settings)
	b.Options = x.options.Override.over(settings).Solution
	if p.off || in.never || x.claimed > x.limits.Blocks {
		return b
	}
	if len(b.Source) > x.limits.BlockBytes {
		if in.always {
			x.fail(b, CodeBlockTooLong, Grouped(len(b.Source)), Grouped(x.limits.BlockBytes))
		}
		return b
	}
	v := x.guarded(b, func() verdict { return judge(b.Source, in.always, x.options.parser()) })
	b.Problem = v.problem
	x.add(b, v.diagnostics, p.text.fileOffset)
	if v.status == Skipped {
		return b
	}
	b.Status = v.status
	x.add(b, wrong, func(at int) int { return p.infoAt + at })
	if x.claimed++; x.claimed > x.limits.Blocks {
		x.fail(b, CodeTooManyBlocks, Grouped(x.limits.Blocks))
	}
	if hasError(b.Diagnostics) {
		b.Status = Failed
	}
	if b.Status == Solved {
		x.solve(b, &p.text)
	}
	return b
}

// solve has a block's problem solved within the block's time.
func (x *examiner) solve(b *Block, text *source) {
	ctx, cancel := context.WithTimeout(x.ctx, x.limits.BlockTime)
	defer cancel()
	var err error
	x.guarded(b, func() (v verdict) {
		b.Solution, err = x.options.solver()(ctx, b.Problem, b.Options)
		return v
	})
	if b.Solution != nil {
		x.add(b, b.Solution.Diagnostics, text.fileOffset)
	}
	switch {
	case hasError(b.Diagnostics):
		b.Status = Failed
	case ctx.Err() != nil:
		x.fail(b, CodeOutOfTime, x.limits.BlockTime.String())
	case err != nil:
		x.fail(b, CodeInternal, err.Error())
	case b.Solution == nil || len(b.Solution.Document.Blocks) == 0:
		x.fail(b, CodeInternal, "no solution")
	}
}

// guarded keeps a broken invariant below from taking the whole note along.
func (x *examiner) guarded(b *Block, f func() verdict) (v verdict) {
	defer func() {
		if caught := recover(); caught != nil {
			v = verdict{status: Failed}
			x.fail(b, CodeInternal, fmt.Sprint(caught))
		}
	}()
	return f()
}

// fail gives a block a diagnostic of its own, on its opening fence.
func (x *examiner) fail(b *Block, code string, args ...string) {
	x.failAt(b, code, b.Start-x.shift, args...)
}

// failAt gives a block a diagnostic of its own, from at to the end of the line.
func (x *examiner) failAt(b *Block, code string, at int, args ...string) {
	b.Status = Failed
	x.add(b, []problem.Diagnostic{{
		Span:     problem.Span{Start: at, End: lineEnd(x.body, at)},
		Severity: problem.Error, Code: code, Args: args,
	}}, func(at int) int { return at })
}

// inFile returns where a span of the block stands in the file.
func (x *examiner) inFile(s problem.Span, place func(int) int) (start, end int) {
	start = place(s.Start) + x.shift
	if s.End <= s.Start {
		return start, start
	}
	// The end of a line is a place in that line, not in the next.
	return start, place(s.End-1) + 1 + x.shift
}

// add gives a block diagnostics whose spans place maps to offsets in the body.
func (x *examiner) add(b *Block, ds []problem.Diagnostic, place func(int) int) {
	for _, p := range ds {
		d := Diagnostic{Diagnostic: p}
		d.Start, d.End = x.inFile(p.Span, place)
		for _, f := range p.Fixes {
			start, end := x.inFile(f.Span, place)
			if end-start == f.Span.End-f.Span.Start { // no prefix of a container within
				d.Edits = append(d.Edits, Edit{Start: start, End: end, Text: f.Text})
			}
		}
		d.locate(&x.lines)
		b.Diagnostics = append(b.Diagnostics, d)
	}
	sortDiagnostics(b.Diagnostics)
}
