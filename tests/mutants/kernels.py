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
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
    }
    modules = {path: _functions(tree) for path, tree in trees.items()}
    home = {name: path for path, functions in modules.items() for name in functions}
    ahead = [(home[loop], loop) for tree in trees.values() for loop in _given_to_compiled(tree)]
    found: dict[str, ast.FunctionDef] = {}
    while ahead:
        path, name = ahead.pop()
        full = ".".join((*path.relative_to(root).with_suffix("").parts, name))
        if full not in found:
            found[full] = modules[path][name]
            called = _called(found[full])
            ahead += [(path, one) for one in called & modules[path].keys()]
            ahead += [(home[one], one) for one in called & _imported(trees[path]) & home.keys()]
    return {full: function for full, function in found.items() if not _is_empty(function)}


def _is_empty(function: ast.FunctionDef) -> bool:
    """Tell one that stands for an instruction of the processor: a docstring, and nothing to change."""
    return all(isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) for line in function.body)


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def _imported(tree: ast.Module) -> set[str]:
    return {one.name for line in tree.body if isinstance(line, ast.ImportFrom) for one in line.names}


def _given_to_compiled(tree: ast.Module) -> Iterator[str]:
    for call in _calls(tree):
        if ast.unparse(call.func).rpartition(".")[2] == "compiled":
            yield ast.unparse(call.args[0]).rpartition(".")[2]


def _called(function: ast.FunctionDef) -> set[str]:
    return {call.func.id for call in _calls(function) if isinstance(call.func, ast.Name)}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))
