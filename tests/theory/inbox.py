"""Cases that pile up: a backlog that is worked off, an inbox that fills day and night."""

from datetime import date, timedelta
from functools import cache

import numpy as np

from sim.deadline import OpeningHours
from sim.deadline.weekly import DAYS
from sim.staffing.roster import KEEP

from .desk import UNIT, Figures, Run, always, apart, on_duty, poisson, rows, run, ticks

OPEN_H, DAY_H = 8, 24
WARM_DAYS = 100
HOUR_S = 3600
FIRST = date(2001, 1, 1)
NINE = int(np.datetime64(FIRST, "s").astype(np.int64)) + 9 * HOUR_S  # tick 0 of a run, as an instant


def backlog(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Piles of open cases, far apart."""
    comes = np.repeat(apart(size, 100 * p["backlog"] / p["service_rate_per_h"]), p["backlog"])
    times = ticks(rng.exponential(1 / p["service_rate_per_h"], len(comes)))
    done = run(rows(comes, times), always(*[1] * p["servers"]))
    hours = (done.stay / UNIT).reshape(size, -1)
    clear, done_by = hours.max(axis=1), (hours <= p["T_h"]).sum(axis=1)
    return {
        "mean_time_to_clear_h": clear.mean(), "sd_time_to_clear_h": clear.std(ddof=1),
        "mean_done_by_T": done_by.mean(), "p_clear_by_T": (clear <= p["T_h"]).mean(),
    }  # fmt: skip


def fluid(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """A backlog to which cases are added; it is cleared when for the first time nobody waits."""
    return {"fluid_hours": np.mean([_cleared(p, rng) for _ in range(size)])}


def _cleared(p: dict, rng: np.random.Generator) -> float:
    drain = p["servers"] * p["service_rate_per_h"] - p["arrival_rate_per_h"]
    expected = int(10 * p["arrival_rate_per_h"] * p["backlog"] / drain)
    comes = np.concatenate(
        [np.zeros(p["backlog"], np.int64), poisson(rng, p["arrival_rate_per_h"], expected)]
    )
    times = ticks(rng.exponential(1 / p["service_rate_per_h"], len(comes)))
    began = run(rows(comes, times), always(*[1] * p["servers"])).began[p["backlog"] - 1 : -1]
    nobody_waits = began <= comes[p["backlog"] :]
    return began[np.argmax(nobody_waits)] / UNIT


def nights(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Days open 09:00-17:00; the night's cases come at any hour before it. The project's own clock judges."""
    opens, n = apart(size + 41, DAY_H)[1:], p["servers"]
    comes = _cases(p, rng, size)
    person, on = np.repeat(np.arange(n), len(opens)), np.tile(opens, n)
    roster = on_duty(person, on, on + OPEN_H * UNIT, 1, stop=KEEP)
    done = run(rows(comes, ticks(rng.exponential(1 / p["service_rate_per_h"], len(comes)))), roster)
    days, read = opens[WARM_DAYS:size], comes > opens[WARM_DAYS - 1] + OPEN_H * UNIT
    came, began, left = (_instant(at[read]) for at in (comes, done.began, done.log.left))
    hours, limit_h = _hours(size), p["deadline_working_hours"]
    late = (left > hours.deadline(came, round(limit_h * HOUR_S))).mean()
    wait = hours.elapsed(came, began) / HOUR_S
    at_close, at_opening = (_open(comes, done.log.left, at) for at in (days + OPEN_H * UNIT, days))
    return {
        "cases_per_working_day": len(came) / len(days), "utilisation": _busy(done, days) / n,
        "backlog_at_close": at_close.mean(), "backlog_after_opening": at_opening.mean(),
        "p_empty_at_close": (at_close == 0).mean(), "mean_wait_to_start_wh": wait.mean(),
        "p_start_later_than_T": (wait > limit_h).mean(), "p_answer_later_than_T": late,
        "score_answer": 1 - late, "expected_late_answers_per_week": 5 * late * len(came) / len(days),
    }  # fmt: skip


def _cases(p: dict, rng: np.random.Generator, size: int) -> np.ndarray:
    """Draw when the cases of so many days come; tick 0 is the opening of the day before the first."""
    by_day = rng.poisson(p["day_rate_per_h"] * OPEN_H, size)
    by_night = rng.poisson(p["night_batch_mean"], size)
    day = np.arange(1, size + 1) * DAY_H
    at_day = np.repeat(day, by_day) + OPEN_H * rng.random(by_day.sum())
    at_night = np.repeat(day, by_night) - (DAY_H - OPEN_H) * rng.random(by_night.sum())
    return np.sort((np.concatenate([at_day, at_night]) * UNIT).astype(np.int64))


def _open(comes: np.ndarray, left: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Count the cases that are open at some ticks."""
    return np.searchsorted(comes, at, "right") - np.searchsorted(np.sort(left), at, "right")


def _busy(done: Run, days: np.ndarray) -> float:
    """How many people work on average while the shop is open."""
    first, last = days[0], days[-1] + OPEN_H * UNIT
    spells = np.clip(done.log.spell_ended, first, last) - np.clip(done.log.spell_began, first, last)
    return float(spells.sum() / (len(days) * OPEN_H * UNIT))


def _instant(at: np.ndarray) -> np.ndarray:
    """Turn ticks into UTC seconds."""
    return NINE + at // (UNIT // HOUR_S)


@cache
def _hours(days: int) -> OpeningHours:
    """Open every day: these cases know no weekend and no holiday."""
    last = FIRST + timedelta(days=days + 60)
    return OpeningHours({key: ["09:00-17:00"] for key in DAYS}, timezone="UTC", first=FIRST, last=last)
