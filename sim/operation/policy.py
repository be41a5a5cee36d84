"""Work orders: the only place that knows how an order in words becomes ranks and curves of lines."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sim.demand.work import CALL, CALL_BACK, CARE, FOLLOW_UP, KINDS, LANGUAGES, LINES, LOST_CALL, MAIL
from sim.operation.contract import NEWEST_FIRST, OLDEST_FIRST, Rules
from sim.scenario.schema import Scenario
from sim.scenario.season import season_of


def lines_of(*kinds: int, languages: Iterable[int] = range(LANGUAGES)) -> int:
    """Give the bit mask of some kinds of work, in every language unless it is said in which."""
    return sum(1 << kind + KINDS * language for kind in kinds for language in languages)


PHONE = lines_of(CALL, CALL_BACK)
QUESTIONS = lines_of(MAIL, FOLLOW_UP)

SKILLS = {  # what a person can do -> the lines it is for: kinds of work, and languages
    "phone": PHONE,
    "mail": QUESTIONS,
    "care": lines_of(CARE),
    "first language": lines_of(*range(KINDS), languages=[0]),
    "second language": lines_of(*range(KINDS), languages=[1]),
}

ORDERS = {  # order in words -> (curve, rank of follow-ups among questions)
    "oldest first": (OLDEST_FIRST, 1),
    "first answers first": (OLDEST_FIRST, 2),
    "newest first": (NEWEST_FIRST, 1),
}


def rules_of(scenario: Scenario) -> Rules:
    """Say how the desk of a scenario chooses: calls before mail, questions in the order written."""
    curve, follow_ups = ORDERS[scenario.work.order]
    kinds = np.arange(LINES) % KINDS
    calls = kinds == CALL
    of_kind = np.ones(KINDS, np.int64)
    of_kind[CALL], of_kind[FOLLOW_UP] = 0, follow_ups
    rank = np.tile(of_kind, LANGUAGES)
    return replace(
        Rules.first_come(LINES),
        rank=rank,
        late_rank=rank,
        curve=np.where(calls, OLDEST_FIRST, curve),
        interrupts=calls & scenario.work.phone_interrupts_mail,
        yields=~calls,
        stops=~calls,
        offered=np.isin(kinds, (CALL, LOST_CALL)),
        hours=season_of(scenario).offered,
    )
