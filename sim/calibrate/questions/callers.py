"""Customers who called and of whom the case log has no row."""

import numpy as np

from sim.deadline import local_days
from sim.deadline.instants.wall import monday_of
from sim.norms.log import Calls, Cases

PHONE, ANSWERED = Cases.choices("channel").index("phone"), Calls.choices("outcome").index("answered")
MOST_WEEKS = 0.9  # of the case log's, which the call log must have, or the two are not of the same time


def callers_beside(cases: Cases, calls: Calls, redial_share: float, timezone: str) -> np.ndarray:
    """Return when callers called who are in no case: int64[m], instants.

    Whom nobody spoke has none; where the case log has no phone contact at all, neither has anybody else who
    called. None are returned where the two logs are not of the same weeks.
    """
    during = (calls.attempted_at >= cases.arrived_at.min()) & (calls.attempted_at <= cases.arrived_at.max())
    weeks, called = (
        set(monday_of(local_days(at, timezone)).tolist())
        for at in (cases.arrived_at, calls.attempted_at[during])
    )
    if len(called) < MOST_WEEKS * len(weeks):
        return np.zeros(0, np.int64)
    answered = calls.outcome == ANSWERED
    gave_up = _last_attempts(calls.attempted_at[during & ~answered], redial_share)
    if (cases.channel == PHONE).any():
        return gave_up
    return np.concatenate([calls.attempted_at[during & answered], gave_up])


def _last_attempts(missed: np.ndarray, redial_share: float) -> np.ndarray:
    """Pick the missed attempts that were some customer's last: int64[m], instants.

    A log does not say which; of those missed a share calls again, so every so manyth is taken for the last.
    """
    missed = np.sort(missed)
    last = np.floor(np.arange(1, len(missed) + 1) * (1 - redial_share))
    return np.asarray(missed[np.diff(last, prepend=0.0) > 0])
