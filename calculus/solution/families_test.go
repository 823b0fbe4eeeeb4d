package solution

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// familyBlocks are blocks over indexed families. Their answers must cover all
// values of the free indices.
var familyBlocks = []string{
	`L = 1/N sum(i=1..N, (w_i-t_i)^2); ∂L/∂w_k`,
	`L = sum(i=1..N-1, (w_{i+1}-w_i)^2); ∂L/∂w_k`,
	`L = sum(i=2..N-1, (w_{i+1}-2w_i+w_{i-1})^2); ∂L/∂w_k`,
	`L = sum(i=1..N-1, w_i w_{i+1}); ∂L/∂w_k`,
	`L = sum(i=1..N-2, (w_{i+2}-w_i)^3); ∂L/∂w_k`,
	`L = 1/2 sum(i=1..N, (y_i-t_i)^2) + λ sum(i=1..N-1, (y_{i+1}-y_i)^2); ∂L/∂y_k`,
	`L = sum(i=1..N, (w_i-t_i)^2) + λ sum(i=1..N, |w_i|); ∂L/∂w_k`,
	`S = sum(k=1..N, e^{a_k}); y_i = e^{a_i}/S; ∂y_i/∂a_j`,
	`S = sum(k=1..N, e^{a_k}); y_i = e^{a_i}/S; L = -sum(k=1..N, t_k log y_k); assume sum(k=1..N, t_k) = 1; ∂L/∂a_j`,
	`a_k = sum(j=1..N, w_{kj} x_j) + b_k; L = 1/2 sum(k=1..N, (a_k-t_k)^2); ∂L/∂w_{kj}`,
	`L = sum(n=1..N, sum(k=1..N, t_{nk} log y_{nk})); ∂L/∂y_{pq}`,
	`S = sum(k=1..N, e^{a_k}); y_i = e^{a_i}/S; ∂y_k/∂a_j`,
	`y_i = e^{a_i}/sum(k=1..N, e^{a_k}); ∂y_k/∂a_j`,
	`y_j = tanh(z_j); z_j = sum(i=1..N, w_{ji} x_i) + b_j; ∂y_k/∂w_{ji}`,
	`y_i = softmax(a)_i; ∂y_i/∂a_j`,
	`L = sum(n=1..N, softmax(a)_n^2); ∂L/∂a_k`,
	`L = sum(i=1..N, w_i^2)^2; ∂L/∂w_k`,
	`L = 1/N sum(i=1..N, (w_i-t_i)^2); gradient L by w; hessian L by w`,
	`L(w) = sum(i=1..N-1, (w_{i+1}-w_i)^2); ∇L`,
	`L(w) = sum(i=1..N, w_i^2)^2; ∇L; hessian L`,
	`L(w) = log(sum(i=1..N, e^{w_i})); hessian L`,
	`L(w) = 1/2 sum(n=1..N, (sum(j=1..N, w_j x_{nj}) - t_n)^2); ∇L; hessian L`,
	`a_k = sum(j=1..N, w_{kj} x_j) + b_k; L = 1/2 sum(k=1..N, (a_k-t_k)^2); gradient L by w, b`,
	`f(x) = \sum_{k=0}^{n} a_k x^k; ∂f/∂a_j`,
	`P = prod(i=1..N, x_i); ∂P/∂x_k; ∂²P/∂x_k∂x_l; ∇P`,
	`P = prod(i=1..N, x_i^2 + p); ∂P/∂x_k; ∂P/∂p`,
	`P = prod(i=1..N-1, x_{i+1} + 2x_i); ∂P/∂x_k`,
	`y = 1/prod(i=1..N, x_i); ∂y/∂x_k`,
	`G = (prod(i=1..N, x_i))^{1/N}; ∂G/∂x_k`,
	`S = sum(j=1..N, prod(i=1..N, x_{ij})); ∂S/∂x_{kl}`,
	`L = prod(i=1..N, p^{x_i} (1-p)^{1-x_i}); ∂L/∂p; ∂²L/∂p²; ∂L/∂x_k`,
	`L = prod(i=1..N, λ e^{-λ x_i}); ∂L/∂λ; ∂L/∂x_k`,
	`L = prod(i=1..N, 1/(sqrt(2π) s) e^{-(x_i-m)^2/(2s^2)}); ∂L/∂m; ∂L/∂s; ∂L/∂x_k`,
	`L = prod(i=1..N, λ^{x_i} e^{-λ}); ∂L/∂λ; ∂L/∂x_k`,
	`l = log(prod(i=1..N, λ^{x_i} e^{-λ}/x_i!)); ∂l/∂λ`,
	`L = prod(n=1..N, prod(k=1..N, p_k^{t_{nk}})); ∂L/∂p_j; ∂L/∂t_{pq}`,
	`l = log(prod(i=1..N, p^{x_i} (1-p)^{1-x_i})); ∂l/∂p; ∂²l/∂p²`,
	`l = log(prod(i=1..N, λ e^{-λ x_i})); ∂l/∂λ; ∂l/∂x_k`,
	`l = log(prod(i=1..N, 1/sqrt(2π s^2) e^{-(x_i-m)^2/(2s^2)})); ∂l/∂m; ∂l/∂s; ∂l/∂x_k`,
	`l = log(prod(i=1..N, x_i)); ∂l/∂x_k`,
	`L = log(1 - prod(i=1..N, 1-q_i)); ∂L/∂q_k`,
	`S = sum(k=1..N, e^{a_k}); y_i = e^{a_i}/S; P = prod(i=1..N, y_i^{t_i}); ∂P/∂a_j`,
	`P = prod(i=1..N, prod(j=1..N, j!=i, x_i-x_j)); ∂P/∂x_k`,
	`S = sum(i=1..N, sum(j=1..N, j!=i, a_i a_j/(x_i-x_j)^2)); ∂S/∂x_k; ∂S/∂a_k`,
	`P = sum(i=1..N, prod(j=1..i, x_j)); ∂P/∂x_k`,
	`P = sum(i=1..N, prod(j=1..i-1, x_j)); ∂P/∂x_k`,
	`S = sum(i=1..N, sum(j=1..i, x_i x_j)); ∂S/∂x_k`,
	`S = sum(i=1..N, sum(j=1..i-1, (x_i-x_j)^2)); ∂S/∂x_k`,
	`P = prod(i=1..N, prod(j=1..i-1, x_i-x_j)); ∂P/∂x_k`,
	`P = prod(i=1..N, sum(j=1..i, x_j)); ∂P/∂x_k`,
	`P = prod(i=1..N, x); dP/dx`,
	`P = prod(i=1..N, x^2+i); dP/dx`,
	`y_i = softmax(a)_i; ∂²y_i/∂a_j∂a_k`,
	`l_j = prod(i=1..N, i!=j, (x-a_i)/(a_j-a_i)); ∂l_j/∂x; ∂l_j/∂a_k`,
}

