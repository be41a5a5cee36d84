"""Who knows all of a desk but its luck: right where nobody waits, and blind to the week itself."""

from dataclasses import replace

import numpy as np
import pytest

from . import best as module
from .best import best
from .desks import ANSWERED, DAYS, Desk, begins_at, known, log_of

DESK = Desk(weeks=3, agents=4, calls=60.0)


@pytest.fixture(autouse=True)
def few_plays(monkeypatch):
    monkeypatch.setattr(module, "PLAYS", 40)


def test_where_nobody_waits_all_are_answered_but_who_hangs_up_whoever_is_free():
    plays = best(replace(DESK, agents=40, whoever_is_free=0.1), seed=1, weeks=2)

    for shares in plays.values():
        assert shares.shape == (2, 40)
        assert shares.mean() == pytest.approx(0.9, abs=0.01)  # of 24,000 calls: 0.002 a standard error


def test_the_eve_knows_the_week_before_and_nothing_of_the_week_to_come():
    truth = known(DESK, np.random.default_rng(4))
    other = replace(truth, level=np.append(truth.level[:2], 9.0))

    share, again = (module._on_the_eve(DESK, one, 2, np.random.default_rng(5)) for one in (truth, other))
    busier = replace(truth, level=truth.level + 1.5)

    assert share == again
    assert module._on_the_eve(DESK, busier, 2, np.random.default_rng(5)) < share


def test_who_knows_when_the_calls_come_plays_those_of_the_week():
    calls, _ = log_of(DESK, seed=6)
    first, last = begins_at(2, 0), begins_at(2, DAYS - 1) + 86_400
    own = (calls.attempted_at >= first) & (calls.attempted_at < last)

    shares = best(DESK, seed=6, weeks=1)["known"][0]

    assert np.allclose(shares * own.sum(), np.rint(shares * own.sum()))  # so many of just these
    assert abs(shares.mean() - np.mean(calls.outcome[own] == ANSWERED)) < 4 * shares.std()
