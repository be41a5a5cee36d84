"""How the command line begins: help of every command, and none of the floors below."""

import json
import subprocess
import sys

import pytest

from sim.cli import COMMANDS

from .typed import ROOT, typed, typed_anew

HEAVY = {"numpy", "numba", "matplotlib", "scipy", "pyarrow", "pydantic", "simpy", "rich", "jinja2"}
LOADED = """
import json, sys
from sim.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_help_loads_none_of_the_floors_below():
    ended = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, cwd=ROOT, check=True
    )
    loaded = set(json.loads(ended.stdout.splitlines()[-1]))
    assert "click" in loaded and "Usage: normsim" in ended.stdout
    assert not loaded & HEAVY


def test_help_names_every_command():
    told = typed("--help")
    assert told.code == 0 and told.err == ""
    for name, what in COMMANDS.items():
        assert f"  {name}" in told.out and what in told.out


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help(name: str, flag: str):
    told = typed(name, flag)
    assert told.code == 0 and told.err == ""
    assert told.out.startswith(f"Usage: normsim {name}")
    assert "Options" in told.out and max(map(len, told.out.splitlines())) <= 110


def test_the_options_of_the_contract_are_there():
    run, judge = typed("run", "--help").out, typed("judge", "--help").out
    for option in ("replications", "seed", "engine", "workers", "edition", "holidays", "boundary", "out"):
        assert f"--{option}" in run
    mapping = ("table", "columns", "values", "drop", "timezone", "hours", "country", "on-fault")
    for option in (*mapping, "holidays", "edition", "boundary", "prior-strikes", "as-of", "json"):
        assert f"--{option}" in judge
    assert "default: 200" in run and "default: 1" in run and "default: kernel" in run


def test_a_process_of_its_own_is_the_same_command():
    told = typed_anew("holidays", "2026", "--holidays", "BE", TZ="Asia/Tokyo")
    assert told == typed("holidays", "2026", "--holidays", "BE")
    assert told.code == 0 and "10 days of the list BE in 2026" in told.out


def test_the_version_is_told():
    assert typed("--version").out == "normsim, version 0.1.0\n"
