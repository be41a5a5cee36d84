"""How long the questions take that an order by work leaves open: the easy ones went before.

A log does not say how long an open question takes. Where the easiest goes first, one is open because it takes
longer than each that was picked since it came: it is among the hardest of those that came with it. These are
as large a share as the log has open, which is never larger for an older question (isotonic regression).
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from sim.deadline import NEVER
from sim.deadline.instants.wall import HOUR_S, MINUTE_S
from sim.demand.marks import Journeys
from sim.demand.questions.asked import minutes_to_answer
from sim.demand.work import NOBODY
from sim.draws import lognormal
from sim.experiments.morning.rising import mean_between, pools_before
from sim.norms.log import Cases
from sim.scenario.beside.open_cases import NO_ORDER, PHONE, open_rows
from sim.scenario.customers.contacts import Contacts
from sim.scenario.schema import Scenario

# A question that is known to be open counts half in its own share, which it would make too large: of n others
# of which k are open it makes (k + 1/2) / (n + 1), the estimate of Jeffreys' prior.
ITSELF = 0.5
FAR, STEPS = 6.0, 2000  # how finely a time is looked up: standard deviations on either side, entries


@dataclass(frozen=True)
class Came:
    """Questions whose customers did not write again, in order of arrival."""

    at: np.ndarray  # int64[m]
    left: np.ndarray  # float64[m], 1 where it is open
    weight: np.ndarray  # float64[m]

    def shares_left(self, at: np.ndarray) -> np.ndarray:
        """Say of questions that are open, int64[n], which share of those who came with each is open."""
        before = np.searchsorted(self.at, at)
        itself = (np.append(self.at, NEVER)[before] == at) & (np.append(self.left, 0)[before] == 1)
        older = pools_before(self.left, self.weight)
        younger = pools_before(-self.left[::-1], self.weight[::-1])[::-1]
        shares = [
            mean_between(older[first], ITSELF, younger[first + its])
            for first, its in zip(before.tolist(), itself.tolist(), strict=True)
        ]
        return np.where(at > self.at[self.left == 0].max(initial=NEVER), 1.0, shares)


def shares_left(cases: Cases, at: int, contacts: Contacts) -> np.ndarray:
    """Say of each open question which share of those that came with it is open at an instant: float64[n]."""
    arrived_at = cases.arrived_at[open_rows(cases)]
    return _came(cases, at, contacts).shares_left(arrived_at)


def _came(cases: Cases, at: int, contacts: Contacts) -> Came:
    """Keep the questions of who did not write again, none older than what is open.

    A second mail is easy, and takes the first one along. Who was answered before writing again counts for the
    share of them that would not have.
    """
    rows = open_rows(cases)
    left = np.zeros(len(cases), np.bool_)
    left[rows] = True
    known = (left | (cases.answered_at != NEVER)) & (cases.channel != PHONE) & _alone(cases.order_id)
    kept = np.flatnonzero(known & (cases.arrived_at >= cases.arrived_at[rows].min(initial=at)))
    kept = kept[np.argsort(cases.arrived_at[kept], kind="stable")]
    slow_at = cases.arrived_at[kept] + round(contacts.mails_again_after_hours * HOUR_S)
    ended_at = np.where(left[kept], at, cases.answered_at[kept])
    weight = np.where(ended_at < slow_at, 1 - contacts.mails_again_share, 1.0)
    some = weight > 0
    return Came(cases.arrived_at[kept][some], left[kept][some].astype(np.float64), weight[some])


def _alone(orders: np.ndarray) -> np.ndarray:
    """Mark questions about an order that no other one is about, or about none: bool[n]."""
    times = Counter(orders.tolist())
    return np.array([times[order] == 1 or order in NO_ORDER for order in orders.tolist()], np.bool_)


def as_left_over(
    scenario: Scenario, journeys: Journeys, opened: np.ndarray, shares: np.ndarray
) -> np.ndarray:
    """Let open questions, rows `opened` (int64[n]), take as long as what is left over: int64[rows], seconds.

    `shares` (float64[n]) of what came with each were left over.
    """
    work, spread = journeys.work, scenario.work.mail_spread
    if not spread:
        return work.work
    first = work.about[opened] == NOBODY
    minutes = minutes_to_answer(scenario, journeys.marks.topic[opened])
    middle = _middle(np.where(first, minutes, scenario.work.minutes_per_follow_up), spread)
    least = ndtr((longer_than(scenario, shares) - middle) / spread)
    u = ndtr((np.log(np.maximum(work.work[opened], 1)) - middle) / spread)
    seconds = work.work.copy()
    seconds[opened] = np.rint(lognormal(least + (1 - least) * u, np.exp(middle), spread))
    return seconds


def longer_than(scenario: Scenario, shares: np.ndarray) -> np.ndarray:
    """Say what such shares of all questions take longer than: float64[n], logarithms of seconds."""
    topics, spread = scenario.topics.values(), scenario.work.mail_spread
    weights = np.array([topic.share for topic in topics])
    weights = np.append(weights, 1 - weights.sum())
    middles = _middle(minutes_to_answer(scenario, np.append(np.arange(len(topics)), -1)), spread)
    steps = np.linspace(middles.min() - FAR * spread, middles.max() + FAR * spread, STEPS)
    longer = ndtr((middles - steps[:, None]) / spread) @ weights
    return np.asarray(np.interp(shares, longer[::-1], steps[::-1]))


def _middle(minutes: np.ndarray, spread: float) -> np.ndarray:
    """Say the mean logarithm of seconds of handle times with such means."""
    return np.asarray(np.log(minutes * MINUTE_S) - spread**2 / 2)
