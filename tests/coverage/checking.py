"""What a check says of the plan offered, when others may have been refused for it: summed, at the worst.

Plans come one after the other, each of any true risk that a search may bring, and the first that fresh
customers do not refuse is offered; the last that may be checked is offered whatever they say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from sim.experiments.estimates.precision import Until
from sim.experiments.plans.goal import Ask
from sim.experiments.search.judging.certificate import Checked
from sim.experiments.search.levers import Plan
from sim.experiments.seasons.replicate import Counts

from .exact import happened

Wrong = Callable[["Look", float], np.ndarray]  # at which numbers of misses, for a true risk
NOTHING = Counts(*(np.zeros((0, 1, 1)) for _ in range(3)))


@dataclass(frozen=True)
class Look:
    """What a check says after so many seasons, by how many of them missed the week: [seasons + 1]."""

    seasons: int
    refuses: np.ndarray
    keeps: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Ended:
    """How often the check of a plan of some true risk refuses it, and says of it what is not so."""

    refused: float
    wrong: float  # of a plan that is not refused
    wrong_of_refused: float


def looks_of(until: Until, risk: float) -> list[Look]:
    """Ask the product for its verdicts, of a week that endless staff never misses."""
    return [_look(seasons, len(until.looks), risk) for seasons in until.looks]


def wrong_interval(looks: Sequence[Look], truths: np.ndarray, rounds: int) -> float:
    """Return how often at most the interval of the plan offered leaves out its true risk."""
    return _worst([_ended(looks, true, _leaves_out) for true in truths], rounds)


def wrongly_kept(looks: Sequence[Look], truths: np.ndarray, rounds: int) -> float:
    """Return how often at most a plan is said to keep what it misses; the truths lie above what is asked."""
    return _worst([_ended(looks, true, lambda look, _: look.keeps) for true in truths], rounds)


def _worst(checks: Sequence[Ended], rounds: int) -> float:
    """Let the search bring the plans that are said wrong things of most often; from the last back."""
    worst = max(one.wrong + one.wrong_of_refused for one in checks)
    for _ in range(rounds - 1):
        worst = max(one.wrong + one.refused * worst for one in checks)
    return worst


def _ended(looks: Sequence[Look], true: float, is_wrong: Wrong) -> Ended:
    """Follow how often the week was missed by each look: checks that are clear stop, the others go on."""
    before, going, ended = 0, np.ones(1), np.zeros(3)
    for look in looks:
        added = look.seasons - before
        going = np.convolve(going, binom.pmf(np.arange(added + 1), added, true))
        refused, wrong = look.refuses, is_wrong(look, true)
        stops = refused | look.keeps | (look is looks[-1])
        ended += [going[refused].sum(), going[stops & wrong & ~refused].sum(), going[wrong & refused].sum()]
        before, going = look.seasons, np.where(stops, 0, going)
    return Ended(*ended.tolist())


def _leaves_out(look: Look, true: float) -> np.ndarray:
    return np.asarray((look.low > true) | (look.high < true))


def _look(seasons: int, looks: int, risk: float) -> Look:
    ask = Ask(("response",), (0,), risk)
    found = [_checked(missed, seasons, looks) for missed in range(seasons + 1)]
    chances = [one.risk_of(0) for one in found]
    return Look(
        seasons,
        refuses=np.array([bool(one.surely_missed([ask])) for one in found]),
        keeps=np.array([not one.doubtful([ask]) for one in found]),
        low=np.array([one.low for one in chances]),
        high=np.array([one.high for one in chances]),
    )


def _checked(missed: int, seasons: int, looks: int) -> Checked:
    misses = happened(missed, seasons)[:, None]
    return Checked(Plan((0,), ""), 0.0, NOTHING, misses, np.zeros_like(misses), looks)
