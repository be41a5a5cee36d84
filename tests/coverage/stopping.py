"""Coverage of a chance after a run that stopped when it knew enough, summed over all ways to stop."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.stats import binom

from sim.experiments.estimates.confidence import Chance, chance
from sim.experiments.estimates.precision import Until

from .exact import happened


@dataclass(frozen=True)
class Stopped:
    """How often the interval at the end holds the truth, and how many seasons it took on average."""

    held: float
    seasons: float


def stopped(until: Until, true: float, together: int) -> Stopped:
    """Follow how often it has happened by each look: those that stop are counted, the others go on."""
    before, going, held, seasons = 0, np.ones(1), 0.0, 0.0
    for look in until.looks:
        going = np.convolve(going, binom.pmf(np.arange(look - before + 1), look - before, true))
        found = _all(look, together)
        stops = np.array([until.fits(one) for one in found]) | (look == until.most)
        holds = np.array([one.low <= true <= one.high for one in found])
        held += float(going[stops & holds].sum())
        seasons += look * float(going[stops].sum())
        before, going = look, np.where(stops, 0, going)
    return Stopped(held, seasons)


@cache
def _all(n: int, together: int) -> list[Chance]:
    return [chance(happened(k, n), together) for k in range(n + 1)]
