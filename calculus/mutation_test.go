package calculus

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// work is a derivation in a setting in which the tests below break a rule or a
// pass. It returns the error of the first chain that has one.
type work func(set *Setting) error

// Names that the examples share.
var (
	x, y, z, loss = Symbol("x"), Symbol("y"), Symbol("z"), Symbol("L")
	i, j, k, n    = Symbol("i"), Symbol("j"), Symbol("k"), Symbol("N")
)

func square(e Expr) Expr            { return Power(e, Two) }
func member(of string, s Expr) Expr { return Indexed(of, s) }

// errUnknown reports a chain that is not verified.
var errUnknown = errors.New("the chain is not verified")

func settled(c *Chain, err error) error {
	if err == nil && c.Verdict != Verified {
		err = errUnknown
	}
	return err
}

// derive differentiates f by x.
func derive(f Expr) work {
	return func(set *Setting) error { _, err := partial(set, f, x); return err }
}

// partial differentiates f, which is L, by a symbol or a member of a family.
func partial(set *Setting, f, wrt Expr) (*Chain, error) {
	set.Scope = set.with(map[string]Expr{"L": f})
	c, err := set.Differentiate(context.Background(), Request{Left: D(loss, true, wrt), Body: f, Wrt: wrt, Partial: true, Name: loss})
	return c, settled(c, err)
}

// byMember differentiates f by w_k.
func byMember(f Expr) work {
	return func(set *Setting) error { _, err := partial(set, f, member("w", k)); return err }
}

// gradient works out the partial derivatives of f by x and y, and hands them on.
func gradient(f Expr, then func(set *Setting, partials []*Chain) (*Chain, error)) work {
	return func(set *Setting) error {
		var partials []*Chain
		for _, v := range []*Sym{x, y} {
			c, err := partial(set, f, v)
			if err != nil {
				return err
			}
			partials = append(partials, c)
		}
		return settled(then(set, partials))
	}
}

// through differentiates L along the names defined, by x.
func through(defs map[string]Expr) work {
	return func(set *Setting) error {
		set.Scope = set.with(defs)
		return settled(set.Through(context.Background(), Request{
			Left: D(loss, true, x), Body: defs["L"], Wrt: x, Partial: true, Name: loss, Value: loss,
		}))
	}
}

// secondDifferential works out d²L for L = x²y.
func secondDifferential(set *Setting) error {
	set.Scope = set.with(map[string]Expr{"L": Mul(square(x), y)})
	mixtures := Mixtures(2, 2)
	var second []*Chain
	for k, answer := range []Expr{Mul(Two, y), Mul(Two, x), Zero} {
		vars := []Expr{x, y}
		second = append(second, &Chain{Left: D(loss, true, vars[mixtures[k][0]], vars[mixtures[k][1]]), Lines: []Line{{Expr: answer}}})
	}
	return settled(set.HigherDifferential(loss, []*Sym{x, y}, mixtures, second))
}

// softmax differentiates y_i = e^(w_i)/Σ e^(w_l) by w_j.
func softmax(set *Setting) (*Chain, error) {
	l := Symbol("l")
	body := Div(Power(E, member("w", i)), SumOver(l, One, n, Power(E, member("w", l))))
	set.Families = map[string]FamilyBody{"y": {i, body}}
	c, err := set.Differentiate(context.Background(), Request{
		Left: D(member("y", i), true, member("w", j)), Body: body, Wrt: member("w", j), Partial: true,
		Name: Symbol("y"), Value: member("y", i),
	})
	return c, settled(c, err)
}

// entropy differentiates −Σ t_l log y_l for softmax, Σ t_l = 1.
func entropy(set *Setting) error {
	l := Symbol("l")
	sum := SumOver(l, One, n, Power(E, member("w", l)))
	set.Scope = set.with(map[string]Expr{"S": sum})
	set.Families = map[string]FamilyBody{"y": {i, Div(Power(E, member("w", i)), Symbol("S"))}}
	set.Totals = []Relation{{SumOver(l, One, n, member("t", l)), Equals, One}}
	body := Neg(SumOver(k, One, n, Mul(member("t", k), Log.Of(member("y", k)))))
	return settled(set.Through(context.Background(), Request{
		Left: D(loss, true, member("w", j)), Body: body, Wrt: member("w", j), Partial: true, Name: loss, Value: loss,
	}))
}

