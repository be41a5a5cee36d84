"""A call log as a fit reads it: one attempt a row, in order of time, and what is not known of it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.deadline import NEVER
from sim.norms.log import Calls
from sim.norms.measures import View

UNKNOWN = -1
ANSWERED, ABANDONED, BUSY, VOICEMAIL = map(
    Calls.choices("outcome").index, ("answered", "abandoned", "busy", "voicemail")
)
AT_ONCE_S = 10  # who hangs up within it never meant to wait, as in a scenario


@dataclass(frozen=True)
class Attempts:
    """Call attempts in order of time; every column has one entry an attempt."""

    at: np.ndarray  # int64[n], the instant
    day: np.ndarray  # int64[n], its local day number
    waited_s: np.ndarray  # int64[n], until somebody picks up or the caller hangs up, or UNKNOWN
    handled_s: np.ndarray  # int64[n], from picking up on, or UNKNOWN
    outcome: np.ndarray  # int8[n], the words of `Calls` by their number
    agent: np.ndarray  # int64[n], numbered by name from 0, or UNKNOWN
    caller: np.ndarray  # int64[n], as `agent`
    topic: np.ndarray  # str[n], or "" where it is not known
    counts: np.ndarray  # bool[n], lies in the hours in which the norm counts

    def __len__(self) -> int:
        """Count the attempts."""
        return len(self.at)

    def only(self, which: np.ndarray) -> "Attempts":
        """Keep the marked attempts (bool[n], or int64 places in order)."""
        return Attempts(**{name: column[which] for name, column in vars(self).items()})

    @property
    def answered(self) -> np.ndarray:
        """Mark the attempts that a person answered: bool[n]."""
        return np.asarray(self.outcome == ANSWERED)

    @property
    def hung_up(self) -> np.ndarray:
        """Mark the attempts whose caller gave up: bool[n]."""
        return np.asarray(self.outcome == ABANDONED)

    @property
    def at_once(self) -> np.ndarray:
        """Mark who hung up at once: bool[n]."""
        return np.asarray(self.hung_up & (self.waited_s != UNKNOWN) & (self.waited_s <= AT_ONCE_S))


def attempts(view: View) -> Attempts:
    """Read the calls of a log; `view` says which hours count and by which clock days are told.

    Where the log has no `waited_s`, it is the time until `answered_at`, or until `ended_at` of who was not
    answered; where it has no `handled_s`, the time from `answered_at` to `ended_at`.
    """
    calls = view.log.calls
    order = np.argsort(calls.attempted_at, kind="stable")
    columns = {
        "at": calls.attempted_at,
        "day": view.days(calls.attempted_at),
        "waited_s": _waited_s(calls),
        "handled_s": _told_s(calls.handled_s, calls.answered_at, calls.ended_at),
        "outcome": calls.outcome,
        "agent": _numbered(calls.agent_id),
        "caller": _numbered(calls.caller_id),
        "topic": _words(calls.topic),
        "counts": view.phone_window.is_open(calls.attempted_at),
    }
    return Attempts(**columns).only(order)


def waiting(calls: Attempts) -> np.ndarray:
    """Count who waits as each attempt comes, of those whose wait is known: int64[n]."""
    waits = calls.waited_s > 0
    begun, gone = calls.at[waits], np.sort(calls.at[waits] + calls.waited_s[waits])
    return np.asarray(
        np.searchsorted(begun, calls.at, side="left") - np.searchsorted(gone, calls.at, side="right")
    )


def _waited_s(calls: Calls) -> np.ndarray:
    until = np.where(calls.outcome == ANSWERED, calls.answered_at, calls.ended_at)
    return _told_s(calls.waited_s, calls.attempted_at, until)


def _told_s(told_s: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Take a duration as the log tells it, else from its instants: int64[n], or UNKNOWN."""
    known = (begin != NEVER) & (end != NEVER)
    passed = np.where(known, np.where(known, end, 0) - np.where(known, begin, 0), UNKNOWN)
    return np.where(told_s != UNKNOWN, told_s, passed)


def _numbered(ids: np.ndarray) -> np.ndarray:
    """Number ids by name: int64[n], UNKNOWN for those that are not."""
    names, number = np.unique(ids, return_inverse=True)
    unknown = np.isin(names, ["", "-1"]) if names.dtype.kind == "U" else names < 0
    return np.where(unknown, UNKNOWN, np.cumsum(~unknown) - 1)[number]


def _words(ids: np.ndarray) -> Any:
    words = ids.astype(np.str_)
    return np.where(words == "-1", "", words)
