"""From customers to rows of work: what each asks, may ask again and sets off, all drawn beforehand."""

from itertools import count

import numpy as np

from sim.deadline import NEVER
from sim.demand.contacts import Arrivals, calls, mails, offered
from sim.demand.volume import day_factors, rush_after_holidays
from sim.demand.work import (
    CALL,
    FOLLOW_UP,
    FOREVER,
    IF_LEFT,
    IF_SERVED,
    LOST_CALL,
    MAIL,
    NOBODY,
    OUTCOMES,
    Work,
    join,
)
from sim.draws import Streams, lognormal
from sim.scenario.schema import Scenario
from sim.scenario.season import Season

MINUTE_S, HOUR_S = 60, 3600
FOLLOW_UP_SPREAD = 1.0  # sigma of the lognormal delay of a customer's reply; guess
REDIAL_SPREAD = 0.8  # the same of a redial; guess
HANGS_UP_AT_ONCE_S = 10


def customers(scenario: Scenario, season: Season, streams: Streams) -> Work:
    """Draw everything that the customers of a season may ask of the shop."""
    volume = day_factors(scenario, season, streams) * rush_after_holidays(scenario, season, streams)
    writing = mail_journeys(scenario, mails(scenario, season, volume, streams))
    calling = call_journeys(scenario, season, calls(scenario, season, volume, streams))
    return join([writing, calling])


def mail_journeys(scenario: Scenario, arrivals: Arrivals) -> Work:
    """Draw up to three rows a customer: the question, the reply to its answer, the second mail if it is slow.

    The second mail is a question of its own with its own clock. It does not come when the first was answered
    before, and both are answered together when one of them is.
    """
    contacts, work = scenario.contacts, scenario.work
    size = len(arrivals.at)
    question, reply, second = range(3)
    comes = np.full((size, 3), NEVER)
    comes[:, question] = arrivals.at
    comes[:, second] = arrivals.at + round(contacts.mails_again_after_hours * HOUR_S)
    asks = np.ones((size, 3), bool)
    asks[:, reply] = arrivals.draw("replies") < contacts.follow_up_share
    asks[:, second] = arrivals.draw("mails again") < contacts.mails_again_share
    minutes = np.column_stack(
        [
            lognormal_mean(arrivals.draw("handling", 0), work.minutes_per_mail, work.mail_spread),
            lognormal_mean(arrivals.draw("handling", 1), work.minutes_per_follow_up, work.mail_spread),
            lognormal_mean(arrivals.draw("handling", 2), work.minutes_per_follow_up, work.mail_spread),
        ]
    )
    delay = lognormal(arrivals.draw("reply delay"), contacts.follow_up_after_hours * HOUR_S, FOLLOW_UP_SPREAD)
    row = np.where(asks, np.cumsum(asks).reshape(size, 3) - 1, NOBODY)
    then, wait = np.full((size, 3, OUTCOMES), NOBODY), np.zeros((size, 3, OUTCOMES), np.int64)
    then[:, question, IF_SERVED], wait[:, question, IF_SERVED] = row[:, reply], np.rint(delay)
    about = np.full((size, 3), NOBODY)
    about[:, second] = row[:, question]
    line = np.tile([MAIL, FOLLOW_UP, MAIL], (size, 1))
    survey = np.zeros((size, 3, 2))
    for number, asked in enumerate((question, second)):  # an answer to an answer is no question
        survey[:, asked] = _survey(arrivals, number)
    return _rows(
        asks, comes=comes, line=line, minutes=minutes, then=then, wait=wait, about=about, survey=survey
    )


