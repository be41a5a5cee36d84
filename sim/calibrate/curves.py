"""What was seen beside what was fitted: weeks in their band, and the laws of a call log as curves."""

from collections.abc import Iterator
from math import sqrt

import numpy as np
from scipy.special import ndtr

from sim.calibrate.estimates.luck import WEEK_SD
from sim.calibrate.estimates.weeks import Weeks, busyness
from sim.calibrate.fitted import Fitted
from sim.calibrate.phone.availability import present_share
from sim.calibrate.phone.figures import PhoneFit
from sim.calibrate.phone.laws.handling import MINUTE_S, SHORT_S, handled_s
from sim.calibrate.phone.laws.patience import BEYOND_S, LEAST_AT_RISK
from sim.calibrate.shown import Curve, Level

POINTS = 60  # of a curve
SURE_SDS = 1.645  # on either side of 90%


def curves_of(found: PhoneFit) -> Iterator[Curve]:
    """Draw how long calls last, how long callers wait, and the pick-up of each day, where fitted."""
    if found.handling is not None:
        yield _handle_time(found)
    if found.patience is not None:
        yield _patience(found)
    if found.days is not None:
        days = found.days
        fitted = days.at(present_share(days)) / days.attempts
        yield Curve("pick_up", days.day.astype(float), days.answered / days.attempts, fitted)


def _handle_time(found: PhoneFit) -> Curve:
    """Share the calls of ten seconds and more that are over by so many minutes."""
    law, lasted_s = found.handling, handled_s(found.calls)
    assert law is not None
    long_s = np.sort(lasted_s[lasted_s >= SHORT_S])
    at_s = np.geomspace(SHORT_S, float(np.quantile(long_s, 0.999)), POINTS)
    seen = np.searchsorted(long_s, at_s, side="right") / len(long_s)
    return Curve("handle_time", at_s / MINUTE_S, seen, ndtr((np.log(at_s) - law.mu) / law.sigma))


def _patience(found: PhoneFit) -> Curve:
    """Share the callers who would wait longer than so many seconds, while enough of them wait."""
    law, seen = found.patience, found.survival
    assert law is not None
    told = np.flatnonzero((seen.at_s > BEYOND_S) & (seen.at_risk >= LEAST_AT_RISK))
    told = told[np.linspace(0, len(told) - 1, min(POINTS, len(told))).astype(int)]
    fitted = seen.after(BEYOND_S) * law.after(seen.at_s[told]) / law.after(BEYOND_S)
    return Curve("patience", seen.at_s[told], seen.share[told], fitted)


def band(what: str, weeks: Weeks) -> Level:
    """Give normal weeks the band in which nine in ten lie, by how far weeks are off their forecast."""
    mean, told = float(weeks.latest.counts.mean()), busyness(WEEK_SD, weeks, what)
    busy = told.value if isinstance(told, Fitted) else float(weeks.latest.counts.std()) / mean
    half = SURE_SDS * sqrt(mean + (busy * mean) ** 2)
    return Level(what, weeks, mean, max(mean - half, 0.0), mean + half)
