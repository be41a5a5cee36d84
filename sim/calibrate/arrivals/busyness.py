"""How busy days are: the log of a day's mean is a sum of Gaussian parts, so that all is linear algebra.

Weekday and holiday effects, a level that walks from week to week, a luck of each week and one of each day,
some of which the next day remembers (Weinberg, Brown and Stroud, JASA 102 (2007), 1185-1198, give days such
a memory; Whitt and Zhang, IIE Transactions 49 (2017), 34-49, a luck to weeks). Counts are Poisson around
it; they enter by the usual working response of Poisson regression (Breslow and Clayton, JASA 88 (1993),
p. 10), so that few arrivals a day are weighed as few.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular, toeplitz
from scipy.optimize import minimize
from scipy.special import expit, ndtri

from sim.calibrate.arrivals.frame import RUSH, Frame
from sim.draws import Streams

ROUNDS = 4  # of the working response; it stands still after three
STEP = 0.05  # of z, for second differences
LEAST_CURVE = 0.3  # of the loss: a part of which nothing is known is not thought to be wilder than its guess
WIDER = 1.2  # than the Laplace approximation the points lie that are weighed; it is too narrow in its tails


@dataclass(frozen=True)
class Busyness:
    """How far the parts of a day's log mean stray, each a standard deviation but `memory`."""

    level: float  # its step from one week to the next
    week: float
    day: float  # the part of which the next open day keeps a share, `memory`
    memory: float
    alone: float  # the part of a day that is gone the next

    @classmethod
    def of(cls, z: np.ndarray) -> "Busyness":
        """Return the busyness at a point (float64[5]) that is standard normal before any data are seen."""
        level, week, day, alone = np.exp(np.log([0.02, 0.04, 0.06, 0.03]) + z[[0, 1, 2, 4]]).tolist()
        return cls(level, week, day, 0.95 * float(expit(1.5 * z[3])), alone)

    @property
    def of_week(self) -> float:
        """The standard deviation of a week, as one stands before it: the level's step and its own luck."""
        return float(np.hypot(self.level, self.week))

    @property
    def of_day(self) -> float:
        """The standard deviation of a day within its week."""
        return float(np.hypot(self.day, self.alone))

    def covariance(self, frame: Frame) -> np.ndarray:
        """Return the covariance of the days' log means, their effects known: float64[days, days]."""
        order = np.arange(len(frame.days))
        remembered = toeplitz(self.day**2 * self.memory**order + self.alone**2 * (order == 0))
        return np.asarray(self.level**2 * frame.walked + self.week**2 * frame.same_week + remembered)


@dataclass(frozen=True)
class Seen:
    """Days that were seen, as the Gaussian parts meet them."""

    frame: Frame
    middle: float  # the log of a middling day
    response: np.ndarray  # float64[days], the working response less what was expected of the day
    noise: np.ndarray  # float64[days], its Poisson variance

    def loss(self, z: np.ndarray) -> float:
        """Return minus the log of the posterior density at a point, up to a constant."""
        all_of_it = Busyness.of(z).covariance(self.frame) + self.frame.doubt + np.diag(self.noise)
        root = cholesky(all_of_it, lower=True)
        white = solve_triangular(root, self.response, lower=True)
        return float(np.log(np.diag(root)).sum() + white @ white / 2 + z @ z / 2)

    def log_means(self, busyness: Busyness, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and covariance of the log means of days of a frame that begins with those seen."""
        seen = len(self.response)
        every = busyness.covariance(frame) + frame.doubt
        gain = cho_solve(cho_factor(every[:seen, :seen] + np.diag(self.noise)), every[:seen]).T
        mean = self.middle + RUSH * frame.rush + gain @ self.response
        return mean, every - gain @ every[:seen]


def seen_days(frame: Frame, totals: np.ndarray) -> Seen:
    """Find the working response of the arrivals of days (int64[days]) for middling busyness."""
    middle = float(np.log(totals.mean() + 0.5))
    means = np.full(len(totals), totals.mean() + 0.5)
    busyness = Busyness.of(np.zeros(5))
    seen = _around(frame, totals, middle, means)
    for _ in range(ROUNDS):
        smooth, _ = seen.log_means(busyness, frame)
        seen = _around(frame, totals, middle, np.exp(np.clip(smooth, -3, 25)))
    return seen


def _around(frame: Frame, totals: np.ndarray, middle: float, means: np.ndarray) -> Seen:
    response = np.log(means) + (totals - means) / means - middle - RUSH * frame.rush
    return Seen(frame, middle, response, 1 / means)


def posterior(seen: Seen, number: int, streams: Streams) -> list[Busyness]:
    """Draw equally likely figures of busyness, given the days seen.

    Points around the likeliest one (Laplace's approximation) are weighed by their posterior density, and
    drawn again by weight (Gelman et al., Bayesian Data Analysis, 3rd ed., p. 266).
    """
    best = likeliest(seen)
    root = WIDER * np.linalg.cholesky(np.linalg.inv(_curve(seen.loss, best)))
    normal = ndtri(streams.uniform("busyness", 5 * number).reshape(number, 5).clip(1e-9))
    points = best + normal @ root.T
    losses = np.array([seen.loss(point) for point in points])
    weights = np.exp((normal**2).sum(axis=1) / 2 - losses + losses.min())
    places = (np.arange(number) + streams.uniform("busyness drawn again", 1)) / number
    chosen = np.searchsorted(np.cumsum(weights) / weights.sum(), places).clip(max=number - 1)
    return [Busyness.of(points[one]) for one in chosen.tolist()]


def likeliest(seen: Seen) -> np.ndarray:
    """Return the point of highest posterior density: float64[5]."""
    return np.asarray(minimize(seen.loss, np.zeros(5), method="L-BFGS-B", bounds=[(-4, 4)] * 5).x)


def _curve(loss: Callable[[np.ndarray], float], at: np.ndarray) -> np.ndarray:
    """Return the second derivatives of a loss, kept from below: float64[5, 5]."""
    steps = STEP * np.eye(len(at))
    curve = np.array([[_second(loss, at, one, other) for other in steps] for one in steps])
    values, vectors = np.linalg.eigh((curve + curve.T) / 2)
    return np.asarray((vectors * values.clip(LEAST_CURVE)) @ vectors.T)


def _second(loss: Callable[[np.ndarray], float], at: np.ndarray, one: np.ndarray, other: np.ndarray) -> float:
    corners = loss(at + one + other) - loss(at + one - other) - loss(at - one + other)
    return (corners + loss(at - one - other)) / (4 * STEP**2)

