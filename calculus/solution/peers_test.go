package solution

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// benchmarked are functions of study notes, by which systems are compared.
var benchmarked = []struct{ name, function, vars string }{
	{"poly1", "u^3+4*u*v-v^2", "u v"},
	{"poly2", "u^2*v^4", "u v"},
	{"poly3", "x^3*y^2-2*x*y+5*y^3-7", "x y"},
	{"sqerr", "(w*x+b-y)^2", "w b x y"},
	{"mse2", "((w*x_1+b-y_1)^2+(w*x_2+b-y_2)^2)/2", "w b"},
	{"sigmoid", "1/(1+exp(-(w*x+b)))", "w x b"},
	{"softplus", "log(1+exp(-z*w))", "z w"},
	{"softmax2", "exp(u)/(exp(u)+exp(v))", "u v"},
	{"softmax3", "exp(u)/(exp(u)+exp(v)+exp(w))", "u v w"},
	{"softmaxCE", "-log(exp(u)/(exp(u)+exp(v)))", "u v"},
	{"bce", "-t*log(y)-(1-t)*log(1-y)", "y t"},
	{"bce_sig", "-t*log(1/(1+exp(-z)))-(1-t)*log(1-1/(1+exp(-z)))", "z t"},
	{"norm2", "sqrt(x^2+y^2)", "x y"},
	{"tanh", "tanh(w*x+b)", "w x b"},
	{"mlp", "(w_2*tanh(w_1*x+b_1)+b_2-y)^2", "w_1 b_1 w_2 b_2"},
	{"atan2", "atan(y/x)", "x y"},
	{"powxy", "x^y", "x y"},
	{"gauss", "exp(-((x-m)^2)/(2*s^2))", "x m s"},
	{"gausspdf", "1/(s*sqrt(2*pi))*exp(-((x-m)^2)/(2*s^2))", "x m s"},
	{"quot1", "x*y/(x^2+y^2)", "x y"},
	{"quot2", "(x-y)/(x+y)", "x y"},
	{"quot3", "x*y*z/(x+y+z)", "x y z"},
	{"trig", "sin(x*y)+cos(x-y)", "x y"},
	{"prod3", "x^2*exp(y)*sin(z)", "x y z"},
	{"lognorm", "log(x^2+y^2)", "x y"},
	{"expcos", "exp(x*y)*cos(x+y)", "x y"},
	{"cubequad", "(a*x^2+b*y^2+c)^3", "x y a b c"},
	{"sphere", "sqrt(1-x^2-y^2)", "x y"},
}

// grown are the families of functions by which growth is compared.
func grown() []workload {
	nest := func(n int) workload {
		return workload{
			name: fmt.Sprint("nest-", n), function: strings.Repeat("sin(", n) + "x" + strings.Repeat(")", n), vars: []string{"x"}, repeated: 3,
		}
	}
	product := func(n int) workload {
		w := workload{name: fmt.Sprint("product-", n), repeated: 1}
		var factors []string
		for i := range n {
			x := fmt.Sprint("x_", i)
			factors = append(factors, "("+x+"+y)^2")
			w.vars = append(w.vars, x)
		}
		w.function = strings.Join(factors, "*")
		return w
	}
	sum := func(n int) workload {
		var terms []string
		for i := range n {
			terms = append(terms, fmt.Sprintf("(w*x_%d+b-y_%d)^2", i, i))
		}
		return workload{name: fmt.Sprint("sum-", n), function: strings.Join(terms, "+"), vars: []string{"w", "b"}, repeated: 3}
	}
	return unlimited([]workload{nest(100), nest(500), nest(2000), product(100), product(400), sum(1000), sum(10000)})
}

// workload is a function of which all first partial derivatives are wanted.
type workload struct {
	name, function string
	vars           []string
	repeated       int
	limits         problem.Limits
}

// unlimited raises the limits, which keep out functions that nobody reads.
func unlimited(list []workload) []workload {
	for i := range list {
		list[i].limits = problem.Limits{Bytes: 1 << 30, Tokens: 1 << 30, Depth: 1 << 30, Nodes: 1 << 30}
	}
	return list
}

var noLimits = Limits{
	Limits: calculus.Limits{Nodes: 1 << 30, Work: 1 << 40},
	Body:   1 << 30, Bytes: 1 << 30, Document: 1 << 30,
}

func (w workload) block() string {
	return "f = " + w.function + "\npartial f by " + strings.Join(w.vars, ", ")
}

// run solves the block from its text on.
func (w workload) run(o Options) error {
	p, diagnostics := problem.ParseWithin(w.block(), w.limits)
	for _, d := range diagnostics {
		if d.Severity == problem.Error {
			return fmt.Errorf("%s %v", d.Code, d.Args)
		}
	}
	sol, err := Solve(context.Background(), p, o)
	if err != nil {
		return err
	}
	for _, d := range sol.Diagnostics {
		if d.Severity == problem.Error {
			return fmt.Errorf("%s %v", d.Code, d.Args)
		}
	}
	if len(sol.Answers) != len(w.vars) {
		return fmt.Errorf("%d answers", len(sol.Answers))
	}
	return nil
}