// implicit differentiates y twice by x where x⁴ + y⁴ = 16, written F(x, y) = 16 if
// F has a name.
func implicit(f *Sym) work {
	return func(set *Setting) error {
		u := ImplicitFunction{Name: y, Left: Add(Power(x, Int(4)), Power(y, Int(4))), Right: Int(16), Function: f, Vars: []*Sym{x}}
		im, err := set.Implicit(context.Background(), u, x, false)
		if err != nil {
			return err
		}
		slopes := map[string]*Chain{"x": im.Answer}
		return settled(set.ImplicitAgain(context.Background(), u, im.Answer, slopes, []*Sym{x, x}, false))
	}
}

// logistic differentiates σ = 1/(1+e^(−x)), which is recognized.
func logistic(set *Setting) error {
	sigma := Symbol("sigma")
	body := Div(One, Add(One, Power(E, Neg(x))))
	set.Scope = set.with(map[string]Expr{"sigma": body})
	return settled(set.Differentiate(context.Background(), Request{
		Left: D(sigma, false, x), Body: body, Wrt: x, Name: sigma, Value: sigma,
	}))
}

// long is a product that is differentiated by its logarithm.
var long = Div(Mul(square(Add(x, One)), Power(Sub(x, Two), Int(3))), Power(Add(square(x), One), Int(4)))

