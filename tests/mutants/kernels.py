"""The functions that are compiled: the loops given to `compiled`, and the plain functions that those call."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("sim/deadline", "sim/norms")


def kernels(root: Path) -> dict[str, ast.FunctionDef]:
    """Every function of the rooms that is compiled, by its full name; all stand at the top of a module.

    Raises:
        KeyError: what is compiled is no such function, so mutmut could not reach it.
    """
    modules = {path: _functions(path) for room in ROOMS for path in sorted((root / room).rglob("*.py"))}
    home = {name: path for path, functions in modules.items() for name in functions}
    ahead = [
        loop
        for functions in modules.values()
        for one in functions.values()
        for loop in _given_to_compiled(one)
    ]
    found: dict[str, ast.FunctionDef] = {}
    while ahead:
        name = ahead.pop()
        path = home[name]
        full = ".".join((*path.relative_to(root).with_suffix("").parts, name))
        if full not in found:
            found[full] = modules[path][name]
            ahead += [called for called in _called(found[full]) if called in modules[path]]
    return found


def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {one.name: one for one in body if isinstance(one, ast.FunctionDef)}


def _given_to_compiled(function: ast.FunctionDef) -> Iterator[str]:
    for call in _calls(function):
        if ast.unparse(call.func).rpartition(".")[2] == "compiled":
            yield ast.unparse(call.args[0]).rpartition(".")[2]


def _called(function: ast.FunctionDef) -> set[str]:
    return {call.func.id for call in _calls(function) if isinstance(call.func, ast.Name)}


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))