// TestFamiliesSymPy has SymPy differentiate what the sums over an index stand
// for, written out, and compares it with the answers for every value of every
// index.
func TestFamiliesSymPy(t *testing.T) {
	needSymPy(t)
	var jobs []pythonJob
	for _, b := range familyBlocks {
		jobs = append(jobs, familyJob(t, b))
	}
	type result struct {
		Asks []struct {
			Compared int      `json:"compared"`
			Values   int      `json:"values"`
			Wrong    []string `json:"wrong"`
		} `json:"asks"`
	}
	results := asked[result](t, "families_check.py", jobs)
	compared := 0
	for i, b := range familyBlocks {
		for n, a := range results[i].Asks {
			compared += a.Compared
			want := 1
			for range jobs[i].Asks[n].Indices {
				want *= jobs[i].N + 1 - jobs[i].From
			}
			if a.Values != want {
				t.Errorf("%s: answers for %d values of the indices, want %d", b, a.Values, want)
			}
			for _, w := range a.Wrong {
				t.Errorf("%s: %s", b, w)
			}
		}
	}
	t.Logf("%d comparisons", compared)
}

// pythonJob is a block as families_check.py reads it.
type pythonJob struct {
	N        int               `json:"n"`
	From     int               `json:"from"`
	Bounds   []string          `json:"bounds"`
	Defs     map[string]string `json:"defs"`
	Families map[string]string `json:"families"`
	Totals   [][]any           `json:"totals"`
	Asks     []pythonAsk       `json:"asks"`
}

type pythonAsk struct {
	Function string         `json:"function"`
	Wrt      [][]any        `json:"wrt"`
	Indices  []string       `json:"indices"`
	Answers  []pythonAnswer `json:"answers"`
}

type pythonAnswer struct {
	When  []string `json:"when"`
	Value string   `json:"value"`
}

