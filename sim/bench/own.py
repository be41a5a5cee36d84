"""Our own engine behind the protocol: what `normsim bench` benches when no other is named, and an example."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.bench.questions.calendars import hours_of
from sim.deadline import NEVER, Boundary, OpeningHours

_known: dict[str, OpeningHours] = {}


def deadlines(
    calendar: dict[str, Any], arrived_at: NDArray[np.int64], allowance_s: int, boundary: Boundary
) -> NDArray[np.int64]:
    """Return when each arrival is due, by the compiled kernel."""
    return _hours(calendar).deadline(arrived_at, allowance_s, boundary)


def verdicts(
    calendar: dict[str, Any], events: list[list[Any]], allowance_s: int, boundary: Boundary, as_of: int
) -> dict[str, str]:
    """Return what the events of each case come to."""
    first: dict[str, dict[str, int]] = {}
    for case, what, at in events:
        known = first.setdefault(case, {})
        known[what] = min(at, known.get(what, at))
    arrived = np.array([known["arrived"] for known in first.values()], np.int64)
    due = deadlines(calendar, arrived, allowance_s, boundary).tolist()
    return {
        case: _verdict(first[case].get("answered", NEVER), end, as_of)
        for case, end in zip(first, due, strict=True)
    }


def _verdict(answered_at: int, due_at: int, as_of: int) -> str:
    settled_at = as_of if answered_at == NEVER else answered_at
    if settled_at > due_at:
        return "late"
    return "open" if answered_at == NEVER else "in_time"


def _hours(calendar: dict[str, Any]) -> OpeningHours:
    name = calendar["name"]
    if name not in _known:
        _known[name] = hours_of(calendar)
    return _known[name]
