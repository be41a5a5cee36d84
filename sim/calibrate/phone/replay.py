"""A log's attempts meet the people at work once more, with new handle times, patience and time away."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.calibrate.phone.at_work import between, staffed
from sim.calibrate.phone.attempts import BUSY, VOICEMAIL, Attempts
from sim.calibrate.phone.handling import Handling, handled_s, handling
from sim.calibrate.phone.patience import BEYOND_S, Weibull, at_once, waits, weibull
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
    patience: Weibull  # of who waits on after ten seconds
    at_once_share: float  # of callers, whoever is free
    soon_share: float  # of those who wait: hang up within ten seconds
    rings_s: float  # before the voicemail takes a call


@dataclass(frozen=True)
class Span:
    """A stretch of a log: who is at work then, and the attempts to answer."""

    begin: int
    until: int
    at: np.ndarray  # int64[n], the instants of the attempts, in order
    busy: np.ndarray  # bool[n], find every line taken
    at_work: np.ndarray  # int64[k, 2], a line of stretches, of who is at work


def fit_laws(calls: Attempts, at_work: np.ndarray) -> Laws | None:
    """Fit what is drawn of a call; None where too little is known of lengths, waits or hang-ups.

    Who hangs up at once is told by calls that somebody could have answered: of the others all are lost.
    """
    length, law = handling(handled_s(calls)), weibull(*waits(calls))
    quick = None if law is None else at_once(calls.only(staffed(at_work, calls.at)), law)
    if length is None or law is None or quick is None:
        return None
    return Laws(length, law, quick.share, quick.soon_share, _rings_s(calls))


def _rings_s(calls: Attempts) -> float:
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
            Span(begin, until, own.at, own.outcome == BUSY, between(at_work, begin, until)),
        )


def answered(span: Span, laws: Laws, present_share: float, streams: Streams) -> np.ndarray:
    """Simulate which attempts are answered when people are at their desks that share of their time: bool[n].

    Attempts of one span have the same draws whatever the share is (common random numbers). Redials are
    attempts that the span holds already; who is spoken to when it ends is answered.
    """
    at_once = streams.uniform("hangs up at once", len(span.at)) < laws.at_once_share
    stays = np.flatnonzero(~(span.busy | at_once))
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
        patience=_patience(laws, streams.uniform("patience", n)),
        key=zeros,
        then=np.full((n, OUTCOMES), NOBODY),
        wait=np.zeros((n, OUTCOMES), np.int64),
        about=np.full(n, NOBODY),
        customer=np.arange(n),
        step=zeros,
    )


def _patience(laws: Laws, u: np.ndarray) -> np.ndarray:
    """Turn uniform draws into how long callers wait: some give up soon, the others follow the law."""
    soon = laws.soon_share
    longer = laws.patience.beyond(BEYOND_S, np.maximum(u - soon, 0) / (1 - soon))
    waits_s = np.where(u < soon, BEYOND_S * u / max(soon, 1e-9), longer)
    return np.asarray(np.rint(np.minimum(waits_s, laws.rings_s)).astype(np.int64))


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
