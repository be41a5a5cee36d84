"""What `normsim why` found of a shop."""

from dataclasses import dataclass

from sim.experiments.drivers.hire import Hire
from sim.experiments.drivers.hours import Hours
from sim.experiments.drivers.spread import Spread
from sim.experiments.drivers.tornado import Tornado
from sim.experiments.plans.goal import Goal
from sim.experiments.seasons.shop import Shop
from sim.norms.editions.edition import edition
from sim.report.counted import missed_words
from sim.report.texts.language import Language
from sim.report.words import span


@dataclass(frozen=True)
class Found:
    """All of it, for one goal."""

    shop: Shop
    name: str  # of the scenario
    goal: Goal
    tornado: Tornado
    spread: Spread
    hours: Hours
    hire: Hire | None  # None: no temp is offered

    def counted(self, say: Language) -> str:
        """Name what is counted against the shop: missed calls, or late answers."""
        return say("why.calls") if self.goal.counts_calls else say("why.answers")

    def missed(self, say: Language) -> str:
        """Say when a week counts as missed: "answers below 90%"."""
        return missed_words(self.goal.targets, edition(self.shop.scenario.edition), say)

    def shop_and_weeks(self, say: Language) -> str:
        """Name the shop and its weeks, as every title does."""
        return f"{self.name}, {span(self.shop.season.weeks, say)}"
