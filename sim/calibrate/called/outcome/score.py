"""How calls turned out, and whether the last ones drifted away from what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtri

from sim.calibrate.called.outcome.call import Called

RECENT = 4  # weeks that an alarm looks at
TOO_FAR = 0.02  # of a share: their error, on average
BEYOND_CHANCE = 1.96  # standard deviations, of an error that one season in twenty has
OUTSIDE = 2  # of the recent weeks, on one side of their bands
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

    One of three: their shares were off by more than 2 points on average, to one side and by more than the
    luck of the weeks explains; or two of them lay beyond their 90% bands on the same side; or one lay beyond
    all its seasons, and farther beyond its band than the band is wide (a call learns of a sudden change, so
    that one week may be all that shows it). What luck explains is told by where each share lies among its
    seasons (Stouffer's sum of normal scores): at few calls a week errors of 2 points are nothing but luck.
    Four weeks that go as they were called set it off in 4 to 5% of cases a norm (counted by the tests).
    """
    norms = dict.fromkeys(one.norm for one in called)
    recent = {norm: of_norm(called, norm)[-RECENT:] for norm in norms}
    return tuple(
        Drift(
            norm=norm,
            weeks=tuple(one.week for one in weeks),
            error=_error(weeks),
            outside=sum(not one.within for one in weeks),
        )
        for norm, weeks in recent.items()
        if len(weeks) == RECENT and _drifted(weeks)
    )


def _drifted(recent: Sequence[Called]) -> bool:
    below = sum(one.came.share < one.share[0] for one in recent)
    above = sum(one.came.share > one.share[-1] for one in recent)
    to_one_side = abs(_error(recent)) > TOO_FAR and abs(_surprise(recent)) > BEYOND_CHANCE
    return to_one_side or max(below, above) >= OUTSIDE or any(_far_outside(one) for one in recent)


def _error(called: Sequence[Called]) -> float:
    return float(np.mean([one.off for one in called]))


def _far_outside(one: Called) -> bool:
    low, high = one.share[0], one.share[-1]
    beyond = max(low - one.came.share, one.came.share - high)
    return one.lower in (0.0, 1.0) and beyond > max(high - low, TOO_FAR)


def _surprise(called: Sequence[Called]) -> float:
    """Sum up where shares lie among their seasons: standard normal, if the calls were drawn as what came."""
    lower = np.clip([one.lower for one in called], MOST_SAID, 1 - MOST_SAID)
    return float(ndtri(lower).sum() / sqrt(len(lower)))
