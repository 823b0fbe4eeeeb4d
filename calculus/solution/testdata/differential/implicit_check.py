"""Compares derivatives of functions that an equation determines with difference
quotients along the curve, which mpmath finds by solving the equation.

Reads one JSON object a line, answers with one a line:

    in   {"equation", "unknown", "vars": [name], "orders": [name], "answer"}
    out  {"compared", "wrong"}

Texts are Python, in which V("x") is the variable x; the equation is what is 0.
"""

import json
import random
import sys

import mpmath
import sympy

mpmath.mp.dps = 60
random.seed(1)


def check(job):
    names = job["vars"] + [job["unknown"]]
    symbols = {}

    def V(name):
        return symbols.setdefault(name, sympy.Symbol(name, real=True))

    env = {"V": V, "sympy": sympy, "R": sympy.Rational, "div": lambda a, b: sympy.sympify(a) / b}
    equation, answer = (eval(job[k], env) for k in ("equation", "answer"))
    fixed = {V(n): sympy.Rational(random.randint(20, 90), 37) for n in list(symbols) if n not in names}
    args = [V(n) for n in names]
    f = sympy.lambdify(args, sympy.sympify(equation).subs(fixed), "mpmath")
    g = sympy.lambdify(args, sympy.sympify(answer).subs(fixed), "mpmath")
    compared, wrong = 0, []
    for _ in range(60):
        if compared >= 3:
            break
        wide = random.choice([1, 1, 3])
        at = [wide * mpmath.mpf(random.randint(-120, 160)) / 97 for _ in job["vars"]]
        guess = mpmath.mpf(random.randint(-120, 160)) / 61
        try:
            here = mpmath.findroot(lambda y: f(*at, y), guess)
            if abs(mpmath.im(here)) > 0 or abs(f(*at, here)) > mpmath.mpf(10) ** -40:
                continue
            curve = lambda *x: mpmath.findroot(lambda y: f(*x, y), here)
            orders = tuple(job["orders"].count(n) for n in job["vars"])
            want = mpmath.diff(curve, tuple(at), orders)
            got = g(*at, here)
            if not (mpmath.isfinite(want) and mpmath.isfinite(got)) or mpmath.im(got) != 0 or abs(want) > 1e6:
                continue
        except (ValueError, ZeroDivisionError, TypeError, OverflowError):
            continue
        compared += 1
        if abs(want - got) > 1e-8 * (1 + abs(want)):
            wrong.append(f"at {at}, {here}: {got}, not {want}")
    return {"compared": compared, "wrong": wrong}


for line in sys.stdin:
    print(json.dumps(check(json.loads(line))), flush=True)
