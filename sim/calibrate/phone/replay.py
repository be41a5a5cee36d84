"""A log's attempts meet the people at work once more, with new handle times, patience and time away."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.calibrate.phone.at_work import between
from sim.calibrate.phone.attempts import BUSY, VOICEMAIL, Attempts
from sim.calibrate.phone.handling import Handling
from sim.calibrate.phone.patience import BEYOND_S, Weibull
from sim.deadline import monday_of
from sim.demand.work import NOBODY, OUTCOMES, Work
from sim.draws import Streams, lognormal
from sim.operation.contract import SERVED, Rules
from sim.operation.simulate import simulate
from sim.scenario.schema import Work as Pace
from sim.staffing.absence import away_between
from sim.staffing.intervals import NO_TIME, lined_up, on_the_clock, whose, without
from sim.staffing.people import STANDARD_PACE
from sim.staffing.roster import FINISH, Roster

DAY_S = 86_400
EASTERNMOST_S, WESTERNMOST_S = 14 * 3600, 12 * 3600  # how far clocks are from UTC
FOREVER_S = 7.0 * DAY_S
AWAY_S = Pace().away_minutes * 60  # a scenario's mean time away


@dataclass(frozen=True)
class Laws:
    """What is drawn of a call."""

    handling: Handling
    patience: Weibull  # of who does not hang up at once
    rings_s: float = FOREVER_S  # before the voicemail takes a call


@dataclass(frozen=True)
class Span:
    """A stretch of a log: who is at work then, and the attempts to answer."""

    begin: int
    until: int
    at: np.ndarray  # int64[n], the instants of the attempts, in order
    lost: np.ndarray  # bool[n], hang up at once or find the line busy, whoever is free
    at_work: np.ndarray  # int64[k, 2], a line of stretches, of who is at work


def rings_s(calls: Attempts) -> float:
    """Say after how long the voicemail takes a call: half of those it took waited longer."""
    taken = calls.waited_s[(calls.outcome == VOICEMAIL) & (calls.waited_s > 0)]
    return float(np.median(taken)) if len(taken) else FOREVER_S


def weeks(calls: Attempts, at_work: np.ndarray) -> Iterator[tuple[int, Attempts, Span]]:
    """Cut a log at its weeks: the Monday (day number), the attempts and the span of each, in order.

    A span begins when the first clock anywhere shows the Monday, and ends when the last one has shown Sunday.
    """
    monday = monday_of(calls.day)
    for week in np.unique(monday).tolist():
        own = calls.only(monday == week)
        begin, until = week * DAY_S - EASTERNMOST_S, (week + 7) * DAY_S + WESTERNMOST_S
        yield (
            week,
            own,
            Span(begin, until, own.at, own.at_once | (own.outcome == BUSY), between(at_work, begin, until)),
        )


def answered(span: Span, laws: Laws, present_share: float, streams: Streams) -> np.ndarray:
    """Simulate which attempts are answered when people are at their desks that share of their time: bool[n].

    Attempts of one span have the same draws whatever the share is (common random numbers). Redials are
    attempts that the span holds already; who is spoken to when it ends is answered.
    """
    stays = np.flatnonzero(~span.lost)
    work, roster = _work(span.at[stays], laws, streams), _roster(span, present_share, streams)
    log = simulate(work, roster, Rules.first_come(1), span.until + DAY_S)
    found = np.zeros(len(span.at), np.bool_)
    found[stays] = log.outcome == SERVED
    return found


def _work(at: np.ndarray, laws: Laws, streams: Streams) -> Work:
    """Draw how long each call lasts and its caller would wait."""
    n, handling = len(at), laws.handling
    long_s = lognormal(streams.uniform("handling", n), np.exp(handling.mu), handling.sigma)
    short = streams.uniform("short call", n) < handling.short_share
    zeros = np.zeros(n, np.int64)
    return Work(
        comes=at,
        line=zeros,
        work=np.rint(np.where(short, handling.short_s, long_s)).astype(np.int64),
        patience=np.minimum(
            laws.patience.beyond(BEYOND_S, streams.uniform("patience", n)), round(laws.rings_s)
        ),
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
