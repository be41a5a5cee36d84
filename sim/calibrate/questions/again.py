"""Questions about an order that somebody has asked about before: replies to an answer, and second mails.

A case log has a row a question and says nothing of replies; where it has order ids, a row about the order of
another one not long before is no new question.
"""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.estimates.medians import median_of
from sim.calibrate.estimates.shares import share_of
from sim.calibrate.fitted import Fact, Finding, Fitted, Untold, fact, too_few
from sim.deadline import NEVER
from sim.norms.log import Cases
from sim.scenario.customers.contacts import Contacts

HOUR_S, DAY_S = 3600, 86_400
WITHIN_S = 14 * DAY_S  # later a row about the same order is another matter
MOST = 0.5  # of the questions that have an order, or too little is known
LEAST = 50  # questions, of which so many do so
FOLLOW_UP, FOLLOW_UP_AFTER = "contacts.follow_up_share", "contacts.follow_up_after_hours"
MAILS_AGAIN = "contacts.mails_again_share"
SLOW_HOURS = float(Contacts.model_fields["mails_again_after_hours"].default)


@dataclass(frozen=True)
class Threads:
    """First questions about an order, and the next ones about it; every column has an entry a first one."""

    arrived_at: np.ndarray  # int64[n]
    answered_at: np.ndarray  # int64[n], or NEVER
    next_at: np.ndarray  # int64[n], when the order was asked about again, within the time; or NEVER
    until: int  # the last instant of the log


def again(cases: Cases) -> np.ndarray:
    """Mark the rows that are no new question: bool[n]; none where few questions name their order."""
    order, followed = _followed(cases)
    marked = np.zeros(len(cases), bool)
    marked[order[1:][followed]] = True
    return marked


def figures_of(cases: Cases) -> list[Finding]:
    """Tell replies and second mails, or why not."""
    threads = _threads(cases)
    if threads is None:
        return [Untold(key, fact("no_order_ids")) for key in (FOLLOW_UP, FOLLOW_UP_AFTER, MAILS_AGAIN)]
    return [*_replies(threads), _second_mails(threads)]


def _replies(threads: Threads) -> list[Finding]:
    settled = (threads.answered_at != NEVER) & (threads.answered_at <= threads.until - WITHIN_S)
    replied = settled & (threads.next_at > threads.answered_at)
    hours = (threads.next_at[replied] - threads.answered_at[replied]) / HOUR_S
    share = _share(FOLLOW_UP, replied, settled, fact("answered_of_orders", n=int(settled.sum())))
    median, replies = median_of(hours), fact("replies", n=len(hours))
    if median is None or isinstance(share, Untold):
        return [share, Untold(FOLLOW_UP_AFTER, fact("few", given=replies))]
    return [share, Fitted(FOLLOW_UP_AFTER, *median, fact("median", given=replies))]


def _second_mails(threads: Threads) -> Finding:
    """Count who asked again before an answer that was slow to come."""
    slow_at = threads.arrived_at + round(SLOW_HOURS * HOUR_S)
    answered_at = np.where(threads.answered_at == NEVER, threads.until, threads.answered_at)
    slow = answered_at > slow_at
    asked_again = slow & (threads.next_at != NEVER) & (threads.next_at <= answered_at)
    return _share(MAILS_AGAIN, asked_again, slow, fact("slow_questions", n=int(slow.sum()), hours=SLOW_HOURS))


def _share(key: str, some: np.ndarray, of: np.ndarray, rests_on: Fact) -> Finding:
    if (n := int(of.sum())) < LEAST:
        return Untold(key, too_few(rests_on, LEAST))
    share = share_of(np.array([some.sum()]), np.array([n]))
    return Fitted(key, share.value, share.low, share.high, rests_on)


def _threads(cases: Cases) -> Threads | None:
    order, followed = _followed(cases)
    if not len(order):
        return None
    next_at = np.full(len(order), NEVER)
    next_at[:-1][followed] = cases.arrived_at[order[1:]][followed]
    first = np.append(True, ~followed)
    arrived, answered = cases.arrived_at[order][first], cases.answered_at[order][first]
    return Threads(arrived, answered, next_at[first], int(cases.arrived_at.max()))


def _followed(cases: Cases) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that name an order, by order and time, and which of them the next one follows.

    int64[m] and bool[m - 1]; nothing where few name one.
    """
    words = cases.order_id.astype(str)
    known = np.flatnonzero((words != "") & (words != "-1"))
    if len(known) < MOST * len(cases):
        return np.zeros(0, np.int64), np.zeros(0, bool)
    names = np.unique(words[known], return_inverse=True)[1]
    order = known[np.lexsort((cases.arrived_at[known], names))]
    names = np.sort(names)
    near = np.diff(cases.arrived_at[order]) <= WITHIN_S
    return order, (names[1:] == names[:-1]) & near
