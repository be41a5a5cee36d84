"""Textbook queues as rows of work and people: one function a family gives the figures of one replication.

Throughout: `p` are the parameters of a case, `rng` the replication's own draws, times in ticks; a case's unit
of time (hour or minute) is UNIT ticks, so fine that rounding moves no figure. Every run starts empty; figures
are read between the arrivals `WARM` and the last.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import FOREVER, IF_LEFT, IF_SERVED, LINES, NOBODY, OUTCOMES, Work
from sim.operation import kernel
from sim.operation.contract import LEFT, SERVED, EngineLog, Rules
from sim.staffing.roster import KEEP, Roster

UNIT = 36_000_000
END = 2**60  # after everything
WARM = 0.05  # of the arrivals

Figures = dict[str, float | list[float]]


class Run(NamedTuple):
    """What happened to the rows of one run."""

    work: Work
    log: EngineLog
    last: int = END  # arrivals after it are not counted

    @property
    def began(self) -> np.ndarray:
        began = np.full(len(self.work), NEVER)
        began[self.log.spell_row[::-1]] = self.log.spell_began[::-1]
        return began

    @property
    def wait(self) -> np.ndarray:
        """Ticks until work began or patience ended."""
        return np.where(self.log.outcome == LEFT, self.log.left, self.began) - self.log.came

    def counted(self, line: int = 0) -> np.ndarray:
        """Mark the rows of a line that are counted."""
        mine = (self.work.line == line) & (self.log.came != NEVER) & (self.log.came <= self.last)
        return mine & (self.log.came >= np.quantile(self.log.came[mine], WARM, method="lower"))

    def mean_number(self, begins: np.ndarray, ends: np.ndarray) -> float:
        """Average over time how many intervals are open, from the first counted arrival to the last."""
        counted = self.log.came[self.counted()]
        first, last = counted.min(), counted.max()
        inside = np.clip(ends, first, last) - np.clip(begins, first, last)
        return float(inside.sum() / (last - first))

    def mean_busy(self, people: range) -> float:
        theirs = np.isin(self.log.spell_person, people)
        return self.mean_number(self.log.spell_began[theirs], self.log.spell_ended[theirs])


def ticks(amount: np.ndarray) -> np.ndarray:
    return np.rint(amount * UNIT).astype(np.int64)


def poisson(rng: np.random.Generator, rate: float, size: int) -> np.ndarray:
    """Arrivals of a Poisson stream, in ticks, rounded down."""
    return (np.cumsum(rng.exponential(1 / rate, size)) * UNIT).astype(np.int64)


def rows(comes: np.ndarray, work: np.ndarray, line: np.ndarray | int = 0, **more: np.ndarray) -> Work:
    n = len(comes)
    columns = {
        "patience": np.full(n, FOREVER), "key": np.zeros(n, np.int64), "about": np.full(n, NOBODY),
        "then": np.full((n, OUTCOMES), NOBODY), "wait": np.zeros((n, OUTCOMES), np.int64),
        "customer": np.arange(n), "step": np.zeros(n, np.int64),
    }  # fmt: skip
    return Work(**columns | {"comes": comes, "work": work, "line": np.broadcast_to(line, n).copy()} | more)


def people(*does: int, asked: tuple[int, ...] | None = None) -> Roster:
    """Everybody on duty from the first tick to the last; `does` is a mask of lines for each."""
    k = len(does)
    each = (
        np.arange(k),
        np.zeros(k),
        np.full(k, END),
        does,
        np.full(k, 1000),
        asked or np.zeros(k),
        np.zeros(k),
    )
    return Roster.steady(*(np.array(column, np.int64) for column in each))


def run(work: Work, roster: Roster, interrupts: bool = False) -> Run:
    """Serve line 0 before line 1 before the others, each first come, first served."""
    calls = (np.arange(LINES) == 0) & interrupts
    rank = np.arange(LINES)
    rules = replace(
        Rules.first_come(LINES), rank=rank, late_rank=rank, interrupts=calls, yields=~calls, stops=~calls
    )
    return Run(work, kernel.simulate(work, roster, rules, END))


def service(p: dict, rng: np.random.Generator, size: int) -> np.ndarray:
    """Draw handling times in units; the case names the law, exponential when it names none."""
    law = p.get("service", p.get("service_dist", "exponential"))
    if law == "lognormal":
        mean, sd = (p.get(f"{key}_min") or p[f"service_{key}_min"] for key in ("mean", "sd"))
        return lognormal(rng, mean, sd, size) / (60 if "arrival_rate_per_h" in p else 1)
    if law == "gamma":
        return rng.gamma(p["shape"], p["scale_min"], size)
    if law == "hyperexponential":
        return rng.exponential(np.where(rng.random(size) < p["p"][0], *p["means_min"]))
    if law == "deterministic":
        return np.full(size, p["mean_min"])
    if "service_min" in p:
        return np.full(size, p["service_min"])
    return rng.exponential(1 / (p.get("service_rate_per_h") or p["service_rate"]), size)


def lognormal(rng: np.random.Generator, mean: float, sd: float, size: int) -> np.ndarray:
    sigma2 = np.log1p((sd / mean) ** 2)
    return rng.lognormal(np.log(mean) - sigma2 / 2, np.sqrt(sigma2), size)


def _one_line(p: dict, rng: np.random.Generator, size: int, patience: np.ndarray | None = None) -> Run:
    rate = p.get("arrival_rate_per_h") or p.get("arrival_rate_per_min") or p.get("arrival_rate")
    comes = poisson(rng, rate, size)
    work = rows(comes, ticks(service(p, rng, size)))
    if patience is not None:
        work.patience[:] = patience
    return run(work, people(*[1] * p.get("servers", 1)))


def loss(p: dict, rng: np.random.Generator, size: int) -> Figures:
    done = _one_line(p, rng, size, np.zeros(size, np.int64))
    busy = done.mean_busy(range(p["servers"]))
    blocked = (done.log.outcome == LEFT)[done.counted()].mean()
    return {"p_blocked": blocked, "mean_busy": busy, "occupancy": busy / p["servers"]}


def delay(p: dict, rng: np.random.Generator, size: int) -> Figures:
    done, servers = _one_line(p, rng, size), p.get("servers", 1)
    wait, came, busy = done.wait[done.counted()], done.log.came, done.mean_busy(range(servers))
    figures = {
        "rho": busy / servers, "occupancy": busy / servers, "p_wait": (wait > 0).mean(),
        "mean_wait": wait.mean() / UNIT, "var_wait": wait.var() / UNIT**2,
        "mean_queue": done.mean_number(came, done.began),
        "mean_in_system": done.mean_number(came, done.log.left),
        "mean_sojourn": (done.log.left - came)[done.counted()].mean() / UNIT,
    }  # fmt: skip
    return figures | {"p_wait_le_T": (wait <= p["T_hours"] * UNIT).mean()} if "T_hours" in p else figures


def abandonment(p: dict, rng: np.random.Generator, size: int) -> Figures:
    done = _one_line(p, rng, size, ticks(rng.exponential(1 / p["patience_rate"], size)))
    counted, left, wait = done.counted(), done.log.outcome == LEFT, done.wait
    gone = np.where(left, done.log.left, done.began)
    return {
        "p_wait": (wait[counted] > 0).mean(), "p_abandon": left[counted].mean(),
        "p_abandon_given_wait": left[counted].sum() / (wait[counted] > 0).sum(),
        "mean_wait_all": wait[counted].mean() / UNIT, "mean_queue": done.mean_number(done.log.came, gone),
        "occupancy": done.mean_busy(range(p["servers"])) / p["servers"],
        "p_served_within_T": (~left & (wait <= p["T"] * UNIT))[counted].mean(),
    }  # fmt: skip


def evenly(p: dict, rng: np.random.Generator, size: int) -> Figures:
    comes = ticks(np.arange(1, size + 1) * p["interarrival_min"])
    done = run(rows(comes, ticks(rng.exponential(p["service_mean_min"], size))), people(1))
    wait = done.wait[done.counted()]
    return {"p_wait": (wait > 0).mean(), "mean_wait_min": wait.mean() / UNIT}


def _classes(streams: list[tuple[float, np.ndarray]], rng: np.random.Generator) -> Work:
    """Merge streams of (rate, handling times), one line each, in order of arrival."""
    comes = np.concatenate([poisson(rng, rate, len(times)) for rate, times in streams])
    line = np.repeat(np.arange(len(streams)), [len(times) for _, times in streams])
    work = ticks(np.concatenate([times for _, times in streams]))
    order = np.argsort(comes, kind="stable")
    return rows(comes[order], work[order], line[order])


def priority(p: dict, rng: np.random.Generator, size: int) -> Figures:
    rates = np.array(p["arrival_rate_per_h"])
    sizes = (size * rates / rates.sum()).astype(int)
    streams = [
        (rate, rng.exponential(1 / p["service_rate_per_h"], n)) for rate, n in zip(rates, sizes, strict=True)
    ]
    done = run(_classes(streams, rng), people(*[0b111] * p["servers"]))
    wait = [done.wait[done.counted(line)] for line in range(len(rates))]
    everybody = np.concatenate(wait)
    return {
        "p_wait": (everybody > 0).mean(), "mean_wait_all": everybody.mean() / UNIT,
        "mean_wait_per_class": [one.mean() / UNIT for one in wait],
    }  # fmt: skip


def phone_and_mail(p: dict, rng: np.random.Generator, size: int, interrupts: bool = False) -> Figures:
    """One agent, minutes; calls first, and at once when they interrupt."""
    rates = np.array([p["phone_per_h"], p["email_per_h"]]) / 60
    phone, mail = (size * rates / rates.sum()).astype(int)
    calls = rng.exponential(p["phone_mean_min"], phone)
    mails = lognormal(rng, p["email_mean_min"], p["email_sd_min"], mail)
    done = run(_classes(list(zip(rates, (calls, mails), strict=True)), rng), people(0b11), interrupts)
    figures = {"rho": done.mean_busy(range(1))}
    for line, name in enumerate(("phone", "email")):
        mine = done.counted(line)
        figures[f"wait_{name}_min"] = done.wait[mine].mean() / UNIT
        figures[f"sojourn_{name}_min"] = (done.log.left - done.log.came)[mine].mean() / UNIT
    return figures


def interrupting(p: dict, rng: np.random.Generator, size: int) -> Figures:
    return phone_and_mail(p, rng, size, interrupts=True)


def skills(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Pool A does line 0 only and is asked first; pool B does both."""
    rates = np.array([p["phone_per_h"], p["mail_per_h"]])
    sizes = (size * rates / rates.sum()).astype(int)
    services = (p["phone_rate"], p["mail_rate"])
    handling = [rng.exponential(1 / mu, n) for mu, n in zip(services, sizes, strict=True)]
    work = _classes(list(zip(rates, handling, strict=True)), rng)
    calls = np.flatnonzero(work.line == 0)
    work.patience[calls] = ticks(rng.exponential(1 / p["patience_rate"], len(calls)))
    a, b = p["pool_A"], p["pool_B"]
    done = run(work, people(*[0b01] * a, *[0b11] * b, asked=(0,) * a + (1,) * b))
    phone, mail = done.counted(0), done.counted(1)
    left = (done.log.outcome == LEFT)[phone].mean()
    taken = phone[done.log.spell_row]
    return {
        "p_abandon_phone": left, "answered_phone": 1 - left,
        "mean_wait_phone_min": 60 * done.wait[phone].mean() / UNIT,
        "mean_wait_mail_min": 60 * done.wait[mail].mean() / UNIT,
        "occupancy_A": done.mean_busy(range(a)) / a, "occupancy_B": done.mean_busy(range(a, a + b)) / b,
        "share_phone_by_pool_A": (done.log.spell_person[taken] < a).mean(),
    }  # fmt: skip


