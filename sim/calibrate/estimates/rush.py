"""What the first working day after a holiday does: times the usual of its weekday."""

from math import sqrt

import numpy as np

from sim.calibrate.arrivals.frame import frame
from sim.calibrate.counted import Counted
from sim.calibrate.estimates.weeks import feasts
from sim.calibrate.fitted import Finding, Fitted, Untold, fact, too_few
from sim.deadline import day_number
from sim.deadline.instants.wall import date_of, weekday_of
from sim.norms.editions.clock import holiday_dates

KEY = "contacts.after_holiday"
LEAST = 4  # such days, or how far they differ is not to be seen
NEAR_DAYS = 28  # on either side, whose days of the same weekday are the usual
WORKING_DAYS = 5
SURE_SDS = 1.645  # on either side of 90%


def rush_of(counts: Counted, policy: str, what: str) -> Finding:
    """Fit how many come on a first working day after a public holiday, outside the end of a year.

    Holidays are those of a list, and weekdays on which a shop that is open on them was closed.

    As in a scenario a holiday on a weekend day sets nothing off. The range holds nine such days in ten, the
    luck of any day left out, which a scenario draws beside it.
    """
    first, last = date_of(int(counts.days[0])), date_of(int(counts.days[-1]))
    closed = {day_number(day) for day in holiday_dates(policy, first, last)}
    total = dict(zip(counts.days.tolist(), counts.totals.tolist(), strict=True))
    shut = counts.days[frame(counts.days, counts.days[:0]).rush].tolist()  # days after one that was closed
    after = sorted({*shut, *(_next_working(day, closed) for day in closed if _is_weekday(day))})
    left_out = closed | set(after)
    times = _each([day for day in after if not feasts(np.array([day]))[0]], total, left_out)
    if len(times) < LEAST:
        return Untold(KEY, too_few(fact("days_after_holiday", n=len(times), what=what), LEAST))
    usual = _each([day for day in total if day not in left_out and _is_weekday(day)], total, left_out)
    mean, spread = float(times.mean()), float(times.var(ddof=1))
    sd = sqrt(max(spread - float(usual.var(ddof=1)), 0.0) + spread / len(times))
    rests_on = fact("rush", days=fact("days_after_holiday", n=len(times), what=what))
    return Fitted(KEY, mean, max(mean - SURE_SDS * sd, 0.0), mean + SURE_SDS * sd, rests_on)


def _next_working(day: int, closed: set[int]) -> int:
    day += 1
    while day in closed or not _is_weekday(day):
        day += 1
    return day


def _is_weekday(day: int) -> bool:
    return bool(weekday_of(np.array([day]))[0] < WORKING_DAYS)


def _each(days: list[int], total: dict[int, int], left_out: set[int]) -> np.ndarray:
    told = (_times(day, total, left_out) for day in days)
    return np.array([one for one in told if one is not None])


def _times(day: int, total: dict[int, int], left_out: set[int]) -> float | None:
    """Hold a day against the same weekday of the weeks around it; None where either was not counted."""
    around = [day + week for week in range(-NEAR_DAYS, NEAR_DAYS + 1, 7)]
    usual = [total[one] for one in around if one in total and one not in left_out]
    if day not in total or not usual or not any(usual):
        return None
    return total[day] / float(np.mean(usual))
