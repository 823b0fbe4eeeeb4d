package problem

// Shape is what decides whether a fence named diff holds a problem or a patch.
// It is known also where the block cannot be read.
type Shape struct {
	// Definition says that the first statement is a definition or a declaration.
	Definition bool
	// ArgList says that it defines a function with an argument list.
	ArgList bool
	// Request says that at least one request names something defined in the
	// block.
	Request bool
	// List says that bulleted requests follow a definition, as in "- dL".
	List bool
}

// Inspect looks at text as [Parse] does, and returns its shape only.
func Inspect(text string) Shape {
	p, _ := Parse(text)
	return p.Shape
}

// look notes what the i-th statement tells of the block's shape.
func (p *parser) look(i int, s *statement) {
	if i > 0 || len(s.tokens) < 2 {
		return
	}
	shape := &p.problem.Shape
	first := &s.tokens[0]
	if isKeyword(first.text) && first.kind == kindWord {
		return
	}
	if e := equals(s.tokens); e >= 0 && (!s.tokens[e].is("=") || s.tokens[e+1].is(">")) {
		return
	}
	if isDeclarator(first.text) {
		shape.Definition = len(p.problem.Vars)+len(p.problem.Params)+len(p.problem.Indices)+len(p.assumed) > 0
		return
	}
	if len(p.problem.Definitions) == 0 {
		return
	}
	d := p.problem.Definitions[0]
	shape.Definition = true
	shape.ArgList = d.ArgList && (equals(s.tokens) >= 0 || d.Family != nil)
}

// leftovers reports what only shows at the end: definitions that nothing uses,
// and a block that asks nothing.
func (p *parser) leftovers(heads []*head, asked bool, last Span) {
	p.problem.Shape.Request = len(p.problem.Requests) > 0
	if !asked && len(heads) > 0 && !p.failed {
		p.report(Diagnostic{Span: p.problem.Definitions[len(p.problem.Definitions)-1].Span, Code: "no-request", Args: []string{p.problem.Definitions[0].Name.Name()}})
		return
	}
	if p.failed {
		return
	}
	for _, h := range heads {
		if !p.used[h.def] {
			p.warn(Diagnostic{Span: h.def.Span, Code: "unused-definition", Args: []string{h.def.Name.Name()}})
		}
	}
}

// isKeyword reports whether word starts a statement of a programming language.
func isKeyword(word string) bool {
	switch word {
	case "let", "const", "var", "return", "if", "for", "def", "func", "fn", "import", "class", "public", "private", "protected", "static",
		"function", "while", "else", "elif", "from", "using", "namespace", "package", "struct", "enum", "type", "interface", "async", "await",
		"export", "void", "int", "char", "float", "double", "bool", "string", "auto", "val", "mut", "pub", "use", "echo", "set", "end", "do", "then", "case", "switch", "print", "printf", "new", "delete", "throw", "try", "catch", "foreach", "local", "lambda":
		return true
	}
	return false
}
