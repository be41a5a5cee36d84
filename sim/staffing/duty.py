"""From plans to the roster: shifts without illness, breaks, training and time away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import NEVER
from sim.draws import Streams
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.scenario.staff import Absence, Shifts
from sim.staffing.absence import away, ill
from sim.staffing.intervals import NO_TIME, cut, holding, without
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
class _Missing:
    """What keeps planned people from the desk."""

    absence: Absence
    present_share: float  # of their shifts
    away_s: float  # mean time away


@dataclass(frozen=True)
class _Season:
    """What became of one person's plan in one season."""

    stretches: np.ndarray  # int64[k, 2], at the desk: not ill, not at a break or training, not away
    shift: np.ndarray  # int64[k], the shift of each stretch
    mail_only: np.ndarray  # bool[k]
    calls: np.ndarray  # int64[j, 2], when calls may be taken, time away included
    away: np.ndarray  # int64[m, 2], not at the desk, in shifts and outside


def on_duty(staff: list[Planned], scenario: Scenario, season: Season, streams: Streams, does: Does) -> Roster:
    """Draw who is at the desk when; `does` gives the bit mask of the lines that a skill is for.

    As a rule mail in hand waits for its person over a break or time away; at the end of a shift the others
    get it. While the desk is in a reaction of the scenario, people do as it says.
    """
    present = present_share(scenario, staff, season)
    missing = _Missing(scenario.absence, present, scenario.work.away_minutes * 60)
    seasons = [_season(one, missing, season, streams) for one in staff]
    team = _team(staff, seasons, scenario.shifts, does)
    return react(team, list(scenario.reactions.values()), does["phone"])


def endless(staff: list[Planned], does: Does) -> Roster:
    """Put everybody on duty at a thousand times their pace, never ill or away, without breaks or training.

    Nobody then waits for a person, only for the next shift: what endless staff in the same hours would do.
    """
    roster = _team(staff, [_undisturbed(one) for one in staff], Shifts(), does).roster
    return replace(roster, pace=ENDLESS_PACE * roster.pace)


def _undisturbed(person: Planned) -> _Season:
    every = np.arange(len(person.shifts))
    return _Season(person.shifts, every, np.zeros(len(every), np.bool_), person.shifts, NO_TIME)


def present_share(scenario: Scenario, staff: list[Planned], season: Season) -> float:
    """Say which share of their shifts people are at the desk: other channels eat hours of the same people."""
    begin, end = int(season.starts[0]), season.until
    hours = sum(one.paid_s(begin, end) for one in staff) / 3600 / ((end - begin) / WEEK_S)
    eaten = scenario.contacts.other_channels_hours_per_week / hours if hours else 0.0
    return max(LEAST_PRESENT, scenario.work.really_at_work - eaten)


def _season(person: Planned, missing: _Missing, season: Season, streams: Streams) -> _Season:
    """Cut one person's shifts into stretches."""
    worked = _worked(person, ill(person.name, missing.absence, season, streams))
    shifts = person.shifts[worked]
    desk = without(shifts, np.concatenate([person.breaks, person.training]))
    pauses = away(person.name, missing.present_share, missing.away_s, season, streams)
    stretches = cut(without(desk, pauses), person.mail_only.ravel())
    shift = worked[np.searchsorted(shifts[:, 0], stretches[:, 0], side="right") - 1]
    mail_only = holding(person.mail_only, stretches[:, 0])
    return _Season(stretches, shift, mail_only, without(desk, person.mail_only), pauses)


def _worked(person: Planned, sick: np.ndarray) -> np.ndarray:
    """List the shifts that a person works on the floor: int64[k]."""
    worked = np.flatnonzero(~sick[person.day])
    if person.first_day_without_output and len(worked):
        worked = worked[person.day[worked] > person.day[worked[0]]]
    return worked


def _team(staff: list[Planned], seasons: list[_Season], shifts: Shifts, does: Does) -> Team:
    """Put everybody's stretches below each other."""
    can = np.array([_mask(one, does) for one in staff], dtype=np.int64)
    person = np.repeat(np.arange(len(staff)), [len(one.stretches) for one in seasons])
    pairs = list(zip(staff, seasons, strict=True))
    on, off = np.concatenate([NO_TIME, *(drawn.stretches for drawn in seasons)]).T.copy()
    pace = np.concatenate([NO_TIME[:, 0], *(one.pace[drawn.shift] for one, drawn in pairs)])
    shift_end = np.concatenate([NO_TIME[:, 0], *(one.shifts[drawn.shift, 1] for one, drawn in pairs)])
    mail_only = np.concatenate([np.zeros(0, np.bool_), *(drawn.mail_only for drawn in seasons)])
    masks = np.where(mail_only, unless_nothing(can & ~does["phone"], can)[person], can[person])
    stop = _stop(person, np.column_stack([on, off]), shift_end, shifts)
    roster = Roster.steady(person, on, off, masks, pace, np.zeros(len(on), np.int64), stop)
    roster = replace(roster, home=shift_end)
    return Team(
        roster=roster,
        can=can,
        calls=[drawn.calls for drawn in seasons],
        away=[drawn.away for drawn in seasons],
        overtime=np.array([one.overtime_euro_per_hour is not None for one in staff], np.bool_),
    )


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
