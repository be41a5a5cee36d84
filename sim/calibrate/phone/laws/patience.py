"""How long callers wait before they hang up: Kaplan and Meier's estimate, and the Weibull law of a scenario.

Who is answered would have waited longer, nobody knows how long: their waits are censored.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri

from sim.calibrate.phone.attempts import AT_ONCE_S, UNKNOWN, Attempts

BEYOND_S = AT_ONCE_S + 0.5  # a wait of eleven seconds was longer than that, in whole seconds
LEAST_HANG_UPS = 50  # of those who waited, or no law is fitted
LEAST_AT_RISK = 50  # beyond the last such instant an estimate says nothing
SHAPES = 0.05, 20.0  # between which the shape is looked for


@dataclass(frozen=True)
class Survival:
    """Kaplan and Meier's estimate; every column has one entry an instant at which somebody hung up."""

    at_s: np.ndarray  # float64[m], in order
    share: np.ndarray  # float64[m], who would wait longer than that
    low: np.ndarray  # float64[m], 90% band of each share
    high: np.ndarray  # float64[m]
    at_risk: np.ndarray  # int64[m], who had waited so long

    def after(self, seconds: float) -> float:
        """The share who would wait longer."""
        return float(np.append(1.0, self.share)[np.searchsorted(self.at_s, seconds, side="right")])

    @property
    def median_s(self) -> float | None:
        """The first instant after which at most half would wait; None when more still wait at the end."""
        half = np.flatnonzero(self.share <= 0.5)
        return float(self.at_s[half[0]]) if len(half) else None


@dataclass(frozen=True)
class Weibull:
    """The law of patience of callers who do not hang up at once."""

    scale_s: float
    shape: float
    covariance: np.ndarray  # float64[2, 2], of the logarithms of scale and shape
    hang_ups: int
    waited: int  # hang-ups among them

    @property
    def errors(self) -> tuple[float, float]:
        """The standard errors of the logarithms of scale and shape."""
        scale, shape = np.sqrt(np.diag(self.covariance)).tolist()
        return scale, shape

    def hazard(self, seconds: np.ndarray | float) -> np.ndarray:
        """How often those would have hung up until then who wait on: the cumulative hazard."""
        return np.asarray((np.asarray(seconds) / self.scale_s) ** self.shape)

    def hazard_error(self, seconds: float) -> float:
        """The standard error of the logarithm of that, by the delta method."""
        slope = self.shape * np.array([-1.0, np.log(seconds / self.scale_s)])
        return float(np.sqrt(slope @ self.covariance @ slope))

    def after(self, seconds: np.ndarray | float) -> np.ndarray:
        """The share who wait longer."""
        return np.asarray(np.exp(-self.hazard(seconds)))

    def beyond(self, seconds: float, u: np.ndarray) -> np.ndarray:
        """Turn uniform draws into the patience of callers who have waited some seconds: int64[n]."""
        waits = self.scale_s * (self.hazard(seconds) - np.log1p(-u)) ** (1 / self.shape)
        return np.asarray(np.rint(waits).astype(np.int64))


def waits(calls: Attempts) -> tuple[np.ndarray, np.ndarray]:
    """List who waited at all and how long is known: int64[m], and bool[m] of those who then hung up."""
    known = calls.waited_s > 0
    return calls.waited_s[known], calls.hung_up[known]


def kaplan_meier(waited_s: np.ndarray, hung_up: np.ndarray) -> Survival:
    """Estimate who would wait longer than each instant (Kaplan, Meier, JASA 53, 1958, p. 457).

    A wait that ended otherwise in the same second is still at risk. The band is that of log(-log), with
    Greenwood's variance (Kalbfleisch, Prentice, The Statistical Analysis of Failure Time Data, 1.4).
    """
    at_s, ended = np.unique(waited_s[hung_up], return_counts=True)
    at_risk = len(waited_s) - np.searchsorted(np.sort(waited_s), at_s)
    share = np.cumprod(1 - ended / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):  # where nobody is left
        spread = np.sqrt(np.cumsum(ended / (at_risk * (at_risk - ended)))) / np.log(share)
        reach = np.exp(ndtri(0.95) * np.abs(spread))
        low, high = share**reach, share ** (1 / reach)
    left = share > 0
    return Survival(at_s.astype(float), share, np.where(left, low, 0.0), np.where(left, high, 1.0), at_risk)


