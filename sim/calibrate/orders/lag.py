"""Questions that follow orders: which share of the orders asks, and how long after.

Daily questions are a base by weekday, a part that is as busy as the orders of that day, and a share of the
orders some days earlier, spread by the lag that the simulation draws: a lognormal in the customers' own time
(sim.demand.orders.lag). A good week for orders is one for questions too without one causing the other, which
is why the second part is there: what is called a lag must come later.
"""

from dataclasses import dataclass

import numpy as np

from sim.calibrate.estimates.shares import TAIL
from sim.calibrate.fitted import Fact, Finding, Fitted, Untold, fact
from sim.calibrate.orders.daily import DailyOrders
from sim.deadline.instants.wall import DAY_S, monday_of, weekday_of
from sim.demand.orders.lag import later
from sim.scenario.customers.order_questions import MOST_DAYS, OrderQuestions

SHARE, AFTER = "order_questions.when_on_time_share", "order_questions.when_on_time_after_hours"
SPREAD = float(OrderQuestions.model_fields["after_hours_spread"].default)
MEDIANS = np.geomspace(6, 240, 24)  # hours that are tried
QUANTILES = 99  # of the lag, drawn through the week
LEAST_WEEKS = 12
PARTS = 9  # of the fit: weekdays, the orders of the day, those before it
# Chance alone gains as chi-square of one degree of freedom does, for each of a few lags that are unlike: 15
# is beyond that in one of some thousand shops (the 24 medians tried are worth five or so that differ).
LEAST_GAIN = 15.0
DRAWS, SEED = 200, 1  # weeks drawn anew; the same for the same data
NOON_S = DAY_S // 2


@dataclass(frozen=True)
class Both:
    """Questions and orders of the same days, whole weeks, day after day."""

    days: np.ndarray  # int64[days]
    questions: np.ndarray  # int64[days]
    orders: np.ndarray  # float64[MOST_DAYS + days]: those of the days before, too; an unknown one is as usual


@dataclass(frozen=True)
class Lag:
    """How questions follow orders."""

    share: float  # of the orders, that ask
    after_hours: float  # median, in the customers' own time
    share_range: tuple[float, float]
    after_range: tuple[float, float]
    caused: float  # of the questions, that are about an order
    gain: float  # of the lag over none: what it explains more, over what is left for chance a day
    errors: np.ndarray  # float64[medians]: what each of MEDIANS leaves unexplained, over the least of them


def both_of(asked: np.ndarray, orders: DailyOrders) -> Both | None:
    """Lay the days of questions (int64[n], a day a question) beside orders; None without common weeks."""
    first = max(int(asked.min()), int(orders.days[0]) + MOST_DAYS)
    end = min(int(asked.max()), int(orders.days[-1])) + 1
    begin, end = int(monday_of(np.array([first + 6]))[0]), int(monday_of(np.array([end]))[0])
    if end - begin < 7 * LEAST_WEEKS:
        return None
    days = np.arange(begin, end)
    inside = asked[(asked >= begin) & (asked < end)]
    counts = np.bincount(inside - begin, minlength=len(days))
    since = begin - MOST_DAYS - int(orders.days[0])
    return Both(days, counts, orders.filled[since : since + MOST_DAYS + len(days)])


def lag_of(both: Both, profile: np.ndarray) -> Lag | None:
    """Fit share and lag by weighted least squares, their ranges by drawing whole weeks anew.

    `profile` is float64[7, 24], sum 1: when customers write. None where orders do not differ.
    """
    if both.orders.std() == 0 or not both.questions.any():
        return None
    regression = _regression(both, profile)
    weeks = len(regression.squares)
    share, place, errors = regression.fit(np.ones(weeks))
    rng = np.random.default_rng(SEED)
    drawn = [regression.fit(rng.multinomial(weeks, np.full(weeks, 1 / weeks))) for _ in range(DRAWS)]
    shares, medians = [one[0] for one in drawn], MEDIANS[[one[1] for one in drawn]]
    return Lag(
        share,
        float(MEDIANS[place]),
        _range(np.array(shares)),
        _range(medians),
        float(share * both.orders.mean() / both.questions.mean()),
        (regression.without() / errors.min() - 1) * (len(both.days) - PARTS),
        errors / errors.min(),
    )


def figures_of(lag: Lag | None, both: Both | None) -> list[Finding]:
    """Tell share and lag, or why neither can be told."""
    if both is None:
        return untold(fact("few_common_weeks", least=LEAST_WEEKS))
    if lag is None:
        return untold(fact("orders_alike"))
    rests_on = fact("days_of_both", n=len(both.days))
    share = Fitted(SHARE, lag.share, *lag.share_range, rests_on)
    if lag.gain < LEAST_GAIN or lag.share_range[0] <= 0:
        return untold(fact("no_lag", most=lag.share_range[1]))
    return [share, Fitted(AFTER, lag.after_hours, *lag.after_range, rests_on)]