// ruleExamples are derivations that use a rule, one for each place where it is
// used otherwise.
var ruleExamples = map[*Rule][]work{
	SumRule:              {derive(Add(square(x), Sin.Of(x)))},
	ConstantMultipleRule: {derive(Mul(y, square(x))), derive(Div(Sin.Of(square(x)), y))},
	ConstantRule:         {derive(Add(square(x), y))},
	PowerRule:            {derive(Power(x, Int(3))), derive(Power(Add(square(x), One), Rat(1, 3))), derive(Div(y, Power(x, Int(3)))), derive(Div(y, Power(Sin.Of(x), Int(3))))},
	ExponentialRule:      {derive(Power(E, x)), derive(Exp.Of(x)), derive(Power(Two, x)), derive(Power(Int(3), square(x)))},
	LogarithmRule:        {derive(Log.Of(x)), derive(LogBase.Of(Two, x)), derive(Ln.Of(Add(square(x), One)))},
	TrigonometricRule:    {derive(Sin.Of(x)), derive(Cos.Of(x)), derive(Tan.Of(x)), derive(Cot.Of(x)), derive(Sec.Of(x)), derive(Csc.Of(x))},
	InverseTrigRule:      {derive(Arcsin.Of(x)), derive(Arccos.Of(x)), derive(Arctan.Of(x)), derive(Arccot.Of(x)), derive(Arcsec.Of(x)), derive(Arccsc.Of(x))},
	HyperbolicRule:       {derive(Sinh.Of(x)), derive(Cosh.Of(x)), derive(Tanh.Of(x)), derive(Coth.Of(x)), derive(Sech.Of(x)), derive(Csch.Of(x)), derive(Arsinh.Of(x)), derive(Arcosh.Of(x)), derive(Artanh.Of(x)), derive(Arcoth.Of(x)), derive(Arsech.Of(x)), derive(Arcsch.Of(x))},
	RootRule:             {derive(Sqrt.Of(x)), derive(Root.Of(Int(3), x)), derive(Root.Of(Int(4), Add(square(x), y)))},
	AbsoluteRule:         {derive(Abs.Of(x))},
	PiecewiseRule:        {derive(Max.Of(square(x), y)), derive(Min.Of(square(x), y, Mul(Two, x))), derive(ReLU.Of(x)), derive(Sign.Of(x))},
	SpecialRule:          {derive(Erf.Of(x)), derive(Sigmoid.Of(x)), derive(Softplus.Of(x))},
	ProductRule:          {byMember(ProductOver(i, One, n, Add(member("w", i), One))), derive(Mul(square(x), Sin.Of(x))), derive(Mul(x, Sin.Of(x), Power(E, x)))},
	QuotientRule:         {derive(Div(x, Add(square(x), One)))},
	ReciprocalRule:       {derive(Div(One, Sin.Of(x))), derive(Div(y, Add(square(x), One)))},
	ChainRule:            {derive(Sin.Of(square(x))), derive(Sin.Of(Power(E, square(x)))), through(map[string]Expr{"L": square(y), "y": Sin.Of(x)}), through(map[string]Expr{"L": Mul(y, z), "y": Sin.Of(x), "z": square(x)})},
	LogarithmicRule:      {derive(Power(x, x)), derive(long), derive(ProductOver(i, One, n, Add(Mul(x, member("w", i)), One)))},
	LogarithmLaws:        {derive(Log.Of(ProductOver(i, One, n, Mul(x, Power(E, Neg(Mul(x, member("w", i)))))))), byMember(Log.Of(ProductOver(i, One, n, member("w", i)))), derive(Log.Of(Div(Power(E, x), Add(Power(E, x), Power(E, y))))), derive(LogBase.Of(x, y)), derive(Neg(Log.Of(Div(Power(E, x), Add(Power(E, x), Power(E, y))))))},
	TotalDifferentialRule: {
		gradient(Mul(square(x), y), func(set *Setting, partials []*Chain) (*Chain, error) {
			return set.TotalDifferential(loss, []*Sym{x, y}, partials)
		}),
		secondDifferential,
		func(set *Setting) error { return settled(set.FamilyDifferential(loss, "w", One, n)) },
		func(set *Setting) error {
			c, err := partial(set, SumOver(i, One, n, square(member("w", i))), member("w", k))
			if err != nil {
				return err
			}
			return settled(set.FamiliesDifferential(loss, nil, nil, []Members{{"w", []*Sym{k}, []Expr{One}, []Expr{n}, c}}))
		},
	},
	DirectionalRule: {gradient(Mul(square(x), y), func(set *Setting, partials []*Chain) (*Chain, error) {
		return set.Directional(loss, []*Sym{x, y}, partials, []Expr{Int(3), Int(4)})
	})},
	TangentRule: {func(set *Setting) error {
		set.Scope = set.with(map[string]Expr{"L": Mul(square(x), y)})
		point := []Coordinate{{x, One}, {y, Two}}
		return settled(set.Tangent(z, loss, Two, []Expr{Int(4), One}, point))
	}},
	DeterminantRule: {func(set *Setting) error {
		rows := [][]Expr{{Mul(Two, x), One, y}, {y, x, Two}, {square(x), y, One}}
		claim := [][]Expr{{D(square(x), true, x), One, y}, {y, x, Two}, {square(x), y, D(x, true, x)}}
		return settled(set.Determinant(Symbol("J"), rows, claim))
	}},
	TangentLineRule: {func(set *Setting) error {
		set.Scope = set.with(map[string]Expr{"L": square(x)})
		return settled(set.Tangent(z, loss, One, []Expr{Two}, []Coordinate{{x, One}}))
	}},
	NormalRule: {func(set *Setting) error {
		set.Scope = set.with(map[string]Expr{"L": square(x)})
		return settled(set.NormalLine(z, loss, One, Two, Coordinate{x, One}))
	}},
	ParametricRule: {func(set *Setting) error {
		t := Symbol("t")
		set.Scope = set.with(map[string]Expr{"x": square(t), "y": Power(t, Int(3))})
		k := Curve{X: x, Y: y, T: t, XByT: &Chain{Lines: []Line{{Expr: Mul(Two, t)}}}, YByT: &Chain{Lines: []Line{{Expr: Mul(Int(3), square(t))}}}}
		return settled(set.Slope(k))
	}},
	ImplicitRule: {implicit(nil), implicit(loss)},
	EquationRule: {implicit(nil)},
	SymmetryRule: {func(set *Setting) error {
		set.Scope = set.with(map[string]Expr{"f": ApplyTo("f", y, z), "L": ApplyTo("f", y, z), "y": Sin.Of(x), "z": Cos.Of(x)})
		f := Symbol("f")
		first := Sub(Mul(D(f, true, y), Cos.Of(x)), Mul(D(f, true, z), Sin.Of(x)))
		claim := D(loss, false, x, x)
		return settled(set.Differentiate(context.Background(), Request{Left: claim, Body: first, Wrt: x, Carry: true, Claim: claim}))
	}},
	SubstituteRule: {
		derive(Sin.Of(Power(E, square(x)))),
		through(map[string]Expr{"L": square(y), "y": Sin.Of(x)}),
		through(map[string]Expr{"L": Mul(y, z), "y": Sin.Of(x), "z": square(x)}),
		func(set *Setting) error {
			set.Scope = set.with(map[string]Expr{"L": Power(x, Int(3))})
			return settled(set.ValueAt(loss, D(loss, false, x), Mul(Int(3), square(x)), []Coordinate{{x, Two}}))
		},
	},
	FactorRule:            {derive(Mul(x, Power(E, x)))},
	ExpandRule:            {derive(Mul(Add(square(x), One), Add(Power(x, Int(3)), Two)))},
	CommonDenominatorRule: {derive(long), derive(Mul(x, Sqrt.Of(Sub(One, square(x)))))},
	CancelRule:            {derive(Div(Log.Of(x), x))},
	PythagoreanRule:       {derive(Div(Sin.Of(x), Cos.Of(x)))},
	KroneckerRule:         {byMember(ProductOver(i, One, n, member("w", i))), byMember(SumOver(i, One, n, square(member("w", i))))},
	CollapseRule: {
		byMember(SumOver(i, One, n, square(member("w", i)))),
		byMember(SumOver(i, One, Sub(n, One), square(Sub(member("w", Add(i, One)), member("w", i))))),
	},
	MeanRule: {func(set *Setting) error {
		mean := Mul(Div(One, n), SumOver(i, One, n, member("w", i)))
		set.Scope = set.with(map[string]Expr{"m": mean})
		return settled(set.Differentiate(context.Background(), Request{
			Left: D(loss, true, member("w", k)), Body: SumOver(i, One, n, square(Sub(member("w", i), Symbol("m")))), Wrt: member("w", k), Partial: true,
		}))
	}},
	AssumptionRule: {entropy},
	RecognizeRule:  {logistic, func(set *Setting) error { _, err := softmax(set); return err }, through(map[string]Expr{"L": Mul(z, y), "y": Div(Power(E, x), Add(Power(E, x), One))})},
}

