"""One clock, explained: which stretches of time counted, which did not, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Literal

from sim.deadline.hours import OpeningHours
from sim.deadline.instants.wall import NEVER, to_utc, to_wall, zone_of

Kind = Literal["counted", "closed", "holiday"]


@dataclass(frozen=True)
class Piece:
    """A stretch of time in which the clock did one thing."""

    start: int  # UTC seconds
    end: int
    kind: Kind  # "holiday" is closed time on a date in the holidays of the calendar
    counted_s: int  # working time from the arrival to the end of this piece
    name: str | None = None  # of the holiday, where the names were given


def account(
    hours: OpeningHours, arrived_at: int, until: int, names: Mapping[date, str] | None = None
) -> tuple[Piece, ...]:
    """The clock of a case from its arrival to `until`, UTC seconds, as pieces without gaps.

    The counted pieces add up to `hours.elapsed(arrived_at, until)`. Neighbours of the same kind and name are
    one piece, so closed time is split at local midnight where a holiday begins or ends. `names` gives the
    holidays their names. Nothing when `until` is the arrival; ValueError when it is before it, or when
    either is NEVER or outside the horizon of the calendar.
    """
    if hours.elapsed(arrived_at, until) == NEVER:
        raise ValueError(
            "an account needs an arrival and an end; got never; give the instant it is seen from"
        )
    changes = sorted({arrived_at, until, *_changes(hours, arrived_at, until)})
    stretches = [(*_what(hours, start, names or {}), start, end) for start, end in pairwise(changes)]
    pieces: list[Piece] = []
    for (kind, name), group in groupby(stretches, key=lambda stretch: stretch[:2]):
        same = list(group)
        start, end = same[0][2], same[-1][3]
        pieces.append(Piece(start, end, kind, hours.elapsed(arrived_at, end), name))
    return tuple(pieces)


def _changes(hours: OpeningHours, start: int, end: int) -> Iterator[int]:
    """The openings, closings and local midnights between two instants."""
    zone = zone_of(hours.timezone)
    edges = [*hours.opens.tolist(), *hours.closes.tolist()]
    day, last = to_wall(start, zone).date(), to_wall(end, zone).date()
    while (day := day + timedelta(1)) <= last:
        edges.append(to_utc(day, 0, zone))
    return (edge for edge in edges if start < edge < end)


def _what(hours: OpeningHours, at: int, names: Mapping[date, str]) -> tuple[Kind, str | None]:
    """What the clock does from an instant on, until the next change."""
    if hours.is_open(at):
        return "counted", None
    day = to_wall(at, zone_of(hours.timezone)).date()
    return ("holiday", names.get(day)) if day in hours.holidays else ("closed", None)
