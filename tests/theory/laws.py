"""The laws of the times that a case names: of handling, between arrivals, of patience.

A case says `service`, `interarrival` or `patience`: perhaps its law (`service`, `service_dist`), and what
the law needs, `service_mean_min`, or plainly `mean_min` where the handling is meant. Rates may stand for
means. Times come out in the unit of the case: hours where it counts by the hour, else minutes.
"""

from collections.abc import Callable

import numpy as np

from sim.draws import gamma, lognormal

SECONDS = {"s": 1, "min": 60, "h": 3600, "hours": 3600}
RATES = {"interarrival": "arrival_rate"}  # under which rate a law is given, where not under its own name
TWENTY_SECONDS = 20  # what a case means that names no time to answer

Known = Callable[[str], np.ndarray]  # a time of the law by its name, in units of the case


def unit_of(p: dict) -> int:
    """How many seconds the unit of a case has."""
    hourly = p.get("time_unit") == "h" or any(name.endswith("_per_h") for name in p)
    return SECONDS["h" if hourly else "min"]


def within(p: dict) -> float:
    """The time to answer, in units of the case; a plain T is in them already."""
    return p["T"] if "T" in p else float(_timed(p, ("T",), TWENTY_SECONDS / unit_of(p)))


def draws(p: dict, of: str, rng: np.random.Generator, size: int) -> np.ndarray:
    """Draw times of a law; when the case names none they are exponential, or all one `service_min`."""
    always = f"{of}_min" in p
    law = p.get(of, p.get(f"{of}_dist", "deterministic" if always else "exponential"))
    return LAWS[law](lambda name: _of(p, of, name), p, rng, size)


def _of(p: dict, of: str, name: str) -> np.ndarray:
    names = (f"{of}_{name}", of) if name == "mean" else (f"{of}_{name}",)
    found = _timed(p, names + (name,) * (of == "service"))
    return 1 / _rate(p, RATES.get(of, f"{of}_rate")) if found is None and name == "mean" else found


def _timed(p: dict, names: tuple[str, ...], default: float | None = None) -> np.ndarray | float | None:
    """Find a time under one of some names, whatever its unit."""
    for name in names:
        for unit, seconds in SECONDS.items():
            if f"{name}_{unit}" in p:
                return np.multiply(p[f"{name}_{unit}"], seconds / unit_of(p))
    return default


def _rate(p: dict, name: str) -> float:
    return next(p[f"{name}{unit}"] for unit in ("", "_per_h", "_per_min") if f"{name}{unit}" in p)


def _gamma(known: Known, p: dict, rng: np.random.Generator, size: int) -> np.ndarray:
    """A shape and a scale, or a mean and its standard deviation."""
    if "shape" in p:
        return p["shape"] * known("scale") * gamma(rng.random(size), p["shape"] ** -0.5)
    return known("mean") * gamma(rng.random(size), known("sd") / known("mean"))


def _mixed(known: Known, p: dict, rng: np.random.Generator, size: int) -> np.ndarray:
    return rng.exponential(rng.choice(known("means"), size, p=p["p"]))


def _phases(known: Known, p: dict, rng: np.random.Generator, size: int) -> np.ndarray:
    return known("mean") * gamma(rng.random(size), p["phases"] ** -0.5)


LAWS: dict[str, Callable[[Known, dict, np.random.Generator, int], np.ndarray]] = {
    "exponential": lambda known, p, rng, size: rng.exponential(known("mean"), size),
    "deterministic": lambda known, p, rng, size: np.full(size, known("mean"), float),
    "lognormal": lambda known, p, rng, size: lognormal_of(rng.random(size), known("mean"), known("sd")),
    "uniform": lambda known, p, rng, size: rng.uniform(known("low"), known("high"), size),
    "discrete": lambda known, p, rng, size: rng.choice(known("values"), size, p=p["p"]),
    "gamma": _gamma, "hyperexponential": _mixed, "erlang": _phases,
}  # fmt: skip


def lognormal_of(u: np.ndarray, mean: float, sd: float) -> np.ndarray:
    """Turn uniform draws into lognormal ones of a mean and a standard deviation, as the model does."""
    sigma2 = np.log1p((sd / mean) ** 2)
    return lognormal(u, mean * np.exp(-sigma2 / 2), np.sqrt(sigma2))