def untold(reason: Fact) -> list[Finding]:
    """Tell neither, with the reason."""
    return [Untold(SHARE, reason), Untold(AFTER, reason)]


@dataclass(frozen=True)
class _Regression:
    """Sums of products by week, so that weeks can be drawn anew without their days."""

    grams: np.ndarray  # float64[medians, weeks, parts, parts]
    sides: np.ndarray  # float64[medians, weeks, parts]
    squares: np.ndarray  # float64[weeks]

    def fit(self, times: np.ndarray) -> tuple[float, int, np.ndarray]:
        """Take each week so many times; return the share, the place of the best median, what each leaves."""
        grams, sides = (np.tensordot(times, one, (0, 1)) for one in (self.grams, self.sides))
        found = [_least_squares(gram, side) for gram, side in zip(grams, sides, strict=True)]
        left = [
            float(times @ self.squares - 2 * one @ side + one @ gram @ one)
            for one, gram, side in zip(found, grams, sides, strict=True)
        ]
        place = int(np.argmin(left))
        return float(found[place][-1]), place, np.array(left)

    def without(self) -> float:
        """Return what is left unexplained without any lag."""
        gram, side = self.grams[0].sum(axis=0)[:-1, :-1], self.sides[0].sum(axis=0)[:-1]
        found = _least_squares(gram, side)
        return float(self.squares.sum() - 2 * found @ side + found @ gram @ found)


def _least_squares(gram: np.ndarray, side: np.ndarray) -> np.ndarray:
    """Solve for parts that are 0 or more, from their products."""
    from scipy.optimize import nnls

    size = np.sqrt(np.maximum(np.diag(gram), 1e-12))
    root = np.linalg.cholesky(gram / np.outer(size, size) + 1e-9 * np.eye(len(gram)))
    return np.asarray(nnls(root.T, np.linalg.solve(root, side / size))[0] / size)


def _regression(both: Both, profile: np.ndarray) -> _Regression:
    weekday, usual = weekday_of(both.days), _usual(both, both.questions)
    own = both.orders[MOST_DAYS:] / np.maximum(_usual(both, both.orders[MOST_DAYS:]), 1e-9)
    base = np.eye(7)[weekday]
    weight = 1 / np.sqrt(np.maximum(usual, 1.0))
    designs = [
        np.column_stack([base, usual * own, _followed(both, profile, median)]) * weight[:, None]
        for median in MEDIANS
    ]
    weeks = np.array([design.reshape(-1, 7, design.shape[1]) for design in designs])
    target = (both.questions * weight).reshape(-1, 7)
    grams = np.einsum("mwdi,mwdj->mwij", weeks, weeks)
    return _Regression(grams, np.einsum("mwdi,wd->mwi", weeks, target), (target**2).sum(axis=1))


def _usual(both: Both, counts: np.ndarray) -> np.ndarray:
    """Return what a day of its weekday has on average: float64[days]."""
    return np.asarray(counts.reshape(-1, 7).mean(axis=0)[weekday_of(both.days)])


def _followed(both: Both, profile: np.ndarray, median: float) -> np.ndarray:
    """Spread each day's orders over the days after it, by the lag with a median: float64[days]."""
    kernel = _kernel(profile, median)
    ordered_on = np.arange(both.days[0] - MOST_DAYS, both.days[-1] + 1)
    arrives = np.zeros(len(ordered_on) + MOST_DAYS + 1)
    for weekday in range(7):
        mine = np.flatnonzero(weekday_of(ordered_on) == weekday)
        for after, chance in enumerate(kernel[weekday]):
            arrives[mine + after] += chance * both.orders[mine]
    return arrives[MOST_DAYS : MOST_DAYS + len(both.days)]


def _kernel(profile: np.ndarray, median: float) -> np.ndarray:
    """Return how many of those who ask about an order of a weekday do so each day later: float64[7, lags]."""
    from scipy.stats import norm

    marks = (np.arange(QUANTILES) + 0.5) / QUANTILES
    hours = median * np.exp(SPREAD * norm.ppf(marks))
    kernel = np.zeros((7, MOST_DAYS + 1))
    for weekday in range(7):
        noon = np.full(QUANTILES, weekday * DAY_S + NOON_S)
        after = later(noon, hours, 0, profile) // DAY_S - weekday
        kernel[weekday] = np.bincount(np.minimum(after, MOST_DAYS), minlength=MOST_DAYS + 1) / QUANTILES
    return kernel


def _range(drawn: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(drawn, (TAIL, 1 - TAIL))
    return float(low), float(high)
