"""From replications to estimates: how many are needed, what they say, how far off that is.

An estimate is the mean of independent replications, its standard error comes from their spread. How many
replications a case needs is told by a pilot with seeds of its own, so that what is counted was not looked at
before; when the spread turns out larger than the pilot said, more are added until the error is small enough.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from .cases import Family, families, flat

PILOT, COUNTED, AGAIN = range(3)  # stages; each has seeds of its own
SEED = 1
FEWEST, MOST = 30, 20_000  # replications
MARGIN = 1.2  # more replications than the pilot asks for
FAR_OFF = 4.0  # standard errors
ERROR, RARE, ERROR_OF_RARE = 0.01, 0.05, 0.03  # the most a standard error may be, of the figure
EXACT, NO_SPREAD = 1e-6, 1e-9  # how close a figure without a spread must be; what counts as none
FLUID = 0.05  # a limit, not a mean: this close
INTERVALS = {  # of published figures: name of the figure, and how many standard errors the half-width is
    "mean_wait_ci90": ("mean_wait_s", 1.645), "service_level_ci90": ("service_level_20s", 1.645),
    "lost_ci90": ("lost", 1.645), "occupancy_ci95": ("occupancy", 1.960),
    "service_level_ci95": ("service_level_20s", 1.960), "asa_ci95": ("speed_of_answer_min", 1.960),
    "abandoned_ci95": ("abandoned", 1.960), "blocked_ci95": ("blocked", 1.960),
}  # fmt: skip


class Figure(NamedTuple):
    """One expected figure beside what the replications say."""

    name: str
    expected: float
    own_error: float  # of the expected figure: published ones come from other people's simulations
    estimate: float
    error: float

    @property
    def most(self) -> float:
        """The most that the standard error may be."""
        rare = is_probability(self.name) and abs(self.expected) < RARE
        return (ERROR_OF_RARE if rare else ERROR) * abs(self.expected)

    @property
    def z(self) -> float:
        off, error = self.estimate - self.expected, float(np.hypot(self.error, self.own_error))
        if error > NO_SPREAD * abs(self.expected):
            return off / error
        return 0.0 if abs(off) <= EXACT * abs(self.expected) else float(np.inf)

    @property
    def far_off(self) -> bool:
        return abs(self.z) >= FAR_OFF

    @property
    def vague(self) -> bool:
        return self.error > self.most and not self.own_error


def is_probability(name: str) -> bool:
    return name.split()[0].startswith(("p_", "abandon_fraction", "lost_per", "pointwise"))


def measure(case: dict, stage: int = COUNTED) -> list[Figure]:
    """Estimate every figure of a case, each as exactly as the rules ask."""
    return [figure for one in families(case) for figure in _measure(case, one, stage)]


def _measure(case: dict, one: Family, stage: int) -> list[Figure]:
    runs: list[dict[str, float]] = []
    wanted = _wanted(case, replicate(case, one, PILOT, range(FEWEST)))
    while True:
        runs += replicate(case, one, stage, range(len(runs), wanted))
        found = figures(case, runs)
        if len(runs) >= MOST or not any(figure.vague for figure in found):
            return found
        wanted = min(MOST, wanted + wanted // 4)


def _wanted(case: dict, runs: list[dict[str, float]]) -> int:
    """How many replications a pilot asks for."""
    ratios = [figure.error / figure.most for figure in figures(case, runs) if not figure.own_error]
    wanted = MARGIN * len(runs) * max(ratios, default=0) ** 2
    return int(np.clip(np.ceil(wanted), FEWEST, MOST))


def replicate(
    case: dict, one: Family, stage: int, numbers: range, size: int | None = None
) -> list[dict[str, float]]:
    """Run replications of a case, on two threads: the kernel holds no lock."""

    def run(number: int) -> dict[str, float]:
        rng = np.random.default_rng([SEED, stage, number, *case["id"].encode()])
        return flat(one.run(case["params"], rng, size or one.size))

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, numbers))


def figures(case: dict, runs: list[dict[str, float]]) -> list[Figure]:
    """Set the means of replications beside what is expected, as far as both know a figure."""
    expected = expectations(case)
    found = {name: np.array([run[name] for run in runs]) for name in runs[0] if name in expected}
    return [
        Figure(name, *expected[name], values.mean(), values.std(ddof=1) / len(values) ** 0.5)
        for name, values in found.items()
    ]


def expectations(case: dict) -> dict[str, tuple[float, float]]:
    """Say what is expected of each figure, and how sure that is itself.

    A published figure is as sure as its interval, and half a unit of its last digit. A fluid limit is met
    within 5%: that far off counts as four standard errors.
    """
    said = flat({name: value for name, value in case["expected"].items() if name != "published"})
    own = {name: FLUID / FAR_OFF * value if name == "fluid_hours" else 0.0 for name, value in said.items()}
    return {name: (value, own[name]) for name, value in said.items()} | _published(case)


def _published(case: dict) -> dict[str, tuple[float, float]]:
    said, found = case["expected"].get("published", {}), {}
    for interval, (name, widths) in INTERVALS.items():
        if interval in said:
            low, high = said[interval]
            rounded = 10.0 ** -len(f"{said[name]!r}".split(".")[1]) / 12**0.5
            found[f"published {name}"] = said[name], float(np.hypot((high - low) / 2 / widths, rounded))
    return found
