"""Compares derivatives of explicit functions with SymPy's.

Reads one JSON object a line, answers with one a line:

    in   {"function", "wrt": [name], "answer"}
    out  {"compared", "wrong"}

Texts are Python, in which V("x") is the variable x. Both are evaluated at points
where both are real.
"""

import json
import random
import sys

import sympy

random.seed(1)


def check(job):
    symbols = {}

    def V(name):
        return symbols.setdefault(name, sympy.Symbol(name, real=True))

    def pick(largest):
        return lambda *args: (sympy.Max if largest else sympy.Min)(*args)

    env = {"V": V, "sympy": sympy, "R": sympy.Rational, "div": lambda a, b: sympy.sympify(a) / b,
           "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)), "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
           "relu": lambda u: sympy.Max(u, 0), "sign": sympy.sign, "max": pick(True), "min": pick(False)}
    function, answer = (sympy.sympify(eval(job[k], env)) for k in ("function", "answer"))
    want = sympy.diff(function, *[V(n) for n in job["wrt"]])
    compared, wrong = 0, []
    for _ in range(80):
        if compared >= 4:
            break
        wide = random.choice([1, 1, 4])
        at = {s: sympy.Float(wide * random.uniform(-1, 1.6), 40) for s in symbols.values()}
        value, a, b = (sympy.N(e.subs(at), 30) for e in (function, want, answer))
        if not all(v.is_real and v.is_finite for v in (value, a, b)):
            continue
        compared += 1
        if abs(a - b) > 1e-15 * (1 + abs(a)):
            wrong.append(f"at {at}: {b}, not {a}")
    return {"compared": compared, "wrong": wrong}


for line in sys.stdin:
    print(json.dumps(check(json.loads(line))), flush=True)
