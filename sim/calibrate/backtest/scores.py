"""Scores of forecasts that say how unsure they are: how often bands hold, and the pinball loss.

Pinball loss: Koenker and Bassett, Econometrica 46 (1978), p. 38; a proper score of quantiles (Gneiting and
Raftery, JASA 102 (2007), p. 370): nobody wins by a band that is too wide or too narrow.
"""

from dataclasses import dataclass

import numpy as np

ENDS = (0.05, 0.25, 0.75, 0.95)  # of the 90% band, and of the 50% band within it


@dataclass(frozen=True)
class Scored:
    """Forecasts of one kind against what came."""

    number: int
    inside_50: float  # the share of forecasts whose 50% band held what came
    inside_90: float
    pinball: float  # mean over forecasts and over ENDS, in the unit of the forecast


def scored(quantiles: np.ndarray, came: np.ndarray) -> Scored:
    """Score quantiles at ENDS (float64[n, 4]) by what came (float64[n]); a band holds its ends."""
    within = (quantiles[:, :2] <= came[:, None]) & (came[:, None] <= quantiles[:, :1:-1])
    inside_90, inside_50 = within.mean(axis=0).tolist()
    return Scored(len(came), inside_50, inside_90, float(pinball(quantiles, came).mean()))


def pinball(quantiles: np.ndarray, came: np.ndarray) -> np.ndarray:
    """Return the loss of each forecast, the mean over ENDS: float64[n].

    What came lies above the quantile at p by so much: p times as much; below it: 1 - p times.
    """
    above = came[:, None] - quantiles
    levels = np.array(ENDS)
    return np.asarray(np.maximum(levels * above, (levels - 1) * above).mean(axis=1))


def bands(draws: np.ndarray) -> np.ndarray:
    """Return the quantiles at ENDS of draws (float64[draws, n]), each one of the draws: float64[n, 4]."""
    return np.asarray(np.quantile(draws, ENDS, axis=0, method="inverted_cdf").T)
