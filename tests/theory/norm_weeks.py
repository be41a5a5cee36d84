"""Weeks of late questions and late items with known laws, judged by the norm engine itself.

Where every count of a law can be tried, each is judged once and the verdicts are weighed by the law; else
counts are drawn as the model draws them.
"""

from datetime import date

import numpy as np
from scipy import stats

from sim.deadline import NEVER, day_number
from sim.draws import binomial, gamma, poisson
from sim.norms import EventLog, Verdicts, judge
from sim.norms.log import Cases, Items

from .desk import Figures

EDITION, NO_HOLIDAYS = "8wh", "none"
MONDAY = day_number(date(2026, 1, 12))
DAY_S, NOON_S = 86_400, 43_200
IMPOSSIBLE = 1e-12  # a count of late questions that is exceeded so rarely need not be tried


def warnings(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """How likely a week brings a warning mail when late questions are Poisson."""
    means = np.array(p["mean_late_per_week"])
    most = int(stats.poisson.isf(IMPOSSIBLE, means.max())) + 1
    mails = _questions(np.arange(most), np.full(most, most)).mail
    return {"p_warning": list(stats.poisson.pmf(np.arange(most), means[:, None]) @ mails)}


def uncertain_weeks(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """The same when the week is busier or quieter as a whole, its questions drawn as the model draws them."""
    mean, share = p["mean_cases"], p["p_late"]
    busyness = gamma(rng.random(size), p["gamma_shape"] ** -0.5)
    cases = poisson(rng.random(size), mean * busyness)
    late = binomial(rng.random(size), cases, np.full(size, share))
    known = poisson(rng.random(size), np.full(size, mean * share))
    most = max(late.max(), known.max()) + 1
    mails = _questions(np.arange(most), np.full(most, most)).mail
    return {
        "p_warning": mails[late].mean(), "p_warning_if_rate_known": mails[known].mean(),
        "var_cases": cases.var(ddof=1), "mean_late": late.mean(), "var_late": late.var(ddof=1),
    }  # fmt: skip


def small_weeks(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """How likely a week of few questions misses the norm, each in time with the same chance."""
    return {"p_below_norm": [_missed(n) @ stats.binom.pmf(np.arange(n + 1), n, 1 - p["p"]) for n in p["n"]]}


def _missed(n: int) -> np.ndarray:
    """Which counts of late questions among n miss the norm: bool[n + 1]."""
    return _questions(np.arange(n + 1), np.full(n + 1, n)).met == 0


def seasons(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Seasons of items, each late with the same chance; who delivers so is judged week by week."""
    weeks, items = p["weeks"], p["items_per_week"]
    late = binomial(
        rng.random(size * weeks), np.full(size * weeks, items), np.full(size * weeks, p["p_late"])
    )
    judged = _items(late.reshape(size, weeks), items)
    strikes = judged.strike.reshape(size, weeks)
    return {
        "p_strike_week": strikes.mean(), "expected_strikes": strikes.sum(axis=1).mean(),
        "p_at_least_one": strikes.any(axis=1).mean(), "p_on_time_share_below_93": (judged.met == 0).mean(),
    }  # fmt: skip


def _questions(late: np.ndarray, total: np.ndarray) -> Verdicts:
    """Judge one week of many sellers, in order: so many questions each, so many of them a week late."""
    seller = np.repeat(np.arange(len(total)), total)
    number = np.arange(len(seller)) - np.repeat(np.cumsum(total) - total, total)
    arrived = np.full(len(seller), MONDAY * DAY_S + NOON_S)
    answered = arrived + np.where(number < late[seller], 7 * DAY_S, 60)
    cases = Cases(arrived_at=arrived, answered_at=answered, seller_id=_names(seller))
    return judge(EventLog(cases=cases), EDITION, NO_HOLIDAYS).of("response", week=MONDAY)


def _items(late: np.ndarray, items: int) -> Verdicts:
    """Judge the weeks of many sellers (`late` is int64[sellers, weeks]) by what they deliver."""
    sellers, weeks = late.shape
    promised = np.tile(MONDAY + 7 * np.arange(weeks), sellers)
    seller = np.repeat(np.arange(sellers), weeks)
    noon = promised * DAY_S + NOON_S
    table = Items(
        seller_id=_names(np.tile(seller, 2)), promised_on=np.tile(promised, 2),
        attempted_at=np.concatenate([noon, noon + DAY_S]), cancelled_at=np.full(2 * len(noon), NEVER),
        quantity=np.concatenate([items - late.ravel(), late.ravel()]),
    )  # fmt: skip
    return judge(EventLog(items=table), EDITION, NO_HOLIDAYS).of("on_time")


def _names(seller: np.ndarray) -> np.ndarray:
    """Name sellers so that the order of names is that of numbers."""
    return np.char.zfill(seller.astype(str), 6)
