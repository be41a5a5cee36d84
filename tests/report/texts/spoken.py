"""Which texts the code says: read from its sources, so that no text is forgotten and none is missing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sim

SOURCES = Path(sim.__file__).parent
IN_TEMPLATES = re.compile(r"say\('([\w.]+)'")


def names() -> set[str]:
    """Every text that is said by its whole name."""
    in_templates = {
        name
        for path in SOURCES.rglob("*.j2")
        for name in IN_TEMPLATES.findall(path.read_text(encoding="utf-8"))
    }
    return (
        said_by_name()
        | in_templates
        | {text for text in _constants() if re.fullmatch(r"[a-z_]+(\.\w+)+", text)}
    )


def families() -> set[str]:
    """The beginnings of names that end in a key: "guesses." of say(f"guesses.{key}")."""
    return {call.values[0].value for call in _calls() if isinstance(call, ast.JoinedStr)}


def said_by_name() -> set[str]:
    """Names given to `say` itself, as they stand."""
    return {call.value for call in _calls() if isinstance(call, ast.Constant)}


def _calls() -> Iterator[ast.expr]:
    """The first argument of every call of `say`, `listed` included."""
    for node in _nodes():
        if isinstance(node, ast.Call) and node.args and _is_say(node.func):
            yield from _either(node.args[0])


def _either(argument: ast.expr) -> Iterator[ast.expr]:
    """Both ways of `a if it is so else b`."""
    if isinstance(argument, ast.IfExp):
        yield from (argument.body, argument.orelse)
    else:
        yield argument


def _is_say(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr == "say" or called.attr == "listed"
    return isinstance(called, ast.Name) and called.id in ("say", "self")


def facts() -> dict[str, set[str]]:
    """Every fact that a fit is told by, and the names of the values that it holds."""
    calls = (node for node in _nodes(("calibrate",)) if isinstance(node, ast.Call))
    made = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "fact"]
    return {
        call.args[0].value: {str(keyword.arg) for keyword in call.keywords}
        for call in made
        if isinstance(call.args[0], ast.Constant)
    }


def _constants() -> Iterator[str]:
    """Every string of the code: names may stand in a table before they are said."""
    for node in _nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _nodes(rooms: tuple[str, ...] = ("report", "cli")) -> Iterator[ast.AST]:
    for room in rooms:
        for path in sorted((SOURCES / room).rglob("*.py")):
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))