def loop(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Each answer brings a reply with the same chance, after a wait of any law; here an even one."""
    visits = rng.geometric(1 - p["p_return"], size)
    first = np.cumsum(visits) - visits
    n = int(visits.sum())
    comes = np.full(n, NEVER)
    comes[first] = poisson(rng, p["new_cases_per_h"], size)
    work = rows(comes, ticks(rng.exponential(1 / p["service_rate_per_h"], n)))
    again = np.setdiff1d(np.arange(n), first)
    work.then[again - 1, IF_SERVED] = again
    work.wait[again - 1, IF_SERVED] = ticks(rng.uniform(0, 2 * p["customer_wait_mean_h"], len(again)))
    done = run(work, people(*[1] * p["servers"]))._replace(last=comes.max())
    counted = np.flatnonzero(done.counted())
    wait, asked = done.wait, np.intersect1d(counted, first)
    return {
        "desk": {
            "occupancy": done.mean_busy(range(p["servers"])) / p["servers"],
            "p_wait": (wait[counted] > 0).mean(), "mean_wait": wait[counted].mean() / UNIT,
        },
        "visits_per_case": n / size, "p_wait_first_touch": (wait[asked] > 0).mean(),
    }  # fmt: skip


def tandem(p: dict, rng: np.random.Generator, size: int) -> Figures:
    harder = np.flatnonzero(rng.random(size) < p["p_escalate"])
    comes = np.concatenate([poisson(rng, p["new_cases_per_h"], size), np.full(len(harder), NEVER)])
    line = np.repeat([0, 1], [size, len(harder)])
    work = rows(comes, ticks(rng.exponential(1 / np.where(line, p["special_rate"], p["desk_rate"]))), line)
    work.then[harder, IF_SERVED] = size + np.arange(len(harder))
    done = run(work, people(*[0b01] * p["desk_agents"], *[0b10] * p["special_agents"]))
    both = [done.wait[done.counted(each)] for each in range(2)]
    return {
        name: {"p_wait": (wait > 0).mean(), "mean_wait": wait.mean() / UNIT}
        for name, wait in zip(("desk", "special"), both, strict=True)
    }


def redial(p: dict, rng: np.random.Generator, size: int, attempts: int = 40) -> Figures:
    """Whoever finds everybody busy tries again after a while; forty attempts are as good as endless."""
    n = size * attempts
    comes = np.full(n, NEVER)
    comes[::attempts] = poisson(rng, p["arrival_rate_per_h"], size)
    handling = ticks(np.repeat(rng.exponential(1 / p["service_rate_per_h"], size), attempts))
    work = rows(comes, handling, patience=np.zeros(n, np.int64))
    work.then[:, IF_LEFT] = np.where(np.arange(1, n + 1) % attempts, np.arange(1, n + 1), NOBODY)
    work.wait[:, IF_LEFT] = ticks(rng.exponential(1 / p["redial_rate_per_h"], n))
    done = run(work, people(*[1] * p["servers"]))
    outcome = done.log.outcome[done.counted()]
    served, left = (outcome == SERVED).sum(), (outcome == LEFT).sum()
    assert (done.log.outcome.reshape(size, attempts)[:, -1] != LEFT).all(), "a chain ran out"
    return {
        "attempts_per_call": (served + left) / served,
        "answered_share_of_attempts": served / (served + left),
    }


def day(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Days of minutes, each from empty; they stand so far apart that none sees another."""
    minutes, apart = p["minutes"], 100 * p["minutes"] * UNIT
    count = rng.poisson(p["arrival_rate_per_min"] * minutes, size)
    date = np.repeat(np.arange(size), count)
    comes = np.sort(date * apart + (rng.random(len(date)) * minutes * UNIT).astype(np.int64))
    work = rows(comes, ticks(rng.exponential(1 / p["service_rate_per_min"], len(comes))))
    if "patience_rate_per_min" in p:
        work.patience[:] = ticks(rng.exponential(1 / p["patience_rate_per_min"], len(comes)))
    done = run(work, people(*[1] * p["servers"]))
    close = comes // apart * apart + minutes * UNIT
    began, ended = (
        np.minimum(at, close[done.log.spell_row]) for at in (done.log.spell_began, done.log.spell_ended)
    )
    waited = np.minimum(np.where(done.log.outcome == LEFT, done.log.left, done.began), close) - comes
    time = size * minutes * UNIT
    return {
        "occupancy": (ended - began).sum() / time / p["servers"], "mean_time_queue": waited.sum() / time,
        "expected_services_completed": ((done.log.outcome == SERVED) & (done.log.left <= close)).sum() / size,
        "expected_abandoned": ((done.log.outcome == LEFT) & (done.log.left <= close)).sum() / size,
    }  # fmt: skip


def backlog(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Piles of open cases, far apart."""
    apart, n = 100 * UNIT, size * p["backlog"]
    comes = np.repeat(np.arange(size), p["backlog"]) * apart
    done = run(
        rows(comes, ticks(rng.exponential(1 / p["service_rate_per_h"], n))), people(*[1] * p["servers"])
    )
    hours = ((done.log.left - comes) / UNIT).reshape(size, -1)
    clear, done_by = hours.max(axis=1), (hours <= p["T_h"]).sum(axis=1)
    return {
        "mean_time_to_clear_h": clear.mean(), "sd_time_to_clear_h": clear.std(ddof=1),
        "mean_done_by_T": done_by.mean(), "p_clear_by_T": (clear <= p["T_h"]).mean(),
    }  # fmt: skip


def nights(p: dict, rng: np.random.Generator, size: int, warm: int = 100) -> Figures:
    """Days of 24 hours, open in the first eight; the night's cases come at any hour of the night before."""
    open_h, day_s, c = 8, 24 * UNIT, p["servers"]
    by_day, by_night = (
        rng.poisson(p["day_rate_per_h"] * open_h, size),
        rng.poisson(p["night_batch_mean"], size),
    )
    at_day = np.repeat(np.arange(size), by_day) * 24 + open_h * rng.random(by_day.sum())
    at_night = np.repeat(np.arange(size), by_night) * 24 - (24 - open_h) * rng.random(by_night.sum())
    comes = np.sort(((np.concatenate([at_day, at_night]) + 24) * UNIT).astype(np.int64))
    on = np.arange(1, size + 40) * day_s
    k = len(on)
    roster = Roster.steady(
        np.repeat(np.arange(c), k), np.tile(on, c), np.tile(on + open_h * UNIT, c), np.ones(c * k, np.int64),
        np.full(c * k, 1000), np.zeros(c * k, np.int64), np.full(c * k, KEEP),
    )  # fmt: skip
    done = run(rows(comes, ticks(rng.exponential(1 / p["service_rate_per_h"], len(comes)))), roster)

    def clock(at):  # hours of opening time since the first day
        return (at // day_s * open_h) + np.minimum(at % day_s / UNIT, open_h)

    counted = comes > warm * day_s
    wait, answer = (clock(at)[counted] - clock(comes)[counted] for at in (done.began, done.log.left))
    closing = on[warm:size] + open_h * UNIT
    open_then = np.searchsorted(comes, closing, "right") - np.searchsorted(
        np.sort(done.log.left), closing, "right"
    )
    late = (answer > p["deadline_working_hours"]).mean()
    return {
        "backlog_at_close": open_then.mean(), "p_empty_at_close": (open_then == 0).mean(),
        "mean_wait_to_start_wh": wait.mean(), "p_answer_later_than_T": late, "score_answer": 1 - late,
        "p_start_later_than_T": (wait > p["deadline_working_hours"]).mean(),
    }  # fmt: skip
