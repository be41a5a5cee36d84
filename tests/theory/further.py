"""Further cases of the same kinds, far from those of the file: other laws, loads, classes, and two at once.

Expected figures are solved here: balance equations of birth and death, moments, roots, forward equations.
"""

from collections.abc import Callable, Iterator
from itertools import count
from math import factorial

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq
from scipy.stats import binom, poisson

Rate = Callable[[int], float]
CUT = 2_000  # customers inside; more are as good as impossible in these cases


def further() -> dict[str, dict]:
    """The cases by id, in the form of the file."""
    numbers: dict[str, Iterator[int]] = {}
    found = {}
    for group, letters, params, expected in CASES:
        name = f"{letters}-{next(numbers.setdefault(letters, count(11)))}"
        found[name] = {"id": name, "group": group, "params": params, "expected": expected}
    return found


def steady(birth: Rate, death: Rate, most: int = CUT) -> np.ndarray:
    """Solve a birth-death process: how likely each number inside is."""
    steps = [np.log(birth(k)) - np.log(death(k + 1)) for k in range(most)]
    weights = np.cumsum([0.0, *steps])
    chances = np.exp(weights - weights.max())
    return chances / chances.sum()


def many(load: float, servers: int, places: int = CUT, hurry: float = 0.0) -> tuple[dict, np.ndarray]:
    """Solve M/M/c/K+M with service rate 1; who waits hangs up at the rate `hurry`."""
    inside = np.arange(places + 1)
    chance = steady(lambda k: load, lambda k: min(k, servers) + hurry * max(k - servers, 0), places)
    queue, busy = np.maximum(inside - servers, 0) @ chance, np.minimum(inside, servers) @ chance
    accepted = load * (1 - chance[-1])
    return {
        "offered_load": load, "p_blocked": chance[-1], "mean_busy": busy, "occupancy": busy / servers,
        "mean_queue": queue, "mean_wait_accepted": queue / accepted, "p_abandon": hurry * queue / load,
        "p_wait": chance[servers:-1].sum() if places < CUT else chance[servers:].sum(),
        "mean_in_system": inside @ chance, "mean_wait": queue / load,
    }, chance  # fmt: skip


def loss(law: dict) -> tuple:
    """Thirty Erlang on 28 people who each serve one caller in 3 minutes on average, whatever the law."""
    told = pick(many(30.0, 28, 28)[0], "offered_load", "p_blocked", "mean_busy", "occupancy")
    return "Erlang-B", "EB", {"arrival_rate_per_h": 600, "servers": 28} | law, told


def delay(load: float, servers: int) -> tuple:
    """M/M/c at ten an hour each; the wait of those who wait is exponential."""
    told, rate = many(load, servers)[0], 10 * (servers - load)
    quantiles = {
        f"wait_p{q}_s": 3600 * np.log(told["p_wait"] / (1 - q / 100)) / rate for q in (80, 90, 95, 99)
    }
    params = {"arrival_rate_per_h": 10 * load, "service_rate_per_h": 10, "servers": servers}
    mean = {"mean_wait": told["mean_wait"] / 10, "mean_wait_s": 360 * told["mean_wait"]}
    return "Erlang-C", "EC", params, pick(told, "occupancy", "p_wait", "mean_in_system") | mean | quantiles


def impatient(load: float, servers: int, hurry: float, places: int = CUT) -> tuple:
    """Callers who hang up, with telephone lines for all or for some; one is served an hour by each."""
    told, _ = many(load, servers, places, hurry)
    names = ["occupancy", "mean_queue", "p_abandon"]
    params = {"arrival_rate_per_h": load, "service_rate_per_h": 1.0, "servers": servers}
    params |= {"patience_rate_per_h": hurry}
    if places == CUT:
        return "Erlang-A", "EA", params, pick(told, *names, "p_wait")
    return "Finite lines", "FK", params | {"system_capacity": places}, pick(told, *names, "p_blocked")


