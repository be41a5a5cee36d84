"""What counts by interval tell: weeks that are whole, and the days of which nobody knows how many came.

The rule is that of daily orders (`orders.daily`): a day without a row whose weekday usually has some
is no closed day, and its week is neither called nor learned from.
"""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.counted import Counted
from sim.calibrate.orders.daily import days_of
from sim.deadline import weekday_of


@dataclass(frozen=True)
class Known:
    """Counts in the weeks that a file tells whole, and what it leaves open."""

    counts: Counted
    unknown: np.ndarray  # int64[n], days that nobody knows, in order; of their weeks `counts` has no day
    shut: tuple[int, ...]  # weekdays, 0 for Monday, of which no day has a row: taken for closed


def known(counts: Counted, holidays: str) -> Known:
    """Leave out the weeks with a day that nobody knows; one on a public holiday of a list was closed."""
    days = days_of(counts, holidays)
    whole = ~np.isin(counts.mondays, days.broken_weeks)
    return Known(counts.kept(whole), days.days[days.unknown], _without_rows(counts))


def _without_rows(counts: Counted) -> tuple[int, ...]:
    """List the weekdays that a file has no row of; a log has no rows, and tells of every day."""
    if counts.told is None:
        return ()
    return tuple(sorted({*range(7)} - {*weekday_of(counts.told).tolist()}))
