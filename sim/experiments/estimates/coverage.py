"""People against the work of a week, half-hour by half-hour: who is planned, and what comes."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sim.experiments.seasons.replicate import played
from sim.experiments.seasons.shop import Shop
from sim.operation.contract import CLOSED
from sim.staffing.people import Planned

HALF_HOUR_S = 1800
HALF_HOURS = 7 * 48
SEASONS = 8  # a bar is then known to a few tenths of a person


def planned_people(shop: Shop, people: Sequence[Planned], monday: int) -> np.ndarray:
    """Count the people planned in each half-hour of a week, breaks taken out: float64[336]."""
    edges = half_hours(shop, monday)
    return sum((_covered(one.paid, edges) for one in people), np.zeros(HALF_HOURS))


def expected_load(shop: Shop, monday: int, seed: int, seasons: int = SEASONS) -> np.ndarray:
    """Estimate how many people the work of each half-hour would keep busy, when it comes: float64[336].

    The offered load in the mean of some seasons; what comes at night waits, so it is work of the day after.
    """
    edges, sums = half_hours(shop, monday), np.zeros(HALF_HOURS)
    for number in range(seasons):
        season = played(shop, seed, number)
        came = season.happened.came[asked := season.happened.outcome != CLOSED]
        place = np.searchsorted(edges, came, side="right") - 1
        inside = (place >= 0) & (place < HALF_HOURS)
        sums += np.bincount(place[inside], season.work.work[asked][inside], minlength=HALF_HOURS)
    return np.asarray(sums / seasons / HALF_HOUR_S)


def half_hours(shop: Shop, monday: int) -> np.ndarray:
    """Return the instants at which the half-hours of a week begin, and the end of the last: int64[337]."""
    first = int(np.searchsorted(shop.season.days, monday))
    starts = shop.season.starts[first : first + 8]
    days = [np.linspace(begin, end, 49)[:-1] for begin, end in pairwise(starts)]
    return np.append(np.concatenate(days).astype(np.int64), starts[-1])


def _covered(spans: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Return the part of each half-hour that lies in some disjoint spans: float64[336]."""
    begins, ends = (np.clip(column[:, None], edges[:-1], edges[1:]) for column in spans.T)
    return np.asarray((ends - begins).sum(axis=0) / np.diff(edges))
