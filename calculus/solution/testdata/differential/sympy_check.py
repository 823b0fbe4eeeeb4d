"""Compares derivatives with SymPy's at points of the domain.

Reads one JSON object a line, answers with one JSON object a line, in any order:

    in   {"id", "vars", "function", "defs": {name: {"args", "body"}},
          "asks": [{"wrt", "total", "answer", "conditions", "others": {who: text},
                    "chains": [{"lets": {name: body}, "lines": [...]}]}]}
    out  {"id", "asks": [{"status", "detail", "lines", "differences", "others"}]}

"function" is differentiated by sympy.diff by each of "wrt" in turn, or, for a
total differential, by each of "total" times a number dx. Every text is in the
ASCII of the block language. It is evaluated here, by mpmath with 30 digits, and
with 100 and 1000 where two values differ, over the real numbers: a text that needs a
complex number on the way has no value. A derivative D(f,x) within a line is
evaluated by central differences, which is also how SymPy itself is overruled
where its derivative has no value, or another one than everybody else's.
"""

import ast
import json
import math
import multiprocessing
import random
import re
import signal
import sys

import mpmath
import sympy
from mpmath import fp, mp

SECONDS = 20  # of processor time, for one function with all that is asked about it
POINTS = 3
DIGITS, MORE_DIGITS = 30, (100, 1000)
STEEP = 1e9  # e to powers beyond that is astronomical


class Undefined(Exception):
    """The expression has no real value at the point."""


class Astronomical(Undefined):
    """The expression has a value, which is too large or too small for this test."""


class Unread(Exception):
    """The text, or SymPy's derivative, holds something without a value here."""


class Timeout(Exception):
    pass


# --- Text to Python's syntax tree -------------------------------------------

TOKEN = re.compile(r"[A-Za-z_]\w*|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+")


def tree(text):
    """The syntax tree of a text; symbols are v_x, numbers n_0p5."""

    def name(m):
        t = m.group()
        if not (t[0].isdigit() or t[0] == "."):
            return "v_" + t
        return "n_" + t.replace(".", "p").replace("+", "").replace("-", "m")

    return ast.parse(TOKEN.sub(name, text).replace("^", "**"), mode="eval").body


class Inline(ast.NodeTransformer):
    """Puts definitions in the place of names and gives D, cases and powers the
    shape in which they can be evaluated."""

    def __init__(self, defs):
        self.defs = defs
        self.bound = ()  # what a derivative around holds as a variable of its own

    def visit_Name(self, node):
        name = node.id[2:]
        if node.id.startswith("v_") and name in self.defs and name not in self.bound:
            return self.visit(tree(self.defs[name]["body"]))
        return node

    def visit_BinOp(self, node):
        if not isinstance(node.op, ast.Pow):
            return self.generic_visit(node)
        exponent = self.visit(node.right)
        if isinstance(node.left, ast.Name) and node.left.id == "v_e":
            return call("exp", [exponent])
        return call("pow", [self.visit(node.left), exponent])

    def visit_Call(self, node):
        name = node.func.id[2:]
        if name == "D":
            names = [a.id for a in node.args[1:]]
            distinct = sorted(set(names))
            was, self.bound = self.bound, self.bound + tuple(n[2:] for n in distinct)
            body = self.visit(node.args[0])
            self.bound = was
            orders = ast.Tuple([ast.Constant(names.count(n)) for n in distinct], ast.Load())
            at = ast.Tuple([self.visit(ast.Name(n, ast.Load())) for n in distinct], ast.Load())
            return call("D", [function(distinct, body), orders, at])
        args = [self.visit(a) for a in node.args]
        if name == "cases":
            value = ast.Call(ast.Name("nowhere", ast.Load()), [], [])
            for i in range(len(args) - 2, -1, -2):
                value = ast.IfExp(args[i], args[i + 1], value)
            return value
        if name in self.defs:
            d = self.defs[name]
            was, self.bound = self.bound, self.bound + tuple(d["args"])
            body = self.visit(tree(d["body"]))
            self.bound = was
            return ast.Call(function(["v_" + a for a in d["args"]], body), args, [])
        return call(name, args)


