"""The norm's clock as curves that engines read: when a question is due, how far the clock has run."""

from collections.abc import Callable

import numpy as np

from sim.deadline import Boundary, OpeningHours
from sim.deadline.kernel.curve import NOWHERE, due_breaks, due_function
from sim.operation.contract import Curves


def due(hours: OpeningHours, allowance_s: int, boundary: Boundary) -> Curves:
    """Give the instant at which a question that comes at an instant is due, as one curve.

    It holds where the hours know the answer, from their first instant until so late that the allowance does
    not fit any more; an instant outside is read off the nearest piece.
    """
    timeline = hours.timeline
    function = due_function(timeline, allowance_s, boundary)
    return _curve(hours, function, due_breaks(timeline, allowance_s), timeline.first)


def worked(hours: OpeningHours) -> Curves:
    """Give the seconds that the clock has run since its first instant, as one curve."""
    return _curve(hours, hours.timeline.worked, hours.timeline.edges, 0)


def joined(*curves: Curves) -> Curves:
    """Number the curves of several collections on, in the order given."""
    pieces = np.cumsum([0] + [len(one.at) for one in curves])
    begins = [one.first[:-1] + shift for one, shift in zip(curves, pieces, strict=False)]
    at, value, slope = (np.concatenate([getattr(one, name) for one in curves]) for name in _COLUMNS)
    return Curves(np.concatenate([*begins, pieces[-1:]]), at, value, slope)


_COLUMNS = ("at", "value", "slope")


def _curve(
    hours: OpeningHours, function: Callable[[np.ndarray], np.ndarray], breaks: np.ndarray, origin: int
) -> Curves:
    """Ask a function at each break and a second later: it may hold up to and with the break, or end there."""
    first, last = hours.horizon
    at = np.unique(np.concatenate([[first], breaks, breaks + 1]))
    at = at[(at >= first) & (at < last)]
    value, next_value = function(at), function(at + 1)
    at, value, next_value = (column[next_value != NOWHERE] for column in (at, value, next_value))
    lasts = np.diff(at, append=last) > 1  # a piece of one second has no slope to be told
    slope = np.where(lasts, next_value - value, 0)
    kept = _bends(at, value, slope)
    return Curves(np.array([0, kept.sum()]), at[kept], value[kept] + origin, slope[kept])


def _bends(at: np.ndarray, value: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Mark the pieces that do not go on as the one before: bool[pieces]."""
    goes_on = value[:-1] + slope[:-1] * np.diff(at) == value[1:]
    return np.concatenate([[True], ~goes_on | (slope[1:] != slope[:-1])])
