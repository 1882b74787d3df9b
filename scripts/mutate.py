"""Plants one small fault after the other in a module of the engine and runs that module's tests: each must fail.

``mutate.py [area|ledger|rounding …]`` prints the faults that no test saw (the survivors) and ends with 1 if there are
any. A fault that cannot change a result is listed with the reason in ``tests/engine/equivalent_mutants.txt``; a line
there that fits no fault is an error too. Texts of exceptions, annotations and decorators are left alone.

The libraries are loaded once; every module has a process and every fault one below it, in which the module is
compiled from the changed syntax tree. Nothing is written into the checkout but ``build/mutation.json``.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import importlib.machinery
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timezone
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ("area", "ledger", "rounding")
EQUIVALENT = ROOT / "tests" / "engine" / "equivalent_mutants.txt"
RESULT = ROOT / "build" / "mutation.json"
CASES = (12, 100)  # generated cases per property: few for most faults, as many as `make test` for the rest
NOT_SEEN = 0  # pytest's exit code when all tests pass

COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COMBINED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {
    "min": "max",
    "max": "min",
    "minimum": "maximum",
    "maximum": "minimum",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "sin": "cos",
    "cos": "sin",
    "flatnonzero": "asarray",
    "intersects": "disjoint",
}
Fault = Callable[[], "str | None"]


@dataclass(frozen=True)
class Mutant:
    """A fault: where (``Class.function``, counted where the same fault is possible several times), what, the module."""

    name: str
    tree: ast.Module


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every fault of *source*, the outer ones before the inner ones."""
    seen: dict[str, int] = {}
    tree = _linked(source)
    places = [len(faults(node)) if _counts(node) else 0 for node in ast.walk(tree)]
    for place, number in ((place, number) for place, most in enumerate(places) for number in range(most)):
        tree = _linked(source)
        node = list(ast.walk(tree))[place]
        before, where, line = _shown(node), _place(node), _line(node)
        after = faults(node)[number]() or _shown(node)
        name = f"{where}: {before} ⇒ {after}" + (f" in {line}" if line != before else "")
        seen[name] = seen.get(name, 0) + 1
        yield Mutant(name if seen[name] == 1 else f"{name} #{seen[name]}", ast.fix_missing_locations(tree))


