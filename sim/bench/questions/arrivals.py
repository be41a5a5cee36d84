"""Questions of a simulated season or of a log, repeated week after week to any number."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sim.bench.questions.calendars import MARGIN, ZONE
from sim.deadline import NEVER, date_of, day_number, local_days, monday_of, to_utc, zone_of
from sim.deadline.instants.wall import DAY_S, to_wall
from sim.norms import EventLog

Instants = NDArray[np.int64]
YEARS = 10  # of a bench's calendars, where the log leaves room
LAST_YEAR = 2037  # of the list of holidays
PIECES = 12  # so that a long log, too, meets summers and winters


@dataclass(frozen=True, eq=False)
class Questions:
    """When questions arrived, and how long their first answers took."""

    arrived_at: Instants  # int64[n], n >= 1
    wait_s: Instants  # int64[n], NEVER for a question without an answer

    def __len__(self) -> int:
        return len(self.arrived_at)


def questions_of(log: EventLog) -> Questions:
    """Return the questions of a log, in its order."""
    arrived, answered = log.cases.arrived_at, log.cases.answered_at
    return Questions(arrived, np.where(answered == NEVER, NEVER, np.maximum(answered - arrived, 0)))


def horizon(asked: Questions) -> tuple[date, date]:
    """Return the first and the last date of calendars that hold a log: ten years or the years it needs."""
    days = local_days(asked.arrived_at, ZONE)
    earliest, latest = date_of(int(days.min())), date_of(int(days.max()))
    first = min(earliest.year, LAST_YEAR + 1 - YEARS)
    return date(first, 1, 1), date(max(first + YEARS - 1, latest.year + 1), 12, 31)


def tiled(asked: Questions, n: int, first: date, last: date) -> Questions:
    """Return n questions: the log over and over, in pieces spread over the years, none in the last half year.

    Pieces are at most the log, and at least PIECES; the first one stays as it is. The others are moved by
    whole weeks on the wall clock: weekday and time of day stay, also across clock changes (as `to_utc` reads
    a time that is skipped or repeated), and questions meet the holidays of their new dates. When no week is
    free, everything repeats.
    """
    days, seconds = wall(asked.arrived_at)
    later = (day_number(last - MARGIN) - int(days.max())) // 7
    earlier = (int(days.min()) - day_number(first)) // 7
    weeks = [0, *range(1, later + 1), *range(-earlier, 0)]
    size = min(len(asked), -(-n // PIECES))
    count = min(len(weeks), -(-n // size))
    rows = np.arange(count * size) % len(asked)
    moves = [weeks[piece * len(weeks) // count] for piece in range(count)]
    moved = [
        from_wall(days[piece] + 7 * week, seconds[piece]) if week else asked.arrived_at[piece]
        for piece, week in zip(np.split(rows, count), moves, strict=True)
    ]
    return Questions(np.resize(np.concatenate(moved), n), np.resize(asked.wait_s[rows], n))


def at_weekends(asked: Questions) -> Questions:
    """Move each question to the Saturday or the Sunday of its week, at its own time of day."""
    days, seconds = wall(asked.arrived_at)
    saturdays = monday_of(days) + 5
    return Questions(from_wall(saturdays + np.arange(len(asked)) % 2, seconds), asked.wait_s)


def wall(at: Instants) -> tuple[Instants, Instants]:
    """Return the local day numbers and seconds after 00:00 that the clock showed; int64[n] each."""
    days = local_days(at, ZONE)
    midnights, odd = _midnights(days)
    seconds = at - midnights
    for row in np.flatnonzero(odd):
        shown = to_wall(int(at[row]), zone_of(ZONE))
        seconds[row] = timedelta(hours=shown.hour, minutes=shown.minute, seconds=shown.second).total_seconds()
    return days, seconds


def from_wall(days: Instants, seconds: Instants) -> Instants:
    """Return the UTC seconds at which the local clock shows `seconds` after 00:00 on each day; int64[n]."""
    midnights, odd = _midnights(days)
    at = midnights + seconds
    for row in np.flatnonzero(odd):
        at[row] = to_utc(date_of(int(days[row])), int(seconds[row]), zone_of(ZONE))
    return at


def _midnights(days: Instants) -> tuple[Instants, NDArray[np.bool_]]:
    """Return when each day began, and whether its clock was changed."""
    distinct, where = np.unique(days, return_inverse=True)
    zone = zone_of(ZONE)
    began, ended = (
        np.array([to_utc(date_of(int(day)), second, zone) for day in distinct], np.int64)
        for second in (0, DAY_S)
    )
    return began[where], (ended - began != DAY_S)[where]
