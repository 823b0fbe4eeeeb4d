package solution

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/problem"
)

// TestIndices looks at what is written of sums and products over an index: what the
// document of a block has, and what it must not have.
func TestIndices(t *testing.T) {
	for _, c := range []struct {
		block     string
		want, not []string
	}{
		// No value of j is left out of a sum in which it has none.
		{`P = prod(i=1..N, prod(j=1..N, j!=i, x_i-x_j)); ∂P/∂x_k`,
			[]string{`-2P\sum_{i\ne k}\frac{1}{x_i-x_k}`, `$x_i-x_j\ne 0\ (1\le i\le N,\ 1\le j\le N,\ j\ne i)$ and $1\le k\le N$`}, []string{`{0}`}},
		// A sum over a triangle is turned, and the range of a product that moves is written.
		{`P = sum(i=1..N, prod(j=1..i, x_j)); ∂P/∂x_k`, []string{`\sum_{i=k}^{N}\prod_{j=1,j\ne k}^{i}x_j`}, nil},
		{`S = sum(i=1..N, sum(j=1..i, x_i x_j)); ∂S/∂x_k`, []string{`\sum_{j=1}^{k}x_j+\sum_{i=k}^{N}x_i`}, nil},
		{`S = sum(i=1..N, sum(j=1..i-1, (x_i-x_j)^2)); ∂S/∂x_k`, []string{`2\left(\sum_{j=1}^{k-1}(x_k-x_j)-\sum_{i=k+1}^{N}(x_i-x_k)\right)`}, []string{"too few points"}},
		{`P = prod(i=1..N, sum(j=1..i, x_j)); ∂P/∂x_k`, []string{`P\sum_{i=k}^{N}\frac{1}{\sum_{j=1}^{i}x_j}`}, []string{"too few points"}},
		// Equal factors may be 0.
		{`P = prod(i=1..N, x); dP/dx at x=0`, []string{`N\prod_{i=2}^{N}x`, `&= N\prod_{i=2}^{N}0`}, nil},
		// The second derivative of a member is one of a product of members.
		{`y_i = softmax(a)_i; ∂²y_i/∂a_j∂a_k`, []string{`y_i\left(\delta_{ij}-y_j\right)\left(\delta_{ik}-y_k\right)-y_i y_k\left(\delta_{kj}-y_j\right)`}, nil},
		{`y = softmax(a)_i; ∂²y/∂a_j∂a_k`, []string{`\sum_{l=1}^{N}e^{a_l}`}, []string{`\sum_{i=1}^{N}`}},
		{`L = sum(i=1..N, sum(j=1..N, softmax(a)_i softmax(a)_j)); ∂L/∂a_k`, []string{`&= 0`}, []string{`}{\sum_{i=1}^{N}`, `}{\sum_{j=1}^{N}`, `(\sum_{i=1}^{N}`}},
		// Sums that differ in the name of the index, or by their sign, are taken together.
		{`S = sum(i=1..N, sum(j=1..N, (x_i-x_j)^4)); ∂S/∂x_k`, []string{`8\sum_{j=1}^{N}(x_k-x_j)^3`}, nil},
		{`S = sum(i=1..N, sum(j=1..N, j!=i, abs(x_i-x_j))); ∂S/∂x_k`, []string{`$x_i-x_k\ne 0\ (1\le i\le N,\ i\ne k)$`}, []string{"too few points"}},
		// No delta is 1, and nothing is there that a result could follow from.
		{`P = prod(i=1..N, x_i); ∂P/∂x_0`, []string{`&= 0 &&\text{(Kronecker delta)}`}, []string{"one term remains"}},
		{`P = prod(i=1..N, x_i); ∂P/∂x_k; ∇P`, []string{`\nabla P`}, []string{"Therefore"}},
		{`P = prod(i=1..N, x_i); ∇P`, []string{"Therefore"}, nil},
		{`P = prod(i=1..N, x_i); ∂²P/∂x_k∂x_l`, []string{`0&(k=l)\\`, `&(k\ne l)`}, nil},
		{`y_i = e^{2a_i}/sum(j=1..N, e^{2a_j}); ∂y_i/∂a_k`, []string{`&= 2y_i\left(\delta_{ik}-y_k\right)`, `2y_i(1-y_i)&(i=k)`}, nil},
		{`L = sum(i=1..N, sum(j=1..N, j!=i, log abs(x_i-x_j))); hessian L`, []string{`\begin{pmatrix}-2\sum_{j=2}^{N}\frac{1}{(x_1-x_j)^2}&\cdots&\frac{2}{(x_N-x_1)^2}\\`}, []string{`{0}`}},
		// A condition on an index says for which of its values it is meant, and what
		// holds for all of them is none.
		{`P = prod(i=1..N, i^x); dP/dx`, nil, []string{"This holds"}},
		{`P = prod(i=1..N, x^2+i); dP/dx`, []string{`\log\left(x^2+i\right)`}, []string{"This holds"}},
		{`P = prod(i=0..N, x^2+i); dP/dx`, []string{`$x^2+i\ne 0\ (0\le i\le N)$`}, nil},
		{`P = prod(i=0..N, x-i); dP/dx`, []string{`$x-i\ne 0\ (0\le i\le N)$`}, nil},
		{`L = prod(i=1..N, x_i^k); ∂L/∂k`, []string{`$x_i\gt 0\ (1\le i\le N)$`}, nil},
	} {
		_, text := written(t, c.block, Options{Lang: English})
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %s in\n%s", c.block, w, text)
			}
		}
		for _, w := range c.not {
			if strings.Contains(text, w) {
				t.Errorf("%s: %s in\n%s", c.block, w, text)
			}
		}
	}
}

// A working over an index that has no value anywhere is not written.
func TestNowhere(t *testing.T) {
	p, _ := problem.Parse(`P = prod(i=1..N, prod(j=1..N, x_i-x_j)); ∂P/∂x_k`)
	s, err := Solve(context.Background(), p, Options{})
	if err != nil || !slices.ContainsFunc(s.Diagnostics, func(d problem.Diagnostic) bool { return d.Code == CodeNowhere }) || len(s.Document.Blocks) > 0 {
		t.Errorf("%v %v", err, s.Diagnostics)
	}
}
