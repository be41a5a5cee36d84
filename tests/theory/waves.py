"""Rates that follow a sine, with equal staff or with staff that follow it."""

import numpy as np
from scipy.optimize import brentq
from scipy.special import pdtrc

from sim.staffing.roster import TO_HEAD, Roster

from .desk import UNIT, Figures, Run, always, apart, on_duty, rows, run, ticks
from .steady import line

RARE = 0.05  # fewer readings than this with a queue: the hour before is run ANEW times
ANEW = 25
STEPS = 10_000  # of a grid on which staffing turns at most once a step


def wave(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Equal days whose rate is a sine, one after the other; the first three are not read."""
    day, hour = _sinusoid(p["lb"], p["amplitude"], _turn(p), 0, p["period_h"], size, rng)
    comes = ticks(day * p["period_h"] + hour)
    work = rows(comes, ticks(rng.exponential(1 / p["mu"], len(comes))))
    if "theta" in p:
        work.patience[:] = ticks(rng.exponential(1 / p["theta"], len(comes)))
    done = run(work, always(*[1] * p["servers"]))
    read = [_read(p, done, x, np.arange(3, size) * p["period_h"], rng) for x in p["x"]]
    return {"p_delay": [one[0] for one in read], "mean_queue": [one[1] for one in read]}


def _read(p: dict, done: Run, x: float, days: np.ndarray, rng: np.random.Generator) -> tuple[float, float]:
    """How likely all are busy at hour x of the day, and how many wait.

    What is read is how far that lies above the same for the same customers met by endless people, of whom
    the number inside is Poisson, plus what is known of that: a control variate. Where few wait, and nobody
    hangs up, the hour before is run many times.
    """
    n, mean = p["servers"], _endless(p["lb"], p["amplitude"], _turn(p), p["mu"], x)
    alone = done.log.came + done.work.work  # until then a customer met by endless people stays

    def count(hours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return tuple(_inside(done.log.came, left, ticks(hours)) for left in (done.log.left, alone))

    often = "theta" in p or _at_least(n, mean) > RARE
    inside, endless = count(days + x) if often else _anew(p, *count(days + x - 1), x, rng)
    p_delay = (inside >= n).mean() - (endless >= n).mean() + _at_least(n, mean)
    queue = np.maximum(inside - n, 0) - np.maximum(endless - n, 0)
    return p_delay, queue.mean() + mean * _at_least(n - 1, mean) - n * _at_least(n, mean)


def _at_least(n: int, mean: float) -> float:
    """How likely a Poisson number is n or more."""
    return float(pdtrc(n - 1, mean)) if n > 0 else 1.0


def _anew(
    p: dict, inside: np.ndarray, endless: np.ndarray, x: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Run the last hour before x many times from what was inside then: work that is left is exponential too.

    The customers whom endless people would not have served yet are the first of those inside.
    """
    inside, endless = np.repeat(inside, ANEW), np.repeat(endless, ANEW)
    begins = apart(len(inside), 100)
    day, hour = _sinusoid(p["lb"], p["amplitude"], _turn(p), x - 1, 1, len(inside), rng)
    opened = np.repeat(begins, inside)
    number = np.arange(len(opened)) - np.repeat(np.cumsum(inside) - inside, inside)
    comes = np.concatenate([opened, begins[day] + ticks(hour - (x - 1))])
    times = ticks(rng.exponential(1 / p["mu"], len(comes)))
    left = run(rows(comes, times), always(*[1] * p["servers"])).log.left
    only = np.concatenate([number < np.repeat(endless, inside), np.ones(len(day), bool)])
    at = begins + UNIT
    return _inside(comes, left, at), _inside(comes[only], (comes + times)[only], at)


def _inside(came: np.ndarray, left: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Count who came and has not left at some instants."""
    return np.searchsorted(np.sort(came), at, "right") - np.searchsorted(np.sort(left), at, "right")


def _turn(p: dict) -> float:
    return 2 * np.pi / p["period_h"]


def pointwise(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """The same desk as in `wave`, for ever at the rate of one hour of the day."""
    rates = _rate(p["lb"], p["amplitude"], _turn(p), np.array(p["x"]))
    desk = {"service_rate_per_h": p["mu"], "servers": p["servers"]}
    desk |= {"patience_rate_per_h": p["theta"]} if "theta" in p else {}
    steady = [line(desk | {"arrival_rate_per_h": rate}, rng, size) for rate in rates]
    return {"pointwise_stationary_p_delay": [one["p_wait"] for one in steady]}


def _rate(level: float, amplitude: float, w: float, at: np.ndarray) -> np.ndarray:
    return level + amplitude * np.sin(w * at)


def _endless(level: float, amplitude: float, w: float, mu: float, at: np.ndarray) -> np.ndarray:
    """How many are inside on average when endless people meet a sine, long after the start."""
    return level / mu + amplitude * (mu * np.sin(w * at) - w * np.cos(w * at)) / (mu**2 + w**2)


def _sinusoid(
    level: float, amplitude: float, w: float, begin: float, length: float, size: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw the same stretch of a sine so many times: which one each customer belongs to, and its hour.

    Candidates come at the highest rate and are thinned at their own time.
    """
    most = level + abs(amplitude)
    which = np.repeat(np.arange(size), rng.poisson(most * length, size))
    hour = begin + length * rng.random(len(which))
    kept = most * rng.random(len(which)) < _rate(level, amplitude, w, hour)
    order = np.lexsort((hour[kept], which[kept]))
    return which[kept][order], hour[kept][order]


def following(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Staff follow a sine. Who goes off stops at once, and the customer goes to the head of the queue."""
    horizon, instants = max(p["t"]) + 1, np.array(p["t"])
    begins = apart(size, 10 * horizon)
    day, hour = _sinusoid(p["lb"], p["am"], p["w"], 0, horizon, size, rng)
    comes = begins[day] + ticks(hour)
    times, patience = (ticks(rng.exponential(1 / p[name], len(comes))) for name in ("mu", "theta"))
    roster = _heads(p, begins, horizon)
    left = run(rows(comes, times, patience=patience), roster).log.left
    inside = _inside(comes, left, np.add.outer(ticks(instants), begins))
    staff = np.array([((roster.on <= at) & (at < roster.off)).sum() for at in ticks(instants)])
    waiting = np.maximum(inside - staff[:, None], 0).mean(axis=1)
    leaving = p["theta"] * waiting / _rate(p["lb"], p["am"], p["w"], instants)
    p_delay = (inside >= staff[:, None]).mean(axis=1)
    figures = {"m": inside.mean(axis=1), "s": staff, "p_delay": p_delay, "abandon_fraction_instant": leaving}
    return {name: list(values) for name, values in figures.items()}


def _heads(p: dict, begins: np.ndarray, horizon: float) -> Roster:
    """Person k is on duty while more than k are wanted."""
    most = int(np.ceil(_wanted(p, np.linspace(0, horizon, STEPS)).max()))
    spans = [(k, *span) for k in range(most) for span in _spans(p, k, horizon)]
    k, on, off = np.array(spans).T
    on, off = (np.add.outer(ticks(edge), begins).ravel() for edge in (on, off))
    return on_duty(np.repeat(k, len(begins)), on, off, 1, stop=TO_HEAD)


def _wanted(p: dict, t: np.ndarray | float) -> np.ndarray:
    """How many people are wanted after an empty start, before rounding up: m(t) + beta sqrt(m(t))."""
    settled, at_start = (_endless(p["lb"], p["am"], p["w"], p["mu"], at) for at in (t, 0.0))
    mean = np.maximum(settled - at_start * np.exp(-p["mu"] * t), 0)
    return mean + p["beta"] * np.sqrt(mean)


def _spans(p: dict, k: int, horizon: float) -> list[tuple[float, float]]:
    """Find when more than k are wanted, to the accuracy of a tick."""
    grid = np.linspace(0, horizon, STEPS)
    above = _wanted(p, grid) > k
    turns = np.flatnonzero(above[1:] != above[:-1])
    edges = [brentq(lambda t: _wanted(p, t) - k, grid[i], grid[i + 1], xtol=1e-12) for i in turns]
    edges = [0.0] * bool(above[0]) + edges + [horizon] * bool(above[-1])
    return list(zip(edges[::2], edges[1::2], strict=True))
