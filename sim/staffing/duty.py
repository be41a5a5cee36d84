"""From plans to the roster: shifts without illness, breaks, training and time away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import NEVER
from sim.draws import Streams
from sim.scenario.people.staff import Absence, Shifts
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.staffing.absence import away, ill
from sim.staffing.intervals import NO_TIME, cut, holding, lined_up, on_the_clock, whose, without
from sim.staffing.people import Planned
from sim.staffing.reacting import Team, react, unless_nothing
from sim.staffing.roster import FINISH, HAND_OVER, KEEP, TO_HEAD, TO_TAIL, Roster

LEAST_PRESENT = 0.05  # other channels cannot eat more than this leaves
ENDLESS_PACE = 1000  # times normal
WEEK_S = 7 * 24 * 3600
STOPS = {
    "finish": FINISH,
    "hand over": HAND_OVER,
    "pause": KEEP,
    "head of the queue": TO_HEAD,
    "tail of the queue": TO_TAIL,
}
Does = Mapping[str, int]  # skill -> bit mask of lines


@dataclass(frozen=True)
class _Desk:
    """Who is at the desk when, all people on one line (`intervals.lined_up`)."""

    stretches: np.ndarray  # int64[k, 2]: not ill, not at a break or training, not away
    shift: np.ndarray  # int64[k], the shift of each stretch, among those of all
    mail_only: np.ndarray  # bool[k]
    calls: np.ndarray  # int64[j, 2], when calls may be taken, time away included
    away: np.ndarray  # int64[m, 2], not at the desk, in shifts and outside


def on_duty(staff: list[Planned], scenario: Scenario, season: Season, streams: Streams, does: Does) -> Roster:
    """Draw who is at the desk when; `does` gives the bit mask of the lines that a skill is for.

    As a rule mail in hand waits for its person over a break or time away; at the end of a shift the others
    get it. While the desk is in a reaction of the scenario, people do as it says.
    """
    desk = _desk(staff, scenario, season, streams)
    roster = _roster(staff, desk, scenario.shifts, does)
    team = Team(
        roster=roster,
        can=_can(staff, does),
        calls=desk.calls,
        away=desk.away,
        overtime=np.array([one.overtime_euro_per_hour is not None for one in staff], np.bool_),
    )
    return react(team, list(scenario.reactions.values()), does["phone"])


def endless(staff: list[Planned], does: Does) -> Roster:
    """Put everybody on duty at a thousand times their pace, never ill or away, without breaks or training.

    Nobody then waits for a person, only for the next shift: what endless staff in the same hours would do.
    """
    shifts = lined_up(one.shifts for one in staff)
    undisturbed = _Desk(shifts, np.arange(len(shifts)), np.zeros(len(shifts), np.bool_), shifts, NO_TIME)
    roster = _roster(staff, undisturbed, Shifts(), does)
    return replace(roster, pace=ENDLESS_PACE * roster.pace)


def present_share(scenario: Scenario, staff: list[Planned], season: Season) -> float:
    """Say which share of their shifts people are at the desk: other channels eat hours of the same people."""
    eaten_hours = scenario.contacts.other_channels_hours_per_week
    begin, end = int(season.starts[0]), season.until
    paid_s = sum(one.paid_s(begin, end) for one in staff) if eaten_hours else 0
    eaten = eaten_hours / (paid_s / 3600 / ((end - begin) / WEEK_S)) if paid_s else 0.0
    return max(LEAST_PRESENT, scenario.work.really_at_work - eaten)


def _desk(staff: list[Planned], scenario: Scenario, season: Season, streams: Streams) -> _Desk:
    """Cut everybody's shifts into stretches."""
    present, away_s = present_share(scenario, staff, season), scenario.work.away_minutes * 60
    worked = np.flatnonzero(
        np.concatenate([_worked(one, scenario.absence, season, streams) for one in staff])
    )
    shifts = lined_up(one.shifts for one in staff)[worked]
    off = lined_up(np.concatenate([one.breaks, one.training]) for one in staff)
    pauses = lined_up(away(one.name, present, away_s, season, streams) for one in staff)
    mail_only = lined_up(one.mail_only for one in staff)
    desk = without(shifts, off)
    stretches = cut(without(desk, pauses), mail_only.ravel())
    shift = worked[np.searchsorted(shifts[:, 0], stretches[:, 0], side="right") - 1]
    calls = without(desk, mail_only)
    return _Desk(stretches, shift, holding(mail_only, stretches[:, 0]), calls, pauses)


def _worked(person: Planned, absence: Absence, season: Season, streams: Streams) -> np.ndarray:
    """Mark the shifts that a person works on the floor: bool[k]."""
    worked = ~ill(person.name, absence, season, streams)[person.day]
    if person.first_day_without_output and worked.any():
        worked &= person.day > person.day[worked][0]
    return np.asarray(worked)


def _roster(staff: list[Planned], desk: _Desk, shifts: Shifts, does: Does) -> Roster:
    """Say what everybody does in each stretch, and how fast."""
    can = _can(staff, does)
    (on, off), person = on_the_clock(desk.stretches).T.copy(), whose(desk.stretches)
    pace, shift_end = (
        np.concatenate([NO_TIME[:, 0], *every])[desk.shift]
        for every in ([one.pace for one in staff], [one.shifts[:, 1] for one in staff])
    )
    masks = np.where(desk.mail_only, unless_nothing(can & ~does["phone"], can)[person], can[person])
    stop = _stop(person, np.column_stack([on, off]), shift_end, shifts)
    roster = Roster.steady(person, on, off, masks, pace, np.zeros(len(on), np.int64), stop)
    return replace(roster, home=shift_end)


def _can(staff: list[Planned], does: Does) -> np.ndarray:
    """Give the lines that each person does: int64[people]."""
    return np.array([_mask(one, does) for one in staff], dtype=np.int64)


def _mask(person: Planned, does: Does) -> int:
    """Give the lines that a person does: their kinds of work in their languages."""
    kinds, languages = 0, 0
    for skill in person.skills:
        if skill.endswith("language"):
            languages |= does[skill]
        else:
            kinds |= does[skill]
    return kinds & languages


def _stop(person: np.ndarray, stretches: np.ndarray, shift_end: np.ndarray, shifts: Shifts) -> np.ndarray:
    """Say what becomes of work in hand at the end of each stretch: int64[k].

    Work stays with who goes on in the same instant; nobody pauses who does not come back.
    """
    same_person = np.append(person[1:] == person[:-1], False)[: len(person)]
    same_shift = same_person & (np.append(shift_end[1:], NEVER) == shift_end)
    goes_on = same_shift & (np.append(stretches[1:, 0], NEVER) == stretches[:, 1])
    at_end, at_break = STOPS[shifts.mail_at_end], STOPS[shifts.mail_at_break]
    stop = np.where(same_shift, np.where(goes_on, KEEP, at_break), at_end)
    return np.where((stop == KEEP) & ~same_person, HAND_OVER, stop)
