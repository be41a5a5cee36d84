"""Who is planned when: people and temps, shift by shift, before anybody is ill or away."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.deadline.wall import day_number
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.scenario.staff import Person

LUNCH_IN_SHIFTS_LONGER_THAN_S = 5.5 * 3600
TEMP_LUNCH_MINUTES = 30.0


@dataclass(frozen=True)
class Planned:
    """The shifts of one person, and what the person does in them."""

    name: str  # the person's draws are found by it
    shifts: np.ndarray  # int64[k, 2], instants of begin and end, in order
    breaks: np.ndarray  # int64[j, 2], unpaid, inside the shifts
    phone: bool
    mail: bool
    speed: float
    euro_per_hour: float

    def paid_s(self, begin: int, end: int) -> int:
        """Seconds paid for shifts that begin between two instants, without breaks, at work or ill."""
        return sum(
            sign * int(np.diff(stretches[(stretches[:, 0] >= begin) & (stretches[:, 0] < end)]).sum())
            for sign, stretches in ((1, self.shifts), (-1, self.breaks))
        )


@dataclass(frozen=True)
class _Hired:
    """Somebody who may be planned: a person of the scenario, or a temp."""

    name: str
    person: Person
    days: np.ndarray  # bool[days], on which they may be planned
    euro_per_hour: float


def plan(scenario: Scenario, season: Season) -> list[Planned]:
    """Write down everybody's shifts of the season, people first, then temps."""
    hired = [*_people(scenario, season), *_temps(scenario, season)]
    return [_planned(one, number, season) for number, one in enumerate(hired)]


def payroll(staff: list[Planned], season: Season) -> tuple[float, float]:
    """Add up the paid hours of the reported weeks and what they cost in euro."""
    begin, *_, end = season.week_edges.tolist()
    hours = [one.paid_s(begin, end) / 3600 for one in staff]
    return sum(hours), sum(h * one.euro_per_hour for h, one in zip(hours, staff, strict=True))


def _planned(hired: _Hired, number: int, season: Season) -> Planned:
    person = hired.person
    shifts = season.intervals(person.hours, hired.days)
    breaks = _lunches(shifts, person, number)
    return Planned(hired.name, shifts, breaks, person.phone, person.mail, person.speed, hired.euro_per_hour)


def _people(scenario: Scenario, season: Season) -> Iterator[_Hired]:
    for name, person in scenario.people.items():
        off = np.isin(season.days, [day_number(day) for day in person.days_off])
        days = ~off & (person.works_holidays | ~season.closed)
        yield _Hired(name, person, days, scenario.prices.euro_per_hour)


def _temps(scenario: Scenario, season: Season) -> Iterator[_Hired]:
    temps = scenario.temps
    if temps is None:
        return
    first = day_number(temps.from_)
    days = (season.days >= first) & (season.days < first + 7 * temps.weeks) & ~season.closed
    temp = Person(hours=temps.hours, speed=temps.speed, phone=temps.phone, lunch_minutes=TEMP_LUNCH_MINUTES)
    for number in range(temps.count):
        yield _Hired(f"temp {number + 1}", temp, days, scenario.prices.temp_euro_per_hour)


def _lunches(shifts: np.ndarray, person: Person, number: int) -> np.ndarray:
    """Give long shifts a break in the middle, or one length earlier or later, so that somebody stays.

    Every third person goes at the same time; a long break stays inside the shift.
    """
    length = round(person.lunch_minutes * 60)
    long = shifts[np.diff(shifts)[:, 0] > LUNCH_IN_SHIFTS_LONGER_THAN_S]
    if not length or not len(long):
        return np.empty((0, 2), np.int64)
    middle = long.sum(axis=1) // 2 - length // 2
    begins = np.clip(middle + (number % 3 - 1) * length, long[:, 0], long[:, 1] - length)
    return np.column_stack([begins, begins + length])
