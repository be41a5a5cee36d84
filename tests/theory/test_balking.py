"""Callers who hang up on hearing of a queue: a birth-death process, its births fewer once all are busy."""

import numpy as np

from sim.demand.work import FOREVER
from sim.operation.contract import LEFT, Rules
from sim.operation.kernel import engine as kernel
from sim.operation.reference import engine as reference

from .desk import END, UNIT, always, poisson, rows, run, ticks

RATE, SERVICE, SERVERS = 60.0, 10.0, 6  # an hour: as much as six can do, if all stayed
BALKS = 0.25  # of those who find nobody free
RUNS, SIZE = 30, 40_000


def calls(rng: np.random.Generator, size: int):
    patience = np.where(rng.random(size) < BALKS, 0, FOREVER)
    return rows(poisson(rng, RATE, size), ticks(rng.exponential(1 / SERVICE, size)), patience=patience)


def test_as_many_hang_up_and_the_others_wait_as_long_as_the_birth_death_process_says():
    """A state k has the weight of the births up to it over the deaths; who comes sees it as long as it lasts.

    An estimate of thirty independent runs lies within four standard errors of the truth but once in 2,500.
    """
    load, fewer = RATE / SERVICE, (1 - BALKS) * RATE / (SERVICE * SERVERS)
    some_free = np.cumprod([1.0, *(load / k for k in range(1, SERVERS))])
    all_busy = some_free[-1] * load / SERVERS  # the weight of nobody waiting
    total = some_free.sum() + all_busy / (1 - fewer)
    busy, waiting = all_busy / (1 - fewer) / total, all_busy * fewer / (1 - fewer) ** 2 / total

    found = np.array([_figures(np.random.default_rng([3, number])) for number in range(RUNS)])

    expected = BALKS * busy, waiting / (RATE * (1 - BALKS * busy)), RATE * (1 - BALKS * busy) / SERVICE
    errors = found.std(axis=0, ddof=1) / RUNS**0.5
    assert (errors < 0.02 * np.array(expected)).all()
    assert (np.abs(found.mean(axis=0) - expected) < 4 * errors).all()


def _figures(rng: np.random.Generator) -> tuple[float, float, float]:
    """Say which share hung up, how long the others waited (hours), and how many people were busy."""
    done = run(calls(rng, SIZE), always(*[1] * SERVERS))
    counted, left = done.counted(), done.log.outcome == LEFT
    wait = done.wait[counted & ~left].mean() / UNIT
    return left[counted].mean(), wait, done.mean_busy(range(SERVERS))


def test_who_has_no_patience_is_answered_by_whoever_is_free_at_that_instant_by_both_engines():
    work, roster, rules = calls(np.random.default_rng(5), 1500), always(*[1] * SERVERS), Rules.first_come(1)

    logs = [engine.simulate(work, roster, rules, END) for engine in (kernel, reference)]

    for name, column in vars(logs[0]).items():
        assert np.array_equal(column, getattr(logs[1], name)), name
    left = logs[0].outcome == LEFT
    assert left.any() and (work.patience[left] == 0).all() and (logs[0].left == logs[0].came)[left].all()
    assert 0 < left.sum() < (work.patience == 0).sum()  # some of them found somebody free