// Every rule is broken in turn: wherever it is used, what it makes is changed a
// little. Verification must catch each, in every derivation that uses the rule.
func TestVerificationCatchesBrokenRules(t *testing.T) {
	changes := map[string]func(Expr) Expr{
		"sign":   Neg,
		"factor": func(e Expr) Expr { return Mul(Rat(1001, 1000), e) },
		"term":   func(e Expr) Expr { return Add(e, Rat(1, 1000)) },
	}
	for _, rule := range Rules() {
		if len(ruleExamples[rule]) == 0 {
			t.Errorf("%s: no example", rule.ID)
		}
		for number, derivation := range ruleExamples[rule] {
			if err := derivation(mutated(nil, nil)); err != nil {
				t.Errorf("%s, example %d: %v", rule.ID, number, err)
				continue
			}
			for name, change := range changes {
				used := false
				err := derivation(mutated(func(rules []*Rule, made Expr) Expr {
					// The derivative of a constant, or of a sign, is 0 with either sign and
					// any factor.
					if changed := change(made); hasRule(rules, rule) && !(isZero(made) && name != "term") {
						used = true
						return changed
					}
					return made
				}, nil))
				vacuous := name != "term" && (rule == ConstantRule || rule == PiecewiseRule && number == 3)
				switch {
				case vacuous:
				case !used:
					t.Errorf("%s, example %d: not used", rule.ID, number)
				case !refuted(err):
					t.Errorf("%s broken by a %s passes in example %d: %v", rule.ID, name, number, err)
				}
			}
		}
	}
}

func refuted(err error) bool {
	var refuted *RefutedError
	return errors.As(err, &refuted)
}