def call(name, args):
    return ast.Call(ast.Name("f_" + name, ast.Load()), args, [])


def function(names, body):
    empty = dict(posonlyargs=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.Lambda(ast.arguments(args=[ast.arg(n) for n in names], **empty), body)


class Text:
    """A text that can be evaluated in any of the namespaces below."""

    def __init__(self, text, defs):
        self.text = text
        try:
            body = ast.fix_missing_locations(ast.Expression(Inline(defs).visit(tree(text))))
            self.code = compile(body, "text", "eval")
        except (SyntaxError, AttributeError, KeyError) as e:
            raise Unread(f"{text}: {e}")
        self.numbers = {n.id for n in ast.walk(body) if isinstance(n, ast.Name) and n.id.startswith("n_")}

    def value(self, functions, number, point):
        names = dict(functions)
        for n in self.numbers:
            names[n] = number(n[2:].replace("p", ".").replace("m", "-"))
        names.update(point)
        try:
            v = eval(self.code, names)
        except (ZeroDivisionError, OverflowError, ValueError):
            raise Undefined
        except NameError as e:
            raise Unread(f"{self.text}: {e}")
        return v


# --- Values over the real numbers -------------------------------------------


def real(m):
    """The functions of the block language over the reals, by mpmath's context
    m. They refuse arguments whose values would be astronomical."""

    def within(low, f, high, open=False, error=Undefined):
        def g(x):
            if not (low < x < high if open else low <= x <= high):
                raise error
            return f(x)

        return g

    def angle(f):
        return within(-1e4, f, 1e4, error=Astronomical)

    def steep(f):
        most = 700 if m is fp else STEEP
        return within(-most, f, most, error=Astronomical)

    def power(b, p):
        if p == int(p) and abs(p) < 10**6:
            if b == 0 and p <= 0:
                raise Undefined
            if b != 0 and abs(p * m.log(abs(b))) > STEEP:
                raise Astronomical
            return b ** int(p)
        if b <= 0:
            raise Undefined
        return exp(p * m.log(b))

    def root(n, x):
        if n == int(n) and int(n) % 2 == 1 and x < 0:
            return -power(-x, 1 / (m.mpf(1) * n))
        return x * 0 if x == 0 else power(x, 1 / (m.mpf(1) * n))

    def sign(x):
        return m.mpf((x > 0) - (x < 0))

    def nowhere():
        raise Undefined

    if m is fp:
        acosh, asinh, atanh = math.acosh, math.asinh, math.atanh
    else:
        acosh, asinh, atanh = m.acosh, m.asinh, m.atanh
    log = within(0, m.log, mp.inf, open=True)
    sin, cos = angle(m.sin), angle(m.cos)
    arcosh = within(1, acosh, mp.inf)
    arcsin, arccos = within(-1, m.asin, 1), within(-1, m.acos, 1)
    sinh, cosh = steep(m.sinh), steep(m.cosh)
    exp = steep(m.exp)
    half = m.mpf(1) / 2
    functions = dict(
        sin=sin, cos=cos, tan=lambda x: sin(x) / cos(x),
        cot=lambda x: cos(x) / sin(x), sec=lambda x: 1 / cos(x), csc=lambda x: 1 / sin(x),
        arcsin=arcsin, arccos=arccos, arctan=m.atan, arccot=lambda x: m.pi / 2 - m.atan(x),
        arcsec=lambda x: arccos(1 / x), arccsc=lambda x: arcsin(1 / x),
        sinh=sinh, cosh=cosh, tanh=lambda x: sinh(x) / cosh(x),
        coth=lambda x: cosh(x) / sinh(x), sech=lambda x: 1 / cosh(x), csch=lambda x: 1 / sinh(x),
        arsinh=asinh, arcosh=arcosh, artanh=within(-1, atanh, 1, open=True),
        arcoth=lambda x: half * log((x + 1) / (x - 1)),
        arsech=lambda x: arcosh(1 / x), arcsch=lambda x: asinh(1 / x),
        exp=exp, log=log, ln=log, logb=lambda b, x: log(x) / log(b),
        sqrt=within(0, m.sqrt, mp.inf), root=root, pow=power,
        abs=abs, sign=sign, max=max, min=min, erf=m.erf,
        sigmoid=lambda x: 1 / (1 + exp(-x)), relu=lambda x: max(x, x * 0), softplus=lambda x: log(1 + exp(x)),
    )
    # The names by which Giac calls some of them.
    functions.update(
        asin=arcsin, acos=arccos, atan=m.atan, asinh=asinh, acosh=arcosh, atanh=functions["artanh"],
        surd=lambda x, n: root(n, x), log10=lambda x: log(x) / log(m.mpf(10)), Heaviside=lambda x: m.mpf(x > 0),
        Dirac=lambda x: x * 0,
    )
    table = {"f_" + name: f for name, f in functions.items()}
    table.update(f_D=difference, nowhere=nowhere, v_e=m.e + 0, v_pi=m.pi + 0)
    return table


def difference(f, orders, at):
    """The mixed derivative of f by central differences."""
    step = mp.mpf(10) ** (-mp.dps // (sum(orders) + 2))

    def along(i, at):
        if i == len(orders):
            return f(*at)
        return repeated(i, orders[i], at)

    def repeated(i, order, at):
        if order == 0:
            return along(i + 1, at)
        up = at[:i] + (at[i] + step,) + at[i + 1 :]
        down = at[:i] + (at[i] - step,) + at[i + 1 :]
        return (repeated(i, order - 1, up) - repeated(i, order - 1, down)) / (2 * step)

    return along(0, tuple(at))


def evaluate(text, point):
    v = text.value(real(mp) if mp.dps != DIGITS else REAL, mp.mpf, point)
    if isinstance(v, mpmath.mpc) or not mp.isfinite(v):
        raise Undefined
    return v


# --- SymPy --------------------------------------------------------------------


def symbolic():
    """The functions of the block language in SymPy, by SymPy's own names where
    they mean the same over the reals."""
    s = sympy
    acoth = lambda x: s.log((x + 1) / (x - 1)) / 2
    root = lambda n, x: s.sign(x) * s.Abs(x) ** (1 / n) if n.is_odd else x ** (1 / n)
    functions = dict(
        sin=s.sin, cos=s.cos, tan=s.tan, cot=s.cot, sec=s.sec, csc=s.csc,
        arcsin=s.asin, arccos=s.acos, arctan=s.atan, arccot=lambda x: s.pi / 2 - s.atan(x), arcsec=s.asec, arccsc=s.acsc,
        sinh=s.sinh, cosh=s.cosh, tanh=s.tanh, coth=s.coth, sech=s.sech, csch=s.csch,
        arsinh=s.asinh, arcosh=s.acosh, artanh=s.atanh, arcoth=acoth, arsech=s.asech, arcsch=s.acsch,
        exp=s.exp, log=s.log, ln=s.log, logb=lambda b, x: s.log(x, b), sqrt=s.sqrt, root=root,
        pow=lambda b, p: b**p, abs=s.Abs, sign=s.sign, erf=s.erf,
        max=lambda *a: s.Max(*a, evaluate=False), min=lambda *a: s.Min(*a, evaluate=False),
        sigmoid=lambda x: 1 / (1 + s.exp(-x)), relu=lambda x: s.Max(0, x, evaluate=False), softplus=lambda x: s.log(1 + s.exp(x)),
    )
    table = {"f_" + name: f for name, f in functions.items()}
    table.update(v_e=s.E, v_pi=s.pi)
    return table


def numeric(e, point, memo):
    """The value of a SymPy expression, which may be complex on the way."""
    known = memo.get(e)
    if known is not None:
        return known
    if e.is_Rational:
        v = mp.mpf(e.p) / e.q
    elif e.is_Symbol:
        v = point["v_" + e.name]
    elif e.is_number and not e.args:
        v = e._to_mpmath(mp.prec) if e.is_finite else mp.nan
    else:
        name = type(e).__name__
        args = [numeric(a, point, memo) for a in e.args]
        if name == "Add":
            v = mp.fsum(args)
        elif name == "Mul":
            v = mp.fprod(args)
        elif name == "Pow":
            if abs(args[1]) * abs(mp.log(abs(args[0])) if args[0] else 1) > STEEP:
                raise Undefined
            v = args[0] ** args[1]
        elif name == "exp":
            if abs(args[0]) > STEEP:
                raise Undefined
            v = mp.exp(args[0])
        elif name == "Abs":
            v = abs(args[0])
        elif name == "sign":
            v = mp.sign(args[0])
        elif name in ("Max", "Min"):
            v = (max if name == "Max" else min)(args)
        elif name == "Heaviside":
            v = mp.mpf(args[0] > 0)
        elif name == "DiracDelta":
            v = mp.mpf(0)
        elif name in ("Derivative", "Subs", "Piecewise"):
            raise Unread(name)
        else:
            v = getattr(mp, name)(*args)
    memo[e] = v
    return v


def sympy_value(derivatives, point):
    """The value of a derivative, or of a sum of derivatives times numbers."""
    total = mp.mpf(0)
    for times, e in derivatives:
        try:
            v = numeric(e, point, {})
        except (ZeroDivisionError, OverflowError, ValueError, TypeError, AttributeError):
            raise Undefined
        if abs(mp.im(v)) > mp.mpf(10) ** (-mp.dps // 2) * (1 + abs(v)) or not mp.isfinite(v):
            raise Undefined
        total += mp.re(v) * (point[times] if times else 1)
    return total


# --- Comparison ---------------------------------------------------------------

RANGES = [(0.3, 1.7), (-1.5, 1.5), (0.05, 0.95), (1.1, 4), (-4, -0.2), (2, 12), (-0.5, 0.5)]


def points(job, function):
    """Points at which the function is defined, found with floating-point
    numbers and then checked with many digits."""
    r = random.Random(job["id"])
    found, fast = [], real(fp)
    for attempt in range(4000):
        if len(found) == POINTS:
            break
        point = {}
        for v in job["vars"]:
            low, high = RANGES[attempt % 4] if attempt < 60 else r.choice(RANGES)
            point["v_" + v] = round(r.uniform(low, high), 9)
        try:
            v = function.value(fast, float, point)
            if isinstance(v, complex) or not abs(v) < 1e30:
                continue
            exact = {n: mp.mpf(repr(x)) for n, x in point.items()}
            evaluate(function, exact)
        except (Undefined, TypeError):
            continue
        for v in job["vars"]:
            exact["v_d" + v] = mp.mpf(repr(round(r.uniform(-2, 2), 9)))
        found.append(exact)
    return found


def same(a, b):
    """Whether two values, given as functions without arguments, are equal: to
    twelve digits, or both so small that more digits make them smaller still."""
    try:
        for digits in (DIGITS, *MORE_DIGITS):
            mp.dps = digits
            x, y = a(), b()
            small = mp.mpf(10) ** -40 if digits > DIGITS else 0
            if abs(x - y) <= max(mp.mpf(10) ** -12 * max(abs(x), abs(y)), small):
                return True
        return False
    finally:
        mp.dps = DIGITS


def holds(condition, defs, point):
    # The sign stands outside all brackets: the sides may be given in cases.
    depth, start = 0, None
    for i, c in enumerate(condition):
        depth += {"(": 1, ")": -1}.get(c, 0)
        if depth == 0 and c in "<>=!":
            start = i
            break
    op = re.match(r"<=|>=|!=|=|<|>", condition[start:]).group()
    left, right = condition[:start], condition[start + len(op) :]
    a, b = evaluate(Text(left, defs), point), evaluate(Text(right, defs), point)
    return {"<=": a <= b, ">=": a >= b, "!=": a != b, "=": a == b, "<": a < b, ">": a > b}[op]


def ask(job, a, f, at):
    defs = job["defs"]
    out = dict(status="equal", detail="", lines=0, differences=0, others={})
    if not at:
        out["status"] = "nowhere"
        return out
    symbols = {v: sympy.Symbol(v, real=True) for v in job["vars"]}
    if a["total"]:
        derivatives = [("v_d" + v, sympy.diff(f, symbols[v])) for v in a["total"]]
        plain = "+".join(f"D({job['function']},{v})*d{v}" for v in a["total"])
    else:
        derivatives = [(None, sympy.diff(f, *[symbols[v] for v in a["wrt"]]))]
        plain = f"D({job['function']},{','.join(a['wrt'])})"
    plain = Text(plain, {})
    answer = Text(a["answer"], defs)
    lines = []
    for c in a["chains"]:
        with_lets = {**defs, **{n: dict(args=[], body=b) for n, b in c["lets"].items()}}
        lines.append([Text(l, with_lets) for l in c["lines"]])
    others = {who: readable(text) for who, text in a["others"].items()}

    equal = without = narrow = 0
    for p in at:
        try:
            if not all(holds(c, defs, p) for c in a["conditions"]):
                continue
        except Undefined:
            continue
        candidates = []
        for truth in (lambda: sympy_value(derivatives, p), lambda: evaluate(plain, p)):
            try:
                truth()
                candidates.append(truth)
            except (Undefined, Unread):
                candidates.append(None)
        by_sympy, by_difference = candidates
        if by_sympy and by_difference and not same(by_sympy, by_difference):
            by_sympy = None
            out["differences"] += 1
            out["detail"] = f"SymPy's own derivative {derivatives[0][1]} differs from differences at {show(p)}"
        truth = by_sympy or by_difference
        if truth is None:
            without += 1
            continue
        where = lambda t, who: f"{who} {t.text} at {show(p)}: want {mp.nstr(truth(), 15)}"
        for who, text in others.items() if not out["others"] else ():
            verdict = "unread"
            if text:
                try:
                    verdict = "equal" if same(lambda: evaluate(text, p), truth) else "differs"
                except Undefined:
                    verdict = "undefined"
                except Unread:
                    pass
            out["others"][who] = verdict
        try:
            if not same(lambda: evaluate(answer, p), truth):
                out.update(status="wrong", detail=where(answer, "answer"))
                return out
            equal += 1
        except Astronomical:
            continue
        except Undefined:
            narrow += 1
            out["detail"] = where(answer, "undefined")
        for chain in lines:
            first = None
            for i, line in enumerate(chain):
                try:
                    v = evaluate(line, p)
                except Astronomical:
                    continue
                except Undefined:
                    # A derivative within the line is taken by differences, which
                    # may step out of the domain.
                    if "D(" not in line.text:
                        out.update(status="narrow line", detail=where(line, "undefined"))
                        return out
                    continue
                if first is not None:
                    out["lines"] += 1
                    if not same(lambda: evaluate(line, p), lambda: evaluate(first, p)):
                        out.update(status="wrong line", detail=f"{line.text} differs from {first.text} at {show(p)}")
                        return out
                first = first or line
    if narrow and equal:
        out["status"] = "narrow"
    elif narrow:
        out["status"] = "undefined"
    elif not equal:
        out["status"] = "no derivative" if without else "outside"
    return out


def readable(text):
    try:
        return Text(text, {})
    except Unread:
        return None


def show(point):
    return ", ".join(f"{n[2:]}={mp.nstr(x, 10)}" for n, x in point.items() if not n.startswith("v_d"))


def check(line):
    job = json.loads(line)
    asks = []

    def late(*_):
        raise Timeout

    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        function = Text(job["function"], {})
        at = points(job, function)
        symbols = {"v_" + v: sympy.Symbol(v, real=True) for v in job["vars"]}
        f = sympy.sympify(function.value(SYMBOLIC, sympy.Rational, symbols)) if at else None
        for a in job["asks"]:
            asks.append(ask(job, a, f, at))
    except Timeout:
        pass
    except (Unread, Undefined, RecursionError, TypeError, sympy.SympifyError) as e:
        asks.append(dict(status="unread", detail=f"{type(e).__name__}: {e}", lines=0, differences=0, others={}))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    mp.dps = DIGITS
    while len(asks) < len(job["asks"]):
        asks.append(dict(status="timeout", detail="", lines=0, differences=0, others={}))
    if job["id"] % 100 == 0:
        sympy.core.cache.clear_cache()
    return json.dumps(dict(id=job["id"], asks=asks))


mp.dps = DIGITS
REAL = real(mp)
SYMBOLIC = symbolic()

if __name__ == "__main__":
    sys.setrecursionlimit(20000)
    with multiprocessing.Pool() as pool:
        for result in pool.imap_unordered(check, sys.stdin):
            print(result, flush=True)
