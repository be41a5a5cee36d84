"""The questions put to every engine: a calendar, arrivals and an allowance for each category.

Each category isolates one difficulty, so that what a peer gets wrong says what it does not know.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import get_args

import numpy as np

from benchmarks.contest.truth import DAY_S, Truth
from benchmarks.peers.protocol import Calendar, Category, Instants
from sim.deadline import Boundary
from sim.deadline.holidays import holidays

Convention = Boundary | None  # None: an engine that says only how much working time lies between
CASES = 100  # for each category and allowance
HOUR_S = 3600
REPLY_WITHIN_S = 6 * HOUR_S  # so that a plain week's last reply still comes before its weekend
OFFICE = Calendar()
NIGHTS = Calendar(slots=((0, 6 * HOUR_S),), weekdays=tuple(range(7)))
CLOCK_CHANGES = (date(2026, 3, 29), date(2026, 10, 25))
EDGES_S = tuple(edge + step for edge in OFFICE.slots[0] for step in (-1, 0, 1))
NL_HOLIDAYS = tuple(one.day for one in holidays("NL", OFFICE.first, date(2028, 12, 31)))

CALENDARS: dict[Category, Calendar] = {
    "lunch breaks": replace(OFFICE, slots=((9 * HOUR_S, 12 * HOUR_S), (13 * HOUR_S, 17 * HOUR_S))),
    "holidays": replace(OFFICE, holidays=NL_HOLIDAYS),
    "clock-change nights": NIGHTS,
    "24-hour slots": replace(OFFICE, slots=((0, 24 * HOUR_S),)),
    "odd-second slots": replace(OFFICE, slots=((9 * HOUR_S + 7, 17 * HOUR_S - 7),)),
}
ALLOWANCES_H: dict[Category, tuple[int, ...]] = {"plain days": (1, 4, 6, 8)}


@dataclass(frozen=True)
class Batch:
    """Cases that are asked about in one call, and what is right."""

    category: Category
    calendar: Calendar
    allowance_s: int
    arrived_at: Instants
    replied_at: Instants  # for engines that say only how much working time lies between
    right: Mapping[Convention, Instants]  # the deadline by either boundary, the elapsed time by none


@cache
def sample() -> tuple[Batch, ...]:
    """The whole sample, the same for every engine."""
    rng = np.random.default_rng(2026)
    return tuple(batch for category in get_args(Category) for batch in _batches(category, rng))


def batch_of(
    category: Category, calendar: Calendar, allowance_s: int, arrived_at: Instants, replied_at: Instants
) -> Batch:
    """Cases with the answers that the mask of open seconds gives."""
    truth = _truth(calendar)
    right: dict[Convention, Instants] = {
        boundary: truth.due(arrived_at, allowance_s, boundary) for boundary in get_args(Boundary)
    }
    right[None] = truth.elapsed(arrived_at, replied_at)
    return Batch(category, calendar, allowance_s, arrived_at, replied_at, right)


_truth = lru_cache(maxsize=2)(Truth)


def _batches(category: Category, rng: np.random.Generator) -> Iterator[Batch]:
    calendar = CALENDARS.get(category, OFFICE)
    for hours in ALLOWANCES_H.get(category, (1, 8, 24, 40)):
        arrived_at = _arrivals(category, calendar, rng)
        due_at = _truth(calendar).due(arrived_at, hours * HOUR_S, "close")
        yield batch_of(category, calendar, hours * HOUR_S, arrived_at, _replies(arrived_at, due_at, rng))


def _replies(arrived_at: Instants, due_at: Instants, rng: np.random.Generator) -> Instants:
    """A third at the deadline, a third within hours of it, a third within a day of the arrival."""
    soon = due_at + rng.integers(0, REPLY_WITHIN_S, CASES)
    early = arrived_at + rng.integers(0, DAY_S, CASES)
    return np.choose(rng.integers(0, 3, CASES), (due_at, soon, early))


def _arrivals(category: Category, calendar: Calendar, rng: np.random.Generator) -> Instants:
    """Local times of the year that fit the category, drawn until there are enough."""
    found: list[int] = []
    while len(found) < CASES:
        day = date(2026, 1, 5) + timedelta(int(rng.integers(350)))
        second = int(rng.choice(EDGES_S) if category == "on edges" else rng.integers(86_400))
        wall = datetime.combine(day, datetime.min.time()) + timedelta(seconds=second)
        if FITS[category](wall):
            either_pass = wall.replace(tzinfo=calendar.zone, fold=int(rng.integers(2)))
            found.append(int(either_pass.timestamp()))
    return np.array(found, np.int64)


def _in_hours(wall: datetime) -> bool:
    return 9 <= wall.hour < 17


def _near(wall: datetime, days: tuple[date, ...], before: int, after: int) -> bool:
    return any(-before <= (wall.date() - day).days <= after for day in days)


FITS: dict[Category, Callable[[datetime], bool]] = {
    "plain days": lambda wall: wall.weekday() < 4 and _in_hours(wall),
    "lunch breaks": lambda wall: wall.weekday() < 5 and 11 <= wall.hour < 14,
    "weekends": lambda wall: wall.weekday() >= 4,
    "holidays": lambda wall: _near(wall, NL_HOLIDAYS, before=2, after=1),
    "clock-change nights": lambda wall: _near(wall, CLOCK_CHANGES, before=1, after=0),
    "24-hour slots": lambda wall: True,
    "odd-second slots": lambda wall: wall.weekday() < 5 and _in_hours(wall),
    "outside hours": lambda wall: wall.weekday() < 4 and not _in_hours(wall),
    "on edges": lambda wall: wall.weekday() < 5,
}
