"""What the marketplace forbids and a log shows; it changes no score and is listed beside it (K12, Sd1: S)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.deadline import NEVER
from sim.norms.log import EventLog
from sim.norms.log.tables import Cases

SELLER = Cases.choices("closed_by").index("seller")
UNKNOWN = -1


@dataclass(frozen=True, order=True)
class PolicyEvent:
    """One thing that a seller should not have done."""

    at: int  # UTC second
    case_id: str
    what: str


def policy_events(log: EventLog, as_of: int | None = None) -> list[PolicyEvent]:
    """Return every automatic reply, reply outside the account, and closing before contact, by time."""
    return sorted(_events(log, log.latest() if as_of is None else as_of))


def _events(log: EventLog, as_of: int) -> Iterator[PolicyEvent]:
    cases = log.cases
    answered = np.where(cases.answered_at == NEVER, as_of, cases.answered_at)
    by_seller = (cases.closed_by == SELLER) | (cases.closed_by == UNKNOWN)
    closed_early = np.where(by_seller & (cases.closed_at < answered), cases.closed_at, NEVER)
    kinds = {
        "automatic reply": cases.auto_replied_at,
        "reply outside the account": cases.outside_reply_at,
        "closed before contact": closed_early,
    }
    for what, at in kinds.items():
        for row in np.flatnonzero((at != NEVER) & (at <= as_of)).tolist():
            yield PolicyEvent(int(at[row]), str(cases.case_id[row]), what)