def alone(rate: float, moments: list[float], law: dict) -> tuple:
    """One person (Pollaczek and Khinchine; Takacs for the variance); minutes."""
    first, second, third = moments
    mean = rate * second / 2 / (1 - rate * first)
    told = {
        "rho": rate * first, "mean_wait": mean, "mean_queue": rate * mean, "mean_sojourn": mean + first,
        "var_wait": mean**2 + rate * third / 3 / (1 - rate * first),
    }  # fmt: skip
    return "M/G/1", "MG", {"arrival_rate_per_min": rate} | law, told


def renewal(transform: Callable[[float], float], mean: float, law: dict) -> tuple:
    """Arrivals of any law, by its Laplace transform, at one person who takes `mean` minutes."""
    sigma = brentq(lambda s: transform((1 - s) / mean) - s, 1e-9, 1 - 1e-7)
    told = {"sigma": sigma, "p_wait": sigma, "mean_wait_min": sigma * mean / (1 - sigma)}
    return "GI/M/1", "GI", {"service_mean_min": mean} | law, told


def ranked(rates: list[float], services: list[float]) -> tuple:
    """Classes with a pace of their own and one person (Cobham)."""
    loads = np.divide(rates, services)
    residual, upto = (loads / services).sum(), np.cumsum([0.0, *loads])
    waits = residual / ((1 - upto[:-1]) * (1 - upto[1:]))
    told = {"mean_wait_per_class": waits.tolist(), "mean_wait_all": waits @ rates / sum(rates)}
    params = {"arrival_rate_per_h": rates, "service_rate_per_h": services, "servers": 1}
    return "Priority", "PR", params, told | {"p_wait": loads.sum()}


def interrupted(rates: list[float], service: float) -> tuple:
    """One person, broken off by the first class: the first alone, then both together, as M/M/1."""
    first, both = (load / (1 - load) for load in (rates[0] / service, sum(rates) / service))
    params = {"arrival_rate_per_h": rates, "service_rate_per_h": service, "servers": 1, "preemptive": True}
    return "Priority", "PR", params, {
        "mean_sojourn_per_class": [first / rates[0], (both - first) / rates[1]]
    }  # fmt: skip


def persistent(rate: float, again: float) -> tuple:
    """One person, ten an hour; whoever finds them busy redials for ever (Falin and Templeton)."""
    rho = rate / 10
    orbit = rho**2 / (1 - rho) + rho * rate / again / (1 - rho)
    params = {"arrival_rate_per_h": rate, "service_rate_per_h": 10, "servers": 1, "redial_rate_per_h": again}
    told = {"p_busy": rho, "mean_orbit": orbit, "redials_per_h": again * orbit}
    return "Redial", "RD", params, told | {"attempts_per_call": 1 + again * orbit / rate}


def giving_up(rate: float, servers: int, again: float, stays: float, most: int = 120) -> tuple:
    """Whoever is refused redials with a chance: how many are busy (ten an hour each) and will redial."""
    size = servers + 1
    moves = np.zeros((size * (most + 1),) * 2)
    for waiting in range(most + 1):
        for busy in range(size):
            here, full = waiting * size + busy, busy == servers
            up = here + (0 if full and waiting == most else size if full else 1)
            moves[here, up] += rate * (stays if full else 1)
            if busy:
                moves[here, here - 1] += 10 * busy
            if waiting:
                moves[here, here - size + (0 if full else 1)] += again * waiting * (1 - stays if full else 1)
    balance = (moves - np.diag(moves.sum(axis=1))).T
    balance[-1] = 1
    chance = np.linalg.solve(balance, np.eye(len(balance))[-1]).reshape(most + 1, size)
    orbit, busy = chance.sum(axis=1) @ np.arange(most + 1), chance.sum(axis=0) @ np.arange(size)
    params = {"arrival_rate_per_h": rate, "service_rate_per_h": 10, "servers": servers}
    return "Redial", "RD", params | {"redial_rate_per_h": again, "p_redial": stays}, {
        "p_all_busy": chance[:, -1].sum(), "mean_orbit": orbit, "redials_per_h": again * orbit,
        "answered_share_of_customers": 10 * busy / rate,
    }  # fmt: skip


