"""Several lines and one desk: priorities, interruption, skills, people kept free for calls."""

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import LINES
from sim.operation.contract import LEFT

from .desk import UNIT, Figures, always, poisson, rows, run, split, streams, ticks
from .laws import lognormal_of

CALLS, MAILS = 0, 1
ARE_CALLS = np.arange(LINES) == CALLS


def priority(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """The first class goes first; where the case says `preemptive` it takes people off the others.

    Who is taken off work keeps it: with several people that is not the queue in which anyone resumes it.
    """
    rates = np.array(p["arrival_rate_per_h"])
    services = np.broadcast_to(p["service_rate_per_h"], rates.shape)
    times = [rng.exponential(1 / mu, n) for mu, n in zip(services, split(size, rates), strict=True)]
    work = streams(list(zip(rates, times, strict=True)), rng)
    rules = {"interrupts": ARE_CALLS, "yields": ~ARE_CALLS} if p.get("preemptive") else {}
    done = run(work, always(*[2 ** len(rates) - 1] * p["servers"]), **rules)
    lines = [done.counted(line) for line in range(len(rates))]
    each = [done.wait[mine] for mine in lines]
    everybody = np.concatenate(each)
    return {
        "p_wait": (everybody > 0).mean(), "mean_wait_all": everybody.mean() / UNIT,
        "mean_wait_per_class": [wait.mean() / UNIT for wait in each],
        "mean_sojourn_per_class": [done.stay[mine].mean() / UNIT for mine in lines],
    }  # fmt: skip


def phone_and_mail(p: dict, rng: np.random.Generator, size: int, **rules: object) -> Figures:
    """One agent, minutes; calls first."""
    rates = np.array([p["phone_per_h"], p["email_per_h"]]) / 60
    calls, mails = split(size, rates)
    times = (
        rng.exponential(p["phone_mean_min"], calls),
        lognormal_of(rng.random(mails), p["email_mean_min"], p["email_sd_min"]),
    )
    done = run(streams(list(zip(rates, times, strict=True)), rng), always(0b11), **rules)
    first, last = done.span()
    spell = (done.log.spell_ended - done.log.spell_began)[done.log.spell_began >= first] / UNIT
    figures = {
        "rho": done.mean_busy(range(1)),
        "residual_work_min": (spell**2).sum() / 2 / ((last - first) / UNIT),
    }
    for line, name in ((CALLS, "phone"), (MAILS, "email")):
        mine = done.counted(line)
        figures[f"wait_{name}_min"] = done.wait[mine].mean() / UNIT
        figures[f"sojourn_{name}_min"] = done.stay[mine].mean() / UNIT
    return figures


def interrupting(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """As `phone_and_mail`, but a call takes the agent off a mail, which is resumed where it stood."""
    return phone_and_mail(p, rng, size, interrupts=ARE_CALLS, yields=~ARE_CALLS)


def skills(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Pool A does calls only and is asked first; pool B does both, calls first."""
    rates, services = (np.array([p[f"phone{name}"], p[f"mail{name}"]]) for name in ("_per_h", "_rate"))
    times = [rng.exponential(1 / mu, n) for mu, n in zip(services, split(size, rates), strict=True)]
    work = streams(list(zip(rates, times, strict=True)), rng)
    callers = np.flatnonzero(work.line == CALLS)
    work.patience[callers] = ticks(rng.exponential(1 / p["patience_rate"], len(callers)))
    a, b = p["pool_A"], p["pool_B"]
    done = run(work, always(*[0b01] * a, *[0b11] * b, asked=(0,) * a + (1,) * b))
    phone, mail = done.counted(CALLS), done.counted(MAILS)
    left = (done.log.outcome == LEFT)[phone].mean()
    return {
        "p_abandon_phone": left, "answered_phone": 1 - left,
        "mean_wait_phone_min": 60 * done.wait[phone].mean() / UNIT,
        "mean_wait_mail_min": 60 * done.wait[mail].mean() / UNIT,
        "occupancy_A": done.mean_busy(range(a)) / a, "occupancy_B": done.mean_busy(range(a, a + b)) / b,
        "share_phone_by_pool_A": (done.log.spell_person[phone[done.log.spell_row]] < a).mean(),
    }  # fmt: skip


def blending(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Calls beside a pile of mail that never ends; a mail is begun only while fewer than c are busy."""
    hours, capacity = size / p["call_rate_per_h"], p["servers"] * p["service_rate_per_h"]
    most = hours * (1.1 * capacity - p["call_rate_per_h"]) + 100
    comes = np.concatenate([np.zeros(int(most), np.int64), poisson(rng, p["call_rate_per_h"], size)])
    line = np.repeat([MAILS, CALLS], [int(most), size])
    work = rows(comes, ticks(rng.exponential(1 / p["service_rate_per_h"], len(comes))), line)
    return {"rows": [_kept_free(p, work, c) for c in p["threshold_c"]]}


def _kept_free(p: dict, work, c: int) -> Figures:
    """A mail is begun when at least servers - c others are free for calls: then fewer than c are busy."""
    kept = np.where(ARE_CALLS, 0, p["servers"] - c)
    done = run(work, always(*[0b11] * p["servers"]), reserve=kept, kept_for=1 << CALLS)
    first, last = done.span()
    wait, mails = done.wait[done.counted(CALLS)], done.began[work.line == MAILS]
    assert ((mails == NEVER) | (mails > last)).any(), "the pile has ended"
    begun = ((mails >= first) & (mails < last)).sum()
    return {
        "p_wait_call": (wait > 0).mean(), "mean_wait_call_min": 60 * wait.mean() / UNIT,
        "email_throughput_per_h": begun / ((last - first) / UNIT),
        "occupancy": done.mean_busy(range(p["servers"])) / p["servers"],
    }  # fmt: skip
