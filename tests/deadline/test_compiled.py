"""Compiled or not, taken from disk or made anew, a loop answers the same; an edit of its steps is seen."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from numba import config
from numba.core import caching
from numba.core.runtime import nrt

from sim.deadline import OpeningHours
from sim.deadline.kernel import compiled, loops

from .calendars import daily

ROOT = Path(__file__).parents[2]
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
    assert isinstance(compiled.taken_from_disk(loop)._cache, compiled._kept())


@pytest.mark.skipif(config.DISABLE_JIT, reason="numba is told not to compile")
def test_an_edit_of_a_step_is_compiled_into_the_loops_that_call_it(tmp_path):
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    steps = tmp_path / "sim" / "deadline" / "kernel" / "steps.py"
    before = told_by_another_process(tmp_path)
    text, told = steps.read_text(encoding="utf-8"), "told[row] = first + np.int64(value)"
    assert text.count(told) == 1

    steps.write_text(text.replace(told, f"{told} + 1"), encoding="utf-8")

    assert (before, told_by_another_process(tmp_path)) == (AN_HOUR_INTO_THE_NEXT_DAY, "3601\n")
