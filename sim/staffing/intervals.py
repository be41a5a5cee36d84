"""Stretches of time: int64[k, 2] of begin and end, half-open, in order and disjoint unless it is said.

What holds for the times of one person holds for those of many on one line, each far behind the one before:
one pass over all is many times as fast as one a person.
"""

from collections.abc import Iterable

import numpy as np

from sim.deadline.kernel.compiled import compiled

NO_TIME = np.empty((0, 2), np.int64)
FEW = 1000  # stretches that are sooner walked through than the compiler is loaded
BEFORE_ALL = np.iinfo(np.int64).min  # here: a loop that asks numpy for it loads linear algebra
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
    """Take gaps out of intervals; gaps may overlap and come in any order."""
    if (gaps[1:, 0] < gaps[:-1, 0]).any():
        gaps = gaps[np.argsort(gaps[:, 0])]
    pieces = np.empty((len(intervals) + len(gaps), 2), np.int64)
    if len(pieces) > FEW:
        return pieces[: compiled(take_out)(intervals, gaps, pieces)]
    return pieces[: take_out(intervals.tolist(), gaps.tolist(), pieces)]


def take_out(intervals: np.ndarray, gaps: np.ndarray, pieces: np.ndarray) -> int:
    """Write what gaps, in order of their beginning, leave of intervals, and tell how many pieces that is.

    A gap without length cuts nothing; two intervals that touch stay two.
    """
    found, gap, free = 0, 0, BEFORE_ALL
    for each in range(len(intervals)):
        begin, end = intervals[each]
        free = max(free, begin)
        while gap < len(gaps) and gaps[gap][0] < end:
            leaves, comes_back = gaps[gap]
            if free < leaves < comes_back:
                pieces[found] = free, leaves
                found += 1
            free = max(free, comes_back) if leaves < comes_back else free
            gap += 1
        if free < end:
            pieces[found] = free, end
            found += 1
    return found


def cut(intervals: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Cut intervals in two at instants, in any order; one that lies in none or at an edge cuts nothing."""
    at = np.unique(at)
    at = at[holding(intervals, at) & ~_among(intervals[:, 0], at)]
    return np.column_stack([np.sort(np.append(intervals[:, column], at)) for column in (0, 1)])


def holding(intervals: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Tell which instants lie in an interval: bool[len(at)]."""
    which = np.searchsorted(intervals[:, 0], at, side="right") - 1
    ends = np.append(intervals[:, 1], BEFORE_ALL)  # of the last one where there is none before
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
