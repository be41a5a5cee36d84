"""Where a week falls behind: the work that nobody has begun when the last one of a day goes home."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import HOUR_S
from sim.experiments.seasons.replicate import Played, played
from sim.experiments.seasons.shop import Shop
from sim.operation.contract import OPEN, SERVED

DAYS = 7
NOT_YET = np.iinfo(np.int64).max  # after every instant


def waiting_h(shop: Shop, mondays: Sequence[int], seed: int, season: int) -> np.ndarray:
    """Return the hours of work that wait at the end of each day of some weeks, in one season.

    float64[weeks, 7]; NaN on a day on which nobody is planned.
    """
    ends = np.stack([last_ends(shop, monday) for monday in mondays])
    waits = np.where(ends == NEVER, np.nan, 0.0)
    waits[ends != NEVER] = not_begun_s(played(shop, seed, season), ends[ends != NEVER]) / HOUR_S
    return np.asarray(waits)


def last_ends(shop: Shop, monday: int) -> np.ndarray:
    """Return the instant at which the last planned shift that begins on each day of a week ends.

    int64[7]; NEVER on a day on which none begins.
    """
    first = int(np.searchsorted(shop.season.days, monday))
    days = pairwise(shop.season.starts[first : first + DAYS + 1].tolist())
    begins, ends = np.concatenate([one.shifts for one in shop.staff]).T
    of_days = [ends[(begins >= opens) & (begins < closes)] for opens, closes in days]
    return np.array([found.max() if len(found) else NEVER for found in of_days], np.int64)


def not_begun_s(season: Played, at: np.ndarray) -> np.ndarray:
    """Sum the work that has come by some instants, stays, and nobody has begun: float64[instants]."""
    happened, work = season.happened, season.work.work
    begun = np.full(len(work), NOT_YET)
    np.minimum.at(begun, happened.spell_row, happened.spell_began)
    asked = np.isin(happened.outcome, (SERVED, OPEN))
    waiting = (asked & (happened.came <= one) & (begun > one) for one in at.tolist())
    return np.array([work[rows].sum() for rows in waiting], float)
