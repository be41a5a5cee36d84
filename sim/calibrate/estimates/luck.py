"""How far weeks and days are off their forecast, by the model of arrivals."""

from collections.abc import Callable

import numpy as np

from sim.calibrate.arrivals.busyness import Busyness, posterior, seen_days
from sim.calibrate.arrivals.frame import frame
from sim.calibrate.arrivals.model import MOST_DAYS
from sim.calibrate.counted import Counted
from sim.calibrate.estimates.shares import TAIL
from sim.calibrate.estimates.weeks import Weeks
from sim.calibrate.fitted import Fitted, Untold
from sim.draws import Streams

WEEK, DAY = "contacts.week_busyness_sd", "contacts.day_busyness_sd"
LEAST_WEEKS = 8
DRAWS, SEED = 200, 1
PARTS: dict[str, Callable[[Busyness], float]] = {
    WEEK: lambda one: one.of_week,
    DAY: lambda one: one.of_day,
}


def busyness_of(counts: Counted, weeks: Weeks, what: str) -> list[Fitted | Untold]:
    """Fit both, from the normal ones of some weeks: a peak is no luck, nor is a day that a file ends in.

    Posterior medians and 90% ranges.
    """
    normal = counts.kept(np.isin(counts.mondays, weeks.normal.mondays))
    normal = normal.kept(np.arange(len(normal.days)) >= len(normal.days) - MOST_DAYS)
    number = len(np.unique(normal.mondays))
    if number < LEAST_WEEKS:
        reason = f"{number} normal weeks of {what} by the day; it takes {LEAST_WEEKS}"
        return [Untold(key, reason) for key in PARTS]
    seen = seen_days(frame(normal.days, normal.days[:0]), normal.totals)
    drawn = posterior(seen, DRAWS, Streams(SEED, 0))
    rests_on = f"{len(normal.days)} open days of {what}, by a model of weeks and days"
    return [_fitted(key, np.array([part(one) for one in drawn]), rests_on) for key, part in PARTS.items()]


def _fitted(key: str, drawn: np.ndarray, rests_on: str) -> Fitted:
    low, middle, high = np.quantile(drawn, (TAIL, 0.5, 1 - TAIL)).tolist()
    return Fitted(key, middle, low, high, rests_on)
