"""The roster of one week on the page: people by days, and which of them a plan adds."""

from dataclasses import dataclass

from sim.deadline import date_of, week_label
from sim.deadline.weekly import time_text
from sim.experiments.seasons.shop import Shop
from sim.report.roster.rows import Shift, shifts_of
from sim.report.texts.language import Language
from sim.report.words import called, week_name

DAYS = 7


@dataclass(frozen=True)
class Line:
    """A person's week."""

    name: str
    added: bool  # by the plan
    days: list[list[tuple[str, str]]]  # of Monday to Sunday, the hours of each shift and its breaks
    hours: str  # paid


@dataclass(frozen=True)
class Roster:
    """Everybody's week."""

    week: str  # "2026-W50"
    name: str  # its feasts
    days: list[str]
    lines: list[Line]
    paid: str
    euro: str


def week_roster(shop: Shop, monday: int, known: set[str], say: Language) -> Roster:
    """Lay out the planned shifts of a week; who is not in `known` was added by the plan."""
    shifts = shifts_of(shop, (monday,))
    names = [one.name for one in shop.staff]
    return Roster(
        week=week_label(monday),
        name=week_name(monday, say),
        days=[say.day(date_of(monday + day)) for day in range(DAYS)],
        lines=[
            _line(name, name not in known, [one for one in shifts if one.name == name], say)
            for name in names
            if any(one.name == name for one in shifts)
        ],
        paid=say.tenths(sum(one.paid_hours for one in shifts)),
        euro=say.euro(sum(one.euro for one in shifts)),
    )


def _line(name: str, added: bool, shifts: list[Shift], say: Language) -> Line:
    days = [[_hours(one) for one in shifts if one.day.weekday() == day] for day in range(DAYS)]
    return Line(called(name, say), added, days, say.tenths(sum(one.paid_hours for one in shifts)))


def _hours(shift: Shift) -> tuple[str, str]:
    rest = ", ".join(f"{time_text(begin)}–{time_text(end)}" for begin, end in shift.breaks)
    return f"{time_text(shift.begin)}–{time_text(shift.end)}", rest
