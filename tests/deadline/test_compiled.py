"""Compiled or not, taken from disk or made anew, a loop answers the same; an edit of its steps is seen."""

import ast
import os
import shutil
import subprocess
import sys
from datetime import date
from importlib import import_module, invalidate_caches
from inspect import getsource
from pathlib import Path
from types import SimpleNamespace

import pytest
from numba import config, njit
from numba.core import caching
from numba.core.runtime import nrt
from numba.extending import register_jitable

from sim.deadline import OpeningHours, kernel
from sim.deadline.kernel import compiled, curve, late, loops, stack, stacked, steps

from .calendars import daily

ROOT = Path(__file__).parents[2]
COMPILED = pytest.mark.skipif(config.DISABLE_JIT, reason="numba is told not to compile")
PROGRAM = """if True:
    from datetime import date
    from sim.deadline import OpeningHours
    days = {day: ["09:00-17:00"] for day in ("mon", "tue")}
    hours = OpeningHours(days, first=date(2026, 1, 1), last=date(2026, 12, 31))
    due = hours.deadline(hours.closes[:1] - 3600, 7200)
    print(*(due - hours.opens[1]))
"""
AN_HOUR_INTO_THE_NEXT_DAY = "3600\n"  # one of the two hours is left when the first day closes


def told_by_another_process(folder=ROOT, **environment):
    command = [sys.executable, "-c", PROGRAM]
    environment = {**os.environ, **environment}
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder, env=environment
    ).stdout


@pytest.fixture
def nothing_in_memory():
    def forget():
        compiled._kept.cache_clear()
        compiled.compiled.cache_clear()

    forget()
    yield
    forget()


def test_a_loop_runs_where_numba_is_told_not_to_compile():
    assert told_by_another_process(NUMBA_DISABLE_JIT="1") == AN_HOUR_INTO_THE_NEXT_DAY


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        (caching.Cache, "_load_overload"),
        (caching.Cache, "_guard_against_spurious_io_errors"),
        (caching, "FunctionCache"),
        (nrt, "rtsys"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_numba_without_the_names_that_save_time_loads_in_its_own_way(
    holder, name, nothing_in_memory, monkeypatch
):
    """Another numba would load without them, in a way of its own; here that is to find nothing on disk."""
    monkeypatch.setattr(caching.Cache, "load_overload", lambda *_: None)
    monkeypatch.setattr(caching.Cache, "save_overload", lambda *_: None)
    monkeypatch.delattr(holder, name)
    hours = OpeningHours(daily("09:00-17:00"), first=date(2026, 1, 1), last=date(2026, 12, 31))

    due = hours.deadline(hours.closes[:1] - 3600, 7200)

    assert compiled._kept() is None
    assert (due - hours.opens[1]).tolist() == [3600]


def test_a_compiled_loop_is_taken_from_disk_by_the_content_of_its_package():
    loop = SimpleNamespace(_cache=None, py_func=loops.instant_rows)
    kept = compiled.taken_from_disk(loop, kernel)._cache
    assert isinstance(kept, compiled._kept())
    assert kept._content == compiled._content((kernel,)) != compiled._content((curve,))


def test_what_loops_call_is_named_for_them_to_be_compiled_with_it(monkeypatch):
    named = [steps.argument]
    monkeypatch.setattr(compiled, "INLINED", named)
    compiled.inlined(steps.piece_at, steps.value_of)
    assert named == [steps.argument, steps.piece_at, steps.value_of]


def test_a_package_is_made_of_all_its_modules_and_a_module_of_itself():
    folder = ROOT / "sim" / "deadline" / "kernel"
    assert compiled._files(kernel) == sorted(folder.glob("*.py"))
    assert compiled._files(curve) == [folder / "curve.py"]


@COMPILED
def test_an_edit_of_a_step_is_compiled_into_the_loops_that_call_it(tmp_path):
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    steps = tmp_path / "sim" / "deadline" / "kernel" / "steps.py"
    before = told_by_another_process(tmp_path)
    text, told = steps.read_text(encoding="utf-8"), "told[row] = first + np.int64(value)"
    assert text.count(told) == 1

    steps.write_text(text.replace(told, f"{told} + 1"), encoding="utf-8")

    assert (before, told_by_another_process(tmp_path)) == (AN_HOUR_INTO_THE_NEXT_DAY, "3601\n")


@pytest.mark.parametrize("module", [curve, late, loops, stack, stacked, steps], ids=lambda one: one.__name__)
def test_the_loops_read_nothing_from_outside_their_package_but_never(module):
    """So the disk need know of no other."""
    outside = {
        name.name
        for node in ast.walk(ast.parse(getsource(module)))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sim.")
        if not str(node.module).startswith("sim.deadline.kernel")
        for name in node.names
    }

    assert outside <= {"NEVER", "Boundary", "Openings"}  # the last two are types


@pytest.fixture
def answer(tmp_path, monkeypatch):
    """What a loop answers whose inlined step adds so much; the disk is told that it is made of these."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "loop.py").write_text("from made.step import step\n\ndef loop(x):\n    return step(x)\n")

    def imported_anew(*names):
        for name in ("made", "made.loop", "made.step"):
            sys.modules.pop(name, None)
        invalidate_caches()
        return [import_module(name) for name in names]

    def answered(added, *told):
        (folder / "step.py").write_text(f"def step(x):\n    return x + {added}\n")
        loop, step, *made_of = imported_anew("made.loop", "made.step", *told)
        register_jitable(step.step)
        return compiled.taken_from_disk(njit(cache=True)(loop.loop), *made_of)(0)

    yield answered
    imported_anew()


@COMPILED
@pytest.mark.parametrize("told", ["made", "made.step"])
def test_an_edit_is_seen_of_each_package_and_module_that_the_disk_is_told_of(told, answer):
    assert [answer(added, told) for added in (1, 2, 1)] == [1, 2, 1]


@COMPILED
def test_an_edit_of_another_module_is_not_looked_for(answer):
    """numba by itself would miss it in every step: it looks at the file of the loop only."""
    assert [answer(added) for added in (1, 2)] == [1, 1]
