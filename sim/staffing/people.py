"""Who is planned when: people and temps, shift by shift, before anybody is ill or away."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.deadline import day_number, local_days, to_utc, zone_of
from sim.deadline.weekly import WeeklySlot
from sim.scenario.people.staff import Hired
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.scenario.values.rota import DatedSlot, Training
from sim.staffing.hired import Employed, everybody
from sim.staffing.intervals import NO_TIME, without

LUNCH_IN_SHIFTS_LONGER_THAN_S = 5.5 * 3600
STANDARD_PACE = 1000  # thousandths
LANGUAGES = {"first": ("first language",), "second": ("second language",)}


@dataclass(frozen=True)
class Planned:
    """The shifts of one person, and what the person does in them."""

    name: str  # the person's draws are found by it
    shifts: np.ndarray  # int64[k, 2], instants of begin and end, in order
    day: np.ndarray  # int64[k], the day of the season on which each shift begins
    pace: np.ndarray  # int64[k], thousandths of the standard pace in each shift
    breaks: np.ndarray  # int64[j, 2], unpaid
    training: np.ndarray  # int64[m, 2], paid and off the floor; may overlap and lie outside the shifts
    mail_only: np.ndarray  # int64[m, 2], hours without calls; may overlap and lie outside the shifts
    first_day_without_output: bool  # the first day on which they come is paid and off the floor
    skills: tuple[str, ...]  # kinds of work and languages, keys of operation.policy.SKILLS
    contract_s: np.ndarray  # int64[weeks], paid at least, in each reported week
    euro_per_hour: float
    overtime_euro_per_hour: float | None  # None: works no overtime

    @cached_property
    def paid(self) -> np.ndarray:
        """The shifts without breaks, at work or ill: int64[k, 2]."""
        return without(self.shifts, self.breaks)

    def paid_s(self, begin: int, end: int) -> int:
        """Seconds paid for what is planned and begins between two instants."""
        return int(self._planned_s(np.array([begin, end])).sum())

    def paid_by_week_s(self, edges: np.ndarray) -> np.ndarray:
        """Seconds paid in each reported week, whose edges are given: int64[weeks]."""
        return np.asarray(np.maximum(self._planned_s(edges), self.contract_s))

    def _planned_s(self, edges: np.ndarray) -> np.ndarray:
        week = np.searchsorted(edges, self.paid[:, 0], side="right")  # 0: before the first
        sums = np.bincount(week, np.diff(self.paid)[:, 0], minlength=len(edges) + 1)
        return np.asarray(sums[1 : len(edges)].astype(np.int64))


def plan(scenario: Scenario, season: Season) -> list[Planned]:
    """Write down everybody's shifts of the season, people first, then temps."""
    mail_only = scenario.shifts.mail_only
    return [_planned(one, n, season, mail_only) for n, one in enumerate(everybody(scenario, season))]


def payroll(staff: list[Planned], season: Season) -> tuple[float, float]:
    """Add up the paid hours of the reported weeks and what they cost in euro; overtime is not planned."""
    hours = [float(one.paid_by_week_s(season.week_edges).sum()) / 3600 for one in staff]
    return sum(hours), sum(h * one.euro_per_hour for h, one in zip(hours, staff, strict=True))


def _planned(one: Employed, number: int, season: Season, mail_only: tuple[WeeklySlot, ...]) -> Planned:
    terms, timezone = one.terms, one.timezone
    employed = (season.days >= one.first) & (season.days <= one.last)
    shifts = _shifts(one, employed, season)
    days = one.days & employed | np.isin(season.days, [day_number(slot.day) for slot in terms.on_days])
    day = local_days(shifts[:, 0], timezone) - season.days[0]
    fixed = None if terms.breaks is None else _instants(terms.breaks, season, days, timezone)
    return Planned(
        name=one.name,
        shifts=shifts,
        day=day,
        pace=_pace(terms, day + season.days[0] - one.first),
        breaks=_lunches(shifts, terms, number) if fixed is None else fixed,
        training=_instants(terms.training, season, days, timezone),
        mail_only=season.intervals(tuple(sorted({*mail_only, *terms.mail_only})), days, timezone),
        first_day_without_output=terms.first_day_without_output and one.first >= season.days[0],
        skills=_skills(terms),
        contract_s=_contract_s(one.contract_hours, employed, season),
        euro_per_hour=one.euro_per_hour,
        overtime_euro_per_hour=one.overtime_euro_per_hour,
    )


def _shifts(one: Employed, employed: np.ndarray, season: Season) -> np.ndarray:
    """List somebody's shifts in order: those of the week, and those of single days whatever the day."""
    weekly = season.intervals(one.terms.hours, one.days & employed, one.timezone)
    dated = _instants(one.terms.on_days, season, employed, one.timezone)
    shifts = np.concatenate([weekly, dated])
    return np.asarray(shifts[np.argsort(shifts[:, 0], kind="stable")])


def _pace(terms: Hired, day: np.ndarray) -> np.ndarray:
    """Let the pace grow evenly from that of the first day (0) to the standard one: int64[days]."""
    learnt = day / (7 * terms.full_speed_after_weeks) if terms.full_speed_after_weeks else np.zeros(len(day))
    speed = terms.speed + (1 - terms.speed) * np.minimum(learnt, 1)
    return np.rint(speed * STANDARD_PACE).astype(np.int64)


def _instants(slots: Training, season: Season, days: np.ndarray, timezone: str) -> np.ndarray:
    """Turn slots into instants on the marked days (bool[days]): of a week, then of single days."""
    weekly = tuple(slot for slot in slots if isinstance(slot, WeeklySlot))
    marked, zone = set(season.days[days].tolist()), zone_of(timezone)
    dated = [
        [to_utc(slot.day, second, zone) for second in (slot.opens, slot.closes)]
        for slot in slots
        if isinstance(slot, DatedSlot) and day_number(slot.day) in marked
    ]
    return np.concatenate([season.intervals(weekly, days, timezone), NO_TIME, *map(np.atleast_2d, dated)])


def _skills(terms: Hired) -> tuple[str, ...]:
    kinds = tuple(kind for kind in ("phone", "mail", "care") if getattr(terms, kind))
    return kinds + LANGUAGES.get(terms.languages, ("first language", "second language"))


def _contract_s(hours: float, employed: np.ndarray, season: Season) -> np.ndarray:
    """Say what is paid in each reported week, in proportion to the days on which a person is employed."""
    first = int(np.searchsorted(season.days, season.weeks[0]))
    share = employed[first : first + 7 * len(season.weeks)].reshape(-1, 7).mean(axis=1)
    return np.asarray(np.rint(share * hours * 3600).astype(np.int64))


def _lunches(shifts: np.ndarray, terms: Hired, number: int) -> np.ndarray:
    """Give long shifts a break in the middle, or one length earlier or later, so that somebody stays.

    Every third person goes at the same time; a long break stays inside the shift.
    """
    length = round(terms.lunch_minutes * 60)
    long = shifts[np.diff(shifts)[:, 0] > LUNCH_IN_SHIFTS_LONGER_THAN_S]
    if not length or not len(long):
        return NO_TIME
    middle = long.sum(axis=1) // 2 - length // 2
    begins = np.clip(middle + (number % 3 - 1) * length, long[:, 0], long[:, 1] - length)
    return np.column_stack([begins, begins + length])