def weibull(waited_s: np.ndarray, hung_up: np.ndarray, since_s: float = BEYOND_S) -> Weibull | None:
    """Fit the law by maximum likelihood to those who waited longer than `since_s`; None of too few hang-ups.

    They are looked at from then on (delayed entry), so that who hangs up at once moves nothing; whoever did
    not hang up is censored (Kalbfleisch, Prentice, 3.5). The score of the shape has one root.
    """
    stays = waited_s > since_s
    t, left = waited_s[stays].astype(float), hung_up[stays]
    d = int(left.sum())
    if d < LEAST_HANG_UPS or not np.ptp(t[left]):
        return None
    unit = float(t.max())  # powers of waits in this unit neither overflow nor vanish
    t, logs = t / unit, float(np.log(t[left] / unit).sum())

    def sums(k: float) -> np.ndarray:
        return _moments(t, k) - (len(t) * _moments(np.array([since_s / unit]), k) if since_s else 0)

    def score(k: float) -> float:
        power, with_log, _ = sums(k)
        return float(d / k + logs - d * with_log / power)

    if score(SHAPES[0]) <= 0 or score(SHAPES[1]) >= 0:
        return None
    shape = float(brentq(score, *SHAPES))
    scale = float((sums(shape)[0] / d) ** (1 / shape))
    return Weibull(scale * unit, shape, _covariance(scale, shape, sums(shape), d), d, len(t))


def _moments(t: np.ndarray, k: float) -> np.ndarray:
    """Sum t^k, t^k log t and t^k (log t)^2: float64[3]."""
    power, logs = t**k, np.log(t)
    return np.array([power.sum(), power @ logs, power @ logs**2])


def _covariance(scale: float, shape: float, sums: np.ndarray, d: int) -> np.ndarray:
    """Invert the information on the logarithms of scale and shape at their estimate."""
    power, with_log, with_square = sums / scale**shape
    log_scale = float(np.log(scale))
    slope = with_log - log_scale * power
    curve = with_square - 2 * log_scale * with_log + log_scale**2 * power
    both = -(shape**2) * slope
    information = np.array([[shape**2 * d, both], [both, d + shape**2 * curve]])
    return np.asarray(np.linalg.inv(information))


def distance(seen: Survival, law: Weibull, since_s: float = BEYOND_S) -> float:
    """Give the largest gap between estimate and law after `since_s`, while LEAST_AT_RISK wait."""
    looked_at = (seen.at_s > since_s) & (seen.at_risk >= LEAST_AT_RISK)
    if not looked_at.any():
        return 0.0
    expected = seen.after(since_s) * law.after(seen.at_s[looked_at]) / law.after(since_s)
    before = np.append(1.0, seen.share)[:-1]
    return float(max(np.abs(share[looked_at] - expected).max() for share in (seen.share, before)))


@dataclass(frozen=True)
class AtOnce:
    """Who hangs up at once, whoever is free, among attempts whose wait is known."""

    attempts: int
    quick: int  # hung up within AT_ONCE_S
    never_waited: int  # of those, who left the menu
    by_law: float  # of those, how many are impatient by the law
    by_law_error: float  # its standard error, as a part of it
    exposed: float  # attempts that waited all of AT_ONCE_S, shorter waits counted in part

    @property
    def share(self) -> float:
        """The share of attempts: who left the menu never waited, whatever the law says."""
        return max(self.quick - self.by_law, self.never_waited) / self.attempts

    @property
    def soon_share(self) -> float:
        """The share of those who wait and are impatient so soon: the others of the quick ones."""
        others = max(self.quick - self.share * self.attempts, 0.0)
        return 1 - float(np.exp(-others / self.exposed)) if self.exposed else 0.0


def at_once(calls: Attempts, law: Weibull) -> AtOnce | None:
    """Count who hangs up at once among the attempts that count; None where no wait is known.

    Some who hang up so soon are impatient by the law; how many follows from how long everybody waited.
    """
    known = calls.only(calls.counts & (calls.waited_s != UNKNOWN))
    if not len(known):
        return None
    quick, hazard = known.at_once, law.hazard(np.minimum(known.waited_s, BEYOND_S))
    return AtOnce(
        attempts=len(known),
        quick=int(quick.sum()),
        never_waited=int((quick & (known.waited_s == 0)).sum()),
        by_law=_by_law(hazard[~quick], hazard[quick & (known.waited_s > 0)]),
        by_law_error=law.hazard_error(BEYOND_S),
        exposed=float(np.minimum(known.waited_s, BEYOND_S).sum()) / BEYOND_S,
    )


def _by_law(stay: np.ndarray, quick: np.ndarray) -> float:
    """Expect how many hang up soon by the law, from the hazards of those who stay and of those who do."""
    return float(stay.sum()) / (1 - float(quick.mean()) if len(quick) else 1.0)
