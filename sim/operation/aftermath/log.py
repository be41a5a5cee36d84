"""What an engine's log means to the shop: the event log, in the form that a real export has."""

import numpy as np

from sim.deadline import NEVER
from sim.deadline.instants.wall import HOUR_S
from sim.demand.marks import TAKES_SLOT, TO_VOICEMAIL, Journeys
from sim.demand.orders import Sales
from sim.demand.work import CALL, LOST_CALL
from sim.norms.log import Calls, EventLog
from sim.operation.aftermath.cases import asked, case_of, cases
from sim.operation.aftermath.grades import reviews, surveys
from sim.operation.aftermath.rows import Aftermath
from sim.operation.contract import BUSY, CLOSED, LEFT, EngineLog
from sim.scenario.schema import Scenario


def event_log(scenario: Scenario, journeys: Journeys, log: EngineLog, sales: Sales, until: int) -> EventLog:
    """Write down what happened before `until` as the norm engine reads it."""
    aftermath = Aftermath(journeys, log)
    rows = asked(aftermath)
    questions = cases(aftermath, rows, round(scenario.contacts.waits_for_customer_hours * HOUR_S), until)
    return EventLog(
        cases=questions,
        calls=_calls(aftermath, rows),
        items=sales.items,
        parcels=sales.parcels,
        returns=sales.returns,
        reviews=reviews(scenario, sales, questions, journeys.work.customer[rows]),
        surveys=surveys(scenario, questions, journeys.marks, rows),
    )


def _calls(aftermath: Aftermath, begins: np.ndarray) -> Calls:
    """Write the attempts in order; one that was made while the phone was not offered is none."""
    log = aftermath.log
    rows = aftermath.in_order(aftermath.kind(CALL, LOST_CALL) & (log.outcome != CLOSED), log.came)
    answered_at = aftermath.began[rows]
    gone = np.where(log.outcome[rows] == LEFT, aftermath.marks.gone[rows], -1)
    answered, busy = answered_at != NEVER, log.outcome[rows] == BUSY
    words = np.select(
        [answered, gone == TO_VOICEMAIL, gone == TAKES_SLOT, busy],
        ["answered", "voicemail", "menu", "busy"],
        "abandoned",
    )
    return Calls(
        attempted_at=log.came[rows],
        answered_at=answered_at,
        ended_at=log.left[rows],
        outcome=words,
        case_id=np.where(answered, case_of(aftermath, begins)[rows], -1),
    )