func mutated(broken func([]*Rule, Expr) Expr, spoilt func(string, polynomial) polynomial) *Setting {
	return &Setting{Vars: []*Sym{x, y}, broken: broken, spoilt: spoilt}
}

// passExamples are functions whose derivatives need passes of simplification that
// few do.
var passExamples = []work{
	derive(Add(Mul(Cos.Of(Zero), square(x)), Sin.Of(x))),
	derive(Div(square(x), square(Abs.Of(y)))),
	func(set *Setting) error {
		c, err := softmax(set)
		if err != nil {
			return err
		}
		return settled(set.Entry(c, map[string]Expr{"i": One, "j": One}))
	},
	derive(Mul(Sub(x, y), Power(Sub(y, x), Int(3)), Sin.Of(x))),
	derive(Div(Mul(Sub(x, y), Sin.Of(x)), square(Sub(y, x)))),
	derive(SumOver(i, One, n, Mul(x, y))),
	byMember(SumOver(i, One, n, Mul(member("w", k), member("x", i)))),
	derive(Div(Sub(square(x), One), Sub(x, One))),
	derive(Mul(Add(x, One), Log.Of(Sub(square(x), One)))),
	derive(Log.Of(Div(Add(x, One), Sub(square(x), One)))),
	derive(Mul(Log.Of(E), square(x))),
	derive(Mul(LogBase.Of(Two, Two), square(x))),
	derive(Mul(x, Power(E, Log.Of(y)))),
	derive(Div(x, Abs.Of(x))),
	derive(Mul(y, Div(Abs.Of(x), x))),
	derive(Log.Of(Cos.Of(x))),
	derive(Log.Of(Tan.Of(x))),
	derive(Mul(append(symbols(30), square(x))...)),
}

// symbols returns a_1, a_2, …
func symbols(n int) []Expr {
	list := make([]Expr, n)
	for i := range list {
		list[i] = Symbol("a_" + strconv.Itoa(i+1))
	}
	return list
}

// Every pass of simplification is spoilt in turn. Verification must catch each
// kind of fault in some derivation, and there is one for each pass that the source
// names.
func TestVerificationCatchesSpoiltPasses(t *testing.T) {
	changes := map[string]func(p polynomial){
		"sign":   func(p polynomial) { p[0].coef = p[0].coef.neg() },
		"factor": func(p polynomial) { p[0].coef = p[0].coef.mul(Rat(1001, 1000)) },
		"power":  func(p polynomial) { p[0] = p[0].times(power(x, One)) },
	}
	pool := slices.Clone(passExamples)
	for _, rule := range Rules() {
		pool = append(pool, ruleExamples[rule]...)
	}
	for seed := range 400 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		pool = append(pool, derive(randomExpr(r, []*Sym{x, y}, 1+r.IntN(3))))
	}
	// Which derivation needs which passes.
	needs := map[string][]work{}
	for _, derivation := range pool {
		seen := map[string]bool{}
		err := derivation(mutated(nil, func(pass string, p polynomial) polynomial { seen[pass] = true; return p }))
		if err == nil {
			for pass := range seen {
				needs[pass] = append(needs[pass], derivation)
			}
		}
	}
	for _, pass := range passes(t) {
		for _, name := range slices.Sorted(maps.Keys(changes)) {
			caught := slices.ContainsFunc(needs[pass], func(derivation work) bool {
				return refuted(derivation(mutated(nil, func(made string, p polynomial) polynomial {
					if made != pass {
						return p
					}
					p = slices.Clone(p)
					changes[name](p)
					return p
				})))
			})
			if !caught {
				t.Errorf("%s, spoilt by a %s, is caught in none of %d derivations", pass, name, len(needs[pass]))
			}
		}
	}
}

// passes lists the passes of simplification that the source names.
func passes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`\b(?:s\.pass|s\.passed|consider)\((?:\w+, )?"([^"]+)"`)
	found := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(source), -1) {
			found[m[1]] = true
		}
	}
	if len(found) < 30 {
		t.Fatalf("only %d passes found", len(found))
	}
	return slices.Sorted(maps.Keys(found))
}
