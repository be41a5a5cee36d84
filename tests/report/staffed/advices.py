"""Advice for a tiny shop that many a test looks at: searched once each."""

from dataclasses import replace
from functools import cache

import numpy as np

from sim.experiments.plans.goal import Goal
from sim.experiments.search.advice import Advice, Wanted, advise
from sim.experiments.search.choices import choices
from sim.experiments.search.judging.choice import Chosen
from sim.experiments.search.judging.rises import Rises
from sim.experiments.search.judging.selection import Choice
from sim.experiments.search.levers import Plan
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.read import read_text
from tests.experiments.shops import TINY

SHOP = TINY + '[may_change]\nsaturday = { hours = "09:00-13:00", max_people = 1, euro_per_hour = 39 }\n'


@cache
def advice(target: str, questions: int, budget: int = 200, risk: float = 0.05) -> Advice:
    """Search for a plan for a shop with so many questions a week."""
    text = SHOP.replace("questions_per_week = 240", f"questions_per_week = {questions}")
    return advised(text, Goal((target,), risk), budget)


def advised(text: str, goal: Goal, budget: int = 200) -> Advice:
    """Search for a plan for a scenario, in 20 seasons."""
    return advise(choices(read_text(text, "tiny.toml")), "close", Wanted(goal, 20, budget), Sweep())


def helped() -> Advice:
    """All that may change, which is not enough."""
    return advice("response", 400)


def unneeded() -> Advice:
    """Nothing, as the roster is enough."""
    return advice("response", 40)


def unfinished() -> Advice:
    """What a budget left."""
    return advice("response", 190, 120)


def spared() -> Advice:
    """A phone that staff cannot move."""
    return advice("phone", 40, 200, 0.01)


def hopeless() -> Advice:
    """A plan that does not keep what is asked, refused before, with every doubt that a search may end in."""
    found = helped()
    two = tuple(Plan(found.best.levels, order) for order in ("oldest first", "first answers first"))
    return replace(
        found,
        keeps=False,
        refused=(found.choices.most,),
        chosen=Chosen(two, Choice((0, 1), np.eye(20, 2))),
        rises=Rises(3, 900, 1),
    )


@cache
def of_a_season() -> Advice:
    """No mail and no strike in a whole season."""
    text = SHOP.replace("questions_per_week = 240", "questions_per_week = 200")
    return advised(text, Goal(("mail", "strike"), 0.1, "season"))


EACH = {
    "all that may change is not enough": helped,
    "nothing need change": unneeded,
    "the budget ended the search": unfinished,
    "not asked of staff": spared,
    "no plan keeps it": hopeless,
    "mail and strikes of a season": of_a_season,
}
