"""A ladder made by hand: counts changed here, no season simulated."""

from dataclasses import replace

import numpy as np

from sim.experiments.helping.helps import Ladder, Rung
from sim.experiments.plans.compare import Outcome, Plan
from sim.experiments.plans.goal import Goal, Standard
from sim.experiments.project import Projection
from sim.experiments.seasons.replicate import BAD, MAIL, MET, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.scenario.changes.change import Change
from sim.scenario.changes.vary import changed

from .projections import ORDERS, projection

OFFERS = (
    '[may_change]\ntemp = { from = "2026-11-23", weeks = 4, max = 3, euro_per_hour = 28 }\n'
    'saturday = { hours = "09:00-13:00", max_people = 2, euro_per_hour = 39 }\n'
)
STEPS = (  # what is added, how many of it, the change of the file, its price, the share of bad weeks left
    ("first answers first", 1, 'work.order="first answers first"', 0.0, 0.5),
    ("Saturday", 1, 'people.Saturday={ hours = "sat 09:00-13:00", count = 1 }', 780.0, 0.25),
    ("Saturday", 2, 'people.Saturday={ hours = "sat 09:00-13:00", count = 2 }', 1560.0, 0.0),
    ("temp", 1, 'people.temp={ hours = "mon-fri 09:00-17:00", count = 1 }', 5760.0, 0.0),
)


def offered(**more: str) -> Projection:
    return projection(more=ORDERS + OFFERS, **more)  # type: ignore[arg-type]


def ladder(told: Projection, steps: int = len(STEPS), risk: float = 0.05) -> Ladder:
    """The scenario as it is, and so many steps, the later the better."""
    held = Standard.of(Goal(("response",), risk), better(told, 0.0))
    plan = Plan("", told.file, told.shop)
    rungs = [Rung("", 0, (), Outcome(plan, told.seasons), 0.0, *_judged(held, told.seasons))]
    for track, level, change, euro, left in STEPS[:steps]:
        key, _, value = change.partition("=")
        file = changed(rungs[-1].outcome.plan.file, [Change(key, value)])
        outcome = Outcome(Plan(track, file, Shop(file.scenario)), better(told, left))
        adds = (Change(key, value),)
        rungs.append(Rung(track, level, adds, outcome, euro, *_judged(held, outcome.seasons)))
    return Ladder(tuple(rungs), held)


def _judged(held: Standard, seasons: Counts) -> tuple[float, bool]:
    return held.risk_of(seasons).share, held.keeps(seasons)


def better(told: Projection, left: float):
    """The same seasons with only the first share of those that miss the response norm doing so still."""
    verdicts = told.seasons.verdicts.copy()
    kept = np.arange(len(verdicts)) < left * len(verdicts)
    cured = verdicts[~kept][:, :, NORMS.index("response")]
    cured[..., BAD], cured[..., MET], cured[..., MAIL] = 0, 1, 0
    verdicts[~kept, :, NORMS.index("response")] = cured
    return replace(told.seasons, verdicts=verdicts)
