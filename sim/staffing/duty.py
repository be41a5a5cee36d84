"""From plans to the roster: shifts without illness, breaks and time away."""

from dataclasses import dataclass, replace

import numpy as np

from sim.draws import Streams
from sim.scenario.schema import Scenario
from sim.scenario.season import Season
from sim.scenario.staff import Absence
from sim.staffing.absence import away, ill
from sim.staffing.people import Planned
from sim.staffing.roster import HAND_OVER, KEEP, Roster

LEAST_PRESENT = 0.05  # other channels cannot eat more than this leaves
ENDLESS_PACE = 1000  # times normal
WEEK_S = 7 * 24 * 3600


@dataclass(frozen=True)
class _Missing:
    """What keeps planned people from the desk."""

    absence: Absence
    present_share: float  # of their shifts
    away_s: float  # mean time away


def on_duty(
    staff: list[Planned], scenario: Scenario, season: Season, streams: Streams, does: tuple[int, int]
) -> Roster:
    """Draw who is at the desk when; `does` are the bit masks of the phone's lines and the mail's lines.

    Work in hand waits for its person over a break or time away; at the end of a shift the others get it.
    """
    present = present_share(scenario, staff, season)
    missing = _Missing(scenario.absence, present, scenario.work.away_minutes * 60)
    columns = [_stretches(one, missing, season, streams) for one in staff]
    return _roster(staff, columns, does)


def endless(staff: list[Planned], does: tuple[int, int]) -> Roster:
    """Put everybody on duty at a thousand times their pace, never ill or away, without breaks.

    Nobody then waits for a person, only for the next shift: what endless staff in the same hours would do.
    """
    columns = [np.column_stack([one.shifts, np.full(len(one.shifts), HAND_OVER)]) for one in staff]
    roster = _roster(staff, columns, does)
    return replace(roster, pace=ENDLESS_PACE * roster.pace)


def _roster(staff: list[Planned], columns: list[np.ndarray], does: tuple[int, int]) -> Roster:
    """Put each person's stretches, int64[k, 3] of on, off, stop, below each other."""
    person = np.repeat(np.arange(len(staff)), [len(one) for one in columns])
    on, off, stop = np.concatenate([np.empty((0, 3), np.int64), *columns]).T
    masks, paces = _skills(staff, does)
    return Roster.steady(person, on, off, masks[person], paces[person], np.zeros(len(on), np.int64), stop)


def _skills(staff: list[Planned], does: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Say what each person does, as a bit mask of lines, and at which pace: int64[people] each."""
    masks = np.array([does[0] * one.phone | does[1] * one.mail for one in staff], dtype=np.int64)
    return masks, np.array([round(one.speed * 1000) for one in staff], dtype=np.int64)


def present_share(scenario: Scenario, staff: list[Planned], season: Season) -> float:
    """Say which share of their shifts people are at the desk: other channels eat hours of the same people."""
    begin, end = int(season.starts[0]), season.until
    hours = sum(one.paid_s(begin, end) for one in staff) / 3600 / ((end - begin) / WEEK_S)
    eaten = scenario.contacts.other_channels_hours_per_week / hours if hours else 0.0
    return max(LEAST_PRESENT, scenario.work.really_at_work - eaten)


def _stretches(person: Planned, missing: _Missing, season: Season, streams: Streams) -> np.ndarray:
    """Cut one person's shifts into stretches: int64[k, 3] of on, off, stop."""
    sick = ill(person.name, missing.absence, season, streams)
    day = np.searchsorted(season.starts, person.shifts[:, 0], side="right") - 1
    shifts = person.shifts[~sick[day]]
    pauses = away(person.name, missing.present_share, missing.away_s, season, streams)
    pieces = without(shifts, np.concatenate([person.breaks, pauses]))
    shift = np.searchsorted(shifts[:, 0], pieces[:, 0], side="right")
    last = np.append(shift[1:] != shift[:-1], True)[: len(pieces)]
    return np.column_stack([pieces, np.where(last, HAND_OVER, KEEP)])


def without(intervals: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """Take gaps out of disjoint intervals in order: int64[k, 2]; gaps may overlap and come in any order.

    Counts at each edge how many gaps and intervals are open; a piece is where one interval and no gap is.
    """
    edges = np.concatenate([intervals[:, 0], intervals[:, 1], gaps[:, 0], gaps[:, 1]])
    sizes = (len(intervals), len(intervals), len(gaps), len(gaps))
    inside = np.repeat([1, -1, 0, 0], sizes)
    missing = np.repeat([0, 0, 1, -1], sizes)
    order = np.argsort(edges, kind="stable")
    edges, inside, missing = edges[order], np.cumsum(inside[order]), np.cumsum(missing[order])
    shown = (inside[:-1] > 0) & (missing[:-1] == 0) & (edges[1:] > edges[:-1])
    pieces = np.column_stack([edges[:-1][shown], edges[1:][shown]])
    return _joined(pieces, intervals)


def _joined(pieces: np.ndarray, intervals: np.ndarray) -> np.ndarray:
    """Join pieces that an edge of nothing cut, but not where one interval ends and the next begins."""
    if not len(pieces):
        return pieces
    touch = (pieces[1:, 0] == pieces[:-1, 1]) & ~np.isin(pieces[1:, 0], intervals[:, 0])
    begins = np.append(True, ~touch)
    ends = np.append(~touch, True)
    return np.column_stack([pieces[begins, 0], pieces[ends, 1]])
