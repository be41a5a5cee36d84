"""How much slack there is: the work that is due by each instant against what people can do by then.

Due is a first answer at its due instant, and a call when it comes; replies, and what is late already, are due
by no norm. What people can do is the time that they are at the desk, at their pace, from the morning on.
"""

from dataclasses import dataclass

import numpy as np

from sim.demand.work import CALL, CALL_BACK, MAIL
from sim.experiments.morning.inbox import Morning
from sim.operation.aftermath.rows import Aftermath
from sim.operation.contract import MOOT, OPEN, SERVED
from sim.operation.rules.policy import PHONE, QUESTIONS
from sim.staffing.people import STANDARD_PACE
from sim.staffing.roster import Roster

STEP_S = 1800


@dataclass(frozen=True)
class Slack:
    """Seconds of work at standard pace by each instant, of one play of the coming days or many stacked."""

    open_s: np.ndarray  # float64[..., g], due of what is open now
    due_s: np.ndarray  # float64[..., g], with the questions and calls that are still to come
    hands_s: np.ndarray  # float64[..., g], what people can do


def instants(morning: Morning) -> np.ndarray:
    """List the instants of the curves, every half-hour of the clock until all is decided: int64[g]."""
    first, last = (-(-at // STEP_S) * STEP_S for at in (morning.at, morning.until - 1))
    return np.append(morning.at, np.arange(first, last + 1, STEP_S))


def slack(morning: Morning, aftermath: Aftermath, opened: np.ndarray, roster: Roster) -> Slack:
    """Draw the curves of one play; `opened` (int64[n]) are the rows of what is open now."""
    work, outcome, at = aftermath.work, aftermath.log.outcome, instants(morning)
    asked = aftermath.kind(MAIL) & np.isin(outcome, (SERVED, OPEN))
    asked[opened] = False
    mails = np.flatnonzero(asked)
    calls = np.flatnonzero(aftermath.kind(CALL, CALL_BACK) & (outcome == SERVED))
    clock, boundary = morning.shop.scenario.judged.clock, morning.shop.boundary
    new_due = clock.due(aftermath.arrived_at[mails], boundary)
    in_time = ~morning.lost & (outcome[opened] != MOOT)
    open_s = _by(at, morning.due_at[in_time], work.work[opened[in_time]])
    to_come = _by(at, new_due, work.work[mails]) + _by(at, aftermath.log.came[calls], work.work[calls])
    return Slack(open_s, open_s + to_come, _hands_s(at, roster))


def _by(at: np.ndarray, when: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    """Add up the seconds of what lies at or before each instant: float64[g]."""
    place = np.searchsorted(at, when)  # the first instant by which it counts
    sums = np.bincount(place, seconds, minlength=len(at) + 1)[: len(at)]
    return np.asarray(np.cumsum(sums))


def _hands_s(at: np.ndarray, roster: Roster) -> np.ndarray:
    """Add up what everybody who answers customers can do by each instant: float64[g]."""
    does = roster.does & (QUESTIONS | PHONE) != 0
    on, off, pace = roster.on[does], roster.off[does], roster.pace[does] / STANDARD_PACE
    return np.asarray(_since(at, on, pace) - _since(at, off, pace))


def _since(at: np.ndarray, begins: np.ndarray, pace: np.ndarray) -> np.ndarray:
    """Add up, by each instant, the seconds since each of some instants, at a pace each: float64[g]."""
    order = np.argsort(begins, kind="stable")
    begun = np.searchsorted(begins[order], at, side="right")
    paces = np.append(0.0, np.cumsum(pace[order]))[begun]
    since = np.append(0.0, np.cumsum(pace[order] * (begins[order] - at[0])))[begun]
    return np.asarray(paces * (at - at[0]) - since)