// familyJob solves the block and writes its function and its answers in Python.
func familyJob(t *testing.T, block string) pythonJob {
	t.Helper()
	p, diagnostics := problem.Parse(block)
	for _, d := range diagnostics {
		t.Fatalf("%s: %s %q", block, d.Code, d.Args)
	}
	s := newSolver(context.Background(), p, Options{})
	job := pythonJob{N: 5, From: 1, Defs: map[string]string{}, Families: map[string]string{}, Totals: [][]any{}}
	if strings.Contains(block, "=0") {
		job.From = 0
	}
	for name, body := range s.scope.Defs {
		job.Defs[name] = pythonOf(body)
	}
	for base, f := range s.scope.Families {
		job.Families[base] = "lambda " + f.Index.Name() + ": " + pythonOf(f.Body, f.Index.Name())
	}
	bounds := map[string]bool{}
	for _, d := range p.Definitions {
		for _, b := range upperEnds(d.Body) {
			bounds[b] = true
		}
	}
	for b := range bounds {
		job.Bounds = append(job.Bounds, b)
	}
	for _, total := range s.scope.Totals {
		sum := total.Left.(*calculus.Sigma)
		member := sum.Body().(*calculus.Index)
		place := slices.IndexFunc(member.Subs(), func(e calculus.Expr) bool { return calculus.Equal(e, sum.Index()) })
		job.Totals = append(job.Totals, []any{member.Base(), place, len(member.Subs()), total.Right.String()})
	}
	for _, r := range p.Requests {
		res, err := s.work(context.Background(), r)
		if err != nil {
			t.Fatalf("%s: %v", block, err)
		}
		chains := res.chains[len(res.chains)-1:]
		if len(res.entries) > 0 {
			chains = nil
			for _, e := range res.entries {
				chains = append(chains, e.chain)
			}
		}
		for _, c := range res.corners {
			chains = slices.Concat(chains, slices.Concat(c.rows...))
		}
		for _, c := range chains {
			if c.Verdict != calculus.Verified {
				t.Errorf("%s: %v", block, c.Verdict)
			}
			for _, l := range c.Lets {
				if base, _, _ := strings.Cut(l.Name.Name(), "_"); l.Index != nil {
					job.Families[base] = "lambda " + l.Index.Name() + ": " + pythonOf(l.Expr, l.Index.Name())
				}
			}
			job.Asks = append(job.Asks, askPython(c, bounds))
		}
	}
	return job
}

// askPython writes what a chain claims.
func askPython(c *calculus.Chain, bounds map[string]bool) pythonAsk {
	left := c.Left.(*calculus.Deriv)
	ask := pythonAsk{Function: pythonOf(left.Of()), Indices: []string{}}
	free := func(e calculus.Expr) {
		for _, x := range calculus.Symbols(e) {
			if !bounds[x.Name()] && !slices.Contains(ask.Indices, x.Name()) {
				ask.Indices = append(ask.Indices, x.Name())
			}
		}
	}
	for _, x := range append([]calculus.Expr{left.Of()}, left.Wrt()...) {
		m, ok := x.(*calculus.Index)
		if !ok {
			if x != left.Of() {
				ask.Wrt = append(ask.Wrt, []any{x.(*calculus.Sym).Name(), []string{}})
			}
			continue
		}
		subs := []string{}
		for _, sub := range m.Subs() {
			free(sub)
			subs = append(subs, pythonOf(sub))
		}
		if x != left.Of() {
			ask.Wrt = append(ask.Wrt, []any{m.Base(), subs})
		}
	}
	ask.Answers = append(ask.Answers, pythonAnswer{conditionsPython(c.Conditions), pythonOf(c.Answer())})
	for _, one := range c.Cases {
		ask.Answers = append(ask.Answers, pythonAnswer{conditionsPython(one.When), pythonOf(one.Value)})
	}
	return ask
}

// conditionsPython writes conditions on indices; those on values hold at the
// points that are tried, which lie between 0 and 1.
func conditionsPython(list []calculus.Relation) []string {
	when := []string{}
	for _, r := range list {
		if r.Op == calculus.NotEqual && r.Right == calculus.Expr(calculus.Zero) || r.Op == calculus.Greater || r.Op == calculus.Less {
			continue
		}
		op := r.Op.String()
		if op == "=" {
			op = "=="
		}
		when = append(when, pythonOf(r.Left)+op+pythonOf(r.Right))
	}
	return when
}

func upperEnds(e calculus.Expr) []string {
	var names []string
	if e == nil {
		return nil
	}
	if s, ok := e.(calculus.Ranged); ok {
		for _, x := range calculus.Symbols(s.To()) {
			names = append(names, x.Name())
		}
	}
	for _, c := range calculus.Children(e) {
		names = append(names, upperEnds(c)...)
	}
	return names
}
