"""How far weeks and days are off their forecast, by the model of arrivals."""

import numpy as np

from sim.calibrate.arrivals.busyness import posterior, seen_days
from sim.calibrate.arrivals.frame import frame
from sim.calibrate.arrivals.model import MOST_DAYS
from sim.calibrate.counted import Counted
from sim.calibrate.estimates.shares import TAIL
from sim.calibrate.estimates.weeks import Weeks
from sim.calibrate.fitted import Fact, Finding, Fitted, Untold, fact, too_few
from sim.draws import Streams

WEEK_SD, DAY_SD = "contacts.week_busyness_sd", "contacts.day_busyness_sd"
LEAST_WEEKS = 8
DRAWS, SEED = 200, 1


def busyness_of(counts: Counted, weeks: Weeks, what: str) -> list[Finding]:
    """Fit both, from the normal ones of some weeks: a peak is no luck, nor is a day that a file ends in.

    Posterior medians and 90% ranges. What the place in the month does is luck, too, as no scenario knows of
    it: as much of it as the days of a week share is that week's, the rest each day's.
    """
    normal = counts.kept(np.isin(counts.mondays, weeks.normal.mondays))
    normal = normal.kept(np.arange(len(normal.days)) >= len(normal.days) - MOST_DAYS)
    number = len(np.unique(normal.mondays))
    if number < LEAST_WEEKS:
        reason = too_few(fact("weeks_by_day", n=number, what=what), LEAST_WEEKS)
        return [Untold(key, reason) for key in (WEEK_SD, DAY_SD)]
    days = frame(normal.days, normal.days[:0])
    drawn = posterior(seen_days(days, normal.totals), DRAWS, Streams(SEED, 0))
    shared = float(days.same_place[days.same_week > 0].mean())
    month, week, day = np.array([(one.month, one.of_week, one.of_day) for one in drawn]).T
    rests_on = fact("open_days", n=len(normal.days), what=what)
    return [
        _fitted(WEEK_SD, np.hypot(week, month * shared**0.5), rests_on),
        _fitted(DAY_SD, np.hypot(day, month * (1 - shared) ** 0.5), rests_on),
    ]


def _fitted(key: str, drawn: np.ndarray, rests_on: Fact) -> Fitted:
    low, middle, high = np.quantile(drawn, (TAIL, 0.5, 1 - TAIL)).tolist()
    return Fitted(key, middle, low, high, rests_on)
