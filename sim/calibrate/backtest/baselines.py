"""Forecasters that any model must beat: Poisson around the mean so far, and around the last week."""

import numpy as np

from sim.calibrate.counted import Counted
from sim.deadline import weekday_of
from sim.draws import Streams, poisson_of

DRAWS = 1000


def poisson_around_mean(past: Counted, days: np.ndarray, streams: Streams) -> np.ndarray:
    """Draw each slot by itself around its mean on the same weekday so far: int64[draws, days, slots]."""
    means = {weekday: past.counts[own].mean(axis=0) for weekday, own in _by_weekday(past, days).items()}
    return _drawn(np.array([means[weekday] for weekday in weekday_of(days).tolist()]), streams)


def poisson_around_last(past: Counted, days: np.ndarray, streams: Streams) -> np.ndarray:
    """Draw each slot by itself around what it was when its weekday was last open."""
    last = {weekday: past.counts[own][-1] for weekday, own in _by_weekday(past, days).items()}
    return _drawn(np.array([last[weekday] for weekday in weekday_of(days).tolist()]), streams)


def _by_weekday(past: Counted, days: np.ndarray) -> dict[int, np.ndarray]:
    """Mark the days of each weekday that is to be called; all days for one never seen."""
    own = {weekday: past.weekdays == weekday for weekday in np.unique(weekday_of(days)).tolist()}
    return {weekday: marks if marks.any() else np.ones_like(marks) for weekday, marks in own.items()}


def _drawn(means: np.ndarray, streams: Streams) -> np.ndarray:
    u = streams.uniform("baseline", DRAWS * means.size).reshape(means.size, DRAWS)
    drawn = [poisson_of(row, mean) for row, mean in zip(u, means.ravel().tolist(), strict=True)]
    return np.array(drawn).T.reshape(DRAWS, *means.shape)