func workloads() []workload {
	var list []workload
	for _, f := range benchmarked {
		list = append(list, workload{name: f.name, function: f.function, vars: strings.Fields(f.vars), repeated: 200})
	}
	return list
}

// BenchmarkPeers takes the functions from text to bare answers, as the peers
// do, and to full worked solutions, both verified, and prints a table beside
// GiNaC and Giac where they are installed:
//
//	go test -run '^$' -bench Peers -benchtime 200x ./calculus/solution
func BenchmarkPeers(b *testing.B) {
	besidePeers(b, workloads(), Options{Steps: StepsAnswer}, Options{Steps: StepsFull})
}

// BenchmarkGrowth does the same for functions that get larger, without the full
// solutions, which would be longer than anyone reads:
//
//	go test -run '^$' -bench Growth -benchtime 1x -timeout 1h ./calculus/solution
func BenchmarkGrowth(b *testing.B) {
	besidePeers(b, grown(), Options{Steps: StepsAnswer, Limits: noLimits})
}

func besidePeers(b *testing.B, list []workload, options ...Options) {
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command does
	}
	var columns []*column
	for _, o := range options {
		c := &column{string(o.Steps), map[string]float64{}}
		columns = append(columns, c)
		b.Run(c.name, func(b *testing.B) {
			for _, w := range list {
				b.Run(w.name, func(b *testing.B) {
					b.ReportAllocs()
					var times []float64
					for b.Loop() {
						start := time.Now()
						if err := w.run(o); err != nil {
							b.Skip(err)
						}
						times = append(times, float64(time.Since(start))/1e3)
					}
					slices.Sort(times)
					c.times[w.name] = times[len(times)/2]
				})
			}
		})
	}
	if strings.Contains(flag.Lookup("test.bench").Value.String(), "/") {
		return // a part was chosen, to look into
	}
	columns = append(columns, peers(b, list)...)
	fmt.Print(table(list, columns))
}

// column is what one system took, in µs by function.
type column struct {
	name  string
	times map[string]float64
}

// peer is a system to compare with.
type peer struct {
	name, source string
	flags, args  []string
	// names are what it calls things by another name than the block language.
	names *strings.Replacer
	// slow says that it gets a tenth of the repetitions.
	slow bool
}

// peers times the systems that are installed.
func peers(b *testing.B, list []workload) []*column {
	ginac, _ := exec.Command("pkg-config", "--cflags", "--libs", "ginac").Output()
	giac := []string{"-lgiac", "-lgmp"}
	all := []peer{
		{name: "GiNaC", source: "testdata/peers/ginac.cc", flags: strings.Fields(string(ginac)), names: strings.NewReplacer("_", "", "pi", "Pi")},
		{name: "Giac", source: "testdata/peers/giac.cc", flags: giac, names: strings.NewReplacer("_", "")},
		{name: "Giac simplify", source: "testdata/peers/giac.cc", flags: giac, args: []string{"simplify"}, names: strings.NewReplacer("_", ""), slow: true},
	}
	var columns []*column
	for _, p := range all {
		program, ok := compile(b, p.source, p.flags...)
		if !ok {
			fmt.Println("without " + p.name)
			continue
		}
		c := &column{p.name, map[string]float64{}}
		for _, w := range list {
			if us, ok := p.time(program, w); ok {
				c.times[w.name] = us
			}
		}
		columns = append(columns, c)
	}
	return columns
}

// time gives the peer one function, and at most forty seconds for it.
func (p peer) time(program string, w workload) (us float64, ok bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, p.args...)
	repeated := w.repeated
	if p.slow {
		repeated = (repeated + 9) / 10
	}
	cmd.Stdin = strings.NewReader(fmt.Sprintf("%s\t%s\t%s\t%d\n",
		w.name, p.names.Replace(w.function), p.names.Replace(strings.Join(w.vars, " ")), repeated))
	out, err := cmd.Output()
	if err != nil {
		return 0, false
	}
	_, err = fmt.Sscanf(string(out), w.name+"\t%g", &us)
	return us, err == nil
}

// table lists the times, with median, worst and the ratios of the medians.
func table(list []workload, columns []*column) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-12s", "µs")
	for _, c := range columns {
		fmt.Fprintf(&b, " %14s", c.name)
	}
	b.WriteByte('\n')
	for _, w := range list {
		fmt.Fprintf(&b, "%-12s", w.name)
		for _, c := range columns {
			if us, ok := c.times[w.name]; ok {
				fmt.Fprintf(&b, " %14.1f", us)
			} else {
				fmt.Fprintf(&b, " %14s", "–")
			}
		}
		b.WriteByte('\n')
	}
	row := func(name string, of func([]float64) float64) {
		fmt.Fprintf(&b, "%-12s", name)
		for _, c := range columns {
			var times []float64
			for _, us := range c.times {
				times = append(times, us)
			}
			slices.Sort(times)
			if len(times) == 0 {
				times = []float64{0}
			}
			fmt.Fprintf(&b, " %14.1f", of(times))
		}
		b.WriteByte('\n')
	}
	row("median", func(t []float64) float64 { return (t[len(t)/2] + t[(len(t)-1)/2]) / 2 })
	row("worst", func(t []float64) float64 { return t[len(t)-1] })
	return b.String()
}
