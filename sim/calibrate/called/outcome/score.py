"""How calls turned out, and whether the last ones drifted away from what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtri

from sim.calibrate.called.outcome.call import Called

RECENT = 4  # weeks that an alarm looks at
TOO_FAR = 0.02  # of a share: their error, on average
FALSE_ALARMS = 0.1  # of shops that go as they are called, over all their norms
MOST_SAID = 0.01  # seasons are too few to call anything rarer


@dataclass(frozen=True)
class Score:
    """What some calls came to."""

    calls: int
    right: int
    off: float  # mean distance of what came from the median that was called
    within_half: int  # came within the band of 50%
    within: int  # and of 90%
    off_last_week: float | None  # mean distance from the share of the week before; None: no call has one
    off_mean_before: float  # and from that of all weeks before


@dataclass(frozen=True)
class Drift:
    """The recent weeks of a norm that went another way than they were called."""

    norm: str
    weeks: tuple[int, ...]
    error: float  # mean of what came less the median that was called
    outside: int  # of their bands of 90%


def score(called: Sequence[Called]) -> Score:
    """Score some calls, one or more."""
    last = [abs(one.came.share - one.last_week) for one in called if one.last_week is not None]
    return Score(
        calls=len(called),
        right=sum(one.right for one in called),
        off=float(np.mean([abs(one.off) for one in called])),
        within_half=sum(one.within_half for one in called),
        within=sum(one.within for one in called),
        off_last_week=float(np.mean(last)) if last else None,
        off_mean_before=float(np.mean([abs(one.came.share - one.mean_before) for one in called])),
    )


def of_norm(called: Sequence[Called], norm: str) -> list[Called]:
    """Return the calls of one norm, in order of their weeks."""
    return [one for one in called if one.norm == norm]


def drifts(called: Sequence[Called]) -> tuple[Drift, ...]:
    """Find the norms that went another way in the last four weeks: of fewer nothing is said.

    Their shares were off by more than 2 points on average, to one side, and by more than luck explains. What
    luck explains is told by where each share lies among its seasons (Stouffer's sum of normal scores): at few
    calls a week errors of 2 points are nothing but luck. It is shared out over the norms (Bonferroni): one
    shop in ten at most rings for nothing. A single week is no drift however far it lies: two people ill put
    a good shop there, and the calls of the weeks after learn from it by themselves.
    """
    norms = dict.fromkeys(one.norm for one in called)
    beyond = float(ndtri(1 - FALSE_ALARMS / len(norms) / 2)) if norms else 0.0
    return tuple(
        Drift(
            norm=norm,
            weeks=tuple(one.week for one in weeks),
            error=error(weeks),
            outside=sum(not one.within for one in weeks),
        )
        for norm, weeks in recent(called).items()
        if abs(error(weeks)) > TOO_FAR and abs(_surprise(weeks)) > beyond
    )


def recent(called: Sequence[Called]) -> dict[str, list[Called]]:
    """Return the last four weeks of each norm that was called in as many."""
    norms = dict.fromkeys(one.norm for one in called)
    last = {norm: of_norm(called, norm)[-RECENT:] for norm in norms}
    return {norm: weeks for norm, weeks in last.items() if len(weeks) == RECENT}


def error(called: Sequence[Called]) -> float:
    """Return the mean of what came less the median that was called, of one call or more."""
    return float(np.mean([one.off for one in called]))


def _surprise(called: Sequence[Called]) -> float:
    """Sum up where shares lie among their seasons: standard normal, if the calls were drawn as what came."""
    lower = np.clip([one.lower for one in called], MOST_SAID, 1 - MOST_SAID)
    return float(ndtri(lower).sum() / sqrt(len(lower)))
