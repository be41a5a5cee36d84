"""One line and equal people, long after the start: loss, delay, abandonment, finite lines, even arrivals."""

import numpy as np

from sim.operation.contract import BUSY, LEFT

from .desk import UNIT, Figures, Run, always, handling, limited_to, poisson, rate_of, rows, run, ticks

BATCH = 20_000  # customers
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


def means(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """How far means of a queue with one server lie apart: of customers, and of stretches of time.

    Batches of a long run; at a load of 0.8 a batch is 250 times as long as what a wait remembers, so that its
    variance falls short of the limit by less than half a per cent.
    """
    work = rows(poisson(rng, p["rho"] * p["mu"], size), ticks(rng.exponential(1 / p["mu"], size)))
    done = run(work, always(1))
    counted = np.flatnonzero(done.counted())
    counted = counted[len(counted) % BATCH :]
    wait = (done.wait[counted] / UNIT).reshape(-1, BATCH).mean(axis=1)
    came, left = done.log.came, np.sort(done.log.left)
    edges = np.linspace(came[counted[0]], came[counted[-1]], len(wait) + 1)
    number = np.diff(_inside(came, edges) - _inside(left, edges)) / np.diff(edges)
    return {
        "mean_wait": wait.mean(), "var_const_wait_sequence": BATCH * wait.var(ddof=1),
        "mean_in_system": number.mean(),
        "var_const_time_avg_in_system": np.diff(edges)[0] / UNIT * number.var(ddof=1),
    }  # fmt: skip


def _inside(instants: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Sum over ordered instants how long before each edge they lie, if they do: float64[edges]."""
    before = np.searchsorted(instants, edges)
    return before * edges - np.append(0.0, np.cumsum(instants.astype(float)))[before]
