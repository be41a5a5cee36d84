"""Attempts meet the people at work once more, with other time away and what is not known of them drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim.calibrate.phone.attempts import UNKNOWN, Attempts
from sim.calibrate.phone.callers import Callers, Laws, drawn, known
from sim.calibrate.phone.people.at_work import between
from sim.deadline import monday_of
from sim.demand.work import NOBODY, OUTCOMES, Work
from sim.draws import Streams
from sim.operation.contract import SERVED, Rules
from sim.operation.simulate import simulate
from sim.scenario.schema import Work as Pace
from sim.staffing.absence import away_between
from sim.staffing.intervals import NO_TIME, lined_up, on_the_clock, whose, without
from sim.staffing.people import STANDARD_PACE
from sim.staffing.roster import FINISH, Roster

DAY_S = 86_400
EASTERNMOST_S, WESTERNMOST_S = 14 * 3600, 12 * 3600  # how far clocks are from UTC
AWAY_S = Pace().away_minutes * 60  # a scenario's mean time away


@dataclass(frozen=True)
class Span:
    """A stretch of a log: who is at work then, and the attempts to answer."""

    begin: int
    until: int
    at: np.ndarray  # int64[n], the instants of the attempts, in order
    at_work: np.ndarray  # int64[k, 2], a line of stretches, of who is at work
    seen: Attempts | None  # what came of the attempts; None: they are still to come

    def coming(self, at: np.ndarray) -> "Span":
        """Return the same people with attempts to come, of which nothing is known but their instants."""
        return replace(self, at=at, seen=None)

    def drawn_anew(self) -> "Span":
        """Return the same attempts, whose lengths and waits are drawn as a scenario draws them."""
        if self.seen is None:
            return self
        nothing = np.full(len(self.at), UNKNOWN)
        return replace(self, seen=replace(self.seen, waited_s=nothing, handled_s=nothing))


def weeks(calls: Attempts, at_work: np.ndarray) -> Iterator[tuple[int, Attempts, Span]]:
    """Cut a log at its weeks: the Monday (day number), the attempts and the span of each, in order.

    A span begins when the first clock anywhere shows the Monday, and ends when the last one has shown Sunday.
    """
    monday = monday_of(calls.day)
    for week in np.unique(monday).tolist():
        own = calls.only(monday == week)
        begin, until = week * DAY_S - EASTERNMOST_S, (week + 7) * DAY_S + WESTERNMOST_S
        yield week, own, Span(begin, until, own.at, between(at_work, begin, until), own)


def answered(span: Span, laws: Laws, present_share: float, streams: Streams) -> np.ndarray:
    """Simulate which attempts are answered when people are at their desks that share of their time: bool[n].

    Attempts of one span have the same draws whatever the share is (common random numbers). What is known of
    one is not drawn (see `known`). Redials are attempts that the span holds already; who is spoken to when it
    ends is answered.
    """
    callers = drawn(len(span.at), laws, streams)
    if span.seen is not None:
        callers = known(callers, span.seen, laws, streams)
    stays = np.flatnonzero(~callers.gone)
    work, roster = _work(span.at[stays], callers.only(stays)), _roster(span, present_share, streams)
    log = simulate(work, roster, Rules.first_come(1), span.until + DAY_S)
    found = np.zeros(len(span.at), np.bool_)
    found[stays] = log.outcome == SERVED
    return found


def _work(at: np.ndarray, callers: Callers) -> Work:
    n = len(at)
    zeros = np.zeros(n, np.int64)
    return Work(
        comes=at,
        line=zeros,
        work=callers.talks_s,
        patience=callers.waits_s,
        key=zeros,
        then=np.full((n, OUTCOMES), NOBODY),
        wait=np.zeros((n, OUTCOMES), np.int64),
        about=np.full(n, NOBODY),
        customer=np.arange(n),
        step=zeros,
    )


def _roster(span: Span, present_share: float, streams: Streams) -> Roster:
    """Draw when those at work are away from their desks."""
    people = int(whose(span.at_work).max(initial=-1)) + 1
    limits = span.begin, span.until
    here = set(whose(span.at_work).tolist())
    pauses = lined_up(
        away_between(str(person), present_share, AWAY_S, limits, streams) if person in here else NO_TIME
        for person in range(people)
    )
    line = without(span.at_work, pauses)
    (on, off), zeros = on_the_clock(line).T.copy(), np.zeros(len(line), np.int64)
    return Roster.steady(whose(line), on, off, zeros + 1, zeros + STANDARD_PACE, zeros, zeros + FINISH)
