"""The mutants: a copy of the project in which the functions of the rooms hold all their mutants."""

import ast
import json
import shutil
from difflib import unified_diff
from functools import cache
from hashlib import sha256
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name

from tests.mutants.kernels import ROOMS
from tests.mutants.mutant import Mutant, change_of, place_of

KEPT_OUT = shutil.ignore_patterns(".*", "__pycache__", "mutants", "build", "dist")


def made(root: Path, copy: Path) -> list[str]:
    """Copy the project, with every mutant in it, and return the names of the mutants."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=lambda at, names: KEPT_OUT(at, names) if at == str(root) else set())
    shutil.copy(root / ".gitignore", copy)
    return [
        name
        for room in ROOMS
        for path in sorted((copy / room).rglob("*.py"))
        for name in _mutated(path, copy)
    ]


def mutant(name: str, copy: Path) -> Mutant:
    """Return what a mutant changes."""
    was, became = _texts(name, copy)
    return Mutant(*place_of(name), change_of("\n".join(unified_diff(was, became, lineterm=""))))


def mark(name: str, copy: Path) -> str:
    """Return a mark of a mutant and its function, which is another one when either changes."""
    place, texts = ".".join(place_of(name)), ("\n".join(lines) for lines in _texts(name, copy))
    return sha256("\0".join((place, *texts)).encode()).hexdigest()[:16]


def _texts(name: str, copy: Path) -> tuple[list[str], list[str]]:
    """The lines of a function as it is, and as a mutant has it."""
    path = copy.joinpath(*place_of(name)[0].split("."))
    texts = _functions(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"))
    changed = name.rpartition(".")[2]
    kept = changed.partition("__mutmut_")[0] + "__mutmut_orig"
    was, became = ([line.replace(each, "f") for line in texts[each]] for each in (kept, changed))
    return was, became


def _mutated(path: Path, copy: Path) -> list[str]:
    """Put the mutants of a module into it: some 40 s for all modules, so they are kept beside the copy."""
    text = path.read_text(encoding="utf-8")
    kept = copy.parent / f"made-{sha256(text.encode()).hexdigest()[:16]}"
    if not kept.exists():
        file = mutate_file_contents(str(path), text)
        kept.write_text(json.dumps([file.code, list(file.mutant_names)]), encoding="utf-8")
    code, names = json.loads(kept.read_text(encoding="utf-8"))
    path.write_text(code, encoding="utf-8")
    return [get_mutant_name(path.relative_to(copy), name) for name in names]


@cache
def _functions(path: Path) -> dict[str, list[str]]:
    """Return the lines of each function of a module."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    return {
        one.name: lines[one.lineno - 1 : one.end_lineno]
        for one in ast.walk(ast.parse(text))
        if isinstance(one, ast.FunctionDef)
    }
