"""What was seen beside what was fitted, of calls whose laws are known."""

import numpy as np
import pytest

from sim.calibrate.curves import curves_of
from sim.calibrate.phone.attempts import ABANDONED, ANSWERED, UNKNOWN, Attempts
from sim.calibrate.phone.figures import fit

CALLS = 6000


def calls(seed: int = 1) -> Attempts:
    """Lognormal calls of median 120 s; patience Weibull of scale 300 s and shape 1; waits up to 600 s."""
    rng = np.random.default_rng(seed)
    patience, offered = rng.exponential(300, CALLS), rng.uniform(0, 600, CALLS)
    gone = patience < offered
    return Attempts(
        at=np.arange(CALLS) * 60,
        day=np.zeros(CALLS, int),
        waited_s=np.where(gone, patience, offered).astype(int),
        handled_s=np.where(
            gone, UNKNOWN, np.maximum(120 * np.exp(0.9 * rng.standard_normal(CALLS)), 10)
        ).astype(int),
        outcome=np.where(gone, ABANDONED, ANSWERED).astype(np.int8),
        agent=np.full(CALLS, UNKNOWN),
        caller=np.full(CALLS, UNKNOWN),
        topic=np.full(CALLS, ""),
        counts=np.ones(CALLS, bool),
    )


def test_laws_that_hold_lie_on_what_was_seen():
    found = {one.what: one for one in curves_of(fit(calls()))}
    assert found.keys() == {"handle_time", "patience"}  # nobody knows who answered, so no pick-up
    assert all(one.off < 0.03 for one in found.values())
    waits = found["patience"]
    assert waits.seen == pytest.approx(np.exp(-waits.x / 300), abs=0.03)


def test_calls_without_durations_have_no_curve():
    bare = calls().only(np.zeros(CALLS, bool))
    assert list(curves_of(fit(bare))) == []
