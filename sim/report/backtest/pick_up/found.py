"""What a backtest of the phone found, and the figures that screen, table and picture share."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sim.calibrate.backtest.pick_up import PickUp, Week


@dataclass(frozen=True)
class Tally:
    """How right some weeks were called."""

    weeks: int
    right: int  # the verdict came as called
    inside: int  # of the 90% band
    off_points: float  # on average, either way
    off_calls: float  # how many more or fewer attempts were called than came, as a share, on average


@dataclass(frozen=True)
class Rostered:
    """Who was planned, by a file."""

    file: str
    people: int  # who take calls
    hours: float  # of all of them, without breaks


@dataclass(frozen=True)
class Found:
    """A log's weeks as they were called."""

    name: str
    least: Fraction  # the share that the norm asks for
    weeks: PickUp
    rostered: Rostered | None = None  # None: who is at work is seen from the calls


def tally(weeks: Sequence[Week]) -> Tally:
    """Count how right weeks were called."""
    return Tally(
        len(weeks),
        sum(week.right for week in weeks),
        sum(week.low <= week.came <= week.high for week in weeks),
        float(np.mean([abs(week.off) for week in weeks])),
        float(np.mean([abs(week.expected / week.attempts - 1) for week in weeks])),
    )
