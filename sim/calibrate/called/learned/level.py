"""How many contacts a normal week has, and how weeks differ, from the weeks before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, chdtri, stdtrit

from sim.calibrate.called.replay.week import Volume

FADES = 0.8  # what a week counts, of what the week after it does
GUESSED_FOR = 3  # weeks that the guess of how weeks differ counts for
TAIL = 0.05  # on either side of a range


@dataclass(frozen=True)
class Level:
    """A figure and its range of 90%."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Normal:
    """A normal week."""

    contacts: Level
    phone_share: Level
    spread: Level  # standard deviation of a week's luck, of 1


def normal_week(volumes: Sequence[Volume], week_sd: float, day_sd: float) -> Normal:
    """Say what a normal week is, from the contacts of past weeks in order and what the scenario guesses.

    Callers among contacts are a beta posterior from a flat prior.
    """
    contacts, spread = level_of([volume.contacts for volume in volumes], week_sd, day_sd)
    return Normal(contacts, _callers(volumes), spread)


def level_of(counts: Sequence[float], week_sd: float, day_sd: float) -> tuple[Level, Level]:
    """Say how much comes in a normal week, and how weeks differ, from the counts of past weeks in order.

    There is one week or more, each above 0. Their logarithms are taken as normal, recent weeks counting for
    more; the scenario's luck of a week counts as so many weeks more (the scaled inverse chi-square prior of
    Gelman et al., Bayesian Data Analysis, 3rd ed., p. 67), so that one week, too, has a spread.
    """
    logs = np.log(counts)
    weights = FADES ** np.arange(len(logs))[::-1]
    mean = float(np.average(logs, weights=weights))
    chance = 1 / float(np.exp(mean)) + day_sd**2 / 5  # of a week's count without a luck of its own
    freedom = GUESSED_FOR + len(logs) - 1
    squares = GUESSED_FOR * (week_sd**2 + chance) + float(((logs - mean) ** 2).sum())
    variance = squares / freedom
    half = float(stdtrit(freedom, 1 - TAIL)) * np.sqrt(variance / _different(len(logs)))
    variances = (variance, *(squares / chdtri(freedom, tail) for tail in (TAIL, 1 - TAIL)))
    spread = Level(*(float(np.sqrt(max(one - chance, 0.0))) for one in variances))
    return Level(*(float(np.exp(mean + side)) for side in (0.0, -half, half))), spread


def _different(weeks: int) -> float:
    """Say how many weeks these are worth, as the recent ones count for more."""
    weights = FADES ** np.arange(weeks)
    return float(weights.sum() ** 2 / (weights**2).sum())


def _callers(volumes: Sequence[Volume]) -> Level:
    share = sum(one.calls for one in volumes) / sum(one.contacts for one in volumes)
    contacts = _different(len(volumes)) * sum(one.contacts for one in volumes) / len(volumes)
    calls, others = share * contacts + 1, (1 - share) * contacts + 1
    return Level(*(float(betaincinv(calls, others, at)) for at in (0.5, TAIL, 1 - TAIL)))
