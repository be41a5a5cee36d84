"""What is compiled is kept on disk for one content of all that is compiled into it."""

import ast
import shutil
import subprocess
import sys
from inspect import getsource
from pathlib import Path

import numpy as np
import pytest
from numba import config, njit

from sim.experiments.seasons.replicate import season_counts
from sim.operation.kernel import engine as kernel
from sim.operation.kernel import rows
from sim.operation.kernel.compiler import FromTheFront
from sim.operation.kernel.layout import PERSON
from tests.experiments.shops import tiny

from .indices import from_the_front

ROOT = Path(__file__).parents[2]
PROGRAM = """if True:
    import numpy as np
    from sim.demand.work import FOREVER, NOBODY, Work
    from sim.operation.kernel.engine import _laid_out
    came, line, work, patience, key = np.array([[0], [0], [60], [FOREVER], [0]])
    nothing_follows, nobody = np.full((1, 4), NOBODY), np.full(1, NOBODY)
    row = Work(came, line, work, patience, key, nothing_follows, 0 * nothing_follows, nobody, line, line)
    print(*_laid_out(row, 1, 0).log[2])
"""
COMPILED = pytest.mark.skipif(config.DISABLE_JIT, reason="numba is told not to compile")


@pytest.mark.parametrize("module", [*kernel.CALLED, rows], ids=lambda module: module.__name__)
def test_the_disk_is_told_of_every_module_that_a_compiled_one_reads(module, monkeypatch):
    made_of = []
    monkeypatch.setattr(kernel, "taken_from_disk", lambda loop, *told: made_of.extend(told))
    kernel._jitted.__wrapped__(rows.fill)
    imported = {
        node.module for node in ast.walk(ast.parse(getsource(module))) if isinstance(node, ast.ImportFrom)
    }

    told = tuple(one.__name__ for one in made_of)

    assert all(name.startswith(told) for name in imported - {"sim.deadline"})  # NEVER


@pytest.mark.parametrize("module", kernel.CALLED)
def test_all_that_a_compiled_module_defines_is_compiled_into_the_loop(module):
    defined = {
        node.name for node in ast.walk(ast.parse(getsource(module))) if isinstance(node, ast.FunctionDef)
    }

    assert defined - {"run"} == {function.__name__ for function in module.INLINED}


@COMPILED
def test_an_edit_of_what_a_loop_reads_from_another_package_is_compiled_into_it(tmp_path):
    def outcome_of_a_row_that_never_came():
        command = [sys.executable, "-c", PROGRAM]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=tmp_path).stdout

    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    contract = tmp_path / "sim" / "operation" / "contract.py"
    before, text, told = (
        outcome_of_a_row_that_never_came(),
        contract.read_text(encoding="utf-8"),
        "range(7)  # outcomes",
    )
    assert text.count(told) == 1

    contract.write_text(text.replace(told, "range(1, 8)  # outcomes"), encoding="utf-8")

    assert (before, outcome_of_a_row_that_never_came()) == ("0\n", "1\n")


@COMPILED
def test_what_lies_on_disk_is_taken_without_what_compiling_needs():
    """scipy's linear algebra is the slowest part of it; a loop that must be compiled loads it."""
    program = """if True:
        import sys
        from sim.experiments.seasons.replicate import season_counts
        from tests.experiments.shops import tiny
        print(season_counts(tiny(), 1, 1).verdicts.tolist(), "scipy.linalg" in sys.modules)
    """
    here = season_counts(tiny(), 1, 1).verdicts.tolist()
    _, told = [  # the first may have to compile, and keeps that on disk
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
        for _ in range(2)
    ]
    assert told.stdout == f"{here} False\n"


def test_an_index_from_the_end_is_refused_where_the_loop_runs_uncompiled():
    def last(numbers, records):
        return numbers[0] + records[-1].hand

    column = np.arange(3), np.zeros(2, PERSON).view(np.recarray)

    with pytest.raises(IndexError, match="-1 counts from the end"):
        from_the_front(last)(*column)


@COMPILED
def test_no_index_of_what_is_compiled_is_looked_at_for_its_sign():
    def entry(column, at):
        return column[at]

    def looks(**how):
        compiled = njit(**how)(entry)
        compiled(np.arange(3), 1)
        return "select" in compiled.inspect_llvm(compiled.signatures[0])

    assert looks() and not looks(pipeline_class=FromTheFront)
