"""How busy days are: the log of a day's mean is a sum of Gaussian parts, so that all is linear algebra.

Weekday and holiday effects, a level that walks from week to week, what the place in the month does, a luck
of each week and one of each day, part of which the next day remembers (Weinberg, Brown and Stroud, JASA 102
(2007), 1185-1198, give days such a memory; Whitt and Zhang, IIE Transactions 49 (2017), 34-49, a luck to
weeks). Counts are Poisson around it; they enter by the working response of Poisson regression (Breslow and
Clayton, JASA 88 (1993), p. 10), so that few arrivals a day are weighed as few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot

import numpy as np
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular, toeplitz
from scipy.optimize import minimize
from scipy.special import expit, ndtri

from sim.calibrate.arrivals.frame import RUSH, Frame
from sim.draws import Streams

GUESSES = np.array([0.03, 0.01, 0.03, 0.04, 0.03])  # before any data: of level, month, week, day, alone
UNKNOWN = 6  # figures
MOST_MEMORY = 0.95
ROUNDS = 4  # of the working response; it stands still after three
STEP = 0.05  # of z, for second differences
LEAST_CURVE = 0.3  # of the loss: a part of which nothing is known is not thought to be wilder than its guess
CLOUD = 4  # points weighed for each that is drawn
WIDER = 1.2  # than the Laplace approximation the points lie that are weighed; it is too narrow in its tails


@dataclass(frozen=True)
class Busyness:
    """How far the parts of a day's log mean stray, each a standard deviation but `memory`."""

    level: float  # its step from one week to the next
    month: float  # what days at the same place of every month share, such as the first
    week: float
    day: float  # the part of which the next open day keeps a share, `memory`
    alone: float  # the part of a day that is gone the next
    memory: float

    @classmethod
    def of(cls, z: np.ndarray) -> "Busyness":
        """Return the busyness at a point (float64[6]) that is standard normal before any data are seen."""
        level, month, week, day, alone = (GUESSES * np.exp(z[:-1])).tolist()
        return cls(level, month, week, day, alone, MOST_MEMORY * float(expit(1.5 * z[-1])))

    @property
    def of_week(self) -> float:
        """The standard deviation of a week, as one stands before it: the level's step and its own luck."""
        return hypot(self.level, self.week)

    @property
    def of_day(self) -> float:
        """The standard deviation of a day within its week."""
        return hypot(self.day, self.alone)

    def covariance(self, frame: Frame) -> np.ndarray:
        """Return the covariance of the days' log means, their effects known: float64[days, days]."""
        order = np.arange(len(frame.days))
        remembered = toeplitz(self.day**2 * self.memory**order + self.alone**2 * (order == 0))
        walked = self.level**2 * frame.walked + self.month**2 * frame.same_place
        return np.asarray(walked + self.week**2 * frame.same_week + remembered)


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
        every = busyness.covariance(frame) + frame.doubt
        mean, covariance = self.told(busyness, every, every[:, : len(self.response)])
        return self.middle + RUSH * frame.rush + mean, covariance

    def told(
        self, busyness: Busyness, own: np.ndarray, with_seen: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and covariance, given the days seen, of Gaussian figures of mean 0 before.

        Before, `own` is their covariance (float64[n, n]), `with_seen` that with the days (float64[n, days]).
        """
        seen = busyness.covariance(self.frame) + self.frame.doubt + np.diag(self.noise)
        gain = cho_solve(cho_factor(seen), with_seen.T).T
        return gain @ self.response, own - gain @ with_seen.T


def seen_days(frame: Frame, totals: np.ndarray) -> Seen:
    """Find the working response of the arrivals of days (int64[days]) for middling busyness."""
    middle = float(np.log(totals.mean() + 0.5))
    means = np.full(len(totals), totals.mean() + 0.5)
    busyness = Busyness.of(np.zeros(UNKNOWN))
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
    drawn again by weight (Gelman et al., Bayesian Data Analysis, 3rd ed., p. 266). No weight counts for more
    than the square root of their number times the mean (Ionides, J. Comput. Graph. Stat. 17 (2008), p. 298).
    """
    best, cloud = likeliest(seen), CLOUD * number
    root = WIDER * np.linalg.cholesky(np.linalg.inv(_curve(seen.loss, best)))
    u = streams.uniform("busyness", UNKNOWN * cloud).reshape(cloud, UNKNOWN)
    normal = ndtri(u.clip(1e-9))
    points = best + normal @ root.T
    losses = np.array([seen.loss(point) for point in points])
    weights = np.exp((normal**2).sum(axis=1) / 2 - losses + losses.min())
    weights = np.minimum(weights, weights.mean() * np.sqrt(cloud))
    places = (np.arange(number) + streams.uniform("busyness drawn again", 1)) / number
    chosen = np.searchsorted(np.cumsum(weights) / weights.sum(), places).clip(max=cloud - 1)
    return [Busyness.of(points[one]) for one in chosen.tolist()]


def likeliest(seen: Seen) -> np.ndarray:
    """Return the point of highest posterior density: float64[6]."""
    return np.asarray(minimize(seen.loss, np.zeros(UNKNOWN), method="L-BFGS-B", bounds=[(-4, 4)] * UNKNOWN).x)


def _curve(loss: Callable[[np.ndarray], float], at: np.ndarray) -> np.ndarray:
    """Return the second derivatives of a loss, kept from below: float64[6, 6]."""
    steps = STEP * np.eye(len(at))
    curve = np.array([[_second(loss, at, one, other) for other in steps] for one in steps])
    values, vectors = np.linalg.eigh((curve + curve.T) / 2)
    return np.asarray((vectors * values.clip(LEAST_CURVE)) @ vectors.T)


def _second(loss: Callable[[np.ndarray], float], at: np.ndarray, one: np.ndarray, other: np.ndarray) -> float:
    corners = loss(at + one + other) - loss(at + one - other) - loss(at - one + other)
    return (corners + loss(at - one - other)) / (4 * STEP**2)
