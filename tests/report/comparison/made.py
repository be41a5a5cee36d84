"""Comparisons made by hand: what each plan costs and how often each week is below its norm."""

from collections.abc import Sequence

import numpy as np

from sim.experiments.plans.compare import Comparison, Outcome, Plan
from sim.experiments.plans.goal import Goal, Standard
from sim.experiments.seasons.replicate import BAD, MAIL, MET, Counts
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import NORMS
from sim.report.comparison.table import Weighed
from sim.scenario.read import read_text
from tests.experiments.shops import TINY

RESPONSE, PHONE = NORMS.index("response"), NORMS.index("phone")
SEASONS = 20


def outcome(name: str, price: int, bad: Sequence[int], text: str = TINY, shop: str = "tiny") -> Outcome:
    """A plan at a price, and in how many of the seasons each of its weeks is below the response norm."""
    measure = f'\n[may_change.measures.x]\nset = ["work.minutes_per_mail=9"]\neuro = {price}\ntaken = true\n'
    file = read_text(text + measure, f"{shop}.toml")
    weeks = len(Shop(file.scenario).season.weeks)
    verdicts = np.zeros((SEASONS, weeks, len(NORMS), 7), np.int64)
    verdicts[..., MET] = 1
    for week, seasons in enumerate(bad):
        verdicts[:seasons, week, RESPONSE, MET] = 0
        verdicts[:seasons, week, RESPONSE, BAD] = 30
        verdicts[:seasons, week, RESPONSE, MAIL] = 1
    verdicts[0, 0, PHONE, MET], verdicts[0, 0, PHONE, BAD] = 0, 40
    load, waiting = np.zeros((SEASONS, weeks, 4), np.int64), np.zeros((SEASONS, weeks, 3), np.int64)
    return Outcome(Plan(name, file, Shop(file.scenario)), Counts(verdicts, load, waiting))


def told(
    *plans: tuple[str, int, Sequence[int]], goal: Goal | None = None, text: str = TINY, shop: str = "tiny"
) -> Weighed:
    """Plans by name, price and bad seasons of each week; the first is the base of a shop and its file."""
    goal = goal or Goal()
    outcomes = tuple(outcome(*plan, text, shop) for plan in plans)
    return Weighed(Comparison(outcomes), Standard.of(goal, _endless(text)))


def _endless(text: str) -> Counts:
    """Seasons of endless staff, which misses nothing."""
    seasons = outcome("endless", 0, (), text).seasons
    seasons.verdicts[0, 0, PHONE, MET] = 1
    return seasons
