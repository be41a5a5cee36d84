"""One line and equal people, long after the start, whatever the laws; and how far its means lie apart."""

import numpy as np

from sim.operation.contract import BUSY, LEFT, SERVED

from .desk import END, UNIT, Figures, Run, always, limited_to, poisson, rows, run, ticks
from .laws import draws, unit_of, within

REMEMBERED = 225  # a batch is so many times as long as what a wait remembers
QUANTILES = (50, 80, 90, 95, 99)


def line(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Some wait until served, some hang up, some find every place taken: as the case says.

    Without a patience nobody hangs up. A loss system has as many telephone lines as people.
    """
    comes = ticks(np.cumsum(draws(p, "interarrival", rng, size)))
    work = rows(comes, ticks(draws(p, "service", rng, size)))
    if any(name.startswith("patience") for name in p):
        work.patience[:] = ticks(draws(p, "patience", rng, size))
    servers = p.get("servers", 1)
    done = run(work, always(*[1] * servers), **limited_to(p.get("system_capacity", END)))
    return waiting(done, servers, p) | _lost(done, within(p))


def loss(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Whoever finds everybody busy is refused: a line without a place to wait."""
    return line({"system_capacity": p["servers"]} | p, rng, size)


def waiting(done: Run, servers: int, p: dict) -> Figures:
    """Read the figures of a line, of all who came; in units of the case, or as they are named."""
    busy, wait = done.mean_busy(range(servers)), done.wait[done.counted()] / UNIT
    p_wait, seconds = (wait > 0).mean(), unit_of(p)
    wait_s = np.percentile(wait, QUANTILES) * seconds
    return {
        "offered_load": done.rate(done.work.work), "mean_busy": busy,
        "rho": busy / servers, "occupancy": busy / servers, "p_wait": p_wait, "sigma": p_wait,
        "p_wait_le_T": (wait <= within(p)).mean(), "p_wait_gt_T": (wait > within(p)).mean(),
        "mean_wait": wait.mean(), "mean_wait_all": wait.mean(), "var_wait": wait.var(),
        "mean_wait_s": wait.mean() * seconds, "mean_wait_min": wait.mean() * seconds / 60,
        "mean_queue": done.mean_in_queue(), "mean_sojourn": done.stay[done.counted()].mean() / UNIT,
        "mean_in_system": done.mean_number(done.log.came, done.log.left),
    } | {f"wait_p{share}_s": value for share, value in zip(QUANTILES, wait_s, strict=True)}  # fmt: skip


def _lost(done: Run, soon: float) -> Figures:
    """Read who was refused, who hung up, and how long the others waited."""
    outcome, wait = done.log.outcome[done.counted()], done.wait[done.counted()] / UNIT
    left, blocked, served = (outcome == each for each in (LEFT, BUSY, SERVED))
    return {
        "p_blocked": blocked.mean(), "mean_wait_accepted": wait[~blocked].mean(), "p_abandon": left.mean(),
        "p_abandon_given_wait": left.sum() / max((wait > 0).sum(), 1),
        "mean_wait_served": wait[served].mean(), "p_served_within_T": (served & (wait <= soon)).mean(),
    }  # fmt: skip


def means(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """How far means of a queue with one server lie apart: of customers, and of stretches of time.

    Batches of a long run, so much longer than what a wait remembers that their variance falls short of the
    limit by less than half a per cent.
    """
    work = rows(poisson(rng, p["rho"] * p["mu"], size), ticks(rng.exponential(1 / p["mu"], size)))
    done = run(work, always(1))
    counted, batch = np.flatnonzero(done.counted()), round(REMEMBERED / (1 - p["rho"] ** 0.5) ** 2)
    counted = counted[len(counted) % batch :]
    wait = (done.wait[counted] / UNIT).reshape(-1, batch).mean(axis=1)
    came, left = done.log.came, np.sort(done.log.left)
    edges = np.linspace(came[counted[0]], came[counted[-1]], len(wait) + 1)
    number = np.diff(_inside(came, edges) - _inside(left, edges)) / np.diff(edges)
    return {
        "mean_wait": wait.mean(), "var_const_wait_sequence": batch * wait.var(ddof=1),
        "mean_in_system": number.mean(),
        "var_const_time_avg_in_system": np.diff(edges)[0] / UNIT * number.var(ddof=1),
    }  # fmt: skip


def _inside(instants: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Sum over ordered instants how long before each edge they lie, if they do: float64[edges]."""
    before = np.searchsorted(instants, edges)
    return before * edges - np.append(0.0, np.cumsum(instants.astype(float)))[before]
