"""Work orders: the only place that knows how an order in words becomes ranks and curves of lines."""

from dataclasses import replace

import numpy as np

from sim.demand.work import CALL, FOLLOW_UP, KINDS, LANGUAGES, LINES, MAIL
from sim.operation.contract import NEWEST_FIRST, OLDEST_FIRST, Rules
from sim.scenario.schema import Scenario

PHONE = 1 << CALL
QUESTIONS = 1 << MAIL | 1 << FOLLOW_UP

ORDERS = {  # order in words -> (curve, rank of follow-ups among questions)
    "oldest first": (OLDEST_FIRST, 1),
    "first answers first": (OLDEST_FIRST, 2),
    "newest first": (NEWEST_FIRST, 1),
}


def rules_of(scenario: Scenario) -> Rules:
    """Say how the desk of a scenario chooses: calls before mail, questions in the order written."""
    curve, follow_ups = ORDERS[scenario.work.order]
    calls = np.arange(LINES) % KINDS == CALL
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
    )
