package solution

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// The differential test solves generated blocks, from their text on, and has
// every answer and every line of every chain evaluated by mpmath and compared
// with SymPy's derivative of the same function, and with Giac's where that is
// installed. The environment sets
//
//	BIBUN_DIFFERENTIAL  how many functions, 2,000 where it is not set
//	BIBUN_SEED          where the generator starts, 1 where it is not set
//	BIBUN_TEST_ALL      run, where 1, and fail where SymPy is missing

// unknownShare is how many of the answers may go unverified, those of functions
// that are defined nowhere not counted.
const unknownShare = 0.002

func TestDifferentialSymPy(t *testing.T) {
	needSymPy(t)
	n, seed := setting(t, "BIBUN_DIFFERENTIAL", 2000), setting(t, "BIBUN_SEED", 1)
	if testing.Short() && os.Getenv("BIBUN_DIFFERENTIAL") == "" {
		n = 200
	}
	jobs := solveAll(uint64(seed), n)
	giac := askGiac(t, jobs)
	compare(t, jobs)
	report(t, jobs, giac)
}

// TestDifferentialFindsErrors puts small errors into right answers and into lines.
func TestDifferentialFindsErrors(t *testing.T) {
	needSymPy(t)
	jobs := solveAll(2, 60)
	for _, j := range jobs {
		for i, q := range j.Asks {
			if i%2 == 0 {
				q.Answer = "(" + q.Answer + ")*1.0001+1/100000"
				continue
			}
			lines := q.Chains[0].Lines
			lines[len(lines)-1] += "+1/100000"
		}
	}
	compare(t, jobs)
	found := 0
	for _, j := range jobs {
		for i, q := range j.Asks {
			want := []string{"wrong", "wrong line"}[i%2]
			switch q.result.Status {
			case want:
				found++
			case "equal", "narrow":
				t.Errorf("an error in %s was not found: %s", q.Answer, j.text)
			}
		}
	}
	if found < 100 {
		t.Errorf("%d errors found, want at least 100", found)
	}
}

func setting(t testing.TB, name string, value int) int {
	if text := os.Getenv(name); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return n
	}
	return value
}

// job is an exercise that has been solved, as sympy_check.py reads it.
type job struct {
	ID       int                       `json:"id"`
	Vars     []string                  `json:"vars"`
	Function string                    `json:"function"` // in canonical form
	Defs     map[string]definitionText `json:"defs"`
	Asks     []*question               `json:"asks"`

	*exercise `json:"-"`
	failed    []string // diagnostics
	took      time.Duration
}

// question is one derivative that was asked for, or one component.
type question struct {
	Wrt        []string          `json:"wrt"`
	Total      []string          `json:"total"`
	Answer     string            `json:"answer"`
	Conditions []string          `json:"conditions"`
	Others     map[string]string `json:"others"`
	Chains     []chainText       `json:"chains"`

	verdict string
	result  finding
}

type chainText struct {
	Lets  map[string]string `json:"lets"`
	Lines []string          `json:"lines"`
}

// finding is what sympy_check.py says of a question.
type finding struct {
	Status      string            `json:"status"`
	Detail      string            `json:"detail"`
	Lines       int               `json:"lines"`
	Differences int               `json:"differences"`
	Others      map[string]string `json:"others"`
}