def _linked(source: str) -> ast.Module:
    """The syntax tree of *source*, in which every node knows its parent and the field where it stands."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not isinstance(child, (ast.expr_context, ast.operator, ast.cmpop)):
                    child.parent, child.field = node, name
    return tree


def _up(node: ast.AST) -> Iterator[ast.AST]:
    while node is not None:
        yield node
        node = getattr(node, "parent", None)


def _counts(node: ast.AST) -> bool:
    """Whether a fault here could change a result: no annotation, decorator, docstring, text of an exception."""
    for each in _up(node):
        if getattr(each, "field", "") in ("annotation", "returns", "decorator_list"):
            return False
        if isinstance(each, (ast.Raise, ast.Import, ast.ImportFrom)) and each is not node:
            return False
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
            return False
        if isinstance(each, ast.FunctionDef) and any("overload" in ast.unparse(d) for d in each.decorator_list):
            return False
        if isinstance(each, ast.Assign) and _is_type(each):
            return False
    return True


def _is_type(assign: ast.Assign) -> bool:
    """``Ints = npt.NDArray[np.int64]`` and the like: names for annotations."""
    value = ast.unparse(assign.value)
    return value == "Any" or value.startswith("npt.")


def _place(node: ast.AST) -> str:
    names = [each.name for each in _up(node) if isinstance(each, (ast.FunctionDef, ast.ClassDef))]
    return ".".join(reversed(names)) or "module"


def _line(node: ast.AST) -> str:
    """The first line of the statement in which *node* stands."""
    return _shown(next(each for each in _up(node) if isinstance(each, ast.stmt)))


def _shown(node: ast.AST) -> str:
    if isinstance(node, (ast.If, ast.While)):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return ast.unparse(node).splitlines()[0]


def faults(node: ast.AST) -> list[Fault]:
    """What can be made wrong at *node*; each call changes the tree in place, and may say what it did."""
    makers = (_operators, _constants, _conditions, _calls, _statements)
    return [fault for make in makers for fault in make(node)]


def _set(node: ast.AST, name: str, value: object) -> Fault:
    return lambda: setattr(node, name, value)


def _put(items: list, at: int, value: object) -> Fault:
    return lambda: items.__setitem__(at, value)


def _operators(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            for other in COMPARED[type(op)]:
                yield _put(node.ops, at, other())
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in COMBINED:
        yield _set(node, "op", COMBINED[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield _set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.UAdd):
        yield _set(node, "op", ast.UAdd())  # of an array of flags: the flags themselves, or an error


def _constants(node: ast.AST) -> Iterator[Fault]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield _set(node, "value", not value)
    elif isinstance(value, int):
        yield _set(node, "value", value + 1)
    elif isinstance(value, float):
        yield _set(node, "value", value * 1.5 if value else 1.0)
    elif isinstance(value, str):
        yield _set(node, "value", value + "_")


def _conditions(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, (ast.If, ast.IfExp)):
        yield _set(node, "test", ast.Constant(True))
        yield _set(node, "test", ast.Constant(False))
    elif isinstance(node, ast.While):
        yield _set(node, "test", ast.Constant(False))
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield _put(node.ifs, at, ast.Constant(True))


def _calls(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield _set(node, "id", NAMES[node.id])
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield _set(node, "attr", NAMES[node.attr])
    elif isinstance(node, ast.Call):
        for word in node.keywords:
            yield lambda word=word: node.keywords.remove(word)
        # a function of one thing that does nothing: abs, sorted, copy …
        if len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], (ast.Starred, ast.GeneratorExp)):
            yield _set(node, "func", ast.Name("_same", ast.Load()))
        if isinstance(node.func, ast.Attribute) and not node.args and not node.keywords:
            yield lambda: node.args.append(node.func.value) or setattr(node, "func", ast.Name("_same", ast.Load()))


def _statements(node: ast.AST) -> Iterator[Fault]:
    siblings = getattr(getattr(node, "parent", None), getattr(node, "field", ""), None)
    inside = isinstance(siblings, list) and not isinstance(node.parent, (ast.Module, ast.ClassDef))
    gone = isinstance(node, (ast.AugAssign, ast.Continue, ast.Raise, ast.Expr))
    stored = isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name)
    if inside and (gone or stored):
        yield lambda: siblings.__setitem__(siblings.index(node), ast.Pass()) or "nothing"
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield _set(node, "value", ast.Constant(None))


# --- running -------------------------------------------------------------------------------------


def load_libraries() -> None:
    """What every child needs, once; nothing of our own."""
    import hypothesis  # noqa: F401
    import numpy  # noqa: F401
    import pandas  # noqa: F401
    import pyproj  # noqa: F401
    import pytest  # noqa: F401
    import shapely  # noqa: F401


class SharpestFirst:
    """A pytest plugin: tests that saw many faults go first; which one failed is told through a pipe."""

    def __init__(self, seen: Counter[str], pipe: int) -> None:
        self.seen, self.pipe = seen, pipe

    def pytest_collection_modifyitems(self, items: list) -> None:
        """Put the sharpest first."""
        items.sort(key=lambda item: -self.seen[item.nodeid])

    def pytest_runtest_logreport(self, report) -> None:  # type: ignore[no-untyped-def]
        """Tell who failed."""
        if report.failed:
            os.write(self.pipe, report.nodeid.encode()[:4000])


def run_tests(module: str, tree: ast.Module | None, cases: int, limit: float, seen: Counter[str]) -> int | None:
    """pytest's exit code for the tests of *module* with *tree* in its place, None after *limit* seconds."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(module, tree, cases, SharpestFirst(seen, writing))
    os.close(writing)
    code = _waited_for(child, limit)
    with open(reading, "rb") as told:
        seen.update([told.read().decode()] if code else [])
    return code


def _waited_for(child: int, limit: float) -> int | None:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _child(module: str, tree: ast.Module | None, cases: int, plugin: SharpestFirst) -> None:
    import pytest

    os.environ.update(HYPOTHESIS_PROFILE="mutation", MUTATION_CASES=str(cases))
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    if tree is not None:
        _substitute(ROOT / "engine" / f"{module}.py", tree)
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not long", f"--rootdir={ROOT}"]
    os.chdir(ROOT)
    os._exit(int(pytest.main([*options, f"tests/engine/test_{module}.py"], plugins=[plugin])))


