"""Rows that set off other rows: replies, escalation, redials."""

import numpy as np

from sim.deadline import NEVER
from sim.demand.work import IF_BUSY, IF_SERVED
from sim.operation.contract import BUSY, SERVED

from .desk import UNIT, Figures, Run, always, limited_to, poisson, rows, run, ticks
from .laws import draws, lognormal_of
from .steady import waiting

FIRST, MOST = 8, 2**17  # attempts of one caller; a longer chain is an error, not cut off


def loop(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Each answer brings a reply with the same chance, after a wait of any law; here a lognormal one."""
    visits = rng.geometric(1 - p["p_return"], size)
    first = np.cumsum(visits) - visits
    comes = np.full(int(visits.sum()), NEVER)
    comes[first] = poisson(rng, p["new_cases_per_h"], size)
    work = rows(comes, ticks(rng.exponential(1 / p["service_rate_per_h"], len(comes))))
    again = np.flatnonzero(comes == NEVER)
    work.then[again - 1, IF_SERVED] = again
    mean = p["customer_wait_mean_h"]
    work.wait[again - 1, IF_SERVED] = ticks(lognormal_of(rng.random(len(again)), mean, mean))
    done = Run(work, run(work, always(*[1] * p["servers"])).log, last=int(comes.max()))
    asked, came, left = np.intersect1d(np.flatnonzero(done.counted()), first), done.log.came, done.log.left
    last = first + visits - 1
    stay = (left[last] - came[first])[np.isin(first, asked)]
    return {
        "effective_rate_per_h": UNIT * done.rate(np.ones(len(comes))), "visits_per_case": len(comes) / size,
        "desk": waiting(done, p["servers"], p), "p_wait_first_touch": (done.wait[asked] > 0).mean(),
        "mean_waiting_for_customer": done.mean_number(left[again - 1], came[again]),
        "mean_total_hours_in_system": stay.mean() / UNIT,
    }  # fmt: skip


def tandem(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """A share of what the desk has done goes on to specialists."""
    harder = np.flatnonzero(rng.random(size) < p["p_escalate"])
    comes = np.concatenate([poisson(rng, p["new_cases_per_h"], size), np.full(len(harder), NEVER)])
    line = np.repeat([0, 1], [size, len(harder)])
    work = rows(comes, ticks(rng.exponential(1 / np.where(line, p["special_rate"], p["desk_rate"]))), line)
    work.then[harder, IF_SERVED] = size + np.arange(len(harder))
    desk, special = p["desk_agents"], p["special_agents"]
    done = run(work, always(*[0b01] * desk, *[0b10] * special))
    return {
        "desk": _one_of(done, 0, range(desk)), "special": _one_of(done, 1, range(desk, desk + special))
    }  # fmt: skip


def _one_of(done: Run, line: int, people: range) -> Figures:
    counted, mine = done.counted(line), done.work.line == line
    wait, busy = done.wait[counted], done.mean_busy(people, line)
    came = mine & (done.log.came != NEVER)
    return {
        "offered_load": done.rate(done.work.work, line), "occupancy": busy / len(people),
        "p_wait": (wait > 0).mean(), "mean_wait": wait.mean() / UNIT, "mean_queue": done.mean_in_queue(line),
        "mean_in_system": done.mean_number(done.log.came[came], done.log.left[came], line),
    }  # fmt: skip


def redial(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """As many lines as people; who hears the busy signal tries again after a while, or not (`p_redial`)."""
    comes, times = poisson(rng, p["arrival_rate_per_h"], size), ticks(draws(p, "service", rng, size))
    once = _attempts(p, comes, times, np.ones(size, np.int64), np.zeros(size))
    done = _until_served(p, comes, times, rng)
    counted, outcome, busy = done.counted(), done.log.outcome, done.mean_busy(range(p["servers"]))
    first = done.work.step == 0
    fails = (outcome == BUSY)[counted].mean()
    all_busy = (outcome == BUSY)[counted & first].mean()  # whom chance sends sees the average over time
    per_call = counted.sum() / (counted & first).sum()
    again = np.flatnonzero(~first & (done.log.came != NEVER))
    return {
        "p_busy": busy, "p_all_busy": all_busy, "attempts_per_call": per_call, "p_attempt_fails": fails,
        "mean_orbit": done.mean_number(done.log.left[again - 1], done.log.came[again]),
        "redials_per_h": UNIT * done.rate(~first), "answered_share_of_attempts": 1 - fails,
        "answered_share_of_customers": (outcome == SERVED)[counted].sum() / (counted & first).sum(),
        "erlangB_without_redial": (once.log.outcome == BUSY)[once.counted()].mean(),
    }  # fmt: skip


def _until_served(p: dict, comes: np.ndarray, times: np.ndarray, rng: np.random.Generator) -> Run:
    """Lengthen the chains that run out before their caller gives up, until none does."""
    stays = p.get("p_redial", 1)
    most = rng.geometric(1 - stays, len(comes)) if stays < 1 else np.full(len(comes), MOST)
    attempts, pauses = np.zeros(len(comes), np.int64), np.zeros(0)
    longer = np.minimum(FIRST, most)
    while True:
        pauses = _drawn_on(p, pauses, attempts, longer, rng)
        attempts, done = longer, _attempts(p, comes, times, longer, pauses)
        ran_out = (done.log.outcome[np.cumsum(attempts) - 1] == BUSY) & (attempts < most)
        if not ran_out.any():
            assert attempts.max() < MOST, f"somebody needs more than {MOST} attempts"
            return done
        longer = np.where(ran_out, np.minimum(4 * attempts, most), attempts)


def _drawn_on(
    p: dict, pauses: np.ndarray, attempts: np.ndarray, longer: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Draw the pauses before further attempts; those before the first ones stay as they were."""
    drawn = rng.exponential(1 / p["redial_rate_per_h"], longer.sum())
    drawn[_numbers(longer) < np.repeat(attempts, longer)] = pauses
    return drawn


def _numbers(attempts: np.ndarray) -> np.ndarray:
    """Number each caller's attempts from 0."""
    return np.arange(attempts.sum()) - np.repeat(np.cumsum(attempts) - attempts, attempts)


def _attempts(p: dict, comes: np.ndarray, times: np.ndarray, attempts: np.ndarray, pauses: np.ndarray) -> Run:
    """Give each caller so many attempts at most: a row each, set off by the busy signal of the one before."""
    caller, number = np.repeat(np.arange(len(comes)), attempts), _numbers(attempts)
    work = rows(np.where(number == 0, comes[caller], NEVER), times[caller], step=number)
    again = np.flatnonzero(number)
    work.then[again - 1, IF_BUSY] = again
    work.wait[again - 1, IF_BUSY] = ticks(pauses[again])
    done = run(work, always(*[1] * p["servers"]), **limited_to(p["servers"]))
    return Run(work, done.log, last=int(comes.max()))
