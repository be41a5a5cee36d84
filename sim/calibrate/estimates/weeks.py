"""Counts by whole week: the level of a normal week, and how far a week is off its forecast."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from sim.calibrate.estimates.shares import LEAST_WEEKS, TAIL
from sim.calibrate.fitted import Finding, Fitted, Untold, fact, too_few
from sim.deadline import date_of
from sim.deadline.instants.wall import monday_of, week_label

FEAST_WEEKS = (46, 2)  # ISO weeks from which and before which the end of the year is no normal time
LATEST = 13  # normal weeks that say what is normal now: a quarter
FORECAST_FROM = 4  # weeks before, whose mean is the forecast
FRI_TO_SUN = (1, 2, 3)  # what 7 leaves over of their day numbers
ALMOST_NOTHING = 0.2  # of the median: a week with less is not wholly in the file


@dataclass(frozen=True)
class Weeks:
    """How many came in each whole week of a history."""

    mondays: np.ndarray  # int64[weeks], day numbers, rising
    counts: np.ndarray  # int64[weeks]

    @cached_property
    def held(self) -> np.ndarray:
        """Mark the weeks that are not nearly empty: bool[weeks]; a gap of an export is no quiet week."""
        usual = np.median(self.counts) if len(self.counts) else 0
        return np.asarray((self.counts >= ALMOST_NOTHING * usual) & (self.counts > 0))

    @cached_property
    def normal(self) -> "Weeks":
        """The weeks that are held, and not at the end of a year."""
        return self.only(self.held & ~feasts(self.mondays))

    def only(self, which: np.ndarray) -> "Weeks":
        """Keep some weeks (bool[weeks])."""
        return Weeks(self.mondays[which], self.counts[which])

    @property
    def latest(self) -> "Weeks":
        """The latest normal weeks, a quarter at most."""
        normal = self.normal
        return Weeks(normal.mondays[-LATEST:], normal.counts[-LATEST:])


def feasts(mondays: np.ndarray) -> np.ndarray:
    """Mark the weeks around Black Friday, Sinterklaas and Christmas: bool[weeks]."""
    since, before = FEAST_WEEKS
    numbers = np.array([date_of(monday).isocalendar().week for monday in mondays.tolist()], np.int64)
    return np.asarray((numbers >= since) | (numbers < before))


def by_week(days: np.ndarray, counts: np.ndarray | None = None) -> Weeks:
    """Count by whole week: days are int64[n], a day number a piece, or a row of `counts` pieces.

    The weeks of the first and of the last day count when they begin on a Monday and end on a Friday or later:
    who is shut at weekends has no Sunday to end with.
    """
    if not len(days):
        return Weeks(np.zeros(0, np.int64), np.zeros(0, np.int64))
    first, last = int(days.min()), int(days.max())
    weeks = monday_of(days)
    begin = int(monday_of(np.array([first + 6]))[0])
    end = int(monday_of(np.array([last]))[0]) + 7 * (last % 7 in FRI_TO_SUN)
    mondays = np.arange(begin, end, 7)
    inside = (weeks >= begin) & (weeks < end)
    pieces = None if counts is None else counts[inside]
    summed = np.bincount((weeks[inside] - begin) // 7, pieces, len(mondays))
    return Weeks(mondays, np.rint(summed).astype(np.int64))


def level(key: str, weeks: Weeks, what: str) -> Finding:
    """Fit the count of a normal week: the mean of the latest normal weeks, with Student's range."""
    from scipy.stats import t

    latest = weeks.latest
    n = len(latest.counts)
    if n < LEAST_WEEKS:
        return Untold(key, fact("few_weeks", whole=len(weeks.counts), n=n, least=LEAST_WEEKS))
    mean = float(latest.counts.mean())
    half = float(t.ppf(1 - TAIL, n - 1) * latest.counts.std(ddof=1) / sqrt(n))
    first, last = (week_label(int(latest.mondays[place])) for place in (0, -1))
    rests_on = fact("normal_weeks", n=n, what=what, first=first, last=last)
    return Fitted(key, mean, max(mean - half, 0.0), mean + half, rests_on)


def busyness(key: str, weeks: Weeks, what: str) -> Finding:
    """Fit how far a week is off its forecast, the mean of the four before it, beyond Poisson: sd over mean.

    Where weeks differ by gamma factors of sd s around m, the relative error of such a forecast has variance
    (s**2 + 1 / m) * (1 + 1/4); the range is that of a variance with one degree of freedom a forecast, a
    fifth of them lost because forecasts share weeks.
    """
    from scipy.stats import chi2

    errors, mean = _errors(weeks)
    n = len(errors)
    if n < 2 * LEAST_WEEKS:
        return Untold(key, too_few(fact("forecast_weeks", n=n, before=FORECAST_FROM), 2 * LEAST_WEEKS))
    seen, free, shared = float((errors**2).mean()), 0.8 * n, 1 + 1 / FORECAST_FROM
    ends = [seen * free / float(chi2.ppf(tail, free)) for tail in (1 - TAIL, TAIL)]
    value, low, high = (sqrt(max(one / shared - 1 / mean, 0.0)) if mean else 0.0 for one in (seen, *ends))
    if high == 0:
        return Untold(key, fact("weeks_by_chance", n=n, what=what))
    return Fitted(key, value, low, high, fact("weeks_called", n=n, what=what, before=FORECAST_FROM))


def _errors(weeks: Weeks) -> tuple[np.ndarray, float]:
    """Return the relative errors of forecasts by the four weeks just before, and the mean forecast."""
    normal = weeks.normal
    just_before = np.flatnonzero(np.diff(normal.mondays, prepend=-1, n=1) == 7)
    last = np.arange(FORECAST_FROM, len(normal.counts))
    whole = [
        place for place in last.tolist() if set(range(place - 3, place + 1)) <= set(just_before.tolist())
    ]
    forecasts = np.array([normal.counts[place - FORECAST_FROM : place].mean() for place in whole])
    if not len(forecasts):
        return forecasts, 0.0
    return normal.counts[whole] / forecasts - 1, float(forecasts.mean())
