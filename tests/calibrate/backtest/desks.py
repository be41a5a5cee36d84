"""Call centres that know none of our code: as much at work on every day, with calls that last longer on some.

First come, first served: a caller would wait until the first agent is ready who serves nobody that came
before, so that one pass in order of time is exact.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.deadline import to_utc, zone_of
from sim.norms.log import Calls
from sim.staffing.intervals import FAR

OPENS_S, OPEN_S = 9 * 3600, 8 * 3600
MONDAY = date(2026, 1, 12)
ZONE = zone_of("Europe/Amsterdam")
HEAD = ("attempted_at", "outcome", "waited_s", "handled_s", "agent_id")
ANSWERED, ABANDONED = map(Calls.choices("outcome").index, ("answered", "abandoned"))


@dataclass(frozen=True)
class Desk:
    """What is true of a call centre, every weekday from nine to five."""

    weeks: int = 8
    agents: int = 11
    calls: float = 1150.0  # a day
    present: float = 0.78  # share of their time, in turns of some ten minutes away
    long_calls_sd: float = 0.07  # of the log of a day's handle times
    wraps_up_s: float = 5.0  # after a call, which no log shows
    whoever_is_free: float = 0.012  # hang up at once
    on_a_queue: float = 0.08  # of those who have to wait, hang up at once


def log_of(desk: Desk, seed: int) -> tuple[Calls, np.ndarray]:
    """Return the calls of a desk, and who is planned, as a line of stretches."""
    rng = np.random.default_rng(seed)
    pace = np.exp(0.15 * rng.standard_normal(desk.agents))
    level = np.cumsum(0.03 * rng.standard_normal(desk.weeks))
    rows, planned = [], []
    for n in range(5 * desk.weeks):
        begin = to_utc(MONDAY + timedelta(days=7 * (n // 5) + n % 5), OPENS_S, ZONE)
        rows += [(begin + at, *row) for at, *row in _day(desk, rng, pace, float(level[n // 5]))]
        planned += [(agent * FAR + begin, agent * FAR + begin + OPEN_S) for agent in range(desk.agents)]
    columns = dict(zip(HEAD, np.array(rows, np.int64).T, strict=True))
    return Calls(**columns), np.array(sorted(planned))


def _day(desk: Desk, rng: np.random.Generator, pace: np.ndarray, level: float) -> list[tuple[int, ...]]:
    came = rng.poisson(desk.calls * np.exp(level + 0.06 * rng.standard_normal()))
    at = np.sort(rng.beta(1.3, 1.5, came) * OPEN_S)
    longer = float(np.exp(desk.long_calls_sd * rng.standard_normal()))
    away = [_away(desk, rng) for _ in range(desk.agents)]
    ready = np.array([_back(one, 0.0) for one in away])
    rows = []
    for now in at.tolist():
        first = np.array([_back(one, max(now, free)) for one, free in zip(away, ready.tolist(), strict=True)])
        agent = int(first.argmin())
        wait, patience = float(first[agent]) - now, 380 * rng.weibull(0.8)
        quick = rng.random() < (desk.on_a_queue if wait else 0.0) or rng.random() < desk.whoever_is_free
        if quick or wait > patience:
            rows.append((int(now), ABANDONED, 0 if quick else round(patience), -1, -1))
            continue
        talks = 3 + rng.lognormal(4.75, 0.95) * pace[agent] * longer
        ready[agent] = now + wait + talks + desk.wraps_up_s
        rows.append((int(now), ANSWERED, round(wait), round(talks), agent))
    return rows


def _away(desk: Desk, rng: np.random.Generator, mean_s: float = 600.0) -> np.ndarray:
    """Draw when an agent is away on a day: float64[k, 2], seconds since nine."""
    here = rng.exponential(mean_s * desk.present / (1 - desk.present), 40)
    gone = rng.exponential(mean_s, 40)
    if rng.random() > desk.present:
        here[0] = 0
    ends = np.cumsum(here + gone)
    return np.column_stack([ends - gone, ends])


def _back(away: np.ndarray, at: float) -> float:
    """Say when an agent who is free from an instant on is at the desk."""
    place = int(np.searchsorted(away[:, 1], at, side="right"))
    return at if place == len(away) or away[place, 0] > at else float(away[place, 1])