def _substitute(path: Path, tree: ast.Module) -> None:
    """Let the module at *path* be compiled from *tree*."""
    helper = ast.parse("def _same(thing):\n    return thing\n").body
    tree = copy.deepcopy(tree)
    tree.body[2:2] = helper  # after the docstring and `from __future__`
    code = compile(ast.fix_missing_locations(tree), str(path), "exec")
    usual = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader, name):  # type: ignore[no-untyped-def]
        return code if Path(loader.path).resolve() == path else usual(loader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]


def survives(module: str, mutant: Mutant, usual_s: float, seen: Counter[str]) -> bool:
    """Whether all tests pass with *mutant*; an endless loop counts as seen."""
    limits = (15 + usual_s, 30 + 6 * usual_s)
    return all(run_tests(module, mutant.tree, cases, limit, seen) == NOT_SEEN for cases, limit in zip(CASES, limits))


def equivalents() -> dict[str, str]:
    """Fault → reason, from the list; three lines each: ``module name``, the reason indented, an empty line."""
    found: dict[str, str] = {}
    name = ""
    for line in EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.exists() else []:
        if line.startswith("    "):
            found[name] = (found.get(name, "") + " " + line.strip()).strip()
        elif line.strip() and not line.startswith("#"):
            name = line.strip()
            found[name] = ""
    return found


def campaign(module: str, only: str) -> dict[str, object]:
    """All faults of *module*: how many, how many seen, equivalent, and the names of those that no test saw."""
    source = (ROOT / "engine" / f"{module}.py").read_text(encoding="utf-8")
    excused = {name: reason for name, reason in equivalents().items() if name.startswith(f"{module} ")}
    started = time.monotonic()
    seen: Counter[str] = Counter()
    if run_tests(module, None, CASES[-1], 900, seen) != NOT_SEEN:
        raise SystemExit(f"the tests of {module} fail without any fault")
    usual = time.monotonic() - started
    mutants = [each for each in mutants_of(source) if only in each.name]
    lost = excused.keys() - {f"{module} {each.name}" for each in mutants}
    if lost and not only:
        raise SystemExit("listed as equivalent, but no such fault:\n" + "\n".join(sorted(lost)))
    alive = []
    gc.freeze()  # pytest collects garbage three times a run, and the children need not look through all these trees
    for number, mutant in enumerate(mutants):
        if f"{module} {mutant.name}" in excused:
            continue
        if survives(module, mutant, usual, seen):
            alive.append(mutant.name)
            print(f"SURVIVOR {module} {mutant.name}", flush=True)
        if number % 50 == 49:
            print(f"{module}: {number + 1} of {len(mutants)} faults, {len(alive)} not seen", flush=True)
    equal = len(mutants) - sum(f"{module} {each.name}" not in excused for each in mutants)
    return {
        "mutants": len(mutants),
        "killed": len(mutants) - equal - len(alive),
        "equivalent": equal,
        "survivors": alive,
        "seconds": round(time.monotonic() - started),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", choices=[*MODULES, []], help="default: all three")
    parser.add_argument("--only", default="", help="faults whose name contains this")
    parser.add_argument("--list", action="store_true", help="print the faults, run nothing")
    asked = parser.parse_args()
    modules = asked.modules or list(MODULES)
    if asked.list:
        for module in modules:
            for mutant in mutants_of((ROOT / "engine" / f"{module}.py").read_text(encoding="utf-8")):
                print(module, mutant.name)
        return 0
    load_libraries()
    with ProcessPoolExecutor(min(len(modules), os.cpu_count() or 1), get_context("fork")) as pool:
        runs = {module: pool.submit(campaign, module, asked.only) for module in reversed(modules)}  # the longest first
    results = {module: runs[module].result() for module in modules}
    for module, result in results.items():
        print(f"{module}: {result['mutants']} faults, {result['killed']} seen, {result['equivalent']} equivalent,")
        print(f"    {len(result['survivors'])} not seen, {result['seconds']} s")
    if not asked.only and set(modules) == set(MODULES):
        RESULT.parent.mkdir(exist_ok=True)
        date = datetime.now(timezone.utc).date().isoformat()
        RESULT.write_text(json.dumps({"date": date, "modules": results}, indent=1, ensure_ascii=False) + "\n")
    return 1 if any(result["survivors"] for result in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
