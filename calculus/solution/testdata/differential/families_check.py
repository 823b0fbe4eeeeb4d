"""Compares derivatives by members of families with SymPy's, for N = 5.

Reads one JSON object a line, answers with one a line:

    in   {"n", "defs": {name: text}, "families": {base: text of a function},
          "totals": [[base, place, subscripts, value]], "from",
          "asks": [{"function", "wrt": [[base, subscripts]], "indices", "answers":
                    [{"when": [text], "value": text}]}]}
    out  {"asks": [{"compared", "values", "wrong"}]}

Texts are Python: M("w", i) is the member w_i, V("x") the symbol or definition x,
and sums are written out by Python's sum. Every combination of values of the free
indices is tried: the function is written out, differentiated by sympy.diff, and
compared at a rational point with every answer whose conditions hold there.
"compared" counts comparisons, "values" how many combinations had one.
"""

import itertools
import json
import math
import random
import sys

import sympy

random.seed(1)


def check(job):
    n = job["n"]
    ints, values, cache = {}, {}, {}

    def symbol(name):
        if name not in values:
            value = sympy.Rational(random.randint(2000, 9000), 9973)
            while abs(value) in map(abs, values.values()):  # none twice: answers divide by differences
                value = sympy.Rational(random.randint(2000, 9000), 9973)
            values[name] = value
            if name[0] == "w" and random.randint(0, 1):
                values[name] = -values[name]
        return sympy.Symbol(name, real=True)

    def V(name):
        if name in ints:
            return ints[name]
        if name in job["defs"]:
            if name not in cache:
                cache[name] = eval(job["defs"][name], env)
            return cache[name]
        return symbol(name)

    def M(base, *subs):
        if base in families:
            return families[base](*subs)
        return symbol("_".join([base, *map(str, subs)]))

    env = {"V": V, "M": M, "sympy": sympy, "R": sympy.Rational, "prod": lambda g: sympy.Mul(*g),
           "total": lambda g: sympy.Add(*g), "div": lambda a, b: sympy.sympify(a) / b,
           "delta": lambda i, j: 1 if i == j else 0}
    families = {base: eval(text, env) for base, text in job["families"].items()}
    answers = []
    for ask in job["asks"]:
        compared, covered, wrong = 0, set(), []
        for combination in itertools.product(range(job["from"], n + 1), repeat=len(ask["indices"])):
            ints.clear()
            cache.clear()
            ints.update(zip(ask["indices"], combination))
            for bound in job["bounds"]:
                ints[bound] = n
            holding = [a for a in ask["answers"] if all(eval(w, env) for w in a["when"])]
            if not holding:
                continue
            derivative = eval(ask["function"], env)
            for base, subs in ask["wrt"]:
                at = [eval(s, env) for s in subs]
                derivative = sympy.diff(derivative, M(base, *at) if at else symbol(base))
            results = [eval(a["value"], env) for a in holding]
            for base, place, count, value in job["totals"]:
                for others in itertools.product(range(0, n + 1), repeat=count - 1):
                    names = ["_".join([base, *map(str, others[:place]), str(i), *map(str, others[place:])]) for i in range(1, n + 1)]
                    if names[-1] in values:
                        for name in names[:-1]:
                            symbol(name)
                        values[names[-1]] = sympy.Rational(value) - sum(values[name] for name in names[:-1])
            point = {sympy.Symbol(k, real=True): v for k, v in values.items()}
            want = sympy.N(sympy.sympify(derivative).subs(point), 30)
            for a, result in zip(holding, results):
                got = sympy.N(sympy.sympify(result).subs(point), 30)
                if not abs(got - want) <= 1e-18 * (1 + abs(want)):
                    wrong.append("%s at %s: %s, and SymPy %s" % (a["value"], dict(ints), got, want))
                compared += 1
                covered.add(combination)
        answers.append({"compared": compared, "values": len(covered), "wrong": wrong[:3]})
    return answers


def main():
    for line in sys.stdin:
        print(json.dumps({"asks": check(json.loads(line))}), flush=True)


main()
