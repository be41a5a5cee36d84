"""Who is planned to take calls: the shifts of a roster's file on the days of a log."""

from collections.abc import Collection, Mapping

import numpy as np

from sim.deadline import date_of, day_number, to_utc, zone_of
from sim.scenario.beside.roster.read import Slot
from sim.scenario.people.staff import Person
from sim.scenario.values.rota import DatedSlot
from sim.staffing.intervals import NO_TIME, lined_up, without


def rostered(
    people: Mapping[str, Person], days: range, holidays: Collection[int], timezone: str
) -> np.ndarray:
    """List the shifts of who takes calls without their breaks, as a line of stretches: int64[k, 2].

    Shifts of a weekday are worked on each of the days (day numbers) that is no holiday, those of a date
    whatever the day; all by the clock of one time zone.
    """
    open_days = [day for day in days if day not in holidays]
    worked = [[day for day in open_days if date_of(day).weekday() == weekday] for weekday in range(7)]
    zone = zone_of(timezone)

    def instants(slots: tuple[Slot, ...]) -> np.ndarray:
        found = {
            tuple(to_utc(date_of(day), second, zone) for second in (slot.opens, slot.closes))
            for slot in slots
            for day in (_dated(slot, days) if isinstance(slot, DatedSlot) else worked[slot.weekday])
        }
        return np.array(sorted(found), np.int64).reshape(-1, 2)

    return lined_up(
        without(instants((*one.hours, *one.on_days)), np.concatenate([NO_TIME, instants(one.breaks or ())]))
        for one in people.values()
        if one.phone
    )


def weeks_of(people: Mapping[str, Person]) -> range | None:
    """Return the days (day numbers) of the whole weeks that a roster by date speaks of; None: of any week."""
    if any(one.hours for one in people.values()):
        return None
    days = [day_number(slot.day) for one in people.values() for slot in one.on_days]
    first, last = min(days), max(days)
    return range(first - date_of(first).weekday(), last + 7 - date_of(last).weekday())


def _dated(slot: DatedSlot, days: range) -> list[int]:
    return [day for day in [day_number(slot.day)] if day in days]
