package solution

import (
	"bufio"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// compile builds a C++ driver of testdata, and reports false where the compiler
// or the library is missing.
func compile(t testing.TB, source string, flags ...string) (program string, ok bool) {
	program = filepath.Join(t.TempDir(), "driver")
	args := append([]string{"-O2", "-fpermissive", "-w", filepath.FromSlash(source), "-o", program}, flags...)
	if out, err := exec.Command("g++", args...).CombinedOutput(); err != nil {
		if os.Getenv("BIBUN_TEST_ALL") != "" {
			t.Fatalf("%s cannot be built: %v\n%s", source, err, out)
		}
		return "", false
	}
	return program, true
}

// askGiac adds Giac's derivatives to the questions, as a second opinion. It returns
// false where Giac is missing.
func askGiac(t *testing.T, jobs []*job) bool {
	program, ok := compile(t, "testdata/differential/giac_derivative.cc", "-lgiac", "-lgmp")
	if !ok {
		t.Log("without Giac, for which g++ and libgiac-dev are needed")
		return false
	}
	cmd := exec.Command(program)
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
	var questions []*question
	var lines []string
	for _, j := range jobs {
		for _, q := range j.Asks {
			if len(q.Wrt) == 0 {
				continue
			}
			questions = append(questions, q)
			line := j.exercise.formula.giac() + "\t"
			for _, v := range q.Wrt {
				line += " " + giacName(v)
			}
			lines = append(lines, line)
		}
	}
	go func() {
		defer in.Close()
		w := bufio.NewWriter(in)
		defer w.Flush()
		for _, l := range lines {
			if _, err := fmt.Fprintln(w, l); err != nil {
				return
			}
		}
	}()
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		number, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		i, err := strconv.Atoi(number)
		if ok && err == nil && i < len(questions) && text != "" {
			questions[i].Others["giac"] = giacNames.ReplaceAllString(text, "")
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return true
}

// giacName is a variable's name in Giac, where many a letter means something.
func giacName(v string) string { return "v_" + v }

var giacNames = regexp.MustCompile(`\bv_`)

// giac writes f for Giac, by its own functions where they mean the same over
// the real numbers.
func (f *formula) giac() string {
	if (f.op == "max" || f.op == "min") && len(f.args) > 2 {
		return of(f.op, f.args[0], of(f.op, f.args[1:]...)).giac()
	}
	args := make([]string, len(f.args))
	for i, a := range f.args {
		args[i] = a.giac()
	}
	switch f.op {
	case "":
		switch first := f.atom[0]; {
		case f.atom == "e" || f.atom == "pi":
			return f.atom
		case strings.Contains(f.atom, "."):
			r, _ := new(big.Rat).SetString(f.atom)
			return "(" + r.String() + ")"
		case first >= '0' && first <= '9':
			return f.atom
		}
		return giacName(f.atom)
	case "+", "*", "/", "^":
		return "(" + strings.Join(args, f.op) + ")"
	case "-":
		return "(-" + args[0] + ")"
	}
	form, ok := giacForms[f.op]
	if !ok {
		form = f.op + "($1)"
	}
	if f.op == "root" && (f.args[0].atom == "3" || f.args[0].atom == "5") {
		form = "(sign($2)*abs($2)^(1/$1))"
	}
	for i, a := range args {
		form = strings.ReplaceAll(form, fmt.Sprintf("$%d", i+1), a)
	}
	return form
}

var giacForms = map[string]string{
	"arcsin": "asin($1)", "arccos": "acos($1)", "arctan": "atan($1)", "arccot": "(pi/2-atan($1))",
	"arcsec": "acos(1/$1)", "arccsc": "asin(1/$1)",
	"sech": "(1/cosh($1))", "csch": "(1/sinh($1))", "coth": "(cosh($1)/sinh($1))",
	"arsinh": "asinh($1)", "arcosh": "acosh($1)", "artanh": "atanh($1)",
	"arcoth": "(ln(($1+1)/($1-1))/2)", "arsech": "acosh(1/$1)", "arcsch": "asinh(1/$1)",
	"log": "ln($1)", "logb": "(ln($2)/ln($1))", "root": "($2^(1/$1))",
	"max": "(($1+$2+abs($1-$2))/2)", "min": "(($1+$2-abs($1-$2))/2)",
	"sigmoid": "(1/(1+exp(-$1)))", "relu": "(($1+abs($1))/2)", "softplus": "ln(1+exp($1))",
}
