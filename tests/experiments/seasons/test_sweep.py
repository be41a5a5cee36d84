"""Plans over seasons: the same counts as one by one, taken from disk where they are whole."""

import os
import sys
import tracemalloc
from pathlib import Path

import numpy as np

from sim.experiments.seasons import sweep as sweep_module
from sim.experiments.seasons.replicate import Counts, season_counts
from sim.experiments.seasons.sweep import Sweep, plan_key
from tests.experiments.shops import tiny

BASE = tiny()
MORE = tiny(('Mehmet = "mon-thu 09:00-17:00"', 'Mehmet = "mon-fri 09:00-17:00"'))


def equal(one: Counts, other: Counts) -> bool:
    return all(np.array_equal(column, getattr(other, name)) for name, column in vars(one).items())


def test_a_sweep_counts_what_its_seasons_count_one_by_one():
    swept = Sweep(seed=3).counts({"base": BASE, "more": MORE}, range(2, 4), "plans")
    for name, shop in (("base", BASE), ("more", MORE)):
        for place, number in enumerate((2, 3)):
            one = season_counts(shop, 3, number)
            assert all(
                np.array_equal(column[place], getattr(one, key)) for key, column in vars(swept[name]).items()
            )


def test_a_season_on_disk_is_taken_and_the_others_are_simulated(tmp_path: Path):
    whole = Sweep(folder=tmp_path).counts({"base": BASE}, range(3), "plans")
    [folder] = tmp_path.iterdir()  # no lock is left
    untouched, gone, damaged = sorted(folder.iterdir())
    before = untouched.stat().st_mtime_ns
    gone.unlink()
    damaged.write_bytes(damaged.read_bytes()[:-7])
    again = Sweep(folder=tmp_path).counts({"base": BASE}, range(3), "plans")
    assert equal(whole["base"], again["base"])
    assert untouched.stat().st_mtime_ns == before and gone.exists()


def test_two_workers_count_as_one():
    plans = {"base": BASE, "more": MORE}
    alone, together = (Sweep(workers=workers).counts(plans, range(3), "plans") for workers in (1, 2))
    assert all(equal(alone[name], together[name]) for name in plans)


def test_plans_that_differ_have_other_names():
    names = {
        plan_key(shop) for shop in (BASE, MORE, BASE.with_endless_staff(), tiny(('"8wh"', '"24h-weekday"')))
    }
    assert len(names) == 4 and plan_key(tiny()) == plan_key(BASE)


def test_progress_is_told_in_seasons():
    told = []
    Sweep(progress=lambda *step: told.append(step)).counts({"base": BASE, "more": MORE}, range(4), "plans")
    assert told == [("plans", 0, 8), ("plans", 8, 8)]
    told.clear()
    Sweep(progress=lambda *step: told.append(step)).counts({"base": BASE}, range(10), "plans")
    assert told == [("plans", 0, 10), ("plans", 8, 10), ("plans", 10, 10)]


class OneByOne:
    """A crew that does its jobs here, and tells how many seasons each had."""

    def __init__(self):
        self.sizes = []

    def each(self, jobs, seasons):
        for job in jobs:
            done = job()
            self.sizes.append(len(done))
            yield done

    def close(self):
        pass


def test_a_few_seasons_are_shared_out_evenly_and_many_in_larger_jobs(monkeypatch):
    """Of twenty in jobs of eight one worker of two would do twelve, and the other wait."""
    one, crew = season_counts(BASE, 1, 0), OneByOne()
    monkeypatch.setattr(sweep_module, "counts_of", lambda shops, *_: [one for _ in shops])
    monkeypatch.setattr(sweep_module, "found_crew", lambda *_: crew)
    sweep = Sweep(workers=2)

    sweep.counts({"base": BASE}, range(20), "what if")
    sweep.counts({"base": BASE}, range(80), "plans")
    sweep.counts({"base": BASE, "more": MORE}, range(20), "two plans")

    assert crew.sizes == 10 * [2] + 10 * [8] + 10 * [2]


def test_memory_holds_the_counts_and_little_else(monkeypatch, tmp_path: Path):
    """Two thousand seasons of two plans: beside their arrays less than a fifth of them, and all on disk."""
    one = season_counts(BASE, 1, 0)
    monkeypatch.setattr(sweep_module, "counts_of", lambda shops, *_: [one for _ in shops])
    monkeypatch.setattr(os, "fsync", lambda _: None)
    # pathlib interns every name: the table of all that this process ever interned grows in one piece
    monkeypatch.setattr(sys, "intern", lambda name: name)
    sweep, plans = Sweep(folder=tmp_path), {"base": BASE, "more": MORE}
    sweep.counts(plans, range(10), "plans")
    tracemalloc.start()
    try:
        found = sweep.counts(plans, range(2000), "plans")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    held = sum(column.nbytes for counts in found.values() for column in vars(counts).values())
    assert held > 4_000_000 and most < 1.2 * held
