"""What fitted arrivals say of a scenario's figures, each with the range that its posterior draws give."""

from collections.abc import Iterator

import numpy as np
from scipy.special import ndtri

from sim.calibrate.arrivals.busyness import Busyness
from sim.calibrate.arrivals.frame import RUSH, RUSH_OWN_SD, RUSH_SD, frame, regular
from sim.calibrate.arrivals.model import Arrivals, fit
from sim.calibrate.counted import Counted
from sim.calibrate.fitted import Fitted, Profile, Untold
from sim.deadline import week_label
from sim.deadline.weekly import DAYS
from sim.draws import Streams

Told = Fitted | Untold | Profile

LEVEL, BY_HOUR = "contacts.questions_per_week", "contacts.by_hour"
WEEK_SD, DAY_SD = "contacts.week_busyness_sd", "contacts.day_busyness_sd"
AFTER_HOLIDAY = "contacts.after_holiday"
LEAST_WEEKS = 4
EACH = 40  # draws from each of the equally likely figures of busyness
TO_A_WEEK, DECIMALS = 1_000, 2  # what the weights of a week come to, as they are written
HOUR_S = 3600


def figures(counts: Counted, level: str = LEVEL, seed: int = 1) -> list[Told]:
    """Fit what arrivals tell: the level of a normal week now (under the key of your choice), its spread from
    week to week and from day to day, what follows a holiday, and the hours.

    `contacts.week_busyness_sd` is that of a week as one stands before it: the level's step and its own luck.
    """
    weeks = len(np.unique(counts.mondays))
    if weeks < LEAST_WEEKS:
        reason = f"{weeks} week{'s' * (weeks != 1)} of arrivals; it takes {LEAST_WEEKS}"
        return [Untold(key, reason) for key in (level, WEEK_SD, DAY_SD, AFTER_HOLIDAY, BY_HOUR)]
    streams = Streams(seed, 0)
    model = fit(counts, streams)
    days = _normal_week(counts, model, streams)
    rests_on = _rests_on(counts)
    return [
        _fitted(level, days.sum(axis=1), rests_on),
        _fitted(WEEK_SD, np.array([one.of_week for one in model.figures]), rests_on),
        _fitted(DAY_SD, np.array([one.of_day for one in model.figures]), rests_on),
        _after_holiday(model, streams),
        *_by_hour(counts, model, days.mean(axis=0), rests_on),
    ]


def _fitted(key: str, draws: np.ndarray, rests_on: str) -> Fitted:
    low, value, high = np.quantile(draws, [0.05, 0.5, 0.95]).tolist()
    return Fitted(key, value, low, high, rests_on)


def _rests_on(counts: Counted) -> str:
    first, last = (week_label(int(counts.mondays[place])) for place in (0, -1))
    return f"{int(counts.totals.sum()):,} arrivals of {len(counts.days)} days, {first} to {last}"


def _normal_week(counts: Counted, model: Arrivals, streams: Streams) -> np.ndarray:
    """Draw the mean arrivals of each weekday of a week without luck, at the level of now: float64[draws, 7].

    A weekday that is mostly closed has none.
    """
    seen = model.seen
    weekdays = np.flatnonzero(regular(counts.days))
    whole = frame(seen.frame.days, int(counts.mondays[-1]) + 7 + weekdays)
    normal = _normal(streams, "normal week", len(model.figures), len(weekdays))
    drawn = np.zeros((len(model.figures) * EACH, 7))
    for place, (busyness, own) in enumerate(zip(model.figures, normal, strict=True)):
        calm = Busyness(busyness.level, 0.0, 0.0, 0.0, 0.0, 0.0).covariance(whole) + whole.doubt
        last = slice(-len(weekdays), None)
        mean, covariance = seen.told(busyness, calm[last, last], calm[last, : len(seen.response)])
        root = np.linalg.cholesky(covariance + 1e-12 * np.eye(len(weekdays)))
        luck = (busyness.week**2 + busyness.of_day**2) / 2  # the mean of a lognormal factor is above 1
        rows = slice(EACH * place, EACH * (place + 1))
        drawn[rows, weekdays] = np.exp(seen.middle + mean + luck + own @ root.T)
    return drawn


def _after_holiday(model: Arrivals, streams: Streams) -> Fitted | Untold:
    """Fit the first open day after a holiday, times its normal: the range holds 90% of such days to come."""
    rush = model.seen.frame.rush
    if not rush.any():
        return Untold(AFTER_HOLIDAY, "no open day follows a weekday that was closed")
    own, with_seen = np.array([[RUSH_SD**2]]), RUSH_SD**2 * rush[None, :]
    told = [model.seen.told(busyness, own, with_seen) for busyness in model.figures]
    mean = RUSH + np.array([one for (one, _) in told])
    sd = np.sqrt([variance[0] + RUSH_OWN_SD**2 for _, variance in told])
    draws = np.exp(mean + sd * _normal(streams, "after a holiday", len(told), 1)[..., 0])
    days = f"{int(rush.sum())} first open day{'s' * int(rush.sum() != 1)} after a holiday"
    return _fitted(AFTER_HOLIDAY, draws.ravel(), days)


def _by_hour(
    counts: Counted, model: Arrivals, by_day: np.ndarray, rests_on: str
) -> Iterator[Profile | Untold]:
    """Spread a normal week over its hours: 24 weights a day, of a thousand a week."""
    if counts.slot_s > HOUR_S:
        yield Untold(BY_HOUR, "the counts are by day or by several hours")
        return
    hours = (counts.opens_s + counts.slot_s * np.arange(counts.counts.shape[1])) // HOUR_S
    for day, mean, shares in zip(DAYS, by_day / by_day.sum(), model.within.profiles, strict=True):
        weights = np.bincount(hours, TO_A_WEEK * mean * shares, 24)
        yield Profile(f"{BY_HOUR}.{day}", tuple(np.round(weights, DECIMALS).tolist()), rests_on)


def _normal(streams: Streams, name: str, figures: int, size: int) -> np.ndarray:
    u = streams.uniform(name, figures * EACH * size).reshape(figures, EACH, size)
    return np.asarray(ndtri(u.clip(1e-12)))
