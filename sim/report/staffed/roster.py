"""Who works when under a plan: every shift as CSV, and one week as people read it."""

import csv
import io
from collections.abc import Iterator

from sim.deadline.instants.wall import date_of
from sim.deadline.weekly import DAYS, time_text
from sim.experiments.seasons.shop import Shop
from sim.report.roster.rows import Shift, shifts_of

WEEK = 7
COLUMNS = ("person", "date", "begins", "ends", "paid_hours", "euro_per_hour", "added")


def shifts(shop: Shop) -> list[Shift]:
    """List the planned shifts of the reported weeks, people in the order of the file."""
    places = {one.name: place for place, one in enumerate(shop.staff)}
    return sorted(shifts_of(shop, shop.season.weeks), key=lambda shift: places[shift.name])


def roster_csv(now: Shop, planned: Shop) -> bytes:
    """Write every shift of a plan as CSV; `added` says which ones the present roster does not have."""
    before = {_when(shift) for shift in shifts(now)}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for shift in shifts(planned):
        added = "no" if _when(shift) in before else "yes"
        paid, price = f"{shift.paid_hours:g}", f"{shift.terms['euro_per_hour']:g}"
        ends = time_text(shift.begin), time_text(shift.end)
        table.writerow([shift.name, str(shift.day), *ends, paid, price, added])
    return text.getvalue().encode()


def _when(shift: Shift) -> tuple[object, ...]:
    return shift.name, shift.day, shift.begin, shift.end


def week_roster(planned: Shop, monday: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one week: a head, then each person's hours from Monday to Sunday."""
    yield ("", *(f"{DAYS[place]} {date_of(monday + place).day}" for place in range(WEEK)))
    people: dict[str, list[str]] = {one.name: [""] * WEEK for one in planned.staff}
    for shift in shifts(planned):
        if 0 <= (place := (shift.day - date_of(monday)).days) < WEEK:
            hours = f"{time_text(shift.begin)}-{time_text(shift.end)}"
            people[shift.name][place] = f"{people[shift.name][place]} {hours}".strip()
    yield from ((name, *cells) for name, cells in people.items() if any(cells))
