"""How a day's arrivals fall into its slots: a profile of each weekday, and a busyness of each half-hour.

A weekday's profile is the common one as far as its own is not seen clearly (empirical Bayes: Efron and
Morris, JASA 70 (1975), 311-319). Slots stray from it, and half of that a neighbour shares: an AR(1) within
the day (Weinberg, Brown and Stroud, JASA 102 (2007), p. 1187), and a luck of each slot alone.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from sim.calibrate.counted import Counted
from sim.draws import Streams

MOST_MEMORY = 0.95


@dataclass(frozen=True)
class Within:
    """The shares of a day's slots, and how far they stray."""

    profiles: np.ndarray  # float64[7, slots], each weekday's shares of its day
    shared: float  # standard deviation of the log of a slot, the part its neighbour keeps a share of
    memory: float  # that share
    alone: float  # the part that is a slot's own

    @property
    def sd(self) -> float:
        """The standard deviation of a slot around its profile."""
        return float(np.hypot(self.shared, self.alone))

    def draw(self, weekdays: np.ndarray, number: int, streams: Streams) -> np.ndarray:
        """Draw shares of the slots of days, each day's adding up to 1: float64[number, days, slots]."""
        size = (number, len(weekdays), self.profiles.shape[1])
        fresh, own = (_normal(streams, name, size) for name in ("slots", "slots alone"))
        strayed = np.empty(size)
        strayed[..., 0] = fresh[..., 0]
        for slot in range(1, size[2]):
            kept = self.memory * strayed[..., slot - 1]
            strayed[..., slot] = kept + np.sqrt(1 - self.memory**2) * fresh[..., slot]
        shares = self.profiles[weekdays] * np.exp(self.shared * strayed + self.alone * own)
        return np.asarray(shares / shares.sum(axis=2, keepdims=True))


def within(counts: Counted) -> Within:
    """Fit profiles, and by moments how far slots stray: covariances of neighbours hold no Poisson noise."""
    profiles = _profiles(counts)
    expected = counts.totals[:, None] * profiles[counts.weekdays]
    kept = counts.totals > 0
    strayed = _Strayed(counts.counts[kept], expected[kept])
    same, next_to, two_off = (strayed.covariance(lag) for lag in range(3))
    memory = float(np.clip(two_off / next_to, 0, MOST_MEMORY)) if next_to > 0 else 0.0
    shared = min(max(next_to / memory, 0.0), max(same, 0.0)) if memory > 0 else 0.0
    return Within(profiles, np.sqrt(shared), memory, np.sqrt(max(same - shared, 0.0)))


@dataclass(frozen=True)
class _Strayed:
    counts: np.ndarray  # int64[days, slots]
    expected: np.ndarray  # float64[days, slots]

    def covariance(self, lag: int) -> float:
        """Return the covariance of what slots so far apart stray, as shares of their means.

        Slots weigh by how clearly they show it: a mean m tells little where its Poisson noise 1/m is large.
        """
        slots = self.counts.shape[1]
        if lag >= slots:
            return 0.0
        off = self.counts / self.expected - 1
        noise = 1 / self.expected
        products = off[:, : slots - lag] * off[:, lag:] - (noise if lag == 0 else 0)
        weight = 1 / (noise + float(np.average(off**2, weights=self.expected)))
        weights = weight[:, : slots - lag] * weight[:, lag:]
        return float(np.average(products, weights=weights))


def _profiles(counts: Counted) -> np.ndarray:
    slots = counts.counts.shape[1]
    common = (counts.counts.sum(axis=0) + 0.5) / (counts.counts.sum() + 0.5 * slots)
    own = [counts.counts[counts.weekdays == weekday] for weekday in range(7)]
    off = np.array(
        [one.sum(axis=0) / max(one.sum(), 1) / common - 1 if one.any() else 0 * common for one in own]
    )
    noise = np.array([_noise(one, common) for one in own])
    seen = np.isfinite(noise)
    true = max(
        float((off[seen] ** 2 - noise[seen]).mean()), 0.0
    )  # variance of weekdays around the common one
    shares = common * (1 + np.where(seen, true / (true + noise), 0.0) * off)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _noise(own: np.ndarray, common: np.ndarray) -> np.ndarray:
    """Return the variance of a weekday's profile, as shares of the common one, inf for one never seen."""
    totals = own.sum(axis=1, keepdims=True)
    least = np.full(len(common), np.inf) if not own.any() else 1 / (totals.sum() * common)
    if (totals > 0).sum() < 2:
        return least
    days = own[totals[:, 0] > 0] / (totals[totals > 0][:, None] * common)
    return np.asarray(np.maximum(days.var(axis=0, ddof=1) / len(days), least))


def _normal(streams: Streams, name: str, size: tuple[int, ...]) -> np.ndarray:
    u = streams.uniform(name, int(np.prod(size))).reshape(size)
    return np.asarray(ndtri(u.clip(1e-12)))
