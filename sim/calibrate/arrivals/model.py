"""One model of arrivals for weeks, days and half-hours alike: fitted on what was seen, drawn for what comes.

A draw is a whole week of half-hours; days and weeks are its sums, so all levels tell the same story.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from sim.calibrate.arrivals.busyness import Busyness, Seen, posterior, seen_days
from sim.calibrate.arrivals.frame import Frame, frame
from sim.calibrate.arrivals.within import Within, within
from sim.calibrate.counted import Counted
from sim.draws import Streams, poisson

MOST_DAYS = 260  # that a fit looks back, a year of weekdays: older ones say little of a week ahead
FIGURES = 50  # equally likely figures of busyness
DRAWS = 1000


@dataclass(frozen=True)
class Arrivals:
    """The model, fitted."""

    seen: Seen
    figures: list[Busyness]  # equally likely
    within: Within

    def draw(self, days: np.ndarray, streams: Streams) -> np.ndarray:
        """Draw the counts of days to come (int64[days], rising): int64[DRAWS, days, slots]."""
        whole = frame(self.seen.frame.days, days)
        shares = self.within.draw(whole.weekdays[-len(days) :], DRAWS, streams)
        means = np.exp(self._log_means(whole, len(days), streams))[..., None] * shares
        u = streams.uniform("arrivals", means.size)
        return poisson(u, means.ravel()).reshape(means.shape)

    def _log_means(self, whole: Frame, to_come: int, streams: Streams) -> np.ndarray:
        """Draw the log means of days to come, the same number from each figure: float64[DRAWS, days]."""
        each = DRAWS // len(self.figures)
        u = streams.uniform("days", DRAWS * to_come).reshape(len(self.figures), each, to_come)
        return np.concatenate(
            [
                _drawn(*self.seen.log_means(figures, whole), normal)
                for figures, normal in zip(self.figures, ndtri(u.clip(1e-12)), strict=True)
            ]
        )


def fit(counts: Counted, streams: Streams) -> Arrivals:
    """Fit the model on days that were seen."""
    late = counts.kept(np.arange(len(counts.days)) >= len(counts.days) - MOST_DAYS)
    seen = seen_days(frame(late.days, late.days[:0]), late.totals)
    return Arrivals(seen, posterior(seen, FIGURES, streams), within(late))


def forecast(past: Counted, days: np.ndarray, streams: Streams) -> np.ndarray:
    """Fit on what was known and draw the days to come: int64[DRAWS, days, slots]."""
    return fit(past, streams).draw(days, streams)


def _drawn(mean: np.ndarray, covariance: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """Draw the last days of a Gaussian law: float64[draws, days]."""
    days = normal.shape[1]
    root = np.linalg.cholesky(covariance[-days:, -days:] + 1e-12 * np.eye(days))
    return np.asarray(mean[-days:] + normal @ root.T)