def call_journeys(scenario: Scenario, season: Season, arrivals: Arrivals) -> Work:
    """Draw one row an attempt: each redial is a call attempt of its own, as the norm counts.

    A caller waits until patience ends or voicemail takes over, whichever is first, so when the next attempt
    would come is known before; it is not made when the phone is no longer offered by then. A chain ends where
    its caller gives up, however long it is.
    """
    attempts = []
    caller, at = np.arange(len(arrivals.at)), arrivals.at
    for number in count():
        at_once, patience, redials, wait = _attempt(scenario, arrivals.only(caller), number)
        again_at = at + patience + wait
        again = redials & offered(again_at, season)
        attempts.append((caller, np.full(len(caller), number), at_once, patience, wait, again))
        if not again.any():
            break
        caller, at = caller[again], again_at[again]
    return _chains(scenario, arrivals, [np.concatenate(column) for column in zip(*attempts, strict=True)])


def _chains(scenario: Scenario, arrivals: Arrivals, attempts: list[np.ndarray]) -> Work:
    """Order attempts by caller and number: rows, each of which sets off the next one of its caller."""
    order = np.lexsort((attempts[1], attempts[0]))
    caller, number, at_once, patience, wait, again = (column[order] for column in attempts)
    then, pauses = np.full((len(caller), OUTCOMES), NOBODY), np.zeros((len(caller), OUTCOMES), np.int64)
    then[again, IF_LEFT] = np.flatnonzero(again) + 1
    pauses[:, IF_LEFT] = wait
    work = scenario.work
    minutes = lognormal_mean(arrivals.draw("handling"), work.minutes_per_call, work.call_spread)
    return Work(
        comes=np.where(number == 0, arrivals.at[caller], NEVER),
        line=np.where(at_once, LOST_CALL, CALL),
        work=np.rint(minutes * MINUTE_S).astype(np.int64)[caller],  # the same question, whichever succeeds
        patience=patience,
        key=np.zeros(len(caller), np.int64),
        then=then,
        wait=pauses,
        about=np.full(len(caller), NOBODY),
        customer=caller,
        step=number,
        survey=_survey(arrivals, 0)[caller],
    )


def _survey(arrivals: Arrivals, number: int) -> np.ndarray:
    """Draw the marks of each customer's survey after question `number`: float64[n, 2]."""
    return np.column_stack([arrivals.draw("answers a survey", number), arrivals.draw("grades it", number)])


def _attempt(scenario: Scenario, arrivals: Arrivals, number: int) -> tuple[np.ndarray, ...]:
    """Draw whether a caller hangs up at once, waits how long (s), redials, and after how long (s)."""
    rules = scenario.calls
    at_once = arrivals.draw("hangs up at once", number) < rules.hangs_up_at_once_share
    u = arrivals.draw("patience", number)
    weibull = rules.patience_scale_s * (-np.log1p(-u)) ** (1 / rules.patience_shape)
    waits = np.where(at_once, u * HANGS_UP_AT_ONCE_S, weibull)
    waits = np.minimum(waits, scenario.work.rings_before_voicemail_s)
    again = arrivals.draw("redials", number) < rules.redial_share
    pause = lognormal(
        arrivals.draw("redial delay", number), rules.redial_after_minutes * MINUTE_S, REDIAL_SPREAD
    )
    return at_once, np.rint(waits).astype(np.int64), again, np.rint(pause).astype(np.int64)


def lognormal_mean(u: np.ndarray, mean: float, sigma: float) -> np.ndarray:
    """Turn uniform draws into lognormal ones of the given mean."""
    return lognormal(u, mean * np.exp(-(sigma**2) / 2), sigma)


def _rows(asks: np.ndarray, **columns: np.ndarray) -> Work:
    """Flatten [customer, step] columns to the rows that are really asked; nobody tires of waiting."""
    size, steps = asks.shape
    minutes = columns.pop("minutes")
    return Work(
        work=np.rint(minutes * MINUTE_S).astype(np.int64)[asks],
        patience=np.full(int(asks.sum()), FOREVER),
        key=np.zeros(int(asks.sum()), np.int64),
        customer=np.repeat(np.arange(size), steps).reshape(size, steps)[asks],
        step=np.tile(np.arange(steps), (size, 1))[asks],
        **{name: column[asks] for name, column in columns.items()},
    )
