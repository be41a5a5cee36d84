"""Work orders: the only place that knows how an order in words becomes ranks, curves and keys.

Calls go before calls back, these before questions, whatever the order of the questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from sim.deadline import Boundary
from sim.deadline.instants.wall import HOUR_S, MINUTE_S
from sim.demand.work import (
    CALL,
    CALL_BACK,
    CARE,
    FOLLOW_UP,
    KINDS,
    LANGUAGES,
    LINES,
    LOST_CALL,
    MAIL,
    NOBODY,
    Work,
)
from sim.operation.contract import BY_KEY, NEWEST_FIRST, OLDEST_FIRST, ORDERS, Curves, Rules
from sim.operation.rules.clocks import due, joined
from sim.scenario.schema import Scenario
from sim.scenario.season import season_of


def lines_of(*kinds: int, languages: Iterable[int] = range(LANGUAGES)) -> int:
    """Give the bit mask of some kinds of work, in every language unless it is said in which."""
    return sum(1 << kind + KINDS * language for kind in kinds for language in languages)


CALLS = lines_of(CALL)
PHONE = lines_of(CALL, CALL_BACK)
QUESTIONS = lines_of(MAIL, FOLLOW_UP)

SKILLS = {  # what a person can do -> the lines it is for: kinds of work, and languages
    "phone": PHONE,
    "mail": QUESTIONS,
    "care": lines_of(CARE),
    "first language": lines_of(*range(KINDS), languages=[0]),
    "second language": lines_of(*range(KINDS), languages=[1]),
}

DUE, FOLLOW_UP_DUE = len(ORDERS.first) - 1, len(ORDERS.first)  # curves after those all rules begin with
FIRST, SECOND = 2, 3  # ranks of questions; 0 are calls, 1 are calls back
RINGING = (CALL, LOST_CALL)
SPOKEN = (CALL, CALL_BACK, LOST_CALL)  # kinds that are no questions by mail
FOLLOW_UPS_TAKE = 2  # times the allowance of a first answer, where the scenario does not say


@dataclass(frozen=True)
class Order:
    """How an order in words ranks questions, of which the lower rank goes first, and by which curve."""

    curve: int  # of first answers
    follow_up_curve: int
    follow_up: int = FIRST  # rank of answers to answers
    late: int = FIRST  # rank of first answers that cannot be in time any more


# With one allowance the older of two questions is also due no later, so that among first answers "nearest
# deadline" and "oldest first" are the same order; they differ in when an answer to an answer has its turn.
QUESTION_ORDERS = {
    "oldest first": Order(OLDEST_FIRST, OLDEST_FIRST),
    "newest first": Order(NEWEST_FIRST, NEWEST_FIRST),
    "easiest first": Order(BY_KEY, BY_KEY),
    "first answers first": Order(OLDEST_FIRST, OLDEST_FIRST, follow_up=SECOND),
    "nearest deadline": Order(DUE, FOLLOW_UP_DUE),
    # no norm counts answers to answers: they wait with what is late, by age
    "still in time first": Order(DUE, DUE, follow_up=SECOND, late=SECOND),
}


def rules_of(scenario: Scenario, boundary: Boundary = "close") -> Rules:
    """Say how the desk of a scenario chooses, whom it refuses and how many it keeps free.

    A call back goes out on a line of its own: it meets no busy signal, and no call interrupts it. Where calls
    back have slots, one that finds no place in its slot is refused, and put off.
    """
    order, work, kinds = QUESTION_ORDERS[scenario.work.order], scenario.work, np.arange(LINES) % KINDS
    ringing, spoken = np.isin(kinds, RINGING), np.isin(kinds, SPOKEN)
    rank = np.select([ringing, spoken, kinds == FOLLOW_UP], [0, 1, order.follow_up], FIRST)
    trunk, limits = _trunks(scenario, kinds)
    return replace(
        Rules.first_come(LINES),
        rank=rank,
        late_rank=np.where(kinds == MAIL, order.late, rank),
        curve=np.select([spoken, kinds == FOLLOW_UP], [OLDEST_FIRST, order.follow_up_curve], order.curve),
        interrupts=(kinds == CALL) & work.phone_interrupts_mail,
        yields=~spoken,
        stops=~spoken,
        resume_cost=np.where(spoken, 0, round(work.minutes_lost_by_interruption * MINUTE_S)),
        guard=np.where(spoken, 0, round(work.no_new_mail_before_end_minutes * MINUTE_S)),
        reserve=np.where(spoken, 0, work.keep_free_for_calls),
        kept_for=CALLS,
        trunk=trunk,
        trunk_limit=limits,
        offered=ringing,
        hours=season_of(scenario).offered,
        curves=joined(ORDERS, *_due(scenario, boundary)) if order.curve == DUE else ORDERS,
    )


def _trunks(scenario: Scenario, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Say which trunk each line of some kinds takes, and how many rows each trunk takes: int64 both."""
    lines, slots = scenario.calls.lines, scenario.calls.call_back_slots
    trunk = np.full(len(kinds), NOBODY)
    limits = [] if lines is None else [lines]
    if lines is not None:
        trunk[np.isin(kinds, RINGING)] = 0
    if slots is not None:
        trunk[kinds == CALL_BACK] = len(limits)
        limits.append(slots.places)
    return trunk, np.array(limits, np.int64)


def keyed(scenario: Scenario, work: Work) -> Work:
    """Write into rows of questions the place that their order needs: the easiest first is the least work.

    By deadline, a mail about a question that is open goes a tick after what is due at the same instant: else
    two people would answer both mails of a customer at once, who are answered together.
    """
    curve = QUESTION_ORDERS[scenario.work.order].curve
    question = ~work.of_kind(*SPOKEN)
    if curve == BY_KEY:
        return replace(work, key=np.where(question, work.work, work.key))
    if curve == DUE:
        return replace(work, key=np.where(question & (work.about != NOBODY), work.key + 1, work.key))
    return work


def _due(scenario: Scenario, boundary: Boundary) -> tuple[Curves, Curves]:
    """Say when a first answer is due by the norm, and when an answer to an answer by the scenario."""
    clock, hours = scenario.judged.clock, scenario.work.follow_up_within_hours
    follow_up_s = clock.allowance_s * FOLLOW_UPS_TAKE if hours is None else round(hours * HOUR_S)
    return due(clock.hours, clock.allowance_s, boundary), due(clock.hours, follow_up_s, boundary)