def sine(p: dict, days: int = 3, most: int = 150) -> tuple:
    """A rate that is a sine, with or without patience, by the forward equations."""
    inside, n, turn = np.arange(most + 1), p["servers"], 2 * np.pi / p["period_h"]
    leaves = np.minimum(inside, n) * p["mu"] + np.maximum(inside - n, 0) * p.get("theta", 0)

    def flow(t: float, chance: np.ndarray) -> np.ndarray:
        up = (p["lb"] + p["amplitude"] * np.sin(turn * t)) * chance
        up[-1], down = 0, leaves * chance
        return np.append(0, up[:-1]) - up + np.append(down[1:], 0) - down

    at = days * p["period_h"] + np.array(p["x"])
    chance = solve_ivp(flow, (0, at[-1]), inside == 0, "LSODA", at, rtol=1e-9, atol=1e-12).y
    told = {"p_delay": chance[n:].sum(axis=0), "mean_queue": np.maximum(inside - n, 0) @ chance}
    return "Time-varying", "TV", p, {name: values.tolist() for name, values in told.items()}


def pick(told: dict, *names: str) -> dict:
    return {name: float(told[name]) for name in names}


def exponential(*shares_and_means: tuple[float, float]) -> list[float]:
    """The first three moments of a mixture of exponential laws."""
    return [factorial(k) * sum(share * mean**k for share, mean in shares_and_means) for k in (1, 2, 3)]


CASES = [
    loss({"service_dist": "deterministic", "service_mean_min": 3}),
    loss({"service_dist": "gamma", "service_mean_min": 3, "service_sd_min": 6}),
    loss({"service_dist": "hyperexponential", "p": [0.8, 0.2], "means_min": [1, 11]}),
    delay(1.9, 2),
    delay(9.4, 10),
    impatient(20.0, 10, 6.0),
    impatient(285.0, 300, 0.1),
    impatient(9.0, 6, 2.0, places=12),
    alone(0.8 / 6, [6, 48, 480], {"service": "erlang", "phases": 3, "mean_min": 6}),
    alone(0.7 / 6, [6, 124 / 3, 312], {"service": "uniform", "low_min": 2, "high_min": 10}),
    alone(0.12, [5, 37, 353], {"service": "discrete", "p": [0.75, 0.25], "values_min": [3, 11]}),
    alone(
        0.5 / 5.6, exponential((0.6, 2), (0.3, 8), (0.1, 20)),
        {"service": "hyperexponential", "p": [0.6, 0.3, 0.1], "means_min": [2, 8, 20]},
    ),
    renewal(
        lambda s: (2 / (2 + 5 * s)) ** 2, 4.0,
        {"interarrival": "erlang", "phases": 2, "interarrival_mean_min": 5},
    ),
    renewal(
        lambda s: 0.9 / (1 + 3 * s) + 0.1 / (1 + 23 * s), 4.0,
        {"interarrival": "hyperexponential", "p": [0.9, 0.1], "interarrival_means_min": [3, 23]},
    ),
    ranked([3.0, 2.0, 1.0], [12.0, 8.0, 3.0]),
    interrupted([6.0, 3.0], 10.0),
    persistent(7.0, 20.0),
    giving_up(60.0, 4, 12.0, 0.6),
    sine({"lb": 30, "amplitude": 25, "period_h": 8, "mu": 6, "servers": 7, "x": [0, 2, 3, 4], "theta": 4}),
    sine({"lb": 5, "amplitude": 4, "period_h": 12, "mu": 10, "servers": 1, "x": [0, 2, 3, 5]}),
    (
        "Norm", "NM", {"mean_late_per_week": [0.5, 30, 150]},
        {"p_warning": poisson.sf(9, [0.5, 30, 150]).tolist()},
    ),
    ("Norm", "NM", {"n": [1, 9, 11, 300], "p": 0.9}, {
        "p_below_norm": [binom.cdf(-(-9 * n // 10) - 1, n, 0.9) for n in (1, 9, 11, 300)],
    }),
    ("Output analysis", "OA", {"rho": 0.5, "mu": 2}, {
        "mean_wait": 0.5, "var_const_wait_sequence": 29 / 4, "mean_in_system": 1.0,
        "var_const_time_avg_in_system": 12.0,
    }),
]  # fmt: skip
