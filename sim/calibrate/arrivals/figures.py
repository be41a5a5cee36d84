"""What fitted arrivals say of a scenario's figures, each with the range that its posterior draws give."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import ndtri

from sim.calibrate.arrivals.busyness import Busyness, Seen, posterior, seen_days
from sim.calibrate.arrivals.frame import RUSH, RUSH_OWN_SD, RUSH_SD, frame
from sim.calibrate.counted import Counted
from sim.calibrate.fitted import Fitted, Untold
from sim.draws import Streams

WEEK_SD, DAY_SD = "contacts.week_busyness_sd", "contacts.day_busyness_sd"
AFTER_HOLIDAY = "contacts.after_holiday"
PARTS: dict[str, Callable[[Busyness], float]] = {
    WEEK_SD: lambda one: one.of_week,
    DAY_SD: lambda one: one.of_day,
}
LEAST_WEEKS = 8
FIGURES, EACH = 200, 10  # equally likely figures of busyness, and draws of a holiday from each
SEED = 1


def figures(counts: Counted, what: str) -> list[Fitted | Untold]:
    """Fit how far weeks and days are off their forecast, and what follows a holiday, of so many `what`.

    `contacts.week_busyness_sd` is that of a week as one stands before it: the level's step and its own luck.
    """
    weeks = len(np.unique(counts.mondays))
    if weeks < LEAST_WEEKS:
        reason = f"{weeks} normal week{'s' * (weeks != 1)} of {what} by the day; it takes {LEAST_WEEKS}"
        return [Untold(key, reason) for key in (*PARTS, AFTER_HOLIDAY)]
    seen = seen_days(frame(counts.days, counts.days[:0]), counts.totals)
    drawn = posterior(seen, FIGURES, Streams(SEED, 0))
    rests_on = f"{len(counts.days)} open days of {what}, by a model of weeks and days"
    told = [_fitted(key, np.array([part(one) for one in drawn]), rests_on) for key, part in PARTS.items()]
    return [*told, _after_holiday(seen, drawn, what)]


def _after_holiday(seen: Seen, drawn: Sequence[Busyness], what: str) -> Fitted | Untold:
    """Fit the first open day after a holiday, times its normal: the range holds 90% of such days to come."""
    rush = seen.frame.rush
    if not rush.any():
        return Untold(AFTER_HOLIDAY, f"no open day of {what} follows a weekday that was closed")
    own, with_seen = np.array([[RUSH_SD**2]]), RUSH_SD**2 * rush[None, :]
    told = [seen.told(busyness, own, with_seen) for busyness in drawn]
    mean = RUSH + np.array([one for (one, _) in told])
    sd = np.sqrt([variance[0] + RUSH_OWN_SD**2 for _, variance in told])
    u = Streams(SEED, 0).uniform("after a holiday", len(drawn) * EACH).reshape(len(drawn), EACH)
    days = f"{int(rush.sum())} first open day{'s' * int(rush.sum() != 1)} of {what} after a holiday"
    return _fitted(AFTER_HOLIDAY, np.exp(mean + sd * ndtri(u.clip(1e-12))).ravel(), days)


def _fitted(key: str, drawn: np.ndarray, rests_on: str) -> Fitted:
    low, middle, high = np.quantile(drawn, (0.05, 0.5, 0.95)).tolist()
    return Fitted(key, middle, low, high, rests_on)
