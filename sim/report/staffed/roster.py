"""Who works when under a plan: every shift as CSV, and one week as people read it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.deadline import date_of
from sim.deadline.wall import HOUR_S, to_wall, zone_of
from sim.deadline.weekly import DAYS
from sim.experiments.replicate import Shop
from sim.scenario.days import ZONE
from sim.staffing.people import Planned

WEEK = 7
COLUMNS = ("person", "date", "begins", "ends", "paid_hours", "euro_per_hour", "added")
SPAN = "{:%H:%M}-{:%H:%M}"


@dataclass(frozen=True)
class Shift:
    """One planned shift, in local time of the shop."""

    person: str
    day: int  # day number
    hours: str  # "09:00-17:00"
    paid_h: float
    euro_per_hour: float


def shifts(shop: Shop) -> Iterator[Shift]:
    """List the planned shifts of the reported weeks, people in the order of the file."""
    begin, end = shop.season.week_edges[[0, -1]].tolist()
    for person in shop.staff:
        for number in np.flatnonzero((person.shifts[:, 0] >= begin) & (person.shifts[:, 0] < end)).tolist():
            yield _shift(person, number, shop)


def _shift(person: Planned, number: int, shop: Shop) -> Shift:
    on, off = person.shifts[number].tolist()
    begins, ends = (to_wall(at, zone_of(ZONE)) for at in (on, off))
    day = int(shop.season.days[person.day[number]])
    return Shift(
        person.name, day, SPAN.format(begins, ends), person.paid_s(on, off) / HOUR_S, person.euro_per_hour
    )


def roster_csv(now: Shop, planned: Shop) -> bytes:
    """Write every shift of a plan as CSV; `added` says which ones the present roster does not have."""
    before = {(shift.person, shift.day, shift.hours) for shift in shifts(now)}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for shift in shifts(planned):
        begins, ends = shift.hours.split("-")
        added = "no" if (shift.person, shift.day, shift.hours) in before else "yes"
        paid, price = f"{shift.paid_h:g}", f"{shift.euro_per_hour:g}"
        table.writerow([shift.person, str(date_of(shift.day)), begins, ends, paid, price, added])
    return text.getvalue().encode()


def week_roster(planned: Shop, monday: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one week: a head, then each person's hours from Monday to Sunday."""
    yield ("", *(f"{DAYS[place]} {date_of(monday + place).day}" for place in range(WEEK)))
    people: dict[str, list[str]] = {one.name: [""] * WEEK for one in planned.staff}
    for shift in shifts(planned):
        if 0 <= (place := shift.day - monday) < WEEK:
            cell = people[shift.person][place]
            people[shift.person][place] = f"{cell} {shift.hours}".strip()
    yield from ((name, *cells) for name, cells in people.items() if any(cells))
