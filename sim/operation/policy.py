"""Work orders: the only place that knows how an order in words becomes ranks and slopes of lines."""

import numpy as np

from sim.demand.work import CALL, FOLLOW_UP, LINES, MAIL
from sim.operation.contract import Rules
from sim.scenario.schema import Scenario

PHONE = 1 << CALL
QUESTIONS = 1 << MAIL | 1 << FOLLOW_UP

OLDEST, NEWEST = 1, -1
ORDERS = {  # order in words -> (slope, rank of follow-ups among questions)
    "oldest first": (OLDEST, 1),
    "first answers first": (OLDEST, 2),
    "newest first": (NEWEST, 1),
}


def rules_of(scenario: Scenario) -> Rules:
    """Say how the desk of a scenario chooses: calls before mail, questions in the order written."""
    slope, follow_ups = ORDERS[scenario.work.order]
    calls = np.arange(LINES) == CALL
    rank = np.ones(LINES, np.int64)
    rank[CALL], rank[FOLLOW_UP] = 0, follow_ups
    interrupts = calls & scenario.work.phone_interrupts_mail
    return Rules(rank, np.where(calls, OLDEST, slope), interrupts, ~calls)
