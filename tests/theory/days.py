"""Days that begin empty and stand too far apart to see each other."""

import numpy as np

from sim.draws import gamma
from sim.operation.contract import BUSY, LEFT, SERVED
from sim.staffing.roster import FINISH

from .desk import END, UNIT, Figures, Run, always, apart, limited_to, on_duty, rows, run, ticks


def day(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Days of so many minutes at one rate, read until they close; who is inside then stays."""
    minutes, n = p["minutes"], p["servers"]
    begins = apart(size, 100 * minutes)
    opened = np.repeat(begins, rng.poisson(p["arrival_rate_per_min"] * minutes, size))
    comes = np.sort(opened + (rng.random(len(opened)) * minutes * UNIT).astype(np.int64))
    work = rows(comes, ticks(rng.exponential(1 / p["service_rate_per_min"], len(comes))))
    if "patience_rate_per_min" in p:
        work.patience[:] = ticks(rng.exponential(1 / p["patience_rate_per_min"], len(comes)))
    done = run(work, always(*[1] * n), **limited_to(p.get("system_capacity", END)))
    close, time = opened + minutes * UNIT, size * minutes * UNIT
    began, ended = done.log.spell_began, done.log.spell_ended
    shut = close[done.log.spell_row]
    busy = (np.minimum(ended, shut) - np.minimum(began, shut)).sum() / time / n
    queue = (np.minimum(done.gone, close) - comes).sum() / time

    def counted(outcome: int) -> float:
        return ((done.log.outcome == outcome) & (done.log.left <= close)).sum() / size

    served, wait = done.log.outcome == SERVED, done.wait / UNIT
    return {
        "occupancy": busy, "mean_time_queue": queue, "expected_services_completed": counted(SERVED),
        "expected_abandoned": counted(LEFT), "expected_blocked": counted(BUSY),
        "published": {
            "occupancy": busy, "abandoned": counted(LEFT), "blocked": counted(BUSY),
            "service_level_20s": (served & (wait <= 1 / 3)).sum() / len(comes),
            "speed_of_answer_min": wait[served].mean(),
        },
    }  # fmt: skip


def hourly(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """A call centre whose rate and staff change every hour, on days that are busier or quieter as a whole.

    The schedule counts heads: when it drops, whoever is free first goes home, and nobody breaks off a call.
    So going home is a row of work that goes before all calls. The factors of the days are drawn one from each
    of `size` equal parts of their law.
    """
    length = 5 * len(p["agents"]) * UNIT  # long after the day
    begins = apart(size, 10 * len(p["agents"]))
    busyness = _busyness(p.get("busyness", 1), (np.arange(size) + rng.random(size)) / size)
    counts = rng.poisson(busyness[:, None] * p["arrival_rate_per_h"])
    home = np.add.outer(begins, ticks(_hours(-np.diff(p["agents"])) + 1)).ravel()
    comes, times, patience = _calls(p, rng, begins, counts)
    line = np.repeat([0, 1], [len(home), len(comes)])
    work = rows(np.append(home, comes), np.append(np.full(len(home), length), times), line)
    work.patience[line == 1] = patience
    joins = ticks(_hours(np.diff([0, *p["agents"]])))
    on = np.add.outer(joins, begins).ravel()
    off = np.tile(begins, len(joins)) + length
    roster = on_duty(np.repeat(np.arange(len(joins)), size), on, off, 0b11, stop=FINISH)
    return _of_expected_calls(run(work, roster), sum(p["arrival_rate_per_h"]), counts.sum(axis=1))


def _calls(p: dict, rng: np.random.Generator, begins: np.ndarray, counts: np.ndarray) -> tuple:
    """Draw when so many call each day and hour, for how long, and how long they wait; some not at all."""
    hour = np.repeat(np.tile(np.arange(counts.shape[1]), len(begins)), counts.ravel())
    opened = np.repeat(begins, counts.sum(axis=1))
    comes = opened + ((hour + rng.random(len(hour))) * UNIT).astype(np.int64)
    patience = rng.exponential(p["patience_mean_s"] / 3600, len(comes))
    patience[rng.random(len(comes)) < p["p_balk"]] = 0
    times = rng.exponential(p["service_mean_s"] / 3600, len(comes))
    return comes, ticks(times), ticks(patience)


def _hours(steps: np.ndarray) -> np.ndarray:
    """Name each hour as often as a schedule steps up at it, by how many."""
    return np.repeat(np.arange(len(steps)), np.maximum(steps, 0))


def _of_expected_calls(done: Run, expected: float, counts: np.ndarray) -> Figures:
    """Read a day's figures; what is said per call is per call expected, those who hung up among them."""
    days, calls = len(counts), done.work.line == 1
    assert np.isin(done.log.outcome[calls], (SERVED, LEFT)).all(), "somebody waits for ever"
    wait, lost = done.wait[calls] / UNIT * 3600, (done.log.outcome[calls] == LEFT).sum()
    figures = {
        "mean_wait_s": wait.sum() / days / expected, "sd_arrivals": counts.std(ddof=1),
        "service_level_20s": (wait < 20).sum() / days / expected, "lost": lost / days / expected,
    }  # fmt: skip
    return figures | {
        "expected_arrivals": counts.mean(), "expected_lost": lost / days,
        "lost_per_expected_call": figures["lost"], "published": figures,
    }  # fmt: skip


def _busyness(law: float | str, u: np.ndarray) -> np.ndarray:
    """Turn uniform draws into day factors of mean 1: a constant, or "Gamma(shape a, rate a)"."""
    if not isinstance(law, str):
        return np.full(len(u), float(law))
    shape = float(law.split("shape ")[1].split(",")[0])
    return gamma(u, shape**-0.5)
