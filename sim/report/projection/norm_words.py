"""What each norm is called, where it stands in an edition, and how its figures are written."""

from dataclasses import dataclass
from math import inf

from sim.experiments.estimates.estimate import WeekOfNorm
from sim.experiments.project import Projection
from sim.norms.editions.edition import NORMS, edition
from sim.norms.rules import Rule, rules
from sim.report.texts.language import Language

SCALES = {"reviews": (1.0, 10.0), "nps": (-1.0, 1.0), "questions": (0.0, inf)}  # the others: nothing to all
UNCOUNTED = ("reviews",)  # norms of a mean, which count nothing against the shop


@dataclass(frozen=True)
class NormTold:
    """One norm over the weeks of a projection, as a reader is told of it."""

    norm: str  # key in the edition
    level: float | None  # None: a personal norm that was not given
    at_least: bool  # the norm is a minimum
    rows: tuple[WeekOfNorm, ...]  # a week each, in order
    say: Language

    @property
    def title(self) -> str:
        """The norm's name in plain words."""
        return self.say(f"norms.title.{self.norm}")

    @property
    def bad(self) -> str:
        """What the norm counts against the shop: "late items"; "" for the mean grade of reviews."""
        return "" if self.norm in UNCOUNTED else self.say(f"norms.bad.{self.norm}")

    @property
    def judged(self) -> bool:
        """There is a norm, and a week in which it was compared with something."""
        return self.level is not None and any(row.share is not None for row in self.rows)

    @property
    def failing(self) -> str:
        """Say what missing the norm is: "below 90%", "above 2%"."""
        if self.level is None:
            return self.say("norms.not_given")
        return self.say("norms.below" if self.at_least else "norms.above", level=self.written(self.level))

    @property
    def worst(self) -> WeekOfNorm:
        """The week that misses the norm in most seasons, the first of equals."""
        return max(self.rows, key=lambda row: row.missed.share)

    def can_be(self, value: float) -> bool:
        """Tell whether the norm's scale reaches a value: 100.4% of parcels are none."""
        least, most = SCALES.get(self.norm, (0.0, 1.0))
        return round(least - value, 9) <= 0 <= round(most - value, 9)

    def written(self, value: float) -> str:
        """Write a share, a grade or a net promoter score as this norm does."""
        if self.norm == "reviews":
            return self.say.tenths(value)
        if self.norm == "nps":
            return f"{100 * value:+.0f}"
        return f"{self.say.plain(round(100 * value, 1))}%"


def norms_told(projection: Projection, say: Language) -> dict[str, NormTold]:
    """Tell of every norm of the projection's edition, in the edition's order."""
    shop = projection.shop
    applied = rules(edition(shop.scenario.edition), shop.options)
    return {norm: _told(projection, norm, applied[norm], say) for norm in NORMS}


def _told(projection: Projection, norm: str, rule: Rule, say: Language) -> NormTold:
    rows = tuple(row for row in projection.weekly if row.norm == norm)
    level = None if rule.level is None else float(rule.level)
    return NormTold(norm, level, rule.at_least, rows, say)
