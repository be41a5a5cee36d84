"""The cheapest plan out of many levers: Saturdays and overtime of eleven weeks, each week decided by itself.

`python benchmarks/many_levers.py` prints what `normsim staff` finds for the sample before Christmas with
weeks 43 to 53 and 860 questions a week, what no plan is cheaper than, and how many seasons that took.
"""

from pathlib import Path

from sim.experiments.plans.goal import Goal
from sim.experiments.search.advice import Wanted, advise
from sim.experiments.search.choices import choices
from sim.experiments.seasons.sweep import Sweep
from sim.scenario.read import ScenarioFile, read_text

SAMPLE = Path(__file__).parents[1] / "scenarios" / "peak-season.toml"
CHANGES = {"2026-W47..2026-W52": "2026-W43..2026-W53", "questions_per_week = 900": "questions_per_week = 860"}
OFFERS = """[may_change]
saturday = { hours = "09:00-13:00", max_people = 4, euro_per_hour = 39, each_week = true }
overtime = { hours = "mon-thu 17:00-18:00", max_people = 4, euro_per_hour = 35, each_week = true }
"""


def shop() -> ScenarioFile:
    """Return the sample with other weeks, fewer questions and an offer a week."""
    text, _, _ = SAMPLE.read_text().partition("[may_change]")
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new)
    return read_text(text + OFFERS, "eleven-weeks.toml")


if __name__ == "__main__":
    chosen = choices(shop())
    advice = advise(chosen, "close", Wanted(Goal()), Sweep())
    print(f"{len(chosen.levers)} levers: € {chosen.cost(advice.best):,.0f}, none below € {advice.bound:,.0f}")
    print(f"{advice.plans} plans in {advice.spent:,} seasons, {'' if advice.is_proven else 'NOT '}proven")
    assert advice.bound <= chosen.cost(advice.best) + 0.01
