"""How long answered calls last: a lognormal law, and beside it an atom of calls that are over at once."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from sim.calibrate.phone.attempts import UNKNOWN, Attempts

SHORT_S = 10  # a shorter call is a wrong number or one word, and follows no law
LEAST_CALLS = 50  # of the law, or none is fitted
MINUTE_S = 60


@dataclass(frozen=True)
class Handling:
    """Answered calls: how many are short, and the lognormal law of the others."""

    calls: int
    short: int
    short_s: float  # mean of the short ones; 0.0 where there is none
    short_error: float  # its standard error; 0.0 of fewer than two
    mu: float  # of the logarithm of seconds
    sigma: float
    distance: float  # Kolmogorov and Smirnov's, between the law and the calls that are not short

    @property
    def short_share(self) -> float:
        """The share of answered calls that are short."""
        return self.short / self.calls

    @property
    def minutes(self) -> float:
        """The mean of the law, as a scenario asks for it."""
        return float(np.exp(self.mu + self.sigma**2 / 2)) / MINUTE_S

    @property
    def minutes_error(self) -> float:
        """The standard error of that mean, by the delta method (Zhou, Gao, Stat Med 16, 1997)."""
        long = self.calls - self.short
        return self.minutes * float(np.sqrt(self.sigma**2 / long + self.sigma**4 / (2 * long)))

    @property
    def sigma_error(self) -> float:
        """The standard error of sigma."""
        return self.sigma / float(np.sqrt(2 * (self.calls - self.short)))


def handled_s(calls: Attempts) -> np.ndarray:
    """List how long the answered calls lasted whose length is known: int64[m]."""
    return np.asarray(calls.handled_s[calls.answered & (calls.handled_s != UNKNOWN)])


def handling(lasted_s: np.ndarray) -> Handling | None:
    """Fit how long calls last from int64[m] by maximum likelihood; None of fewer than LEAST_CALLS."""
    long_s, short_s = lasted_s[lasted_s >= SHORT_S], lasted_s[lasted_s < SHORT_S]
    logs = np.log(long_s)
    if len(logs) < LEAST_CALLS or not np.ptp(logs):
        return None
    mu, sigma = float(logs.mean()), float(logs.std())
    return Handling(
        calls=len(lasted_s),
        short=len(short_s),
        short_s=float(short_s.mean()) if len(short_s) else 0.0,
        short_error=float(short_s.std(ddof=1)) / len(short_s) ** 0.5 if len(short_s) > 1 else 0.0,
        mu=mu,
        sigma=sigma,
        distance=_distance(ndtr((np.sort(logs) - mu) / sigma)),
    )


def by_topic(calls: Attempts) -> dict[str, Handling]:
    """Fit each topic of its own that has calls enough, the most frequent first."""
    names, counts = np.unique(calls.topic[calls.topic != ""], return_counts=True)
    in_order = names[np.argsort(-counts, kind="stable")]
    fits = {str(name): handling(handled_s(calls.only(calls.topic == name))) for name in in_order}
    return {name: fit for name, fit in fits.items() if fit is not None}


def _distance(law: np.ndarray) -> float:
    """Give the largest gap between a law, float64[n] at the values in order, and their distribution."""
    steps = np.arange(len(law) + 1) / len(law)
    return float(max((steps[1:] - law).max(), (law - steps[:-1]).max()))
