"""How a day's arrivals fall into its slots: a profile of each weekday, and a busyness of each half-hour.

A weekday's profile is the common one as far as its own is not seen clearly (empirical Bayes: Efron and
Morris, JASA 70 (1975), 311-319). Slots stray from it, and half of that a neighbour shares: an AR(1) within
the day (Weinberg, Brown and Stroud, JASA 102 (2007), p. 1187), and a luck of each slot alone.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import toeplitz
from scipy.optimize import nnls
from scipy.special import ndtri

from sim.calibrate.counted import Counted
from sim.draws import Streams

MEMORIES = tuple(place / 20 for place in range(2, 20))  # 0.1 to 0.95; below, a slot strays alone


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
    """Fit profiles, and how far slots stray from them by what they have in common beyond Poisson noise."""
    kept = counts.kept(counts.totals > 0)
    profiles = _profiles(kept)
    common = kept.counts.sum(axis=0) / kept.counts.sum()
    covariance, weights = _strayed(kept.counts, kept.totals[:, None] * profiles[kept.weekdays])
    fits = [_fitted(covariance, weights, common, memory) for memory in MEMORIES]
    _, shared, alone, memory = min(fits)
    return Within(profiles, np.sqrt(shared), memory if shared else 0.0, np.sqrt(alone))


def _strayed(counts: np.ndarray, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the covariance of what slots stray beyond Poisson noise, as shares of their means, and weights.

    A day weighs by how clearly it shows it: a mean m tells little where its noise 1/m is large.
    Both are float64[slots, slots].
    """
    off, noise = counts / expected - 1, 1 / expected
    weight = 1 / (noise + np.average(off**2, weights=expected))
    weights = weight.T @ weight
    products = (weight * off).T @ (weight * off) / weights
    return products - np.diag((weight**2 * noise).sum(axis=0)) / weights, weights


def _fitted(
    covariance: np.ndarray, weights: np.ndarray, common: np.ndarray, memory: float
) -> tuple[float, float, float, float]:
    """Fit the variances of the shared part and of the one alone by least squares: (misfit, both, memory).

    What all slots of a day have in common is in its total: slots stray from their weighted mean.
    """
    slots = len(common)
    less_mean = np.eye(slots) - common
    remembered = toeplitz(memory ** np.arange(slots))
    laws = [less_mean @ law @ less_mean.T for law in (remembered, np.eye(slots))]
    clear = np.sqrt(weights).ravel()
    (shared, alone), misfit = nnls(
        clear[:, None] * np.column_stack([law.ravel() for law in laws]), clear * covariance.ravel()
    )
    return float(misfit), float(shared), float(alone), memory


def _profiles(counts: Counted) -> np.ndarray:
    slots = counts.counts.shape[1]
    common = (counts.counts.sum(axis=0) + 0.5) / (counts.counts.sum() + 0.5 * slots)
    own = [counts.counts[counts.weekdays == weekday] for weekday in range(7)]
    off = np.array(
        [one.sum(axis=0) / max(one.sum(), 1) / common - 1 if one.any() else 0 * common for one in own]
    )
    noise = np.array([_noise(one, common) for one in own])
    seen = np.isfinite(noise)
    clear = np.broadcast_to(common, off.shape)[seen]  # where next to nothing comes, noise is all there is
    # variance of weekdays around the common one
    true = max(float(np.average(off[seen] ** 2 - noise[seen], weights=clear)), 0.0)
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
