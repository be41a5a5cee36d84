"""What is asked of every engine: a season's questions under each calendar, and the seconds at its edges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np

from sim.bench.questions.arrivals import Instants, Questions, at_weekends, from_wall, horizon, tiled
from sim.bench.questions.calendars import MARGIN, ZONE, Calendar, calendars
from sim.deadline import Boundary, date_of, day_number, to_utc, zone_of
from sim.deadline.instants.wall import DAY_S

HERD = "herd"
NAMES = ("plain", "lunch", "nights", "round-the-clock", "odd-seconds", "extras", HERD)
EDGE_SHARE = 10  # one question in so many is asked within a second of an opening or a closing
DEFINED = 20_000  # rows of a workload whose deadlines the definition itself computes


@dataclass(frozen=True, eq=False)
class Workload:
    """Questions under one calendar."""

    name: str
    tries: str
    calendar: Calendar
    asked: Questions
    boundary: Boundary = "close"
    herded: bool = False  # in an open loop, a second's requests all fall in one instant

    @cached_property
    def due_at(self) -> Instants:
        """int64[n] deadlines: the definition's, or, of more rows than DEFINED, the kernel's.

        Even then the definition computes DEFINED rows, evenly spread, and its word counts; `judge` asks it
        again wherever an engine differs.
        """
        rows = np.unique(np.linspace(0, len(self.asked) - 1, DEFINED).astype(np.int64))
        due = np.empty(len(self.asked), np.int64)
        if len(rows) < len(due):
            hours, allowance = self.calendar.hours, self.calendar.allowance_s
            due[:] = hours.deadline(self.asked.arrived_at, allowance, self.boundary)
        due[rows] = self.defined(rows)
        return due

    def defined(self, rows: Instants) -> Instants:
        """Return the deadlines of some rows, one by one, by the definition."""
        hours, allowance = self.calendar.hours, self.calendar.allowance_s
        arrived = self.asked.arrived_at[rows].tolist()
        return np.array([hours.deadline(at, allowance, self.boundary) for at in arrived], np.int64)


def workloads(
    asked: Questions, n: int, boundary: Boundary = "close", only: tuple[str, ...] = NAMES
) -> Iterator[Workload]:
    """Yield the workloads named, each of n questions, made when they are asked for."""
    first, last = horizon(asked)
    known = calendars(first, last)
    for calendar in known:
        if calendar.name in only:
            tile = tiled(asked, n, first, last)
            yield Workload(calendar.name, calendar.tries, calendar, _with_edges(tile, calendar), boundary)
    if HERD in only:
        weekend = at_weekends(tiled(asked, n, first, last))
        tries = "all of a weekend falls due in one second, Monday 17:00"
        yield Workload(HERD, tries, known[0], weekend, boundary, herded=True)


def _with_edges(tile: Questions, calendar: Calendar) -> Questions:
    """Ask the last tenth within a second of openings and closings, evenly out of all that `edges` finds."""
    found = edges(calendar)
    room = min(len(tile) // EDGE_SHARE, len(found))
    some = found[np.linspace(0, len(found) - 1, room).astype(np.int64)]
    kept = tile.arrived_at[: len(tile) - room]
    return Questions(np.concatenate((kept, some)), tile.wait_s)


def edges(calendar: Calendar) -> Instants:
    """Return the seconds around days that are not like the others, int64[n], sorted, each once.

    Those days have a clock change, a holiday or hours of their own; the seconds are within one of their
    midnight and of the openings and closings near it.
    """
    hours, reach = calendar.hours, 3 * DAY_S // 2
    near = np.array(sorted(_strange_midnights(calendar)), np.int64)
    known = np.concatenate((hours.opens, hours.closes, near))
    known = known[(known > hours.horizon[0]) & (known < _latest(calendar))]
    place = np.searchsorted(near, known - reach)
    close_by = near[np.minimum(place, len(near) - 1)]
    chosen = known[np.abs(close_by - known) <= reach]
    return np.unique(np.concatenate([chosen - 1, chosen, chosen + 1]))


def _strange_midnights(calendar: Calendar) -> set[int]:
    """Find the local midnights at which a day begins that is not like the others."""
    zone = zone_of(ZONE)
    days = np.arange(day_number(calendar.first), day_number(calendar.last) + 2)
    midnights = from_wall(days, np.zeros_like(days))
    changed = midnights[:-1][np.diff(midnights) != DAY_S]
    dated = (*calendar.holidays, *calendar.extra, *calendar.closed)
    return {*changed.tolist(), *(to_utc(day, 0, zone) for day in dated)}


def _latest(calendar: Calendar) -> int:
    return to_utc(date_of(day_number(calendar.last - MARGIN)) + timedelta(1), 0, zone_of(ZONE))
