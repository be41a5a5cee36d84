"""Stretches of time: int64[k, 2] of begin and end, half-open, in order and disjoint unless it is said.

What holds for the times of one person holds for those of many on one line, each far behind the one before:
one pass over all is many times as fast as one a person.
"""

from collections.abc import Iterable

import numpy as np

NO_TIME = np.empty((0, 2), np.int64)
FAR = 2**40  # more than there are seconds: how far the next person's times lie behind those of one


def lined_up(times: Iterable[np.ndarray]) -> np.ndarray:
    """Put the times of each person on one line, one person after the other."""
    return np.concatenate([NO_TIME, *(number * FAR + one for number, one in enumerate(times))])


def whose(line: np.ndarray) -> np.ndarray:
    """Tell whose each stretch of a line is: int64[k], persons counted from 0."""
    return np.asarray(line[:, 0] // FAR)


def on_the_clock(line: np.ndarray) -> np.ndarray:
    """Say when each stretch of a line is."""
    return np.asarray(line % FAR)


def without(intervals: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """Take gaps out of intervals; gaps may overlap and come in any order.

    Counts at each edge how many gaps and intervals are open; a piece is where one interval and no gap is.
    """
    gaps = gaps[_touching(intervals, gaps)]  # most of a night's need not be sorted
    edges = np.concatenate([intervals[:, 0], intervals[:, 1], gaps[:, 0], gaps[:, 1]])
    sizes = (len(intervals), len(intervals), len(gaps), len(gaps))
    inside = np.repeat([1, -1, 0, 0], sizes)
    missing = np.repeat([0, 0, 1, -1], sizes)
    order = np.argsort(edges, kind="stable")
    edges, inside, missing = edges[order], np.cumsum(inside[order]), np.cumsum(missing[order])
    shown = (inside[:-1] > 0) & (missing[:-1] == 0) & (edges[1:] > edges[:-1])
    pieces = np.column_stack([edges[:-1][shown], edges[1:][shown]])
    return _joined(pieces, intervals)


def _touching(intervals: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell which of other stretches, in any order, lie in an interval, if only in part: bool[len(others)]."""
    following = np.searchsorted(intervals[:, 1], others[:, 0], side="right")
    return np.asarray(np.append(intervals[:, 0], np.iinfo(np.int64).max)[following] < others[:, 1])


def _joined(pieces: np.ndarray, intervals: np.ndarray) -> np.ndarray:
    """Join pieces that an edge of nothing cut, but not where one interval ends and the next begins."""
    if not len(pieces):
        return pieces
    touch = (pieces[1:, 0] == pieces[:-1, 1]) & ~_among(intervals[:, 0], pieces[1:, 0])
    begins = np.append(True, ~touch)
    ends = np.append(~touch, True)
    return np.column_stack([pieces[begins, 0], pieces[ends, 1]])


def cut(intervals: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Cut intervals in two at instants, in any order; one that lies in none or at an edge cuts nothing."""
    at = np.unique(at)
    at = at[holding(intervals, at) & ~_among(intervals[:, 0], at)]
    return np.column_stack([np.sort(np.append(intervals[:, column], at)) for column in (0, 1)])


def holding(intervals: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Tell which instants lie in an interval: bool[len(at)]."""
    which = np.searchsorted(intervals[:, 0], at, side="right") - 1
    ends = np.append(intervals[:, 1], np.iinfo(np.int64).min)  # of the last one where there is none before
    return np.asarray(at < ends[which])


def covered_s(intervals: np.ndarray, until: np.ndarray) -> np.ndarray:
    """Add up the seconds of intervals that lie before instants: int64[len(until)]."""
    sums = np.append(0, np.cumsum(np.diff(intervals)))
    begun = np.searchsorted(intervals[:, 0], until, side="right")
    ends = np.append(np.iinfo(np.int64).min // 2, intervals[:, 1])[begun]  # of the last one that has begun
    return np.asarray(sums[begun] - np.maximum(ends - until, 0))


def _among(edges: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Tell which instants are one of some edges in order: bool[len(at)]; many times as fast as np.isin."""
    which = np.searchsorted(edges, at, side="right") - 1
    return np.asarray(np.append(edges, np.iinfo(np.int64).min)[which] == at)
