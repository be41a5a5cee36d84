"""Strikes: bad weeks are booked when they are final, stay for a window of final weeks, and lead to closure.

"1-4 strikes: mail each" (K9, S); "5: account closed temporarily" (K20, S); "7: closed for good" (K24, third
parties); six: open with mail until seven (5.19, R).
A strike is a bad week, however many norms failed (K20, R).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sim.deadline import Boundary, date_of, to_utc, zone_of
from sim.norms.editions.clock import Clock
from sim.norms.editions.records import Strikes, Weekday

WEEK = 7
WEEKDAYS = get_args(Weekday)


@dataclass(frozen=True)
class StrikeWeek:
    """What one week of one seller did to the strikes, on the Wednesday on which it became final."""

    seller: str
    week: int  # day number of the Monday
    strike: bool
    in_window: int  # strikes among the last 22 final weeks, this one included
    consequence: str  # "", "mail", "temporary closure" or "permanent closure"
    decided_at: int  # UTC second at which the week's last question falls due; NEVER: not known
    final_at: int  # UTC second; the mail comes on that day
    final: bool  # booked: `final_at` has come; until then the week is what it looks like now


@cache
def final_at(week: int, norm: Strikes, timezone: str) -> int:
    """Return when a week is final: 00:00 on the first Wednesday after two full weeks (5.7: U, R).

    >>> from sim.deadline import week_from_label
    >>> from sim.norms.editions.edition import edition
    >>> at = final_at(week_from_label("2026-W48"), edition("8wh").strikes, "Europe/Amsterdam")
    >>> str(np.datetime64(at, "s"))  # 00:00 on 16 December in Amsterdam
    '2026-12-15T23:00:00'
    """
    day = week + WEEK * (1 + norm.final_after_weeks) + WEEKDAYS.index(norm.final_weekday)
    return to_utc(date_of(day), 0, zone_of(timezone))


def in_window(weeks: NDArray[np.int64], bad_weeks: Iterable[int], norm: Strikes) -> NDArray[np.int64]:
    """Count, at each week, the bad weeks among the last 22 that are final with it."""
    bad = np.array(sorted(set(bad_weeks)), np.int64)
    oldest = weeks - WEEK * (norm.window_final_weeks - 1)
    return np.searchsorted(bad, weeks, "right") - np.searchsorted(bad, oldest, "left")


def consequence(level: int, norm: Strikes) -> str:
    """Return what the strike that makes this level leads to."""
    if level >= norm.permanent_closure_at:
        return "permanent closure"
    if level == norm.temporary_closure_at:
        return "temporary closure"
    return "mail" if level in norm.mail_levels or level > norm.temporary_closure_at else ""


def decided_at(
    weeks: NDArray[np.int64], clock: Clock, boundary: Boundary, timezone: str
) -> NDArray[np.int64]:
    """Return when the last question that a week can bring falls due: then its response score stands."""
    ends = [to_utc(date_of(week + WEEK), 0, zone_of(timezone)) - 1 for week in weeks.tolist()]
    return clock.due(np.array(ends, np.int64), boundary)
