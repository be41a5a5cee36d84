"""How much of their time people answer: the share present that explains the pick-up of a log.

Each span of the log is played once at each of a few shares; what lies between is interpolated, so that any
choice or weight of days is matched at once, and all by the same draws.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.optimize import brentq

from sim.calibrate.phone.attempts import Attempts
from sim.calibrate.phone.callers import Laws
from sim.calibrate.phone.replay import Span, answered
from sim.draws import Streams

SHARES = np.linspace(0.3, 1.0, 8)  # present, at which a span is played
PLAYS = 8  # of each span at each share
SEED = 1


@dataclass(frozen=True)
class Explained:
    """What came of a log's days, and what would have come at each of SHARES; only attempts that count."""

    day: np.ndarray  # int64[d], in order
    attempts: np.ndarray  # int64[d]
    answered: np.ndarray  # int64[d]
    expected: np.ndarray  # float64[d, SHARES], answered on average when people are so much present

    def only(self, which: np.ndarray) -> "Explained":
        """Keep some days (places or bool[d])."""
        return Explained(self.day[which], self.attempts[which], self.answered[which], self.expected[which])

    def at(self, present_share: float) -> np.ndarray:
        """How many would be answered each day at a share present: float64[d]."""
        return np.asarray(PchipInterpolator(SHARES, self.expected, axis=1)(present_share))


def explained(calls: Attempts, span: Span, laws: Laws, number: int = 0) -> Explained:
    """Play the attempts of a span at each of SHARES; spans of different numbers have different draws."""
    days, place = np.unique(calls.day, return_inverse=True)

    def by_day(which: np.ndarray) -> np.ndarray:
        return np.bincount(place[calls.counts & which], minlength=len(days))

    streams = [Streams(SEED, number * PLAYS + play) for play in range(PLAYS)]
    expected = [
        np.mean([by_day(answered(span, laws, share, one)) for one in streams], axis=0)
        for share in SHARES.tolist()
    ]
    return Explained(days, by_day(calls.counts), by_day(calls.answered), np.column_stack(expected))


def joined(parts: Iterable[Explained]) -> Explained:
    """Join days of several spans."""
    listed = list(parts)
    return Explained(*(np.concatenate([getattr(one, name) for one in listed]) for name in vars(listed[0])))


def present_share(days: Explained, weight: np.ndarray | None = None) -> float:
    """Find the share present at which as many are answered as came, each day by its weight (float64[d]).

    Where more were answered than by people always present, or fewer than at the least of SHARES, it is that.
    """
    weight = np.ones(len(days.day)) if weight is None else weight
    missing = weight @ days.expected - weight @ days.answered  # float64[SHARES]

    missed = PchipInterpolator(SHARES, missing)
    if missing[-1] <= 0:
        return float(SHARES[-1])
    if missing[0] >= 0:
        return float(SHARES[0])
    return float(brentq(missed, SHARES[0], SHARES[-1], xtol=1e-4))


def resampled(days: Explained, times: int = 400, weight: np.ndarray | None = None) -> np.ndarray:
    """Find the share present of days drawn with replacement: float64[times] (Efron's bootstrap).

    A day counts by its weight (float64[d]) as often as it is drawn.
    """
    draws = Streams(SEED, 0).uniform("days of a bootstrap", times * len(days.day)).reshape(times, -1)
    drawn = (draws * len(days.day)).astype(np.int64)
    often = np.stack([np.bincount(row, minlength=len(days.day)) for row in drawn])
    return np.array([present_share(days, one) for one in often * (1.0 if weight is None else weight)])
