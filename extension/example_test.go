package extension_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"

	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/extension"
)

func ExampleExtender() {
	md := goldmark.New(goldmark.WithExtensions(&extension.Extender{
		Options: extension.Options{Solution: solution.Options{Lang: solution.English, Steps: solution.StepsAnswer}},
	}))
	pc := parser.NewContext()
	var html bytes.Buffer
	src := "```diff\nL = u^2v^4\ndL\n```\n"
	if err := md.Convert([]byte(src), &html, parser.WithContext(pc)); err != nil {
		fmt.Println(err)
	}
	for _, b := range extension.Get(pc).Blocks {
		fmt.Printf("line %d: %s, %s\n", b.Line, b.Status, b.Solution.Answers[0].LaTeX)
	}
	// Output:
	// line 1: solved, 2uv^4\,du+4u^2v^3\,dv
}

func ExampleSplice() {
	note := "> A note.\n>\n> ```diff\n> L(u,v) = u^3 + 4uv - v^2\n> ∂L/∂u\n> ```\n"
	out, _, err := extension.Splice(context.Background(), []byte(note), extension.Options{
		Solution: solution.Options{Show: solution.ShowAnswer, Steps: solution.StepsAnswer},
		Preset:   "github",
	})
	fmt.Printf("%s%v\n", out, err)
	// Output:
	// > A note.
	// >
	// > 【答】
	// >
	// > ```math
	// > \begin{aligned}
	// > \frac{\partial L}{\partial u} &= 3u^2+4v
	// > \end{aligned}
	// > ```
	// <nil>
}
