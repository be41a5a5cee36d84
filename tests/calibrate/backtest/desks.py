"""Call centres that know none of our code: as much at work on every day, with calls that last longer on some.

First come, first served: a caller would wait until the first agent is ready who serves nobody that came
before, so that one pass in order of time is exact. It is compiled, as who knows a desk plays its weeks often.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numba import njit

from sim.deadline import to_utc, zone_of
from sim.norms.log import Calls
from sim.staffing.intervals import FAR

OPENS_S, OPEN_S = 9 * 3600, 8 * 3600
MONDAY = date(2026, 1, 12)
ZONE = zone_of("Europe/Amsterdam")
HEAD = ("attempted_at", "outcome", "waited_s", "handled_s", "agent_id")
ANSWERED, ABANDONED, VOICEMAIL = map(Calls.choices("outcome").index, ("answered", "abandoned", "voicemail"))
DAYS = 5  # a week


@dataclass(frozen=True)
class Desk:
    """What is true of a call centre, every weekday from nine to five."""

    weeks: int = 8
    agents: int = 11
    calls: float = 1150.0  # a day
    present: float = 0.78  # share of their time, in turns of some ten minutes away
    level_sd: float = 0.03  # of the step of the log of a week's calls from that of the week before
    day_sd: float = 0.06  # of the log of a day's calls around it
    long_calls_sd: float = 0.07  # of the log of a day's handle times
    wraps_up_s: float = 5.0  # after a call, which no log shows
    whoever_is_free: float = 0.012  # hang up at once
    on_a_queue: float = 0.08  # of those who have to wait, hang up at once
    rings_s: float = np.inf  # before the voicemail takes a call


@dataclass(frozen=True)
class Known:
    """What was drawn once of a desk, for all its weeks."""

    pace: np.ndarray  # float64[agents], how many times as long a call takes
    level: np.ndarray  # float64[weeks], the log of how many times as many calls come


def known(desk: Desk, rng: np.random.Generator) -> Known:
    """Draw the agents of a desk, and how busy its weeks are."""
    pace = np.exp(0.15 * rng.standard_normal(desk.agents))
    return Known(pace, np.cumsum(desk.level_sd * rng.standard_normal(desk.weeks)))


def log_of(desk: Desk, seed: int) -> tuple[Calls, np.ndarray]:
    """Return the calls of a desk, and who is planned, as a line of stretches."""
    rng = np.random.default_rng(seed)
    truth = known(desk, rng)
    rows, planned = [], []
    for n in range(DAYS * desk.weeks):
        begin = begins_at(n // DAYS, n % DAYS)
        at = comes(desk, rng, float(truth.level[n // DAYS]))
        rows.append(np.column_stack([begin + at.astype(np.int64), lives(desk, rng, truth.pace, at)]))
        planned += [(agent * FAR + begin, agent * FAR + begin + OPEN_S) for agent in range(desk.agents)]
    columns = dict(zip(HEAD, np.concatenate(rows).T, strict=True))
    return Calls(**columns), np.array(sorted(planned))


def begins_at(week: int, day: int) -> int:
    """Say when a day of a week begins, both counted from 0: an instant."""
    return to_utc(MONDAY + timedelta(days=7 * week + day), OPENS_S, ZONE)


def comes(desk: Desk, rng: np.random.Generator, level: float) -> np.ndarray:
    """Draw when the calls of a day come: float64[n] in order, seconds since nine."""
    came = rng.poisson(desk.calls * np.exp(level + desk.day_sd * rng.standard_normal()))
    return np.sort(rng.beta(1.3, 1.5, came) * OPEN_S)


def lives(desk: Desk, rng: np.random.Generator, pace: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Live a day with such calls: int64[n, 4], the columns of HEAD after the first."""
    longer = float(np.exp(desk.long_calls_sd * rng.standard_normal()))
    away = np.array([_away(desk, rng) for _ in range(desk.agents)])
    habits = desk.whoever_is_free, desk.on_a_queue, desk.rings_s, desk.wraps_up_s
    return _served(rng, at, away, pace * longer, habits)


@njit
def _served(
    rng: np.random.Generator,
    at: np.ndarray,
    away: np.ndarray,
    pace: np.ndarray,
    habits: tuple[float, float, float, float],
) -> np.ndarray:
    whoever_is_free, on_a_queue, rings_s, wraps_up_s = habits
    ready, rows = np.zeros(len(pace)), np.empty((len(at), 4), np.int64)
    for call, now in enumerate(at):
        first = np.array([_back(away[one], max(now, ready[one])) for one in range(len(ready))])
        agent = int(first.argmin())
        wait, patience = first[agent] - now, 380 * rng.weibull(0.8)
        quick = rng.random() < (on_a_queue if wait else 0.0) or rng.random() < whoever_is_free
        if not quick and min(wait, patience) > rings_s:
            rows[call] = (VOICEMAIL, round(rings_s), -1, -1)
            continue
        if quick or wait > patience:
            rows[call] = (ABANDONED, 0 if quick else round(patience), -1, -1)
            continue
        talks = 3 + rng.lognormal(4.75, 0.95) * pace[agent]
        ready[agent] = now + wait + talks + wraps_up_s
        rows[call] = (ANSWERED, round(wait), round(talks), agent)
    return rows


def _away(desk: Desk, rng: np.random.Generator, mean_s: float = 600.0) -> np.ndarray:
    """Draw when an agent is away on a day: float64[k, 2], seconds since nine."""
    here = rng.exponential(mean_s * desk.present / (1 - desk.present), 40)
    gone = rng.exponential(mean_s, 40)
    if rng.random() > desk.present:
        here[0] = 0
    ends = np.cumsum(here + gone)
    return np.column_stack([ends - gone, ends])


@njit
def _back(away: np.ndarray, at: float) -> float:
    """Say when an agent who is free from an instant on is at the desk."""
    for goes, comes_back in away:
        if comes_back > at:
            return at if goes > at else comes_back
    return at
