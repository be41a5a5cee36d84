"""The shape of a peak: each of its weeks a year ago, over the level of that year, for this year's level."""

from collections.abc import Iterator, Sequence
from math import exp, sqrt

import numpy as np

from sim.calibrate.estimates.shares import LEAST_WEEKS
from sim.calibrate.estimates.weeks import Weeks, feasts
from sim.calibrate.fitted import Finding, Fitted, Untold, fact
from sim.deadline.instants.wall import date_of, day_number, week_label
from sim.scenario.values.days import FEASTS

KEY = "peaks"
A_YEAR, A_YEAR_AND_A_WEEK = 364, 371  # days, in whole weeks
# How far a week of a peak is off last year's shape, sd of the logarithm: a gift shop's was off by 10.6% on
# average (UCI 502, autumn 2011 by the shape of 2010), which is 0.133 where errors are normal.
YEAR_SD = 0.13
SURE_SDS = 1.645  # on either side of 90%


def peaks_of(weeks: Weeks, ahead: Sequence[int], what: str) -> list[Finding]:
    """Fit `peaks."2026-W48"` of weeks ahead (Mondays): times the level of the latest normal weeks.

    The level a year ago is that of the same weeks as now, so that a shop whose autumn is busier than its
    summer has that in the shape.
    """
    at_peak = [monday for monday in ahead if feasts(np.array([monday]))[0]]
    if not at_peak:
        return []
    level = _level_a_year_ago(weeks)
    if level is None:
        return [Untold(KEY, fact("no_level_a_year_ago", what=what, n=LEAST_WEEKS))]
    told = [*_each(weeks, at_peak, level, what)]
    if not any(isinstance(one, Fitted) for one in told):
        return [Untold(KEY, fact("no_peak_a_year_ago", what=what))]
    return told


def a_year_before(monday: int) -> int:
    """Find the week of the year before: 52 weeks ago, or 53 where Black Friday came that much earlier.

    Sinterklaas and Christmas keep their dates, and Black Friday is a weekday: from one year to the next it
    comes 52 or 53 weeks later.
    """
    return monday - (A_YEAR if _is_black(monday) == _is_black(monday - A_YEAR) else A_YEAR_AND_A_WEEK)


def _each(weeks: Weeks, ahead: Sequence[int], level: tuple[float, float], what: str) -> Iterator[Finding]:
    held = weeks.only(weeks.held)
    count = dict(zip(held.mondays.tolist(), held.counts.tolist(), strict=True))
    mean, error = level
    for monday in ahead:
        before, key = a_year_before(monday), f'{KEY}."{week_label(monday)}"'
        if before not in count:
            yield Untold(key, fact("no_week_a_year_ago", what=what, week=week_label(before)))
            continue
        times = count[before] / mean
        sd = sqrt(YEAR_SD**2 + 1 / count[before] + error**2)
        ends = (times * exp(-SURE_SDS * sd), times * exp(SURE_SDS * sd))
        yield Fitted(key, times, *ends, fact("a_year_ago", what=what, week=week_label(before)))


def _level_a_year_ago(weeks: Weeks) -> tuple[float, float] | None:
    """Return the mean of the weeks a year before the latest normal ones, and its relative error."""
    before = np.isin(weeks.mondays, weeks.latest.mondays - A_YEAR) & weeks.held
    counts = weeks.counts[before]
    if len(counts) < LEAST_WEEKS:
        return None
    mean = float(counts.mean())
    return mean, float(counts.std(ddof=1)) / mean / sqrt(len(counts))


def _is_black(monday: int) -> bool:
    """Tell whether Black Friday falls into a week."""
    friday = day_number(FEASTS["black friday"](date_of(monday).year))
    return monday <= friday <= monday + 6