// solveAll solves the first n exercises of the seed.
func solveAll(seed uint64, n int) []*job {
	jobs := make([]*job, n)
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				jobs[i] = solveExercise(newExercise(seed, uint64(i)), i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
	return jobs
}

// solveExercise takes the text of the block the whole way, and then looks at
// the chains of the answers.
func solveExercise(e *exercise, id int) *job {
	j := &job{ID: id, Vars: e.vars, Function: e.formula.canonical(), Defs: e.defs, exercise: e}
	fail := func(d problem.Diagnostic) {
		j.failed = append(j.failed, strings.TrimSpace(d.Code+" "+strings.Join(d.Args, "; ")))
	}
	start := time.Now()
	p, diagnostics := problem.Parse(e.text)
	for _, d := range diagnostics {
		if d.Severity == problem.Error {
			fail(d)
		}
	}
	if len(j.failed) > 0 {
		return j
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	sol, err := Solve(ctx, p, Options{})
	j.took = time.Since(start)
	if err != nil {
		j.failed = append(j.failed, err.Error())
		return j
	}
	for _, d := range sol.Diagnostics {
		if d.Severity == problem.Error {
			fail(d)
		}
	}
	if len(j.failed) > 0 {
		return j
	}
	if len(sol.Answers) == 0 {
		j.failed = append(j.failed, "no answer")
	}
	s := newSolver(context.Background(), p, Options{})
	for i, a := range sol.Answers {
		res, err := s.work(ctx, p.Requests[i])
		if err != nil {
			j.failed = append(j.failed, err.Error())
			continue
		}
		last := res.chains[len(res.chains)-1]
		switch a.Kind {
		case problem.Total:
			q := newQuestion(a.Text(), a.Verdict, last)
			q.Wrt, q.Total = []string{}, a.Wrt
			j.Asks = append(j.Asks, q)
		case problem.Gradient, problem.Hessian:
			for k, entry := range a.Entries {
				q := newQuestion(entry.Text(), res.entries[k].chain.Verdict.String(), res.entries[k].chain)
				q.Wrt = entry.Wrt
				j.Asks = append(j.Asks, q)
			}
		default:
			q := newQuestion(a.Text(), a.Verdict, res.chains...)
			q.Wrt = a.Wrt
			j.Asks = append(j.Asks, q)
		}
	}
	return j
}

// newQuestion collects the lines of the chains, of which the last ends with the
// answer.
func newQuestion(answer, verdict string, chains ...*calculus.Chain) *question {
	q := &question{Answer: answer, Total: []string{}, Conditions: []string{}, Others: map[string]string{}, verdict: verdict}
	for _, r := range chains[len(chains)-1].Conditions {
		q.Conditions = append(q.Conditions, r.String())
	}
	var add func(c *calculus.Chain)
	add = func(c *calculus.Chain) {
		text := chainText{Lets: map[string]string{}}
		if d, ok := c.Left.(*calculus.Deriv); ok {
			text.Lines = append(text.Lines, d.String())
		}
		for _, l := range c.Lets {
			text.Lets[l.Name.Name()] = l.Expr.String()
		}
		for _, l := range c.Lines {
			text.Lines = append(text.Lines, l.Expr.String())
		}
		q.Chains = append(q.Chains, text)
		for _, p := range c.Parts {
			add(p)
		}
	}
	for _, c := range chains {
		add(c)
	}
	return q
}

// compare has SymPy look at the jobs.
func compare(t *testing.T, jobs []*job) {
	cmd := exec.Command(python, filepath.FromSlash("testdata/differential/sympy_check.py"))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer in.Close()
		w := bufio.NewWriter(in)
		defer w.Flush()
		enc := json.NewEncoder(w)
		for _, j := range jobs {
			if len(j.Asks) > 0 && enc.Encode(j) != nil {
				return
			}
		}
	}()
	dec := json.NewDecoder(out)
	for dec.More() {
		var r struct {
			ID   int       `json:"id"`
			Asks []finding `json:"asks"`
		}
		if err := dec.Decode(&r); err != nil {
			t.Fatal(err)
		}
		for i, f := range r.Asks {
			jobs[r.ID].Asks[i].result = f
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// report counts what was found, and fails where an answer or a line is wrong. Giac
// says whether that was asked as well.
func report(t *testing.T, jobs []*job, giac bool) {
	status, others, failed := map[string]int{}, map[string]int{}, map[string]int{}
	asked, lines, differences, unknown := 0, 0, 0, 0
	var slowest *job
	for _, j := range jobs {
		if slowest == nil || j.took > slowest.took {
			slowest = j
		}
		for _, f := range j.failed {
			code, _, _ := strings.Cut(f, " ")
			failed[code]++
			if code == CodeRefuted {
				t.Errorf("function %d: %s\n%s", j.ID, f, j.text)
			} else if testing.Verbose() {
				t.Logf("function %d: not answered: %s\n%s", j.ID, f, j.text)
			}
		}
		for _, q := range j.Asks {
			asked++
			f := q.result
			status[f.Status]++
			lines += f.Lines
			differences += f.Differences
			for who, verdict := range f.Others {
				others[who+" "+verdict]++
			}
			if giac && f.Status == "equal" && len(q.Wrt) > 0 && f.Others["giac"] == "" {
				others["giac without an answer"]++
			}
			// "outside" are functions whose conditions hold nowhere: arcoth of
			// something that is 1 to thirty digits is as good as undefined.
			unverified := q.verdict != calculus.Verified.String() && f.Status != "nowhere" && f.Status != "no derivative" && f.Status != "outside"
			if unverified {
				unknown++
			}
			switch {
			case f.Status == "wrong" || f.Status == "wrong line" || f.Status == "narrow" || f.Status == "narrow line" || f.Status == "undefined":
				t.Errorf("function %d, by %v: %s: %s\n%s", j.ID, q.Wrt, f.Status, f.Detail, j.text)
			case f.Status != "equal" && f.Status != "nowhere" && testing.Verbose():
				t.Logf("function %d, by %v: %s: %s, if %v\n%s", j.ID, q.Wrt, f.Status, f.Detail, q.Conditions, j.text)
			case f.Others["giac"] == "differs" && testing.Verbose():
				t.Logf("function %d, by %v: Giac differs: %s\n%s", j.ID, q.Wrt, q.Others["giac"], j.text)
			case f.Differences > 0 && testing.Verbose():
				t.Logf("function %d, by %v: %s\n%s", j.ID, q.Wrt, f.Detail, j.text)
			}
			if unverified && testing.Verbose() {
				t.Logf("function %d, by %v: unknown: %s, if %v\n%s", j.ID, q.Wrt, q.Answer, q.Conditions, j.text)
			}
		}
	}
	t.Logf("%d functions, %d derivatives, %d lines compared\nanswers:%s\nnot answered:%s\nverdict unknown: %d\nderivatives on which SymPy was overruled by differences: %d%s",
		len(jobs), asked, lines, counts(status), counts(failed), unknown, differences, counts(others))
	t.Logf("slowest: function %d, %v", slowest.ID, slowest.took)
	// An answer that has no value where the function has a derivative must say
	// so in its conditions.
	if narrow := status["narrow"] + status["narrow line"] + status["undefined"]; narrow > 0 {
		t.Errorf("%d answers or lines hold on less than the function's domain, and do not say so", narrow)
	}
	if wide := asked - status["nowhere"] - status["no derivative"] - status["outside"]; float64(unknown) > unknownShare*float64(wide) {
		t.Errorf("%d of %d answers could not be verified", unknown, wide)
	}
}

func counts(m map[string]int) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, " %s %d", k, m[k])
	}
	return b.String()
}
