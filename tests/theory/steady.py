"""One line and equal people, long after the start: loss, delay, abandonment, finite lines, even arrivals."""

import numpy as np

from sim.operation.contract import BUSY, LEFT

from .desk import UNIT, Figures, Run, always, handling, limited_to, poisson, rate_of, rows, run, ticks

TWENTY_SECONDS = 1 / 3  # of a minute: what a case in minutes means that names no time to answer


def finite(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Whoever finds every telephone line taken is refused; without waiting places that is Erlang's loss."""
    work = rows(poisson(rng, rate_of(p), size), ticks(handling(p, rng, size)))
    done = run(work, always(*[1] * p["servers"]), **limited_to(p.get("system_capacity", p["servers"])))
    counted = done.counted()
    blocked, busy = done.log.outcome == BUSY, done.mean_busy(range(p["servers"]))
    return {
        "offered_load": done.rate(done.work.work), "p_blocked": blocked[counted].mean(),
        "mean_busy": busy, "occupancy": busy / p["servers"], "mean_queue": done.mean_in_queue(),
        "mean_wait_accepted": done.wait[counted & ~blocked].mean() / UNIT,
    }  # fmt: skip


def delay(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Everybody waits until served, whatever the law of the handling time."""
    servers = p.get("servers", 1)
    work = rows(poisson(rng, rate_of(p), size), ticks(handling(p, rng, size)))
    return waiting(run(work, always(*[1] * servers)), servers, p.get("T_hours", p.get("T", TWENTY_SECONDS)))


def waiting(done: Run, servers: int, within: float) -> Figures:
    """Read the figures of a line in which everybody is served."""
    counted, busy = done.counted(), done.mean_busy(range(servers))
    wait = done.wait[counted]
    return {
        "offered_load": done.rate(done.work.work), "rho": busy / servers, "occupancy": busy / servers,
        "p_wait": (wait > 0).mean(), "p_wait_le_T": (wait <= within * UNIT).mean(),
        "mean_wait": wait.mean() / UNIT, "var_wait": wait.var() / UNIT**2,
        "mean_wait_s": 60 * wait.mean() / UNIT, "wait_p90_s": 60 * np.quantile(wait, 0.9) / UNIT,
        "mean_queue": done.mean_in_queue(), "mean_sojourn": done.stay[counted].mean() / UNIT,
        "mean_in_system": done.mean_number(done.log.came, done.log.left),
    }  # fmt: skip


def abandonment(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Those who wait hang up when their patience ends."""
    patience = ticks(rng.exponential(1 / p["patience_rate"], size))
    work = rows(poisson(rng, rate_of(p), size), ticks(handling(p, rng, size)), patience=patience)
    done = run(work, always(*[1] * p["servers"]))
    counted = done.counted()
    left, wait = (done.log.outcome == LEFT)[counted], done.wait[counted]
    return {
        "offered_load": done.rate(work.work), "p_wait": (wait > 0).mean(), "p_abandon": left.mean(),
        "p_abandon_given_wait": left.sum() / (wait > 0).sum(), "mean_wait_all": wait.mean() / UNIT,
        "mean_queue": done.mean_in_queue(),
        "occupancy": done.mean_busy(range(p["servers"])) / p["servers"],
        "p_served_within_T": (~left & (wait <= p["T"] * UNIT)).mean(),
    }  # fmt: skip


def evenly(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """One case exactly every so many minutes."""
    comes = ticks(np.arange(1, size + 1) * p["interarrival_min"])
    done = run(rows(comes, ticks(rng.exponential(p["service_mean_min"], size))), always(1))
    wait = done.wait[done.counted()]
    busy_on_arrival = (wait > 0).mean()
    return {"sigma": busy_on_arrival, "p_wait": busy_on_arrival, "mean_wait_min": wait.mean() / UNIT}
