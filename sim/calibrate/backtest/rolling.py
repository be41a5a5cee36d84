"""Rolling origin: each week is called on its eve, from what was known then and nothing later.

Of the week itself a forecaster knows which days are open: public holidays stand in the calendar beforehand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from sim.calibrate.backtest.scores import Scored, bands, scored
from sim.calibrate.counted import Counted
from sim.draws import Streams

Level = Literal["slot", "day", "week"]
LEVELS: tuple[Level, ...] = get_args(Level)

HISTORY = 4  # whole weeks before the first that is called
LEAST = 4  # weeks called: of fewer a share inside the bands says nothing

# From what was known, the days to call (int64[days]) and the draws' streams: int64[draws, days, slots]
Forecaster = Callable[[Counted, np.ndarray, Streams], np.ndarray]


@dataclass(frozen=True)
class Called:
    """One week as it was called, and as it came."""

    monday: int
    days: np.ndarray  # int64[days]
    came: np.ndarray  # int64[days, slots]
    bands: dict[Level, np.ndarray]  # float64[n, 4], quantiles at ENDS; slots day by day
    middle: np.ndarray  # float64[days], the median of each day
    middle_of_week: float

    @property
    def off(self) -> float:
        """How far the week's median was off, as a share of what came."""
        came = int(self.came.sum())
        return abs(self.middle_of_week - came) / came if came else 0.0

    @property
    def inside(self) -> bool:
        """Tell whether the week fell inside its 90% band."""
        low, *_, high = self.bands["week"][0]
        return bool(low <= self.came.sum() <= high)


def to_call(counts: Counted, weeks: int) -> list[int]:
    """Return the Mondays of the last whole weeks, at most so many, that have a history before them.

    Raises:
        ValueError: there are too few whole weeks; its arguments say how many, and what is allowed.
    """
    whole = counts.whole_weeks()
    if len(whole) < HISTORY + LEAST:
        allowed = f"{HISTORY + LEAST} or more: {HISTORY} to learn from and {LEAST} to call"
        raise ValueError(f"{len(whole)} whole week{'s' * (len(whole) != 1)}", allowed)
    callable_ones: list[int] = whole[HISTORY:].tolist()
    return callable_ones[-weeks:]


def rolling(counts: Counted, mondays: Sequence[int], forecast: Forecaster, seed: int) -> list[Called]:
    """Call each of these weeks on its eve."""
    return [_called(counts, monday, forecast, Streams(seed, monday)) for monday in mondays]


def scores(calls: Sequence[Called]) -> dict[Level, Scored]:
    """Score all weeks at each level."""
    return {
        level: scored(
            np.concatenate([call.bands[level] for call in calls]),
            np.concatenate([summed(call.came, level) for call in calls]),
        )
        for level in LEVELS
    }


def summed(counts: np.ndarray, level: Level) -> np.ndarray:
    """Add counts (int64[..., days, slots]) up: int64[..., n], n slots, days or the one week."""
    match level:
        case "slot":
            return counts.reshape(*counts.shape[:-2], -1)
        case "day":
            return np.asarray(counts.sum(axis=-1))
        case "week":
            return np.asarray(counts.sum(axis=(-2, -1))[..., None])


def _called(counts: Counted, monday: int, forecast: Forecaster, streams: Streams) -> Called:
    week = counts.kept(counts.mondays == monday)
    draws = forecast(counts.before(monday), week.days, streams)
    middle = np.median(draws.sum(axis=2), axis=0)
    each = {level: bands(summed(draws, level)) for level in LEVELS}
    return Called(monday, week.days, week.counts, each, middle, float(np.median(draws.sum(axis=(1, 2)))))
