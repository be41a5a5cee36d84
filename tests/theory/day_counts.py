"""How many customers the demand draws for a day, when days are busier or quieter as a whole."""

import numpy as np

from sim.deadline.weekly import DAYS
from sim.demand.contacts import mails
from sim.demand.volume import day_factors
from sim.draws import Streams
from sim.scenario.schema import Scenario
from sim.scenario.season import season_of

from .desk import Figures

WEEKS = "2025-W46..2026-W09"  # no clock change
STEADY = {"phone_share": 0, "after_holiday": [1, 1, 1], "week_busyness_sd": 0}


def spread(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """One period a day, for each spread of the day factor."""
    each = [_counts([p["mean"]], shape, rng, size)[:, 0] for shape in p["alpha0"]]
    p95 = [float(np.quantile(counts, 0.95)) for counts in each]
    return {"sd": [counts.std(ddof=1) for counts in each], "p95": p95}


def periods(p: dict, rng: np.random.Generator, size: int) -> Figures:
    """Two periods of one day."""
    (one, both), (_, other) = np.cov(_counts(p["means"], p["alpha0"], rng, size).T)
    return {"var": [one, other], "cov": both, "corr": both / np.sqrt(one * other)}


def _counts(means: list[float], shape: float, rng: np.random.Generator, size: int) -> np.ndarray:
    """Draw the customers of each day and period of some seasons: int64[days, periods], of equal length."""
    length = 24 // len(means)
    contacts = STEADY | {
        "questions_per_week": 7 * sum(means), "day_busyness_sd": shape**-0.5,
        "by_hour": {key: [mean for mean in means for _ in range(length)] for key in DAYS},
    }  # fmt: skip
    people = {"Sanne": "mon-fri 09:00-17:00"}
    scenario = Scenario.model_validate({"weeks": WEEKS, "contacts": contacts, "people": people})
    season, found = season_of(scenario), []
    for seed in rng.integers(2**31, size=size).tolist():
        streams = Streams(seed, 0)
        at = mails(scenario, season, day_factors(scenario, season, streams), streams).at
        period = (np.searchsorted(season.hours, at, "right") - 1) // length
        found.append(np.bincount(period, minlength=len(season.hours) // length))
    return np.concatenate(found).reshape(-1, len(means))
