"""The one door: what it refuses, and that nothing around it changes what comes out."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from sim.operation.contract import Rules
from sim.operation.simulate import simulate

from .desk import Duty, mail, roster_of, rules_of, work_of

A_SEASON = """
from sim.experiments.seasons.replicate import season_log
from sim.experiments.seasons.shop import Shop
from sim.scenario.read import read
import hashlib
log = season_log(Shop(read("scenarios/peak-season.toml").scenario), 1, 0, "{engine}")
columns = [column.tobytes() for table in vars(log).values() for column in vars(table).values()]
print(hashlib.sha256(b"".join(columns)).hexdigest())
"""


def test_an_unknown_engine_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match="engine must be one of kernel, reference; got 'simpi'"):
        simulate(work_of([]), roster_of([]), rules_of(), 10, "simpi")


def test_tables_are_held_to_their_promises():
    with pytest.raises(ValueError, match="work must not be negative; got -1"):
        simulate(work_of([mail(0, -1)]), roster_of([]), rules_of(), 10)
    with pytest.raises(ValueError, match="a stretch must end after it begins"):
        simulate(work_of([]), roster_of([Duty(5, 5)]), rules_of(), 10)
    yes = np.ones(4, bool)
    with pytest.raises(ValueError, match="both interrupt and yield"):
        simulate(work_of([]), roster_of([]), replace(Rules.first_come(4), interrupts=yes, yields=yes), 10)


def test_a_run_leaves_its_tables_as_they_were():
    work, roster = work_of([mail(0, 10), mail(3, 10)]), roster_of([Duty(0, 5), Duty(9, 50)])
    before = hashlib.sha256(b"".join(c.tobytes() for t in (work, roster) for c in vars(t).values())).digest()

    for engine in ("kernel", "reference"):
        simulate(work, roster, rules_of(), 100, engine)

    after = hashlib.sha256(b"".join(c.tobytes() for t in (work, roster) for c in vars(t).values())).digest()
    assert before == after


def test_a_season_is_the_same_under_any_hash_seed_time_zone_and_engine(pytestconfig):
    surroundings = [("0", "UTC", "kernel"), ("77", "Pacific/Apia", "reference")]
    told = {
        subprocess.run(
            [sys.executable, "-c", A_SEASON.format(engine=engine)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=pytestconfig.rootpath,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, engine in surroundings
    }

    assert len(told) == 1
    assert len(told.pop().strip()) == 64
