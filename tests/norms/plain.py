"""The nine measures once more, row by row, as a clerk would count them: slow, and obvious."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Row
from typing import Any
from zoneinfo import ZoneInfo

from sim.deadline import NEVER, OpeningHours
from sim.norms import EventLog
from sim.norms.log.columns import columns

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORKWEEK = ("mon", "tue", "wed", "thu", "fri")
Tally = dict[tuple[str, date], list[int]]  # (seller, Monday) -> good, bad, pending, total


def rows(table: Any) -> Iterator[Row]:
    """Yield each row with None for what is not known and words for choices."""
    for number in range(len(table)):
        row = {}
        for name, rule in columns(type(table)).items():
            value = getattr(table, name)[number].item()
            if rule.kind == "choice":
                value = rule.choices[value] if value >= 0 else None
            elif rule.kind in ("instant", "date"):
                value = None if value == NEVER else value
            row[name] = value
        yield Row(**row)


def local_date(at: int) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(AMSTERDAM).date()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def promised(row: Row) -> date:
    return date(1970, 1, 1) + timedelta(days=row.promised_on)


def come(at: int | None, as_of: int) -> bool:
    return at is not None and at <= as_of


def hours(first: date, last: date, holidays: tuple[date, ...], slot: str = "09:00-17:00") -> OpeningHours:
    return OpeningHours({day: [slot] for day in WORKWEEK}, holidays=holidays, first=first, last=last)


def response(log: EventLog, as_of: int, due: Callable[[int], int]) -> Tally:
    tally: Tally = defaultdict(lambda: [0, 0, 0, 0])
    for case in rows(log.cases):
        if case.channel == "phone" or not come(case.arrived_at, as_of):
            continue
        limit = due(case.arrived_at)
        gone = [
            at
            for at in (case.handed_to_bol_at, case.taken_over_by_bol_at, case.returned_at)
            if come(at, as_of)
        ]
        if come(case.answered_at, as_of) and (not gone or case.answered_at <= min(gone)):
            place = 0 if case.answered_at <= limit else 1
        elif gone and min(gone) <= limit:
            continue
        elif gone:
            place = 1
        else:
            place = 2 if as_of <= limit else 1
        _add(tally, case.seller_id, local_date(case.arrived_at), place)
    return tally


def phone(log: EventLog, as_of: int, holidays: tuple[date, ...]) -> Tally:
    tally: Tally = defaultdict(lambda: [0, 0, 0, 0])
    for call in rows(log.calls):
        if not come(call.attempted_at, as_of):
            continue
        shown = datetime.fromtimestamp(call.attempted_at, UTC).astimezone(AMSTERDAM)
        if shown.weekday() > 4 or not 9 <= shown.hour < 17 or shown.date() in holidays:
            continue
        decided_at = call.answered_at if call.outcome == "answered" else call.ended_at
        ringing = decided_at is not None and decided_at > as_of
        place = 2 if ringing else 0 if call.outcome == "answered" else 1
        _add(tally, call.seller_id, shown.date(), place)
    return tally


def questions(log: EventLog, as_of: int) -> Tally:
    asked = [(case.seller_id, case.arrived_at, 1) for case in rows(log.cases)]
    return _over_orders(log, as_of, asked)


def returns(log: EventLog, as_of: int) -> Tally:
    back = [(row.seller_id, row.registered_at, row.quantity) for row in rows(log.returns)]
    return _over_orders(log, as_of, back)


def on_time(log: EventLog, as_of: int) -> Tally:
    tally: Tally = defaultdict(lambda: [0, 0, 0, 0])
    for item in _known_items(log, as_of):
        if item.method == "lvb" or item.appointment == 1:
            continue
        if come(item.attempted_at, as_of):
            place = 0 if local_date(item.attempted_at) <= promised(item) else 1
        elif come(item.cancelled_at, as_of) and local_date(item.cancelled_at) <= promised(item):
            continue
        else:
            place = 1 if local_date(as_of) > promised(item) else 2
        _add(tally, item.seller_id, promised(item), place, item.quantity)
    return tally


def cancellations(log: EventLog, as_of: int) -> Tally:
    tally: Tally = defaultdict(lambda: [0, 0, 0, 0])
    for item in _known_items(log, as_of):
        counts = come(item.cancelled_at, as_of) and not (
            item.cancelled_by == "customer" and local_date(item.cancelled_at) <= promised(item)
        )
        _add(tally, item.seller_id, promised(item), 1 if counts else 0, item.quantity)
    return tally


def track_and_trace(log: EventLog, as_of: int) -> Tally:
    tally: Tally = defaultdict(lambda: [0, 0, 0, 0])
    for parcel in rows(log.parcels):
        if come(parcel.shipped_at, as_of) and parcel.letter != 1:
            place = 0 if parcel.has_code == 1 else 1
            _add(tally, parcel.seller_id, local_date(parcel.shipped_at), place, parcel.quantity)
    return tally


def reviews(log: EventLog, as_of: int, seller: int, week: date) -> list[int]:
    sunday = week + timedelta(days=6)
    given = [
        (local_date(row.given_at), row.grade)
        for row in rows(log.reviews)
        if row.seller_id == seller and come(row.given_at, as_of)
    ]
    until = [(day, grade) for day, grade in given if day <= sunday]
    recent = [grade for day, grade in until if day > three_months_before(sunday)]
    grades = recent if len(recent) >= 5 else [grade for _, grade in until]
    return [sum(grades), 0, 0, len(grades)]


def nps(log: EventLog, as_of: int, seller: int, week: date) -> list[int]:
    sunday = week + timedelta(days=6)
    grades = [
        row.grade
        for row in rows(log.surveys)
        if row.seller_id == seller
        and come(row.closed_at, as_of)
        and row.closed_by != "bol"
        and (local_date(row.closed_at).year, local_date(row.closed_at).month) == (sunday.year, sunday.month)
    ]
    return [sum(grade >= 9 for grade in grades), sum(grade <= 6 for grade in grades), 0, len(grades)]


def three_months_before(day: date) -> date:
    year, month = (day.year, day.month - 3) if day.month > 3 else (day.year - 1, day.month + 9)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _known_items(log: EventLog, as_of: int) -> Iterator[Row]:
    return (item for item in rows(log.items) if item.ordered_at is None or item.ordered_at <= as_of)


def _over_orders(log: EventLog, as_of: int, happened: list[tuple[int, int, int]]) -> Tally:
    tally: Tally = defaultdict(lambda: [0, 0, 0, 0])
    for item in rows(log.items):
        if come(item.ordered_at, as_of):
            tally[item.seller_id, monday(local_date(item.ordered_at))][3] += item.quantity
    for seller, at, quantity in happened:
        if come(at, as_of):
            tally[seller, monday(local_date(at))][1] += quantity
    for counts in tally.values():
        counts[0] = max(counts[3] - counts[1], 0)
    return tally


def _add(tally: Tally, seller: Any, day: date, place: int, quantity: int = 1) -> None:
    counts = tally[seller, monday(day)]
    counts[place] += quantity
    counts[3] += quantity
