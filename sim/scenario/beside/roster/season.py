"""The people of a roster on the days of a season, of which a roster by date may know only some."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sim.deadline.holidays import holidays
from sim.deadline.instants.wall import date_of, day_number
from sim.scenario.beside.roster.read import RosterFile
from sim.scenario.fits.judged import Judged
from sim.scenario.people.staff import Person
from sim.scenario.values.rota import DatedSlot, Training

WEEK = 7


@dataclass(frozen=True)
class _Copy:
    """A week of the roster that stands for another one, so many days later or earlier."""

    monday: int
    shift: int


def people_in(roster: RosterFile, judged: Judged) -> dict[str, Person]:
    """Return the people of a roster with the shifts that a season needs.

    The season is simulated from a week before its first one until its last one is final. A roster by date
    that begins later repeats its first week before, one that ends sooner its last week after, but for public
    holidays; weeks between that have no shifts have nobody.

    Raises:
        ValueError: no shift lies in the weeks that are reported.
    """
    if not roster.by_date:
        return dict(roster.people)
    days = {day_number(slot.day) for one in roster.people.values() for slot in one.on_days}
    if not any(day in judged.days for day in days):
        first, last = date_of(judged.days[0]), date_of(judged.days[-1])
        allowed, way_out = f"a roster with shifts from {first} to {last}", "correct the weeks, or the dates"
        raise ValueError(f"must be {allowed}; {way_out}")
    copies = list(_copies(min(days), max(days), judged.simulated))
    worked = _worked(judged)
    return {
        name: one.model_copy(
            update={
                "on_days": _repeated(one.on_days, copies, worked),
                "breaks": _repeated(one.breaks or (), copies, worked),
            }
        )
        for name, one in roster.people.items()
    }


def _copies(first: int, last: int, simulated: range) -> Iterator[_Copy]:
    """Say which week stands for each simulated week outside the roster."""
    begins, ends = _monday(first), _monday(last)
    for monday in range(_monday(simulated.start), simulated.stop, WEEK):
        if monday < begins:
            yield _Copy(begins, monday - begins)
        elif monday > ends:
            yield _Copy(ends, monday - ends)


def _monday(day: int) -> int:
    return day - date_of(day).weekday()


def _worked(judged: Judged) -> set[int]:
    """List the simulated days that are no public holidays of the shop's country."""
    country = judged.country if judged.country in ("NL", "BE") else "none"
    first, last = date_of(judged.simulated.start), date_of(judged.simulated.stop)
    return set(judged.simulated) - {day_number(one.day) for one in holidays(country, first, last)}


def _repeated(slots: Training, copies: list[_Copy], worked: set[int]) -> tuple[DatedSlot, ...]:
    """Add the copies of dated slots, in order."""
    dated = [slot for slot in slots if isinstance(slot, DatedSlot)]
    more = [
        slot._replace(day=slot.day + timedelta(copy.shift))
        for copy in copies
        for slot in dated
        if _monday(day_number(slot.day)) == copy.monday
    ]
    return tuple(sorted([*dated, *(slot for slot in more if day_number(slot.day) in worked)]))
