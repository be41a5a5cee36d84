"""The definition of working time: what it says is right, and the kernel must say the same.

Throughout this module an interval is a pair (opens, closes) of UTC seconds, half-open: the shop is open at
`opens` and shut again at `closes`. Intervals are in order and neither touch nor overlap. An answer that the
calendar cannot know, because it lies outside the horizon, is NEVER.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sim.deadline.instants.wall import DAY_S, NEVER, to_utc
from sim.deadline.plan import Plan, Slot

Interval = tuple[int, int]
Boundary = Literal["close", "next_open"]


class Openings(NamedTuple):
    """All open time between two instants: the horizon, whose two ends belong to it."""

    intervals: tuple[Interval, ...]
    first: int
    last: int

    def knows(self, at: int) -> bool:
        """Whether an instant lies within the horizon; NEVER does not."""
        return self.first <= at <= self.last


# From the plan on paper to UTC


def openings(plan: Plan) -> Openings:
    """The open intervals of a plan, from 00:00 local time on its first date to 24:00 on its last."""
    first, last = to_utc(plan.first, 0, plan.zone), to_utc(plan.last, DAY_S, plan.zone)
    pieces = [piece for day in _dates(plan.first, plan.last) for piece in open_on(day, plan)]
    # a last evening that the clock change moves to the next date reaches past the horizon
    within = [(max(opens, first), min(closes, last)) for opens, closes in _merged(pieces)]
    return Openings(tuple(piece for piece in within if piece[0] < piece[1]), first, last)


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days) for days in range((last - first).days + 1))


def open_on(day: date, plan: Plan) -> list[Interval]:
    """(The weekly slots, unless it is a holiday, and the extra openings) without the closures."""
    usual = () if day in plan.holidays else plan.weekly[day.weekday()]
    opened = _merged(_in_utc(day, (*usual, *plan.extra.get(day, ())), plan))
    return _without(opened, _in_utc(day, plan.closed[day], plan)) if day in plan.closed else opened


def _in_utc(day: date, slots: Iterable[Slot], plan: Plan) -> list[Interval]:
    """Each slot on its own; one that a clock change leaves empty or turns round is dropped."""
    pieces = [(to_utc(day, opens, plan.zone), to_utc(day, closes, plan.zone)) for opens, closes in slots]
    return [(opens, closes) for opens, closes in pieces if opens < closes]


def _merged(pieces: Iterable[Interval]) -> list[Interval]:
    """The same open time, in order, with touching and overlapping pieces made one."""
    merged: list[Interval] = []
    for opens, closes in sorted(pieces):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


def _without(pieces: list[Interval], closures: list[Interval]) -> list[Interval]:
    """What of the pieces lies before and after each closure."""
    for shut, reopen in closures:
        sides = [((o, min(c, shut)), (max(o, reopen), c)) for o, c in pieces]
        pieces = [(opens, closes) for side in sides for opens, closes in side if opens < closes]
    return pieces


# The clock


def deadline(known: Openings, arrived_at: int, allowance_s: int, boundary: Boundary) -> int:
    """The instant at which a clock that runs only while the shop is open has used its allowance.

    "close": the earliest instant at which it is used up. "next_open": the last instant at which no more
    than the allowance is used, so the next opening when it is used up exactly at closing time.
    An allowance of 0 is due on arrival under both.
    """
    if allowance_s == 0 and known.knows(arrived_at):
        return arrived_at
    left = allowance_s
    for opens, closes in open_from(known, arrived_at):
        length = closes - opens
        if left < length or (left == length and boundary == "close"):
            return opens + left
        left -= length
    return NEVER


def elapsed(known: Openings, start: int, end: int) -> int:
    """The seconds of [start, end) in which the shop is open."""
    if not (known.knows(start) and known.knows(end)):
        return NEVER
    worked = 0
    for opens, closes in open_from(known, start):
        if opens >= end:
            break
        worked += min(closes, end) - opens
    return worked


def next_opening(known: Openings, at: int) -> int:
    """The first instant from `at` on at which the shop is open: `at` itself while it is."""
    return next((opens for opens, _ in open_from(known, at)), NEVER)


def open_from(known: Openings, at: int) -> Iterator[Interval]:
    """What is left of the open intervals from `at` on; nothing when `at` is outside the horizon."""
    if known.knows(at):
        ahead = bisect_right(known.intervals, at, key=lambda interval: interval[1])
        for index in range(ahead, len(known.intervals)):
            opens, closes = known.intervals[index]
            yield max(opens, at), closes
